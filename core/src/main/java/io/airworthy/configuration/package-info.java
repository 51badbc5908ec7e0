/**
 * The options of {@code airflow.cfg}: which version of Airflow has which, what was renamed or removed, and what else
 * changed between versions. All of it is data; a newer Airflow than the data is judged as the newest known one.
 *
 * <pre>{@code
 * AirflowOptions options = AirflowOptions.of(AirflowVersion.of("3.2.2"));
 * options.standing("webserver.base_url").successor();  // api.base_url
 * AirflowTrait.API_SERVER.isIn(AirflowVersion.of("2.11.0"));  // false
 * }</pre>
 */
@NullMarked
package io.airworthy.configuration;

import org.jspecify.annotations.NullMarked;
