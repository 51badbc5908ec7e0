package io.airworthy.catalogue;

/** Who reads a Secret in the cluster. */
public enum Reader {
    /** Every container that runs Airflow: components, jobs and task pods. */
    AIRFLOW("every Airflow container"),
    /** Scheduler and API server alone. */
    SCHEDULER_AND_API_SERVER("scheduler and API server"),
    /** The job that migrates the database. */
    MIGRATION_JOB("migration job"),
    /** The job that creates the first administrator. */
    CREATE_USER_JOB("create-user job"),
    /** The git-sync containers. */
    GIT_SYNC("git-sync containers"),
    /** PgBouncer. */
    PGBOUNCER("PgBouncer"),
    /** The exporter in PgBouncer's pod. */
    PGBOUNCER_EXPORTER("PgBouncer's exporter"),
    /** The chart's own Redis. */
    REDIS("Redis"),
    /** The page that shows Celery's workers. */
    FLOWER("Flower"),
    /** KEDA, through the workers' environment. */
    KEDA("KEDA");

    private final String title;

    Reader(String title) {
        this.title = title;
    }

    /** The reader in words. */
    @Override
    public String toString() {
        return title;
    }
}
