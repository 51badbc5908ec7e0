package io.airworthy.values;

import static io.airworthy.values.Format.some;
import static io.airworthy.values.Part.DEPLOYMENT;

import io.airworthy.AirflowDeployment;
import io.airworthy.AirflowDeploymentBuilder;
import io.airworthy.configuration.AirflowOptions;
import io.airworthy.configuration.OptionStanding;
import io.airworthy.connection.Hop;
import io.airworthy.metrics.ChartStatsdBuilder;
import io.airworthy.metrics.Metrics;
import io.airworthy.metrics.MetricsBuilder;
import io.airworthy.metrics.MetricsExporter;
import io.airworthy.metrics.MetricsExporter.ChartStatsd;
import io.airworthy.metrics.MetricsExporter.ExternalStatsd;
import io.airworthy.metrics.MetricsExporter.NodeStatsd;
import io.airworthy.metrics.MetricsExporter.OpenTelemetry;
import io.airworthy.metrics.OpenTelemetryBuilder;
import io.airworthy.metrics.StatsdMapping;
import io.airworthy.pods.Pods;
import io.airworthy.pods.PodsBuilder;
import io.airworthy.pods.Variable;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What metrics ask of the chart, the configuration and the environment. */
final class MetricsValues {

    private static final String SERVICE = "OTEL_SERVICE_NAME";
    private static final String PROTOCOL = "OTEL_EXPORTER_OTLP_PROTOCOL";
    private static final String ENDPOINT = "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT";
    private static final String INTERVAL = "OTEL_METRIC_EXPORT_INTERVAL";

    /** Where the agent is that runs on the pod's own node. */
    static final Variable NODE_AGENT = Variable.fromField("AIRFLOW__METRICS__STATSD_HOST", "status.hostIP");

    private static final Pattern URL = Pattern.compile("(https?)://(\\[[^\\]]+\\]|[^:/]+):(\\d{1,9})/v1/metrics");

    /** The user of the image of the chart's exporter. */
    private static final int NOBODY = 65534;

    private static final Part<ChartStatsd, ChartStatsdBuilder> STATSD = Part.DEPLOYMENT
            .part(
                    "metrics",
                    AirflowDeployment::metrics,
                    AirflowDeploymentBuilder::metrics,
                    Metrics::toBuilder,
                    MetricsBuilder::build)
            .optionalPart(
                    "exporters[0]",
                    Metrics::chartStatsd,
                    (metrics, statsd) -> metrics.exporters(List.of(statsd)),
                    ChartStatsd::toBuilder,
                    ChartStatsdBuilder::build);

    private static final Format<List<StatsdMapping>> MAPPINGS = Format.listOf(new Format<>(
            mapping -> Format.TREE.write().apply(mapping.definition()),
            given -> Format.TREE.read().apply(given).map(StatsdMapping::new)));

    /** As Go writes durations. */
    private static final Format<Duration> SECONDS = new Format<>(
            time -> time.toSeconds() + "s",
            given -> Format.wholeNumber(given.toString().replaceFirst("s$", ""))
                    .filter(seconds -> seconds > 0)
                    .map(Duration::ofSeconds));

    static final Setting OPTIONS = Setting.of(
            "metrics",
            values -> options(values.deployment(), values.airflow()).forEach(values::putOption),
            MetricsValues::read,
            Stream.concat(
                            Stream.of("statsd.enabled", "otelCollector.metricsEnabled"),
                            Stream.of(
                                            "statsd_on",
                                            "statsd_host",
                                            "statsd_port",
                                            "statsd_prefix",
                                            "otel_on",
                                            "otel_host",
                                            "otel_port",
                                            "otel_prefix",
                                            "otel_ssl_active",
                                            "otel_interval_milliseconds")
                                    .map("config.metrics."::concat))
                    .toArray(String[]::new));

    static final Setting VARIABLES = Setting.derived(
            values -> environment(values.deployment(), values.airflow()).forEach(values::putVariable), "env");

