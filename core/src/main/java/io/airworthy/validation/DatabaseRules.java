package io.airworthy.validation;

import io.airworthy.AirflowDeployment;
import io.airworthy.configuration.AirflowTrait;
import io.airworthy.database.DatabaseProvider;
import io.airworthy.database.ExternalDatabase;
import io.airworthy.database.ServerPooling;
import io.airworthy.database.TlsMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The metadata database: where it is, how the way to it is protected, what it can carry. */
final class DatabaseRules {

    /** PostgreSQL cuts longer names without an error, at {@code NAMEDATALEN}. */
    private static final int LONGEST_NAME = 63;

    private static final String TLS_PAGE = "https://www.postgresql.org/docs/current/libpq-ssl.html";

    private static final String DATABASE_PAGE =
            "https://airflow.apache.org/docs/helm-chart/stable/production-guide.html#database";

    /** RDS Proxy holds on to a session that takes a lock; pools in transaction mode do not. */
    private static final Set<ServerPooling> TRANSACTION_POOLS =
            Set.of(ServerPooling.CLOUD_SQL_MANAGED, ServerPooling.AZURE_PGBOUNCER, ServerPooling.OTHER);

    static final Rule HOST_IS_A_HOST = Rule.error("DB-001")
            .title("The database's host is not a host name")
            .because("it is put between '@' and the port of every connection URL, and nothing connects")
            .remedy("write the host name or address alone; port, database and user have attributes of their own")
            .source(DATABASE_PAGE)
            .finds(deployment -> HostNames.isHost(deployment.database().host())
                    ? List.of()
                    : List.of(Finding.at(
                            "database.host",
                            HostNames.describe(deployment.database().host()))));

    static final Rule HOST_IS_ELSEWHERE = Rule.error("DB-002")
            .title("The database's host is the pod itself")
            .because("every pod, and PgBouncer, would look for the database in its own network, where there is none")
            .remedy("write the host name by which the cluster reaches the server")
            .source(DATABASE_PAGE)
            .after("DB-001")
            .finds(deployment -> HostNames.isThePodItself(deployment.database().host())
                    ? List.of(Finding.at(
                            "database.host", "'" + deployment.database().host() + "' is the pod that asks"))
                    : List.of());

    static final Rule PORT_EXISTS = Rule.error("DB-003")
            .title("The database's port does not exist")
            .because("nothing can connect to it")
            .remedy("write a port from 1 to 65535; PostgreSQL's own is 5432")
            .finds(deployment -> HostNames.isPort(deployment.database().port())
                    ? List.of()
                    : List.of(Finding.at("database.port", deployment.database().port() + " is not a port")));

    static final Rule NAMES_ARE_NAMES = Rule.error("DB-004")
            .title("The database or its user has no proper name")
            .because("PostgreSQL cuts names after " + LONGEST_NAME + " bytes, and then nobody can log in")
            .remedy("use a name of 1 to " + LONGEST_NAME + " bytes")
            .source("https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-IDENTIFIERS")
            .finds(deployment -> Stream.of(
                            nameFault("database.database", deployment.database().database()),
                            nameFault("database.user", deployment.database().user()))
                    .flatMap(Optional::stream)
                    .toList());

    static final Rule TLS_IS_CERTAIN = Rule.error("DB-005")
            .title("The way to the database may be unencrypted")
            .because("passwords and everything that Airflow stores can be read and changed on the way,"
                    + " and managed servers refuse such connections")
            .remedy("leave tls out, which means the provider's recommended mode, or take TlsMode.VERIFY_FULL")
            .source(TLS_PAGE)
            .finds(deployment -> deployment.database().tls().isEncrypted()
                    ? List.of()
                    : List.of(Finding.at(
                            "database.tls",
                            "sslmode " + deployment.database().tls() + " does not insist on encryption")));

    static final Rule TLS_IS_VERIFIED = Rule.warning("DB-006")
            .title("Nobody checks whose server answers")
            .because("whoever can redirect the connection gets the password, encrypted or not")
            .remedy(
                    "leave tls out, which means the provider's recommended mode, and give the CA bundle of the endpoint")
            .source(TLS_PAGE)
            .finds(deployment -> deployment.database().tls() == TlsMode.REQUIRE
                    ? List.of(Finding.at("database.tls", "sslmode require encrypts, but checks no certificate"))
                    : List.of());

