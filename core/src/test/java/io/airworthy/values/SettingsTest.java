package io.airworthy.values;

import static org.assertj.core.api.Assertions.assertThat;

import io.airworthy.AdminUser;
import io.airworthy.AirflowDeployment;
import io.airworthy.ChartImage;
import io.airworthy.ContainerImage;
import io.airworthy.Delivery;
import io.airworthy.Executor;
import io.airworthy.Flower;
import io.airworthy.IngressHost;
import io.airworthy.PathType;
import io.airworthy.Rbac;
import io.airworthy.ServicePort;
import io.airworthy.Waiver;
import io.airworthy.WebIngress;
import io.airworthy.WebService;
import io.airworthy.WebTier;
import io.airworthy.celery.CeleryBroker;
import io.airworthy.celery.CeleryBroker.ChartRedis;
import io.airworthy.dags.GitAccess;
import io.airworthy.dags.GitSync;
import io.airworthy.database.DatabaseCleanup;
import io.airworthy.database.DatabaseCredentials;
import io.airworthy.database.PgBouncerPool;
import io.airworthy.frozen.Tree;
import io.airworthy.logging.LogStore;
import io.airworthy.logging.RemoteLogging;
import io.airworthy.material.Purpose;
import io.airworthy.metrics.Metrics;
import io.airworthy.metrics.MetricsExporter.ChartStatsd;
import io.airworthy.pods.ClaimRetention;
import io.airworthy.pods.ComponentSettings;
import io.airworthy.pods.ComponentSettingsBuilder;
import io.airworthy.pods.ExtraContainer;
import io.airworthy.pods.HaSettings;
import io.airworthy.pods.HostAlias;
import io.airworthy.pods.JobSettings;
import io.airworthy.pods.LogGroomer;
import io.airworthy.pods.Persistence;
import io.airworthy.pods.PodClaim;
import io.airworthy.pods.PodCleanup;
import io.airworthy.pods.PodManagementPolicy;
import io.airworthy.pods.Pods;
import io.airworthy.pods.Probe;
import io.airworthy.pods.Resources;
import io.airworthy.pods.SecurityContexts;
import io.airworthy.pods.ServiceAccount;
import io.airworthy.pods.ServiceType;
import io.airworthy.pods.Toleration;
import io.airworthy.pods.UpdateStrategy;
import io.airworthy.pods.Variable;
import io.airworthy.pods.VariableSource;
import io.airworthy.pods.Volume;
import io.airworthy.pods.WorkerGroup;
import io.airworthy.pods.WorkerScaling;
import io.airworthy.testkit.Deployments;
import io.airworthy.testkit.SampleDeployments;
import io.airworthy.testkit.TriesLimit;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;

/** Everything that is written is declared, and what values can tell is read back. */
class SettingsTest {

    private static final int TRIES = 100;

    private static final Set<Setting> READ = new LinkedHashSet<>();

    @Provide
    Arbitrary<AirflowDeployment> deployments() {
        return Deployments.valid()
                .map(deployment -> deployment.toBuilder()
                        .extraValues(Map.of())
                        .secretNames(ownNames())
                        .waivers(List.<Waiver>of())
                        .build());
    }

    @Property(tries = 50)
    void everyKeyThatIsWrittenIsDeclared(@ForAll("deployments") AirflowDeployment airflow) {
        ChartKeys keys = new ChartKeys(airflow);
        List<String> declared = Settings.ALL.stream()
                .flatMap(setting -> setting.keys().stream())
                .flatMap(key -> key.startsWith("*") ? Stream.of(key) : keys.places(key).stream())
                .toList();

        assertThat(leaves("", values(airflow)).keySet())
                .allSatisfy(leaf -> assertThat(declared).anyMatch(key -> covers(key, leaf)));
    }

    @Property(tries = TRIES)
    void whatIsWrittenIsReadBack(@ForAll("deployments") AirflowDeployment airflow) {
        Given values = Given.extra(airflow, values(airflow));
        AirflowDeployment read = read(withoutWhatValuesTell(airflow), values);

        assertThat(texts(read)).containsExactlyInAnyOrderElementsOf(texts(airflow));
    }