    /** Only Kubernetes knows the node's address; the chart has no place for that but a text. */
    static final Setting NODE_ADDRESS = Setting.derived(
            values -> values.deployment().metrics().exporters().stream()
                    .flatMap(exporter -> exporter.nodeStatsd().stream())
                    .limit(1)
                    .forEach(node -> values.appendText("extraEnv", PodValues.element(PodValues.variable(NODE_AGENT)))),
            "extraEnv");

    private static final Part<Metrics, MetricsBuilder> METRICS = DEPLOYMENT.part(
            "metrics",
            AirflowDeployment::metrics,
            AirflowDeploymentBuilder::metrics,
            Metrics::toBuilder,
            MetricsBuilder::build);

    /** Which metrics are sent, and with what tags. */
    static final List<Setting> SELECTION = List.of(
            Setting.of(
                            METRICS.attribute("datadog", Metrics::datadog, MetricsBuilder::datadog),
                            (values, datadog) -> {
                                if (datadog) {
                                    values.putOption("metrics.statsd_datadog_enabled", "True");
                                }
                            },
                            values -> values.option("metrics.statsd_datadog_enabled")
                                    .map("True"::equals),
                            "config.metrics.statsd_datadog_enabled")
                    .alone(),
            list("datadogTags", Metrics::datadogTags, MetricsBuilder::datadogTags, "metrics.statsd_datadog_tags"),
            list("allowList", Metrics::allowList, MetricsBuilder::allowList, "metrics.metrics_allow_list"),
            list("blockList", Metrics::blockList, MetricsBuilder::blockList, "metrics.metrics_block_list"));

    static final Subject EXPORTER = Subject.of(
                    deployment -> deployment.metrics().usesChartStatsd()
                            ? "Metrics go to the chart's own StatsD exporter, which Prometheus scrapes on port 9102. The chart"
                                    + " sets host and port."
                            : "The chart's own StatsD exporter is off: if it were on, Airflow would not start another exporter.",
                    Setting.derived(
                            values -> values.put(
                                    "statsd.enabled",
                                    values.deployment().metrics().usesChartStatsd()),
                            "statsd.enabled"),
                    NetworkValues.monitoring(
                            "statsd", deployment -> deployment.metrics().usesChartStatsd()),
                    PodValues.resources(
                            STATSD, "resources", ChartStatsd::resources, ChartStatsdBuilder::resources, "statsd"),
                    Setting.of(
                                    STATSD.optional(
                                            "extraMappings",
                                            it -> some(it.extraMappings()),
                                            ChartStatsdBuilder::extraMappings),
                                    "statsd.extraMappings",
                                    MAPPINGS)
                            .alone(),
                    Setting.of(
                                    STATSD.optional(
                                            "overrideMappings",
                                            it -> some(it.overrideMappings()),
                                            ChartStatsdBuilder::overrideMappings),
                                    "statsd.overrideMappings",
                                    MAPPINGS)
                            .alone(),
                    Setting.of(
                                    STATSD.optional("args", it -> some(it.args()), ChartStatsdBuilder::args),
                                    "statsd.args",
                                    Format.TEXT_LIST)
                            .alone(),
                    Setting.of(
                                    STATSD.optional("cacheSize", ChartStatsd::cacheSize, ChartStatsdBuilder::cacheSize),
                                    "statsd.cache.size",
                                    Format.INTEGER)
                            .alone(),
                    Setting.of(
                                    STATSD.optional(
                                            "timeToLive", ChartStatsd::timeToLive, ChartStatsdBuilder::timeToLive),
                                    "statsd.cache.ttl",
                                    SECONDS)
                            .alone(),
                    Setting.of(
                                    STATSD.optional(
                                            "serviceAnnotations",
                                            it -> some(it.serviceAnnotations()),
                                            ChartStatsdBuilder::serviceAnnotations),
                                    "statsd.service.extraAnnotations",
                                    Format.TEXTS)
                            .alone(),
                    PodValues.priorityClass(
                            STATSD, ChartStatsd::priorityClass, ChartStatsdBuilder::priorityClass, "statsd"),
                    PodValues.contextsOfAll(
                            "statsd",
                            NOBODY,
                            deployment -> deployment.metrics().usesChartStatsd(),
                            deployment -> deployment
                                    .metrics()
                                    .chartStatsd()
                                    .map(ChartStatsd::pods)
                                    .orElseThrow()))
            .and(AccountValues.of(STATSD, ChartStatsd::serviceAccount, ChartStatsdBuilder::serviceAccount, "statsd"))
            .and(PodValues.of(
                    STATSD.part(
                            "pods", ChartStatsd::pods, ChartStatsdBuilder::pods, Pods::toBuilder, PodsBuilder::build),
                    "statsd"));

