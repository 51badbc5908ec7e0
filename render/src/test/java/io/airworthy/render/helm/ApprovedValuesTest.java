package io.airworthy.render.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.airworthy.AdminUser;
import io.airworthy.AirflowDeployment;
import io.airworthy.AirflowImage;
import io.airworthy.Delivery;
import io.airworthy.Executor;
import io.airworthy.NetworkPolicies;
import io.airworthy.WebIngress;
import io.airworthy.dags.GitAccess;
import io.airworthy.dags.GitRef;
import io.airworthy.dags.GitSync;
import io.airworthy.dags.KnownHosts;
import io.airworthy.database.PgBouncerPool;
import io.airworthy.database.TlsMode;
import io.airworthy.logging.CloudIdentity;
import io.airworthy.logging.LogStore;
import io.airworthy.logging.RemoteLogging;
import io.airworthy.material.ExternalSecrets;
import io.airworthy.material.Purpose;
import io.airworthy.metrics.Metrics;
import io.airworthy.metrics.MetricsExporter.OpenTelemetry;
import io.airworthy.pods.ComponentSettings;
import io.airworthy.pods.DisruptionBudget;
import io.airworthy.pods.HaSettings;
import io.airworthy.pods.Spread;
import io.airworthy.pods.WorkerScaling;
import io.airworthy.render.KeptText;
import io.airworthy.render.document.Deployments;
import io.airworthy.secrets.SecretRevisions;
import io.airworthy.store.SecretStore;
import io.airworthy.store.SecretsBackend;
import io.airworthy.store.StoreType;
import io.airworthy.testkit.SampleDeployments;
import io.airworthy.validation.RuleSet;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole values files, read line by line by a person before they were kept. */
class ApprovedValuesTest {

