package io.airworthy.catalogue;

import io.airworthy.AirflowDeployment;
import io.airworthy.Flower;
import io.airworthy.WebIngress;
import io.airworthy.celery.CeleryBroker;
import io.airworthy.celery.ExternalRedis;
import io.airworthy.celery.RedisSentinel;
import io.airworthy.configuration.AirflowTrait;
import io.airworthy.connection.ConnectionPlan;
import io.airworthy.dags.GitAccess;
import io.airworthy.dags.GitSync;
import io.airworthy.database.DatabaseCredentials;
import io.airworthy.database.PgBouncerPool;
import io.airworthy.frozen.Frozen;
import io.airworthy.frozen.Tree;
import io.airworthy.logging.LogStore;
import io.airworthy.logging.RemoteLogging;
import io.airworthy.material.Encoding;
import io.airworthy.material.Material;
import io.airworthy.material.Purpose;
import io.airworthy.material.SecretSource;
import io.airworthy.material.SecretTemplate;
import io.airworthy.pods.Pods;
import io.airworthy.pods.Variable;
import io.airworthy.pods.VariableSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The list of Secrets that a deployment needs. Values, manifests, runbook and checklist all use it, so they cannot
 * disagree.
 *
 * @see <a href="https://airflow.apache.org/docs/helm-chart/stable/production-guide.html">The chart's production guide</a>
 */
public final class SecretCatalogue {

    /** The key of a URL, wherever the chart reads one. */
    public static final String CONNECTION = "connection";

    /** The key of the asynchronous database URL. */
    public static final String CONNECTION_ASYNC = "connectionAsync";

    /** The key of the URL that bypasses the pool, for the migration job. */
    public static final String CONNECTION_DIRECT = "connectionDirect";

    /** The key of the URL that bypasses the pool, for KEDA; the chart requires this name. */
    public static final String CONNECTION_KEDA = "kedaConnection";

    /** The key of a CA bundle. */
    public static final String CA = "ca.crt";

    /** The key of a Google service account's key file. */
    public static final String KEY_FILE = "key.json";

    /** The key of the first administrator's password. */
    public static final String PASSWORD = "password";

    /** The key of the login to Flower, as the chart reads it. */
    public static final String BASIC_AUTH = "basicAuth";

    /** How the names of variables begin that the library itself gives to containers. */
    public static final String OWN_VARIABLES = "AIRWORTHY_";

    /** The variable of the migration job with the URL that bypasses the pool. */
    public static final String DIRECT_VARIABLE = OWN_VARIABLES + "DIRECT_CONNECTION";

    /** Airflow's variables of the keys that supplied Secrets may have under keys of their own. */
    private static final Map<Purpose, String> KEY_VARIABLES = Map.of(
            Purpose.FERNET, "AIRFLOW__CORE__FERNET_KEY",
            Purpose.API_KEY, "AIRFLOW__API__SECRET_KEY",
            Purpose.WEBSERVER_KEY, "AIRFLOW__WEBSERVER__SECRET_KEY",
            Purpose.JWT, "AIRFLOW__API_AUTH__JWT_SECRET");

    /** The variable that Airflow takes the database's URL from. */
    public static final String DATABASE_VARIABLE = "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN";

    static final String CONNECTION_VARIABLE = "AIRFLOW_CONN_AIRFLOW_DB";

    /** The variables that the chart sets to the database's URL. */
    public static final Set<String> URL_VARIABLES = Set.of(DATABASE_VARIABLE, CONNECTION_VARIABLE);

    static final String ASYNC_VARIABLE = "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN_ASYNC";

    private final AirflowDeployment deployment;
    private final ConnectionPlan plan;
    private final Map<Purpose, RequiredSecret> secrets;
    private final Map<Material, SecretSource> sources;

    private SecretCatalogue(AirflowDeployment deployment) {
        this.deployment = deployment;
        this.plan = ConnectionPlan.of(deployment);
        this.secrets = secrets();
        this.sources = collectedSources();
    }

