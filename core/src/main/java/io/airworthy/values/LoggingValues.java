package io.airworthy.values;

import io.airworthy.AirflowDeployment;
import io.airworthy.catalogue.SecretCatalogue;
import io.airworthy.frozen.Tree;
import io.airworthy.logging.CloudIdentity;
import io.airworthy.logging.LogStore;
import io.airworthy.logging.RemoteLogging;
import io.airworthy.logging.RemoteLoggingBuilder;
import io.airworthy.material.Encoding;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What remote logging asks of the configuration, the environment and the service accounts. */
final class LoggingValues {

    private static final String ON = "logging.remote_logging";
    private static final String FOLDER = "logging.remote_base_log_folder";
    private static final String CONNECTION = "logging.remote_log_conn_id";
    private static final String DELETED = "logging.delete_local_logs";
    private static final String ENCRYPTED = "logging.encrypt_s3_logs";
    private static final String CONTAINER = "azure_remote_logging.remote_wasb_log_container";
    private static final String KEY_FILE = "logging.google_key_path";

    private static final String ROLE = "eks.amazonaws.com/role-arn";
    private static final String GOOGLE_ACCOUNT = "iam.gke.io/gcp-service-account";
    private static final String AZURE_CLIENT = "azure.workload.identity/client-id";
    private static final String AZURE_TENANT = "azure.workload.identity/tenant-id";

    /** Where the identity stands, as far as the components' accounts are the chart's. */
    private static final List<String> ANNOTATIONS = Stream.of(
                    "scheduler", ChartKeys.WEB, "dagProcessor", "triggerer", "workers")
            .map(component -> component + ".serviceAccount.annotations")
            .toList();

    static final Setting OPTIONS = Setting.of(
            "remoteLogging",
            values -> values.deployment()
                    .remoteLogging()
                    .ifPresent(logging -> options(logging).forEach(values::putOption)),
            LoggingValues::read,
            Stream.of(ON, FOLDER, CONNECTION, DELETED, ENCRYPTED, CONTAINER, KEY_FILE)
                    .map("config."::concat)
                    .toArray(String[]::new));

    static final Setting VARIABLES = Setting.derived(
            values -> values.deployment()
                    .remoteLogging()
                    .ifPresent(logging -> environment(logging).forEach(values::putVariable)),
            "env");

    private LoggingValues() {}

    private static Map<String, String> options(RemoteLogging logging) {
        Map<String, String> options = new LinkedHashMap<>();
        options.put(ON, "True");
        options.put(FOLDER, folder(logging.store()));
        options.put(CONNECTION, logging.connectionId());
        options.put(DELETED, logging.deleteLocalLogs() ? "True" : "False");
        options.putAll(ownOptions(logging.store()));
        if (logging.usesKeyFile()) {
            options.put(KEY_FILE, keyFile());
        }
        return options;
    }

    private static AirflowDeployment read(AirflowDeployment deployment, Given values) {
        Map<String, String> options = values.options();
        if (!"True".equals(options.get(ON))) {
            return deployment;
        }
        Optional<String> connection = Optional.ofNullable(options.get(CONNECTION));
        Optional<LogStore> store = store(
                deployment,
                options,
                connection.flatMap(id ->
                        Optional.ofNullable(values.variables().get("AIRFLOW_CONN_" + id.toUpperCase(Locale.ROOT)))));
        Optional<CloudIdentity> identity =
                identity(values).or(() -> deployment.remoteLogging().map(RemoteLogging::identity));
        return store.flatMap(place -> identity.map(who -> {
                    RemoteLoggingBuilder logging = deployment
                            .remoteLogging()
                            .map(RemoteLogging::toBuilder)
                            .orElseGet(RemoteLogging::builder)
                            .store(place)
                            .identity(who)
                            .deleteLocalLogs(!"False".equals(options.get(DELETED)));
                    connection.ifPresent(logging::connectionId);
                    return deployment.toBuilder().remoteLogging(logging.build()).build();
                }))
                .orElse(deployment);
    }

