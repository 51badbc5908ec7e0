package io.airworthy.rules;

import static io.airworthy.rules.Subject.DATABASE;
import static io.airworthy.rules.Subject.DEPLOYMENT;
import static io.airworthy.rules.Subject.extra;
import static io.airworthy.rules.Subject.together;

import io.airworthy.AirflowDeployment;
import io.airworthy.AirflowDeploymentBuilder;
import io.airworthy.configuration.AirflowTrait;
import io.airworthy.connection.ConnectionBudget;
import io.airworthy.connection.ConnectionPlan;
import io.airworthy.database.BackupPolicy;
import io.airworthy.database.DatabaseCredentials;
import io.airworthy.database.DatabaseProvider;
import io.airworthy.database.ExternalDatabase;
import io.airworthy.database.ServerPooling;
import io.airworthy.database.TlsMode;
import io.airworthy.material.Purpose;
import io.airworthy.pods.ExtraContainer;
import io.airworthy.pods.Pods;
import io.airworthy.pods.WorkerScaling;
import io.airworthy.rules.Subject.Part;
import io.airworthy.validation.Finding;
import io.airworthy.validation.Rule;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The metadata database: where it is, how the way to it is protected, what it can carry. */
final class DatabaseRules {

    /** PostgreSQL cuts longer names without an error, at {@code NAMEDATALEN}. */
    private static final int LONGEST_NAME = 63;

    private static final String TLS_PAGE = "https://www.postgresql.org/docs/current/libpq-ssl.html";

    private static final String DATABASE_PAGE =
            "https://airflow.apache.org/docs/helm-chart/stable/production-guide.html#database";

    private static final String LOGIN_BY_TOKEN = """
            from sqlalchemy import event
            from sqlalchemy.engine import Engine

            @event.listens_for(Engine, "do_connect")
            def log_in(dialect, connection, arguments, parameters):
                parameters["password"] = new_token(parameters)
            """;

    /** RDS Proxy holds on to a session that takes a lock; pools in transaction mode do not. */
    private static final Set<ServerPooling> TRANSACTION_POOLS =
            Set.of(ServerPooling.CLOUD_SQL_MANAGED, ServerPooling.AZURE_PGBOUNCER, ServerPooling.OTHER);

    private static final Subject<String> HOST = DATABASE.at("host", ExternalDatabase::host);

    private static final Subject<DatabaseCredentials> CREDENTIALS =
            DATABASE.at("credentials", ExternalDatabase::credentials);

    private static final Subject<BackupPolicy> BACKUP = DATABASE.given("backup", ExternalDatabase::backup);

    static final Rule HOST_IS_VALID = Rule.error("DB-001")
            .title("The database's host name is not valid")
            .because("it is part of every connection URL, and nothing connects")
            .remedy("use the host name or address alone; port, database and user have attributes of their own")
            .source(DATABASE_PAGE)
            .brokenBy(it ->
                    it.database(database -> database.host("postgresql://airflow:s3cret@db.example.com:5432/airflow")))
            .finds(HOST.faults(HostNames::hostFault));

    static final Rule HOST_IS_NOT_THE_POD_ITSELF = Rule.error("DB-002")
            .title("The database's host points at the pod itself")
            .because("every pod, PgBouncer included, looks for the database in itself, where there is none")
            .remedy(
                    "use the name by which pods in the cluster reach the server; or run a proxy in each pod that connects: a"
                            + " sidecar, or in jobs an init container with restartPolicy Always, because a job does not end while a"
                            + " sidecar runs. Without pgBouncer also set waitForMigrations(false): that container starts before the"
                            + " proxy")
            .source(DATABASE_PAGE)
            .after("DB-001")
            .brokenBy(it -> it.database(
                    database -> database.provider(DatabaseProvider.SELF_HOSTED).host("localhost")))
            .finds(HOST.faults((host, deployment) ->
                    LocalProxy.isInEachPod(deployment) ? Optional.empty() : HostNames.podItselfFault(host)));

