package io.airworthy.connection;

import io.airworthy.AirflowDeployment;
import io.airworthy.ObjectNames;
import io.airworthy.celery.ExternalRedis;
import io.airworthy.celery.RabbitMq;
import io.airworthy.celery.RedisSentinel;
import io.airworthy.chart.ChartTrait;
import io.airworthy.configuration.AirflowTrait;
import io.airworthy.database.ExternalDatabase;
import io.airworthy.database.PgBouncerPool;
import io.airworthy.database.PoolAuthentication;
import io.airworthy.database.TlsMode;
import io.airworthy.material.Encoding;
import io.airworthy.material.Material;
import io.airworthy.material.SecretTemplate;
import io.airworthy.pods.Component;
import io.airworthy.pods.WorkerGroup;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Every connection of a deployment to its database and broker: the hops, and the URLs and files that describe them.
 *
 * <p>With a pool, Airflow connects to PgBouncer and PgBouncer to the server; the migration and KEDA connect to the
 * server directly. Without a pool, everything does. TLS belongs to a hop, not to a connection.
 *
 * @see <a href="https://airflow.apache.org/docs/helm-chart/stable/production-guide.html#pgbouncer">PgBouncer in the
 *     production guide</a>
 */
public final class ConnectionPlan {

    /** The port that the chart's PgBouncer listens on. */
    public static final int POOL_PORT = 6543;

    /** The user that may ask PgBouncer for statistics, and nothing else. It exists in PgBouncer's user list alone. */
    public static final String STATS_USER = "pgbouncer_stats";

    /** The folder in which containers have the files of this library; everything else is the user's. */
    public static final String OWN_FILES = "/etc/airworthy";

    /** Where Airflow's and PgBouncer's containers have the CA bundle of the database server. */
    public static final String DATABASE_CA_FILE = OWN_FILES + "/database-ca/ca.crt";

    /** Where Airflow's containers have the CA bundle of PgBouncer's certificate. */
    public static final String POOL_CA_FILE = OWN_FILES + "/pgbouncer-ca/ca.crt";

    /** Where PgBouncer's container has its own certificate and private key. */
    public static final String POOL_TLS_FOLDER = OWN_FILES + "/pgbouncer-tls";

    private final AirflowDeployment deployment;
    private final ExternalDatabase database;
    private final ObjectNames names;

    private ConnectionPlan(AirflowDeployment deployment) {
        this.deployment = deployment;
        this.database = deployment.database();
        this.names = deployment.names();
    }

    /**
     * The plan of a deployment.
     *
     * @param deployment the deployment
     * @return its plan
     */
    public static ConnectionPlan of(AirflowDeployment deployment) {
        Objects.requireNonNull(deployment, "deployment");
        return new ConnectionPlan(deployment);
    }

    /**
     * The hop of those who connect to the server itself.
     *
     * @return to the server, as its TLS mode says
     */
    public Hop direct() {
        return toServer("migration job");
    }

    /** All hops, in the order in which a query passes them. */
    public List<Hop> hops() {
        List<Hop> hops = new ArrayList<>();
        hops.add(metadata());
        if (usesResultBackend()) {
            hops.add(resultBackend());
        }
        if (pool().isPresent()) {
            hops.add(toServer("PgBouncer"));
            hops.add(stats());
        }
        if (migratesDirectly()) {
            hops.add(direct());
        }
        if (kedaConnectsDirectly()) {
            hops.add(keda());
        }
        return hops;
    }

    /**
     * The first hop of Airflow's components.
     *
     * @return to the pool where there is one, otherwise to the server
     */
    public Hop metadata() {
        return pool().map(pool -> toPool(pool, names.metadataAlias())).orElseGet(() -> toServer("Airflow"));
    }

    /**
     * The first hop of Celery's results.
     *
     * @return to the pool where there is one, otherwise to the server
     */
    public Hop resultBackend() {
        return pool().map(pool -> toPool(pool, names.resultBackendAlias())).orElseGet(() -> toServer("Celery"));
    }

    /**
     * Whether there is a result backend ({@code db+…}), which Celery needs.
     *
     * @return true if there is a result backend
     */
    public boolean usesResultBackend() {
        return deployment.usesCelery();
    }

    /**
     * Whether the migration job connects to the server directly while Airflow connects to the pool. It takes a session
     * lock, which transaction pooling would leave on a connection that another client gets next.
     *
     * @return true if there is a pool, a job, a chart that lets the job have a URL of its own (1.16 and later), and credentials to
     *     make one of
     */
    public boolean migratesDirectly() {
        return pool().isPresent()
                && deployment.migrateDatabase()
                && deployment.chartVersion().has("migrateDatabaseJob.env")
                && database.credentials().urlInSecret().isEmpty();
    }

