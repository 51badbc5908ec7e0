package io.airworthy.values;

import static io.airworthy.values.Part.DEPLOYMENT;

import io.airworthy.AirflowDeployment;
import io.airworthy.AirflowDeploymentBuilder;
import io.airworthy.catalogue.SecretCatalogue;
import io.airworthy.catalogue.SecretVariable;
import io.airworthy.celery.CeleryBroker;
import io.airworthy.celery.CeleryBroker.ChartRedis;
import io.airworthy.celery.CeleryBroker.ExistingBroker;
import io.airworthy.celery.ChartRedisBuilder;
import io.airworthy.connection.ConnectionPlan;
import io.airworthy.database.DatabaseCredentials;
import io.airworthy.database.ExternalDatabase;
import io.airworthy.database.ExternalDatabaseBuilder;
import io.airworthy.database.PgBouncerPool;
import io.airworthy.database.PgBouncerPoolBuilder;
import io.airworthy.database.TlsMode;
import io.airworthy.frozen.Tree;
import io.airworthy.material.Purpose;
import io.airworthy.pods.Pods;
import io.airworthy.pods.PodsBuilder;
import io.airworthy.pods.ServiceType;
import io.airworthy.pods.Spread;
import io.airworthy.release.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Database, pool and broker, and the files that connections to them need. */
final class ConnectionValues {

    /** Where Airflow's containers have the key file of a Google service account. */
    static final String LOG_STORE_KEY_FOLDER = ConnectionPlan.OWN_FILES + "/log-store";

    private static final String BUILT_IN = "enableBuiltInSecretEnvVars.";

    private static final Part<PgBouncerPool, PgBouncerPoolBuilder> POOL = DEPLOYMENT.optionalPart(
            "pgBouncer",
            AirflowDeployment::pgBouncer,
            AirflowDeploymentBuilder::pgBouncer,
            PgBouncerPool::toBuilder,
            PgBouncerPoolBuilder::build);

    private static final Part<ExternalDatabase, ExternalDatabaseBuilder> EXTERNAL_DATABASE = DEPLOYMENT.part(
            "database",
            AirflowDeployment::database,
            AirflowDeploymentBuilder::database,
            ExternalDatabase::toBuilder,
            ExternalDatabaseBuilder::build);

    private static final Part<ChartRedis, ChartRedisBuilder> REDIS = DEPLOYMENT.optionalPart(
            "broker",
            AirflowDeployment::chartRedis,
            AirflowDeploymentBuilder::broker,
            ChartRedis::toBuilder,
            ChartRedisBuilder::build);

    private static final Pattern ASSIGNMENT = Pattern.compile("([a-z_]+)=('[^']*'|\\S+)");

    private static final String EXPORTER = "pgbouncer.metricsExporterSidecar";

    /** The user of PgBouncer's image. */
    private static final int NOBODY = 65534;

    /** The user that Redis' image has for it; the chart runs it as root otherwise. */
    private static final int REDIS_USER = 999;

    /** Lines of PgBouncer's configuration. */
    private static final Format<Map<String, String>> INI = options(text -> text.lines()
            .map(String::strip)
            .filter(line -> !line.startsWith(";") && !line.startsWith("#") && line.contains("="))
            .map(line -> line.split("\\s*=\\s*", 2)));

    /** Options in one line, without white space in them. */
    private static final Format<Map<String, String>> INI_OF_DATABASE =
            options(text -> ASSIGNMENT.matcher(text).results().map(found ->
                    new String[] {found.group(1), found.group(2).replace("'", "")}));