    /**
     * The catalogue of a deployment.
     *
     * @param deployment the deployment
     * @return its catalogue
     */
    public static SecretCatalogue of(AirflowDeployment deployment) {
        Objects.requireNonNull(deployment, "deployment");
        return new SecretCatalogue(deployment);
    }

    /**
     * Every Secret that the deployment needs for one of its purposes, whoever makes it.
     *
     * @return the Secrets, always in the same order; of those that are supplied several may have one name
     */
    public List<RequiredSecret> all() {
        return List.copyOf(secrets.values());
    }

    /**
     * Every Secret that has to be created for the deployment. Those that it {@linkplain AirflowDeployment#suppliedSecrets()
     * only refers to} are not among them.
     *
     * @return the Secrets, always in the same order
     */
    public List<RequiredSecret> required() {
        return secrets.values().stream().filter(secret -> !isSupplied(secret)).toList();
    }

    /**
     * Every Secret that somebody else makes for one of the deployment's purposes.
     *
     * @return the Secrets, always in the same order; several may have one name
     */
    public List<RequiredSecret> supplied() {
        return secrets.values().stream().filter(this::isSupplied).toList();
    }

    /**
     * The Secret of a purpose, whoever makes it.
     *
     * @param purpose the purpose
     * @return the Secret, where the deployment needs it
     */
    public Optional<RequiredSecret> find(Purpose purpose) {
        Objects.requireNonNull(purpose, "purpose");
        return Optional.ofNullable(secrets.get(purpose));
    }

    /**
     * The Secret of a purpose, where it has to be created for the deployment.
     *
     * @param purpose the purpose
     * @return the Secret; empty if the deployment does not need it, or somebody else makes it
     */
    public Optional<RequiredSecret> required(Purpose purpose) {
        return find(purpose).filter(secret -> !isSupplied(secret));
    }

    private boolean isSupplied(RequiredSecret secret) {
        return deployment.suppliedSecrets().contains(secret.purpose());
    }

    /** Every Secret that the deployment reads and somebody else creates. */
    public List<SuppliedSecret> foreign() {
        List<SuppliedSecret> foreign = new ArrayList<>();
        supplied()
                .forEach(secret -> foreign.add(new SuppliedSecret(
                        secret.name(),
                        "Opaque",
                        secret.purpose().title(),
                        secret.entries().keySet())));
        credentials().ifPresent(foreign::add);
        deployment
                .image()
                .pullSecret()
                .ifPresent(name -> foreign.add(new SuppliedSecret(
                        name, "kubernetes.io/dockerconfigjson", "pulling Airflow's image", Set.of())));
        deployment.ingress().ifPresent(ingress -> foreign.addAll(certificates(ingress, "the user interface")));
        deployment
                .flower()
                .flatMap(Flower::ingress)
                .ifPresent(ingress -> foreign.addAll(certificates(ingress, "Flower")));
        deployment.podsByPath().forEach((path, pods) -> {
            if (!path.equals("ha.taskPods") || deployment.usesKubernetesPods()) {
                foreign.addAll(ofPods(path.equals("pods") ? "all pods" : path.replace(".pods", ""), pods));
            }
        });
        deployment
                .gitSync()
                .flatMap(git -> git.access().gitHubApp())
                .ifPresent(app -> foreign.add(new SuppliedSecret(
                        app.secretName(), "Opaque", "private key of the GitHub App", Set.of(app.key()))));
        deployment
                .gitSync()
                .ifPresent(git -> foreign.addAll(ofPods(
                        "git-sync",
                        Pods.builder()
                                .variables(git.variables())
                                .volumes(git.volumes())
                                .build())));
        deployment
                .remoteLogging()
                .ifPresent(logging -> logging.identity()
                        .connection()
                        .ifPresent(connection -> connection
                                .secretName()
                                .ifPresent(name -> foreign.add(new SuppliedSecret(
                                        name,
                                        "Opaque",
                                        "connection " + logging.connectionId() + " to the log store",
                                        Set.of(connection.secretKey()))))));
        deployment
                .broker()
                .filter(broker -> deployment.usesCelery())
                .flatMap(CeleryBroker::existing)
                .ifPresent(broker -> foreign.add(new SuppliedSecret(
                        broker.secretName(), "Opaque", "URL of the message broker", Set.of(CONNECTION))));
        deployment
                .logSearch()
                .ifPresent(search -> foreign.add(new SuppliedSecret(
                        search.secretName(),
                        "Opaque",
                        "address of " + search.engine() + " with a login",
                        Set.of(CONNECTION))));
        return foreign.stream().distinct().toList();
    }

