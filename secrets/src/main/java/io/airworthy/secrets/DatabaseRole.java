package io.airworthy.secrets;

import io.airworthy.AirflowDeployment;
import io.airworthy.database.DatabaseSetup;
import io.airworthy.database.ExternalDatabase;
import io.airworthy.material.Material;
import java.util.Objects;

/**
 * The password of the database role that Airflow logs in as. It is set by its SCRAM verifier, so neither the server's log nor
 * a history file gets to see it, and PgBouncer can be given the same verifier.
 *
 * <p>With material that has a verifier the SQL is always the same, and setting the same verifier again changes nothing.
 * Otherwise each value of this type has a verifier of its own, from the same password.
 *
 * @see DatabaseSetup
 * @see <a href="https://www.postgresql.org/docs/current/sql-alterrole.html">ALTER ROLE</a>
 */
public final class DatabaseRole {

    private final String name;
    private final String identifier;
    private final Sensitive verifier;

    private DatabaseRole(ExternalDatabase database, Sensitive verifier) {
        this.name = database.user();
        this.identifier = DatabaseSetup.of(database).role();
        this.verifier = verifier;
    }

    /**
     * The role of a deployment.
     *
     * @param deployment the deployment, which names the role
     * @param material its material
     * @return the role
     * @throws IllegalStateException if the material has neither verifier nor password
     */
    public static DatabaseRole of(AirflowDeployment deployment, SecretMaterial material) {
        Objects.requireNonNull(deployment, "deployment");
        Objects.requireNonNull(material, "material");
        return new DatabaseRole(
                deployment.database(),
                material.has(Material.DATABASE_VERIFIER)
                        ? material.get(Material.DATABASE_VERIFIER)
                        : ScramVerifier.generate(material.get(Material.DATABASE_PASSWORD))
                                .text());
    }

    /**
     * The statement that gives the role, which {@link DatabaseSetup#createRole()} makes, this password.
     *
     * @return {@code ALTER ROLE "airflow" PASSWORD 'SCRAM-SHA-256$…';} and a line end
     */
    public Sensitive alterStatement() {
        return Sensitive.of("ALTER ROLE " + identifier + " PASSWORD " + literal(verifier.reveal()) + ";\n");
    }

    /** A verifier has no backslash, so standard_conforming_strings does not matter. */
    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /** The role's name, nothing else. */
    @Override
    public String toString() {
        return "DatabaseRole[" + name + ", redacted]";
    }
}
