package io.airworthy.rules;

import io.airworthy.AirflowDeployment;
import io.airworthy.connection.ConnectionPlan;
import io.airworthy.database.PgBouncerPool;
import io.airworthy.database.PoolAuthentication;
import io.airworthy.database.PoolMode;
import io.airworthy.database.ServerPooling;
import io.airworthy.database.TlsMode;
import io.airworthy.validation.Finding;
import io.airworthy.validation.Rule;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The pool before the database. */
final class PoolRules {

    private static final String CONFIG_PAGE = "https://www.pgbouncer.org/config.html";

    static final Rule LIMITS_ARE_POSITIVE = Rule.error("PGB-001")
            .title("A limit of the pool is not positive")
            .because("PgBouncer does not start, or accepts no clients")
            .remedy("use at least 1, or leave it unset for the default")
            .source(CONFIG_PAGE)
            .finds(ofPool((deployment, pool) -> Stream.of(
                            limit("maxClientConnections", pool.maxClientConnections()),
                            limit("metadataPoolSize", pool.metadataPoolSize()),
                            limit("resultBackendPoolSize", pool.resultBackendPoolSize()))
                    .flatMap(Optional::stream)));

    static final Rule STATEMENT_MODE = Rule.error("PGB-002")
            .title("The pool uses statement mode")
            .because("PgBouncer refuses transactions with several statements, and all of Airflow's are such"
                    + " transactions")
            .remedy("use PoolMode.TRANSACTION")
            .source("https://www.pgbouncer.org/features.html")
            .brokenWhen(deployment -> mode(deployment, PoolMode.STATEMENT))
            .at("pgBouncer.poolMode");

    static final Rule SESSION_MODE = Rule.warning("PGB-003")
            .title("The pool does not share connections")
            .because("in session mode a client keeps its server connection while it is connected, and Airflow's"
                    + " processes stay connected: clients beyond the pool size wait until they are disconnected")
            .remedy("use PoolMode.TRANSACTION")
            .source("https://www.pgbouncer.org/features.html")
            .finds(ofPool((deployment, pool) -> pool.poolMode() == PoolMode.SESSION
                    ? Stream.of(Finding.at(
                            "pgBouncer.poolMode",
                            "session mode, with " + pool.metadataPoolSize() + " server connections for up to "
                                    + pool.maxClientConnections() + " clients"))
                    : Stream.empty()));

    static final Rule MD5 = Rule.warning("PGB-004")
            .title("Clients authenticate with MD5")
            .because("anyone who reads the hash can log in with it, and PostgreSQL has deprecated MD5")
            .remedy("use PoolAuthentication.SCRAM_PASSWORD")
            .source("https://www.postgresql.org/docs/current/auth-password.html")
            .brokenWhen(deployment -> authentication(deployment, PoolAuthentication.MD5))
            .at("pgBouncer.authentication");

    static final Rule VERIFIER_IS_THE_SERVERS = Rule.error("PGB-005")
            .title("A SCRAM verifier does not work with the provider's pool")
            .because("PgBouncer can log in with a verifier only if the other side stores exactly the same one, salt"
                    + " included, and the provider's pool has one of its own")
            .remedy("use PoolAuthentication.SCRAM_PASSWORD, or connect to the database itself")
            .source(CONFIG_PAGE + "#authentication-file-format")
            .finds(deployment -> authentication(deployment, PoolAuthentication.SCRAM_VERIFIER)
                            && deployment.database().effectivePooling() != ServerPooling.NONE
                    ? List.of(Finding.at(
                            "pgBouncer.authentication",
                            "a SCRAM verifier, but " + DatabaseRules.poolName(deployment)
                                    + " is in front of the database"))
                    : List.of());

    static final Rule ONE_POOL_IS_ENOUGH = Rule.warning("PGB-006")
            .title("Two pools are chained")
            .because("each pool queues and times out on its own, and the limits of the first say nothing about the"
                    + " server")
            .remedy("remove pgBouncer, or set the database host to an address that bypasses the provider's pool")
            .source("https://www.pgbouncer.org/features.html")
            .after("PGB-005", "DB-001")
            .finds(deployment ->
                    deployment.pgBouncer().isPresent() && deployment.database().effectivePooling() != ServerPooling.NONE
                            ? List.of(Finding.at(
                                    "database.pooling",
                                    DatabaseRules.poolName(deployment) + " is behind PgBouncer, at "
                                            + DatabaseRules.address(deployment)))
                            : List.of());

    static final Rule HAS_REPLICAS = Rule.error("PGB-007")
            .title("The pool has no pods")
            .because("no component can reach the database")
            .remedy("set replicas to 2, or at least 1")
            .finds(ofPool((deployment, pool) -> pool.replicas() < 1
                    ? Stream.of(Finding.at("pgBouncer.replicas", count(pool.replicas()))
                            .inValues("pgbouncer.replicas"))
                    : Stream.empty()));

    static final Rule SURVIVES_A_POD = Rule.warning("PGB-008")
            .title("The pool is a single point of failure")
            .because("while its only pod is evicted or restarted, no component can reach the database, and running"
                    + " tasks fail")
            .remedy("set replicas to 2")
            .finds(ofPool((deployment, pool) -> pool.replicas() == 1
                    ? Stream.of(Finding.at("pgBouncer.replicas", count(1)).inValues("pgbouncer.replicas"))
                    : Stream.empty()));

