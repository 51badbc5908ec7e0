package io.airworthy.metrics;

import io.airworthy.metrics.MetricsExporter.ChartStatsd;
import io.airworthy.metrics.MetricsExporter.ExternalStatsd;
import io.airworthy.metrics.MetricsExporter.NodeStatsd;
import io.airworthy.metrics.MetricsExporter.OpenTelemetry;
import java.util.List;
import java.util.Optional;
import org.immutables.value.Value;

/**
 * The exporter that sends Airflow's metrics.
 *
 * <p>Airflow starts only one exporter and prefers StatsD, so a deployment has one or none, which a rule checks. The
 * chart sets host and port of its own exporter; they cannot be given here.
 *
 * <p>Defaults: the prefix {@code airflow}, no exporter.
 *
 * @see <a href="https://airflow.apache.org/docs/apache-airflow/stable/administration-and-deployment/logging-monitoring/metrics.html">Metrics</a>
 */
@Value.Immutable
public interface Metrics {

    /** The exporters: one, or none. */
    List<MetricsExporter> exporters();

    /** Whether the exporter that the chart runs sends the metrics. */
    default boolean usesChartStatsd() {
        return chartStatsd().isPresent();
    }

    /** The exporter that the chart runs, if that sends the metrics. */
    default Optional<ChartStatsd> chartStatsd() {
        return exporters().stream()
                .flatMap(exporter -> exporter.chartStatsd().stream())
                .findFirst();
    }

    /** What every metric's name begins with. Default {@code airflow}. */
    @Value.Default
    default String prefix() {
        return "airflow";
    }

    /** Whether Datadog's client sends the metrics, which gives them tags. It needs a StatsD exporter. Default false. */
    @Value.Default
    default boolean datadog() {
        return false;
    }

    /** Tags that Datadog's client gives to every metric, {@code "env:prod"}. */
    List<String> datadogTags();

    /**
     * The only metrics that are sent, by what their names begin with or, on Airflow 3, by regular expressions. Default: all.
     */
    List<String> allowList();

    /** Metrics that are not sent, named as in the {@link #allowList}. Default: none. */
    List<String> blockList();

    /** Metrics through the StatsD exporter that the chart runs. */
    static Metrics statsd() {
        return builder().exporter(ChartStatsd.builder().build()).build();
    }

    /**
     * Metrics to a StatsD server elsewhere.
     *
     * @param host its host name
     * @param port its UDP port
     * @return the metrics
     */
    static Metrics statsd(String host, int port) {
        return builder()
                .exporter(ExternalStatsd.builder().host(host).port(port).build())
                .build();
    }

    /** Metrics to a StatsD server on each node, at port 8125. */
    static Metrics nodeStatsd() {
        return builder().exporter(NodeStatsd.builder().build()).build();
    }

    /**
     * Metrics to an OpenTelemetry collector, without TLS, every 60 seconds.
     *
     * @param host the collector's host name
     * @param port its OTLP/HTTP port, usually 4318
     * @return the metrics
     */
    static Metrics openTelemetry(String host, int port) {
        return builder()
                .exporter(OpenTelemetry.builder().host(host).port(port).build())
                .build();
    }

    /** No metrics at all. */
    static Metrics none() {
        return builder().build();
    }

    /** Starts metrics. */
    static MetricsBuilder builder() {
        return new MetricsBuilder();
    }

    /** Starts metrics from these, with all their attributes. */
    default MetricsBuilder toBuilder() {
        return builder().from(this);
    }
}
