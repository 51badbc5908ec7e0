package io.airworthy.celery;

import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import org.immutables.value.Value;

/**
 * Amazon SQS, with queues that exist. Schedulers and workers use it with the identity that their pods have.
 *
 * <p>SQS takes no commands for workers, so remote control is off, and with it the chart's liveness probe of workers, which asks
 * them by it. It keeps a message hidden for 12 hours at most: a task that takes longer runs twice.
 *
 * @see <a href="https://docs.celeryq.dev/en/stable/getting-started/backends-and-brokers/sqs.html">Celery: using Amazon SQS</a>
 */
@Value.Immutable
public non-sealed interface Sqs extends CeleryBroker {

    /** Airflow's queue for tasks that name none. */
    String DEFAULT_QUEUE = "default";

    /** SQS hides a message no longer than this. */
    Duration LONGEST_TIMEOUT = Duration.ofHours(12);

    /** The region. */
    String region();

    /** The URLs of the queues, by the names that tasks have for them; {@value #DEFAULT_QUEUE} is among them. */
    Map<String, String> queues();

    /** How long a worker may take for a task before another one gets it, up to 12 hours. Default 12 hours. */
    @Value.Default
    default Duration visibilityTimeout() {
        return LONGEST_TIMEOUT;
    }

    /** Starts a broker. */
    static SqsBuilder builder() {
        return new SqsBuilder();
    }

    /** Starts a broker from this one, with all its attributes. */
    default SqsBuilder toBuilder() {
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
        return sqs.apply(this);
    }
}
