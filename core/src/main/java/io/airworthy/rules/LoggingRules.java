package io.airworthy.rules;

import static io.airworthy.rules.Subject.DEPLOYMENT;
import static io.airworthy.rules.Subject.LOGGING;
import static io.airworthy.rules.Subject.extra;
import static io.airworthy.rules.Subject.together;

import io.airworthy.AirflowDeployment;
import io.airworthy.Executor;
import io.airworthy.ExternalUrl;
import io.airworthy.configuration.AirflowTrait;
import io.airworthy.logging.CloudIdentity;
import io.airworthy.logging.LogSearch;
import io.airworthy.logging.LogStore;
import io.airworthy.logging.RemoteLogging;
import io.airworthy.pods.Persistence;
import io.airworthy.rules.Subject.Part;
import io.airworthy.store.Cloud;
import io.airworthy.validation.Finding;
import io.airworthy.validation.Rule;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where task logs are kept, and as whom the pods write them. */
final class LoggingRules {

    private static final String LOGS_PAGE = "https://airflow.apache.org/docs/helm-chart/stable/manage-logs.html";

    private static final String FOLDER = "config.logging.remote_base_log_folder";

    private static final String[] SEARCH_ENGINES = {"elasticsearch.enabled", "opensearch.enabled"};

    private static final Pattern KNOWN_STORES = Pattern.compile("s3:|gs:|wasb|cloudwatch:");

    private static final Pattern ROLE_ARN =
            Pattern.compile("arn:aws(-[a-z]{1,8}){0,3}:iam::\\d{12}:role/[\\w+=,.@/-]{1,576}");

    private static final Pattern LOG_GROUP_ARN = Pattern.compile(
            "arn:aws(-[a-z]{1,8}){0,3}:logs:[a-z]{2,8}(-[a-z]{1,16}){1,3}-\\d{1,2}:\\d{12}:log-group:[A-Za-z0-9._/#-]{1,512}");

    private static final Pattern GOOGLE_ACCOUNT =
            Pattern.compile("[a-z0-9][a-z0-9-]{0,62}@[a-z0-9][a-z0-9.-]{0,200}\\.gserviceaccount\\.com");

    private static final Pattern UUID = Pattern.compile("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private static final String CONNECTION_PAGE =
            "https://airflow.apache.org/docs/apache-airflow-providers-amazon/stable/connections/aws.html";

    private static final Pattern REGION = Pattern.compile("[a-z0-9][a-z0-9-]{0,40}");

    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9._-]{1,253}");

    private static final Subject<LogStore.S3> S3 =
            LOGGING.given("store", logging -> logging.store().s3());

    private static final Subject<LogSearch> SEARCH = DEPLOYMENT.given("logSearch", AirflowDeployment::logSearch);

    /** Airflow puts it in capitals, as a part of a variable's name. */
    private static final Pattern CONNECTION_ID = Pattern.compile("[A-Za-z0-9_]{1,250}");

    /** What Airflow takes for one that is in a secrets backend or in its database. */
    private static final Pattern ID_ELSEWHERE = Pattern.compile("[\\w#!().:/\\\\-]{1,250}");

    static final Rule TASK_POD_LOGS_ARE_STORED = Rule.error("LOG-001")
            .title("The logs of task pods are not stored anywhere")
            .because("each task has a pod of its own, and its log is lost when the pod ends")
            .remedy("set remoteLogging: RemoteLogging.to(LogStore.s3(bucket, prefix)).as(identity); or logVolume; or"
                    + " logSearch, for logs in Elasticsearch or OpenSearch")
            .source(LOGS_PAGE)
            .brokenBy(it -> it.executors(List.of(Executor.KUBERNETES))
                    .broker(Optional.empty())
                    .remoteLogging(Optional.empty()))
            .brokenWhen(deployment -> deployment.usesKubernetesPods() && isKeptNowhere(deployment))
            .at("remoteLogging");

