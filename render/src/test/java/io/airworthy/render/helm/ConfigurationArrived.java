package io.airworthy.render.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.airworthy.AirflowDeployment;
import io.airworthy.AirflowImage;
import io.airworthy.ChartImage;
import io.airworthy.Concurrency;
import io.airworthy.ContainerImage;
import io.airworthy.ExtraConfigMap;
import io.airworthy.metrics.Metrics;
import io.airworthy.metrics.MetricsExporter.ChartStatsd;
import io.airworthy.metrics.MetricsExporter.ExternalStatsd;
import io.airworthy.metrics.MetricsExporter.NodeStatsd;
import io.airworthy.metrics.MetricsExporter.OpenTelemetry;
import io.airworthy.pods.JobSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Airflow is told what the model says: options, variables, executor, image. */
final class ConfigurationArrived {

    private final Release release;
    private final AirflowDeployment deployment;

    private ConfigurationArrived(Release release) {
        this.release = release;
        this.deployment = release.deployment();
    }

    static void check(Release release) {
        ConfigurationArrived arrived = new ConfigurationArrived(release);
        arrived.options();
        arrived.variables();
        arrived.configMaps();
        arrived.executor();
        arrived.images();
        arrived.metrics();
        arrived.selection();
    }

    private void configMaps() {
        for (ExtraConfigMap expected : deployment.extraConfigMaps()) {
            JsonNode map = release.object("ConfigMap", expected.name());
            Map<String, String> data = new LinkedHashMap<>();
            map.path("data")
                    .properties()
                    .forEach(entry -> data.put(entry.getKey(), entry.getValue().textValue()));
            assertThat(data).as("ConfigMap %s", expected.name()).isEqualTo(expected.data());
            expected.labels()
                    .forEach((key, value) -> assertThat(map.path("metadata")
                                    .path("labels")
                                    .path(key)
                                    .asText())
                            .isEqualTo(value));
            expected.annotations()
                    .forEach((key, value) -> assertThat(map.path("metadata")
                                    .path("annotations")
                                    .path(key)
                                    .asText())
                            .isEqualTo(value));
            assertThat(map.path("metadata").path("annotations").has("helm.sh/hook"))
                    .isEqualTo(expected.hook());
        }
    }

    private void options() {
        AirflowCfg cfg = release.airflowCfg();
        Map<String, String> expected = new LinkedHashMap<>(concurrency());
        deployment.baseUrl().ifPresent(url -> expected.put(webSection() + ".base_url", url.text()));
        // ConfigParser drops the blanks at the edges of lines.
        deployment
                .airflowConfig()
                .forEach((option, value) -> expected.put(option, value.replaceAll("[ \\t]*\\n[ \\t]*", "\n")));
        expected.forEach((option, value) ->
                assertThat(cfg.get(option)).as("option %s", option).contains(value));
    }

    private Map<String, String> concurrency() {
        Concurrency concurrency = deployment.concurrency();
        boolean airflow3 = deployment.airflowVersion().major() >= 3;
        Map<String, Integer> numbers = new LinkedHashMap<>();
        numbers.put("core.parallelism", concurrency.parallelism());
        numbers.put("database.sql_alchemy_pool_size", concurrency.databasePoolSize());
        numbers.put("database.sql_alchemy_max_overflow", concurrency.databaseMaxOverflow());
        numbers.put((airflow3 ? "dag_processor" : "scheduler") + ".parsing_processes", concurrency.parsingProcesses());
        numbers.put(
                webSection() + ".workers", airflow3 ? concurrency.apiServerWorkers() : concurrency.webserverWorkers());
        if (deployment.usesCelery()) {
            numbers.put("celery.worker_concurrency", concurrency.workerConcurrency());
        }
        Map<String, String> options = new LinkedHashMap<>();
        numbers.forEach((option, number) -> options.put(option, number.toString()));
        return options;
    }

    private String webSection() {
        return deployment.airflowVersion().major() >= 3 ? "api" : "webserver";
    }

    /** All of Airflow's containers but those that delete finished pods: the chart gives them no variables of ours. */
    private Stream<Container> configured() {
        return release.pods().stream()
                .filter(pod -> !pod.name().equals(release.names().object("cleanup")))
                .flatMap(pod -> pod.airflowContainers().stream())
                .filter(this::takesVariables);
    }