    static final Subject DATABASE = Subject.of(
            deployment -> "The database is outside the chart. The Secrets contain complete URLs"
                    + (deployment.pgBouncer().isPresent() ? ", which point to PgBouncer." : "."),
            Setting.fixed("postgresql.enabled", false),
            Setting.of(
                    "database.credentials",
                    ConnectionValues::credentials,
                    ConnectionValues::readCredentials,
                    "data.metadataSecretName",
                    BUILT_IN + SecretCatalogue.DATABASE_VARIABLE,
                    BUILT_IN + "AIRFLOW__CORE__SQL_ALCHEMY_CONN",
                    BUILT_IN + "AIRFLOW_CONN_AIRFLOW_DB",
                    "extraEnv"),
            Setting.secret("data.metadataSecretName", Purpose.DATABASE),
            Setting.told(
                    EXTERNAL_DATABASE.attribute("host", ExternalDatabase::host, ExternalDatabaseBuilder::host),
                    "data.metadataConnection.host",
                    Format.TEXT),
            Setting.told(
                    EXTERNAL_DATABASE.attribute("port", ExternalDatabase::port, ExternalDatabaseBuilder::port),
                    "data.metadataConnection.port",
                    Format.INTEGER),
            Setting.told(
                    EXTERNAL_DATABASE.attribute(
                            "database", ExternalDatabase::database, ExternalDatabaseBuilder::database),
                    "data.metadataConnection.db",
                    Format.TEXT),
            Setting.told(
                    EXTERNAL_DATABASE.attribute("user", ExternalDatabase::user, ExternalDatabaseBuilder::user),
                    "data.metadataConnection.user",
                    Format.TEXT),
            Setting.told(
                    EXTERNAL_DATABASE.attribute("tls", ExternalDatabase::tls, ExternalDatabaseBuilder::tls),
                    "data.metadataConnection.sslmode",
                    Format.oneOf(TlsMode.values())),
            Setting.secret("data.resultBackendSecretName", Purpose.RESULT_BACKEND),
            Setting.secret("data.brokerUrlSecretName", Purpose.BROKER, ConnectionValues::namesBroker),
            Setting.of(
                            "broker",
                            values -> existing(values.deployment())
                                    .ifPresent(broker -> values.put("data.brokerUrlSecretName", broker.secretName())),
                            ConnectionValues::readExisting,
                            "data.brokerUrlSecretName")
                    .alone(),
            Setting.decides(
                    "database",
                    "core.sql_alchemy_conn",
                    "database.sql_alchemy_conn",
                    "database.sql_alchemy_conn_async",
                    "celery.result_backend",
                    "celery.celery_result_backend"),
            Setting.decides("broker", "celery.broker_url"),
            Setting.decides("broker.connection", BrokerOptions.NAMES));

    static final Subject FILES = Subject.of(
            deployment -> "Files that every Airflow container"
                    + (deployment.pgBouncer().isPresent() ? " and PgBouncer need" : " needs")
                    + ": CA bundles to verify servers, and key files.",
            Setting.derived(
                    values -> {
                        List<Mount> mounts = mounts(values);
                        if (!mounts.isEmpty()) {
                            values.put(
                                    "volumes",
                                    mounts.stream().map(Mount::volume).toList());
                            values.put(
                                    "volumeMounts",
                                    mounts.stream().map(Mount::volumeMount).toList());
                        }
                    },
                    "volumes",
                    "volumeMounts"));