    static final Rule LOGS_ARE_STORED = Rule.warning("LOG-002")
            .title("Logs are stored only in the pods")
            .because("they are lost with the pod or its volume, and nobody can find out later why a task failed")
            .remedy("set remoteLogging: RemoteLogging.to(LogStore.s3(bucket, prefix)).as(identity); or logVolume; or"
                    + " logSearch, for logs in Elasticsearch or OpenSearch; or say with ha.workerPersistence on which"
                    + " volumes a fixed number of workers keeps them")
            .source(LOGS_PAGE)
            .after("LOG-001")
            .brokenBy(it -> it.remoteLogging(Optional.empty()))
            .brokenWhen(deployment -> isKeptNowhere(deployment) && !isKeptByWorkers(deployment))
            .at("remoteLogging");

    static final Rule STORE_NAME_IS_VALID = Rule.error("LOG-003")
            .title("The name of the log store is not valid")
            .because("every upload fails; Airflow only logs that, and the task's log is lost with its pod")
            .remedy("use the name alone, as the cloud shows it: no scheme, no path, no capital letters")
            .source(LOGS_PAGE)
            .brokenBy(it -> it.remoteLogging(logging -> logging.store(LogStore.s3("s3://my-bucket", "logs"))))
            .finds(LOGGING.finds(part -> LogStores.faults(part.value().store())));

    static final Rule PREFIX_IS_VALID = Rule.error("LOG-004")
            .title("The prefix is not a valid folder in the store")
            .because("Airflow puts slashes around it, and writes logs to a place where neither Airflow nor people"
                    + " look for them")
            .remedy("use folders with single slashes between them and none at either end, or leave it empty")
            .source(LOGS_PAGE)
            .brokenBy(it -> it.remoteLogging(logging -> logging.store(LogStore.s3("my-bucket", "/logs/"))))
            .finds(LOGGING.given("store.prefix", logging -> LogStores.prefix(logging.store()))
                    .inValues(FOLDER)
                    .unless(LoggingRules::isFolder, prefix -> "'" + prefix + "' is not a valid folder"));

    static final Rule LOG_GROUP_ARN_IS_VALID = Rule.error("LOG-005")
            .title("The log group is not a valid ARN")
            .because("Airflow reads region and name from the ARN, and every task fails when its log is opened")
            .remedy("use arn:aws:logs:<region>:<account>:log-group:<name>, without ':*' at the end")
            .source("https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/iam-access-control-overview-cwl.html")
            .brokenBy(it -> it.remoteLogging(logging -> logging.store(LogStore.cloudWatch("airflow-tasks"))))
            .finds(LOGGING.given("store.logGroupArn", logging -> LogStores.logGroupArn(logging.store()))
                    .inValues(FOLDER)
                    .unless(
                            arn -> LOG_GROUP_ARN.matcher(arn).matches(),
                            arn -> "'" + arn + "' is not the ARN of a log group"));

    static final Rule IDENTITY_FITS_THE_STORE = Rule.error("LOG-006")
            .title("The identity belongs to another cloud")
            .because("the store does not know the identity, and rejects every upload")
            .remedy(
                    "for Amazon S3 and Amazon CloudWatch use irsa or eksPodIdentity, for Google Cloud Storage gkeWorkloadIdentity,"
                            + " for Azure Blob Storage azureWorkloadIdentity")
            .source(LOGS_PAGE)
            .brokenBy(it -> it.remoteLogging(logging -> logging.store(LogStore.gcs("my-bucket", "logs"))))
            .finds(LOGGING.at("identity")
                    .unless(
                            logging -> fits(logging.identity(), logging.store()),
                            logging -> words(logging.identity()) + " cannot write to "
                                    + logging.store().title()));

    static final Rule IDENTITY_IS_VALID = Rule.error("LOG-007")
            .title("The identity is not valid")
            .because("the cloud gives the pods no credentials, and every upload is rejected")
            .remedy("copy it from the cloud: the ARN of a role, the address of a service account, or client and"
                    + " tenant as UUIDs")
            .source(LOGS_PAGE)
            .after("LOG-006")
            .brokenBy(it -> it.remoteLogging(logging -> logging.identity(CloudIdentity.irsa("airflow-logs"))))
            .finds(LOGGING.at("identity", RemoteLogging::identity).finds(LoggingRules::malformed));

