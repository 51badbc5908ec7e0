package io.airworthy.rules;

import static io.airworthy.rules.Subject.DEPLOYMENT;
import static io.airworthy.rules.Subject.EXPORTERS;

import io.airworthy.AirflowDeployment;
import io.airworthy.chart.ChartVersion;
import io.airworthy.frozen.Tree;
import io.airworthy.metrics.Metrics;
import io.airworthy.metrics.MetricsExporter;
import io.airworthy.metrics.MetricsExporter.ChartStatsd;
import io.airworthy.metrics.MetricsExporter.OpenTelemetry;
import io.airworthy.metrics.StatsdMapping;
import io.airworthy.rules.Subject.Part;
import io.airworthy.validation.Finding;
import io.airworthy.validation.Rule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How metrics are exported, and whether anything receives them. */
final class MetricsRules {

    private static final String METRICS_PAGE =
            "https://airflow.apache.org/docs/apache-airflow/stable/administration-and-deployment/logging-monitoring/metrics.html";

    private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9_]+([.-][A-Za-z0-9_]+){0,20}");

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(1);

    private static final Subject<String> HOST = EXPORTERS.given("host", MetricsRules::host);

    static final Rule ONE_METRICS_EXPORTER = Rule.error("MET-001")
            .title("StatsD and OpenTelemetry are both on")
            .because("Airflow starts the first exporter it finds, StatsD, and OpenTelemetry never sends anything")
            .remedy("use one of them: Metrics.statsd() or Metrics.openTelemetry(host, port)")
            .source(METRICS_PAGE)
            .brokenBy(it -> it.metrics(metrics -> metrics.exporter(
                    OpenTelemetry.builder().host("otel.monitoring").port(4318).build())))
            .brokenWhen(deployment -> deployment.metrics().exporters().size() > 1)
            .at("metrics");

    static final Rule HOST_IS_VALID = Rule.error("MET-002")
            .title("The exporter's host name is not valid")
            .because("metrics are silently lost")
            .remedy("use the host name or address alone; the port has an attribute of its own")
            .source(METRICS_PAGE)
            .brokenBy(it -> it.metrics(Metrics.statsd("http://statsd", 8125)))
            .finds(HOST.faults(HostNames::hostFault));

    static final Rule HOST_IS_NOT_THE_POD_ITSELF = Rule.error("MET-003")
            .title("The exporter's host points at the pod itself")
            .because("nothing in Airflow's pods receives metrics, and they are silently lost")
            .remedy("use Metrics.statsd() for the chart's own exporter, or the host name of a server elsewhere")
            .source(METRICS_PAGE)
            .after("MET-002")
            .brokenBy(it -> it.metrics(Metrics.statsd("localhost", 8125)))
            .finds(HOST.faults(HostNames::podItselfFault));

    static final Rule PORT_IS_VALID = Rule.error("MET-004")
            .title("The exporter's port is not valid")
            .because("metrics are silently lost")
            .remedy("use a port from 1 to 65535; common ones are 9125 or 8125 for StatsD and 4318 for OTLP over HTTP")
            .source(METRICS_PAGE)
            .brokenBy(it -> it.metrics(Metrics.statsd("statsd.monitoring", 0)))
            .finds(EXPORTERS.given("port", MetricsRules::port).faults(HostNames::portFault));

    static final Rule INTERVAL_IS_VALID = Rule.error("MET-005")
            .title("The time between two exports is not valid")
            .because("metrics are sent without pause, or too rarely for alerts to be raised in time")
            .remedy("use a value from 1 second to 1 day; the default is 60 seconds")
            .source(METRICS_PAGE)
            .brokenBy(it -> it.metrics(Metrics.builder()
                    .exporter(OpenTelemetry.builder()
                            .host("otel.monitoring")
                            .port(4318)
                            .interval(Duration.ZERO)
                            .build())
                    .build()))
            .finds(EXPORTERS
                    .given("interval", exporter -> exporter.openTelemetry().map(OpenTelemetry::interval))
                    .when(
                            interval -> interval.compareTo(SHORTEST) < 0 || interval.compareTo(LONGEST) > 0,
                            interval -> interval + " between two exports"));

    static final Rule PREFIX_IS_VALID = Rule.error("MET-006")
            .title("The metrics prefix is not valid")
            .because("StatsD and Prometheus drop or truncate metrics whose names contain other characters")
            .remedy("use letters, digits and underscores, and dots or dashes only between them")
            .source(METRICS_PAGE)
            .brokenBy(it -> it.metrics(metrics -> metrics.prefix("air flow")))
            .finds(DEPLOYMENT
                    .at("metrics.prefix", deployment -> deployment.metrics().prefix())
                    .unless(
                            prefix -> PREFIX.matcher(prefix).matches(),
                            prefix -> "'" + prefix + "' is not a valid prefix"));

    static final Rule METRICS_ARE_EXPORTED = Rule.warning("MET-007")
            .title("No metrics are exported")
            .because("nobody notices that schedulers have stopped or tasks are not started until results are missing")
            .remedy("use Metrics.statsd() or Metrics.openTelemetry(host, port)")
            .source(METRICS_PAGE)
            .brokenBy(it -> it.metrics(Metrics.none()))
            // The chart's own collector has no attribute.
            .brokenWhen(deployment -> deployment.metrics().exporters().isEmpty()
                    && !ValuesTree.of(deployment).isOn("otelCollector.metricsEnabled"))
            .at("metrics");

    static final Rule DATADOG_HAS_A_STATSD_EXPORTER = Rule.error("MET-008")
            .title("The Datadog client is on without a StatsD exporter")
            .because("Airflow starts the Datadog client before any other exporter, and the client sends to the host"
                    + " and port of StatsD, where nothing listens")
            .remedy("use Metrics.statsd(host, port) with the agent's host, or remove the option")
            .source(METRICS_PAGE)
            .brokenBy(it -> it.metrics(Metrics.openTelemetry("otel.monitoring", 4318))
                    .environment("AIRFLOW__METRICS__STATSD_DATADOG_ENABLED", "true"))
            .finds(deployment -> deployment.metrics().exporters().stream().anyMatch(MetricsRules::isStatsd)
                    ? List.of()
                    : Stream.concat(
                                    deployment.metrics().datadog()
                                            ? Stream.of(Finding.at(
                                                    "metrics.datadog", "there is no StatsD exporter among the metrics"))
                                            : Stream.empty(),
                                    GivenOption.of(deployment, "metrics.statsd_datadog_enabled")
                                            .filter(GivenOption::isTrue)
                                            .map(option -> option.place()
                                                    .finding("there is no StatsD exporter among the metrics"))
                                            .stream())
                            .toList());

    static final Rule ONE_LIST_COUNTS = Rule.error("MET-009")
            .title("A list of metrics or tags is not valid")
            .because("Airflow ignores the block list if there is an allow list, and splits lists and tags at commas")
            .remedy("use one of the two lists, and entries without commas or surrounding white space")
            .source(METRICS_PAGE)
            .brokenBy(it -> it.metrics(metrics -> metrics.allowList("scheduler").blockList("pool")))
            .finds(DEPLOYMENT.at("metrics", AirflowDeployment::metrics).faults(MetricsRules::listFault));

    static final Rule STATSD_IS_VALID = Rule.error("MET-010")
            .title("A setting of the chart's StatsD exporter is not valid")
            .because("the chart rejects it, or the exporter does not start, or ignores it")
            .remedy(
                    "give each mapping a match and a name; use either extraMappings or overrideMappings, arguments without"
                            + " braces, and a cache from chart 1.19.0 on")
            .source("https://github.com/prometheus/statsd_exporter#metric-mapping-and-configuration")
            .after("VER-003")
            .brokenBy(it -> it.metrics(metrics -> metrics.exporters(List.of(ChartStatsd.builder()
                    .extraMapping(new StatsdMapping(Map.of("match", "airflow.dag.*.duration")))
                    .build()))))
            .finds(EXPORTERS.given(MetricsExporter::chartStatsd).finds(MetricsRules::statsdFaults));

    static final List<Rule> ALL = List.of(
            ONE_METRICS_EXPORTER,
            HOST_IS_VALID,
            HOST_IS_NOT_THE_POD_ITSELF,
            PORT_IS_VALID,
            INTERVAL_IS_VALID,
            PREFIX_IS_VALID,
            METRICS_ARE_EXPORTED,
            DATADOG_HAS_A_STATSD_EXPORTER,
            ONE_LIST_COUNTS,
            STATSD_IS_VALID);

    private MetricsRules() {}

    private static Optional<String> listFault(Metrics metrics) {
        if (!metrics.allowList().isEmpty() && !metrics.blockList().isEmpty()) {
            return Optional.of("there are an allow list and a block list");
        }
        return Stream.of(metrics.allowList(), metrics.blockList(), metrics.datadogTags())
                .flatMap(List::stream)
                .filter(entry -> entry.isBlank() || !entry.equals(entry.strip()) || entry.contains(","))
                .map(entry -> "'" + entry + "' is not one entry")
                .findFirst();
    }

    private static Stream<Finding> statsdFaults(Part<ChartStatsd> part) {
        ChartStatsd statsd = part.value();
        List<Finding> faults = new ArrayList<>();
        mappingFaults(faults, part, "extraMappings", statsd.extraMappings());
        mappingFaults(faults, part, "overrideMappings", statsd.overrideMappings());
        if (!statsd.extraMappings().isEmpty() && !statsd.overrideMappings().isEmpty()) {
            faults.add(part.at("extraMappings", "overrideMappings replaces them"));
        }
        statsd.args().stream()
                .filter(arg -> arg.contains("{{"))
                .forEach(arg -> faults.add(part.at("args", "'" + arg + "' is a template on some charts")));
        statsd.serviceAnnotations().keySet().stream()
                .sorted()
                .flatMap(key -> KubernetesLabels.annotationFault(key).stream())
                .forEach(fault -> faults.add(part.at("serviceAnnotations", fault)));
        ChartVersion chart = part.deployment().chartVersion();
        if (chart.isSupported()
                && !chart.has("statsd.cache")
                && (statsd.cacheSize().isPresent() || statsd.timeToLive().isPresent())) {
            faults.add(part.at(
                    statsd.cacheSize().isPresent() ? "cacheSize" : "timeToLive",
                    "chart " + chart + " has no key for it"));
        }
        // Helm writes a million as 1e+06.
        statsd.cacheSize()
                .filter(size -> size < 1 || size >= 1_000_000)
                .ifPresent(size -> faults.add(part.at("cacheSize", size + " is not 1 to 999999")));
        PodRules.time(part, "timeToLive", statsd.timeToLive(), 1).forEach(faults::add);
        return faults.stream();
    }

    private static void mappingFaults(
            List<Finding> faults, Part<ChartStatsd> part, String attribute, List<StatsdMapping> mappings) {
        for (int i = 0; i < mappings.size(); i++) {
            Map<String, Object> mapping = mappings.get(i).definition();
            String place = attribute + "[" + i + "]";
            if (Tree.text(mapping.get("match")).isEmpty()
                    || Tree.text(mapping.get("name")).isEmpty() && !"drop".equals(mapping.get("action"))) {
                faults.add(part.at(place, "it has no match or no name"));
            }
            ValuesTree.of(mapping)
                    .leaves()
                    .filter(leaf -> !leaf.isWritable())
                    .forEach(leaf -> faults.add(part.at(place + "." + leaf.path(), leaf.typeInWords())));
        }
    }

    private static boolean isStatsd(MetricsExporter exporter) {
        return exporter.match(chartStatsd -> true, externalStatsd -> true, nodeStatsd -> true, openTelemetry -> false);
    }

    private static Optional<String> host(MetricsExporter exporter) {
        return exporter.match(
                chartStatsd -> Optional.empty(),
                statsd -> Optional.of(statsd.host()),
                node -> Optional.empty(),
                otel -> Optional.of(otel.host()));
    }

    private static Optional<Integer> port(MetricsExporter exporter) {
        return exporter.match(
                chartStatsd -> Optional.empty(),
                statsd -> Optional.of(statsd.port()),
                node -> Optional.of(node.port()),
                otel -> Optional.of(otel.port()));
    }
}
