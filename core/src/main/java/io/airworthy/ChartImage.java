package io.airworthy;

/** An image that the chart runs beside Airflow's. */
public enum ChartImage {
    /** git-sync, in every pod that needs DAG files. */
    GIT_SYNC("gitSync"),
    /** PgBouncer. */
    PGBOUNCER("pgbouncer"),
    /** The exporter of PgBouncer's metrics. */
    PGBOUNCER_EXPORTER("pgbouncerExporter"),
    /** The chart's own Redis. */
    REDIS("redis"),
    /** The chart's own exporter of StatsD metrics. */
    STATSD("statsd"),
    /** Flower, where it runs another image than Airflow's. */
    FLOWER("flower"),
    /** The task pods of the Kubernetes executor, where they run another image than Airflow's. */
    TASK_PODS("pod_template");

    private final String key;

    ChartImage(String key) {
        this.key = key;
    }

    /**
     * The image's key in the chart's values, below {@code images}.
     *
     * @return the key, {@code gitSync}
     */
    public String valuesKey() {
        return key;
    }
}