    /** Where the logs are. The account of a container stands in the connection, which may be in a Secret. */
    private static Optional<LogStore> store(
            AirflowDeployment deployment, Map<String, String> options, Optional<String> connection) {
        String folder = options.getOrDefault(FOLDER, "");
        int scheme = folder.indexOf("://");
        if (scheme < 0) {
            return Optional.empty();
        }
        String path = folder.substring(scheme + 3);
        int slash = path.indexOf('/');
        String bucket = slash < 0 ? path : path.substring(0, slash);
        String prefix = slash < 0 ? "" : path.substring(slash + 1);
        return switch (folder.substring(0, scheme)) {
            case "s3" ->
                Optional.of(LogStore.S3
                        .builder()
                        .bucket(bucket)
                        .prefix(prefix)
                        .encryption(
                                "True".equals(options.get(ENCRYPTED))
                                        ? LogStore.S3Encryption.SSE_S3
                                        : LogStore.S3Encryption.BUCKET_DEFAULT)
                        .build());
            case "gs" -> Optional.of(LogStore.gcs(bucket, prefix));
            case "wasb" ->
                connection
                        .filter(url -> url.startsWith("wasb://") && url.indexOf('@') > 0 && url.indexOf('%') < 0)
                        .map(url -> url.substring("wasb://".length(), url.indexOf('@')))
                        .or(() -> deployment.remoteLogging().flatMap(logging -> account(logging.store())))
                        .map(account -> LogStore.azureBlob(account, options.getOrDefault(CONTAINER, ""), path));
            case "cloudwatch" -> Optional.of(LogStore.cloudWatch(path));
            default -> Optional.empty();
        };
    }

    private static Optional<String> account(LogStore store) {
        return store.match(
                s3 -> Optional.empty(),
                gcs -> Optional.empty(),
                blob -> Optional.of(blob.account()),
                cloudWatch -> Optional.empty());
    }

    /** What the annotations say. Pod Identity has none, nor have accounts of others, and a key is in a Secret. */
    private static Optional<CloudIdentity> identity(Given values) {
        Map<String, String> annotations = new TreeMap<>();
        ANNOTATIONS.forEach(key -> Tree.mapOrEmpty(values.find(key).orElse(null))
                .forEach((name, value) ->
                        annotations.put(name.toString(), ChartText.fromTemplated(String.valueOf(value)))));
        if (annotations.containsKey(ROLE)) {
            return Optional.of(CloudIdentity.irsa(annotations.get(ROLE)));
        }
        if (annotations.containsKey(GOOGLE_ACCOUNT)) {
            return Optional.of(CloudIdentity.gkeWorkloadIdentity(annotations.get(GOOGLE_ACCOUNT)));
        }
        return annotations.containsKey(AZURE_CLIENT) && annotations.containsKey(AZURE_TENANT)
                ? Optional.of(CloudIdentity.azureWorkloadIdentity(
                        annotations.get(AZURE_CLIENT), annotations.get(AZURE_TENANT)))
                : Optional.empty();
    }

    /** The options that one kind of store alone has. */
    private static Map<String, String> ownOptions(LogStore store) {
        return store.match(
                s3 -> Map.of(ENCRYPTED, s3.encryption() == LogStore.S3Encryption.SSE_S3 ? "True" : "False"),
                gcs -> Map.of(),
                blob -> Map.of(CONTAINER, blob.container()),
                cloudWatch -> Map.of());
    }

    /** The log store's connection where it is not secret: it only says that the pods' own identity counts. */
    private static Map<String, String> environment(RemoteLogging logging) {
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
                irsa -> Map.of(ROLE, irsa.roleArn()),
                pod -> Map.of(),
                gke -> Map.of(GOOGLE_ACCOUNT, gke.serviceAccount()),
                azure -> Map.of(
                        AZURE_CLIENT, azure.clientId(),
                        AZURE_TENANT, azure.tenantId()),
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
