package io.airworthy.celery;

import io.airworthy.material.SecretSource;
import java.util.Optional;
import java.util.function.Function;
import org.immutables.value.Value;

/**
 * A Redis elsewhere, such as ElastiCache or Memorystore.
 *
 * <p>Defaults: port 6379, database 0, no user, TLS with a certificate of a public authority, no password.
 *
 * @see <a href="https://docs.celeryq.dev/en/stable/getting-started/backends-and-brokers/redis.html">Celery: using Redis</a>
 */
@Value.Immutable
public non-sealed interface ExternalRedis extends CeleryBroker {

    /** Its host name or address. */
    String host();

    /** Its port, 1 to 65535. Default 6379. */
    @Value.Default
    default int port() {
        return 6379;
    }

    /** Its database number, 0 or more. Default 0. */
    @Value.Default
    default int database() {
        return 0;
    }

    /** The user, which needs a password. Default: none, for servers that only have a password. */
    @Value.Default
    default String user() {
        return "";
    }

    /** Whether the connection is encrypted ({@code rediss://}). Default true. */
    @Value.Default
    default boolean tls() {
        return true;
    }

    /**
     * The CA bundle for Redis's certificate, if its authority is not public: a file in Airflow's containers, which is
     * in the image or mounted by {@code extraValues} ({@code volumes} and {@code volumeMounts}). Used only with TLS.
     */
    Optional<String> caFile();

    /** Where the password comes from. Without it, everybody who can reach Redis can use it. */
    Optional<SecretSource> passwordFrom();

    /** Starts a Redis. */
    static ExternalRedisBuilder builder() {
        return new ExternalRedisBuilder();
    }

    /** Starts a Redis from this one, with all its attributes. */
    default ExternalRedisBuilder toBuilder() {
        return builder().from(this);
    }

    @Override
    default <T> T match(
            Function<? super ChartRedis, ? extends T> chartRedis,
            Function<? super ExternalRedis, ? extends T> externalRedis,
            Function<? super RedisSentinel, ? extends T> redisSentinel,
            Function<? super RabbitMq, ? extends T> rabbitMq,
            Function<? super Sqs, ? extends T> sqs,
            Function<? super ExistingBroker, ? extends T> existingBroker) {
        return externalRedis.apply(this);
    }
}
