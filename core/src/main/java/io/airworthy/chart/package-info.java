/**
 * What each version of the official Airflow Helm chart takes: its keys, their types, limits and defaults, and what became of
 * keys between versions.
 *
 * <p>A chart version is data: {@link io.airworthy.chart.ChartProfile} reads one file per version, and
 * {@link io.airworthy.chart.ChartMoves} one table of what was renamed, deprecated or silently dropped.
 *
 * <pre>{@code
 * ChartProfile.of("1.22.0").has("workers.celery.replicas");  // true
 * ChartProfile.of("1.22.0").check(Map.of("schedular", Map.of()));  // no such key; "scheduler" is meant
 * }</pre>
 */
@NullMarked
package io.airworthy.chart;

import org.jspecify.annotations.NullMarked;
