package io.airworthy.release;

import io.airworthy.pods.Component;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/** A part of the release that runs as a workload of its own. */
public enum Part {
    /** Decides what runs next. */
    SCHEDULER("Scheduler"),
    /** The API server, or the webserver before Airflow 3. */
    WEB("Ui"),
    /** Reads the DAG files. */
    DAG_PROCESSOR("DagProcessor"),
    /** Waits for deferred tasks. */
    TRIGGERER("Triggerer"),
    /** Celery's workers. */
    WORKERS("Workers"),
    /** The page that shows Celery's workers. */
    FLOWER("Flower"),
    /** The connection pool. */
    PGBOUNCER("Pool"),
    /** The chart's own broker. */
    REDIS("Redis"),
    /** The chart's own exporter of metrics. */
    STATSD("Exporter");

    private final String word;

    Part(String word) {
        this.word = word;
    }

    /**
     * What the part is called within the names of alerts.
     *
     * @return one word, {@code DagProcessor}
     */
    public String word() {
        return word;
    }

    /**
     * The part that runs a component.
     *
     * @param component the component
     * @return its part
     */
    public static Part of(Component component) {
        return switch (Objects.requireNonNull(component, "component")) {
            case SCHEDULER -> SCHEDULER;
            case WEB -> WEB;
            case DAG_PROCESSOR -> DAG_PROCESSOR;
            case TRIGGERER -> TRIGGERER;
            case WORKERS -> WORKERS;
        };
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
