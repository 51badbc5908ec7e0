/**
 * The message broker that the Celery executor needs: the chart's own Redis or one of yours.
 *
 * <pre>{@code
 * CeleryBroker broker = ExternalRedis.builder()
 *         .host("redis.example.com")
 *         .tls(true)
 *         .passwordFrom(SecretSource.environment("REDIS_PASSWORD"))
 *         .build();
 * }</pre>
 */
@NullMarked
package io.airworthy.celery;

import org.jspecify.annotations.NullMarked;
