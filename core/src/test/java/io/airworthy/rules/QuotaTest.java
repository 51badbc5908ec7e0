package io.airworthy.rules;

import static io.airworthy.testkit.SampleDeployments.but;
import static io.airworthy.testkit.SampleDeployments.kubernetesOnGoogle;
import static org.assertj.core.api.Assertions.assertThat;

import io.airworthy.AirflowDeployment;
import io.airworthy.testkit.SampleDeployments;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a quota on CPU and memory asks of every container. */
class QuotaTest {

    private static final Map<String, Object> QUOTA =
            Map.of("requests.cpu", 40, "limits.cpu", 60, "requests.memory", "80Gi", "limits.memory", "100Gi");

    @Test
    void namesEveryContainerWithoutAmountsAtThePlaceWhereTheyAreGiven() {
        assertThat(findings(but(it -> it.extraValue("quotas", QUOTA))))
                .containsExactly(
                        "ha.scheduler.pods.logGroomer.resources: no limits.cpu, limits.memory, requests.cpu,"
                                + " requests.memory for airflow-scheduler/scheduler-log-groomer",
                        "gitSync.resources: no limits.cpu for airflow-dag-processor/git-sync-init,"
                                + " airflow-dag-processor/git-sync, airflow-triggerer/git-sync-init,"
                                + " airflow-triggerer/git-sync, airflow-worker/git-sync-init, airflow-worker/git-sync",
                        "ha.dagProcessor.pods.logGroomer.resources: no limits.cpu, limits.memory, requests.cpu,"
                                + " requests.memory for airflow-dag-processor/dag-processor-log-groomer",
                        "ha.triggerer.pods.logGroomer.resources: no limits.cpu, limits.memory, requests.cpu,"
                                + " requests.memory for airflow-triggerer/triggerer-log-groomer",
                        "ha.workers.pods.logGroomer.resources: no limits.cpu, limits.memory,"
                                + " requests.cpu, requests.memory for airflow-worker/worker-log-groomer",
                        "pgBouncer.exporterResources: no limits.cpu, limits.memory,"
                                + " requests.cpu, requests.memory for airflow-pgbouncer/metrics-exporter",
                        "broker.resources: no limits.cpu, limits.memory, requests.cpu, requests.memory for"
                                + " airflow-redis/redis",
                        "metrics.exporters[0].resources: no limits.cpu, limits.memory, requests.cpu, requests.memory for"
                                + " airflow-statsd/statsd",
                        "migrationJob.resources: no limits.cpu, limits.memory, requests.cpu,"
                                + " requests.memory for airflow-run-airflow-migrations/run-airflow-migrations");
    }

    @Test
    void namesWhatTaskPodsLack() {
        AirflowDeployment airflow = kubernetesOnGoogle().toBuilder()
                .extraValue("quotas", Map.of("limits.cpu", "60"))
                .build();

        assertThat(findings(airflow))
                .contains("gitSync.resources: no limits.cpu for airflow-dag-processor/git-sync-init,"
                        + " airflow-dag-processor/git-sync, airflow-triggerer/git-sync-init, airflow-triggerer/git-sync, task"
                        + " pods/git-sync-init");
    }

    @Test
    void aQuotaOnAnythingElseAsksForNothing() {
        assertThat(findings(but(it -> it.extraValue(
                        "quotas",
                        Map.of("pods", "50", "requests.storage", "1Ti", "requests.ephemeral-storage", "1Ti")))))
                .isEmpty();
    }

    @Test
    void aLimitCountsAsARequest() {
        assertThat(findings(but(it -> it.extraValue("quotas", Map.of("cpu", "40", "memory", "80Gi"))
                        .extraValue(
                                "statsd", Map.of("resources", Map.of("limits", Map.of("cpu", "1", "memory", "1Gi")))))))
                .noneMatch(finding -> finding.contains("statsd"))
                .anyMatch(finding -> finding.contains("redis"));
    }

    @Test
    void theDefaultsOfALimitRangeFillIn() {
        assertThat(findings(limited(Map.of("default", Map.of("cpu", "1", "memory", "1Gi")))))
                .isEmpty();
        assertThat(findings(limited(Map.of("max", Map.of("cpu", "8", "memory", "16Gi")))))
                .isEmpty();
        assertThat(findings(limited(Map.of("defaultRequest", Map.of("cpu", "1", "memory", "1Gi")))))
                .contains("metrics.exporters[0].resources: no limits.cpu, limits.memory for airflow-statsd/statsd");
        assertThat(findings(limited(Map.of("default", Map.of("memory", "1Gi")))))
                .contains("metrics.exporters[0].resources: no limits.cpu, requests.cpu for airflow-statsd/statsd");
        assertThat(findings(but(it -> it.extraValue("quotas", QUOTA)
                        .extraValue(
                                "limits",
                                List.of(Map.of("type", "Pod", "default", Map.of("cpu", "1", "memory", "1Gi")))))))
                .isNotEmpty();
    }

    @Test
    void onOlderChartsTheWorkersGroomerHasItsOldPlace() {
        AirflowDeployment airflow = SampleDeployments.onOlderChart(
                "1.18.0", "3.0.2", it -> it.extraValue("quotas", Map.of("requests.cpu", "40")));

        assertThat(findings(airflow))
                .contains("ha.workers.pods.logGroomer.resources: no requests.cpu for"
                        + " airflow-worker/worker-log-groomer");
    }

    private static AirflowDeployment limited(Map<String, Object> amounts) {
        Map<String, Object> range = new java.util.HashMap<>(amounts);
        range.put("type", "Container");
        return but(it -> it.extraValue("quotas", QUOTA).extraValue("limits", List.of(range)));
    }

    private static List<String> findings(AirflowDeployment airflow) {
        return CapacityRules.QUOTA_ADMITS_ALL_CONTAINERS.check(airflow).stream()
                .map(finding -> finding.modelPath() + ": " + finding.what())
                .toList();
    }
}