    private void variables() {
        assertThat(configured())
                .isNotEmpty()
                .allSatisfy(container -> assertThat(container.environment())
                        .as("environment of %s", container)
                        .containsAllEntriesOf(deployment.environment()));
    }

    /** A job may be told to do without. */
    private boolean takesVariables(Container container) {
        return takesVariables(container, "run-airflow-migrations", deployment.migrationJob())
                && takesVariables(container, "create-user", deployment.createUserJob())
                && deployment
                        .databaseCleanup()
                        .filter(cleanup -> !takesVariables(container, "database-cleanup", cleanup.job()))
                        .isEmpty();
    }

    private boolean takesVariables(Container container, String name, JobSettings job) {
        return job.customVariables()
                || !container.toString().startsWith(release.names().object(name));
    }

    /** Charts before 1.16 tell the executor through the file, later ones through the environment as well. */
    private void executor() {
        assertThat(release.airflowCfg().get("core.executor")).contains(deployment.executorText());
    }

    private void images() {
        AirflowImage image = deployment.image();
        String tagged = image.repository() + ":"
                + image.tag().orElse(deployment.airflowVersion().text());
        String expected =
                image.digest().map(digest -> image.repository() + "@" + digest).orElse(tagged);
        Optional<ContainerImage> ofTasks =
                Optional.ofNullable(deployment.images().get(ChartImage.TASK_PODS));
        // The chart has a key of its own for Flower's, which PodsArrived looks at.
        List<Pod> pods = release.pods().stream()
                .filter(pod -> !pod.name().equals(release.names().object("flower")))
                .toList();
        for (Pod pod : pods) {
            Optional<ContainerImage> own = pod.name().equals(Pod.TASK) ? ofTasks : Optional.empty();
            for (Container container : pod.airflowContainers()) {
                assertThat(container.node().path("image").asText())
                        .as("image of %s", container)
                        .isEqualTo(own.map(task -> task.repository().orElse(image.repository()) + ":"
                                        + task.tag()
                                                .or(image::tag)
                                                .orElse(deployment
                                                        .airflowVersion()
                                                        .text()))
                                .orElse(expected));
                assertThat(container.node().path("imagePullPolicy").asText())
                        .as("pull policy of %s", container)
                        .isEqualTo(own.flatMap(ContainerImage::pullPolicy)
                                .orElse(image.pullPolicy())
                                .toString());
                assertThat(Release.elements(pod.spec().path("imagePullSecrets"))
                                .map(secret -> secret.path("name").asText()))
                        .as("pull secrets of %s", pod)
                        .isEqualTo(image.pullSecret().stream().toList());
            }
        }
        if (deployment.usesKubernetesPods()) {
            AirflowCfg cfg = release.airflowCfg();
            Optional<ContainerImage> own =
                    Optional.ofNullable(deployment.images().get(ChartImage.TASK_PODS));
            assertThat(cfg.get("kubernetes_executor.worker_container_repository"))
                    .isEqualTo(own.flatMap(ContainerImage::repository).or(() -> Optional.of(image.repository())));
            assertThat(cfg.get("kubernetes_executor.worker_container_tag"))
                    .isEqualTo(own.flatMap(ContainerImage::tag)
                            .or(image::tag)
                            .or(() -> Optional.of(deployment.airflowVersion().text())));
        }
    }