    private MetricsValues() {}

    private static Setting list(
            String name,
            Function<Metrics, List<String>> get,
            BiFunction<MetricsBuilder, Iterable<String>, MetricsBuilder> set,
            String option) {
        return Setting.option(
                        METRICS.optional(
                                name,
                                metrics -> get.apply(metrics).isEmpty()
                                        ? Optional.empty()
                                        : Optional.of(get.apply(metrics)),
                                set::apply),
                        option,
                        new Format<>(
                                list -> String.join(",", list),
                                given -> Optional.of(List.of(given.toString().split(",")))))
                .alone();
    }

    /** The options of {@code airflow.cfg}, as {@code section.option}. */
    private static Map<String, String> options(AirflowDeployment deployment, AirflowOptions airflow) {
        Metrics metrics = deployment.metrics();
        Map<String, String> options = new LinkedHashMap<>();
        metrics.exporters()
                .forEach(exporter -> options.putAll(exporter.match(
                        chartStatsd -> Map.of("metrics.statsd_prefix", metrics.prefix()),
                        statsd -> Map.of(
                                "metrics.statsd_on", "True",
                                "metrics.statsd_host", statsd.host(),
                                "metrics.statsd_port", Integer.toString(statsd.port()),
                                "metrics.statsd_prefix", metrics.prefix()),
                        node -> Map.of(
                                "metrics.statsd_on", "True",
                                "metrics.statsd_port", Integer.toString(node.port()),
                                "metrics.statsd_prefix", metrics.prefix()),
                        otel -> options(metrics, otel, airflow))));
        return options;
    }

    private static AirflowDeployment read(AirflowDeployment deployment, Given values) {
        Map<String, String> options = values.options();
        List<MetricsExporter> exporters = new ArrayList<>();
        statsd(options, values).ifPresent(exporters::add);
        if (isOn(options, "metrics.otel_on")) {
            openTelemetry(options, values.variables()).ifPresent(exporters::add);
        }
        // The chart's own collector has no place in the model; another exporter beside it is one too many.
        if (values.isTrue("otelCollector.metricsEnabled") && !exporters.isEmpty()) {
            exporters.add(OpenTelemetry.builder().host("otel-collector").build());
        }
        MetricsBuilder metrics = Metrics.builder().exporters(exporters);
        Stream.of("metrics.statsd_prefix", "metrics.otel_prefix")
                .flatMap(option -> Stream.ofNullable(options.get(option)))
                .findFirst()
                .ifPresent(metrics::prefix);
        return deployment.toBuilder().metrics(metrics.build()).build();
    }

    /** Where somebody says which, the chart's own may run beside it, but gets nothing. */
    private static Optional<MetricsExporter> statsd(Map<String, String> options, Given values) {
        Optional<String> on = Optional.ofNullable(options.get("metrics.statsd_on"));
        Optional<MetricsExporter> own = number(options.get("metrics.statsd_port"))
                .filter(port -> on.filter("True"::equals).isPresent())
                .flatMap(port -> PodValues.inText(values, "extraEnv").anyMatch(NODE_AGENT::equals)
                        ? Optional.of(NodeStatsd.builder().port(port).build())
                        : Optional.ofNullable(options.get("metrics.statsd_host"))
                                .map(host -> ExternalStatsd.builder()
                                        .host(host)
                                        .port(port)
                                        .build()));
        return own.or(() ->
                values.isOn("statsd.enabled") && !on.filter("False"::equals).isPresent()
                        ? Optional.of(ChartStatsd.builder().build())
                        : Optional.empty());
    }

