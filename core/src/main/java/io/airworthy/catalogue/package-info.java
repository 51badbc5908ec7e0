/**
 * Which Secrets a deployment needs: their names, their keys with the text that each holds, and who reads them. Values,
 * manifests, documents and upgrade plans all take them from here. No material is in it, only templates that say where
 * material goes.
 *
 * <pre>{@code
 * for (RequiredSecret secret : SecretCatalogue.of(airflow).required()) {
 *     System.out.println(secret.name() + " " + secret.entries().keySet() + ", read by " + secret.readers());
 * }
 * }</pre>
 */
@NullMarked
package io.airworthy.catalogue;

import org.jspecify.annotations.NullMarked;
