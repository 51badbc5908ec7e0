package io.airworthy.testkit;

import io.airworthy.metrics.Metrics;
import io.airworthy.metrics.MetricsExporter.ExternalStatsd;
import io.airworthy.metrics.MetricsExporter.OpenTelemetry;
import java.time.Duration;
import java.util.List;

/** Which exporter metrics leave through. */
final class MetricsMistakes {

    static final List<Mistake> ALL = List.of(new Mistake(
            "MET-001",
            metrics(Metrics.builder()
                    .exporter(ExternalStatsd.builder()
                            .host("statsd.monitoring")
                            .port(8125)
                            .build())
                    .exporter(openTelemetry(Duration.ofSeconds(60)))
                    .build())));

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
