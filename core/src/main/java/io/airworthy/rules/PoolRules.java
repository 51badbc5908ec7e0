package io.airworthy.rules;

import static io.airworthy.rules.Subject.CHART;
import static io.airworthy.rules.Subject.DATABASE;
import static io.airworthy.rules.Subject.POOL;
import static io.airworthy.rules.Subject.together;

import io.airworthy.AirflowDeployment;
import io.airworthy.chart.ChartVersion;
import io.airworthy.connection.ConnectionPlan;
import io.airworthy.database.ExternalDatabase;
import io.airworthy.database.PgBouncerPool;
import io.airworthy.database.PoolAuthentication;
import io.airworthy.database.PoolMode;
import io.airworthy.database.ServerPooling;
import io.airworthy.database.TlsMode;
import io.airworthy.pods.DisruptionBudget;
import io.airworthy.pods.Resources;
import io.airworthy.rules.Subject.Part;
import io.airworthy.validation.Finding;
import io.airworthy.validation.Rule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The pool in front of the database. */
final class PoolRules {

    private static final String CONFIG_PAGE = "https://www.pgbouncer.org/config.html";

    private static final Subject<Integer> REPLICAS = POOL.at("replicas", PgBouncerPool::replicas);

    private static final Subject<DisruptionBudget> BUDGET = POOL.at("disruptionBudget", PgBouncerPool::disruptionBudget)
            .inValues("pgbouncer.podDisruptionBudget.config");

    private static final Predicate<AirflowDeployment> SHARED = POOL.any(pool -> pool.poolMode() != PoolMode.SESSION);

    private static final Pattern OPTION = Pattern.compile("[a-z][a-z0-9_]{1,60}");

    /** Options that the model has another place for. */
    private static final Map<String, String> DECIDED = Map.ofEntries(
            Map.entry("listen_addr", "the chart"),
            Map.entry("listen_port", "the chart"),
            Map.entry("auth_file", "the chart"),
            Map.entry("auth_type", "authentication"),
            Map.entry("stats_users", "the exporter"),
            Map.entry("pool_mode", "poolMode"),
            Map.entry("max_client_conn", "maxClientConnections"),
            Map.entry("pool_size", "metadataPoolSize or resultBackendPoolSize"),
            Map.entry("server_tls_sslmode", "database.tls"),
            Map.entry("server_tls_ca_file", "database.tls"),
            Map.entry("client_tls_sslmode", "clientTls"),
            Map.entry("client_tls_cert_file", "clientTls"),
            Map.entry("client_tls_key_file", "clientTls"),
            Map.entry("host", "database.host"),
            Map.entry("port", "database.port"),
            Map.entry("dbname", "database.database"),
            Map.entry("user", "database.user"),
            Map.entry("password", "database.passwordFrom"));

    private static final Set<String> OF_PROMETHEUS = Set.of("prometheus.io/scrape", "prometheus.io/port");

    static final Rule LIMITS_ARE_POSITIVE = Rule.error("PGB-001")
            .title("A limit of the pool is not positive")
            .because("PgBouncer does not start, or accepts no clients")
            .remedy("use at least 1, or leave it unset for the default")
            .source(CONFIG_PAGE)
            .brokenBy(it -> it.pgBouncer(pool -> pool.metadataPoolSize(0)))
            .finds(together(List.of(
                    limit("maxClientConnections", PgBouncerPool::maxClientConnections),
                    limit("metadataPoolSize", PgBouncerPool::metadataPoolSize),
                    limit("resultBackendPoolSize", PgBouncerPool::resultBackendPoolSize))));

    static final Rule NO_STATEMENT_MODE = Rule.error("PGB-002")
            .title("The pool uses statement mode")
            .because("PgBouncer refuses transactions with more than one statement, and Airflow uses them everywhere")
            .remedy("use PoolMode.TRANSACTION")
            .suggesting(PoolMode.TRANSACTION)
            .source("https://www.pgbouncer.org/features.html")
            .brokenBy(it -> it.pgBouncer(pool -> pool.poolMode(PoolMode.STATEMENT)))
            .brokenWhen(POOL.any(pool -> pool.poolMode() == PoolMode.STATEMENT))
            .at("pgBouncer.poolMode");