    @Example
    void aPartThatIsMissingIsReadAsOneOfTheUsualKind() {
        AirflowDeployment airflow = SampleDeployments.exercise();
        AirflowDeployment without = airflow.toBuilder()
                .airflowVersion("3.0.0")
                .pgBouncer(Optional.empty())
                .gitSync(Optional.empty())
                .broker(Optional.empty())
                .build();

        AirflowDeployment read = read(without, Given.extra(airflow, values(airflow)));

        assertThat(read.airflowVersion()).isEqualTo(airflow.airflowVersion());
        assertThat(read.broker()).isEqualTo(airflow.broker());
        assertThat(read.pgBouncer()).contains(PgBouncerPool.ofDefaults());
        assertThat(read.gitSync().map(GitSync::repository))
                .isEqualTo(airflow.gitSync().map(GitSync::repository));
    }

    @Example
    void theNameOfASecretIsReadIfItIsAnother() {
        AirflowDeployment airflow = SampleDeployments.exercise();
        AirflowDeployment named = airflow.toBuilder()
                .secretName(Purpose.FERNET, "team-fernet")
                .secretName(Purpose.DATABASE, "team-database")
                .build();

        assertThat(read(airflow, Given.extra(airflow, values(named))).secretNames())
                .isEqualTo(named.secretNames());
        assertThat(read(airflow, Given.extra(airflow, values(airflow))).secretNames())
                .isEmpty();
    }

    @Example
    void keysOfSuppliedSecretsAreReadBack() {
        AirflowDeployment airflow = SampleDeployments.exercise();
        AirflowDeployment supplied = airflow.toBuilder()
                .suppliedSecret(Purpose.FERNET, "vault", "FERNET_KEY")
                .suppliedSecret(Purpose.API_KEY, "vault", "API")
                .suppliedSecret(Purpose.JWT, "tokens", "jwt.secret")
                .build();

        AirflowDeployment read = read(airflow, Given.all(airflow, values(supplied)));

        assertThat(read.secretKeys()).isEqualTo(supplied.secretKeys());
        assertThat(read.secretNames()).isEqualTo(supplied.secretNames());
        assertThat(read.suppliedSecrets()).isEqualTo(supplied.suppliedSecrets());
        assertThat(read.ha()).isEqualTo(airflow.ha());
    }

    @Example
    void theKeyOfASuppliedSecretOfAirflow2IsReadBack() {
        AirflowDeployment airflow = SampleDeployments.airflow2();
        AirflowDeployment supplied = airflow.toBuilder()
                .suppliedSecret(Purpose.WEBSERVER_KEY, "vault", "SESSIONS")
                .build();

        assertThat(read(airflow, Given.all(airflow, values(supplied))).secretKeys())
                .isEqualTo(supplied.secretKeys());
    }

