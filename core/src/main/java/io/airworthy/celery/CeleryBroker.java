package io.airworthy.celery;

import io.airworthy.material.SecretSource;
import io.airworthy.pods.Persistence;
import io.airworthy.pods.Pods;
import io.airworthy.pods.Resources;
import io.airworthy.pods.ServiceAccount;
import io.airworthy.pods.ServiceType;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.immutables.value.Value;

/**
 * The message broker between the scheduler and the Celery workers.
 *
 * @see <a href="https://airflow.apache.org/docs/helm-chart/stable/production-guide.html">Production guide</a>
 */
public sealed interface CeleryBroker
        permits CeleryBroker.ChartRedis, ExternalRedis, RedisSentinel, RabbitMq, Sqs, CeleryBroker.ExistingBroker {

    /** Takes the broker apart: the function of its variant makes the result. */
    <T> T match(
            Function<? super ChartRedis, ? extends T> chartRedis,
            Function<? super ExternalRedis, ? extends T> externalRedis,
            Function<? super RedisSentinel, ? extends T> redisSentinel,
            Function<? super RabbitMq, ? extends T> rabbitMq,
            Function<? super Sqs, ? extends T> sqs,
            Function<? super ExistingBroker, ? extends T> existingBroker);

    /** The Redis that the chart runs: one pod with a volume, so that queued tasks survive a restart. */
    @Value.Immutable
    non-sealed interface ChartRedis extends CeleryBroker {

        /** The volume that queued tasks are kept on. Default: the chart's, 1Gi. */
        Optional<Persistence> persistence();

        /** The requests and limits of its container. Default: nothing. */
        @Value.Default
        default Resources resources() {
            return Resources.builder().build();
        }

        /** The priority class of the pod, which must exist in the cluster. */
        Optional<String> priorityClass();

        /** The service account of the pod. Default: one that the chart makes and names. */
        Optional<ServiceAccount> serviceAccount();

        /** From where its Service can be reached. Another than the default from chart 1.16 on. Default {@link ServiceType#CLUSTER_IP}. */
        @Value.Default
        default ServiceType serviceType() {
            return ServiceType.CLUSTER_IP;
        }

        /** The port of every node, 1 to 65535, of a {@link ServiceType#NODE_PORT}. Default: Kubernetes chooses one. */
        Optional<Integer> nodePort();

        /**
         * The address of its Service in the cluster, {@code None} for none, of a {@link ServiceType#CLUSTER_IP}. From chart 1.16 on.
         * Default: Kubernetes chooses one.
         */
        Optional<String> clusterIp();

        /** What else is said of the pod. Default: nothing. The chart has a place for less than in a component. */
        @Value.Default
        default Pods pods() {
            return Pods.builder().build();
        }

        /** Starts a broker. */
        static ChartRedisBuilder builder() {
            return new ChartRedisBuilder();
        }

        /** Starts a broker from this one, with all its attributes. */
        default ChartRedisBuilder toBuilder() {
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
            return chartRedis.apply(this);
        }
    }

    /** A broker of any kind, whose URL is in a Secret that somebody else keeps. */
    @Value.Immutable
    non-sealed interface ExistingBroker extends CeleryBroker {

        /** The Secret, with the URL under the key {@code connection}: {@code amqp://user:password@host:5672/vhost}. */
        String secretName();

        /** Starts a broker. */
        static ExistingBrokerBuilder builder() {
            return new ExistingBrokerBuilder();
        }

        /** Starts a broker from this one, with all its attributes. */
        default ExistingBrokerBuilder toBuilder() {
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
            return existingBroker.apply(this);
        }
    }

    /** The Redis that the chart runs. */
    static ChartRedis chartRedis() {
        return ChartRedis.builder().build();
    }

    /**
     * A Redis elsewhere, encrypted, with a password from the environment variable {@code BROKER_PASSWORD}.
     *
     * @param host its host name
     * @return the broker, on port 6379, database 0; {@link ExternalRedis#builder()} has all settings
     */
    static ExternalRedis externalRedis(String host) {
        return ExternalRedis.builder()
                .host(host)
                .passwordFrom(SecretSource.environment("BROKER_PASSWORD"))
                .build();
    }

    /**
     * Redis behind sentinels, without TLS and without a password.
     *
     * @param masterName the name that the sentinels have for the Redis
     * @param sentinels the sentinels, {@code "redis-sentinel.redis:26379"}
     * @return the broker, database 0; {@link RedisSentinel#builder()} has all settings
     */
    static RedisSentinel redisSentinel(String masterName, List<String> sentinels) {
        Objects.requireNonNull(sentinels, "sentinels");
        return RedisSentinel.builder()
                .masterName(masterName)
                .sentinels(sentinels)
                .build();
    }

    /**
     * A RabbitMQ, encrypted, with a password from the environment variable {@code BROKER_PASSWORD}.
     *
     * @param host its host name
     * @param user the user
     * @return the broker, on port 5671, virtual host {@code /}; {@link RabbitMq#builder()} has all settings
     */
    static RabbitMq rabbitMq(String host, String user) {
        return RabbitMq.builder().host(host).user(user).build();
    }

    /**
     * Amazon SQS, with the identity of the workers and schedulers.
     *
     * @param region the region
     * @param defaultQueueUrl the URL of the queue for tasks that name none
     * @return the broker; {@link Sqs#builder()} has all settings
     */
    static Sqs sqs(String region, String defaultQueueUrl) {
        return Sqs.builder()
                .region(region)
                .queue(Sqs.DEFAULT_QUEUE, defaultQueueUrl)
                .build();
    }

    /**
     * A broker whose URL is in a Secret that somebody else keeps.
     *
     * @param secretName the Secret, with the URL under the key {@code connection}
     * @return the broker
     */
    static ExistingBroker urlFrom(String secretName) {
        return ExistingBroker.builder().secretName(secretName).build();
    }

    /** The Redis that the chart runs, if it is that. */
    default Optional<ChartRedis> chartsOwn() {
        return match(
                Optional::of,
                externalRedis -> Optional.empty(),
                redisSentinel -> Optional.empty(),
                rabbitMq -> Optional.empty(),
                sqs -> Optional.empty(),
                existingBroker -> Optional.empty());
    }

    /** The broker whose URL somebody else has, if it is that. */
    default Optional<ExistingBroker> existing() {
        return match(
                chartRedis -> Optional.empty(),
                externalRedis -> Optional.empty(),
                redisSentinel -> Optional.empty(),
                rabbitMq -> Optional.empty(),
                sqs -> Optional.empty(),
                Optional::of);
    }

    /** The RabbitMQ, if it is one. */
    default Optional<RabbitMq> rabbitMq() {
        return match(
                chartRedis -> Optional.empty(),
                externalRedis -> Optional.empty(),
                redisSentinel -> Optional.empty(),
                Optional::of,
                sqs -> Optional.empty(),
                existingBroker -> Optional.empty());
    }

    /** The Redis behind sentinels, if it is one. */
    default Optional<RedisSentinel> redisSentinel() {
        return match(
                chartRedis -> Optional.empty(),
                externalRedis -> Optional.empty(),
                Optional::of,
                rabbitMq -> Optional.empty(),
                sqs -> Optional.empty(),
                existingBroker -> Optional.empty());
    }

    /** The queues of Amazon SQS, if it is these. */
    default Optional<Sqs> sqs() {
        return match(
                chartRedis -> Optional.empty(),
                externalRedis -> Optional.empty(),
                redisSentinel -> Optional.empty(),
                rabbitMq -> Optional.empty(),
                Optional::of,
                existingBroker -> Optional.empty());
    }

    /** The Redis elsewhere, if it is one. */
    default Optional<ExternalRedis> externalRedis() {
        return match(
                chartRedis -> Optional.empty(),
                Optional::of,
                redisSentinel -> Optional.empty(),
                rabbitMq -> Optional.empty(),
                sqs -> Optional.empty(),
                existingBroker -> Optional.empty());
    }
}
