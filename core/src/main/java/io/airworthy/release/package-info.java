/**
 * What a release runs: its workloads and their containers, derived from the deployment. Documents, upgrade plans and
 * rules read them.
 *
 * <pre>{@code
 * Workloads workloads = Workloads.of(airflow);
 * workloads.scheduler().reference();   // deployment/airflow-scheduler
 * workloads.readers(Reader.GIT_SYNC);  // whose pods hold the repository's key
 * Containers.of(airflow);              // all containers, jobs' and task pods' too
 * }</pre>
 */
@NullMarked
package io.airworthy.release;

import org.jspecify.annotations.NullMarked;
