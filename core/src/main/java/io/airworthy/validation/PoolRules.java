package io.airworthy.validation;

import io.airworthy.AirflowDeployment;
import io.airworthy.connection.ConnectionPlan;
import io.airworthy.database.PgBouncerPool;
import io.airworthy.database.PoolAuthentication;
import io.airworthy.database.PoolMode;
import io.airworthy.database.ServerPooling;
import io.airworthy.database.TlsMode;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The pool before the database. */
final class PoolRules {

    private static final String CONFIG_PAGE = "https://www.pgbouncer.org/config.html";

    static final Rule LIMITS_ARE_POSITIVE = Rule.error("PGB-001")
            .title("A limit of the pool is not positive")
            .because("PgBouncer does not start, or lets nobody in")
            .remedy("write 1 at least, or leave it out for the default")
            .source(CONFIG_PAGE)
            .finds(ofPool((deployment, pool) -> Stream.of(
                            limit("maxClientConnections", pool.maxClientConnections()),
                            limit("metadataPoolSize", pool.metadataPoolSize()),
                            limit("resultBackendPoolSize", pool.resultBackendPoolSize()))
                    .flatMap(Optional::stream)));

    static final Rule STATEMENT_MODE = Rule.error("PGB-002")
            .title("The pool takes connections away after each statement")
            .because("PgBouncer refuses transactions of several statements, which all of Airflow consists of")
            .remedy("take PoolMode.TRANSACTION")
            .source("https://www.pgbouncer.org/features.html")
            .brokenWhen(deployment -> mode(deployment, PoolMode.STATEMENT))
            .at("pgBouncer.poolMode");

    static final Rule SESSION_MODE = Rule.warning("PGB-003")
            .title("The pool does not share connections")
            .because(
                    "in session mode a client keeps its server connection for as long as it is connected, and Airflow's"
                            + " processes stay connected: the clients beyond the pool size wait until they are cut off")
            .remedy("take PoolMode.TRANSACTION")
            .source("https://www.pgbouncer.org/features.html")
            .finds(ofPool((deployment, pool) -> pool.poolMode() == PoolMode.SESSION
                    ? Stream.of(Finding.at(
                            "pgBouncer.poolMode",
                            "session mode, with " + pool.metadataPoolSize() + " server connections for up to "
                                    + pool.maxClientConnections() + " clients"))
                    : Stream.empty()));

    static final Rule MD5 = Rule.warning("PGB-004")
            .title("Clients prove their password with MD5")
            .because("whoever reads the hash can log in with it, and PostgreSQL is giving MD5 up")
            .remedy("take PoolAuthentication.SCRAM_PASSWORD")
            .source("https://www.postgresql.org/docs/current/auth-password.html")
            .brokenWhen(deployment -> authentication(deployment, PoolAuthentication.MD5))
            .at("pgBouncer.authentication");

    static final Rule VERIFIER_IS_THE_SERVERS = Rule.error("PGB-005")
            .title("The verifier cannot be the one that the provider's pool has")
            .because("PgBouncer logs in with a verifier only where the other side stores the very same, salt included,"
                    + " and a pool in between has one of its own")
            .remedy("take PoolAuthentication.SCRAM_PASSWORD, or go to the database itself")
            .source(CONFIG_PAGE + "#authentication-file-format")
            .finds(deployment -> authentication(deployment, PoolAuthentication.SCRAM_VERIFIER)
                            && deployment.database().effectivePooling() != ServerPooling.NONE
                    ? List.of(Finding.at(
                            "pgBouncer.authentication",
                            "a SCRAM verifier, but " + DatabaseRules.poolName(deployment)
                                    + " stands before the database"))
                    : List.of());

    static final Rule ONE_POOL_IS_ENOUGH = Rule.warning("PGB-006")
            .title("There are two pools, one behind the other")
            .because(
                    "each queues and times out by its own rules, and the limits of the first say nothing about the server")
            .remedy("leave pgBouncer out, or point the database's host past the provider's pool")
            .source("https://www.pgbouncer.org/features.html")
            .after("PGB-005", "DB-001")
            .finds(deployment ->
                    deployment.pgBouncer().isPresent() && deployment.database().effectivePooling() != ServerPooling.NONE
                            ? List.of(Finding.at(
                                    "database.pooling",
                                    DatabaseRules.poolName(deployment) + " stands behind PgBouncer, at "
                                            + DatabaseRules.address(deployment)))
                            : List.of());