    private static Optional<MetricsExporter> openTelemetry(Map<String, String> options, Map<String, String> variables) {
        Matcher url = URL.matcher(variables.getOrDefault(ENDPOINT, ""));
        return url.matches()
                ? openTelemetry(url.group(2), url.group(3), url.group(1).equals("https"), variables.get(INTERVAL))
                : openTelemetry(
                        options.getOrDefault("metrics.otel_host", ""),
                        options.get("metrics.otel_port"),
                        isOn(options, "metrics.otel_ssl_active"),
                        options.get("metrics.otel_interval_milliseconds"));
    }

    private static Optional<MetricsExporter> openTelemetry(
            String host, @Nullable String port, boolean tls, @Nullable String interval) {
        return number(port).map(number -> {
            OpenTelemetryBuilder otel =
                    OpenTelemetry.builder().host(bare(host)).port(number).tls(tls);
            millis(interval).ifPresent(otel::interval);
            return otel.build();
        });
    }

    private static boolean isOn(Map<String, String> options, String option) {
        return "True".equals(options.get(option));
    }

    private static String bare(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private static Optional<Integer> number(@Nullable String text) {
        return Optional.ofNullable(text).flatMap(Format::number);
    }

    private static Optional<Duration> millis(@Nullable String text) {
        return Optional.ofNullable(text).flatMap(Format::wholeNumber).map(Duration::ofMillis);
    }

    private static Map<String, String> options(Metrics metrics, OpenTelemetry otel, AirflowOptions airflow) {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("metrics.statsd_on", "False");
        options.put("metrics.otel_on", "True");
        options.put("metrics.otel_prefix", metrics.prefix());
        if (!throughEnvironment(airflow)) {
            // Airflow puts it into a URL as it is.
            options.put("metrics.otel_host", Hop.urlHost(otel.host()));
            options.put("metrics.otel_port", Integer.toString(otel.port()));
            options.put("metrics.otel_ssl_active", otel.tls() ? "True" : "False");
            options.put("metrics.otel_interval_milliseconds", millis(otel.interval()));
        }
        return options;
    }

    /** The {@code OTEL_*} variables, where this Airflow goes by them. */
    private static Map<String, String> environment(AirflowDeployment deployment, AirflowOptions airflow) {
        Map<String, String> environment = new LinkedHashMap<>();
        if (throughEnvironment(airflow)) {
            deployment.metrics().exporters().stream()
                    .flatMap(exporter -> exporter.openTelemetry().stream())
                    .forEach(otel -> {
                        environment.put(SERVICE, deployment.releaseName());
                        environment.put(PROTOCOL, "http/protobuf");
                        environment.put(
                                ENDPOINT,
                                (otel.tls() ? "https://" : "http://") + Hop.urlHost(otel.host()) + ":" + otel.port()
                                        + "/v1/metrics");
                        environment.put(INTERVAL, millis(otel.interval()));
                    });
        }
        return environment;
    }

    /** Airflow goes by the variables that all OpenTelemetry libraries know since it deprecated options of its own. */
    private static boolean throughEnvironment(AirflowOptions airflow) {
        return airflow.standing("metrics.otel_host").kind() == OptionStanding.Kind.DEPRECATED;
    }

    private static String millis(Duration duration) {
        return BigInteger.valueOf(duration.toSeconds())
                .multiply(BigInteger.valueOf(1000))
                .add(BigInteger.valueOf(duration.toMillisPart()))
                .toString();
    }
}
