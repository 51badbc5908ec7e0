package io.airworthy.testkit;

import static io.airworthy.testkit.Change.ofDatabase;
import static io.airworthy.testkit.Change.ofGit;
import static io.airworthy.testkit.Change.ofHa;
import static io.airworthy.testkit.Change.ofLogging;
import static io.airworthy.testkit.Change.ofPool;

import io.airworthy.AirflowDeployment;
import io.airworthy.Executor;
import io.airworthy.Flower;
import io.airworthy.NetworkPolicies;
import io.airworthy.Rbac;
import io.airworthy.WebService;
import io.airworthy.catalogue.RemoteEntries;
import io.airworthy.celery.CeleryBroker;
import io.airworthy.celery.CeleryBroker.ChartRedis;
import io.airworthy.chart.ChartTrait;
import io.airworthy.chart.ChartVersion;
import io.airworthy.connection.ConnectionBudget;
import io.airworthy.connection.ConnectionPlan;
import io.airworthy.dags.GitAccess;
import io.airworthy.database.DatabaseCleanup;
import io.airworthy.database.PgBouncerPool;
import io.airworthy.database.PoolMode;
import io.airworthy.database.ServerPooling;
import io.airworthy.database.TlsMode;
import io.airworthy.logging.CloudIdentity;
import io.airworthy.logging.LogSearch;
import io.airworthy.logging.LogStore;
import io.airworthy.material.ExternalSecrets;
import io.airworthy.material.Material;
import io.airworthy.material.Purpose;
import io.airworthy.material.SecretSource;
import io.airworthy.pods.ClaimRetention;
import io.airworthy.pods.ComponentSettings;
import io.airworthy.pods.DisruptionBudget;
import io.airworthy.pods.KedaScalingBuilder;
import io.airworthy.pods.Persistence;
import io.airworthy.pods.PodClaim;
import io.airworthy.pods.PodManagementPolicy;
import io.airworthy.pods.Pods;
import io.airworthy.pods.Resources;
import io.airworthy.pods.ServiceAccount;
import io.airworthy.pods.SharedVolume;
import io.airworthy.pods.WorkerScaling;
import io.airworthy.store.SecretStore;
import io.airworthy.store.StoreType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Mistakes that a rule's example cannot make in most deployments: it breaks other rules there, or nothing. */
final class SpecialMistakes {

    /** More than one replica of PgBouncer can take. */
    private static final long MOST_CLIENTS = 50_000;

    private static final String UUID = "00000000-1111-2222-3333-444455556666";
    private static final SecretStore PLATFORM =
            SecretStore.existingClusterStore("platform", StoreType.AWS_SECRETS_MANAGER);