    static Stream<Arguments> approved() {
        return Stream.of(
                Arguments.of("task-pods", Deployments.bare()),
                Arguments.of("local-tasks", Deployments.local()),
                Arguments.of("google", Deployments.google()),
                Arguments.of("azure", Deployments.azure()),
                Arguments.of("every-setting", everySetting()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("approved")
    void readAsApproved(String name, AirflowDeployment deployment) {
        assertThat(HelmValues.of(deployment, RuleSet.standard().without("LOG-001", "GIT-007", "GIT-009"), revisions())
                        .asText())
                .isEqualTo(KeptText.of(ApprovedValuesTest.class, "values/" + name + ".yaml"));
    }

    static Stream<Arguments> single() {
        AirflowDeployment monitored = SampleDeployments.but(
                it -> it.networkPolicies(NetworkPolicies.admitting("ingress-nginx", "monitoring")));
        AirflowDeployment taskPods = SampleDeployments.but(
                it -> it.executors(List.of(Executor.KUBERNETES)).broker(Optional.empty()));
        AirflowDeployment encrypting =
                SampleDeployments.but(it -> it.remoteLogging(RemoteLogging.to(LogStore.s3("logs", "").toBuilder()
                                .encryption(LogStore.S3Encryption.SSE_S3)
                                .build())
                        .as(CloudIdentity.keySecret())));
        AirflowDeployment pulling = SampleDeployments.onChart118(DisruptionBudget.none()).toBuilder()
                .image(AirflowImage.builder().pullSecret("registry").build())
                .build();
        Map<String, ?> monitoring =
                Map.of("namespaceSelector", Map.of("matchLabels", Map.of("kubernetes.io/metadata.name", "monitoring")));
        return Stream.of(
                Arguments.of(
                        SampleDeployments.exercise(),
                        "dags.gitSync.knownHosts",
                        KnownHosts.github().text()),
                Arguments.of(
                        SampleDeployments.exercise(),
                        "config.logging.remote_base_log_folder",
                        "s3://my-airflow-logs-bucket/logs"),
                Arguments.of(SampleDeployments.exercise(), "config.logging.encrypt_s3_logs", "False"),
                Arguments.of(encrypting, "config.logging.encrypt_s3_logs", "True"),
                Arguments.of(monitored, "statsd.extraNetworkPolicies", List.of(monitoring)),
                Arguments.of(
                        taskPods,
                        "workers.celery.serviceAccount.annotations",
                        Map.of("eks.amazonaws.com/role-arn", "arn:aws:iam::111122223333:role/airflow-logs")),
                Arguments.of(pulling, "registry.secretName", "registry"),
                Arguments.of(
                        SampleDeployments.kubernetesOnGoogle(),
                        "env",
                        List.of(
                                variable("AIRFLOW_CONN_GOOGLE_CLOUD_DEFAULT", "google-cloud-platform://"),
                                variable("OTEL_SERVICE_NAME", "airflow"),
                                variable("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
                                variable(
                                        "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT",
                                        "http://otel-collector.monitoring:4318/v1/metrics"),
                                variable("OTEL_METRIC_EXPORT_INTERVAL", "60000"))));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("single")
    void haveThisValue(AirflowDeployment deployment, String path, Object expected) {
        Object value = HelmValues.of(deployment).asMap();
        for (String key : path.split("\\.")) {
            value = ((Map<?, ?>) value).get(key);
        }
        assertThat(value).isEqualTo(expected);
    }

    private static Map<String, String> variable(String name, String value) {
        return Map.of("name", name, "value", value);
    }

    /** What the other deployments leave at its default. */
    private static AirflowDeployment everySetting() {
        ComponentSettings component = ComponentSettings.builder()
                .replicas(4)
                .spread(Spread.STRICTLY_NODES_AND_ZONES)
                .priorityClass("platform")
                .disruptionBudget(DisruptionBudget.minAvailablePercent(50))
                .build();
        return SampleDeployments.exercise().toBuilder()
                .chartVersion("1.20.0")
                .airflowVersion("3.1.8")
                .delivery(Delivery.ARGO_CD)
                .image(AirflowImage.builder()
                        .repository("registry.example.com/airflow")
                        .digest("sha256:" + "0123456789abcdef".repeat(4))
                        .pullSecret("registry")
                        .build())
                .pgBouncer(PgBouncerPool.builder()
                        .clientTls(TlsMode.VERIFY_FULL)
                        .disruptionBudget(DisruptionBudget.none())
                        .build())
                .gitSync(GitSync.builder()
                        .repository("https://github.com/your-org/airflow-dags.git")
                        .ref(GitRef.head())
                        .access(GitAccess.httpsCredentials("x-access-token"))
                        .period(Duration.ofMillis(1500))
                        .maxFailures(3)
                        .build())
                .remoteLogging(
                        RemoteLogging.to(LogStore.gcs("my-airflow-logs-bucket", ""))
                                .as(CloudIdentity.keySecret())
                                .toBuilder()
                                .deleteLocalLogs(false)
                                .build())
                .metrics(Metrics.builder()
                        .exporter(OpenTelemetry.builder()
                                .host("fd00::7")
                                .port(4318)
                                .tls(true)
                                .interval(Duration.ofSeconds(30))
                                .build())
                        .prefix("platform")
                        .build())
                .ha(HaSettings.builder()
                        .scheduler(component)
                        .web(component)
                        .workers(component)
                        .workerScaling(WorkerScaling.keda(2, 8))
                        .build())
                .ingress(WebIngress.builder()
                        .host("airflow.example.com")
                        .path("/flow")
                        .ingressClass("nginx")
                        .tlsSecret("airflow-tls")
                        .annotation("cert-manager.io/cluster-issuer", "letsencrypt")
                        .build())
                .networkPolicies(NetworkPolicies.admitting("ingress-nginx", "monitoring"))
                .adminUser(AdminUser.builder()
                        .username("ada")
                        .email("ada@example.com")
                        .firstName("Ada")
                        .lastName("{{ Lovelace }}")
                        .build())
                .secretsBackend(SecretsBackend.vault("https://vault.example.com", "airflow"))
                .secretDelivery(ExternalSecrets.builder()
                        .store(SecretStore.existingClusterStore("platform", StoreType.VAULT))
                        .reloader(true)
                        .build())
                .environment(Map.of("TITLE", "$(HOSTNAME) {{ it }}"))
                .airflowConfig(Map.of("core.default_timezone", "Europe/Berlin", "webserver.instance_name", "100 %"))
                .extraValues(Map.of(
                        "migrateDatabaseJob", Map.of("ttlSecondsAfterFinished", 60),
                        "scheduler", Map.of("podAnnotations", Map.of("team", "platform")),
                        "tolerations", List.of(Map.of("key", "airflow", "operator", "Exists"))))
                .build();
    }

    private static SecretRevisions revisions() {
        return SecretRevisions.of(Map.of(
                Purpose.FERNET,
                "fernet0000000001",
                Purpose.GIT_HTTPS,
                "token00000000002",
                Purpose.POOL,
                "pool000000000003"));
    }
}
