package io.airworthy.celery;

import io.airworthy.material.SecretSource;
import java.util.Optional;
import java.util.function.Function;
import org.immutables.value.Value;

/**
 * A RabbitMQ elsewhere, such as one of Amazon MQ or of RabbitMQ's operator.
 *
 * <p>Defaults: TLS with a certificate of a public authority on port 5671, virtual host {@code /}.
 *
 * @see <a href="https://docs.celeryq.dev/en/stable/getting-started/backends-and-brokers/rabbitmq.html">Celery: using RabbitMQ</a>
 */
@Value.Immutable
public non-sealed interface RabbitMq extends CeleryBroker {

    /** Its host name or address. */
    String host();

    /** Its port, 1 to 65535. Default 5671 with TLS, 5672 without. */
    @Value.Default
    default int port() {
        return tls() ? 5671 : 5672;
    }

    /** The virtual host. Default {@code /}, RabbitMQ's own. */
    @Value.Default
    default String virtualHost() {
        return "/";
    }

    /** The user. */
    String user();

    /** Where the password comes from. Default: the environment variable {@code BROKER_PASSWORD}. */
    @Value.Default
    default SecretSource passwordFrom() {
        return SecretSource.environment("BROKER_PASSWORD");
    }

    /** Whether the connection is encrypted ({@code amqps://}), and certificate and host name are verified. Default true. */
    @Value.Default
    default boolean tls() {
        return true;
    }

    /**
     * The CA bundle for RabbitMQ's certificate, if its authority is not public: a file in Airflow's containers, mounted by
     * {@link io.airworthy.AirflowDeployment#pods()}. Used only with TLS.
     */
    Optional<String> caFile();

    /** Starts a broker. */
    static RabbitMqBuilder builder() {
        return new RabbitMqBuilder();
    }

    /** Starts a broker from this one, with all its attributes. */
    default RabbitMqBuilder toBuilder() {
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
        return rabbitMq.apply(this);
    }
}