    @Example
    void everythingThatIsSaidOfPodsIsReadBack() {
        Pods everything = Pods.builder()
                .nodeSelector("pool", "airflow")
                .toleration(Toleration.of("dedicated", "airflow", "NoSchedule"))
                .affinity(Map.of("nodeAffinity", Map.of()))
                .label("team", "data")
                .annotation("note", "{{ x }}")
                .volume(Volume.secret("gcp").at("/etc/gcp"))
                .volume(Volume.named("dags").at("/opt/plugins"))
                .variable(Variable.fromSecret("DWH", "dwh", "uri"))
                .hostAlias(new HostAlias("10.0.0.7", List.of("ldap")))
                .initContainer(new ExtraContainer(Map.of("name", "setup")))
                .sidecar(new ExtraContainer(Map.of("name", "proxy")))
                .startupProbe(Probe.builder().failureThreshold(20).build())
                .livenessProbe(Probe.builder().period(Duration.ofMinutes(2)).build())
                .readinessProbe(Probe.builder().command("true").scheme("HTTPS").build())
                .terminationGracePeriod(Duration.ofMinutes(20))
                .runtimeClass("nvidia")
                .schedulerName("volcano")
                .safeToEvict(true)
                .podManagementPolicy(PodManagementPolicy.PARALLEL)
                .revisionHistoryLimit(3)
                .logGroomer(LogGroomer.builder()
                        .retentionMinutes(30)
                        .maxSizeBytes(5_000_000_000L)
                        .maxSizePercent(80)
                        .command("/bin/sh")
                        .args("-c", "exec /clean-logs {{ x }}")
                        .build())
                .securityContexts(SecurityContexts.restricted())
                .build();
        ServiceAccount named = ServiceAccount.builder()
                .name("airflow-other")
                .annotation("acme.com/owner", "data")
                .automountServiceAccountToken(false)
                .build();
        ComponentSettings component = ComponentSettings.builder()
                .command("/entry.sh")
                .waitForMigrations(false)
                .annotation("acme.com/note", "of the workload")
                .serviceAccount(named)
                .pods(everything)
                .build();
        JobSettings job = JobSettings.builder()
                .resources(Resources.requests("1", "1Gi"))
                .priorityClass("high")
                .serviceAccount(named)
                .annotation("team", "data")
                .customVariables(false)
                .timeToLive(Duration.ofHours(1))
                .pods(everything)
                .build();
        JobSettings told = job.toBuilder()
                .command(List.of("/entrypoint"))
                .args(List.of("bash", "-c", "exit 0"))
                .build();
        AirflowDeployment without = SampleDeployments.exercise().toBuilder()
                .executors(List.of(Executor.CELERY, Executor.KUBERNETES))
                .broker(CeleryBroker.chartRedis())
                .metrics(Metrics.statsd())
                .adminUser(AdminUser.builder()
                        .username("admin")
                        .email("admin@example.com")
                        .firstName("First")
                        .lastName("Administrator")
                        .build())
                .delivery(Delivery.ARGO_CD)
                .build();
        AirflowDeployment airflow = without.toBuilder()
                .pgBouncer(pool -> pool.pods(everything)
                        .priorityClass("high")
                        .serviceAccount(named)
                        .serviceAnnotation("acme.com/note", "data")
                        .clusterIp("10.96.0.7"))
                .ha(ha -> ha.scheduler(component)
                        .web(component)
                        .dagProcessor(component)
                        .triggerer(component)
                        .workers(component)
                        .taskPods(everything)
                        .taskPodPriorityClass("batch")
                        .fixWorkerPermissions(true)
                        .workerClaims(List.of(PodClaim.of("scratch", "50Gi").toBuilder()
                                .storageClass("gp3")
                                .annotation("team", "data")
                                .build()))
                        .podTemplate("spec: {containers: [{name: base, args: ['{{ x }}']}]}"))
                .image(image -> image.uid(1001).gid(1001).airflowHome("/home/airflow"))
                .dagFolder("/opt/dags")
                .airflowLocalSettings("def task_policy(task):\n    task.doc = '{{ x }}'\n")
                .pods(Pods.builder()
                        .nodeSelector("pool", "airflow")
                        .variable(Variable.fromField("DD_AGENT_HOST", "status.hostIP"))
                        .variablesFrom(List.of(VariableSource.secret("team"), VariableSource.configMap("settings")))
                        .securityContexts(SecurityContexts.openShift())
                        .build())
                .broker(ChartRedis.builder()
                        .serviceType(ServiceType.NODE_PORT)
                        .nodePort(30379)
                        .clusterIp("None")
                        .pods(everything)
                        .resources(Resources.requests("1", "1Gi"))
                        .priorityClass("high")
                        .serviceAccount(named)
                        .build())
                .metrics(Metrics.builder()
                        .exporters(List.of(ChartStatsd.builder()
                                .pods(everything)
                                .resources(Resources.requests("1", "1Gi"))
                                .priorityClass("high")
                                .serviceAccount(named)
                                .build()))
                        .build())
                .flower(Flower.builder()
                        .command("/entrypoint")
                        .args("bash", "-c", "exec airflow celery flower {{ x }}")
                        .annotation("acme.com/note", "of the workload")
                        .resources(Resources.requests("1", "1Gi"))
                        .priorityClass("high")
                        .serviceAccount(named)
                        .pods(everything)
                        .build())
                .migrationJob(told)
                .migrationTimeout(Duration.ofMinutes(5))
                .rbac(Rbac.builder()
                        .create(false)
                        .allowPodLaunching(false)
                        .allowJobLaunching(true)
                        .multiNamespaceMode(true)
                        .createSccRoleBinding(true)
                        .build())
                .createUserJob(told)
                .podCleanup(PodCleanup.builder()
                        .schedule("*/5 * * * *")
                        .failedJobsHistoryLimit(2)
                        .successfulJobsHistoryLimit(0)
                        .job(told)
                        .build())
                .databaseCleanup(DatabaseCleanup.of("0 3 * * *", 30).toBuilder()
                        .skipArchive(true)
                        .tables(List.of("log"))
                        .failedJobsHistoryLimit(2)
                        .successfulJobsHistoryLimit(0)
                        .job(told)
                        .build())
                .images(Stream.of(ChartImage.values())
                        .collect(Collectors.toMap(
                                Function.identity(), image -> ContainerImage.of("mirror/" + image, "1"))))
                .build();

        AirflowDeployment read = read(without, Given.extra(airflow, values(airflow)));

        assertThat(read.pods()).isEqualTo(airflow.pods());
        assertThat(read.image()).isEqualTo(airflow.image());
        assertThat(read.dagFolder()).contains("/opt/dags");
        assertThat(read.airflowLocalSettings()).isEqualTo(airflow.airflowLocalSettings());
        assertThat(read.ha().podTemplate()).isEqualTo(airflow.ha().podTemplate());
        assertThat(read.ha().workerClaims()).isEqualTo(airflow.ha().workerClaims());
        assertThat(read.ha().fixWorkerPermissions()).isTrue();
        assertThat(read.ha().taskPodPriorityClass()).contains("batch");
        assertThat(read.pgBouncer().flatMap(PgBouncerPool::priorityClass)).contains("high");
        assertThat(read.pgBouncer().map(PgBouncerPool::pods)).contains(everything);
        assertThat(read.pgBouncer().map(PgBouncerPool::serviceAnnotations)).contains(Map.of("acme.com/note", "data"));
        assertThat(read.pgBouncer().flatMap(PgBouncerPool::clusterIp)).contains("10.96.0.7");
        assertThat(read.serviceAccountsByPath()).isEqualTo(airflow.serviceAccountsByPath());
        assertThat(read.ha().taskPods()).isEqualTo(everything);
        assertThat(read.broker()).isEqualTo(airflow.broker());
        assertThat(read.metrics()).isEqualTo(airflow.metrics());
        assertThat(read.flower()).isEqualTo(airflow.flower());
        assertThat(read.migrationJob()).isEqualTo(told);
        assertThat(read.rbac()).isEqualTo(airflow.rbac());
        assertThat(read.migrationTimeout()).contains(Duration.ofMinutes(5));
        assertThat(read.createUserJob()).isEqualTo(told);
        assertThat(read.podCleanup()).isEqualTo(airflow.podCleanup());
        assertThat(read.databaseCleanup()).isEqualTo(airflow.databaseCleanup());
        assertThat(read.images()).isEqualTo(airflow.images());
        assertThat(airflow.components())
                .allSatisfy(it -> assertThat(read.ha().of(it)).isEqualTo(component));
    }