    static final Subject PGBOUNCER = Subject.of(
                    "PgBouncer between Airflow and the database. Its configuration, users and limits are in the Secret"
                            + " named by configSecretName; the chart then ignores its own keys for these settings.",
                    Setting.of(
                            "pgBouncer",
                            values -> {
                                if (values.deployment().pgBouncer().isPresent()) {
                                    values.put("pgbouncer.enabled", true);
                                }
                            },
                            (deployment, values) ->
                                    deployment.pgBouncer().isPresent() || !values.isTrue("pgbouncer.enabled")
                                            ? deployment
                                            : deployment.toBuilder()
                                                    .pgBouncer(PgBouncerPool.ofDefaults())
                                                    .build(),
                            "pgbouncer.enabled"),
                    Setting.of(
                            POOL.attribute("replicas", PgBouncerPool::replicas, PgBouncerPoolBuilder::replicas),
                            "pgbouncer.replicas",
                            Format.INTEGER),
                    Setting.secret("pgbouncer.configSecretName", Purpose.POOL),
                    Setting.told(
                            POOL.attribute(
                                    "maxClientConnections",
                                    PgBouncerPool::maxClientConnections,
                                    PgBouncerPoolBuilder::maxClientConnections),
                            "pgbouncer.maxClientConn",
                            Format.INTEGER),
                    Setting.told(
                            POOL.attribute(
                                    "metadataPoolSize",
                                    PgBouncerPool::metadataPoolSize,
                                    PgBouncerPoolBuilder::metadataPoolSize),
                            "pgbouncer.metadataPoolSize",
                            Format.INTEGER),
                    Setting.told(
                            POOL.attribute(
                                    "resultBackendPoolSize",
                                    PgBouncerPool::resultBackendPoolSize,
                                    PgBouncerPoolBuilder::resultBackendPoolSize),
                            "pgbouncer.resultBackendPoolSize",
                            Format.INTEGER),
                    Setting.told(
                            POOL.optional(
                                    "options",
                                    pool -> Format.some(pool.options()),
                                    (pool, options) -> pool.putAllOptions(options)),
                            "pgbouncer.extraIni",
                            INI),
                    poolOption("verbose", "verbose"),
                    poolOption("logConnections", "log_connections"),
                    poolOption("logDisconnections", "log_disconnections"),
                    poolOption("ciphers", "server_tls_ciphers"),
                    Setting.told(
                            POOL.optional(
                                    "metadataOptions",
                                    pool -> Format.some(pool.metadataOptions()),
                                    PgBouncerPoolBuilder::metadataOptions),
                            "pgbouncer.extraIniMetadata",
                            INI_OF_DATABASE),
                    Setting.told(
                            POOL.optional(
                                    "resultBackendOptions",
                                    pool -> Format.some(pool.resultBackendOptions()),
                                    PgBouncerPoolBuilder::resultBackendOptions),
                            "pgbouncer.extraIniResultBackend",
                            INI_OF_DATABASE),
                    Setting.secret("pgbouncer.metricsExporterSidecar.statsSecretName", Purpose.POOL_STATS),
                    Setting.of(
                                    POOL.attribute(
                                            "resources", PgBouncerPool::resources, PgBouncerPoolBuilder::resources),
                                    "pgbouncer.resources",
                                    Format.RESOURCES)
                            .alone(),
                    PodValues.disruptionBudget(
                            POOL.attribute(
                                    "disruptionBudget",
                                    PgBouncerPool::disruptionBudget,
                                    PgBouncerPoolBuilder::disruptionBudget),
                            "pgbouncer"),
                    // The chart keeps the pool's replicas apart by nothing of its own.
                    Setting.derived(
                            values -> {
                                if (values.deployment().pgBouncer().isPresent()) {
                                    values.put(
                                            "pgbouncer.topologySpreadConstraints",
                                            PodValues.constraints(
                                                    values.deployment(), Spread.NODES_AND_ZONES, "pgbouncer"));
                                }
                            },
                            "pgbouncer.topologySpreadConstraints"),
                    Setting.derived(
                            ConnectionValues::certificate, "pgbouncer.extraVolumes", "pgbouncer.extraVolumeMounts"),
                    NetworkValues.monitoring(
                            "pgbouncer", deployment -> deployment.pgBouncer().isPresent()),
                    NetworkValues.kedaAtThePool(),
                    PodValues.contextsOfAll(
                            "pgbouncer",
                            NOBODY,
                            deployment -> deployment.pgBouncer().isPresent(),
                            ConnectionValues::pool),
                    Setting.derived(
                            values -> values.deployment()
                                    .pgBouncer()
                                    .flatMap(pool -> pool.pods()
                                            .securityContexts()
                                            .map(own -> ExtraValues.inOrder(own.container()))
                                            .or(() -> values.deployment()
                                                    .pods()
                                                    .securityContexts()
                                                    .map(all -> PodValues.withIds(all.container(), NOBODY))))
                                    .ifPresent(
                                            context -> values.put(EXPORTER + ".securityContexts.container", context)),
                            EXPORTER + ".securityContexts.container"),
                    PodValues.resources(
                            POOL,
                            "exporterResources",
                            PgBouncerPool::exporterResources,
                            PgBouncerPoolBuilder::exporterResources,
                            EXPORTER))
            .and(List.of(
                    PodValues.priorityClass(
                            POOL, PgBouncerPool::priorityClass, PgBouncerPoolBuilder::priorityClass, "pgbouncer"),
                    Setting.of(
                                    POOL.optional(
                                            "serviceAnnotations",
                                            pool -> Format.some(pool.serviceAnnotations()),
                                            PgBouncerPoolBuilder::serviceAnnotations),
                                    "pgbouncer.service.extraAnnotations",
                                    Format.TEXTS)
                            .alone(),
                    Setting.of(
                                    POOL.optional(
                                            "clusterIp", PgBouncerPool::clusterIp, PgBouncerPoolBuilder::clusterIp),
                                    "pgbouncer.service.clusterIp",
                                    Format.TEXT)
                            .alone()))
            .and(AccountValues.of(
                    POOL, PgBouncerPool::serviceAccount, PgBouncerPoolBuilder::serviceAccount, "pgbouncer"))
            .and(PodValues.of(
                    POOL.part(
                            "pods",
                            PgBouncerPool::pods,
                            PgBouncerPoolBuilder::pods,
                            Pods::toBuilder,
                            PodsBuilder::build),
                    "pgbouncer"));

