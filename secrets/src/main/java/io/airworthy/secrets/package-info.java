/**
 * Secret material: what it is made of, how it is made, kept and rotated. {@link Sensitive} holds every piece and gives
 * it out by {@code reveal()} and {@code revealBytes()} alone.
 *
 * <p>What exists is kept, what has a source is read, what can be made is made; what is still missing is said all at
 * once.
 *
 * <pre>{@code
 * SecretMaterial material = SecretMaterial.forDeployment(airflow)
 *         .existing(kept)                // a map from Material to Sensitive
 *         .fromSources(System.getenv())
 *         .generateMissing();
 *
 * RotatedSecrets rotated = SecretRotation.of(airflow, material, SecretRevisions.none()).beginFernet();
 * rotated.steps().forEach(step -> System.out.println(step.what()));
 * }</pre>
 */
@NullMarked
package io.airworthy.secrets;

import org.jspecify.annotations.NullMarked;
