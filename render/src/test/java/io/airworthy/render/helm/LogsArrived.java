package io.airworthy.render.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.airworthy.logging.CloudIdentity;
import io.airworthy.logging.LogSearch;
import io.airworthy.logging.LogStore;
import io.airworthy.logging.LogStore.S3Encryption;
import io.airworthy.logging.RemoteLogging;
import io.airworthy.pods.Component;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Logs go to the store that the model names, and everybody who writes or reads them has the identity. */
final class LogsArrived {

    private final Release release;

    private LogsArrived(Release release) {
        this.release = release;
    }

    static void check(Release release) {
        LogsArrived arrived = new LogsArrived(release);
        release.deployment().remoteLogging().ifPresent(logging -> {
            arrived.options(logging);
            arrived.connection(logging);
            arrived.identity(logging.identity());
        });
        release.deployment().logSearch().ifPresent(arrived::search);
    }

    private void options(RemoteLogging logging) {
        Map<String, String> expected = new LinkedHashMap<>();
        expected.put("remote_logging", "True");
        expected.put("remote_log_conn_id", logging.connectionId());
        expected.put("delete_local_logs", logging.deleteLocalLogs() ? "True" : "False");
        LogStore store = logging.store();
        if (store instanceof LogStore.S3 s3) {
            expected.put("remote_base_log_folder", "s3://" + path(s3.bucket(), s3.prefix()));
            expected.put("encrypt_s3_logs", s3.encryption() == S3Encryption.SSE_S3 ? "True" : "False");
        } else if (store instanceof LogStore.Gcs gcs) {
            expected.put("remote_base_log_folder", "gs://" + path(gcs.bucket(), gcs.prefix()));
        } else if (store instanceof LogStore.AzureBlob blob) {
            expected.put("remote_base_log_folder", "wasb://" + (blob.prefix().isEmpty() ? "logs" : blob.prefix()));
            assertThat(release.airflowCfg().get("azure_remote_logging.remote_wasb_log_container"))
                    .contains(blob.container());
        } else if (store instanceof LogStore.CloudWatch group) {
            expected.put("remote_base_log_folder", "cloudwatch://" + group.logGroupArn());
        }
        expected.forEach((option, value) -> assertThat(release.airflowCfg().get("logging." + option))
                .as("option %s", option)
                .contains(value));
    }

    private void search(LogSearch search) {
        String section = search.engine().section();
        assertThat(release.airflowCfg().get("logging.remote_logging")).contains("True");
        assertThat(release.airflowCfg().get(section + ".write_stdout"))
                .contains(search.writesToStdout() ? "True" : "False");
        assertThat(readersAndWriters())
                .allSatisfy(pod -> assertThat(pod.airflowContainers())
                        .allSatisfy(container -> assertThat(
                                        container.secretOf("AIRFLOW__" + section.toUpperCase(Locale.ROOT) + "__HOST"))
                                .contains(new SecretKey(search.secretName(), "connection"))));
    }

    private static String path(String bucket, String prefix) {
        return prefix.isEmpty() ? bucket : bucket + "/" + prefix;
    }

    /** Airflow 3 makes no default connections. */
    private void connection(RemoteLogging logging) {
        String variable = "AIRFLOW_CONN_" + logging.connectionId().toUpperCase(Locale.ROOT);
        if (logging.identity() instanceof CloudIdentity.KeyFile file) {
            assertThat(release.airflowCfg().get("logging.google_key_path")).contains(file.path());
        }
        if (logging.identity() instanceof CloudIdentity.ExistingConnection existing) {
            existing.secretName()
                    .ifPresent(secret -> assertThat(readersAndWriters())
                            .allSatisfy(pod -> assertThat(pod.airflowContainers())
                                    .allSatisfy(container -> assertThat(container.secretOf(variable))
                                            .contains(new SecretKey(secret, existing.secretKey())))));
            return;
        }
        if (logging.identity() instanceof CloudIdentity.NodeIdentity && logging.store() instanceof LogStore.S3 s3) {
            String extra = s3.connectionExtra()
                    .map(json -> "?__extra__="
                            + URLEncoder.encode(json, StandardCharsets.UTF_8).replace("+", "%20"))
                    .orElse("");
            assertThat(readersAndWriters())
                    .allSatisfy(pod -> assertThat(pod.airflowContainers())
                            .allSatisfy(container ->
                                    assertThat(container.environment()).containsEntry(variable, "aws://" + extra)));
        }
        assertThat(readersAndWriters())
                .allSatisfy(pod -> assertThat(pod.airflowContainers())
                        .allSatisfy(
                                container -> assertThat(container.environment().containsKey(variable)
                                                || container.secretOf(variable).isPresent())
                                        .as("%s in %s", variable, container)
                                        .isTrue()));
    }

    private void identity(CloudIdentity identity) {
        Map<String, String> annotations = new LinkedHashMap<>();
        if (identity instanceof CloudIdentity.Irsa irsa) {
            annotations.put("eks.amazonaws.com/role-arn", irsa.roleArn());
        } else if (identity instanceof CloudIdentity.GkeWorkloadIdentity gke) {
            annotations.put("iam.gke.io/gcp-service-account", gke.serviceAccount());
        } else if (identity instanceof CloudIdentity.AzureWorkloadIdentity azure) {
            annotations.put("azure.workload.identity/client-id", azure.clientId());
            annotations.put("azure.workload.identity/tenant-id", azure.tenantId());
        }
        for (Pod pod : readersAndWriters()) {
            String name = pod.spec().path("serviceAccountName").asText();
            if (isSomebodyElses(name)) {
                continue;
            }
            JsonNode account = release.object("ServiceAccount", name);
            assertThat(account.isMissingNode())
                    .as("service account %s of %s", name, pod)
                    .isFalse();
            annotations.forEach((key, value) -> assertThat(
                            account.at("/metadata/annotations").path(key).asText())
                    .as("%s of %s", key, pod)
                    .isEqualTo(value));
            assertThat(pod.metadata().path("labels").has("azure.workload.identity/use"))
                    .as("Azure's label on %s", pod)
                    .isEqualTo(identity instanceof CloudIdentity.AzureWorkloadIdentity);
        }
        release.components()
                .forEach(component -> assertThat(release.podOf(component)
                                .spec()
                                .path("serviceAccountName")
                                .asText())
                        .isEqualTo(release.names().serviceAccount(component)));
    }

    private boolean isSomebodyElses(String account) {
        return release.deployment().logComponents().stream()
                .flatMap(component -> release.deployment().ha().of(component).serviceAccount().stream())
                .anyMatch(own -> own.exists() && own.name().orElse("default").equals(account));
    }

    private List<Pod> readersAndWriters() {
        List<Pod> pods = new ArrayList<>();
        for (Component component : release.components()) {
            pods.add(release.podOf(component));
        }
        if (release.deployment().usesKubernetesPods()) {
            pods.add(release.pod(Pod.TASK));
        }
        return pods;
    }
}