    static final List<Mistake> ALL = List.of(
            new Mistake("CAP-002", SpecialMistakes::withOneClientTooMany),
            new Mistake("CAP-003", ofPool(it -> it.metadataPoolSize(1))),
            new Mistake("CAP-004", ofPool(it -> it.resultBackendPoolSize(1)).where(AirflowDeployment::usesCelery)),
            new Mistake("CAP-005", SpecialMistakes::onAServerThatIsTooSmall),
            new Mistake("CAP-006", parallelism(1).where(SpecialMistakes::hasMoreSlotsThanSchedulers)),
            new Mistake("CAP-007", Change.of(it -> it.extraValue("quotas", Map.of("requests.cpu", "40")))),
            new Mistake(
                    "CEL-002",
                    broker(Optional.of(CeleryBroker.chartRedis())).where(deployment -> !deployment.usesCelery())),
            new Mistake(
                    "CEL-025",
                    Change.of(it -> it.flower(Flower.ofDefaults())).where(deployment -> !deployment.usesCelery())),
            new Mistake("CEL-008", scaled(0, 4).where(deployment -> !deployment.usesCelery())),
            new Mistake("CEL-009", SpecialMistakes::kedaWithoutAPool),
            new Mistake(
                    "CEL-010",
                    ofHa(it -> it.workerScaling(WorkerScaling.hpa(1, 1))
                                    .workers(ComponentSettings.builder()
                                            .disruptionBudget(DisruptionBudget.none())
                                            .resources(Resources.builder()
                                                    .memoryRequest("2Gi")
                                                    .build())
                                            .build()))
                            .where(AirflowDeployment::usesCelery)
                            .where(ExampleConditions::mayScaleWorkersOtherwise)),
            new Mistake("CEL-014", SpecialMistakes::withALostScaler),
            new Mistake("CEL-015", SpecialMistakes::withRestlessKeda),
            new Mistake(
                    "CEL-019",
                    ofHa(it -> it.workerQueue("default"))
                            .where(AirflowDeployment::usesCelery)
                            .where(deployment -> !deployment.chartVersion().isAtLeast(1, 19, 0))),
            new Mistake("CEL-016", SpecialMistakes::withKedaShutOut),
            new Mistake(
                    "CEL-030",
                    Change.of(it -> it.networkPolicies(NetworkPolicies.admitting("ingress-nginx", "monitoring")))
                            .where(ExampleConditions::missesFlowersPolicy)),
            new Mistake(
                    "DB-014", ofDatabase(it -> it.pooling(ServerPooling.NONE)).where(SpecialMistakes::hasNoPool)),
            new Mistake("EXEC-002", SpecialMistakes::withAnExecutorMisspelt),
            new Mistake(
                    "GIT-020",
                    ofGit(it -> it.repository("https://github.com/your-org/airflow-dags.git")
                                    .access(GitAccess.gitHubApp("1234567", 1, "github-app", "private-key")))
                            .where(deployment -> !deployment.chartVersion().isAtLeast(1, 18, 0))),
            new Mistake(
                    "POD-007", ofHa(it -> it.podTemplate("kind: Pod")).where(AirflowDeployment::usesKubernetesPods)),
            new Mistake(
                    "POD-008",
                    ofHa(it -> it.workerPersistence(Persistence.none())
                                    .workers(workers -> workers.pods(
                                            pods -> pods.podManagementPolicy(PodManagementPolicy.PARALLEL))))
                            .where(AirflowDeployment::usesCelery)
                            .where(deployment -> deployment.chartVersion().has("workers.podManagementPolicy"))
                            .where(deployment -> deployment.remoteLogging().isPresent())
                            .where(deployment -> deployment.ha().workerClaims().isEmpty())
                            .where(deployment ->
                                    deployment.ha().workers().updateStrategy().isEmpty())),
            new Mistake(
                    "POD-009",
                    Change.of(it -> it.pods(pods -> pods.revisionHistoryLimit(7))
                                    .ha(ha -> ha.podTemplate("spec:\n  containers:\n    - name: base\n")
                                            .taskPodPriorityClass(Optional.empty())))
                            .where(AirflowDeployment::usesKubernetesPods)
                            .where(deployment -> deployment
                                    .ha()
                                    .taskPods()
                                    .equals(Pods.builder().build()))),
            new Mistake(
                    "VOL-013",
                    ofHa(it -> it.fixWorkerPermissions(true))
                            .where(deployment -> deployment.usesCelery()
                                    && deployment
                                            .ha()
                                            .workerPersistence()
                                            .filter(it -> it.claimTemplate().isEmpty())
                                            .isPresent())),
            new Mistake(
                    "VOL-012",
                    ofHa(it -> it.workerClaim(PodClaim.of("another", "50 GB")))
                            .where(AirflowDeployment::usesCelery)
                            .where(deployment ->
                                    deployment.release().workloads().areClaimsMade())),
            new Mistake(
                    "PERM-004",
                    Change.of(it -> it.rbac(
                                    Rbac.builder().allowJobLaunching(true).build()))
                            .where(deployment -> !deployment.chartVersion().isAtLeast(1, 19, 0))),
            new Mistake(
                    "PERM-003",
                    Change.of(it -> it.rbac(
                                    Rbac.builder().allowPodLaunching(false).build()))
                            .where(AirflowDeployment::usesKubernetesPods)),
            new Mistake(
                    "PERM-002",
                    ofHa(it -> it.scheduler(scheduler -> scheduler.serviceAccount(ServiceAccount.builder()
                                    .automountServiceAccountToken(false)
                                    .build())))
                            .where(AirflowDeployment::usesKubernetesPods)
                            .where(it -> it.secretsBackend().isEmpty())),
            new Mistake("HA-002", SpecialMistakes::withOneWebPod),
            new Mistake("HA-005", SpecialMistakes::withALostBudget),
            new Mistake(
                    "HA-010",
                    ofHa(it -> it.taskPodResources(Resources.requests("300m", "700Mi")))
                            .where(deployment -> deployment.usesCelery() && deployment.usesKubernetesPods())
                            .where(deployment -> !deployment.chartVersion().isAtLeast(1, 20, 0))),
            new Mistake(
                    "LOG-012",
                    to(
                                    LogStore.azureBlob("airflowlogs", "task-logs", "production"),
                                    CloudIdentity.azureWorkloadIdentity(UUID, UUID))
                            .where(deployment -> !deployment.airflowVersion().isAtLeast(3, 1, 8))),
            new Mistake(
                    "LOG-014",
                    ownModule()
                            .where(deployment ->
                                    deployment.airflowVersion().minorLine().equals("3.0"))
                            .where(deployment -> deployment.image().tag().isEmpty())
                            .then(Change.of(it -> it.airflowVersion("3.0.5")))),
            new Mistake(
                    "LOG-019",
                    Change.of(it -> it.remoteLogging(Optional.empty()).logSearch(LogSearch.openSearch("search")))
                            .where(deployment -> deployment.airflowVersion().isAtLeast(3, 0, 0)
                                    && !deployment.airflowVersion().isAtLeast(3, 2, 1))
                            .where(deployment -> deployment.secretsBackend().isEmpty())),
            new Mistake(
                    "NAME-008",
                    deployment -> Change.of(it -> it.secretName(
                                    Purpose.DATABASE, deployment.names().object("metadata")))
                            .where(it -> it.database().credentials().isOurs())
                            .in(deployment)),
            new Mistake(
                    "NAME-010",
                    Change.of(it -> it.fullName("another-name"))
                            .where(deployment -> !deployment.chartVersion().isAtLeast(1, 19, 0)
                                    && deployment.ha().deferrableTasks()
                                    && deployment.scaledByKeda().isEmpty())),
            new Mistake("PGB-008", SpecialMistakes::withOnePod),
            new Mistake(
                    "PGB-014",
                    ofPool(it -> it.poolMode(PoolMode.TRANSACTION))
                            .where(deployment -> !deployment.chartVersion().isAtLeast(1, 16, 0))),
            new Mistake(
                    "RISK-035",
                    Change.of(it -> it.webService(WebService.loadBalancer().build()))
                            .where(deployment -> deployment.networkPolicies().isEmpty())
                            .where(deployment -> deployment
                                    .baseUrl()
                                    .filter(url -> !url.isHttps())
                                    .isPresent())),
            new Mistake("SEC-003", SpecialMistakes::withTwoThingsInOneEntry),
            new Mistake(
                    "VOL-002",
                    Change.of(it -> it.dagVolume(SharedVolume.existing("airflow-dags")))
                            .where(deployment -> deployment.gitSync().isPresent()
                                    && !deployment.chartVersion().has(ChartTrait.DAG_PROCESSORS_FILL_VOLUMES)
                                    && !ExampleConditions.parsesInSchedulers(deployment))),
            new Mistake(
                    "VOL-003",
                    Change.of(it -> it.logVolume(SharedVolume.ExistingClaim.builder()
                                    .name("files")
                                    .subPath("logs")
                                    .build()))
                            .where(deployment -> !deployment.chartVersion().has("logs.persistence.subPath"))),
            new Mistake(
                    "VOL-005",
                    Change.of(it -> it.broker(ChartRedis.builder()
                                    .persistence(Persistence.of("1Gi").toBuilder()
                                            .whenDeleted(ClaimRetention.DELETE)
                                            .build())
                                    .build()))
                            .where(AirflowDeployment::usesChartRedis)
                            .where(deployment -> !deployment.chartVersion().isAtLeast(1, 19, 0))),
            new Mistake(
                    "JOB-003",
                    Change.of(it -> it.databaseCleanup(DatabaseCleanup.of("0 3 * * *", 90)))
                            .where(deployment -> !deployment.chartVersion().isAtLeast(1, 19, 0))),
            new Mistake(
                    "VAL-006",
                    Change.of(it -> it.extraValue("cleanup", Map.of("enabled", true)))
                            .where(deployment -> !deployment.chartVersion().isAtLeast(1, 16, 0))
                            .where(deployment -> ConnectionPlan.of(deployment)
                                    .metadata()
                                    .caFile()
                                    .isPresent())),
            new Mistake("VER-003", SpecialMistakes::onAChartThatCannotRunIt),
            new Mistake(
                    "WEB-009",
                    policies(Optional.of("ingress-nginx"), Optional.of("monitoring"))
                            .where(deployment -> deployment.airflowVersion().major() >= 3)
                            .where(ExampleConditions::mayHavePolicies)
                            .where(deployment -> !deployment.chartVersion().isAtLeast(1, 22, 0))),
            new Mistake("WAIVE-001", Change.of(it -> it.waive("DB-999", "because"))),
            new Mistake("WAIVE-002", Change.of(it -> it.waive("DB-006", " "))));