    private static List<SuppliedSecret> certificates(WebIngress ingress, String whose) {
        return Stream.concat(
                        ingress.tlsSecret().stream(),
                        ingress.otherHosts().stream().flatMap(host -> host.tlsSecret().stream()))
                .map(name -> new SuppliedSecret(name, "kubernetes.io/tls", "TLS certificate of " + whose, Set.of()))
                .toList();
    }

    /** The Secrets that pods are told to read. */
    private static List<SuppliedSecret> ofPods(String whose, Pods pods) {
        Map<String, List<String>> uses = new TreeMap<>();
        pods.variables()
                .forEach(variable -> variable.match(
                                literal -> Optional.<Variable.SecretKey>empty(),
                                Optional::of,
                                key -> Optional.<Variable.SecretKey>empty(),
                                field -> Optional.<Variable.SecretKey>empty())
                        .ifPresent(key -> uses.computeIfAbsent(key.secret(), none -> new ArrayList<>())
                                .add("variable " + key.name() + " from its key " + key.key())));
        pods.variablesFrom().stream()
                .filter(source -> source.kind() == VariableSource.Kind.SECRET)
                .forEach(source -> uses.computeIfAbsent(source.name(), none -> new ArrayList<>())
                        .add("variables from all its keys"));
        pods.volumes()
                .forEach(volume -> Tree.find(volume.source(), "secret.secretName")
                        .flatMap(Tree::text)
                        .ifPresent(name -> uses.computeIfAbsent(name, none -> new ArrayList<>())
                                .add("files in " + volume.mountPath())));
        return uses.entrySet().stream()
                .map(use -> new SuppliedSecret(
                        use.getKey(), "Opaque", whose + ": " + String.join(", ", use.getValue()), Set.of()))
                .toList();
    }

    /**
     * The environment variables that Airflow's containers take from Secrets, besides those that the chart sets itself.
     *
     * @return the variables
     */
    public List<SecretVariable> variables() {
        List<SecretVariable> variables = new ArrayList<>(deployment
                .database()
                .credentials()
                .<List<SecretVariable>>match(
                        ours -> asyncVariables(),
                        identity -> asyncVariables(),
                        this::variables,
                        keys -> new ComposedUrls(deployment, plan, keys).parts()));
        variables.addAll(keyVariables(Reader.AIRFLOW));
        deployment
                .remoteLogging()
                .filter(SecretCatalogue::connectsWithKey)
                .ifPresent(logging -> variables.add(
                        new SecretVariable(connectionVariable(logging), name(Purpose.LOG_STORE), CONNECTION)));
        deployment
                .remoteLogging()
                .ifPresent(logging -> logging.identity()
                        .connection()
                        .ifPresent(connection -> connection
                                .secretName()
                                .ifPresent(secret -> variables.add(new SecretVariable(
                                        connectionVariable(logging), secret, connection.secretKey())))));
        return variables;
    }

    /**
     * The variables that replace the chart's own where a supplied Secret has a key of its own.
     *
     * @param reader who reads the Secrets
     * @return the variables
     */
    public List<SecretVariable> keyVariables(Reader reader) {
        Objects.requireNonNull(reader, "reader");
        return secrets.values().stream()
                .filter(secret -> secret.readers().contains(reader))
                .flatMap(secret -> ownKey(secret.purpose())
                        .map(key -> new SecretVariable(KEY_VARIABLES.get(secret.purpose()), secret.name(), key))
                        .stream())
                .toList();
    }

    /**
     * Airflow's variable for a key, which a supplied Secret may have under a key of its own.
     *
     * @param purpose the purpose of the Secret
     * @return the variable; empty if the key's name is fixed
     */
    public static Optional<String> keyVariable(Purpose purpose) {
        Objects.requireNonNull(purpose, "purpose");
        return Optional.ofNullable(KEY_VARIABLES.get(purpose));
    }

