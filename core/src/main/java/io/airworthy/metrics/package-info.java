/**
 * Which exporter sends Airflow's metrics: the chart's StatsD exporter, another StatsD server, or OpenTelemetry.
 *
 * <pre>{@code
 * Metrics metrics = Metrics.openTelemetry("otel-collector.monitoring", 4318);
 * }</pre>
 */
@NullMarked
package io.airworthy.metrics;

import org.jspecify.annotations.NullMarked;
