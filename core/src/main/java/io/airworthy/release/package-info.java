/**
 * What follows from one deployment, derived once: the workloads that the chart makes of it.
 *
 * <pre>{@code
 * Workloads workloads = Workloads.of(deployment);
 * workloads.scheduler().reference();  // deployment/airflow-scheduler
 * workloads.readers(Reader.GIT_SYNC); // whose pods hold the repository's key
 * }</pre>
 */
@NullMarked
package io.airworthy.release;

import org.jspecify.annotations.NullMarked;