    static final Rule PORT_IS_VALID = Rule.error("DB-003")
            .title("The database's port is not valid")
            .because("nothing can connect to it")
            .remedy("use a port from 1 to 65535; PostgreSQL's default is 5432")
            .suggesting(5432)
            .brokenBy(it -> it.database(database -> database.port(65536)))
            .finds(DATABASE.at("port", ExternalDatabase::port).faults(HostNames::portFault));

    static final Rule NAMES_ARE_VALID = Rule.error("DB-004")
            .title("The name of the database or of its user is not valid")
            .because("PostgreSQL truncates names after " + LONGEST_NAME + " bytes, and then nobody can log in")
            .remedy("use a name of 1 to " + LONGEST_NAME + " bytes")
            .source("https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-IDENTIFIERS")
            .brokenBy(it -> it.database(database -> database.user("a".repeat(64))))
            .finds(together(List.of(
                    DATABASE.at("database", ExternalDatabase::database).faults(DatabaseRules::nameFault),
                    DATABASE.at("user", ExternalDatabase::user).faults(DatabaseRules::nameFault))));

    static final Rule TLS_IS_ENFORCED = Rule.error("DB-005")
            .title("The connection to the database may be unencrypted")
            .because("passwords and all of Airflow's data can be read and changed on the network, and managed servers"
                    + " refuse such connections")
            .remedy("leave tls unset to use the provider's recommended mode, or use TlsMode.VERIFY_FULL")
            .source(TLS_PAGE)
            .brokenBy(it -> it.database(database -> database.tls(TlsMode.PREFER)))
            .finds(open(DatabaseRules::isReachedInTheCloud));

    static final Rule OWN_NETWORK_IS_TRUSTED = Rule.warning("DB-020")
            .title("The connection to the database is not encrypted")
            .because(
                    "anyone who can read the network between Airflow and the server, or a proxy in front of it, can read"
                            + " passwords and data")
            .remedy(
                    "use TlsMode.VERIFY_FULL if the server has a certificate; waive this if the network is trusted, as one"
                            + " within the cluster may be")
            .source(TLS_PAGE)
            .brokenBy(it -> it.database(database -> database.provider(DatabaseProvider.SELF_HOSTED)
                    .host("airflow-db-rw")
                    .tls(TlsMode.DISABLE)))
            .finds(open(database -> !isReachedInTheCloud(database)));

    static final Rule CERTIFICATE_IS_VERIFIED = Rule.warning("DB-006")
            .title("The database server's certificate is not verified")
            .because("anyone who can redirect the connection gets the password, even though it is encrypted")
            .remedy("leave tls unset to use the provider's recommended mode, and provide the CA bundle of the"
                    + " endpoint")
            .source(TLS_PAGE)
            .brokenBy(it -> it.database(database -> database.tls(TlsMode.REQUIRE)))
            .finds(DATABASE.at("tls")
                    .when(
                            database -> database.tls() == TlsMode.REQUIRE && !HostNames.isThePodItself(database.host()),
                            database -> "sslmode require encrypts, but verifies no certificate"));

    static final Rule CLOUD_SQL_HOST_CANNOT_BE_VERIFIED = Rule.error("DB-007")
            .title("Cloud SQL's certificate does not name the host")
            .because("a per-instance certificate names project:instance, so verify-full refuses every connection")
            .remedy("use TlsMode.VERIFY_CA, or waive this if the instance uses a shared or customer-managed CA and"
                    + " is reached by its DNS name")
            .suggesting(TlsMode.VERIFY_CA)
            .source("https://cloud.google.com/sql/docs/postgres/configure-ssl-instance")
            .brokenBy(it -> it.database(database ->
                    database.provider(DatabaseProvider.GOOGLE_CLOUD_SQL).tls(TlsMode.VERIFY_FULL)))
            .finds(DATABASE.at("tls")
                    .when(
                            database -> database.provider() == DatabaseProvider.GOOGLE_CLOUD_SQL
                                    && database.tls() == TlsMode.VERIFY_FULL,
                            database -> "sslmode verify-full with Cloud SQL"));