    @Example
    void jobsThatStayAreReadBack() {
        JobSettings kept = JobSettings.builder().kept(true).build();
        AirflowDeployment without = SampleDeployments.exercise().toBuilder()
                .adminUser(AdminUser.builder()
                        .username("admin")
                        .email("admin@example.com")
                        .firstName("First")
                        .lastName("Administrator")
                        .build())
                .podCleanup(PodCleanup.ofDefaults())
                .databaseCleanup(DatabaseCleanup.of("0 3 * * *", 30))
                .build();
        AirflowDeployment airflow = without.toBuilder()
                .migrationJob(kept)
                .createUserJob(kept)
                .podCleanup(PodCleanup.builder().job(kept).build())
                .databaseCleanup(DatabaseCleanup.of("0 3 * * *", 30).toBuilder()
                        .job(kept)
                        .build())
                .build();

        assertThat(read(without, Given.extra(airflow, values(airflow)))).isEqualTo(airflow);
    }

    @Example
    void aMigrationThatIsOffIsReadBack() {
        AirflowDeployment without = SampleDeployments.exercise();
        AirflowDeployment airflow = without.toBuilder().migrateDatabase(false).build();

        assertThat(read(without, Given.extra(airflow, values(airflow)))).isEqualTo(airflow);
    }

    @Example
    void theWayInIsReadBack() {
        AirflowDeployment without = SampleDeployments.exercise();
        AirflowDeployment airflow = without.toBuilder()
                .webService(WebService.loadBalancer()
                        .port(ServicePort.of(WebTier.PORT))
                        .port(ServicePort.builder()
                                .name("proxy")
                                .port(443)
                                .targetPort("4181")
                                .nodePort(30443)
                                .build())
                        .loadBalancerIp("10.0.0.7")
                        .loadBalancerSourceRange("10.0.0.0/8")
                        .annotation("acme.com/note", "inside")
                        .build())
                .ingress(WebIngress.builder()
                        .host("airflow.example.com")
                        .pathType(PathType.EXACT)
                        .otherHost(IngressHost.of("old.example.com", "old-tls"))
                        .build())
                .build();

        AirflowDeployment withFlower = airflow.toBuilder()
                .flower(Flower.builder()
                        .basicAuth(false)
                        .service(airflow.webService().toBuilder()
                                .ports(List.of(ServicePort.of(80)))
                                .build())
                        .ingress(airflow.ingress())
                        .build())
                .build();

        AirflowDeployment read = read(without, Given.extra(airflow, values(withFlower)));

        assertThat(read.webService()).isEqualTo(airflow.webService());
        assertThat(read.ingress()).isEqualTo(airflow.ingress());
        assertThat(read.flower()).isEqualTo(withFlower.flower());
    }

