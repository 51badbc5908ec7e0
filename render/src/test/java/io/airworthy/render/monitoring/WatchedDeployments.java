package io.airworthy.render.monitoring;

import io.airworthy.AirflowDeployment;
import io.airworthy.database.DatabaseCleanup;
import io.airworthy.material.ExternalSecrets;
import io.airworthy.metrics.Metrics;
import io.airworthy.operations.Monitoring;
import io.airworthy.store.SecretStore;
import io.airworthy.store.StoreType;
import io.airworthy.testkit.SampleDeployments;
import java.util.LinkedHashMap;
import java.util.Map;

/** Deployments that together have every alert. */
final class WatchedDeployments {

    private WatchedDeployments() {}

    static Map<String, AirflowDeployment> all() {
        Map<String, AirflowDeployment> all = new LinkedHashMap<>();
        all.put("exercise", SampleDeployments.exercise());
        all.put("operator", operator());
        all.put("open-telemetry", openTelemetry());
        return all;
    }

    /** Airflow 2 with everything that Kubernetes' operators say, under a prefix that the chart's mappings do not know. */
    static AirflowDeployment operator() {
        return SampleDeployments.azure().toBuilder()
                .airflowVersion("2.11.0")
                .databaseCleanup(DatabaseCleanup.of("0 3 * * *", 60))
                .metrics(metrics -> metrics.prefix("team-a"))
                .secretDelivery(
                        ExternalSecrets.from(SecretStore.existingClusterStore("platform", StoreType.AZURE_KEY_VAULT)))
                .operations(operations -> operations
                        .runbookUrl("https://git.example.com/airflow/RUNBOOK.md")
                        .monitoring(Monitoring.prometheusOperator(Map.of("release", "kube-prometheus-stack"))))
                .build();
    }

    /** Task pods, and metrics that a collector takes. */
    static AirflowDeployment openTelemetry() {
        return SampleDeployments.kubernetesOnGoogle().toBuilder()
                .metrics(Metrics.openTelemetry("otel-collector.monitoring", 4318))
                .build();
    }
}