    static final Rule NO_LONG_LIVED_KEY = Rule.warning("LOG-008")
            .title("Logs are written with a long-lived key")
            .because("anyone who has seen the key can use it from anywhere, until somebody rotates it")
            .remedy("use the cloud's workload identity, if the cluster has it")
            .source(LOGS_PAGE)
            .after("LOG-006")
            .brokenBy(it -> it.remoteLogging(logging -> logging.identity(CloudIdentity.keySecret())))
            .finds(LOGGING.at("identity")
                    .finds(part -> hasLongLivedKey(part.value().identity())
                            ? Stream.of(
                                    ofNoCloud(part.value().store())
                                            ? part.finding("a long-lived key")
                                                    .fixedBy(
                                                            "limit the key to this bucket, rotate it regularly, and waive this")
                                            : part.finding("a long-lived key for "
                                                    + part.value().store().title()))
                            : Stream.empty()));

    static final Rule CONNECTION_ID_IS_VALID = Rule.error("LOG-009")
            .title("The connection id is not valid")
            .because("Airflow gets the connection as AIRFLOW_CONN_<ID>, and would not find it, or would find the"
                    + " database's")
            .remedy("use letters, digits and underscores, but not airflow_db, which belongs to the chart")
            .source("https://airflow.apache.org/docs/apache-airflow/stable/howto/connection.html")
            .brokenBy(it -> it.remoteLogging(logging -> logging.connectionId("my-aws")))
            .finds(LOGGING.at("connectionId")
                    .inValues("config.logging.remote_log_conn_id")
                    .unless(
                            LoggingRules::isConnectionId,
                            logging -> "'" + logging.connectionId() + "' is not a valid connection id"));

    static final Rule RETENTION_IS_SET = Rule.warning("LOG-010")
            .title("The retention of remote logs is not set")
            .because("Airflow never deletes remote logs: they grow and cost more forever, or a lifecycle rule deletes"
                    + " them unexpectedly")
            .remedy("set remoteLogging.retention, and give the store a matching lifecycle rule")
            .source(LOGS_PAGE)
            .brokenBy(it -> it.remoteLogging(logging -> logging.retention(Optional.empty())))
            .brokenWhen(LOGGING.any(logging -> logging.retention().isEmpty()))
            .at("remoteLogging.retention");

    static final Rule RETENTION_IS_POSITIVE = Rule.error("LOG-011")
            .title("The retention of remote logs is not positive")
            .because("the store's lifecycle rule is made from it, and would delete logs at once or be rejected")
            .remedy("use a period of at least a day")
            .brokenBy(it -> it.remoteLogging(logging -> logging.retention(Period.ofMonths(-1))))
            .finds(LOGGING.given("retention", RemoteLogging::retention)
                    .unless(LoggingRules::isPositive, retention -> "a retention of " + retention));

    static final Rule AZURE_BLOB_NAMES_HAVE_NO_SCHEME = Rule.warning("LOG-012")
            .title("This Airflow writes the scheme into the names of Azure blobs")
            .because("before 3.1.8 the log handler keeps 'wasb://' in front of the path, and after an upgrade Airflow"
                    + " no longer finds the old logs")
            .remedy("use Airflow 3.1.8 or later, or plan to move the blobs when you upgrade")
            .source("https://github.com/apache/airflow/pull/61013")
            .after("VER-002")
            .brokenBy(it -> it.airflowVersion("2.11.0")
                    .remoteLogging(logging -> logging.store(
                                    LogStore.azureBlob("airflowlogs", "task-logs", "production"))
                            .identity(CloudIdentity.azureWorkloadIdentity(
                                    "11111111-2222-3333-4444-555555555555", "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee"))))
            .finds(LOGGING.at("store")
                    .when(
                            (logging, deployment) -> logging.store().cloud() == Cloud.AZURE
                                    && AirflowTrait.SCHEME_IN_BLOB_NAMES.isIn(deployment.airflowVersion()),
                            (logging, deployment) -> "Azure Blob Storage with Airflow " + deployment.airflowVersion()));