    @Example
    void workersForQueuesOfTheirOwnAreReadBack() {
        AirflowDeployment without = SampleDeployments.exercise();
        WorkerGroup all = WorkerGroup.of("all", "default", "reports").toBuilder()
                .settings(workers -> workers.replicas(3)
                        .serviceAccount(ServiceAccount.named("reports").toBuilder()
                                .annotation("acme.com/owner", "bi")
                                .build())
                        .pods(pods -> pods.nodeSelector("pool", "reports").annotation("note", "y")))
                .build();
        WorkerGroup gpu = WorkerGroup.of("gpu", "training").toBuilder()
                .scaling(WorkerScaling.keda(0, 2))
                .build();
        AirflowDeployment airflow = without.toBuilder()
                .ha(ha -> ha.defaultWorkers(false).workerGroups(List.of(all, gpu)))
                .build();

        HaSettings read = read(without, Given.extra(airflow, values(airflow))).ha();

        assertThat(read.defaultWorkers()).isFalse();
        assertThat(read.workerGroups()).containsExactly(all, gpu);
    }

    @Example
    void howAComponentStartsAndIsReplacedIsReadBack() {
        AirflowDeployment without = SampleDeployments.exercise().toBuilder()
                .executors(List.of(Executor.LOCAL, Executor.CELERY))
                .build();
        UnaryOperator<ComponentSettingsBuilder> stateful =
                component -> component.command("/entry.sh").args("{{ y }}").updateStrategy(UpdateStrategy.onDelete());
        UnaryOperator<ComponentSettingsBuilder> recreated = component ->
                component.command("/entry.sh").args("scheduler", "{{ x }}").updateStrategy(UpdateStrategy.recreate());
        AirflowDeployment airflow = without.toBuilder()
                .ha(ha -> ha.scheduler(stateful)
                        .web(recreated)
                        .dagProcessor(component -> component
                                .command("/entry.sh")
                                .args("y")
                                .updateStrategy(UpdateStrategy.rollingPercent(50, 0)))
                        .triggerer(stateful)
                        .workers(stateful))
                .build();

        assertThat(read(without, Given.extra(airflow, values(airflow))).ha()).isEqualTo(airflow.ha());
    }

    @Example
    void everythingThatIsSaidOfVolumesIsReadBack() {
        Persistence everything = Persistence.of("20Gi", "gp3").toBuilder()
                .annotation("team", "data")
                .whenDeleted(ClaimRetention.DELETE)
                .whenScaled(ClaimRetention.DELETE)
                .build();
        AirflowDeployment without = SampleDeployments.exercise();
        AirflowDeployment airflow = without.toBuilder()
                .broker(ChartRedis.builder().persistence(everything).build())
                .ha(ha -> ha.workerPersistence(everything).triggererPersistence(everything))
                .build();
        AirflowDeployment nothing = without.toBuilder()
                .broker(ChartRedis.builder().persistence(Persistence.none()).build())
                .ha(ha -> ha.workerPersistence(Persistence.none()).triggererPersistence(Persistence.none()))
                .build();

        assertThat(read(without, Given.extra(airflow, values(airflow)))).isEqualTo(airflow);
        assertThat(read(airflow, Given.extra(nothing, values(nothing)))).isEqualTo(nothing);
    }

    @AfterContainer
    static void everySettingThatCanBeReadWasRead() {
        // A few tries do not draw every setting.
        if (TriesLimit.allows(TRIES)) {
            assertThat(Settings.ALL)
                    .filteredOn(setting -> setting.isRead() && setting.isWritten())
                    .filteredOn(setting -> !READ.contains(setting))
                    .isEmpty();
        }
    }