    static final Rule RDS_HOST_IS_THE_ENDPOINT = Rule.warning("DB-008")
            .title("The host is not the RDS endpoint")
            .because("the certificate names only the endpoint, so verify-full refuses an alias")
            .remedy("use the endpoint, which ends in .rds.amazonaws.com, or TlsMode.VERIFY_CA")
            .source("https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html")
            .after("DB-001", "DB-002")
            .brokenBy(it -> it.database(database -> database.host("db.example.com")))
            .finds(DATABASE.at("host")
                    .when(
                            database -> database.provider() == DatabaseProvider.AWS_RDS
                                    && database.tls() == TlsMode.VERIFY_FULL
                                    && !isRdsEndpoint(database.host()),
                            database -> "'" + database.host() + "' does not end in .rds.amazonaws.com"));

    static final Rule LIMITS_ARE_VALID = Rule.error("DB-009")
            .title("The server's connection limits are not valid")
            .because("the check that the server can handle this deployment relies on these numbers")
            .remedy("use the number that SHOW max_connections prints, and a reserve that is smaller")
            .source("https://www.postgresql.org/docs/current/runtime-config-connection.html")
            .brokenBy(it -> it.database(database -> database.reservedConnections(-1)))
            .finds(together(List.of(
                    DATABASE.at("reservedConnections", ExternalDatabase::reservedConnections)
                            .when(reserve -> reserve < 0, reserve -> "a reserve of " + reserve + " connections"),
                    DATABASE.given("maxConnections", DatabaseRules::maxConnections)
                            .when(max -> max <= 0, max -> "a server with " + max + " connections"),
                    DATABASE.at("reservedConnections")
                            .when(
                                    DatabaseRules::isAllReserved,
                                    database ->
                                            "the reserve of " + database.reservedConnections() + " leaves nothing of "
                                                    + database.maxConnections().orElseThrow() + " connections"))));

    static final Rule LIMIT_IS_KNOWN = Rule.warning("DB-010")
            .title("The server's max_connections is not known")
            .because("without it nothing can check whether the server can handle this deployment, and connections may"
                    + " fail on the first busy day")
            .remedy("set database.maxConnections to what SHOW max_connections prints")
            .source("https://www.postgresql.org/docs/current/runtime-config-connection.html")
            .brokenBy(it -> it.database(database -> database.maxConnections(OptionalInt.empty())))
            .brokenWhen(deployment -> deployment.database().maxConnections().isEmpty())
            .at("database.maxConnections");

    static final Rule HAS_A_BACKUP_POLICY = Rule.warning("DB-011")
            .title("The deployment names no backup policy")
            .because("only a backup can undo a failed upgrade; helm rollback does not roll back the schema")
            .remedy("set database.backup, for example BackupPolicy.automated(Duration.ofDays(14))")
            .source("https://airflow.apache.org/docs/apache-airflow/stable/installation/upgrading.html")
            .brokenBy(it -> it.database(database -> database.backup(Optional.empty())))
            .brokenWhen(deployment -> deployment.database().backup().isEmpty())
            .at("database.backup");

    static final Rule BACKUP_POLICY_IS_COMPLETE = Rule.warning("DB-012")
            .title("The backup policy is incomplete")
            .because("the checklist prints it, and the runbook relies on it before an upgrade")
            .remedy("describe how and how often backups are made, and keep them for at least a day")
            .brokenBy(it -> it.database(database -> database.backup(BackupPolicy.automated(Duration.ZERO))))
            .finds(together(List.of(
                    BACKUP.at("description", BackupPolicy::description)
                            .when(String::isBlank, text -> "the description is empty"),
                    BACKUP.at("retention", BackupPolicy::retention)
                            .when(
                                    time -> time.isNegative() || time.isZero(),
                                    time -> "the retention of backups is not positive"))));