    static final Rule ONE_LOG_STORE = Rule.error("LOG-013")
            .title("Two log stores are configured")
            .because("Airflow checks remote_base_log_folder first: it writes nothing to Elasticsearch or OpenSearch,"
                    + " and reads nothing from there")
            .remedy("remove one of the two; for a search engine that a log shipper fills, use logSearch")
            .source(LOGS_PAGE)
            .brokenBy(it -> it.extraValue("elasticsearch", Map.of("enabled", true, "secretName", "elastic")))
            .finds(extra(SEARCH_ENGINES)
                    .where(deployment -> deployment.remoteLogging().isPresent()
                            || deployment.logSearch().isPresent())
                    .when(Boolean.TRUE::equals, enabled -> "it is on together with another store of the model"));

    static final Rule AIRFLOW_READS_FROM_ONE_STORE = Rule.warning("LOG-020")
            .title("Airflow reads logs from the remote store alone")
            .because("Airflow checks remote_base_log_folder first: it neither writes to the search engine nor reads"
                    + " from it")
            .remedy("keep both if a log shipper fills the search engine; otherwise remove one of the two")
            .source(LOGS_PAGE)
            .brokenBy(it -> it.logSearch(LogSearch.elasticsearch("elastic")))
            .finds(SEARCH.where(deployment -> deployment.remoteLogging().isPresent())
                    .when(search -> true, search -> search.engine() + " together with remoteLogging"));

    static final Rule LOGGING_MODULE_CAN_BE_IMPORTED = Rule.error("LOG-014")
            .title("This Airflow cannot load the logging module")
            .because("Airflow 3.0.4 and 3.0.5 can import only a module with a dot in its name; they ignore the error,"
                    + " and no task log is uploaded")
            .remedy("use Airflow 3.0.6 or later, or move the module into a package")
            .source("https://github.com/apache/airflow/issues/54784")
            .after("VER-002")
            .brokenBy(it -> it.chartVersion("1.18.0")
                    .airflowVersion("3.0.5")
                    .waive("HA-005", "this chart has no such budgets")
                    .airflowConfig("logging.logging_config_class", "log_config.LOGGING_CONFIG"))
            .finds(deployment -> ownLoggingConfigs(deployment)
                    .filter(given -> isUnreadable(deployment, given.value()))
                    .map(given -> given.place()
                            .finding("Airflow " + deployment.airflowVersion() + " cannot import the module "
                                    + module(given.value())))
                    .toList());

    static final Rule LOGGING_MODULE_NAMES_THE_STORE = Rule.warning("LOG-015")
            .title("Remote logging depends on your own logging module")
            .because("Airflow 3 reads the log store from REMOTE_TASK_LOG in the module of logging_config_class;"
                    + " without it, task logs are silently not uploaded")
            .remedy("define REMOTE_TASK_LOG in the module and waive this, or remove logging_config_class")
            .source("https://github.com/apache/airflow/pull/71959")
            .after("LOG-014")
            .brokenBy(it -> it.airflowConfig("logging.logging_config_class", "log_config.LOGGING_CONFIG"))
            .finds(deployment -> ownLoggingConfigs(deployment)
                    .map(given -> given.place()
                            .finding(module(given.value()) + " must define REMOTE_TASK_LOG")
                            .fixedBy("define REMOTE_TASK_LOG (and DEFAULT_REMOTE_CONN_ID, if it has a connection) in "
                                    + module(given.value()) + " and waive this, or remove logging_config_class"))
                    .toList());

    static final Rule ADDRESS_IS_VALID = Rule.error("LOG-016")
            .title("The description of an S3-compatible store is not valid")
            .because(
                    "Airflow does not reach the store, or does not trust it, and every task's log is lost with its pod")
            .remedy(
                    "use https://host:port without a path as the endpoint, the name of a region, and the absolute path of"
                            + " a CA file inside Airflow's containers")
            .source(CONNECTION_PAGE)
            .brokenBy(it -> it.remoteLogging(logging -> logging.store(LogStore.S3
                    .builder()
                    .bucket("my-bucket")
                    .endpoint("minio.example.com:9000")
                    .build())))
            .finds(S3.finds(LoggingRules::addressFaults));

