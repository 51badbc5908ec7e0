package io.airworthy.database;

import io.airworthy.pods.JobSettings;
import io.airworthy.pods.JobSettingsBuilder;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.immutables.value.Value;

/**
 * The job that deletes old rows from Airflow's database with {@code airflow db clean}. What it deletes disappears from the user
 * interface. Charts have it since 1.19.
 *
 * <p>Defaults, which are the chart's: Sundays at midnight, everything older than 90 days, in all tables, with a copy of what is
 * deleted in tables named {@code _airflow_deleted__...}.
 *
 * @see <a href="https://airflow.apache.org/docs/apache-airflow/stable/cli-and-env-variables-ref.html#clean">airflow db clean</a>
 */
@Value.Immutable
public interface DatabaseCleanup {

    /** When it runs, as cron has it. Default: Sundays at midnight. */
    @Value.Default
    default String schedule() {
        return "0 0 * * 0";
    }

    /** How old rows may get, in days, at least 1. Default 90. */
    @Value.Default
    default int retentionDays() {
        return 90;
    }

    /** Whether rows are deleted without a copy. The copies need space until somebody drops them. Default false. */
    @Value.Default
    default boolean skipArchive() {
        return false;
    }

    /** The tables to clean. Default: all that Airflow cleans. */
    List<String> tables();

    /** How many failed runs Kubernetes keeps. The chart's default: 1. */
    Optional<Integer> failedJobsHistoryLimit();

    /** How many successful runs Kubernetes keeps. The chart's default: 1. */
    Optional<Integer> successfulJobsHistoryLimit();

    /** How it runs. The chart has no place for volumes of its own here, and one for a time to live since 1.21. */
    @Value.Default
    default JobSettings job() {
        return JobSettings.builder().build();
    }

    /**
     * A clean-up of all tables.
     *
     * @param schedule when it runs, as cron has it: {@code "0 3 * * *"}
     * @param retentionDays how old rows may get, in days
     * @return the clean-up
     */
    static DatabaseCleanup of(String schedule, int retentionDays) {
        Objects.requireNonNull(schedule, "schedule");
        return builder().schedule(schedule).retentionDays(retentionDays).build();
    }

    /** Starts a clean-up. */
    static DatabaseCleanupBuilder builder() {
        return new DatabaseCleanupBuilder();
    }

    /** Starts a clean-up from this one, with all its attributes. */
    default DatabaseCleanupBuilder toBuilder() {
        return builder().from(this);
    }

    /** The builder's short forms. */
    abstract class Builder {

        /** For the generated builder only. */
        Builder() {}

        abstract DatabaseCleanupBuilder job(JobSettings job);

        abstract DatabaseCleanup build();

        /**
         * Changes how it runs, as set so far: {@code job(job -> job.priorityClass("low"))}.
         *
         * @param change the change
         * @return the builder
         */
        public DatabaseCleanupBuilder job(UnaryOperator<JobSettingsBuilder> change) {
            Objects.requireNonNull(change, "change");
            return job(change.apply(build().job().toBuilder()).build());
        }
    }
}
