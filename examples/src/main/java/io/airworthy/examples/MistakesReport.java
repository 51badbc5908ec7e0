package io.airworthy.examples;

import io.airworthy.AirflowDeployment;
import io.airworthy.Executor;
import io.airworthy.dags.GitAccess;
import io.airworthy.dags.GitRef;
import io.airworthy.dags.GitSync;
import io.airworthy.dags.KnownHosts;
import io.airworthy.database.DatabaseProvider;
import io.airworthy.database.ExternalDatabase;
import io.airworthy.database.PgBouncerPool;
import io.airworthy.metrics.Metrics;
import io.airworthy.metrics.MetricsExporter.ExternalStatsd;
import io.airworthy.metrics.MetricsExporter.OpenTelemetry;
import io.airworthy.pods.ComponentSettings;
import io.airworthy.pods.DisruptionBudget;
import io.airworthy.pods.HaSettings;
import java.time.Duration;

/** A deployment with several mistakes, all of them taken from real life, and the report that it gets. */
public final class MistakesReport {

    private MistakesReport() {}

    /**
     * Describes it.
     *
     * @return a deployment that must not be installed
     */
    public static AirflowDeployment describe() {
        return AirflowDeployment.builder()
                .releaseName("Airflow_Prod")
                .chartVersion("1.22.0")
                .airflowVersion("3.2.2")
                .executor(Executor.CELERY)
                .database(ExternalDatabase.builder()
                        .provider(DatabaseProvider.AWS_RDS)
                        .host("postgres://postgres-host.example.com")
                        .port(70_000)
                        .build())
                .pgBouncer(PgBouncerPool.builder().maxClientConnections(100).build())
                .gitSync(GitSync.builder()
                        .repository("git@github.com:your-org/airflow-dags.git")
                        .ref(GitRef.commit("1a2b3c4"))
                        .period(Duration.ZERO)
                        .access(GitAccess.deployKey(KnownHosts.none()))
                        .build())
                .ha(HaSettings.builder()
                        .scheduler(ComponentSettings.builder()
                                .replicas(2)
                                .disruptionBudget(DisruptionBudget.minAvailable(2))
                                .build())
                        .build())
                .metrics(Metrics.builder()
                        .exporter(ExternalStatsd.builder()
                                .host("localhost")
                                .port(8125)
                                .build())
                        .exporter(OpenTelemetry.builder()
                                .host("otel-collector.monitoring")
                                .port(4318)
                                .interval(Duration.ofSeconds(60))
                                .build())
                        .build())
                .environment("AIRFLOW__API__SECRET_KEY", "changeme")
                .build();
    }

    /**
     * Prints the report.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) {
        System.out.println(describe().validate());
    }
}