    static final Rule HAS_REPLICAS = Rule.error("PGB-007")
            .title("The pool has no pod")
            .because("nothing reaches the database")
            .remedy("write 2 replicas, or 1 at least")
            .finds(ofPool((deployment, pool) -> pool.replicas() < 1
                    ? Stream.of(Finding.at("pgBouncer.replicas", count(pool.replicas()))
                            .inValues("pgbouncer.replicas"))
                    : Stream.empty()));

    static final Rule SURVIVES_A_POD = Rule.warning("PGB-008")
            .title("The pool is a single point of failure")
            .because(
                    "while its one pod is evicted or restarted, no component reaches the database and running tasks fail")
            .remedy("write 2 replicas")
            .finds(ofPool((deployment, pool) -> pool.replicas() == 1
                    ? Stream.of(Finding.at("pgBouncer.replicas", count(1)).inValues("pgbouncer.replicas"))
                    : Stream.empty()));

    static final Rule BUDGET_IS_AN_AMOUNT = Rule.error("PGB-009")
            .title("The pool's disruption budget is not an amount")
            .because("Kubernetes refuses it, and the release fails")
            .remedy("write a number of pods, or a percentage from 0 to 100")
            .source("https://kubernetes.io/docs/tasks/run-application/configure-pdb/")
            .finds(ofPool((deployment, pool) ->
                    BudgetFaults.amount(pool.disruptionBudget()).map(PoolRules::budget).stream()));

    static final Rule BUDGET_LETS_NODES_BE_DRAINED = Rule.error("PGB-010")
            .title("The pool's disruption budget allows no eviction")
            .because("draining the node of such a pod never ends, and with it every upgrade of the cluster")
            .remedy("allow one unavailable pod, or run more replicas than must be available")
            .source("https://kubernetes.io/docs/tasks/run-application/configure-pdb/")
            .after("PGB-007", "PGB-009")
            .finds(ofPool((deployment, pool) ->
                    BudgetFaults.noEviction(pool.disruptionBudget(), pool.replicas()).map(PoolRules::budget).stream()));

    static final Rule CLIENT_TLS_IS_DECIDED = Rule.error("PGB-011")
            .title("TLS between Airflow and the pool is left to chance")
            .because("the pool has a certificate only from require on; with less the hop is silently unencrypted")
            .remedy("take TlsMode.DISABLE, as the hop stays in the cluster, or TlsMode.REQUIRE and give a certificate")
            .source(CONFIG_PAGE + "#tls-settings")
            .finds(ofPool((deployment, pool) -> pool.clientTls() == TlsMode.ALLOW || pool.clientTls() == TlsMode.PREFER
                    ? Stream.of(Finding.at(
                            "pgBouncer.clientTls", "sslmode " + pool.clientTls() + " encrypts only if the pool can"))
                    : Stream.empty()));

    static final Rule RESOURCES_ARE_AMOUNTS = Rule.error("PGB-012")
            .title("The pool's resources are not what Kubernetes takes")
            .because("Kubernetes refuses the pods")
            .remedy("write amounts such as 100m or 256Mi, and no request beyond its limit")
            .source("https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/")
            .finds(ofPool((deployment, pool) -> new ResourceFaults(
                            pool.resources(), "pgBouncer.resources", "pgbouncer.resources")
                    .refused().stream()));

    static final Rule STATS_USER_IS_ANOTHER = Rule.error("PGB-013")
            .title("The database's user has the name of the pool's statistics user")
            .because("PgBouncer's user list has one password for each name, so Airflow or the exporter cannot log in")
            .remedy("use another role for Airflow")
            .finds(deployment -> deployment.pgBouncer().isPresent()
                            && deployment.database().user().equals(ConnectionPlan.STATS_USER)
                    ? List.of(Finding.at("database.user", ConnectionPlan.STATS_USER + " is the statistics user"))
                    : List.of());

    static final Rule MIGRATION_GOES_PAST_THE_POOL = Rule.warning("PGB-014")
            .title("The migration goes through the pool")
            .because("it locks its session, and a pool that shares connections can leave the lock with somebody else")
            .remedy(
                    "take chart 1.16.0 or later, where the migration has a URL of its own, or run one migration at a time"
                            + " and nothing beside it")
            .source("https://www.pgbouncer.org/features.html")
            .after("VER-001")
            .finds(ofPool((deployment, pool) -> ConnectionPlan.of(deployment).migratesDirectly()
                            || pool.poolMode() == PoolMode.SESSION
                    ? Stream.empty()
                    : Stream.of(Finding.at(
                            "chartVersion",
                            "chart " + deployment.chartVersion() + " gives the migration job no URL but Airflow's"))));

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
