package io.airworthy.testkit;

import io.airworthy.metrics.ChartStatsdBuilder;
import io.airworthy.metrics.Metrics;
import io.airworthy.metrics.MetricsExporter;
import io.airworthy.metrics.MetricsExporter.ChartStatsd;
import io.airworthy.metrics.MetricsExporter.ExternalStatsd;
import io.airworthy.metrics.MetricsExporter.NodeStatsd;
import io.airworthy.metrics.MetricsExporter.OpenTelemetry;
import io.airworthy.metrics.StatsdMapping;
import io.airworthy.operations.Monitoring;
import io.airworthy.operations.Operations;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Metrics: none, and through each exporter. */
public final class Telemetry {

    private Telemetry() {}

    /**
     * Metrics with one exporter or none.
     *
     * @return metrics of every kind
     */
    public static Arbitrary<Metrics> metrics() {
        return Arbitraries.frequencyOf(
                Tuple.of(1, Arbitraries.just(Metrics.none())),
                Tuple.of(
                        8,
                        Combinators.combine(prefixes(), exporters(), selections())
                                .as((prefix, exporter, selection) -> selection.toBuilder()
                                        .datadog(selection.datadog()
                                                && exporter.openTelemetry().isEmpty())
                                        .exporter(exporter)
                                        .prefix(prefix)
                                        .build())));
    }

    /**
     * Exporters of every kind.
     *
     * @return the chart's own, and others on hosts of all kinds
     */
    public static Arbitrary<MetricsExporter> exporters() {
        return Arbitraries.frequencyOf(
                Tuple.of(3, chartStatsd()),
                Tuple.of(
                        2,
                        Combinators.combine(Hosts.hosts(), Hosts.ports())
                                .as((host, port) -> ExternalStatsd.builder()
                                        .host(host)
                                        .port(port)
                                        .build())),
                Tuple.of(
                        1,
                        Hosts.ports()
                                .map(port -> NodeStatsd.builder().port(port).build())),
                Tuple.of(
                        3,
                        Combinators.combine(
                                        Hosts.hosts(),
                                        Hosts.ports(),
                                        Arbitraries.of(true, false),
                                        Arbitraries.of(
                                                Duration.ofSeconds(1), Duration.ofSeconds(60), Duration.ofDays(1)))
                                .as((host, port, tls, interval) -> OpenTelemetry.builder()
                                        .host(host)
                                        .port(port)
                                        .tls(tls)
                                        .interval(interval)
                                        .build())));
    }

    private static Arbitrary<Metrics> selections() {
        return Arbitraries.frequencyOf(
                Tuple.of(4, Arbitraries.just(Metrics.none())),
                Tuple.of(
                        1,
                        Arbitraries.of(
                                Metrics.builder()
                                        .datadog(true)
                                        .datadogTags("env:prod", "team:50%")
                                        .allowList("scheduler", "^dag\\..*{{ x }}$")
                                        .build(),
                                Metrics.builder().blockList("pool").build())));
    }

    private static Arbitrary<String> prefixes() {
        return Arbitraries.of("airflow", "team_a.airflow", "A-1", "0");
    }

    private static Arbitrary<ChartStatsd> chartStatsd() {
        return Combinators.combine(
                        Availability.resources().optional(0.4),
                        KubernetesPods.ofServices().optional(0.3),
                        mappings().list().ofMaxSize(2),
                        Arbitraries.of(true, false),
                        Arbitraries.of(List.<String>of(), List.of("--log.level=debug", "--statsd.event-queue-size=8")),
                        Availability.serviceAccounts().optional(0.2),
                        Names.subdomains().optional(0.2))
                .as((resources, pods, mappings, overrides, args, account, priority) -> {
                    ChartStatsdBuilder statsd =
                            ChartStatsd.builder().serviceAccount(account).priorityClass(priority);
                    resources.ifPresent(statsd::resources);
                    pods.ifPresent(statsd::pods);
                    return (overrides ? statsd.overrideMappings(mappings) : statsd.extraMappings(mappings))
                            .args(args)
                            .serviceAnnotations(overrides ? Map.of("acme.com/owner", "no") : Map.of())
                            .build();
                });
    }

    /**
     * Mappings of the chart's exporter.
     *
     * @return mappings with labels, and one that drops a metric
     */
    static Arbitrary<StatsdMapping> mappings() {
        return Arbitraries.of(
                StatsdMapping.of("airflow.dag.*.duration", "dag_duration", Map.of("dag_id", "$1")),
                new StatsdMapping(Map.of("match", "airflow.{{ x }}.*", "action", "drop")));
    }

    /**
     * How Prometheus gets to know a deployment.
     *
     * @return every choice
     */
    public static Arbitrary<Monitoring> monitorings() {
        return Arbitraries.of(
                Monitoring.prometheusOperator(Map.of()),
                Monitoring.prometheusOperator(Map.of("release", "kube-prometheus-stack", "acme.com/team", "")),
                Monitoring.annotations(),
                Monitoring.files());
    }

    /**
     * What people know.
     *
     * @return nothing, and everything
     */
    public static Arbitrary<Operations> operations() {
        return monitorings()
                .flatMap(monitoring -> Arbitraries.of(
                        Operations.builder().monitoring(monitoring).build(),
                        Operations.builder()
                                .kubeContext("arn:aws:eks:eu-west-1:111122223333:cluster/data")
                                .dashboard("Airflow \"prod\"", "https://grafana.example.com/d/a?var-x={{y}}&z=%20")
                                .escalation("it's the platform's on-call | +49 30 1234", "- the head of\ndata")
                                .recoveryTimeObjective(Duration.ofHours(4))
                                .recoveryPointObjective(Duration.ZERO)
                                .runbookUrl("https://git.example.com/airflow/RUNBOOK.md?ref=main")
                                .monitoring(monitoring)
                                .build()));
    }
}