    private Optional<String> ownKey(Purpose purpose) {
        return Optional.ofNullable(deployment.secretKeys().get(purpose))
                .filter(key -> KEY_VARIABLES.containsKey(purpose)
                        && deployment.suppliedSecrets().contains(purpose));
    }

    /**
     * Whether the chart's own variables read the database's URL, so that every container has it.
     *
     * @return false if it comes in variables of the library's, which a job may be told to do without
     */
    public boolean chartReadsUrl() {
        return deployment
                .database()
                .credentials()
                .match(ours -> true, identity -> true, url -> url.key().equals(CONNECTION), keys -> false);
    }

    private List<SecretVariable> asyncVariables() {
        return plan.usesAsyncUrl()
                ? List.of(new SecretVariable(ASYNC_VARIABLE, name(Purpose.DATABASE), CONNECTION_ASYNC))
                : List.of();
    }

    private List<SecretVariable> variables(DatabaseCredentials.UrlInSecret url) {
        List<SecretVariable> variables = new ArrayList<>();
        if (!chartReadsUrl()) {
            variables.add(new SecretVariable(DATABASE_VARIABLE, url.secretName(), url.key()));
            variables.add(new SecretVariable(CONNECTION_VARIABLE, url.secretName(), url.key()));
        }
        url.asyncKey()
                .filter(key -> AirflowTrait.ASYNC_ENGINE.isIn(deployment.airflowVersion()))
                .ifPresent(key -> variables.add(new SecretVariable(ASYNC_VARIABLE, url.secretName(), key)));
        return variables;
    }

    /**
     * The variables of Airflow's containers with the database's URLs, where the kubelet puts these together.
     *
     * @return texts with {@code $(NAME)} in them, by variable; none where the URLs are in a Secret
     */
    public Map<String, String> composedVariables() {
        return deployment
                .database()
                .credentials()
                .keysInSecret()
                .map(keys -> new ComposedUrls(deployment, plan, keys).variables())
                .orElse(Map.of());
    }

    /**
     * The keys of an operator's Secret that the {@link #composedVariables()} are put together from.
     *
     * @param variables variables of Airflow's containers
     * @return the keys, if there are variables for user and password among them
     */
    public static Optional<DatabaseCredentials.KeysInSecret> composedFrom(List<SecretVariable> variables) {
        return ComposedUrls.read(Frozen.list(variables, "variables"));
    }

    /**
     * The URL with which the migration job bypasses the pool, where the kubelet puts it together.
     *
     * @return a text with {@code $(NAME)} in it; empty where the URL is in a Secret, or nothing is bypassed
     */
    public Optional<String> composedDirectUrl() {
        return deployment
                .database()
                .credentials()
                .keysInSecret()
                .filter(keys -> plan.migratesDirectly())
                .map(keys -> new ComposedUrls(deployment, plan, keys).direct());
    }

    /** An operator's Secret, with the keys that are read from it. */
    private Optional<SuppliedSecret> credentials() {
        return deployment.database().credentials().existingSecret().map(secret -> {
            Set<String> keys = new LinkedHashSet<>();
            deployment.database().credentials().urlInSecret().ifPresent(url -> keys.add(url.key()));
            variables().stream()
                    .filter(variable -> variable.secretName().equals(secret))
                    .forEach(variable -> keys.add(variable.key()));
            return new SuppliedSecret(secret, "Opaque", "database connection", keys);
        });
    }

    /**
     * The material that the deployment needs: that of the Secrets that have to be created for it.
     *
     * @return each material once, in the order of the Secrets
     */
    public Set<Material> materials() {
        Set<Material> materials = new LinkedHashSet<>();
        required().forEach(secret -> materials.addAll(secret.materials()));
        return materials;
    }