    static final Rule CONNECTION_SAYS_IT_ALL = Rule.error("LOG-017")
            .title("A connection that somebody else keeps takes no endpoint from the model")
            .because("Airflow takes endpoint, region and CA file from the connection, so the model's have no effect")
            .remedy("remove them here and put them into the connection's extra, or use CloudIdentity.keySecret(),"
                    + " whose connection the library makes")
            .source(CONNECTION_PAGE)
            .after("LOG-016")
            .brokenBy(it -> it.remoteLogging(logging -> logging.store(LogStore.S3
                            .builder()
                            .bucket("my-bucket")
                            .endpoint("https://minio.example.com")
                            .build())
                    .identity(CloudIdentity.existingConnection("minio", "connection"))))
            .finds(LOGGING.at("store")
                    .when(
                            logging -> logging.identity().connection().isPresent()
                                    && logging.store()
                                            .s3()
                                            .flatMap(LogStore.S3::connectionExtra)
                                            .isPresent(),
                            logging -> "the store has an address, the connection " + logging.connectionId()
                                    + " is somebody else's"));

    static final Rule SOMEBODY_ELSES_ARE_NAMED = Rule.error("LOG-018")
            .title("The name of a Secret, key or file that somebody else keeps is not valid")
            .because("pods that read it do not start, or have no credentials for the log store")
            .remedy("name the Secret and a key in it, and give a file's absolute path inside Airflow's containers")
            .source("https://kubernetes.io/docs/concepts/configuration/secret/")
            .after("LOG-006")
            .brokenBy(it -> it.remoteLogging(
                    logging -> logging.identity(CloudIdentity.existingConnection("MinIO", "connection"))))
            .finds(together(List.of(
                    LOGGING.at("identity", RemoteLogging::identity).finds(LoggingRules::misnamed),
                    SEARCH.at("secretName", LogSearch::secretName)
                            .unless(KubernetesNames::isUnquotedSubdomain, KubernetesNames::describe))));

    static final Rule SEARCH_ENGINE_IS_ASKED = Rule.error("LOG-019")
            .title("This version of the chart or of Airflow does not read logs from OpenSearch")
            .because("charts before 1.16 ignore the key, and Airflow 3 reads from OpenSearch only from 3.2.1 on; the"
                    + " user interface shows no log")
            .remedy("use newer versions, or LogSearch.elasticsearch(secretName)")
            .source("https://github.com/apache/airflow/pull/64764")
            .after("VER-002")
            .brokenBy(it -> it.chartVersion("1.20.0")
                    .airflowVersion("3.1.8")
                    .remoteLogging(Optional.empty())
                    .logSearch(LogSearch.openSearch("search")))
            .finds(SEARCH.at("engine")
                    .when(
                            (search, deployment) -> search.engine() == LogSearch.Engine.OPENSEARCH
                                    && (deployment.chartVersion().isSupported()
                                                    && !deployment
                                                            .chartVersion()
                                                            .has("opensearch.enabled")
                                            || AirflowTrait.NO_LOGS_FROM_OPENSEARCH.isIn(deployment.airflowVersion())),
                            (search, deployment) -> search.engine() + " with chart " + deployment.chartVersion()
                                    + " and Airflow " + deployment.airflowVersion()));

    static final List<Rule> ALL = List.of(
            TASK_POD_LOGS_ARE_STORED,
            LOGS_ARE_STORED,
            STORE_NAME_IS_VALID,
            PREFIX_IS_VALID,
            LOG_GROUP_ARN_IS_VALID,
            IDENTITY_FITS_THE_STORE,
            IDENTITY_IS_VALID,
            NO_LONG_LIVED_KEY,
            CONNECTION_ID_IS_VALID,
            RETENTION_IS_SET,
            RETENTION_IS_POSITIVE,
            AZURE_BLOB_NAMES_HAVE_NO_SCHEME,
            ONE_LOG_STORE,
            AIRFLOW_READS_FROM_ONE_STORE,
            LOGGING_MODULE_CAN_BE_IMPORTED,
            LOGGING_MODULE_NAMES_THE_STORE,
            ADDRESS_IS_VALID,
            CONNECTION_SAYS_IT_ALL,
            SOMEBODY_ELSES_ARE_NAMED,
            SEARCH_ENGINE_IS_ASKED);

    private static final String AIRFLOWS_LOGGING_CONFIG =
            "airflow.config_templates.airflow_local_settings.DEFAULT_LOGGING_CONFIG";

    private LoggingRules() {}

