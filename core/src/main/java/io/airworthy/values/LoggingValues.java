package io.airworthy.values;

import static io.airworthy.values.Part.DEPLOYMENT;

import io.airworthy.AirflowDeployment;
import io.airworthy.AirflowDeploymentBuilder;
import io.airworthy.catalogue.SecretCatalogue;
import io.airworthy.frozen.Tree;
import io.airworthy.logging.CloudIdentity;
import io.airworthy.logging.LogSearch;
import io.airworthy.logging.LogStore;
import io.airworthy.logging.RemoteLogging;
import io.airworthy.logging.RemoteLoggingBuilder;
import io.airworthy.logging.S3Builder;
import io.airworthy.material.Encoding;
import io.airworthy.material.Purpose;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
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

    private static final String OWN_KEY_FILE = ConnectionValues.LOG_STORE_KEY_FOLDER + "/" + SecretCatalogue.KEY_FILE;

    /** Airflow joins paths, and so ignores them. */
    private static final Pattern END_SLASHES = Pattern.compile("/+$");

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

    static final Setting VARIABLES =
            Setting.derived(values -> environment(values.deployment()).forEach(values::putVariable), "env");

    /** What the chart has for both, and takes for one of them at a time. */
    static final Setting SEARCH_OPTIONS = Setting.of(
                    DEPLOYMENT.optional("logSearch", AirflowDeployment::logSearch, AirflowDeploymentBuilder::logSearch),
                    (values, search) -> {
                        String section = search.engine().section();
                        values.putOption(section + ".write_stdout", search.writesToStdout() ? "True" : "False");
                        values.putOption(section + ".json_format", "True");
                    },
                    LoggingValues::search,
                    Stream.of(LogSearch.Engine.values())
                            .map(LogSearch.Engine::section)
                            .flatMap(section -> Stream.of(
                                    section + ".enabled",
                                    section + ".secretName",
                                    "config." + section + ".write_stdout",
                                    "config." + section + ".json_format"))
                            .toArray(String[]::new))
            .alone();

    static final Subject SEARCH = Subject.of(
            "Airflow reads task logs from a search engine. It writes them to the containers' output, and a log shipper"
                    + " sends them.",
            Setting.derived(
                    values -> values.deployment().logSearch().ifPresent(search -> {
                        values.put(search.engine().section() + ".enabled", true);
                        values.put(search.engine().section() + ".secretName", search.secretName());
                    }),
                    "elasticsearch.enabled",
                    "elasticsearch.secretName",
                    "opensearch.enabled",
                    "opensearch.secretName"));

    private LoggingValues() {}

    private static Optional<LogSearch> search(Given values) {
        return Stream.of(LogSearch.Engine.values())
                .filter(engine -> values.isTrue(engine.section() + ".enabled"))
                .flatMap(engine -> values.text(engine.section() + ".secretName").stream()
                        .map(secret -> LogSearch.builder()
                                .engine(engine)
                                .secretName(secret)
                                .writesToStdout(values.option(engine.section() + ".write_stdout")
                                        .filter("False"::equals)
                                        .isEmpty())
                                .build()))
                .findFirst();
    }

    private static Map<String, String> options(RemoteLogging logging) {
        Map<String, String> options = new LinkedHashMap<>();
        options.put(ON, "True");
        options.put(FOLDER, folder(logging.store()));
        options.put(CONNECTION, logging.connectionId());
        options.put(DELETED, logging.deleteLocalLogs() ? "True" : "False");
        options.putAll(ownOptions(logging.store()));
        keyFile(logging).ifPresent(path -> options.put(KEY_FILE, path));
        return options;
    }

    private static AirflowDeployment read(AirflowDeployment deployment, Given values) {
        Map<String, String> options = values.options();
        if (!"true".equalsIgnoreCase(options.get(ON))) {
            return deployment;
        }
        Optional<String> connection = Optional.ofNullable(options.get(CONNECTION));
        Optional<LogStore> store = store(deployment, options, connection.flatMap(values::connection));
        Optional<CloudIdentity> identity = identity(values)
                .or(() -> Optional.ofNullable(options.get(KEY_FILE))
                        .filter(path -> !path.equals(OWN_KEY_FILE))
                        .map(CloudIdentity::keyFile))
                .or(() -> connection.flatMap(id -> connection(deployment, values, id)))
                .or(() -> deployment.remoteLogging().map(RemoteLogging::identity))
                .or(() -> unnamed(values, connection));
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

    /** The connection in a Secret that somebody else keeps. */
    private static Optional<CloudIdentity> connection(AirflowDeployment deployment, Given values, String id) {
        return Tree.listOrEmpty(values.find("secret").orElse(null)).stream()
                .<Map<?, ?>>map(Tree::mapOrEmpty)
                .filter(variable -> ("AIRFLOW_CONN_" + id.toUpperCase(Locale.ROOT)).equals(variable.get("envName"))
                        && !deployment.names().secret(Purpose.LOG_STORE).equals(variable.get("secretName")))
                .<CloudIdentity>map(variable -> CloudIdentity.existingConnection(
                        String.valueOf(variable.get("secretName")), String.valueOf(variable.get("secretKey"))))
                .findFirst();
    }

    /** What values mean that name no identity. A login in them is none of the model's. */
    private static Optional<CloudIdentity> unnamed(Given values, Optional<String> connection) {
        Optional<String> named = connection.filter(id -> !id.isEmpty());
        Optional<String> url = named.flatMap(values::connection);
        return named.isPresent() && url.isEmpty()
                ? Optional.of(CloudIdentity.existingConnection())
                : Optional.<CloudIdentity>of(CloudIdentity.ofNodes())
                        .filter(nodes ->
                                url.filter(text -> text.indexOf('@') >= 0).isEmpty());
    }

    /** Where the logs are. The account of a container stands in the connection, which may be in a Secret. */
    private static Optional<LogStore> store(
            AirflowDeployment deployment, Map<String, String> options, Optional<String> connection) {
        String folder = options.getOrDefault(FOLDER, "");
        int scheme = folder.indexOf("://");
        if (scheme < 0) {
            return Optional.empty();
        }
        String path = END_SLASHES.matcher(folder.substring(scheme + 3)).replaceFirst("");
        int slash = path.indexOf('/');
        String bucket = slash < 0 ? path : path.substring(0, slash);
        String prefix = slash < 0 ? "" : path.substring(slash + 1);
        return switch (folder.substring(0, scheme)) {
            case "s3" ->
                Optional.of(s3(deployment, connection)
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

    /** What the connection says, or the model where the connection is in a Secret. */
    private static S3Builder s3(AirflowDeployment deployment, Optional<String> connection) {
        return connection
                .map(url -> {
                    return LogStore.S3
                            .builder()
                            .bucket("")
                            .endpoint(told(url, "endpoint_url"))
                            .region(told(url, "region_name"))
                            .caFile(told(url, "verify"))
                            .addressing(told(url, "addressing_style")
                                    .flatMap(Format.oneOf(LogStore.S3Addressing.values())
                                            .read()::apply));
                })
                .or(() -> deployment
                        .remoteLogging()
                        .flatMap(logging -> logging.store().s3())
                        .map(LogStore.S3::toBuilder))
                .orElseGet(LogStore.S3::builder);
    }

    /** A parameter of a connection, which is one of its URL or, where it is not plain text, a member of JSON in the URL. */
    private static Optional<String> told(String url, String name) {
        return query(url, "__extra__").flatMap(extra -> member(extra, name)).or(() -> query(url, name));
    }

    private static Optional<String> query(String url, String name) {
        return Pattern.compile("[?&]" + name + "=((?:[A-Za-z0-9._~:/-]|%[0-9A-Fa-f]{2})+)")
                .matcher(url)
                .results()
                .map(found -> URI.create("a:/?" + found.group(1)).getQuery())
                .findFirst();
    }

    private static Optional<String> member(String json, String name) {
        return Pattern.compile("\"" + name + "\": \"([^\"\\\\]*)\"")
                .matcher(json)
                .results()
                .map(found -> found.group(1))
                .findFirst();
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
    static Map<String, String> environment(AirflowDeployment deployment) {
        return deployment.remoteLogging().map(LoggingValues::environment).orElse(Map.of());
    }

    private static Map<String, String> environment(RemoteLogging logging) {
        if (logging.identity().key().isPresent() && !logging.usesKeyFile()
                || logging.identity().connection().isPresent()) {
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
                key -> Map.of(),
                file -> Map.of(),
                nodes -> Map.of(),
                connection -> Map.of());
    }

    private static String folder(LogStore store) {
        return store.match(
                LogStore::url,
                LogStore::url,
                // Not the container, which has an option of its own: the URL is a path inside of it.
                blob -> "wasb://" + blob.folder(),
                LogStore::url);
    }

    private static String connection(RemoteLogging logging) {
        return logging.store()
                .match(
                        s3 -> "aws://" + SecretCatalogue.extra(s3),
                        gcs -> "google-cloud-platform://"
                                + keyFile(logging)
                                        .map(path -> "?key_path=" + Encoding.PERCENT.encode(path))
                                        .orElse(""),
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
                key -> "",
                file -> "",
                nodes -> "",
                connection -> "");
        return "wasb://" + Encoding.PERCENT.encode(blob.account()) + "@" + login;
    }

    /** The key file of a Google service account, if the pods have one. */
    private static Optional<String> keyFile(RemoteLogging logging) {
        Optional<String> own = logging.usesKeyFile() ? Optional.of(OWN_KEY_FILE) : Optional.empty();
        return logging.identity()
                .match(
                        irsa -> own,
                        pod -> own,
                        gke -> own,
                        azure -> own,
                        key -> own,
                        file -> Optional.of(file.path()),
                        nodes -> own,
                        connection -> own);
    }
}
