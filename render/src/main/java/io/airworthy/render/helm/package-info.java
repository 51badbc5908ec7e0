/** The values of a deployment for the official Airflow Helm chart, and the YAML text that Helm reads. */
@NullMarked
package io.airworthy.render.helm;

import org.jspecify.annotations.NullMarked;