    /**
     * Whether KEDA connects to the server directly: it runs in another namespace, outside the pool's network policy. Charts
     * before 1.22 give a URL for it to the pods of a group that it scales and, where it scales the usual workers, to all pods.
     *
     * @return true if KEDA scales something with such a URL, there is a pool, and the deployment has a Secret for it
     */
    public boolean kedaConnectsDirectly() {
        boolean scalesTriggerers = deployment.scaledByKeda().contains(Component.TRIGGERER);
        boolean scalesWorkers = deployment.scaledByKeda().contains(Component.WORKERS)
                || !scalesTriggerers && deployment.workerGroups().stream().anyMatch(WorkerGroup::isScaledByKeda);
        return pool().isPresent()
                && database.credentials().isOurs()
                && (scalesWorkers
                        || scalesTriggerers && deployment.chartVersion().has(ChartTrait.KEDA_OF_TRIGGERERS_HAS_A_URL));
    }

    /**
     * Whether Airflow must be told the URL of its asynchronous connections. It has an option for it from 3.1 on. What it makes
     * by itself keeps {@code sslmode}, which asyncpg refuses; from 3.4 on it makes one for psycopg 3.
     *
     * @return true if Airflow connects asynchronously and does not make such a URL as it should be
     */
    public boolean usesAsyncUrl() {
        return AirflowTrait.ASYNC_ENGINE.isIn(deployment.airflowVersion())
                && !AirflowTrait.MAKES_ASYNC_URL.isIn(deployment.airflowVersion());
    }

    /** Whether the certificate of the server is checked on any hop, so that its CA bundle must be mounted. */
    public boolean needsDatabaseCa() {
        return database.tls().verifiesCertificate();
    }

    /**
     * Whether the pool shows a certificate to Airflow.
     *
     * @return true if there is a pool whose clients encrypt
     */
    public boolean poolHasCertificate() {
        return pool().filter(pool -> pool.clientTls().isEncrypted()).isPresent();
    }

    /**
     * Whether Airflow checks the pool's certificate.
     *
     * @return true if the CA bundle of the pool's certificate is needed
     */
    public boolean needsPoolCa() {
        return pool().filter(pool -> pool.clientTls().verifiesCertificate()).isPresent();
    }

    /**
     * The URL that Airflow, and its connection {@code airflow_db}, use.
     *
     * @return a URL of scheme {@code postgresql}, which all clients understand
     */
    public SecretTemplate metadataUrl() {
        return url("postgresql", metadata());
    }

    /**
     * The URL of Celery's results.
     *
     * @return the same with {@code db+} before it, which Celery requires
     */
    public SecretTemplate resultBackendUrl() {
        return url("db+postgresql", resultBackend());
    }

    /**
     * The URL of Airflow's asynchronous connections. asyncpg takes {@code ssl} instead of {@code sslmode}, and must not
     * cache prepared statements if a pool gives each transaction another server connection.
     *
     * @return a URL of scheme {@code postgresql+asyncpg}
     */
    public SecretTemplate asyncUrl() {
        Hop hop = metadata();
        return urlWithoutQuery("postgresql+asyncpg", hop).text(asyncQuery(hop)).build();
    }

    /**
     * What stands behind the database in a URL of libpq's.
     *
     * @param hop the hop that the URL is for
     * @return {@code ?sslmode=…}, and where the CA bundle is
     */
    public static String query(Hop hop) {
        Objects.requireNonNull(hop, "hop");
        return "?sslmode=" + hop.tls().sslmode()
                + hop.caFile()
                        .map(file -> "&sslrootcert=" + Encoding.PERCENT.encode(file))
                        .orElse("");
    }

    /**
     * What stands behind the database in a URL of asyncpg's.
     *
     * @param hop the hop that the URL is for
     * @return {@code ?ssl=…}, and what a pool needs
     */
    public String asyncQuery(Hop hop) {
        Objects.requireNonNull(hop, "hop");
        return "?ssl=" + hop.tls().sslmode() + (pool().isPresent() ? "&prepared_statement_cache_size=0" : "");
    }

    /**
     * The URL with which the migration job bypasses the pool.
     *
     * @return a URL to the server itself
     */
    public SecretTemplate directUrl() {
        return url("postgresql", direct());
    }

    /**
     * The URL with which KEDA bypasses the pool. KEDA has no CA bundle, so it cannot check a certificate.
     *
     * @return a URL to the server itself, encrypted but not verified where the model says verified
     */
    public SecretTemplate kedaUrl() {
        return url("postgresql", keda());
    }