    static final Rule CLOUD_SQL_NAMES_NO_HOST = Rule.error("DB-007")
            .title("Cloud SQL's certificate does not name the host")
            .because("a per-instance certificate names project:instance, so that verify-full refuses every connection")
            .remedy("take TlsMode.VERIFY_CA, or waive this where the instance uses a shared or customer-managed CA and"
                    + " is reached by its DNS name")
            .source("https://cloud.google.com/sql/docs/postgres/configure-ssl-instance")
            .finds(deployment -> deployment.database().provider() == DatabaseProvider.GOOGLE_CLOUD_SQL
                            && deployment.database().tls() == TlsMode.VERIFY_FULL
                    ? List.of(Finding.at("database.tls", "sslmode verify-full with Cloud SQL"))
                    : List.of());

    static final Rule RDS_HOST_IS_THE_ENDPOINT = Rule.warning("DB-008")
            .title("The host is not the RDS endpoint")
            .because("the certificate names the endpoint alone, and verify-full refuses an alias")
            .remedy("write the endpoint, which ends in .rds.amazonaws.com, or take TlsMode.VERIFY_CA")
            .source("https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html")
            .after("DB-001", "DB-002")
            .finds(deployment -> deployment.database().provider() == DatabaseProvider.AWS_RDS
                            && deployment.database().tls() == TlsMode.VERIFY_FULL
                            && !isRdsEndpoint(deployment.database().host())
                    ? List.of(Finding.at(
                            "database.host",
                            "'" + deployment.database().host() + "' does not end in .rds.amazonaws.com"))
                    : List.of());

    static final Rule LIMITS_ARE_NUMBERS = Rule.error("DB-009")
            .title("The server's connection limits cannot be")
            .because("pool and server are compared by these numbers, and the comparison would mean nothing")
            .remedy("write what SHOW max_connections says, and a reserve that leaves something of it")
            .source("https://www.postgresql.org/docs/current/runtime-config-connection.html")
            .finds(DatabaseRules::limitFaults);

    static final Rule LIMIT_IS_KNOWN = Rule.warning("DB-010")
            .title("The server's max_connections is not known")
            .because("nobody can say whether the server carries the deployment; the first busy day will")
            .remedy("write database.maxConnections, as SHOW max_connections says it")
            .source("https://www.postgresql.org/docs/current/runtime-config-connection.html")
            .brokenWhen(deployment -> deployment.database().maxConnections().isEmpty())
            .at("database.maxConnections");

    static final Rule IS_BACKED_UP = Rule.warning("DB-011")
            .title("Nothing is said about backups")
            .because("an upgrade that goes wrong can only be undone from a backup; helm rollback leaves the schema")
            .remedy("write database.backup, for example BackupPolicy.automated(Duration.ofDays(14))")
            .source("https://airflow.apache.org/docs/apache-airflow/stable/installation/upgrading.html")
            .brokenWhen(deployment -> deployment.database().backup().isEmpty())
            .at("database.backup");

    static final Rule BACKUP_SAYS_SOMETHING = Rule.warning("DB-012")
            .title("The backup policy says nothing")
            .because("the checklist states it and the runbook relies on it before an upgrade")
            .remedy("describe how and how often, and keep backups for a day at least")
            .finds(DatabaseRules::backupFaults);

    static final Rule MIGRATION_KEEPS_ITS_LOCK = Rule.warning("DB-013")
            .title("The migration goes through the provider's pool")
            .because("it takes a session lock, and a pool in transaction mode leaves the lock behind on a connection"
                    + " that somebody else gets next")
            .remedy("point host and port at the database itself and use PgBouncerPool, or let the provider's pool keep"
                    + " sessions")
            .source("https://www.pgbouncer.org/features.html")
            .after("DB-001")
            .finds(deployment -> deployment.pgBouncer().isEmpty()
                            && TRANSACTION_POOLS.contains(deployment.database().effectivePooling())
                    ? List.of(Finding.at(
                            "database.pooling",
                            "the migration job would go through " + poolName(deployment) + " at "
                                    + address(deployment)))
                    : List.of());