    private static AirflowDeployment read(AirflowDeployment into, Given values) {
        AirflowDeployment read = into;
        for (Setting setting : Settings.ALL) {
            AirflowDeployment before = read;
            read = setting.read(read, values);
            if (!read.equals(before)) {
                READ.add(setting);
            }
        }
        return read;
    }

    private static Map<String, Object> values(AirflowDeployment airflow) {
        return ChartValues.of(airflow, Map.of()).asMap();
    }

    /** What stays in Secrets and on servers is kept; everything else is as it would be if nobody had said anything. */
    private static AirflowDeployment withoutWhatValuesTell(AirflowDeployment airflow) {
        return AirflowDeployment.builder()
                .releaseName(airflow.releaseName())
                .namespace(airflow.namespace())
                .chartVersion(airflow.chartVersion().text())
                .airflowVersion(airflow.airflowVersion().text())
                .database(airflow.database().toBuilder()
                        .credentials(
                                !airflow.release().secrets().chartReadsUrl()
                                        ? DatabaseCredentials.ours()
                                        : airflow.database().credentials())
                        .build())
                .broker(airflow.broker()
                        .filter(broker ->
                                !airflow.usesCelery() || broker.existing().isEmpty())
                        .map(broker -> broker.chartsOwn().isPresent() ? CeleryBroker.chartRedis() : broker))
                .secretDelivery(airflow.secretDelivery())
                .secretNames(namesWithoutKey(airflow))
                .pgBouncer(airflow.pgBouncer()
                        .map(pool -> PgBouncerPool.builder()
                                .maxClientConnections(pool.maxClientConnections())
                                .metadataPoolSize(pool.metadataPoolSize())
                                .resultBackendPoolSize(pool.resultBackendPoolSize())
                                .poolMode(pool.poolMode())
                                .authentication(pool.authentication())
                                .clientTls(pool.clientTls())
                                .build()))
                .gitSync(airflow.gitSync()
                        .map(git -> GitSync.builder()
                                .repository("https://example.com/another")
                                .access(git.access().gitHubApp().isPresent() ? GitAccess.anonymous() : git.access())
                                .build()))
                .remoteLogging(airflow.remoteLogging()
                        .filter(logging -> !isIdentityWritten(airflow))
                        .map(logging -> RemoteLogging.builder()
                                .store(
                                        logging.identity().key().isPresent()
                                                        || logging.identity()
                                                                .connection()
                                                                .isPresent()
                                                ? logging.store()
                                                : LogStore.cloudWatch(""))
                                .identity(logging.identity())
                                .build()))
                .build();
    }

    private static Map<Purpose, String> ownNames() {
        return Stream.of(Purpose.values())
                .collect(Collectors.toMap(
                        Function.identity(), purpose -> "team." + purpose.name().toLowerCase(Locale.ROOT)));
    }

    /** The names that stand inside of lists alone: of volumes, and of variables. */
    private static Map<Purpose, String> namesWithoutKey(AirflowDeployment airflow) {
        Map<Purpose, String> names = new HashMap<>(airflow.secretNames());
        names.keySet().retainAll(Set.of(Purpose.DATABASE_CA, Purpose.POOL_TLS, Purpose.LOG_STORE, Purpose.ADMIN));
        return names;
    }

    private static boolean isIdentityWritten(AirflowDeployment airflow) {
        return leaves("", values(airflow)).keySet().stream()
                .anyMatch(key -> key.matches(".*\\.serviceAccount\\.annotations\\.(eks|iam|azure)\\..*"));
    }

    private static boolean covers(String key, String leaf) {
        String prefix = key.replace(".*", "");
        return prefix.startsWith("*")
                ? leaf.contains(prefix.substring(1) + ".")
                : leaf.equals(prefix) || leaf.startsWith(prefix + ".");
    }

    private static List<String> texts(AirflowDeployment airflow) {
        return leaves("", values(airflow)).entrySet().stream()
                .map(Object::toString)
                .toList();
    }

    private static Map<String, String> leaves(String path, Object value) {
        Map<String, String> leaves = new LinkedHashMap<>();
        Tree.map(value)
                .filter(entries -> !entries.isEmpty())
                .ifPresentOrElse(
                        entries -> entries.forEach((key, inner) ->
                                leaves.putAll(leaves(path.isEmpty() ? key.toString() : path + "." + key, inner))),
                        () -> leaves.put(path, String.valueOf(value)));
        return leaves;
    }
}
