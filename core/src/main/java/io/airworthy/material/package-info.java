/**
 * How secrets are named, where they come from, how texts are composed of them, and how Secrets get into the cluster. No
 * type here holds material; that is what the secrets module is for.
 *
 * <pre>{@code
 * SecretSource password = SecretSource.environment("DB_PASSWORD");
 * SecretTemplate url = SecretTemplate.builder()
 *         .text("redis://:")
 *         .material(Material.REDIS_PASSWORD, Encoding.PERCENT)
 *         .text("@redis:6379/0")
 *         .build();
 * url.redacted();  // the same text with placeholders
 * }</pre>
 */
@NullMarked
package io.airworthy.material;

import org.jspecify.annotations.NullMarked;