    static final Rule MIGRATION_BYPASSES_THE_PROVIDERS_POOL = Rule.warning("DB-013")
            .title("The migration goes through the provider's pool")
            .because("it takes a session lock, and a pool in transaction mode can leave that lock on a connection"
                    + " that another client gets next")
            .remedy("set host and port to those of the database itself and use PgBouncerPool, or set the provider's"
                    + " pool to session mode")
            .source("https://www.pgbouncer.org/features.html")
            .after("DB-001")
            .brokenBy(it -> it.database(database -> database.pooling(ServerPooling.AZURE_PGBOUNCER))
                    .pgBouncer(Optional.empty()))
            .finds(DATABASE.at("pooling")
                    .when(
                            (database, deployment) -> deployment.pgBouncer().isEmpty()
                                    && TRANSACTION_POOLS.contains(database.effectivePooling()),
                            (database, deployment) -> "the migration job would go through " + poolName(deployment)
                                    + " at " + address(deployment)));

    static final Rule CONNECTIONS_ARE_POOLED = Rule.warning("DB-014")
            .title("Database connections are not pooled")
            .because("every process opens its own connections, up to 15 by default, and PostgreSQL starts a process"
                    + " for each")
            .remedy("add PgBouncerPool.ofDefaults()")
            .source("https://airflow.apache.org/docs/helm-chart/stable/production-guide.html#pgbouncer")
            .brokenBy(it -> it.pgBouncer(Optional.empty()))
            .finds(DEPLOYMENT
                    .at("pgBouncer")
                    .when(
                            deployment -> deployment.pgBouncer().isEmpty()
                                    && deployment.database().effectivePooling() == ServerPooling.NONE,
                            deployment -> "there is no pool" + whoSuffers(deployment) + howMany(deployment)));

    static final Rule CREDENTIALS_CAN_BE_READ = Rule.error("DB-015")
            .title("The Secret with the database's credentials cannot be read")
            .because("Kubernetes rejects the reference, or the pods do not start because the key is missing")
            .remedy("use the names of the Secret and of its keys as kubectl describe secret shows them")
            .source("https://kubernetes.io/docs/concepts/configuration/secret/")
            .brokenBy(it -> it.database(database -> database.credentials(
                            DatabaseCredentials.keysFrom("airflow-db-app", "user name", "password")))
                    .suppliedSecret(Purpose.POOL)
                    .suppliedSecret(Purpose.POOL_STATS))
            .finds(CREDENTIALS.finds(DatabaseRules::credentialFaults));

    static final Rule POOL_IS_SUPPLIED_WITH_CREDENTIALS = Rule.error("DB-016")
            .title("The pool needs a password that only an operator's Secret has")
            .because("PgBouncer logs in with the password in its own Secret, which this deployment would make; when"
                    + " the operator changes the password, the two differ and the login fails")
            .remedy("use suppliedSecret(Purpose.POOL) and suppliedSecret(Purpose.POOL_STATS) if the operator's team"
                    + " makes these Secrets too, or remove pgBouncer and use the operator's pool")
            .source("https://airflow.apache.org/docs/helm-chart/stable/production-guide.html#pgbouncer")
            .brokenBy(it -> it.database(database ->
                    database.credentials(DatabaseCredentials.keysFrom("airflow-db-app", "username", "password"))))
            .finds(CREDENTIALS.when(
                    (credentials, deployment) -> !credentials.isOurs()
                            && deployment.pgBouncer().isPresent()
                            && !deployment.suppliedSecrets().contains(Purpose.POOL),
                    (credentials, deployment) -> deployment.names().secret(Purpose.POOL)
                            + " would hold the password of an operator's Secret"));