    /**
     * The URL of the message broker.
     *
     * @return the URL; empty if Celery is not used, or somebody else has the URL
     */
    public Optional<SecretTemplate> brokerUrl() {
        return deployment
                .broker()
                .filter(broker -> deployment.usesCelery())
                .flatMap(broker -> broker.match(
                        chartRedis -> Optional.of(chartRedisUrl()),
                        redis -> Optional.of(url(redis)),
                        sentinel -> Optional.of(url(sentinel)),
                        rabbitMq -> Optional.of(url(rabbitMq)),
                        sqs -> Optional.of(SecretTemplate.literal("sqs://")),
                        existing -> Optional.empty()));
    }

    /**
     * The URL with which PgBouncer's exporter, in the same pod, asks for statistics.
     *
     * @return a URL to PgBouncer's console
     */
    public SecretTemplate statsUrl() {
        return url("postgresql", stats());
    }

    /**
     * PgBouncer's configuration. It contains nothing secret, but it is in a Secret because the chart reads it there.
     *
     * @param pool the pool
     * @return the text of {@code pgbouncer.ini}
     */
    public SecretTemplate pgBouncerIni(PgBouncerPool pool) {
        Objects.requireNonNull(pool, "pool");
        StringBuilder ini = new StringBuilder("[databases]\n");
        ini.append(poolEntry(names.metadataAlias(), pool.metadataPoolSize(), pool.metadataOptions()));
        if (usesResultBackend()) {
            ini.append(
                    poolEntry(names.resultBackendAlias(), pool.resultBackendPoolSize(), pool.resultBackendOptions()));
        }
        ini.append("\n[pgbouncer]\n");
        ini.append("listen_addr = *\n");
        ini.append("listen_port = ").append(POOL_PORT).append('\n');
        ini.append("auth_type = ").append(pool.authentication().authType()).append('\n');
        ini.append("auth_file = /etc/pgbouncer/users.txt\n");
        ini.append("stats_users = ").append(STATS_USER).append('\n');
        ini.append("pool_mode = ").append(pool.poolMode()).append('\n');
        ini.append("max_client_conn = ").append(pool.maxClientConnections()).append('\n');
        // asyncpg names its statements; PgBouncer 1.21 and later follow them through transaction pooling.
        Map<String, String> options = new LinkedHashMap<>();
        options.put("max_prepared_statements", "200");
        options.put("ignore_startup_parameters", "extra_float_digits");
        options.putAll(new TreeMap<>(pool.options()));
        options.forEach(
                (name, value) -> ini.append(name).append(" = ").append(value).append('\n'));
        ini.append("server_tls_sslmode = ").append(database.tls().sslmode()).append('\n');
        if (needsDatabaseCa()) {
            ini.append("server_tls_ca_file = ").append(DATABASE_CA_FILE).append('\n');
        }
        if (pool.clientTls().isEncrypted()) {
            ini.append("client_tls_sslmode = require\n");
            ini.append("client_tls_cert_file = ").append(POOL_TLS_FOLDER).append("/tls.crt\n");
            ini.append("client_tls_key_file = ").append(POOL_TLS_FOLDER).append("/tls.key\n");
        }
        return SecretTemplate.literal(ini.toString());
    }

    /**
     * PgBouncer's user list: Airflow's role, and the statistics user.
     *
     * @param pool the pool
     * @return the text of {@code users.txt}
     */
    public SecretTemplate userList(PgBouncerPool pool) {
        Objects.requireNonNull(pool, "pool");
        Material login = pool.authentication() == PoolAuthentication.SCRAM_VERIFIER
                ? Material.DATABASE_VERIFIER
                : Material.DATABASE_PASSWORD;
        SecretTemplate.Builder users = SecretTemplate.builder();
        user(users, database.user(), login);
        user(users, STATS_USER, Material.POOL_STATS_PASSWORD);
        return users.build();
    }

    private Optional<PgBouncerPool> pool() {
        return deployment.pgBouncer();
    }

    private Hop toPool(PgBouncerPool pool, String alias) {
        return new Hop(
                "Airflow",
                "PgBouncer",
                names.pgBouncerHost(),
                POOL_PORT,
                alias,
                database.user(),
                Optional.of(Material.DATABASE_PASSWORD),
                pool.clientTls(),
                pool.clientTls().verifiesCertificate() ? Optional.of(POOL_CA_FILE) : Optional.empty());
    }

    private Hop toServer(String from) {
        return toServer(from, database.tls());
    }