    /**
     * Whether a piece of material is one line. A line end behind it is then no part of it, while that of a certificate, an
     * SSH key or a Google key file is.
     *
     * @param material which
     * @return true for passwords, tokens and the like
     */
    public boolean isOneLine(Material material) {
        Objects.requireNonNull(material, "material");
        return switch (material) {
            case DATABASE_CA, POOL_CERTIFICATE, POOL_PRIVATE_KEY, POOL_CA, GIT_DEPLOY_KEY -> false;
            case LOG_ACCESS_KEY ->
                deployment.remoteLogging().filter(RemoteLogging::usesKeyFile).isEmpty();
            default -> true;
        };
    }

    /**
     * Where the user has material that the library does not generate.
     *
     * @return the places, for the materials of origin {@link Material.Origin#PROVIDED} that the deployment needs
     */
    public Map<Material, SecretSource> sources() {
        return sources;
    }

    /**
     * Where the user has a piece of material that the library does not generate.
     *
     * @param material which
     * @return the place; empty for what the library generates, and what the deployment does not need
     */
    public Optional<SecretSource> source(Material material) {
        Objects.requireNonNull(material, "material");
        return Optional.ofNullable(sources.get(material));
    }

    /**
     * The variable that holds the log store's connection for Airflow.
     *
     * @param logging the remote logging
     * @return the name, {@code AIRFLOW_CONN_AWS_DEFAULT}
     */
    public static String connectionVariable(RemoteLogging logging) {
        Objects.requireNonNull(logging, "logging");
        return "AIRFLOW_CONN_" + logging.connectionId().toUpperCase(Locale.ROOT);
    }

    private static boolean connectsWithKey(RemoteLogging logging) {
        // A Google key is a file; the connection only says where it is.
        return logging.identity().key().isPresent() && !logging.usesKeyFile();
    }

    private String name(Purpose purpose) {
        return deployment.names().secret(purpose);
    }

    private Map<Purpose, RequiredSecret> secrets() {
        List<RequiredSecret> all = new ArrayList<>();
        boolean hasUrls = deployment.database().credentials().isOurs();
        if (hasUrls) {
            all.add(database());
        }
        if (hasUrls && plan.usesResultBackend()) {
            all.add(secret(Purpose.RESULT_BACKEND, CONNECTION, plan.resultBackendUrl(), Reader.AIRFLOW));
        }
        if (plan.needsDatabaseCa()) {
            all.add(databaseCa());
        }
        deployment.pgBouncer().ifPresent(pool -> all.addAll(pool(pool)));
        plan.brokerUrl().ifPresent(url -> all.addAll(broker(url)));
        deployment
                .flower()
                .filter(flower -> deployment.usesCelery() && flower.basicAuth())
                .ifPresent(flower -> all.add(flower(flower)));
        all.add(secret(Purpose.FERNET, "fernet-key", SecretTemplate.of(Material.FERNET_KEYS), Reader.AIRFLOW));
        all.addAll(webKeys());
        deployment.gitSync().map(GitSync::access).ifPresent(access -> all.addAll(git(access)));
        deployment.remoteLogging().ifPresent(logging -> all.addAll(logStore(logging)));
        if (deployment.adminUser().isPresent()) {
            all.add(secret(
                    Purpose.ADMIN, PASSWORD, SecretTemplate.of(Material.ADMIN_PASSWORD), Reader.CREATE_USER_JOB));
        }
        Map<Purpose, RequiredSecret> byPurpose = new LinkedHashMap<>();
        all.forEach(secret -> byPurpose.put(secret.purpose(), secret));
        return byPurpose;
    }

    private Map<Material, SecretSource> collectedSources() {
        Map<Material, SecretSource> sources = new EnumMap<>(Material.class);
        sources.put(Material.DATABASE_PASSWORD, deployment.database().passwordFrom());
        sources.put(Material.DATABASE_CA, deployment.database().caFrom());
        sources.put(Material.POOL_CERTIFICATE, SecretSource.file("pgbouncer.crt"));
        sources.put(Material.POOL_PRIVATE_KEY, SecretSource.file("pgbouncer.key"));
        sources.put(Material.POOL_CA, SecretSource.file("pgbouncer-ca.crt"));
        deployment
                .broker()
                .flatMap(SecretCatalogue::passwordFrom)
                .ifPresent(source -> sources.put(Material.BROKER_PASSWORD, source));
        deployment
                .gitSync()
                .flatMap(git -> git.access().httpsCredentials())
                .ifPresent(credentials -> sources.put(Material.GIT_TOKEN, credentials.tokenFrom()));
        deployment.remoteLogging().flatMap(logging -> logging.identity().key()).ifPresent(key -> {
            sources.put(Material.LOG_ACCESS_KEY_ID, key.keyIdFrom());
            sources.put(Material.LOG_ACCESS_KEY, key.keyFrom());
        });
        sources.keySet().retainAll(materials());
        return Collections.unmodifiableMap(sources);
    }

