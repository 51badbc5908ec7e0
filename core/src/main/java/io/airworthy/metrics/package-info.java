/** Which exporter Airflow's metrics leave through. */
@NullMarked
package io.airworthy.metrics;

import org.jspecify.annotations.NullMarked;
