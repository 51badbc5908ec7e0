/**
 * Where task logs are kept, and with which identity Airflow's pods write and read them.
 *
 * <pre>{@code
 * RemoteLogging logging = RemoteLogging.to(LogStore.gcs("my-airflow-logs", "prod"))
 *         .retention(Period.ofDays(90))
 *         .as(CloudIdentity.gkeWorkloadIdentity("airflow-logs@project.iam.gserviceaccount.com"));
 * }</pre>
 */
@NullMarked
package io.airworthy.logging;

import org.jspecify.annotations.NullMarked;
