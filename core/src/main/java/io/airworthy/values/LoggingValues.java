package io.airworthy.values;

import io.airworthy.AirflowDeployment;
import io.airworthy.catalogue.SecretCatalogue;
import io.airworthy.logging.CloudIdentity;
import io.airworthy.logging.LogStore;
import io.airworthy.logging.RemoteLogging;
import io.airworthy.secret.Encoding;
import java.util.LinkedHashMap;
import java.util.Map;

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
        if (logging.store() instanceof LogStore.S3 s3) {
            options.put("logging.encrypt_s3_logs", s3.encryption() == LogStore.S3Encryption.SSE_S3 ? "True" : "False");
        }
        if (logging.store() instanceof LogStore.AzureBlob blob) {
            options.put("azure_remote_logging.remote_wasb_log_container", blob.container());
        }
        if (hasKeyFile(logging)) {
            options.put("logging.google_key_path", keyFile());
        }
        return options;
    }

    /** The log store's connection where it is not secret: it only says that the pods' own identity counts. */
    static Map<String, String> environment(RemoteLogging logging) {
        if (logging.identity() instanceof CloudIdentity.KeySecret && !hasKeyFile(logging)) {
            return Map.of();
        }
        return Map.of(SecretCatalogue.connectionVariable(logging), connection(logging));
    }

    /** What a service account must be annotated with so that its pods have the identity. */
    static Map<String, Object> identityAnnotations(AirflowDeployment deployment) {
        Map<String, Object> annotations = new LinkedHashMap<>();
        deployment.remoteLogging().map(RemoteLogging::identity).ifPresent(identity -> {
            if (identity instanceof CloudIdentity.Irsa irsa) {
                annotations.put("eks.amazonaws.com/role-arn", ChartText.templated(irsa.roleArn()));
            } else if (identity instanceof CloudIdentity.GkeWorkloadIdentity gke) {
                annotations.put("iam.gke.io/gcp-service-account", ChartText.templated(gke.serviceAccount()));
            } else if (identity instanceof CloudIdentity.AzureWorkloadIdentity azure) {
                annotations.put("azure.workload.identity/client-id", ChartText.templated(azure.clientId()));
                annotations.put("azure.workload.identity/tenant-id", ChartText.templated(azure.tenantId()));
            }
        });
        return annotations;
    }

    private static String folder(LogStore store) {
        if (store instanceof LogStore.S3 s3) {
            return join("s3://" + s3.bucket(), s3.prefix());
        }
        if (store instanceof LogStore.Gcs gcs) {
            return join("gs://" + gcs.bucket(), gcs.prefix());
        }
        if (store instanceof LogStore.AzureBlob blob) {
            // Not the container, which has an option of its own: the URL is a path inside of it.
            return "wasb://" + blob.folder();
        }
        return "cloudwatch://" + ((LogStore.CloudWatch) store).logGroupArn();
    }

    private static String connection(RemoteLogging logging) {
        if (hasKeyFile(logging)) {
            return "google-cloud-platform://?key_path=" + Encoding.PERCENT.encode(keyFile());
        }
        if (logging.store() instanceof LogStore.Gcs) {
            return "google-cloud-platform://";
        }
        if (logging.store() instanceof LogStore.AzureBlob blob) {
            return azureConnection(blob, logging.identity());
        }
        return "aws://";
    }

    private static String azureConnection(LogStore.AzureBlob blob, CloudIdentity identity) {
        String connection = "wasb://" + Encoding.PERCENT.encode(blob.account()) + "@";
        return identity instanceof CloudIdentity.AzureWorkloadIdentity azure
                ? connection + "?managed_identity_client_id=" + Encoding.PERCENT.encode(azure.clientId())
                        + "&workload_identity_tenant_id=" + Encoding.PERCENT.encode(azure.tenantId())
                : connection;
    }

    private static boolean hasKeyFile(RemoteLogging logging) {
        return logging.identity() instanceof CloudIdentity.KeySecret && logging.store() instanceof LogStore.Gcs;
    }

    private static String keyFile() {
        return ConnectionValues.LOG_STORE_KEY_FOLDER + "/" + SecretCatalogue.KEY_FILE;
    }

    private static String join(String bucket, String prefix) {
        return prefix.isEmpty() ? bucket : bucket + "/" + prefix;
    }
}
