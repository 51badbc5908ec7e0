package io.airworthy.celery;

import io.airworthy.material.SecretSource;
import java.util.Optional;
import java.util.function.Function;
import org.immutables.value.Value;

/**
 * The message broker between the scheduler and the Celery workers.
 *
 * @see <a href="https://airflow.apache.org/docs/helm-chart/stable/production-guide.html">Production guide</a>
 */
public sealed interface CeleryBroker permits CeleryBroker.ChartRedis, ExternalRedis {

    /** Takes the broker apart: the function of its variant makes the result. */
    <T> T match(
            Function<? super ChartRedis, ? extends T> chartRedis,
            Function<? super ExternalRedis, ? extends T> externalRedis);

    /** The Redis that the chart runs: one pod with a volume, so that queued tasks survive a restart. */
    @Value.Immutable
    non-sealed interface ChartRedis extends CeleryBroker {

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
                Function<? super ExternalRedis, ? extends T> externalRedis) {
            return chartRedis.apply(this);
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

    /** Whether the chart runs it. */
    default boolean isChartRedis() {
        return match(chartRedis -> true, externalRedis -> false);
    }

    /** The Redis elsewhere, if it is one. */
    default Optional<ExternalRedis> externalRedis() {
        return match(chartRedis -> Optional.empty(), Optional::of);
    }
}
