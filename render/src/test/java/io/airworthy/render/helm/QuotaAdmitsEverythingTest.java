package io.airworthy.render.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.airworthy.AirflowDeployment;
import io.airworthy.celery.CeleryBroker;
import io.airworthy.metrics.MetricsExporter;
import io.airworthy.pods.ComponentSettings;
import io.airworthy.pods.ExtraContainer;
import io.airworthy.pods.HaSettings;
import io.airworthy.pods.JobSettings;
import io.airworthy.pods.LogGroomer;
import io.airworthy.pods.Pods;
import io.airworthy.pods.Resources;
import io.airworthy.release.Container;
import io.airworthy.release.Containers;
import io.airworthy.testkit.Deployments;
import io.airworthy.testkit.TriesFrom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AddLifecycleHook;

/** Where a namespace has a quota or a range of limits, whoever gives all amounts gets all pods. */
class QuotaAdmitsEverythingTest {

    private static final Resources AMOUNTS = Resources.requests("100m", "256Mi").limits("1", "1Gi");

    @Provide
    Arbitrary<AirflowDeployment> validDeployments() {
        return Deployments.validOn(Charts.VERSIONS);
    }

    @Property(tries = 100_000, shrinking = ShrinkingMode.OFF)
    @AddLifecycleHook(Charts.AtHand.class)
    @TriesFrom(value = "airworthy.helm.tries", otherwise = 8)
    void everyContainerSaysWhatAQuotaAsksFor(@ForAll("validDeployments") AirflowDeployment airflow) {
        AirflowDeployment complete = withAmounts(airflow);

        assertThat(Containers.of(complete))
                .allSatisfy(container -> assertThat(container.amounts())
                        .as(container.toString())
                        .containsExactlyInAnyOrderElementsOf(Container.QUOTA_AMOUNTS));
        for (Pod pod : HelmChart.render(complete).pods()) {
            // A template of one's own says its amounts itself.
            if (!pod.name().equals(Pod.TASK) || complete.ha().podTemplate().isEmpty()) {
                assertThat(pod.containers())
                        .allSatisfy(container -> assertThat(amounts(container.node()))
                                .as("%s of %s", container.name(), pod.name())
                                .containsExactlyInAnyOrderElementsOf(Container.QUOTA_AMOUNTS));
            }
        }
    }

    private static Set<String> amounts(JsonNode container) {
        Set<String> amounts = new TreeSet<>();
        for (String kind : List.of("requests", "limits")) {
            container
                    .path("resources")
                    .path(kind)
                    .fieldNames()
                    .forEachRemaining(name -> amounts.add(kind + "." + name));
        }
        return amounts;
    }

    private static AirflowDeployment withAmounts(AirflowDeployment airflow) {
        HaSettings ha = airflow.ha();
        return airflow.toBuilder()
                .extraValues(Map.of())
                .ha(ha.toBuilder()
                        .scheduler(withGroomer(withAmounts(ha.scheduler())))
                        .web(withAmounts(ha.web()))
                        .dagProcessor(withGroomer(withAmounts(ha.dagProcessor())))
                        .triggerer(withGroomer(withAmounts(ha.triggerer())))
                        .workers(withGroomer(withAmounts(ha.workers())))
                        .workerGroups(ha.workerGroups().stream()
                                .map(group -> group.toBuilder()
                                        .settings(withGroomer(withAmounts(group.settings())))
                                        .build())
                                .toList())
                        .taskPodResources(AMOUNTS)
                        .taskPods(withAmounts(ha.taskPods()))
                        .build())
                .gitSync(airflow.gitSync()
                        .map(git -> git.toBuilder().resources(AMOUNTS).build()))
                .pgBouncer(airflow.pgBouncer()
                        .map(pool -> pool.toBuilder()
                                .resources(AMOUNTS)
                                .exporterResources(AMOUNTS)
                                .pods(withAmounts(pool.pods()))
                                .build()))
                .broker(airflow.broker().map(QuotaAdmitsEverythingTest::withAmounts))
                .metrics(metrics -> metrics.exporters(airflow.metrics().exporters().stream()
                        .map(QuotaAdmitsEverythingTest::withAmounts)
                        .toList()))
                .flower(airflow.flower()
                        .map(flower -> flower.toBuilder()
                                .resources(AMOUNTS)
                                .pods(withAmounts(flower.pods()))
                                .build()))
                .migrationJob(withAmounts(airflow.migrationJob()))
                .createUserJob(withAmounts(airflow.createUserJob()))
                .podCleanup(airflow.podCleanup()
                        .map(cleanup -> cleanup.toBuilder()
                                .job(withAmounts(cleanup.job()))
                                .build()))
                .databaseCleanup(airflow.databaseCleanup()
                        .map(cleanup -> cleanup.toBuilder()
                                .job(withAmounts(cleanup.job()))
                                .build()))
                .build();
    }

    private static ComponentSettings withAmounts(ComponentSettings settings) {
        return settings.toBuilder()
                .resources(AMOUNTS)
                .pods(withAmounts(settings.pods()))
                .build();
    }

    /** Web pods have none. */
    private static ComponentSettings withGroomer(ComponentSettings settings) {
        LogGroomer groomer = settings.pods()
                .logGroomer()
                .orElseGet(() -> LogGroomer.builder().build());
        return settings.toBuilder()
                .pods(pods ->
                        pods.logGroomer(groomer.toBuilder().resources(AMOUNTS).build()))
                .build();
    }

    private static JobSettings withAmounts(JobSettings job) {
        return job.toBuilder().resources(AMOUNTS).pods(withAmounts(job.pods())).build();
    }

    private static Pods withAmounts(Pods pods) {
        return pods.toBuilder()
                .initContainers(pods.initContainers().stream()
                        .map(QuotaAdmitsEverythingTest::withAmounts)
                        .toList())
                .sidecars(pods.sidecars().stream()
                        .map(QuotaAdmitsEverythingTest::withAmounts)
                        .toList())
                .build();
    }

    private static ExtraContainer withAmounts(ExtraContainer container) {
        Map<String, Object> definition = new LinkedHashMap<>(container.definition());
        definition.put(
                "resources",
                Map.of(
                        "requests", Map.of("cpu", "100m", "memory", "256Mi"),
                        "limits", Map.of("cpu", "1", "memory", "1Gi")));
        return new ExtraContainer(definition);
    }

    private static CeleryBroker withAmounts(CeleryBroker broker) {
        return broker.match(
                redis -> redis.toBuilder().resources(AMOUNTS).build(),
                redis -> redis,
                sentinel -> sentinel,
                rabbit -> rabbit,
                sqs -> sqs,
                existing -> existing);
    }

    private static MetricsExporter withAmounts(MetricsExporter exporter) {
        return exporter.match(
                statsd -> statsd.toBuilder().resources(AMOUNTS).build(),
                statsd -> statsd,
                statsd -> statsd,
                telemetry -> telemetry);
    }
}
