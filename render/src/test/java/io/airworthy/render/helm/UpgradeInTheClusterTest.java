package io.airworthy.render.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.airworthy.AirflowDeployment;
import io.airworthy.Concurrency;
import io.airworthy.Executor;
import io.airworthy.NetworkPolicies;
import io.airworthy.celery.CeleryBroker;
import io.airworthy.database.TlsMode;
import io.airworthy.metrics.Metrics;
import io.airworthy.pods.DisruptionBudget;
import io.airworthy.pods.Persistence;
import io.airworthy.pods.Resources;
import io.airworthy.pods.SharedVolume;
import io.airworthy.pods.WorkerScaling;
import io.airworthy.render.upgrade.UpgradePlan;
import io.airworthy.render.upgrade.WorkloadChange;
import io.airworthy.testkit.SampleDeployments;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a plan claims about pods, with Helm as judge: the chart is rendered before and after. */
@ExtendWith(Charts.AtHand.class)
class UpgradeInTheClusterTest {

    /** A change with a name. */
    record Change(String name, AirflowDeployment before, AirflowDeployment after) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final Map<AirflowDeployment, Map<String, JsonNode>> RENDERED = new HashMap<>();

    static Stream<Change> changes() {
        AirflowDeployment exercise = SampleDeployments.exercise();
        AirflowDeployment tasks = SampleDeployments.kubernetesOnGoogle();
        AirflowDeployment azure = SampleDeployments.azure();
        AirflowDeployment old = SampleDeployments.onChart118(DisruptionBudget.none()).toBuilder()
                .airflowVersion("2.10.5")
                .build();
        Map<String, AirflowDeployment> ofExercise = new LinkedHashMap<>();
        ofExercise.put("scheduler replicas", SampleDeployments.scheduler(it -> it.replicas(3)));
        ofExercise.put(
                "scheduler resources",
                SampleDeployments.scheduler(
                        it -> it.resources(Resources.requests("1", "1Gi").limits("3", "4Gi"))));
        ofExercise.put(
                "web resources",
                SampleDeployments.ha(it -> it.web(exercise.ha().web().toBuilder()
                        .resources(Resources.requests("1", "1Gi"))
                        .build())));
        ofExercise.put(
                "worker priority",
                SampleDeployments.ha(it -> it.workers(exercise.ha().workers().toBuilder()
                        .priorityClass("high")
                        .build())));
        ofExercise.put("keda", SampleDeployments.ha(it -> it.workerScaling(WorkerScaling.keda(2, 4))));
        ofExercise.put(
                "no volumes",
                SampleDeployments.ha(
                        it -> it.workerPersistence(Persistence.none()).triggererPersistence(Persistence.none())));
        ofExercise.put("other volumes", SampleDeployments.ha(it -> it.workerPersistence(Persistence.of("5Gi"))));
        ofExercise.put("log volume", SampleDeployments.but(it -> it.logVolume(SharedVolume.existing("logs"))));
        ofExercise.put(
                "queue on another volume",
                SampleDeployments.but(it -> it.broker(CeleryBroker.ChartRedis.builder()
                        .persistence(Persistence.of("2Gi", "gp3"))
                        .build())));
        ofExercise.put("image tag", SampleDeployments.image(it -> it.tag("3.2.2-acme.1")));
        ofExercise.put("pull secret", SampleDeployments.image(it -> it.pullSecret("registry")));
        ofExercise.put("parallelism", SampleDeployments.concurrency(it -> it.parallelism(40)));
        ofExercise.put("pool replicas", SampleDeployments.pool(it -> it.replicas(3)));
        ofExercise.put("pool TLS", SampleDeployments.pool(it -> it.clientTls(TlsMode.VERIFY_FULL)));
        ofExercise.put("git period", SampleDeployments.git(it -> it.period(Duration.ofSeconds(90))));
        ofExercise.put("metrics off", SampleDeployments.but(it -> it.metrics(Metrics.none())));
        ofExercise.put(
                "OpenTelemetry",
                SampleDeployments.but(it -> it.metrics(Metrics.openTelemetry("otel.monitoring", 4318))));
        ofExercise.put(
                "network policies",
                SampleDeployments.but(
                        it -> it.networkPolicies(NetworkPolicies.admitting("ingress-nginx", "monitoring"))));
        ofExercise.put("environment", SampleDeployments.but(it -> it.environment("TZ", "UTC")));
        ofExercise.put("external Redis", SampleDeployments.redis("redis.example.com", 6379, true));
        ofExercise.put("database TLS", SampleDeployments.database(it -> it.tls(TlsMode.REQUIRE)));
        ofExercise.put("Airflow", SampleDeployments.but(it -> it.airflowVersion("3.1.8")));
        ofExercise.put("Airflow 2", SampleDeployments.airflow2());
        ofExercise.put("chart and Airflow", old);
        ofExercise.put("other executor", tasks);
        ofExercise.put("other cloud", azure);
        ofExercise.put(
                "local tasks",
                SampleDeployments.but(
                        it -> it.executors(List.of(Executor.LOCAL)).broker(Optional.empty())));
        ofExercise.put(
                "two executors",
                SampleDeployments.but(it -> it.executors(List.of(Executor.CELERY, Executor.KUBERNETES))));
        return Stream.concat(
                ofExercise.entrySet().stream()
                        .flatMap(entry -> Stream.of(
                                new Change(entry.getKey(), exercise, entry.getValue()),
                                new Change(entry.getKey() + ", and back", entry.getValue(), exercise))),
                Stream.of(
                        new Change(
                                "task pod resources",
                                tasks,
                                tasks.toBuilder()
                                        .ha(tasks.ha().toBuilder()
                                                .taskPodResources(Resources.requests("2", "2Gi"))
                                                .build())
                                        .build()),
                        new Change(
                                "ingress",
                                azure,
                                azure.toBuilder().ingress(Optional.empty()).build()),
                        new Change(
                                "scheduler on an old chart",
                                old,
                                old.toBuilder()
                                        .concurrency(Concurrency.builder()
                                                .databasePoolSize(6)
                                                .build())
                                        .build())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    void aPlanSaysWhichPodsAreMadeAnew(Change change) {
        UpgradePlan plan = UpgradePlan.between(change.before(), change.after());
        Map<String, JsonNode> before = workloads(change.before());
        Map<String, JsonNode> after = workloads(change.after());

        List<String> restarted = after.entrySet().stream()
                .filter(entry -> before.containsKey(entry.getKey()))
                .filter(entry -> !template(before.get(entry.getKey())).equals(template(entry.getValue())))
                .map(Map.Entry::getKey)
                .toList();
        assertThat(plan.restarts()).filteredOn(before::containsKey).containsExactlyInAnyOrderElementsOf(restarted);
        assertThat(plan.workloads())
                .extracting(one -> one.kind() + " " + one.name())
                .containsExactlyInAnyOrderElementsOf(changesOf(before, after));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    void noUpgradeAsksForWhatKubernetesDoesNotChange(Change change) {
        Map<String, JsonNode> before = new TreeMap<>(workloads(change.before()));
        UpgradePlan.between(change.before(), change.after()).workloads().stream()
                .filter(one -> one.kind() == WorkloadChange.Kind.OTHER_CLAIMS)
                .forEach(one -> before.remove(one.name()));

        assertThat(workloads(change.after()))
                .allSatisfy((name, workload) -> assertThat(fixedPart(workload))
                        .as(name)
                        .isEqualTo(
                                before.containsKey(name) && isSameKind(before.get(name), workload)
                                        ? fixedPart(before.get(name))
                                        : fixedPart(workload)));
    }

    private static boolean isSameKind(JsonNode one, JsonNode other) {
        return one.path("kind").equals(other.path("kind"));
    }

    /** Kubernetes refuses a change of these, and with it the whole upgrade. */
    private static List<JsonNode> fixedPart(JsonNode workload) {
        return Stream.of("selector", "serviceName", "podManagementPolicy", "volumeClaimTemplates")
                .map(field -> workload.path("spec").path(field))
                .toList();
    }

    private static JsonNode claims(JsonNode workload) {
        return workload.at("/spec/volumeClaimTemplates");
    }

    private static List<String> changesOf(Map<String, JsonNode> before, Map<String, JsonNode> after) {
        List<String> changes = new ArrayList<>();
        after.forEach((name, workload) -> {
            if (!before.containsKey(name)) {
                changes.add(WorkloadChange.Kind.ADDED + " " + name);
            } else if (!before.get(name).path("kind").equals(workload.path("kind"))) {
                changes.add(WorkloadChange.Kind.REPLACED + " " + name);
            } else if (!claims(before.get(name)).equals(claims(workload))) {
                changes.add(WorkloadChange.Kind.OTHER_CLAIMS + " " + name);
            }
        });
        before.keySet().stream()
                .filter(name -> !after.containsKey(name))
                .forEach(name -> changes.add(WorkloadChange.Kind.REMOVED + " " + name));
        return changes;
    }

    /** Most changes begin with the same deployment, and Helm takes its time. */
    private static Map<String, JsonNode> workloads(AirflowDeployment deployment) {
        return RENDERED.computeIfAbsent(deployment, UpgradeInTheClusterTest::render);
    }

    private static Map<String, JsonNode> render(AirflowDeployment deployment) {
        Map<String, JsonNode> workloads = new TreeMap<>();
        Release release = HelmChart.rendered(deployment);
        Stream.of("Deployment", "StatefulSet")
                .flatMap(kind -> release.objects(kind).stream())
                .forEach(object -> workloads.put(Release.nameOf(object), object));
        return workloads;
    }

    private static JsonNode template(JsonNode workload) {
        return workload.at("/spec/template");
    }
}
