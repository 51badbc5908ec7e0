package io.airworthy;

import io.airworthy.celery.CeleryBroker;
import io.airworthy.celery.ExternalRedis;
import io.airworthy.celery.RabbitMq;
import io.airworthy.celery.RedisSentinel;
import io.airworthy.celery.Sqs;
import io.airworthy.dags.DagBundle;
import io.airworthy.dags.GitAccess;
import io.airworthy.dags.GitRef;
import io.airworthy.dags.GitSync;
import io.airworthy.dags.KnownHosts;
import io.airworthy.dags.Submodules;
import io.airworthy.database.BackupPolicy;
import io.airworthy.database.DatabaseCleanup;
import io.airworthy.database.DatabaseCredentials;
import io.airworthy.database.DatabaseProvider;
import io.airworthy.database.ExternalDatabase;
import io.airworthy.database.PgBouncerPool;
import io.airworthy.database.PoolAuthentication;
import io.airworthy.database.PoolMode;
import io.airworthy.database.ServerPooling;
import io.airworthy.database.TlsMode;
import io.airworthy.logging.CloudIdentity;
import io.airworthy.logging.LogSearch;
import io.airworthy.logging.LogStore;
import io.airworthy.logging.RemoteLogging;
import io.airworthy.material.Purpose;
import io.airworthy.material.SecretSource;
import io.airworthy.metrics.Metrics;
import io.airworthy.metrics.MetricsExporter;
import io.airworthy.metrics.StatsdMapping;
import io.airworthy.operations.Monitoring;
import io.airworthy.operations.Operations;
import io.airworthy.pods.AccessMode;
import io.airworthy.pods.ClaimRetention;
import io.airworthy.pods.Component;
import io.airworthy.pods.ComponentSettings;
import io.airworthy.pods.DisruptionBudget;
import io.airworthy.pods.HaSettings;
import io.airworthy.pods.HpaMetric;
import io.airworthy.pods.HpaScaling;
import io.airworthy.pods.JobSettings;
import io.airworthy.pods.KedaScaling;
import io.airworthy.pods.Persistence;
import io.airworthy.pods.PodClaim;
import io.airworthy.pods.PodCleanup;
import io.airworthy.pods.Quantity;
import io.airworthy.pods.Resources;
import io.airworthy.pods.ServiceAccount;
import io.airworthy.pods.ServiceType;
import io.airworthy.pods.SharedVolume;
import io.airworthy.pods.Spread;
import io.airworthy.pods.UpdateStrategy;
import io.airworthy.pods.Variable;
import io.airworthy.pods.Volume;
import io.airworthy.pods.WorkerGroup;
import java.time.Duration;
import java.time.Period;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Any deployment that the types allow, sensible or not, from one seed. */
public final class ArbitraryDeployments {

    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "airflow",
            "Airflow!",
            "1.22.0",
            "1.15.0",
            "3.2.2",
            "2.11.0",
            "99999.1.1",
            "localhost",
            "::1",
            "a:b:c",
            "db.example.com",
            "https://user:hunter2@host:99999/path",
            "git@github.com:org/repo",
            "ssh://git@[::1]:22/repo",
            "@",
            "://@",
            "/a//b/../",
            "\\",
            "\n",
            "\0",
            "\uD83D\uDE80",
            "\uD83D",
            "ä".repeat(300),
            "a".repeat(20_000),
            "a.".repeat(2_000),
            "a/".repeat(2_000),
            "|1|x|y ssh-rsa AAAA",
            "@revoked",
            "@cert-authority\u2003*",
            "* ssh-ed25519 !!!",
            "500m",
            "1e99",
            "-.5Gi",
            "AIRFLOW__CORE__FERNET_KEY",
            "AIRFLOW____",
            "core.executor",
            ".",
            "sha256:",
            "%s ${x} {{ y }}");

    private static final List<Integer> NUMBERS =
            List.of(Integer.MIN_VALUE, -100, -1, 0, 1, 2, 3, 64, 100, 500, 6543, 65535, 65536, Integer.MAX_VALUE);

    private static final List<Duration> DURATIONS = List.of(
            Duration.ZERO,
            Duration.ofSeconds(-1),
            Duration.ofSeconds(60),
            Duration.ofSeconds(Long.MIN_VALUE),
            Duration.ofSeconds(Long.MAX_VALUE, 999_999_999));

    private static final List<Period> PERIODS = List.of(
            Period.ZERO,
            Period.ofDays(90),
            Period.of(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE),
            Period.of(Integer.MIN_VALUE, Integer.MIN_VALUE, Integer.MIN_VALUE));

    private final Random random;

    private ArbitraryDeployments(long seed) {
        this.random = new Random(seed);
    }

    /** The deployment of a seed, always the same. */
    public static AirflowDeployment ofSeed(long seed) {
        return new ArbitraryDeployments(seed).deployment();
    }

    private AirflowDeployment deployment() {
        return AirflowDeployment.builder()
                .releaseName(text())
                .fullName(maybe(this::text))
                .namespace(text())
                .chartVersion(oneOf("1.15.0", "1.18.0", "1.22.0", text()))
                .airflowVersion(oneOf("2.9.3", "2.11.0", "3.0.2", "3.2.2", text()))
                .executors(listOf(this::executor))
                .image(AirflowImage.builder()
                        .repository(text())
                        .tag(maybe(this::text))
                        .digest(maybe(this::text))
                        .pullSecret(maybe(this::text))
                        .pullPolicy(oneOf(PullPolicy.values()))
                        .uid(number())
                        .gid(number())
                        .airflowHome(text())
                        .build())
                .database(database())
                .pgBouncer(maybe(this::pool))
                .broker(maybe(this::broker))
                .gitSync(maybe(this::gitSync))
                .dagVolume(maybe(this::volume))
                .dagBundles(listOf(() -> oneOf(
                        DagBundle.GitBundle.builder()
                                .name(text())
                                .ref(GitRef.branch(text()))
                                .subdir(text())
                                .connectionId(text())
                                .repositoryUrl(text())
                                .refreshInterval(oneOf(DURATIONS))
                                .build(),
                        DagBundle.s3(text(), text(), text()),
                        DagBundle.gcs(text(), text(), text()),
                        DagBundle.LocalBundle.builder()
                                .name(text())
                                .path(text())
                                .build())))
                .remoteLogging(maybe(this::logging))
                .logVolume(maybe(this::volume))
                .logSearch(maybe(() -> LogSearch.builder()
                        .engine(oneOf(LogSearch.Engine.values()))
                        .secretName(text())
                        .build()))
                .ha(ha())
                .concurrency(Concurrency.builder()
                        .parallelism(number())
                        .workerConcurrency(number())
                        .apiServerWorkers(number())
                        .webserverWorkers(number())
                        .parsingProcesses(number())
                        .databasePoolSize(number())
                        .databaseMaxOverflow(number())
                        .build())
                .metrics(Metrics.builder()
                        .exporters(listOf(this::exporter))
                        .prefix(text())
                        .datadog(random.nextBoolean())
                        .datadogTags(listOf(this::text))
                        .allowList(listOf(this::text))
                        .blockList(listOf(this::text))
                        .build())
                .ingress(maybe(this::ingress))
                .webService(service())
                .flower(maybe(() -> Flower.builder()
                        .user(text())
                        .basicAuth(random.nextBoolean())
                        .resources(resources())
                        .command(listOf(this::text))
                        .args(listOf(this::text))
                        .annotation(text(), text())
                        .priorityClass(maybe(this::text))
                        .service(service())
                        .ingress(maybe(this::ingress))
                        .build()))
                .externalUrl(maybe(() -> ExternalUrl.of(text())))
                .networkPolicies(maybe(() -> NetworkPolicies.builder()
                        .ingressNamespace(maybe(this::text))
                        .monitoringNamespace(maybe(this::text))
                        .build()))
                .adminUser(maybe(() -> AdminUser.builder()
                        .username(text())
                        .email(text())
                        .firstName(text())
                        .lastName(text())
                        .build()))
                .authManager(oneOf(AuthManager.FAB, AuthManager.SIMPLE, new AuthManager(text())))
                .webConfiguration(maybe(() -> oneOf(WebConfiguration.text(text()), WebConfiguration.configMap(text()))))
                .image(oneOf(ChartImage.values()), ContainerImage.of(text(), text()))
                .podCleanup(maybe(() -> PodCleanup.builder()
                        .schedule(text())
                        .failedJobsHistoryLimit(number())
                        .job(job())
                        .build()))
                .databaseCleanup(maybe(() -> DatabaseCleanup.builder()
                        .schedule(text())
                        .retentionDays(number())
                        .table(text())
                        .job(job())
                        .build()))
                .airflowLocalSettings(maybe(this::text))
                .dagFolder(maybe(this::text))
                .extraConfigMap(ExtraConfigMap.of(text(), texts()).toBuilder()
                        .label(text(), text())
                        .annotation(text(), text())
                        .hook(random.nextBoolean())
                        .build())
                .rbac(Rbac.builder()
                        .create(random.nextBoolean())
                        .allowPodLaunching(random.nextBoolean())
                        .allowJobLaunching(random.nextBoolean())
                        .multiNamespaceMode(random.nextBoolean())
                        .createSccRoleBinding(random.nextBoolean())
                        .build())
                .migrateDatabase(random.nextBoolean())
                .migrationJob(job())
                .migrationTimeout(maybe(() -> Duration.ofMillis(number())))
                .createUserJob(job())
                .delivery(oneOf(Delivery.values()))
                .secretName(oneOf(Purpose.values()), text())
                .secretKeys(Map.of(oneOf(Purpose.values()), text()))
                .secretName(oneOf(Purpose.values()), text())
                .environment(texts())
                .airflowConfig(texts())
                .extraValues(values())
                .operations(Operations.builder()
                        .kubeContext(maybe(this::text))
                        .dashboard(text(), text())
                        .escalation(listOf(this::text))
                        .recoveryTimeObjective(maybe(() -> oneOf(DURATIONS)))
                        .recoveryPointObjective(maybe(() -> oneOf(DURATIONS)))
                        .runbookUrl(maybe(this::text))
                        .monitoring(oneOf(
                                Monitoring.prometheusOperator(texts()), Monitoring.annotations(), Monitoring.files()))
                        .build())
                .waivers(listOf(() -> Waiver.builder()
                        .ruleId(oneOf("DB-001", "VER-001", text()))
                        .reason(text())
                        .build()))
                .build();
    }

    private Executor executor() {
        return oneOf(
                Executor.CELERY, Executor.KUBERNETES, Executor.LOCAL, Executor.CELERY_KUBERNETES, new Executor(text()));
    }

    private ExternalDatabase database() {
        return ExternalDatabase.builder()
                .provider(oneOf(DatabaseProvider.values()))
                .host(text())
                .port(number())
                .database(text())
                .user(text())
                .tls(oneOf(TlsMode.values()))
                .maxConnections(number())
                .reservedConnections(number())
                .pooling(oneOf(ServerPooling.values()))
                .credentials(oneOf(
                        DatabaseCredentials.ours(),
                        DatabaseCredentials.identity(),
                        DatabaseCredentials.urlFrom(text(), text()),
                        DatabaseCredentials.keysFrom(text(), text(), text())))
                .backup(maybe(() -> BackupPolicy.builder()
                        .description(text())
                        .retention(oneOf(DURATIONS))
                        .pointInTimeRecovery(random.nextBoolean())
                        .build()))
                .build();
    }

    private PgBouncerPool pool() {
        return PgBouncerPool.builder()
                .maxClientConnections(number())
                .metadataPoolSize(number())
                .resultBackendPoolSize(number())
                .poolMode(oneOf(PoolMode.values()))
                .authentication(oneOf(PoolAuthentication.values()))
                .clientTls(oneOf(TlsMode.values()))
                .replicas(number())
                .resources(resources())
                .exporterResources(resources())
                .option(text(), text())
                .metadataOption(text(), text())
                .resultBackendOption(text(), text())
                .serviceAccount(maybe(this::account))
                .priorityClass(maybe(this::text))
                .disruptionBudget(budget())
                .build();
    }

    private CeleryBroker broker() {
        if (random.nextInt(3) == 0) {
            return oneOf(
                    RabbitMq.builder()
                            .host(text())
                            .port(number())
                            .virtualHost(text())
                            .user(text())
                            .caFile(maybe(this::text))
                            .build(),
                    RedisSentinel.builder()
                            .sentinels(listOf(this::text))
                            .masterName(text())
                            .database(number())
                            .user(text())
                            .build(),
                    Sqs.builder()
                            .region(text())
                            .queue(text(), text())
                            .visibilityTimeout(oneOf(DURATIONS))
                            .build(),
                    CeleryBroker.urlFrom(text()));
        }
        return random.nextBoolean()
                ? CeleryBroker.ChartRedis.builder()
                        .serviceType(oneOf(ServiceType.values()))
                        .nodePort(maybe(this::number))
                        .clusterIp(maybe(this::text))
                        .persistence(maybe(this::persistence))
                        .resources(resources())
                        .build()
                : ExternalRedis.builder()
                        .host(text())
                        .port(number())
                        .database(number())
                        .user(text())
                        .tls(random.nextBoolean())
                        .caFile(maybe(this::text))
                        .passwordFrom(maybe(() -> SecretSource.environment(text())))
                        .build();
    }

    private GitSync gitSync() {
        return GitSync.builder()
                .repository(text())
                .ref(oneOf(GitRef.head(), GitRef.branch(text()), GitRef.tag(text()), GitRef.commit(text())))
                .subPath(text())
                .period(oneOf(DURATIONS))
                .depth(number())
                .maxFailures(number())
                .submodules(oneOf(Submodules.values()))
                .syncTimeout(oneOf(DURATIONS))
                .access(oneOf(
                        GitAccess.anonymous(),
                        GitAccess.httpsCredentials(text()),
                        GitAccess.gitHubApp(text(), number(), text(), text()),
                        GitAccess.deployKey(KnownHosts.of(text() + "\n" + text()))))
                .resources(resources())
                .variables(listOf(() -> Variable.of(text(), text())))
                .volumes(listOf(() -> Volume.secret(text()).at(text())))
                .build();
    }

    private SharedVolume volume() {
        return oneOf(
                SharedVolume.ExistingClaim.builder()
                        .name(text())
                        .subPath(text())
                        .build(),
                SharedVolume.made(text(), text()));
    }

    private Persistence persistence() {
        return oneOf(
                Persistence.none(),
                Persistence.of(text(), text()).toBuilder()
                        .annotation(text(), text())
                        .whenScaled(oneOf(ClaimRetention.values()))
                        .build());
    }

    private RemoteLogging logging() {
        return RemoteLogging.builder()
                .store(oneOf(
                        LogStore.s3(text(), text()),
                        LogStore.S3
                                .builder()
                                .bucket(text())
                                .endpoint(text())
                                .region(text())
                                .caFile(text())
                                .build(),
                        LogStore.gcs(text(), text()),
                        LogStore.azureBlob(text(), text(), text()),
                        LogStore.cloudWatch(text())))
                .identity(oneOf(
                        CloudIdentity.irsa(text()),
                        CloudIdentity.eksPodIdentity(text()),
                        CloudIdentity.gkeWorkloadIdentity(text()),
                        CloudIdentity.azureWorkloadIdentity(text(), text()),
                        CloudIdentity.keyFile(text()),
                        CloudIdentity.ofNodes(),
                        CloudIdentity.existingConnection(text(), text()),
                        CloudIdentity.keySecret()))
                .connectionId(text())
                .retention(maybe(() -> oneOf(PERIODS)))
                .build();
    }

    private HaSettings ha() {
        Map<Component, ComponentSettings> settings = new HashMap<>();
        Arrays.stream(Component.values()).forEach(component -> settings.put(component, component()));
        return HaSettings.builder()
                .scheduler(settings.get(Component.SCHEDULER))
                .web(settings.get(Component.WEB))
                .dagProcessor(settings.get(Component.DAG_PROCESSOR))
                .triggerer(settings.get(Component.TRIGGERER))
                .workers(settings.get(Component.WORKERS))
                .deferrableTasks(random.nextBoolean())
                .standaloneDagProcessor(random.nextBoolean())
                .workerScaling(maybe(() -> random.nextBoolean() ? keda() : hpa()))
                .triggererScaling(maybe(this::keda))
                .workerGroups(listOf(() -> WorkerGroup.builder()
                        .name(text())
                        .queues(listOf(this::text))
                        .settings(component())
                        .scaling(maybe(this::keda))
                        .build()))
                .defaultWorkers(random.nextBoolean())
                .workerQueues(listOf(this::text))
                .webScaling(maybe(this::hpa))
                .taskPodResources(resources())
                .taskPodPriorityClass(maybe(this::text))
                .podTemplate(maybe(this::text))
                .workerPersistence(maybe(this::persistence))
                .workerClaims(listOf(() -> PodClaim.of(text(), text()).toBuilder()
                        .storageClass(maybe(this::text))
                        .accessMode(oneOf(AccessMode.values()))
                        .annotation(text(), text())
                        .build()))
                .fixWorkerPermissions(random.nextBoolean())
                .triggererPersistence(maybe(this::persistence))
                .build();
    }

    private KedaScaling keda() {
        return KedaScaling.builder()
                .minReplicas(number())
                .maxReplicas(number())
                .pollingInterval(oneOf(DURATIONS))
                .cooldownPeriod(oneOf(DURATIONS))
                .query(maybe(this::text))
                .advanced(texts())
                .namespaceLabels(texts())
                .build();
    }

    private HpaScaling hpa() {
        return HpaScaling.builder()
                .minReplicas(number())
                .maxReplicas(number())
                .cpuUtilization(number())
                .metrics(listOf(() -> new HpaMetric(Map.of(text(), text()))))
                .behavior(texts())
                .build();
    }

    private ComponentSettings component() {
        return ComponentSettings.builder()
                .replicas(number())
                .resources(resources())
                .disruptionBudget(budget())
                .spread(oneOf(Spread.values()))
                .priorityClass(maybe(this::text))
                .command(listOf(this::text))
                .args(listOf(this::text))
                .updateStrategy(maybe(() -> oneOf(
                        UpdateStrategy.rolling(number(), number()),
                        UpdateStrategy.rollingPercent(number(), number()),
                        UpdateStrategy.recreate(),
                        UpdateStrategy.onDelete())))
                .serviceAccount(maybe(this::account))
                .build();
    }

    private ServiceAccount account() {
        return ServiceAccount.builder()
                .name(maybe(this::text))
                .exists(random.nextBoolean())
                .annotation(text(), text())
                .automountServiceAccountToken(maybe(random::nextBoolean))
                .build();
    }

    private JobSettings job() {
        return JobSettings.builder()
                .resources(resources())
                .priorityClass(maybe(this::text))
                .serviceAccount(maybe(this::account))
                .annotation(text(), text())
                .customVariables(random.nextBoolean())
                .command(text())
                .args(text())
                .timeToLive(maybe(() -> oneOf(DURATIONS)))
                .build();
    }

    private Resources resources() {
        return Resources.builder()
                .cpuRequest(maybe(this::quantity))
                .memoryRequest(maybe(this::quantity))
                .cpuLimit(maybe(this::quantity))
                .memoryLimit(maybe(this::quantity))
                .build();
    }

    private Quantity quantity() {
        return Quantity.of(oneOf("500m", "1", "4Gi", "1e99", "-1", text()));
    }

    private WebIngress ingress() {
        return WebIngress.builder()
                .host(text())
                .path(text())
                .ingressClass(maybe(this::text))
                .tlsSecret(maybe(this::text))
                .annotation(text(), text())
                .pathType(oneOf(PathType.values()))
                .otherHosts(listOf(() -> IngressHost.builder()
                        .name(text())
                        .tlsSecret(maybe(this::text))
                        .build()))
                .build();
    }

    private WebService service() {
        return WebService.builder()
                .type(oneOf(ServiceType.values()))
                .ports(listOf(() -> ServicePort.builder()
                        .port(number())
                        .name(maybe(this::text))
                        .targetPort(maybe(this::text))
                        .nodePort(maybe(this::number))
                        .build()))
                .loadBalancerIp(maybe(this::text))
                .loadBalancerSourceRanges(listOf(this::text))
                .annotation(text(), text())
                .build();
    }

    private DisruptionBudget budget() {
        return oneOf(
                DisruptionBudget.none(),
                DisruptionBudget.maxUnavailable(number()),
                DisruptionBudget.maxUnavailablePercent(number()),
                DisruptionBudget.minAvailable(number()),
                DisruptionBudget.minAvailablePercent(number()));
    }

    private MetricsExporter exporter() {
        return oneOf(
                MetricsExporter.ChartStatsd.builder()
                        .resources(resources())
                        .extraMappings(listOf(() -> new StatsdMapping(Map.of(text(), text()))))
                        .overrideMappings(listOf(() -> new StatsdMapping(Map.of("match", text()))))
                        .args(text())
                        .cacheSize(maybe(() -> oneOf(-1, 0, 1, 1_000_000)))
                        .timeToLive(maybe(() -> oneOf(DURATIONS)))
                        .serviceAnnotation(text(), text())
                        .build(),
                MetricsExporter.ExternalStatsd.builder()
                        .host(text())
                        .port(number())
                        .build(),
                MetricsExporter.OpenTelemetry.builder()
                        .host(text())
                        .port(number())
                        .tls(random.nextBoolean())
                        .interval(oneOf(DURATIONS))
                        .build());
    }

    private Map<String, String> texts() {
        Map<String, String> texts = new HashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            texts.put(text(), text());
        }
        return texts;
    }

    private Map<String, Object> values() {
        Map<String, Object> values = new HashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            values.put(oneOf("data", "fernetKey", "postgresql", "pgbouncer", text()), value(4));
        }
        return values;
    }

    private Object value(int depth) {
        if (depth > 0 && random.nextInt(3) == 0) {
            Map<Object, Object> map = new HashMap<>();
            map.put(random.nextBoolean() ? text() : number(), value(depth - 1));
            map.put(random.nextBoolean() ? null : "enabled", null);
            return map;
        }
        return depth > 0 && random.nextBoolean()
                ? Arrays.asList(value(depth - 1), null)
                : oneOf(text(), number(), 1L, 0.5, true, 'c', Optional.empty());
    }

    private String text() {
        return oneOf(TEXTS);
    }

    private int number() {
        return oneOf(NUMBERS);
    }

    private <T> Optional<T> maybe(Supplier<T> supplier) {
        return random.nextInt(4) == 0 ? Optional.empty() : Optional.of(supplier.get());
    }

    private <T> List<T> listOf(Supplier<T> supplier) {
        return Stream.generate(supplier).limit(random.nextInt(4)).toList();
    }

    @SafeVarargs
    private <T> T oneOf(T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
