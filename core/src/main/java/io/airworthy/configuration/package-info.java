/** Airflow's own configuration: which option which version of Airflow has, and what became of it. */
@NullMarked
package io.airworthy.configuration;

import org.jspecify.annotations.NullMarked;