    static final Subject BROKER = Subject.of(
                    deployment -> runsRedis(deployment)
                            ? "The broker is the chart's own Redis"
                                    + deployment
                                            .release()
                                            .workloads()
                                            .redis()
                                            .flatMap(Workload::volume)
                                            .map(volume -> ", with a volume of " + volume.size() + " for queued tasks.")
                                            .orElse(". It has no volume: queued tasks are lost when it restarts.")
                            : "The chart's own Redis is not used.",
                    Setting.of(
                            "broker",
                            values -> values.put("redis.enabled", runsRedis(values.deployment())),
                            (deployment, values) -> runsRedis(deployment)
                                            || !values.isTrue("redis.enabled") && !getsRedis(deployment, values)
                                    ? deployment
                                    : deployment.toBuilder()
                                            .broker(CeleryBroker.chartRedis())
                                            .build(),
                            "redis.enabled"),
                    Setting.secret("redis.passwordSecretName", Purpose.REDIS),
                    BrokerOptions.PROBE)
            .and(VolumeValues.ofPods(
                    REDIS.optional("persistence", ChartRedis::persistence, ChartRedisBuilder::persistence),
                    "redis",
                    "1Gi"))
            .and(List.of(
                    PodValues.resources(
                            REDIS, "resources", ChartRedis::resources, ChartRedisBuilder::resources, "redis"),
                    PodValues.priorityClass(
                            REDIS, ChartRedis::priorityClass, ChartRedisBuilder::priorityClass, "redis"),
                    Setting.of(
                                    REDIS.attribute(
                                            "serviceType", ChartRedis::serviceType, ChartRedisBuilder::serviceType),
                                    (values, type) -> {
                                        if (type != ServiceType.CLUSTER_IP) {
                                            values.put("redis.service.type", type.toString());
                                        }
                                    },
                                    values -> values.find("redis.service.type")
                                            .flatMap(Format.oneOf(ServiceType.values())
                                                    .read()),
                                    "redis.service.type")
                            .alone(),
                    Setting.of(
                                    REDIS.optional("nodePort", ChartRedis::nodePort, ChartRedisBuilder::nodePort),
                                    "redis.service.nodePort",
                                    Format.INTEGER)
                            .alone(),
                    Setting.of(
                                    REDIS.optional("clusterIp", ChartRedis::clusterIp, ChartRedisBuilder::clusterIp),
                                    "redis.service.clusterIP",
                                    Format.TEXT)
                            .alone(),
                    PodValues.contextsOfAll(
                            "redis",
                            REDIS_USER,
                            ConnectionValues::runsRedis,
                            deployment -> deployment
                                    .chartRedis()
                                    .map(ChartRedis::pods)
                                    .orElseThrow())))
            .and(AccountValues.of(REDIS, ChartRedis::serviceAccount, ChartRedisBuilder::serviceAccount, "redis"))
            .and(PodValues.of(
                    REDIS.part("pods", ChartRedis::pods, ChartRedisBuilder::pods, Pods::toBuilder, PodsBuilder::build),
                    "redis"));