    private SpecialMistakes() {}

    /** Another chart, not another Airflow, which would need other numbers of connections. */
    private static Optional<AirflowDeployment> onAChartThatCannotRunIt(AirflowDeployment deployment) {
        return Stream.of("1.17.0", "1.22.0")
                .map(ChartVersion::of)
                .filter(chart -> ExampleConditions.isIndifferentToTheChart(deployment)
                        && !chart.runs(deployment.airflowVersion()))
                .findFirst()
                .flatMap(chart -> Change.of(it -> it.chartVersion(chart.text())).in(deployment));
    }

    /** An executor of which no other rule knows anything. */
    private static Optional<AirflowDeployment> withAnExecutorMisspelt(AirflowDeployment deployment) {
        List<Executor> executors = new ArrayList<>(deployment.executors());
        boolean misspelt = false;
        for (int i = 0; i < executors.size() && !misspelt; i++) {
            Executor executor = executors.get(i);
            misspelt = !executor.usesCelery() && !executor.usesKubernetes();
            if (misspelt) {
                executors.set(i, new Executor("LocaleExecutor"));
            }
        }
        return misspelt ? Change.of(it -> it.executors(executors)).in(deployment) : Optional.empty();
    }

    private static boolean hasNoPool(AirflowDeployment deployment) {
        return deployment.pgBouncer().isEmpty();
    }