    private static Optional<SecretSource> passwordFrom(CeleryBroker broker) {
        return broker.match(
                chartRedis -> Optional.empty(),
                ExternalRedis::passwordFrom,
                RedisSentinel::passwordFrom,
                rabbitMq -> Optional.of(rabbitMq.passwordFrom()),
                sqs -> Optional.empty(),
                existing -> Optional.empty());
    }

    private RequiredSecret database() {
        Map<String, SecretTemplate> entries = new LinkedHashMap<>();
        Set<Reader> readers = new LinkedHashSet<>(Set.of(Reader.AIRFLOW));
        entries.put(CONNECTION, plan.metadataUrl());
        if (plan.usesAsyncUrl()) {
            entries.put(CONNECTION_ASYNC, plan.asyncUrl());
        }
        if (plan.migratesDirectly()) {
            entries.put(CONNECTION_DIRECT, plan.directUrl());
            readers.add(Reader.MIGRATION_JOB);
        }
        if (plan.kedaConnectsDirectly()) {
            entries.put(CONNECTION_KEDA, plan.kedaUrl());
            readers.add(Reader.KEDA);
        }
        return new RequiredSecret(Purpose.DATABASE, name(Purpose.DATABASE), entries, readers);
    }

    private RequiredSecret databaseCa() {
        Set<Reader> readers = new LinkedHashSet<>(Set.of(Reader.AIRFLOW));
        if (deployment.pgBouncer().isPresent()) {
            readers.add(Reader.PGBOUNCER);
        }
        return new RequiredSecret(
                Purpose.DATABASE_CA,
                name(Purpose.DATABASE_CA),
                Map.of(CA, SecretTemplate.of(Material.DATABASE_CA)),
                readers);
    }

    private List<RequiredSecret> pool(PgBouncerPool pool) {
        List<RequiredSecret> all = new ArrayList<>();
        Map<String, SecretTemplate> files = new LinkedHashMap<>();
        files.put("pgbouncer.ini", plan.pgBouncerIni(pool));
        files.put("users.txt", plan.userList(pool));
        all.add(new RequiredSecret(Purpose.POOL, name(Purpose.POOL), files, Set.of(Reader.PGBOUNCER)));
        all.add(secret(Purpose.POOL_STATS, CONNECTION, plan.statsUrl(), Reader.PGBOUNCER_EXPORTER));
        if (plan.poolHasCertificate()) {
            Map<String, SecretTemplate> certificate = new LinkedHashMap<>();
            Set<Reader> readers = new LinkedHashSet<>(Set.of(Reader.PGBOUNCER));
            certificate.put("tls.crt", SecretTemplate.of(Material.POOL_CERTIFICATE));
            certificate.put("tls.key", SecretTemplate.of(Material.POOL_PRIVATE_KEY));
            if (plan.needsPoolCa()) {
                certificate.put(CA, SecretTemplate.of(Material.POOL_CA));
                readers.add(Reader.AIRFLOW);
            }
            all.add(new RequiredSecret(Purpose.POOL_TLS, name(Purpose.POOL_TLS), certificate, readers));
        }
        return all;
    }

    private List<RequiredSecret> broker(SecretTemplate url) {
        List<RequiredSecret> all = new ArrayList<>();
        all.add(secret(Purpose.BROKER, CONNECTION, url, Reader.AIRFLOW));
        if (url.materials().contains(Material.REDIS_PASSWORD)) {
            all.add(secret(Purpose.REDIS, PASSWORD, SecretTemplate.of(Material.REDIS_PASSWORD), Reader.REDIS));
        }
        return all;
    }