    static final Rule BUDGET_IS_AN_AMOUNT = Rule.error("PGB-009")
            .title("The pool's disruption budget is not valid")
            .because("Kubernetes rejects it, and the release fails")
            .remedy("use a number of pods, or a percentage from 0 to 100")
            .source("https://kubernetes.io/docs/tasks/run-application/configure-pdb/")
            .finds(ofPool((deployment, pool) ->
                    BudgetFaults.amount(pool.disruptionBudget()).map(PoolRules::budget).stream()));

    static final Rule BUDGET_LETS_NODES_BE_DRAINED = Rule.error("PGB-010")
            .title("The pool's disruption budget allows no eviction")
            .because("draining the node of such a pod never finishes, so cluster upgrades hang")
            .remedy("allow one unavailable pod, or run more replicas than the budget keeps available")
            .source("https://kubernetes.io/docs/tasks/run-application/configure-pdb/")
            .after("PGB-007", "PGB-009")
            .finds(ofPool((deployment, pool) ->
                    BudgetFaults.noEviction(pool.disruptionBudget(), pool.replicas()).map(PoolRules::budget).stream()));

    static final Rule CLIENT_TLS_IS_DECIDED = Rule.error("PGB-011")
            .title("TLS between Airflow and the pool is not enforced")
            .because("the pool has a certificate only if the mode is require or stricter; with a weaker mode the"
                    + " connection is silently unencrypted")
            .remedy("use TlsMode.DISABLE, because the connection stays in the cluster, or TlsMode.REQUIRE with a"
                    + " certificate")
            .source(CONFIG_PAGE + "#tls-settings")
            .finds(ofPool((deployment, pool) -> pool.clientTls() == TlsMode.ALLOW || pool.clientTls() == TlsMode.PREFER
                    ? Stream.of(Finding.at(
                            "pgBouncer.clientTls", "sslmode " + pool.clientTls() + " encrypts only if the pool can"))
                    : Stream.empty()));

    static final Rule RESOURCES_ARE_AMOUNTS = Rule.error("PGB-012")
            .title("The pool's resources are not valid")
            .because("Kubernetes rejects the pods")
            .remedy("use amounts such as 100m or 256Mi, and no request above its limit")
            .source("https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/")
            .finds(ofPool((deployment, pool) -> new ResourceFaults(
                            pool.resources(), "pgBouncer.resources", "pgbouncer.resources")
                    .refused().stream()));

    static final Rule STATS_USER_IS_ANOTHER = Rule.error("PGB-013")
            .title("The database user has the name of the pool's statistics user")
            .because("PgBouncer's user list holds one password for each name, so either Airflow or the exporter"
                    + " cannot log in")
            .remedy("use another role for Airflow")
            .finds(deployment -> deployment.pgBouncer().isPresent()
                            && deployment.database().user().equals(ConnectionPlan.STATS_USER)
                    ? List.of(Finding.at("database.user", ConnectionPlan.STATS_USER + " is the statistics user"))
                    : List.of());

    static final Rule MIGRATION_GOES_PAST_THE_POOL = Rule.warning("PGB-014")
            .title("The migration goes through the pool")
            .because("it takes a session lock, and a pool that shares connections can leave that lock with another"
                    + " client")
            .remedy("use chart 1.16.0 or later, where the migration has a URL of its own, or run one migration at a"
                    + " time and nothing else meanwhile")
            .source("https://www.pgbouncer.org/features.html")
            .after("VER-001")
            .finds(ofPool((deployment, pool) ->
                    deployment.release().connections().migratesDirectly() || pool.poolMode() == PoolMode.SESSION
                            ? Stream.empty()
                            : Stream.of(Finding.at(
                                    "chartVersion",
                                    "chart " + deployment.chartVersion()
                                            + " gives the migration job no URL but Airflow's"))));

    static final List<Rule> ALL = List.of(
            LIMITS_ARE_POSITIVE,
            STATEMENT_MODE,
            SESSION_MODE,
            MD5,
            VERIFIER_IS_THE_SERVERS,
            ONE_POOL_IS_ENOUGH,
            HAS_REPLICAS,
            SURVIVES_A_POD,
            BUDGET_IS_AN_AMOUNT,
            BUDGET_LETS_NODES_BE_DRAINED,
            CLIENT_TLS_IS_DECIDED,
            RESOURCES_ARE_AMOUNTS,
            STATS_USER_IS_ANOTHER,
            MIGRATION_GOES_PAST_THE_POOL);

    /** A test of the pool, where there is one. */
    private interface PoolTest {
        Stream<Finding> findings(AirflowDeployment deployment, PgBouncerPool pool);
    }

    private PoolRules() {}

    private static Function<AirflowDeployment, List<Finding>> ofPool(PoolTest test) {
        return deployment -> deployment.pgBouncer().stream()
                .flatMap(pool -> test.findings(deployment, pool))
                .toList();
    }

    private static Optional<Finding> limit(String attribute, int value) {
        return value >= 1
                ? Optional.empty()
                : Optional.of(Finding.at("pgBouncer." + attribute, value + " is not positive"));
    }

    private static boolean mode(AirflowDeployment deployment, PoolMode mode) {
        return deployment.pgBouncer().filter(pool -> pool.poolMode() == mode).isPresent();
    }

    private static boolean authentication(AirflowDeployment deployment, PoolAuthentication authentication) {
        return deployment
                .pgBouncer()
                .filter(pool -> pool.authentication() == authentication)
                .isPresent();
    }

    private static String count(int replicas) {
        return replicas + (replicas == 1 ? " replica" : " replicas");
    }

    private static Finding budget(String what) {
        return Finding.at("pgBouncer.disruptionBudget", what).inValues("pgbouncer.podDisruptionBudget.config");
    }
}
