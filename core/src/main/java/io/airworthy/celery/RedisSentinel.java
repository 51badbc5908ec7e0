package io.airworthy.celery;

import io.airworthy.material.SecretSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.immutables.value.Value;

/**
 * A Redis with replicas, whose sentinels say which of them is the master.
 *
 * <p>Defaults: database 0, no user, no password, no TLS, because sentinels usually run inside the cluster.
 *
 * @see <a href="https://docs.celeryq.dev/en/stable/getting-started/backends-and-brokers/redis.html">Celery: using Redis</a>
 */
@Value.Immutable
public non-sealed interface RedisSentinel extends CeleryBroker {

    /** The sentinels, each as host and port: {@code redis-node-0.redis:26379}. */
    List<String> sentinels();

    /** The name that the sentinels have for the master, {@code mymaster}. */
    String masterName();

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

    /** Where Redis's password comes from. Sentinels that ask for a password themselves are not supported. */
    Optional<SecretSource> passwordFrom();

    /** Starts a broker. */
    static RedisSentinelBuilder builder() {
        return new RedisSentinelBuilder();
    }

    /** Starts a broker from this one, with all its attributes. */
    default RedisSentinelBuilder toBuilder() {
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
        return redisSentinel.apply(this);
    }
}
