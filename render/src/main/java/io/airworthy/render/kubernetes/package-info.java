/**
 * The Secrets of a deployment as Kubernetes takes them: with material, to be applied; read back from the cluster, so
 * that existing keys are kept; and without material, safe to commit.
 *
 * <pre>{@code
 * Path file = Path.of("secrets.yaml");
 * SecretMaterial material = SecretMaterial.forDeployment(airflow)
 *         .existing(ExistingSecrets.readFile(file, airflow).material())
 *         .fromSources(System.getenv())
 *         .generateMissing();
 * KubernetesSecrets.of(airflow, material).replace(file);  // for its owner alone
 * SecretsManifest.of(airflow).asText();                   // for the repository
 * }</pre>
 */
@NullMarked
package io.airworthy.render.kubernetes;

import org.jspecify.annotations.NullMarked;
