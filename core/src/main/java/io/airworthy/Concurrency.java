package io.airworthy;

import java.util.Objects;
import org.immutables.value.Value;

/**
 * How much runs at once, and how many database connections each process may open. These numbers decide how large the
 * pool and the server must be, so they are written into the configuration even where they equal Airflow's defaults.
 *
 * <p>Defaults: those of Airflow 3.2, also for earlier versions whose own differ.
 *
 * @see <a href="https://airflow.apache.org/docs/apache-airflow/stable/configurations-ref.html">Configuration reference</a>
 */
@Value.Immutable
public interface Concurrency {

    /** Tasks that one scheduler keeps running at once ({@code [core] parallelism}), at least 1. Default 32. */
    @Value.Default
    default int parallelism() {
        return 32;
    }

    /**
     * Tasks that one Celery worker runs at once ({@code [celery] worker_concurrency}), at least 1. With
     * {@code celery.worker_autoscale} in {@code airflowConfig}, its greater number. Default 16.
     */
    @Value.Default
    default int workerConcurrency() {
        return 16;
    }

    /** Server processes in one API server pod ({@code [api] workers}), at least 1. Default 1. Airflow 3 only. */
    @Value.Default
    default int apiServerWorkers() {
        return 1;
    }

    /** Gunicorn processes in one webserver pod ({@code [webserver] workers}), at least 1. Default 4. Airflow 2 only. */
    @Value.Default
    default int webserverWorkers() {
        return 4;
    }

    /** Processes in which a DAG processor reads files ({@code parsing_processes}), at least 1. Default 2. */
    @Value.Default
    default int parsingProcesses() {
        return 2;
    }

    /** Connections that a process keeps open ({@code [database] sql_alchemy_pool_size}), at least 1. Default 5. */
    @Value.Default
    default int databasePoolSize() {
        return 5;
    }

    /**
     * Connections that a process opens beyond those when it is busy ({@code [database] sql_alchemy_max_overflow}), 0 or
     * more. Default 10.
     */
    @Value.Default
    default int databaseMaxOverflow() {
        return 10;
    }

    /**
     * How much runs by default.
     *
     * @return all defaults
     */
    static Concurrency ofDefaults() {
        return builder().build();
    }

    /**
     * The worker processes of each pod of a web tier.
     *
     * @param tier the web tier
     * @return {@link #apiServerWorkers()} or {@link #webserverWorkers()}
     */
    default int workersOf(WebTier tier) {
        Objects.requireNonNull(tier, "tier");
        return switch (tier) {
            case WEBSERVER -> webserverWorkers();
            case API_SERVER -> apiServerWorkers();
        };
    }

    /** Starts a concurrency. */
    static ConcurrencyBuilder builder() {
        return new ConcurrencyBuilder();
    }

    /** Starts a concurrency from this one, with all its attributes. */
    default ConcurrencyBuilder toBuilder() {
        return builder().from(this);
    }
}