    private ConnectionValues() {}

    private static boolean getsRedis(AirflowDeployment deployment, Given values) {
        return deployment.usesCelery() && deployment.broker().isEmpty() && values.isOn("redis.enabled");
    }

    private static Format<Map<String, String>> options(Function<String, Stream<String[]>> pairs) {
        return new Format<>(options -> options, given -> {
            Map<String, String> options = new TreeMap<>();
            pairs.apply(given.toString()).forEach(pair -> options.put(pair[0], pair[1]));
            return Format.some(options);
        });
    }

    private static Setting poolOption(String key, String option) {
        return Setting.told(
                POOL.optional(
                        "options",
                        pool -> Optional.ofNullable(pool.options().get(option)),
                        (pool, value) -> pool.option(option, value)),
                "pgbouncer." + key,
                new Format<>(value -> value, given -> Optional.of(given.toString())));
    }

    /** Without the name of a Secret, the chart makes one that holds nonsense. */
    private static void credentials(ValuesDraft values) {
        values.deployment()
                .database()
                .credentials()
                .existingSecret()
                .ifPresent(name -> values.put("data.metadataSecretName", name));
        if (!values.catalogue().chartReadsUrl()) {
            values.put(BUILT_IN + SecretCatalogue.DATABASE_VARIABLE, false);
            values.putWhereKnown(BUILT_IN + "AIRFLOW__CORE__SQL_ALCHEMY_CONN", false);
            values.put(BUILT_IN + "AIRFLOW_CONN_AIRFLOW_DB", false);
        }
        values.catalogue()
                .composedVariables()
                .forEach((name, text) -> values.appendText("extraEnv", PodValues.composed(name, text)));
    }

    /** Where the chart's own variable is off, one from a key of a Secret takes its place, or several that it is put together from. */
    private static AirflowDeployment readCredentials(AirflowDeployment deployment, Given values) {
        if (!deployment.database().credentials().isOurs()
                || values.find(BUILT_IN + SecretCatalogue.DATABASE_VARIABLE)
                        .filter(Boolean.FALSE::equals)
                        .isEmpty()) {
            return deployment;
        }
        List<SecretVariable> secrets = secrets(values);
        return find(secrets, SecretCatalogue.DATABASE_VARIABLE)
                .<DatabaseCredentials>map(url -> DatabaseCredentials.urlFrom(url.secretName(), url.key()).toBuilder()
                        .asyncKey(find(secrets, SecretCatalogue.DATABASE_VARIABLE + "_ASYNC")
                                .map(SecretVariable::key))
                        .build())
                .or(() -> SecretCatalogue.composedFrom(secrets))
                .map(credentials -> deployment.toBuilder()
                        .database(database -> database.credentials(credentials))
                        .build())
                .orElse(deployment);
    }

    private static Optional<SecretVariable> find(List<SecretVariable> secrets, String variable) {
        return secrets.stream()
                .filter(secret -> secret.variable().equals(variable))
                .findFirst();
    }