    /** One pod that takes all clients, and may be evicted. */
    private static Optional<AirflowDeployment> withOnePod(AirflowDeployment deployment) {
        long clients = ConnectionBudget.of(deployment).clients();
        return ofPool(it -> it.replicas(1)
                        .maxClientConnections(Math.toIntExact(clients))
                        .disruptionBudget(DisruptionBudget.maxUnavailable(1)))
                .where(it -> clients <= MOST_CLIENTS)
                .in(deployment);
    }

    private static Change broker(Optional<CeleryBroker> broker) {
        return Change.of(it -> it.broker(broker));
    }

    private static Change scaled(int fewest, int most) {
        return ofHa(it -> it.workerScaling(WorkerScaling.keda(fewest, most)));
    }

    /** As many workers as before, so that only KEDA's own connection comes on top; the server's size is left open. */
    private static Optional<AirflowDeployment> kedaWithoutAPool(AirflowDeployment deployment) {
        int workers = deployment
                .ha()
                .workerScaling()
                .map(WorkerScaling::maxReplicas)
                .orElse(deployment.ha().workers().replicas());
        return ofHa(it -> it.workerScaling(WorkerScaling.keda(1, workers))
                        .workers(deployment.ha().workers().toBuilder()
                                .disruptionBudget(DisruptionBudget.none())
                                .build()))
                .where(AirflowDeployment::usesCelery)
                .where(ExampleConditions::mayScaleWorkersOtherwise)
                .where(it -> it.pgBouncer().isEmpty())
                .where(it -> it.database().maxConnections().equals(OptionalInt.empty()))
                .in(deployment)
                .flatMap(scaled -> ofDatabase(it -> it.tls(TlsMode.VERIFY_CA)).in(scaled));
    }

    /** No more pods than before, so that the budget of connections stays. */
    private static Optional<AirflowDeployment> withALostScaler(AirflowDeployment deployment) {
        ComponentSettings web = deployment.ha().web();
        return ofHa(it -> it.webScaling(WorkerScaling.hpa(1, web.replicas()))
                        .web(web.toBuilder()
                                .disruptionBudget(DisruptionBudget.none())
                                .resources(web.resources().toBuilder()
                                        .cpuRequest("100m")
                                        .build())
                                .build()))
                .where(it -> !it.chartVersion().isAtLeast(1, it.airflowVersion().major() < 3 ? 16 : 20, 0))
                .in(deployment);
    }

    private static Optional<AirflowDeployment> withRestlessKeda(AirflowDeployment deployment) {
        return triggerersByKeda(deployment, it -> it.pollingInterval(Duration.ZERO))
                .where(it -> it.pgBouncer().isEmpty())
                .in(deployment);
    }

    private static Optional<AirflowDeployment> withKedaShutOut(AirflowDeployment deployment) {
        return triggerersByKeda(deployment, it -> it)
                .where(it -> it.pgBouncer().isPresent() && it.airflowVersion().major() < 3)
                .where(it -> !it.chartVersion().isAtLeast(1, 22, 0)
                        && !it.webService().isExposed())
                .then(policies(Optional.of("ingress-nginx"), Optional.of("monitoring")))
                .in(deployment);
    }