    static final Rule ASYNC_URL_HAS_NO_SSLMODE = Rule.warning("DB-017")
            .title("Airflow derives the asynchronous URL from one that may contain sslmode")
            .because("asyncpg does not know sslmode: requests that use the asynchronous URL, such as waiting for a DAG"
                    + " run, fail with a TypeError")
            .remedy("put a URL postgresql+asyncpg://…?ssl=require into another key and set asyncKey to that key, or"
                    + " use DatabaseCredentials.keysFrom; waive this if the URL has no sslmode")
            .source(
                    "https://airflow.apache.org/docs/apache-airflow/stable/configurations-ref.html#sql-alchemy-conn-async")
            .brokenBy(it -> it.pgBouncer(Optional.empty())
                    .database(database -> database.pooling(ServerPooling.RDS_PROXY)
                            .credentials(DatabaseCredentials.urlFrom("airflow-db-app", "uri"))))
            .finds(CREDENTIALS.when(
                    (credentials, deployment) -> credentials
                                    .urlInSecret()
                                    .filter(url -> url.asyncKey().isEmpty())
                                    .isPresent()
                            && ConnectionPlan.of(deployment).usesAsyncUrl()
                            && deployment.pgBouncer().isEmpty()
                            && deployment.database().tls().isEncrypted(),
                    (credentials, deployment) ->
                            "the TLS mode is " + deployment.database().tls() + ", and there is no asyncKey"));

    static final Rule PROXY_IN_THE_POD_HAS_NO_TLS = Rule.error("DB-018")
            .title("TLS is set for a proxy in the pod")
            .because(
                    "the proxy encrypts the connection to the server but accepts no TLS from the pod, so nothing connects")
            .remedy("set tls to TlsMode.DISABLE")
            .suggesting(TlsMode.DISABLE)
            .source("https://cloud.google.com/sql/docs/postgres/connect-kubernetes-engine")
            .after("DB-002")
            .brokenBy(it -> DatabaseRules.behindAProxy(it).database(database -> database.tls(TlsMode.REQUIRE)))
            .finds(DATABASE.at("tls")
                    .when(
                            database -> database.tls().isEncrypted() && HostNames.isThePodItself(database.host()),
                            database -> "sslmode " + database.tls() + " at " + database.host()));

    static final Rule POSTGRESQL_ONLY = Rule.error("DB-019")
            .title("The database is not PostgreSQL")
            .because("Airworthy supports PostgreSQL only: its URLs, PgBouncer and its commands fit no other database")
            .remedy("use PostgreSQL")
            .source(DATABASE_PAGE)
            .brokenBy(it -> it.extraValue("data", Map.of("metadataConnection", Map.of("protocol", "mysql"))))
            .finds(extra("data.metadataConnection.protocol", "data.resultBackendConnection.protocol")
                    .when(
                            protocol -> !String.valueOf(protocol).contains("postgresql"),
                            protocol -> "the protocol is '" + protocol + "'"));

    static final Rule POOL_HAS_A_PASSWORD = Rule.error("DB-021")
            .title("The pool cannot log in by an identity")
            .because(
                    "PgBouncer logs in with the password in its own Secret and gets no tokens, so the server refuses it")
            .remedy(
                    "remove pgBouncer; or run a proxy with the identity in the pool's pod, which takes any password, and"
                            + " leave credentials unset")
            .source("https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.html")
            .brokenBy(it -> it.database(database -> database.credentials(DatabaseCredentials.identity()))
                    .airflowLocalSettings(LOGIN_BY_TOKEN))
            .finds(CREDENTIALS.when(
                    (credentials, deployment) ->
                            !credentials.hasPassword() && deployment.pgBouncer().isPresent(),
                    (credentials, deployment) -> "there is no password, but there is a pool"));