    static final Rule IS_POOLED = Rule.warning("DB-014")
            .title("Nothing pools the connections")
            .because("every process opens connections of its own, up to 15 by default, and PostgreSQL starts a process"
                    + " for each")
            .remedy("add PgBouncerPool.ofDefaults()")
            .source("https://airflow.apache.org/docs/helm-chart/stable/production-guide.html#pgbouncer")
            .finds(deployment ->
                    deployment.pgBouncer().isEmpty() && deployment.database().effectivePooling() == ServerPooling.NONE
                            ? List.of(Finding.at("pgBouncer", "there is no pool" + whoSuffers(deployment))
                                    .inValues("pgbouncer.enabled"))
                            : List.of());

    static final List<Rule> ALL = List.of(
            HOST_IS_A_HOST,
            HOST_IS_ELSEWHERE,
            PORT_EXISTS,
            NAMES_ARE_NAMES,
            TLS_IS_CERTAIN,
            TLS_IS_VERIFIED,
            CLOUD_SQL_NAMES_NO_HOST,
            RDS_HOST_IS_THE_ENDPOINT,
            LIMITS_ARE_NUMBERS,
            LIMIT_IS_KNOWN,
            IS_BACKED_UP,
            BACKUP_SAYS_SOMETHING,
            MIGRATION_KEEPS_ITS_LOCK,
            IS_POOLED);

    private DatabaseRules() {}

    private static Optional<Finding> nameFault(String path, String name) {
        if (name.isBlank()) {
            return Optional.of(Finding.at(path, "the name is empty"));
        }
        int bytes = name.getBytes(StandardCharsets.UTF_8).length;
        return bytes <= LONGEST_NAME
                ? Optional.empty()
                : Optional.of(Finding.at(path, "the name has " + bytes + " bytes"));
    }

    private static boolean isRdsEndpoint(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        return lower.endsWith(".rds.amazonaws.com") || lower.endsWith(".rds.amazonaws.com.cn");
    }

    private static List<Finding> limitFaults(AirflowDeployment deployment) {
        ExternalDatabase database = deployment.database();
        List<Finding> findings = new ArrayList<>();
        int reserve = database.reservedConnections();
        if (reserve < 0) {
            findings.add(Finding.at("database.reservedConnections", "a reserve of " + reserve + " connections"));
        }
        database.maxConnections().ifPresent(max -> {
            if (max <= 0) {
                findings.add(Finding.at("database.maxConnections", "a server with " + max + " connections"));
            } else if (reserve >= max) {
                findings.add(Finding.at(
                        "database.reservedConnections",
                        "the reserve of " + reserve + " leaves nothing of " + max + " connections"));
            }
        });
        return findings;
    }

    private static List<Finding> backupFaults(AirflowDeployment deployment) {
        List<Finding> findings = new ArrayList<>();
        deployment.database().backup().ifPresent(backup -> {
            if (backup.description().isBlank()) {
                findings.add(Finding.at("database.backup.description", "the description is empty"));
            }
            if (backup.retention().isNegative() || backup.retention().isZero()) {
                findings.add(Finding.at("database.backup.retention", "backups are kept for no time"));
            }
        });
        return findings;
    }

    private static String whoSuffers(AirflowDeployment deployment) {
        if (!AirflowTrait.EXECUTION_API.isIn(deployment.airflowVersion())) {
            return ", and in Airflow 2 every running task has two connections to itself";
        }
        return deployment.usesCelery() ? ", and every Celery process keeps a connection for its results" : "";
    }

    static String address(AirflowDeployment deployment) {
        return deployment.database().host() + ":" + deployment.database().port();
    }

    static String poolName(AirflowDeployment deployment) {
        return switch (deployment.database().effectivePooling()) {
            case NONE -> "no pool";
            case RDS_PROXY -> "RDS Proxy";
            case CLOUD_SQL_MANAGED -> "Cloud SQL's managed pooling";
            case AZURE_PGBOUNCER -> "Azure's built-in PgBouncer";
            case OTHER -> "another pool";
        };
    }
}
