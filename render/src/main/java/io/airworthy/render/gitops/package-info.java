/**
 * A deployment for tools that watch a repository: the Application of Argo CD, and the HelmRelease of Flux.
 *
 * <pre>{@code
 * AirflowDeployment airflow = described.toBuilder().delivery(Delivery.ARGO_CD).build();
 * ArgoCdApplication.of(airflow).inProject("platform").automated().asText();
 * }</pre>
 */
@NullMarked
package io.airworthy.render.gitops;

import org.jspecify.annotations.NullMarked;