    static final Rule KEDA_HAS_A_PASSWORD = Rule.error("DB-022")
            .title("KEDA cannot log in by an identity")
            .because(
                    "KEDA asks the database from its own pod, with the URL that Airflow has; the login fails, and nothing"
                            + " is scaled")
            .remedy("scale by HpaScaling, or give the role a password")
            .source("https://keda.sh/docs/latest/scalers/postgresql/")
            .brokenBy(it -> withoutPassword(it)
                    .airflowLocalSettings(LOGIN_BY_TOKEN)
                    .ha(ha -> ha.workerScaling(WorkerScaling.keda(1, 2))))
            .finds(CREDENTIALS.when(
                    (credentials, deployment) -> !credentials.hasPassword() && LocalProxy.kedaScales(deployment),
                    (credentials, deployment) -> "there is no password, but KEDA scales something"));

    static final Rule SOMEBODY_GETS_TOKENS = Rule.warning("DB-023")
            .title("Nothing here logs in to the database by an identity")
            .because("without a password, each new connection needs a token; without one the server refuses it")
            .remedy("run a proxy in each pod that connects, such as Cloud SQL's with --auto-iam-authn; or give"
                    + " airflowLocalSettings a do_connect listener that sets the password to a new token; waive this if"
                    + " the image has that listener")
            .source("https://docs.sqlalchemy.org/en/20/core/engines.html#generating-dynamic-authentication-tokens")
            .brokenBy(DatabaseRules::withoutPassword)
            .finds(CREDENTIALS.when(
                    (credentials, deployment) -> !credentials.hasPassword()
                            && !LocalProxy.isInEachPod(deployment)
                            && deployment
                                    .airflowLocalSettings()
                                    .filter(settings -> settings.contains("do_connect"))
                                    .isEmpty(),
                    (credentials, deployment) ->
                            "there is no proxy in each pod, and airflowLocalSettings has no do_connect listener"));

    static final List<Rule> ALL = List.of(
            HOST_IS_VALID,
            HOST_IS_NOT_THE_POD_ITSELF,
            PORT_IS_VALID,
            NAMES_ARE_VALID,
            TLS_IS_ENFORCED,
            OWN_NETWORK_IS_TRUSTED,
            CERTIFICATE_IS_VERIFIED,
            CLOUD_SQL_HOST_CANNOT_BE_VERIFIED,
            RDS_HOST_IS_THE_ENDPOINT,
            LIMITS_ARE_VALID,
            LIMIT_IS_KNOWN,
            HAS_A_BACKUP_POLICY,
            BACKUP_POLICY_IS_COMPLETE,
            MIGRATION_BYPASSES_THE_PROVIDERS_POOL,
            CONNECTIONS_ARE_POOLED,
            CREDENTIALS_CAN_BE_READ,
            POOL_IS_SUPPLIED_WITH_CREDENTIALS,
            ASYNC_URL_HAS_NO_SSLMODE,
            PROXY_IN_THE_POD_HAS_NO_TLS,
            POSTGRESQL_ONLY,
            POOL_HAS_A_PASSWORD,
            KEDA_HAS_A_PASSWORD,
            SOMEBODY_GETS_TOKENS);

    private DatabaseRules() {}

    /** A Service in front of a managed server is a proxy, which encrypts the rest of the way. */
    private static boolean isReachedInTheCloud(ExternalDatabase database) {
        return database.provider() != DatabaseProvider.SELF_HOSTED && !HostNames.isInCluster(database.host());
    }

    /** Servers to which connections may be unencrypted, of those that are meant. */
    private static Function<AirflowDeployment, List<Finding>> open(Predicate<ExternalDatabase> databases) {
        return DATABASE.at("tls")
                .finds(part -> Stream.of(part.value())
                        .filter(database -> databases.test(database)
                                && !database.tls().isEncrypted()
                                && !HostNames.isThePodItself(database.host()))
                        .map(database -> part.finding("sslmode " + database.tls() + " does not enforce encryption")
                                .found(database.tls())
                                .suggesting(database.provider().recommendedTls())));
    }

