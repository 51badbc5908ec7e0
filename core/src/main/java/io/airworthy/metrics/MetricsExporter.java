package io.airworthy.metrics;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** One way out for Airflow's metrics. */
public sealed interface MetricsExporter {

    /** Takes the exporter apart: the function of its variant makes the result. */
    <T> T match(
            Function<? super ChartStatsd, ? extends T> chartStatsd,
            Function<? super ExternalStatsd, ? extends T> externalStatsd,
            Function<? super OpenTelemetry, ? extends T> openTelemetry);

    /** The StatsD exporter that the chart runs; Prometheus scrapes it on port 9102. */
    record ChartStatsd() implements MetricsExporter {
        @Override
        public <T> T match(
                Function<? super ChartStatsd, ? extends T> chartStatsd,
                Function<? super ExternalStatsd, ? extends T> externalStatsd,
                Function<? super OpenTelemetry, ? extends T> openTelemetry) {
            return chartStatsd.apply(this);
        }
    }

    /**
     * A StatsD server elsewhere.
     *
     * @param host its host name, reachable from every pod
     * @param port its UDP port, 1 to 65535
     */
    record ExternalStatsd(String host, int port) implements MetricsExporter {

        /** Refuses null. */
        public ExternalStatsd {
            Objects.requireNonNull(host, "host");
        }

        @Override
        public <T> T match(
                Function<? super ChartStatsd, ? extends T> chartStatsd,
                Function<? super ExternalStatsd, ? extends T> externalStatsd,
                Function<? super OpenTelemetry, ? extends T> openTelemetry) {
            return externalStatsd.apply(this);
        }
    }

    /**
     * An OpenTelemetry collector elsewhere, spoken to with OTLP over HTTP.
     *
     * @param host the collector's host name
     * @param port its OTLP/HTTP port, usually 4318
     * @param tls whether to speak HTTPS
     * @param interval how often metrics are sent
     */
    record OpenTelemetry(String host, int port, boolean tls, Duration interval) implements MetricsExporter {

        /** Refuses null. */
        public OpenTelemetry {
            Objects.requireNonNull(host, "host");
            Objects.requireNonNull(interval, "interval");
        }

        @Override
        public <T> T match(
                Function<? super ChartStatsd, ? extends T> chartStatsd,
                Function<? super ExternalStatsd, ? extends T> externalStatsd,
                Function<? super OpenTelemetry, ? extends T> openTelemetry) {
            return openTelemetry.apply(this);
        }
    }

    /** Whether the chart runs it. */
    default boolean isChartStatsd() {
        return match(chartStatsd -> true, externalStatsd -> false, openTelemetry -> false);
    }

    /** The exporter to an OpenTelemetry collector, if it is that. */
    default Optional<OpenTelemetry> openTelemetry() {
        return match(chartStatsd -> Optional.empty(), externalStatsd -> Optional.empty(), Optional::of);
    }
}