    static final Rule NO_SESSION_MODE = Rule.warning("PGB-003")
            .title("The pool does not share connections")
            .because("in session mode a client keeps its server connection while it is connected, and Airflow's"
                    + " processes stay connected: clients beyond the pool size wait until they are disconnected")
            .remedy("use PoolMode.TRANSACTION")
            .suggesting(PoolMode.TRANSACTION)
            .source("https://www.pgbouncer.org/features.html")
            .brokenBy(it -> it.pgBouncer(pool -> pool.poolMode(PoolMode.SESSION)))
            .finds(POOL.at("poolMode")
                    .when(
                            pool -> pool.poolMode() == PoolMode.SESSION,
                            pool -> "session mode, with " + pool.metadataPoolSize() + " server connections for up to "
                                    + pool.maxClientConnections() + " clients"));

    static final Rule NO_MD5 = Rule.warning("PGB-004")
            .title("Clients authenticate with MD5")
            .because("anyone who reads the hash can log in with it, and PostgreSQL has deprecated MD5")
            .remedy("use PoolAuthentication.SCRAM_PASSWORD")
            .suggesting(PoolAuthentication.SCRAM_PASSWORD)
            .source("https://www.postgresql.org/docs/current/auth-password.html")
            .brokenBy(it -> it.pgBouncer(pool -> pool.authentication(PoolAuthentication.MD5)))
            .brokenWhen(POOL.any(pool -> pool.authentication() == PoolAuthentication.MD5))
            .at("pgBouncer.authentication");

    static final Rule VERIFIER_MATCHES_THE_SERVER = Rule.error("PGB-005")
            .title("A SCRAM verifier does not work with the provider's pool")
            .because("PgBouncer can log in with a verifier only if the other side stores exactly the same one, salt"
                    + " included, and the provider's pool has one of its own")
            .remedy("use PoolAuthentication.SCRAM_PASSWORD, or connect to the database itself")
            .suggesting(PoolAuthentication.SCRAM_PASSWORD)
            .source(CONFIG_PAGE + "#authentication-file-format")
            .brokenBy(it -> it.database(database -> database.pooling(ServerPooling.RDS_PROXY))
                    .pgBouncer(pool -> pool.authentication(PoolAuthentication.SCRAM_VERIFIER)))
            .finds(POOL.at("authentication", PgBouncerPool::authentication)
                    .when(
                            (authentication, deployment) ->
                                    authentication == PoolAuthentication.SCRAM_VERIFIER && isBehindAnother(deployment),
                            (authentication, deployment) -> "a SCRAM verifier, but "
                                    + DatabaseRules.poolName(deployment) + " is in front of the database"));

    static final Rule POOLS_ARE_NOT_CHAINED = Rule.warning("PGB-006")
            .title("Two pools are chained")
            .because("each pool queues and times out on its own, and the limits of the first say nothing about the"
                    + " server")
            .remedy("remove pgBouncer, or set the database host to an address that bypasses the provider's pool")
            .source("https://www.pgbouncer.org/features.html")
            .after("PGB-005", "DB-001")
            .brokenBy(it -> it.database(database -> database.pooling(ServerPooling.RDS_PROXY)))
            .finds(DATABASE.at("pooling")
                    .when(
                            (database, deployment) -> deployment.pgBouncer().isPresent() && isBehindAnother(deployment),
                            (database, deployment) -> DatabaseRules.poolName(deployment) + " is behind PgBouncer, at "
                                    + DatabaseRules.address(deployment)));

    static final Rule HAS_REPLICAS = Rule.error("PGB-007")
            .title("The pool has no pods")
            .because("no component can reach the database")
            .remedy("set replicas to 2, or at least 1")
            .suggesting(2)
            .brokenBy(it -> it.pgBouncer(pool -> pool.replicas(0)))
            .finds(REPLICAS.when(replicas -> replicas < 1, PoolRules::count));

    static final Rule IS_REDUNDANT = Rule.warning("PGB-008")
            .title("The pool is a single point of failure")
            .because("while its only pod is evicted or restarted, no component can reach the database, and running"
                    + " tasks fail")
            .remedy("set replicas to 2")
            .suggesting(2)
            .brokenBy(it -> it.pgBouncer(pool -> pool.replicas(1)))
            .finds(REPLICAS.when(replicas -> replicas == 1, PoolRules::count));

    static final Rule BUDGET_IS_VALID = Rule.error("PGB-009")
            .title("The pool's disruption budget is not valid")
            .because("Kubernetes rejects it, and the release fails")
            .remedy("use a number of pods, or a percentage from 0 to 100")
            .source("https://kubernetes.io/docs/tasks/run-application/configure-pdb/")
            .brokenBy(it -> it.pgBouncer(pool -> pool.disruptionBudget(DisruptionBudget.maxUnavailablePercent(101))))
            .finds(BUDGET.faults(BudgetFaults::amount));