    /** Whether neither the model nor the chart's own values say where logs outlive their pods. */
    private static boolean isKeptNowhere(AirflowDeployment deployment) {
        return deployment.remoteLogging().isEmpty()
                && deployment.logVolume().isEmpty()
                && deployment.logSearch().isEmpty()
                && GivenOption.of(deployment, "logging.remote_logging")
                        .filter(GivenOption::isTrue)
                        .isEmpty()
                && extra("logs.persistence.enabled")
                        .any(Boolean.TRUE::equals)
                        .or(extra(SEARCH_ENGINES).any(Boolean.TRUE::equals))
                        .negate()
                        .test(deployment);
    }

    /** A worker that is scaled down does not answer for its logs. */
    private static boolean isKeptByWorkers(AirflowDeployment deployment) {
        return deployment
                        .ha()
                        .workerPersistence()
                        .flatMap(Persistence::claimTemplate)
                        .isPresent()
                && (!deployment.usesCelery() || deployment.ha().workerScaling().isEmpty());
    }

    /** Whether the user's own options name a log store or a connection to one that {@link LogStore} does not know. */
    static boolean hasOwnStore(AirflowDeployment deployment) {
        return GivenOption.of(deployment, "logging.remote_base_log_folder")
                        .filter(folder -> !KNOWN_STORES.matcher(folder.value()).lookingAt())
                        .isPresent()
                || GivenOption.of(deployment, "logging.remote_log_conn_id").isPresent()
                || extra(SEARCH_ENGINES).any(Boolean.TRUE::equals).test(deployment);
    }

    /** The logging configurations that Airflow 3 has to learn the log store from. */
    private static Stream<GivenOption> ownLoggingConfigs(AirflowDeployment deployment) {
        return AirflowTrait.LOG_STORE_FROM_MODULE.isIn(deployment.airflowVersion()) && keepsLogsElsewhere(deployment)
                ? GivenOption.everywhere(deployment, "logging.logging_config_class").stream()
                        .filter(given -> !given.value().isBlank()
                                && !given.value().strip().equals(AIRFLOWS_LOGGING_CONFIG))
                : Stream.empty();
    }

    private static boolean keepsLogsElsewhere(AirflowDeployment deployment) {
        return deployment.remoteLogging().isPresent()
                || deployment.logSearch().isPresent()
                || GivenOption.of(deployment, "logging.remote_logging")
                        .filter(GivenOption::isTrue)
                        .isPresent()
                || extra(SEARCH_ENGINES).any(Boolean.TRUE::equals).test(deployment);
    }

    private static boolean isUnreadable(AirflowDeployment deployment, String loggingConfig) {
        return AirflowTrait.PLAIN_LOGGING_MODULE_FAILS.isIn(deployment.airflowVersion())
                && !module(loggingConfig).contains(".");
    }

    /** What stands before the last dot: {@code log_config} of {@code log_config.LOGGING_CONFIG}. */
    private static String module(String loggingConfig) {
        String path = loggingConfig.strip();
        int dot = path.lastIndexOf('.');
        return dot < 0 ? path : path.substring(0, dot);
    }

    static boolean isFolder(String prefix) {
        return prefix.isEmpty()
                || prefix.chars().noneMatch(c -> c == '\\' || c == ':')
                        && Stream.of(prefix.split("/", -1))
                                .allMatch(part -> !part.isBlank()
                                        && part.equals(part.strip())
                                        && !part.equals(".")
                                        && !part.equals(".."));
    }

    /** A key says nothing of its cloud. */
    private static boolean fits(CloudIdentity identity, LogStore store) {
        return identity.cloud().map(store.cloud()::equals).orElse(true);
    }

    private static Stream<Finding> malformed(Part<CloudIdentity> part) {
        return part.value()
                .match(
                        irsa -> unless(part, ROLE_ARN, "roleArn", irsa.roleArn(), "the ARN of a role"),
                        pod -> unless(part, ROLE_ARN, "roleArn", pod.roleArn(), "the ARN of a role"),
                        gke -> unless(
                                part,
                                GOOGLE_ACCOUNT,
                                "serviceAccount",
                                gke.serviceAccount(),
                                "the address of a service account"),
                        azure -> Stream.concat(
                                unless(part, UUID, "clientId", azure.clientId(), "a UUID"),
                                unless(part, UUID, "tenantId", azure.tenantId(), "a UUID")),
                        key -> Stream.empty(),
                        file -> Stream.empty(),
                        nodes -> Stream.empty(),
                        connection -> Stream.empty());
    }

