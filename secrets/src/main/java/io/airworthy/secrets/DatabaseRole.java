package io.airworthy.secrets;

import io.airworthy.AirflowDeployment;
import io.airworthy.secret.Material;

/**
 * The database role that Airflow logs in as, and its database, in the SQL that makes them on the server. The password is
 * set by its SCRAM verifier, so neither the server's log nor a history file gets to see it, and PgBouncer can be given the
 * same verifier.
 *
 * <p>With material that has a verifier the SQL is always the same, and setting the same verifier again changes nothing.
 * Otherwise each role of this type has a verifier of its own, from the same password.
 *
 * <p>A server is prepared with four statements: {@link #createStatement()}, {@link #createDatabaseStatement()},
 * {@link #grantStatement()}, and then in the new database {@link #grantSchemaStatement()}.
 *
 * @see <a href="https://airflow.apache.org/docs/apache-airflow/stable/howto/set-up-database.html">Set up a database</a>
 * @see <a href="https://www.postgresql.org/docs/current/sql-createrole.html">CREATE ROLE</a>
 */
public final class DatabaseRole {

    private final String name;
    private final String database;
    private final Sensitive verifier;

    private DatabaseRole(String name, String database, Sensitive verifier) {
        this.name = name;
        this.database = database;
        this.verifier = verifier;
    }

    /**
     * The role of a deployment.
     *
     * @param deployment the deployment, which names the role and the database
     * @param material its material
     * @return the role
     * @throws IllegalStateException if the material has neither verifier nor password
     */
    public static DatabaseRole of(AirflowDeployment deployment, SecretMaterial material) {
        return new DatabaseRole(
                deployment.database().user(),
                deployment.database().database(),
                material.has(Material.DATABASE_VERIFIER)
                        ? material.get(Material.DATABASE_VERIFIER)
                        : ScramVerifier.generate(material.get(Material.DATABASE_PASSWORD))
                                .text());
    }

    /**
     * The statement that makes the role.
     *
     * @return {@code CREATE ROLE "airflow" LOGIN PASSWORD 'SCRAM-SHA-256$…';} and a line end
     */
    public Sensitive createStatement() {
        return Sensitive.of(
                "CREATE ROLE " + identifier(name) + " LOGIN PASSWORD " + literal(verifier.reveal()) + ";\n");
    }

    /**
     * The statement that gives the role, which exists, this password.
     *
     * @return {@code ALTER ROLE "airflow" PASSWORD 'SCRAM-SHA-256$…';} and a line end
     */
    public Sensitive alterStatement() {
        return Sensitive.of("ALTER ROLE " + identifier(name) + " PASSWORD " + literal(verifier.reveal()) + ";\n");
    }

    /**
     * The statement that makes the database, in UTF-8 whatever the server's own encoding is.
     *
     * @return {@code CREATE DATABASE "airflow" ENCODING 'UTF8' TEMPLATE template0;} and a line end
     */
    public String createDatabaseStatement() {
        return "CREATE DATABASE " + identifier(database) + " ENCODING 'UTF8' TEMPLATE template0;\n";
    }

    /**
     * The statement that gives the role all rights on the database.
     *
     * @return {@code GRANT ALL ON DATABASE "airflow" TO "airflow";} and a line end
     */
    public String grantStatement() {
        return "GRANT ALL ON DATABASE " + identifier(database) + " TO " + identifier(name) + ";\n";
    }

    /**
     * The statement that lets the role make tables, to be run in the database itself: from PostgreSQL 15 on nobody but its
     * owner may make any there.
     *
     * @return {@code GRANT ALL ON SCHEMA public TO "airflow";} and a line end
     */
    public String grantSchemaStatement() {
        return "GRANT ALL ON SCHEMA public TO " + identifier(name) + ";\n";
    }

    private static String identifier(String text) {
        return "\"" + text.replace("\"", "\"\"") + "\"";
    }

    /** A verifier has no backslash, so the literal means the same whatever standard_conforming_strings says. */
    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /** The role's name, nothing else. */
    @Override
    public String toString() {
        return "DatabaseRole[" + name + ", redacted]";
    }
}