    private RequiredSecret flower(Flower flower) {
        SecretTemplate login = SecretTemplate.builder()
                .text(flower.user() + ":")
                .material(Material.FLOWER_PASSWORD, Encoding.PLAIN)
                .build();
        return secret(Purpose.FLOWER, BASIC_AUTH, login, Reader.FLOWER);
    }

    private List<RequiredSecret> webKeys() {
        SecretTemplate key = SecretTemplate.of(Material.SESSION_KEY);
        return switch (deployment.webTier()) {
            case WEBSERVER -> List.of(secret(Purpose.WEBSERVER_KEY, "webserver-secret-key", key, Reader.AIRFLOW));
            case API_SERVER ->
                List.of(
                        secret(Purpose.API_KEY, "api-secret-key", key, Reader.AIRFLOW),
                        secret(
                                Purpose.JWT,
                                "jwt-secret",
                                SecretTemplate.of(Material.JWT_SECRET),
                                Reader.SCHEDULER_AND_API_SERVER));
        };
    }

    private List<RequiredSecret> git(GitAccess access) {
        return access.match(
                deployKey -> List.of(secret(
                        Purpose.GIT_SSH, "gitSshKey", SecretTemplate.of(Material.GIT_DEPLOY_KEY), Reader.GIT_SYNC)),
                credentials -> List.of(gitCredentials(credentials.username())),
                app -> List.of(),
                anonymous -> List.of());
    }

    /** git-sync 3 and 4 read different names, and the chart passes both. */
    private RequiredSecret gitCredentials(String username) {
        Map<String, SecretTemplate> entries = new LinkedHashMap<>();
        for (String prefix : List.of("GIT_SYNC", "GITSYNC")) {
            entries.put(prefix + "_USERNAME", SecretTemplate.literal(username));
            entries.put(prefix + "_PASSWORD", SecretTemplate.of(Material.GIT_TOKEN));
        }
        return new RequiredSecret(Purpose.GIT_HTTPS, name(Purpose.GIT_HTTPS), entries, Set.of(Reader.GIT_SYNC));
    }

    private List<RequiredSecret> logStore(RemoteLogging logging) {
        if (logging.identity().key().isEmpty()) {
            return List.of();
        }
        SecretTemplate.Builder aws =
                SecretTemplate.builder().text("aws://").material(Material.LOG_ACCESS_KEY_ID, Encoding.PERCENT);
        RequiredSecret login = logging.store()
                .match(
                        s3 -> keyConnection(aws, extra(s3)),
                        gcs -> secret(
                                Purpose.LOG_STORE,
                                KEY_FILE,
                                SecretTemplate.of(Material.LOG_ACCESS_KEY),
                                Reader.AIRFLOW),
                        blob -> keyConnection(
                                SecretTemplate.builder().text("wasb://").urlText(blob.account()), ""),
                        cloudWatch -> keyConnection(aws, ""));
        return List.of(login);
    }

    /**
     * What follows the login in the URI of a connection to S3.
     *
     * @param store the bucket
     * @return a query, {@code ?__extra__=…}, or nothing
     */
    public static String extra(LogStore.S3 store) {
        Objects.requireNonNull(store, "store");
        return store.connectionExtra()
                .map(json -> "?__extra__=" + Encoding.PERCENT.encode(json))
                .orElse("");
    }

    private RequiredSecret keyConnection(SecretTemplate.Builder login, String rest) {
        SecretTemplate connection = login.text(":")
                .material(Material.LOG_ACCESS_KEY, Encoding.PERCENT)
                .text("@" + rest)
                .build();
        return secret(Purpose.LOG_STORE, CONNECTION, connection, Reader.AIRFLOW);
    }

    private RequiredSecret secret(Purpose purpose, String key, SecretTemplate text, Reader reader) {
        return new RequiredSecret(purpose, name(purpose), Map.of(ownKey(purpose).orElse(key), text), Set.of(reader));
    }
}