    private static AirflowDeploymentBuilder withoutPassword(AirflowDeploymentBuilder airflow) {
        return airflow.database(database ->
                        database.pooling(ServerPooling.RDS_PROXY).credentials(DatabaseCredentials.identity()))
                .pgBouncer(Optional.empty());
    }

    /** Only the pool and the migration connect to the server. */
    private static AirflowDeploymentBuilder behindAProxy(AirflowDeploymentBuilder airflow) {
        ExtraContainer proxy = new ExtraContainer(Map.of(
                "name",
                "cloud-sql-proxy",
                "image",
                "gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.14.1",
                "restartPolicy",
                "Always"));
        return airflow.database(database ->
                        database.provider(DatabaseProvider.GOOGLE_CLOUD_SQL).host("127.0.0.1"))
                .pgBouncer(pool -> pool.pods(Pods.builder().sidecar(proxy).build()))
                .migrationJob(job -> job.pods(pods -> pods.initContainer(proxy)));
    }

    private static Stream<Finding> credentialFaults(Part<DatabaseCredentials> part) {
        return part.value()
                .match(
                        ours -> Stream.empty(),
                        identity -> Stream.empty(),
                        url -> faults(
                                part, url.secretName(), Stream.concat(Stream.of(url.key()), url.asyncKey().stream())),
                        keys -> faults(
                                part,
                                keys.secretName(),
                                Stream.of(
                                                Optional.of(keys.userKey()),
                                                Optional.of(keys.passwordKey()),
                                                keys.hostKey(),
                                                keys.portKey(),
                                                keys.databaseKey())
                                        .flatMap(Optional::stream)));
    }

    private static Stream<Finding> faults(Part<DatabaseCredentials> part, String secretName, Stream<String> keys) {
        return Stream.concat(
                Stream.of(secretName)
                        .filter(name -> !KubernetesNames.isUnquotedSubdomain(name))
                        .map(name -> part.at("secretName", KubernetesNames.describe(name))),
                keys.filter(key -> !KubernetesNames.isSecretKey(key) || !KubernetesNames.isTextInYaml(key))
                        .map(key -> part.finding(
                                "'" + key + "' is not a key that a Secret can have, or not text in YAML")));
    }

    private static Optional<String> nameFault(String name) {
        if (name.isBlank()) {
            return Optional.of("the name is empty");
        }
        int bytes = name.getBytes(StandardCharsets.UTF_8).length;
        return bytes <= LONGEST_NAME ? Optional.empty() : Optional.of("the name has " + bytes + " bytes");
    }

    private static boolean isRdsEndpoint(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        return lower.endsWith(".rds.amazonaws.com") || lower.endsWith(".rds.amazonaws.com.cn");
    }

    private static Optional<Integer> maxConnections(ExternalDatabase database) {
        return database.maxConnections().stream().boxed().findFirst();
    }

    private static boolean isAllReserved(ExternalDatabase database) {
        return maxConnections(database)
                .filter(max -> max > 0 && database.reservedConnections() >= max)
                .isPresent();
    }

    private static String whoSuffers(AirflowDeployment deployment) {
        if (!AirflowTrait.EXECUTION_API.isIn(deployment.airflowVersion())) {
            return ", and in Airflow 2 every running task has two connections of its own";
        }
        return deployment.usesCelery() ? ", and every Celery process keeps a connection for its results" : "";
    }

    /** What the server cannot carry if every process opens all that it may. */
    private static String howMany(AirflowDeployment deployment) {
        ConnectionBudget budget = deployment.release().budget();
        long most = budget.serverConnections();
        return budget.serverCapacity().isPresent() && budget.serverCapacity().getAsLong() < most
                ? "; together they may open " + most + " connections, more than the "
                        + budget.serverCapacity().getAsLong() + " that the server has for them"
                : "";
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
