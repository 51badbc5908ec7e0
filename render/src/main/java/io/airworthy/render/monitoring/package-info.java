/**
 * How a deployment is watched: alerts with thresholds from its own numbers, what Prometheus scrapes, and a dashboard.
 *
 * <pre>{@code
 * Alerts.of(airflow).all();          // what is alerted on, and which page of the runbook helps
 * MonitoringFiles.of(airflow).files(); // the files of the package, by their paths
 * }</pre>
 */
@NullMarked
package io.airworthy.render.monitoring;

import org.jspecify.annotations.NullMarked;