    private void metrics() {
        boolean chartStatsd = deployment.metrics().exporters().stream().anyMatch(ChartStatsd.class::isInstance);
        AirflowCfg cfg = release.airflowCfg();
        assertThat(release.hasPod(release.names().object("statsd")))
                .as("StatsD exporter")
                .isEqualTo(chartStatsd);
        assertThat(cfg.get("metrics.statsd_on"))
                .contains(
                        chartStatsd
                                        || deployment.metrics().exporters().stream()
                                                .anyMatch(exporter -> exporter instanceof ExternalStatsd
                                                        || exporter instanceof NodeStatsd)
                                ? "True"
                                : "False");
        deployment.metrics().exporters().forEach(exporter -> {
            if (exporter instanceof ChartStatsd statsd) {
                statsd(statsd);
                assertThat(cfg.get("metrics.statsd_host"))
                        .contains(release.names().object("statsd"));
                assertThat(cfg.get("metrics.statsd_port")).contains("9125");
            } else if (exporter instanceof ExternalStatsd statsd) {
                assertThat(cfg.get("metrics.statsd_host")).contains(statsd.host());
                assertThat(cfg.get("metrics.statsd_port")).contains(Integer.toString(statsd.port()));
            } else if (exporter instanceof NodeStatsd node) {
                assertThat(cfg.get("metrics.statsd_port")).contains(Integer.toString(node.port()));
                assertThat(configured())
                        .allSatisfy(container -> assertThat(container.variables())
                                .anyMatch(variable ->
                                        variable.path("name").asText().equals("AIRFLOW__METRICS__STATSD_HOST")
                                                && variable.at("/valueFrom/fieldRef/fieldPath")
                                                        .asText()
                                                        .equals("status.hostIP")));
            } else if (exporter instanceof OpenTelemetry otel) {
                assertThat(cfg.get("metrics.otel_on")).contains("True");
                openTelemetry(cfg, otel);
            }
        });
    }

    private void selection() {
        AirflowCfg cfg = release.airflowCfg();
        Metrics metrics = deployment.metrics();
        assertThat(cfg.get("metrics.statsd_datadog_enabled").orElse("False"))
                .isEqualTo(metrics.datadog() ? "True" : "False");
        assertThat(cfg.get("metrics.statsd_datadog_tags").orElse(""))
                .isEqualTo(String.join(",", metrics.datadogTags()));
        assertThat(cfg.get("metrics.metrics_allow_list").orElse("")).isEqualTo(String.join(",", metrics.allowList()));
        assertThat(cfg.get("metrics.metrics_block_list").orElse("")).isEqualTo(String.join(",", metrics.blockList()));
    }

    /** Airflow puts host and port into a URL as they are; from 3.2 on OpenTelemetry's own variables count. */
    private void openTelemetry(AirflowCfg cfg, OpenTelemetry otel) {
        String host = otel.host().contains(":") ? "[" + otel.host() + "]" : otel.host();
        String endpoint = (otel.tls() ? "https://" : "http://") + host + ":" + otel.port() + "/v1/metrics";
        String interval = Long.toString(otel.interval().toMillis());
        if (deployment.airflowVersion().isAtLeast(3, 2, 0)) {
            assertThat(configured())
                    .allSatisfy(container -> assertThat(container.environment())
                            .containsEntry("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", endpoint)
                            .containsEntry("OTEL_METRIC_EXPORT_INTERVAL", interval));
            return;
        }
        String scheme = "True".equals(cfg.get("metrics.otel_ssl_active").orElse("")) ? "https" : "http";
        assertThat(scheme + "://" + cfg.get("metrics.otel_host").orElse("") + ":"
                        + cfg.get("metrics.otel_port").orElse("") + "/v1/metrics")
                .isEqualTo(endpoint);
        assertThat(cfg.get("metrics.otel_interval_milliseconds")).contains(interval);
    }

    private void statsd(ChartStatsd statsd) {
        String name = release.names().object("statsd");
        String mappings = release.object("ConfigMap", name)
                .path("data")
                .path("mappings.yml")
                .asText();
        Stream.concat(statsd.extraMappings().stream(), statsd.overrideMappings().stream())
                .forEach(mapping -> assertThat(mappings)
                        .contains(mapping.definition().get("match").toString()));
        Container container = release.pod(name).container("statsd");
        statsd.cacheSize().ifPresent(size -> assertThat(container.arguments()).contains("--statsd.cache-size=" + size));
        statsd.timeToLive().ifPresent(time -> assertThat(mappings).contains("ttl: " + time.toSeconds() + "s"));
        if (!statsd.args().isEmpty()) {
            assertThat(container.arguments()).endsWith(statsd.args().toArray(String[]::new));
        }
        statsd.serviceAnnotations()
                .forEach((key, text) -> assertThat(release.object("Service", name)
                                .at("/metadata/annotations")
                                .path(key)
                                .asText())
                        .isEqualTo(text));
    }
}
