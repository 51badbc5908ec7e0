/**
 * The values of the official Airflow Helm chart: which keys a chart version has, and the YAML text that Helm reads.
 *
 * <p>A chart version is data: {@link io.airworthy.render.helm.ChartProfile} reads one file per version, and
 * {@link io.airworthy.render.helm.ChartMoves} one table of what was renamed, deprecated or silently dropped.
 */
@NullMarked
package io.airworthy.render.helm;

import org.jspecify.annotations.NullMarked;