    private static Change triggerersByKeda(AirflowDeployment deployment, UnaryOperator<KedaScalingBuilder> change) {
        ComponentSettings triggerer = deployment.ha().triggerer();
        return ofHa(it -> it.triggererScaling(change.apply(WorkerScaling.keda(1, triggerer.replicas()).toBuilder())
                                .build())
                        .triggerer(triggerer.toBuilder()
                                .disruptionBudget(DisruptionBudget.none())
                                .build()))
                .where(it -> it.ha().deferrableTasks() && it.scaledByKeda().isEmpty())
                .where(ExampleConditions::scalesNoGroups)
                .where(it -> ConnectionPlan.of(it).metadata().caFile().isEmpty());
    }

    private static Change ownModule() {
        return Change.of(it -> it.airflowConfig("logging.logging_config_class", "log_config.LOGGING_CONFIG"))
                .where(deployment -> deployment.airflowVersion().major() >= 3)
                .where(deployment -> deployment.remoteLogging().isPresent());
    }

    private static Change to(LogStore store, CloudIdentity identity) {
        return deployment -> ofLogging(it -> it.store(store).identity(identity))
                .in(deployment)
                .flatMap(withoutBackend()::in);
    }

    /** A secrets backend may need the identity that the logs had. */
    private static Change withoutBackend() {
        return Change.of(it -> it.secretsBackend(Optional.empty()));
    }

    /** The web tier: with fewer schedulers workers might have more slots than are filled. */
    private static Optional<AirflowDeployment> withOneWebPod(AirflowDeployment deployment) {
        ComponentSettings one = deployment.ha().web().toBuilder()
                .replicas(1)
                .disruptionBudget(DisruptionBudget.maxUnavailable(1))
                .build();
        return ofHa(it -> it.web(one))
                .where(it -> it.ha().webScaling().isEmpty())
                .in(deployment);
    }

    private static Optional<AirflowDeployment> withALostBudget(AirflowDeployment deployment) {
        ComponentSettings budgeted = deployment.ha().triggerer().toBuilder()
                .disruptionBudget(DisruptionBudget.maxUnavailable(1))
                .build();
        return ofHa(it -> it.triggerer(budgeted))
                .where(it -> it.ha().deferrableTasks())
                .where(it -> !it.chartVersion().isAtLeast(1, 19, 0))
                .in(deployment);
    }

    private static Change parallelism(int tasks) {
        return deployment -> Change.of(it -> it.concurrency(
                        deployment.concurrency().toBuilder().parallelism(tasks).build()))
                .in(deployment);
    }

    private static Optional<AirflowDeployment> withOneClientTooMany(AirflowDeployment deployment) {
        long clients = ConnectionBudget.of(deployment).clients();
        return deployment
                .pgBouncer()
                .map(PgBouncerPool::replicas)
                .map(replicas -> Math.max(1, replicas - 1))
                .filter(left -> clients > left)
                .flatMap(left -> ofPool(it -> it.maxClientConnections(Math.toIntExact((clients - 1) / left)))
                        .in(deployment));
    }

    /** The reserve takes all connections but one, and one is always headroom. */
    private static Optional<AirflowDeployment> onAServerThatIsTooSmall(AirflowDeployment deployment) {
        int reserve = deployment.database().reservedConnections();
        return ofDatabase(it -> it.maxConnections(reserve + 1)).in(deployment);
    }

    private static boolean hasMoreSlotsThanSchedulers(AirflowDeployment deployment) {
        return deployment.usesCelery()
                && deployment.ha().workerScaling().isEmpty()
                && (long) deployment.ha().workers().replicas()
                                * deployment.concurrency().workerConcurrency()
                        > deployment.ha().scheduler().replicas();
    }

    private static Change policies(Optional<String> ingressNamespace, Optional<String> monitoringNamespace) {
        return Change.of(it -> it.networkPolicies(NetworkPolicies.builder()
                .ingressNamespace(ingressNamespace)
                .monitoringNamespace(monitoringNamespace)
                .build()));
    }

    private static Change from(SecretStore store) {
        return Change.of(it -> it.secretDelivery(ExternalSecrets.from(store)));
    }

    private static Change passwordFrom(SecretSource source) {
        return ofDatabase(it -> it.passwordFrom(source));
    }

    /** The password is where the Fernet key will be. */
    private static Optional<AirflowDeployment> withTwoThingsInOneEntry(AirflowDeployment deployment) {
        if (deployment.suppliedSecrets().contains(Purpose.FERNET)
                || deployment.suppliedSecrets().contains(Purpose.DATABASE)
                || !deployment.database().credentials().isOurs()
                || !deployment.database().credentials().hasPassword()) {
            return Optional.empty();
        }
        return from(PLATFORM).in(deployment).flatMap(external -> {
            SecretSource taken = RemoteEntries.of(external).orElseThrow().of(Material.FERNET_KEYS);
            return passwordFrom(taken).in(external);
        });
    }
}
