package io.airworthy.database;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The SQL that prepares a server for Airflow: its role and its database. An administrator runs it once, in any database
 * of the server; the role's password is set separately. Names are always quoted, since a role may be called {@code
 * user}.
 *
 * @see <a href="https://airflow.apache.org/docs/apache-airflow/stable/howto/set-up-database.html">Set up a database</a>
 */
public final class DatabaseSetup {

    private final String role;
    private final String database;
    private final DatabaseProvider provider;

    private DatabaseSetup(ExternalDatabase database) {
        this.role = identifier(database.user());
        this.database = identifier(database.database());
        this.provider = database.provider();
    }

    /**
     * The set-up of a database.
     *
     * @param database the database, which names the role too
     * @return its set-up
     */
    public static DatabaseSetup of(ExternalDatabase database) {
        return new DatabaseSetup(Objects.requireNonNull(database, "database"));
    }

    /**
     * The role as SQL takes it.
     *
     * @return {@code "airflow"}, quotes included
     */
    public String role() {
        return role;
    }

    /**
     * The statement that makes the role, which has no password yet and cannot log in with one.
     *
     * @return {@code CREATE ROLE "airflow" LOGIN;}
     */
    public String createRole() {
        return "CREATE ROLE " + role + " LOGIN;";
    }

    /**
     * The statement that lets the role log in by an identity in place of a password. Only Amazon RDS has one: elsewhere, the
     * provider's own tool makes such a role.
     *
     * @return {@code GRANT rds_iam TO "airflow";}
     * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.DBAccounts.html">Database
     *     accounts with IAM authentication</a>
     */
    public Optional<String> grantIamLogin() {
        return provider == DatabaseProvider.AWS_RDS ? Optional.of("GRANT rds_iam TO " + role + ";") : Optional.empty();
    }

    /**
     * The statements that make the database. The role owns it, because from PostgreSQL 15 on only the owner may create
     * tables there. An administrator who is not a superuser, as on managed servers, has to be a member of the role for
     * that. The encoding is always UTF-8.
     *
     * @return {@code GRANT "airflow" TO CURRENT_USER;} and
     *     {@code CREATE DATABASE "airflow" OWNER "airflow" ENCODING 'UTF8' TEMPLATE template0;}
     */
    public List<String> createDatabase() {
        return List.of(
                "GRANT " + role + " TO CURRENT_USER;",
                "CREATE DATABASE " + database + " OWNER " + role + " ENCODING 'UTF8' TEMPLATE template0;");
    }

    private static String identifier(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }
}
