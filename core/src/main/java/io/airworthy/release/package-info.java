/**
 * What follows from a deployment, derived once: connections, Secrets, and what the release runs. Rules, values, manifests,
 * documents and upgrade plans read it.
 *
 * <pre>{@code
 * Workloads workloads = airflow.release().workloads();
 * workloads.scheduler().reference();   // deployment/airflow-scheduler
 * workloads.readers(Reader.GIT_SYNC);  // whose pods hold the repository's key
 * Containers.of(airflow);              // all containers, jobs' and task pods' too
 * }</pre>
 */
@NullMarked
package io.airworthy.release;

import org.jspecify.annotations.NullMarked;