    static final Rule BUDGET_ALLOWS_EVICTION = Rule.error("PGB-010")
            .title("The pool's disruption budget allows no eviction")
            .because("draining the node of such a pod never finishes, so cluster upgrades hang")
            .remedy("allow one unavailable pod, or run more replicas than the budget keeps available")
            .source("https://kubernetes.io/docs/tasks/run-application/configure-pdb/")
            .after("PGB-007", "PGB-009")
            .brokenBy(it -> it.pgBouncer(pool -> pool.disruptionBudget(DisruptionBudget.minAvailable(2))))
            .finds(BUDGET.faults((budget, deployment) -> BudgetFaults.noEviction(
                    budget, deployment.pgBouncer().orElseThrow().replicas())));

    static final Rule CLIENT_TLS_IS_ENFORCED = Rule.error("PGB-011")
            .title("TLS between Airflow and the pool is not enforced")
            .because("the pool has a certificate only if the mode is require or stricter; with a weaker mode the"
                    + " connection is silently unencrypted")
            .remedy("use TlsMode.DISABLE, because the connection stays in the cluster, or TlsMode.REQUIRE with a"
                    + " certificate")
            .suggesting(TlsMode.DISABLE)
            .source(CONFIG_PAGE + "#tls-settings")
            .brokenBy(it -> it.pgBouncer(pool -> pool.clientTls(TlsMode.PREFER)))
            .finds(POOL.at("clientTls", PgBouncerPool::clientTls)
                    .when(
                            tls -> tls == TlsMode.ALLOW || tls == TlsMode.PREFER,
                            tls -> "sslmode " + tls + " encrypts only if the pool can"));

    static final Rule RESOURCES_ARE_VALID = Rule.error("PGB-012")
            .title("The pool's resources are not valid")
            .because("Kubernetes rejects the pods")
            .remedy("use amounts such as 100m or 256Mi, and no request above its limit")
            .source("https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/")
            .brokenBy(it -> it.pgBouncer(pool -> pool.resources(Resources.requests("100m", "128MB"))))
            .finds(POOL.at("resources", PgBouncerPool::resources)
                    .inValues("pgbouncer.resources")
                    .finds(ResourceFaults::refused));

    static final Rule DATABASE_USER_IS_NOT_THE_STATS_USER = Rule.error("PGB-013")
            .title("The database user has the name of the pool's statistics user")
            .because("PgBouncer's user list holds one password for each name, so either Airflow or the exporter"
                    + " cannot log in")
            .remedy("use another role for Airflow")
            .brokenBy(it -> it.database(database -> database.user("pgbouncer_stats")))
            .finds(DATABASE.at("user", ExternalDatabase::user)
                    .when(
                            (user, deployment) ->
                                    deployment.pgBouncer().isPresent() && user.equals(ConnectionPlan.STATS_USER),
                            (user, deployment) -> "'" + user + "' is the statistics user"));

    static final Rule MIGRATION_BYPASSES_THE_POOL = Rule.warning("PGB-014")
            .title("The migration goes through the pool")
            .because("it takes a session lock, and a pool that shares connections can leave that lock on a connection"
                    + " that another client gets next")
            .remedy("use chart 1.16.0 or later, where the migration has a URL of its own, or run one migration at a"
                    + " time and nothing else meanwhile")
            .source("https://www.pgbouncer.org/features.html")
            .after("VER-001")
            .brokenBy(it ->
                    it.chartVersion("1.15.0").airflowVersion("2.9.3").waive("HA-005", "this chart has no such budgets"))
            .finds(CHART.when(
                    (chart, deployment) -> SHARED.test(deployment) && !chart.has("migrateDatabaseJob.env"),
                    (chart, deployment) ->
                            "in chart " + chart + " the migration job uses Airflow's URL, which leads to the pool"));

    static final Rule OPTIONS_ARE_VALID = Rule.error("PGB-015")
            .title("An option of the pool is not valid, or an attribute decides it")
            .because("PgBouncer does not start, does something else than the model says, or refuses asyncpg")
            .remedy("use the attribute where there is one, and names of options as PgBouncer has them; keep"
                    + " max_prepared_statements above 0 and extra_float_digits among ignore_startup_parameters")
            .source(CONFIG_PAGE)
            .brokenBy(it -> it.pgBouncer(pool -> pool.option("pool_mode", "session")))
            .finds(POOL.finds(part -> Stream.of(
                            optionFaults(part, "options", part.value().options()),
                            optionFaults(part, "metadataOptions", part.value().metadataOptions()),
                            optionFaults(
                                    part, "resultBackendOptions", part.value().resultBackendOptions()))
                    .flatMap(faults -> faults)));

