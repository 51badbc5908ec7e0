package io.airworthy.metrics;

import java.time.Duration;
import java.util.Objects;

/** One way out for Airflow's metrics. */
public sealed interface MetricsExporter {

    /** The StatsD exporter that the chart runs; Prometheus scrapes it on port 9102. */
    record ChartStatsd() implements MetricsExporter {}

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
    }
}
