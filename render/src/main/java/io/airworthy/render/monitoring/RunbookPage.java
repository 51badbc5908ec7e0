package io.airworthy.render.monitoring;

import io.airworthy.operations.Operations;
import io.airworthy.release.Part;
import java.util.Locale;
import java.util.Objects;

/** A page of the runbook for something that fails by itself, the most urgent first. */
public enum RunbookPage {
    /** Nobody reaches the user interface. */
    UI_DOWN,
    /** No scheduler works. */
    SCHEDULER_DOWN,
    /** Tasks wait and do not start. */
    TASKS_QUEUED,
    /** What runs tasks was killed. */
    WORKER_KILLED,
    /** The database does not answer. */
    DATABASE_DOWN,
    /** PgBouncer has too few connections. */
    POOL_SATURATED,
    /** The broker does not take tasks. */
    BROKER_DOWN,
    /** No DAG processor works. */
    DAG_PROCESSOR_DOWN,
    /** Deferred tasks do not go on. */
    TRIGGERER_STUCK,
    /** A DAG file cannot be read. */
    BAD_DAG,
    /** DAG files do not arrive. */
    GIT_SYNC_FAILING,
    /** Logs of tasks do not arrive. */
    LOGS_MISSING,
    /** The database could not be migrated. */
    MIGRATION_FAILED,
    /** A release of Helm is stuck. */
    HELM_PENDING,
    /** Pods lack a Secret. */
    SECRET_MISSING,
    /** An operator cannot make a Secret. */
    SECRET_NOT_SYNCING,
    /** A certificate ends soon. */
    CERTIFICATE_EXPIRING,
    /** The database has no room left. */
    DATABASE_FULL,
    /** The volume of a pod has no room left. */
    DISK_FULL,
    /** A node cannot be drained. */
    DRAIN_BLOCKED,
    /** Metrics do not arrive. */
    METRICS_MISSING,
    /** The cluster is gone. */
    CLUSTER_LOST;

    /** The file of the runbook in a package. */
    public static final String FILE_NAME = "RUNBOOK.md";

    /**
     * The page for when a part of a release does not run.
     *
     * @param part the part
     * @return its page
     */
    public static RunbookPage of(Part part) {
        return switch (Objects.requireNonNull(part, "part")) {
            case SCHEDULER -> SCHEDULER_DOWN;
            case WEB -> UI_DOWN;
            case DAG_PROCESSOR -> DAG_PROCESSOR_DOWN;
            case TRIGGERER -> TRIGGERER_STUCK;
            case WORKERS -> TASKS_QUEUED;
            case PGBOUNCER -> DATABASE_DOWN;
            case REDIS, FLOWER -> BROKER_DOWN;
            case STATSD -> METRICS_MISSING;
        };
    }

    /**
     * The page's anchor.
     *
     * @return the id, {@code scheduler-down}
     */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Where the page is.
     *
     * @param operations what says where the runbook is
     * @return the runbook's URL, or else its file, with the page's anchor
     */
    public String in(Operations operations) {
        Objects.requireNonNull(operations, "operations");
        return operations.runbookUrl().orElse(FILE_NAME) + "#" + id();
    }
}
