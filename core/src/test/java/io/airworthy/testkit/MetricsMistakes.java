package io.airworthy.testkit;

import io.airworthy.metrics.Metrics;
import io.airworthy.metrics.MetricsExporter.ExternalStatsd;
import io.airworthy.metrics.MetricsExporter.OpenTelemetry;
import java.time.Duration;
import java.util.List;

/** Which exporter metrics leave through. */
final class MetricsMistakes {

    static final List<Mistake> ALL = List.of(
            new Mistake(
                    "MET-001",
                    metrics(Metrics.builder()
                            .exporter(ExternalStatsd.builder()
                                    .host("statsd.monitoring")
                                    .port(8125)
                                    .build())
                            .exporter(openTelemetry(Duration.ofSeconds(60)))
                            .build())),
            new Mistake("MET-002", metrics(Metrics.statsd("http://statsd", 8125))),
            new Mistake("MET-003", metrics(Metrics.statsd("localhost", 8125))),
            new Mistake("MET-004", metrics(Metrics.statsd("statsd.monitoring", 0))),
            new Mistake(
                    "MET-005",
                    metrics(Metrics.builder()
                            .exporter(openTelemetry(Duration.ZERO))
                            .build())),
            new Mistake(
                    "MET-006",
                    metrics(Metrics.statsd("statsd.monitoring", 8125).toBuilder()
                            .prefix("air flow")
                            .build())),
            new Mistake(
                    "MET-008",
                    Change.of(it -> it.airflowConfig("metrics.statsd_datadog_enabled", "True"))
                            .where(deployment -> deployment.metrics().exporters().stream()
                                    .allMatch(OpenTelemetry.class::isInstance))),
            new Mistake("MET-007", metrics(Metrics.none())));

    private MetricsMistakes() {}

    private static Change metrics(Metrics metrics) {
        return Change.of(it -> it.metrics(metrics));
    }

    private static OpenTelemetry openTelemetry(Duration interval) {
        return OpenTelemetry.builder()
                .host("otel.monitoring")
                .port(4318)
                .interval(interval)
                .build();
    }
}