    private static Stream<Finding> misnamed(Part<CloudIdentity> part) {
        return part.value()
                .match(
                        irsa -> Stream.empty(),
                        pod -> Stream.empty(),
                        gke -> Stream.empty(),
                        azure -> Stream.empty(),
                        key -> Stream.empty(),
                        file -> isPath(file.path())
                                ? Stream.empty()
                                : Stream.of(part.at("path", "'" + file.path() + "' is not an absolute path")),
                        nodes -> Stream.empty(),
                        connection -> connection.secretName().stream()
                                .flatMap(name -> Stream.concat(
                                        KubernetesNames.isUnquotedSubdomain(name)
                                                ? Stream.empty()
                                                : Stream.of(part.at("secretName", KubernetesNames.describe(name))),
                                        KEY.matcher(connection.secretKey()).matches()
                                                ? Stream.empty()
                                                : Stream.of(part.at(
                                                        "secretKey",
                                                        "'" + connection.secretKey() + "' is not a valid key")))));
    }

    private static Stream<Finding> addressFaults(Part<LogStore.S3> part) {
        LogStore.S3 store = part.value();
        return Stream.of(
                        store.endpoint()
                                .filter(endpoint -> !isEndpoint(endpoint))
                                .map(endpoint -> part.at(
                                        "endpoint",
                                        "it is not http:// or https:// with a host, and nothing behind it")),
                        store.region()
                                .filter(region -> !REGION.matcher(region).matches())
                                .map(region -> part.at("region", "'" + region + "' is not a region")),
                        store.caFile()
                                .filter(file -> !isPath(file))
                                .map(file -> part.at("caFile", "'" + file + "' is not an absolute path")))
                .flatMap(Optional::stream);
    }

    private static boolean isEndpoint(String text) {
        return ExternalUrl.of(text)
                .parts()
                .filter(parts -> HostNames.isHost(parts.host()) && text.matches("https?://[^/@]+"))
                .isPresent();
    }

    private static boolean isPath(String file) {
        return file.startsWith("/") && file.codePoints().noneMatch(Characters::isControl);
    }

    private static Stream<Finding> unless(
            Part<CloudIdentity> part, Pattern form, String attribute, String text, String what) {
        return form.matcher(text).matches()
                ? Stream.empty()
                : Stream.of(part.at(attribute, "'" + text + "' is not " + what));
    }

    /** A period may add and take away at once; a month counts as thirty days here. */
    private static boolean isPositive(Period retention) {
        return retention.toTotalMonths() * 30 + retention.getDays() > 0;
    }

    private static boolean isConnectionId(RemoteLogging logging) {
        boolean elsewhere = logging.identity()
                .connection()
                .filter(connection -> connection.secretName().isEmpty())
                .isPresent();
        return !logging.connectionId().equalsIgnoreCase("airflow_db")
                && (elsewhere ? ID_ELSEWHERE : CONNECTION_ID)
                        .matcher(logging.connectionId())
                        .matches();
    }

    private static boolean hasLongLivedKey(CloudIdentity identity) {
        return identity.match(
                irsa -> false,
                pod -> false,
                gke -> false,
                azure -> false,
                key -> true,
                file -> true,
                nodes -> false,
                connection -> false);
    }

    /** Whether it only speaks Amazon's language, and knows no identities of a cloud. */
    private static boolean ofNoCloud(LogStore store) {
        return store.s3()
                .flatMap(LogStore.S3::endpoint)
                .filter(endpoint -> !endpoint.contains(".amazonaws.com"))
                .isPresent();
    }

    private static String words(CloudIdentity identity) {
        return identity.match(
                irsa -> "an IAM role (IRSA)",
                pod -> "an IAM role (EKS Pod Identity)",
                gke -> "a Google service account",
                azure -> "an Azure identity",
                key -> "a key",
                file -> "a Google service account",
                nodes -> "the nodes' identity",
                connection -> "a connection");
    }
}
