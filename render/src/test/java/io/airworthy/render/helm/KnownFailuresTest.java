package io.airworthy.render.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.airworthy.AirflowDeployment;
import io.airworthy.Delivery;
import io.airworthy.Executor;
import io.airworthy.WebIngress;
import io.airworthy.celery.CeleryBroker;
import io.airworthy.dags.GitRef;
import io.airworthy.database.PgBouncerPool;
import io.airworthy.database.TlsMode;
import io.airworthy.logging.CloudIdentity;
import io.airworthy.logging.LogStore;
import io.airworthy.logging.RemoteLogging;
import io.airworthy.metrics.Metrics;
import io.airworthy.pods.Component;
import io.airworthy.pods.DisruptionBudget;
import io.airworthy.pods.HaSettings;
import io.airworthy.pods.WorkerScaling;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong in production for many people does not with these values: each failure by its symptom. */
@ExtendWith(Charts.AtHand.class)
class KnownFailuresTest {

    /** The quickest of the charts to render, for what all of them have in common. */
    private static final String CHART = "1.18.0";

    private static final AirflowDeployment USUAL = Exercise.celery(CHART, "3.0.2");

    @Test
    void noIngressAndTheWrongReplicasAfterTheMoveToAirflow3() {
        AirflowDeployment airflow = USUAL.toBuilder()
                .ha(HaSettings.builder()
                        .web(HaSettings.production().web().toBuilder()
                                .replicas(4)
                                .build())
                        .build())
                .ingress(WebIngress.builder().host("airflow.example.com").build())
                .build();

        Release release = HelmChart.rendered(airflow);

        assertThat(release.workload("airflow-api-server").at("/spec/replicas").asInt())
                .isEqualTo(4);
        assertThat(release.objects("Ingress").get(0).findValuesAsText("name")).contains("airflow-api-server");
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1.4.2", "main"})
    void thePinnedRevisionIsIgnored(String name) {
        AirflowDeployment airflow = USUAL.toBuilder()
                .gitSync(USUAL.gitSync().orElseThrow().toBuilder()
                        .ref(GitRef.tag(name))
                        .build())
                .build();

        Container gitSync =
                HelmChart.rendered(airflow).podOf(Component.DAG_PROCESSOR).container("git-sync");

        // git-sync takes the branch of old if there is one, and stops if the rev is then anything but HEAD.
        assertThat(gitSync.environment())
                .containsEntry("GIT_SYNC_BRANCH", name)
                .containsEntry("GITSYNC_REF", name)
                .containsEntry("GIT_SYNC_REV", "HEAD");
    }

    @Test
    void nobodyChecksTheHostOfTheRepository() {
        Release release = HelmChart.rendered(USUAL);

        Container gitSync = release.podOf(Component.DAG_PROCESSOR).container("git-sync");

        assertThat(gitSync.environment())
                .containsEntry("GITSYNC_SSH_KNOWN_HOSTS", "true")
                .containsEntry("GITSYNC_SSH_KNOWN_HOSTS_FILE", "/etc/git-secret/known_hosts");
        assertThat(gitSync.fileAt("/etc/git-secret/known_hosts")).isPresent();
        assertThat(release.configuration().path("known_hosts").asText()).startsWith("github.com ssh-ed25519 ");
        assertThat(release.notes()).doesNotContain("knownHosts");
    }

    @Test
    void azureLogsGoToAContainerThatDoesNotExist() {
        AirflowDeployment airflow = USUAL.toBuilder()
                .remoteLogging(RemoteLogging.to(LogStore.azureBlob("account", "airflow-logs", "prod/tasks"))
                        .as(CloudIdentity.azureWorkloadIdentity(
                                "00000000-1111-2222-3333-444455556666", "00000000-1111-2222-3333-444455557777")))
                .build();

        AirflowCfg cfg = HelmChart.rendered(airflow).airflowCfg();

        assertThat(cfg.get("logging.remote_base_log_folder")).contains("wasb://prod/tasks");
        assertThat(cfg.get("azure_remote_logging.remote_wasb_log_container")).contains("airflow-logs");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.15.0", "1.18.0", "1.20.0"})
    void aBudgetWithBothLimitsIsRefused(String chart) {
        AirflowDeployment airflow = Exercise.kubernetes(chart, chart.equals("1.20.0") ? "2.11.0" : "2.10.5").toBuilder()
                .ha(HaSettings.builder()
                        .scheduler(HaSettings.production().scheduler().toBuilder()
                                .disruptionBudget(DisruptionBudget.minAvailable(1))
                                .build())
                        .build())
                .build();

        JsonNode budget = HelmChart.rendered(airflow)
                .object("PodDisruptionBudget", "airflow-scheduler-pdb")
                .path("spec");

        assertThat(budget.path("minAvailable").asInt()).isEqualTo(1);
        assertThat(budget.has("maxUnavailable")).isFalse();
    }

    @Test
    void tlsIsAskedOfThePoolThatHasNone() {
        Release release = HelmChart.rendered(USUAL);
        Container scheduler = release.podOf(Component.SCHEDULER).container("scheduler");

        SecretKey url =
                scheduler.secretOf("AIRFLOW__DATABASE__SQL_ALCHEMY_CONN").orElseThrow();
        SecretKey ini = release.pod("airflow-pgbouncer")
                .container("pgbouncer")
                .fileAt("/etc/pgbouncer/pgbouncer.ini")
                .orElseThrow()
                .source();

        assertThat(text(release, url))
                .isEqualTo("postgresql://airflow:<database-password>@airflow-pgbouncer.airflow:6543/airflow-metadata"
                        + "?sslmode=disable");
        assertThat(text(release, ini))
                .contains("server_tls_sslmode = verify-full\nserver_tls_ca_file = /etc/airworthy/database-ca/ca.crt\n")
                .doesNotContain("client_tls");
    }

    @Test
    void tlsIsAskedOfThePoolThatHasACertificate() {
        AirflowDeployment airflow = USUAL.toBuilder()
                .pgBouncer(
                        PgBouncerPool.builder().clientTls(TlsMode.VERIFY_FULL).build())
                .build();

        CertificateFiles.check(HelmChart.rendered(airflow));
    }

    @Test
    void openTelemetryIsConfiguredAndNothingArrives() {
        AirflowDeployment airflow = USUAL.toBuilder()
                .metrics(Metrics.openTelemetry("otel.example.com", 4318))
                .build();

        Release release = HelmChart.rendered(airflow);

        assertThat(release.airflowCfg().get("metrics.statsd_on")).contains("False");
        assertThat(release.airflowCfg().get("metrics.otel_on")).contains("True");
        assertThat(release.hasPod("airflow-statsd")).isFalse();
    }

    @Test
    void metricsAreSentToThePodItself() {
        Release release = HelmChart.rendered(USUAL);

        assertThat(release.airflowCfg().get("metrics.statsd_host")).contains("airflow-statsd");
        assertThat(release.airflowCfg().get("metrics.statsd_port")).contains("9125");
        assertThat(release.object("Service", "airflow-statsd").isMissingNode()).isFalse();
    }

    @Test
    void kedaCannotConnectThroughThePool() {
        AirflowDeployment airflow = USUAL.toBuilder()
                .ha(HaSettings.builder()
                        .workerScaling(WorkerScaling.keda(1, 10))
                        .build())
                .build();

        Release release = HelmChart.rendered(airflow);

        JsonNode trigger = release.objects("ScaledObject").get(0).at("/spec/triggers/0/metadata");
        SecretKey url = release.podOf(Component.WORKERS)
                .container("worker")
                .secretOf(trigger.path("connectionFromEnv").asText())
                .orElseThrow();
        assertThat(text(release, url))
                .isEqualTo(
                        "postgresql://airflow:<database-password>@airflow.c1.eu-west-1.rds.amazonaws.com:5432/airflow"
                                + "?sslmode=require");
    }

    @Test
    void theInstallationWaitsForEverForItsMigration() {
        for (Delivery delivery : List.of(Delivery.ARGO_CD, Delivery.FLUX)) {
            AirflowDeployment airflow = USUAL.toBuilder().delivery(delivery).build();

            JsonNode job = HelmChart.rendered(airflow).object("Job", "airflow-run-airflow-migrations");

            assertThat(job.at("/metadata/annotations").has("helm.sh/hook")).isFalse();
        }
    }

    @Test
    void anAdministratorWithThePasswordAdminIsCreated() {
        AirflowDeployment airflow = Exercise.on(CHART, "2.10.5")
                .executor(Executor.CELERY)
                .broker(CeleryBroker.chartRedis())
                .delivery(Delivery.FLUX)
                .build();

        assertThat(HelmChart.rendered(airflow).hasPod("airflow-create-user")).isFalse();
    }

    private static String text(Release release, SecretKey key) {
        return release.catalogue().required().stream()
                .filter(secret -> secret.name().equals(key.secret()))
                .map(secret -> secret.entries().get(key.key()).redacted())
                .findFirst()
                .orElseThrow();
    }
}
