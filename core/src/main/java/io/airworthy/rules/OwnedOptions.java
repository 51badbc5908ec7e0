package io.airworthy.rules;

import io.airworthy.AirflowDeployment;
import io.airworthy.configuration.AirflowOptions;
import io.airworthy.configuration.AirflowVersion;
import io.airworthy.configuration.OptionStanding;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The options of {@code airflow.cfg} that the model decides, each with the attribute that decides it. */
final class OwnedOptions {

    private static final Map<String, Set<String>> BY_ATTRIBUTE = Map.ofEntries(
            Map.entry("executors", Set.of("core.executor")),
            Map.entry("concurrency.parallelism", Set.of("core.parallelism")),
            Map.entry(
                    "concurrency.workerConcurrency",
                    Set.of("celery.worker_concurrency", "celery.celeryd_concurrency", "celery.worker_autoscale")),
            Map.entry("concurrency.apiServerWorkers", Set.of("api.workers")),
            Map.entry("concurrency.webserverWorkers", Set.of("webserver.workers")),
            Map.entry(
                    "concurrency.parsingProcesses",
                    Set.of("dag_processor.parsing_processes", "scheduler.parsing_processes")),
            Map.entry("concurrency.databasePoolSize", Set.of("database.sql_alchemy_pool_size")),
            Map.entry("concurrency.databaseMaxOverflow", Set.of("database.sql_alchemy_max_overflow")),
            Map.entry(
                    "database",
                    Set.of(
                            "core.sql_alchemy_conn",
                            "database.sql_alchemy_conn",
                            "database.sql_alchemy_conn_async",
                            "celery.result_backend",
                            "celery.celery_result_backend")),
            Map.entry("broker", Set.of("celery.broker_url")),
            Map.entry(
                    "remoteLogging",
                    Set.of(
                            "logging.remote_logging",
                            "logging.remote_base_log_folder",
                            "logging.remote_log_conn_id",
                            "logging.encrypt_s3_logs",
                            "logging.delete_local_logs",
                            "logging.google_key_path",
                            "azure_remote_logging.remote_wasb_log_container")),
            Map.entry(
                    "metrics",
                    Set.of(
                            "metrics.statsd_on",
                            "metrics.statsd_host",
                            "metrics.statsd_port",
                            "metrics.statsd_prefix",
                            "metrics.otel_on",
                            "metrics.otel_host",
                            "metrics.otel_port",
                            "metrics.otel_prefix",
                            "metrics.otel_ssl_active",
                            "metrics.otel_interval_milliseconds")),
            Map.entry("externalUrl", Set.of("api.base_url", "webserver.base_url")),
            Map.entry(
                    "image",
                    Set.of(
                            "kubernetes_executor.worker_container_repository",
                            "kubernetes_executor.worker_container_tag")),
            Map.entry("namespace", Set.of("kubernetes_executor.namespace", "kubernetes.namespace")),
            Map.entry(
                    "the chart's pod template",
                    Set.of("kubernetes_executor.pod_template_file", "kubernetes.pod_template_file")),
            Map.entry("ha.scheduler", Set.of("scheduler.use_row_level_locking")),
            Map.entry("ha.dagProcessor", Set.of("scheduler.standalone_dag_processor")),
            Map.entry(
                    "the secret catalogue",
                    Set.of("core.fernet_key", "api.secret_key", "webserver.secret_key", "api_auth.jwt_secret")));

    private static final Map<String, String> ATTRIBUTES = BY_ATTRIBUTE.entrySet().stream()
            .flatMap(entry -> entry.getValue().stream().map(option -> Map.entry(option, entry.getKey())))
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    private OwnedOptions() {}

    /**
     * The attribute that decides an option. Airflow also takes a sensitive option from a command or a secrets backend,
     * under the option's name with {@code _cmd} or {@code _secret}.
     *
     * @param option {@code section.option}, in any case
     */
    static Optional<String> attribute(String option) {
        String lower = option.toLowerCase(Locale.ROOT);
        return Stream.of(lower, without(lower, "_cmd"), without(lower, "_secret"))
                .flatMap(name -> Optional.ofNullable(ATTRIBUTES.get(name)).stream())
                .findFirst();
    }

    /**
     * The attribute that decides an option, under the name that it has in a version of Airflow or had before: a variable
     * with the old name wins over {@code airflow.cfg} with the new one.
     *
     * @param option {@code section.option}, in any case
     */
    static Optional<String> attribute(AirflowVersion airflow, String option) {
        return attribute(option).or(() -> laterName(airflow, option).flatMap(OwnedOptions::attribute));
    }

    /**
     * The attribute that decides an option of a deployment. Where an attribute that is left out could not say what the
     * user's options say, they are his.
     *
     * @param option {@code section.option}, in any case
     */
    static Optional<String> attribute(AirflowDeployment deployment, String option) {
        return attribute(deployment.airflowVersion(), option).filter(attribute -> switch (attribute) {
            case "remoteLogging" -> deployment.remoteLogging().isPresent() || !LoggingRules.hasOwnStore(deployment);
            case "namespace" -> !isTrue(deployment, "multiNamespaceMode");
            default -> true;
        });
    }

    private static boolean isTrue(AirflowDeployment deployment, String path) {
        return ValuesTree.of(deployment.extraValues())
                .find(path)
                .filter(Boolean.TRUE::equals)
                .isPresent();
    }

    /** The JWT secret in a section that Airflow does not read it from. */
    static boolean isMisplacedJwtSecret(String option) {
        String lower = option.toLowerCase(Locale.ROOT);
        return lower.endsWith(".jwt_secret") && attribute(lower).isEmpty();
    }

    private static Optional<String> laterName(AirflowVersion airflow, String option) {
        if (!airflow.isRelease() || option.indexOf('.') < 0) {
            return Optional.empty();
        }
        OptionStanding standing = AirflowOptions.of(airflow).standing(option);
        return standing.kind() == OptionStanding.Kind.RENAMED ? standing.successor() : Optional.empty();
    }

    private static String without(String text, String suffix) {
        return text.endsWith(suffix) ? text.substring(0, text.length() - suffix.length()) : text;
    }
}