    private Hop toServer(String from, TlsMode tls) {
        return new Hop(
                from,
                database.provider().title(),
                database.host(),
                database.port(),
                database.database(),
                database.user(),
                Optional.of(Material.DATABASE_PASSWORD)
                        .filter(password -> database.credentials().hasPassword()),
                tls,
                tls.verifiesCertificate() ? Optional.of(DATABASE_CA_FILE) : Optional.empty());
    }

    private Hop keda() {
        return toServer("KEDA", database.tls().verifiesCertificate() ? TlsMode.REQUIRE : database.tls());
    }

    private Hop stats() {
        TlsMode tls = poolHasCertificate() ? TlsMode.REQUIRE : TlsMode.DISABLE;
        return new Hop(
                "exporter",
                "PgBouncer's console",
                "127.0.0.1",
                POOL_PORT,
                "pgbouncer",
                STATS_USER,
                Optional.of(Material.POOL_STATS_PASSWORD),
                tls,
                Optional.empty());
    }

    private String poolEntry(String alias, int size, Map<String, String> options) {
        return alias + " = host=" + iniValue(database.host()) + " port=" + database.port() + " dbname="
                + iniValue(database.database()) + " pool_size=" + size
                + new TreeMap<>(options)
                        .entrySet().stream()
                                .map(option -> " " + option.getKey() + "=" + iniValue(option.getValue()))
                                .collect(Collectors.joining())
                + "\n";
    }

    /** PgBouncer reads a value in single quotes to the end, with inner quotes doubled. */
    private static String iniValue(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private static void user(SecretTemplate.Builder users, String name, Material login) {
        users.text("\"" + Encoding.PGBOUNCER_USER_LIST.encode(name) + "\" \"")
                .material(login, Encoding.PGBOUNCER_USER_LIST)
                .text("\"\n");
    }

    private SecretTemplate chartRedisUrl() {
        return SecretTemplate.builder()
                .text("redis://:")
                .material(Material.REDIS_PASSWORD, Encoding.PERCENT)
                .text("@" + names.redisHost() + ":6379/0")
                .build();
    }

    private static SecretTemplate url(ExternalRedis redis) {
        SecretTemplate.Builder url = SecretTemplate.builder().text(redis.tls() ? "rediss://" : "redis://");
        if (redis.passwordFrom().isPresent()) {
            url.urlText(redis.user())
                    .text(":")
                    .material(Material.BROKER_PASSWORD, Encoding.PERCENT)
                    .text("@");
        }
        url.text(Hop.urlHost(redis.host()) + ":" + redis.port() + "/" + redis.database());
        if (redis.tls()) {
            // Celery refuses rediss:// without ssl_cert_reqs.
            url.text("?ssl_cert_reqs=CERT_REQUIRED");
            redis.caFile().ifPresent(file -> url.text("&ssl_ca_certs=").urlText(file));
        }
        return url.build();
    }

    /** One URL for each sentinel; Celery takes the login from the first. */
    private static SecretTemplate url(RedisSentinel sentinel) {
        SecretTemplate.Builder url = SecretTemplate.builder();
        for (int i = 0; i < sentinel.sentinels().size(); i++) {
            url.text(i == 0 ? "sentinel://" : ";sentinel://");
            if (sentinel.passwordFrom().isPresent()) {
                url.urlText(sentinel.user())
                        .text(":")
                        .material(Material.BROKER_PASSWORD, Encoding.PERCENT)
                        .text("@");
            }
            url.text(sentinel.sentinels().get(i) + "/" + sentinel.database());
        }
        return url.build();
    }

    private static SecretTemplate url(RabbitMq rabbitMq) {
        return SecretTemplate.builder()
                .text(rabbitMq.tls() ? "amqps://" : "amqp://")
                .urlText(rabbitMq.user())
                .text(":")
                .material(Material.BROKER_PASSWORD, Encoding.PERCENT)
                .text("@" + Hop.urlHost(rabbitMq.host()) + ":" + rabbitMq.port() + "/")
                .urlText(rabbitMq.virtualHost())
                .build();
    }

    private static SecretTemplate url(String scheme, Hop hop) {
        return urlWithoutQuery(scheme, hop).text(query(hop)).build();
    }

    private static SecretTemplate.Builder urlWithoutQuery(String scheme, Hop hop) {
        SecretTemplate.Builder url =
                SecretTemplate.builder().text(scheme + "://").urlText(hop.user());
        hop.password().ifPresent(password -> url.text(":").material(password, Encoding.PERCENT));
        return url.text("@" + Hop.urlHost(hop.host()) + ":" + hop.port() + "/").urlText(hop.database());
    }
}
