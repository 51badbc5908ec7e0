package io.airworthy.values;

import io.airworthy.AirflowDeployment;
import io.airworthy.catalogue.SecretCatalogue;
import io.airworthy.logging.CloudIdentity;
import io.airworthy.logging.LogStore;
import io.airworthy.logging.RemoteLogging;
import io.airworthy.material.Encoding;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** What remote logging asks of the configuration, the environment and the service accounts. */
final class LoggingValues {

    private LoggingValues() {}

    /** The options of {@code airflow.cfg}, as {@code section.option}. */
    static Map<String, String> options(RemoteLogging logging) {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("logging.remote_logging", "True");
        options.put("logging.remote_base_log_folder", folder(logging.store()));
        options.put("logging.remote_log_conn_id", logging.connectionId());
        options.put("logging.delete_local_logs", logging.deleteLocalLogs() ? "True" : "False");
        options.putAll(ownOptions(logging.store()));
        if (logging.usesKeyFile()) {
            options.put("logging.google_key_path", keyFile());
        }
        return options;
    }

    /** The options that one kind of store alone has. */
    private static Map<String, String> ownOptions(LogStore store) {
        return store.match(
                s3 -> Map.of(
                        "logging.encrypt_s3_logs", s3.encryption() == LogStore.S3Encryption.SSE_S3 ? "True" : "False"),
                gcs -> Map.of(),
                blob -> Map.of("azure_remote_logging.remote_wasb_log_container", blob.container()),
                cloudWatch -> Map.of());
    }

    /** The log store's connection where it is not secret: it only says that the pods' own identity counts. */
    static Map<String, String> environment(RemoteLogging logging) {
        if (logging.identity().key().isPresent() && !logging.usesKeyFile()) {
            return Map.of();
        }
        return Map.of(SecretCatalogue.connectionVariable(logging), connection(logging));
    }

    /** What a service account must be annotated with so that its pods have the identity. */
    static Map<String, Object> identityAnnotations(AirflowDeployment deployment) {
        Map<String, Object> annotations = new TreeMap<>();
        deployment
                .remoteLogging()
                .ifPresent(logging -> annotations(logging.identity())
                        .forEach((key, value) -> annotations.put(key, ChartText.templated(value))));
        return annotations;
    }

    private static Map<String, String> annotations(CloudIdentity identity) {
        return identity.match(
                irsa -> Map.of("eks.amazonaws.com/role-arn", irsa.roleArn()),
                pod -> Map.of(),
                gke -> Map.of("iam.gke.io/gcp-service-account", gke.serviceAccount()),
                azure -> Map.of(
                        "azure.workload.identity/client-id", azure.clientId(),
                        "azure.workload.identity/tenant-id", azure.tenantId()),
                key -> Map.of());
    }

    private static String folder(LogStore store) {
        return store.match(
                s3 -> join("s3://" + s3.bucket(), s3.prefix()),
                gcs -> join("gs://" + gcs.bucket(), gcs.prefix()),
                // Not the container, which has an option of its own: the URL is a path inside of it.
                blob -> "wasb://" + blob.folder(),
                cloudWatch -> "cloudwatch://" + cloudWatch.logGroupArn());
    }

    private static String connection(RemoteLogging logging) {
        return logging.store()
                .match(
                        s3 -> "aws://",
                        gcs -> "google-cloud-platform://"
                                + (logging.usesKeyFile() ? "?key_path=" + Encoding.PERCENT.encode(keyFile()) : ""),
                        blob -> azureConnection(blob, logging.identity()),
                        cloudWatch -> "aws://");
    }

    private static String azureConnection(LogStore.AzureBlob blob, CloudIdentity identity) {
        String login = identity.match(
                irsa -> "",
                pod -> "",
                gke -> "",
                azure -> "?managed_identity_client_id=" + Encoding.PERCENT.encode(azure.clientId())
                        + "&workload_identity_tenant_id=" + Encoding.PERCENT.encode(azure.tenantId()),
                key -> "");
        return "wasb://" + Encoding.PERCENT.encode(blob.account()) + "@" + login;
    }

    private static String keyFile() {
        return ConnectionValues.LOG_STORE_KEY_FOLDER + "/" + SecretCatalogue.KEY_FILE;
    }

    private static String join(String bucket, String prefix) {
        return prefix.isEmpty() ? bucket : bucket + "/" + prefix;
    }
}