    /** The variables of all containers that come from Secrets: in the chart's list for them, or in the text for all kinds. */
    static List<SecretVariable> secrets(Given values) {
        return Stream.concat(
                        Tree.listOrEmpty(values.find("secret").orElse(null)).stream()
                                .map(Tree::mapOrEmpty)
                                .map(variable -> new SecretVariable(
                                        String.valueOf(variable.get("envName")),
                                        String.valueOf(variable.get("secretName")),
                                        String.valueOf(variable.get("secretKey")))),
                        PodValues.inText(values, "extraEnv")
                                .flatMap(variable -> variable.match(
                                        literal -> Stream.<SecretVariable>empty(),
                                        key -> Stream.of(new SecretVariable(key.name(), key.secret(), key.key())),
                                        key -> Stream.empty(),
                                        field -> Stream.empty())))
                .toList();
    }

    private static Pods pool(AirflowDeployment deployment) {
        return deployment
                .pgBouncer()
                .map(PgBouncerPool::pods)
                .orElseGet(() -> Pods.builder().build());
    }

    private static boolean runsRedis(AirflowDeployment deployment) {
        return deployment.release().connections().brokerUrl().isPresent() && deployment.usesChartRedis();
    }

    /** Nothing reads it without Celery; without a name the chart makes a Secret that holds nonsense. */
    private static boolean namesBroker(AirflowDeployment deployment) {
        return !deployment.usesCelery()
                || deployment.broker().isPresent() && existing(deployment).isEmpty();
    }

    private static Optional<ExistingBroker> existing(AirflowDeployment deployment) {
        return deployment.broker().filter(broker -> deployment.usesCelery()).flatMap(CeleryBroker::existing);
    }

    /** A name that is not ours says that there is a URL, but not of what. */
    private static AirflowDeployment readExisting(AirflowDeployment deployment, Given values) {
        boolean isOpen = deployment.usesCelery()
                && deployment.broker().flatMap(CeleryBroker::existing).isPresent()
                        == deployment.broker().isPresent();
        return values.text("data.brokerUrlSecretName")
                .filter(name -> isOpen
                        && (!name.equals(deployment.names().secret(Purpose.BROKER))
                                || deployment.broker().isEmpty() && !values.isOn("redis.enabled")))
                .map(name -> deployment.toBuilder()
                        .broker(CeleryBroker.urlFrom(name))
                        .build())
                .orElse(deployment);
    }

    private static List<Mount> mounts(ValuesDraft values) {
        SecretCatalogue catalogue = values.catalogue();
        List<Mount> mounts = new ArrayList<>();
        catalogue
                .find(Purpose.DATABASE_CA)
                .ifPresent(secret -> mounts.add(new Mount(
                        "database-ca", secret.name(), folder(ConnectionPlan.DATABASE_CA_FILE), SecretCatalogue.CA)));
        if (values.plan().needsPoolCa()) {
            catalogue
                    .find(Purpose.POOL_TLS)
                    .ifPresent(secret -> mounts.add(new Mount(
                            "pgbouncer-ca", secret.name(), folder(ConnectionPlan.POOL_CA_FILE), SecretCatalogue.CA)));
        }
        catalogue
                .find(Purpose.LOG_STORE)
                .filter(secret -> secret.entries().containsKey(SecretCatalogue.KEY_FILE))
                .ifPresent(secret -> mounts.add(
                        new Mount("log-store", secret.name(), LOG_STORE_KEY_FOLDER, SecretCatalogue.KEY_FILE)));
        return mounts;
    }

    private static String folder(String file) {
        return file.substring(0, file.lastIndexOf('/'));
    }

    private static void certificate(ValuesDraft values) {
        if (values.plan().poolHasCertificate()) {
            values.catalogue()
                    .find(Purpose.POOL_TLS)
                    .map(secret -> new Mount(
                            "pgbouncer-tls", secret.name(), ConnectionPlan.POOL_TLS_FOLDER, "tls.crt", "tls.key"))
                    .ifPresent(mount -> {
                        values.append("pgbouncer.extraVolumes", mount.volume());
                        values.append("pgbouncer.extraVolumeMounts", mount.volumeMount());
                    });
        }
    }
}
