package io.airworthy.release;

import io.airworthy.pods.Component;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/** A part of the release that runs as a workload of its own. */
public enum Part {
    /** Decides what runs next. */
    SCHEDULER,
    /** The API server, or the webserver before Airflow 3. */
    WEB,
    /** Reads the DAG files. */
    DAG_PROCESSOR,
    /** Waits for deferred tasks. */
    TRIGGERER,
    /** Celery's workers. */
    WORKERS,
    /** The page that shows Celery's workers. */
    FLOWER,
    /** The connection pool. */
    PGBOUNCER,
    /** The chart's own broker. */
    REDIS,
    /** The chart's own exporter of metrics. */
    STATSD;

    /**
     * The part that runs a component.
     *
     * @param component the component
     * @return its part
     */
    public static Part of(Component component) {
        Objects.requireNonNull(component, "component");
        return valueOf(component.name());
    }

    /**
     * The parts that run Airflow itself.
     *
     * @return a new set
     */
    public static Set<Part> airflow() {
        return EnumSet.range(SCHEDULER, FLOWER);
    }

    /**
     * Whether this part runs Airflow itself.
     *
     * @return true if so
     */
    public boolean isAirflow() {
        return compareTo(FLOWER) <= 0;
    }
}