    static final Rule SERVICE_IS_VALID = Rule.error("PGB-016")
            .title("The pool's Service is not valid")
            .because("Kubernetes rejects it, or the chart has no place for it")
            .remedy(
                    "use an IP address or None, from chart 1.16.0 on, and annotation keys other than prometheus.io/scrape and"
                            + " prometheus.io/port")
            .source("https://kubernetes.io/docs/concepts/services-networking/service/")
            .after("VER-003")
            .brokenBy(it -> it.pgBouncer(pool -> pool.clusterIp("pgbouncer")))
            .finds(POOL.finds(PoolRules::serviceFaults));

    static final List<Rule> ALL = List.of(
            LIMITS_ARE_POSITIVE,
            NO_STATEMENT_MODE,
            NO_SESSION_MODE,
            NO_MD5,
            VERIFIER_MATCHES_THE_SERVER,
            POOLS_ARE_NOT_CHAINED,
            HAS_REPLICAS,
            IS_REDUNDANT,
            BUDGET_IS_VALID,
            BUDGET_ALLOWS_EVICTION,
            CLIENT_TLS_IS_ENFORCED,
            RESOURCES_ARE_VALID,
            DATABASE_USER_IS_NOT_THE_STATS_USER,
            MIGRATION_BYPASSES_THE_POOL,
            OPTIONS_ARE_VALID,
            SERVICE_IS_VALID);

    private PoolRules() {}

    private static Stream<Finding> serviceFaults(Part<PgBouncerPool> part) {
        ChartVersion chart = part.deployment().chartVersion();
        Stream<Finding> address = part
                .value()
                .clusterIp()
                .flatMap(ip -> chart.isSupported() && !chart.has("pgbouncer.service.clusterIp")
                        ? Optional.of("chart " + chart + " has no place for it")
                        : ServiceFaults.clusterIpFault(ip))
                .map(what -> part.at("clusterIp", what))
                .stream();
        return Stream.concat(
                address,
                part.value().serviceAnnotations().keySet().stream()
                        .sorted()
                        .flatMap(key -> OF_PROMETHEUS.contains(key)
                                ? Stream.of("the chart has " + key + " itself")
                                : KubernetesLabels.annotationFault(key).stream())
                        .map(what -> part.at("serviceAnnotations", what)));
    }

    private static Stream<Finding> optionFaults(
            Part<PgBouncerPool> part, String attribute, Map<String, String> options) {
        return options.keySet().stream()
                .sorted()
                .flatMap(name -> (OPTION.matcher(name).matches()
                                ? Optional.ofNullable(DECIDED.get(name))
                                        .filter(decides -> !isPoolMode(part.value(), name, options.get(name)))
                                        .map(decides -> decides + " decides " + name)
                                        .or(() -> valueFault(name, options.get(name)))
                                : Optional.of("'" + name + "' is not an option"))
                        .map(fault -> part.at(attribute, fault)).stream());
    }

    private static boolean isPoolMode(PgBouncerPool pool, String name, String value) {
        return name.equals("pool_mode") && value.equals(pool.poolMode().toString());
    }

    /** What asyncpg needs to go through the pool. */
    private static Optional<String> valueFault(String option, String value) {
        return switch (option) {
            case "max_prepared_statements" ->
                value.equals("0") ? Optional.of("max_prepared_statements is 0") : Optional.empty();
            case "ignore_startup_parameters" ->
                value.contains("extra_float_digits")
                        ? Optional.empty()
                        : Optional.of("ignore_startup_parameters lacks extra_float_digits");
            default -> value.isBlank() ? Optional.of(option + " has no value") : Optional.empty();
        };
    }

    private static Function<AirflowDeployment, List<Finding>> limit(
            String attribute, Function<PgBouncerPool, Integer> limit) {
        return POOL.at(attribute, limit).unless(number -> number >= 1, number -> number + " is not positive");
    }

    private static boolean isBehindAnother(AirflowDeployment deployment) {
        return deployment.database().effectivePooling() != ServerPooling.NONE;
    }

    private static String count(int replicas) {
        return replicas + (replicas == 1 ? " replica" : " replicas");
    }
}
