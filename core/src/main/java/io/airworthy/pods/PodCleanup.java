package io.airworthy.pods;

import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.immutables.value.Value;

/**
 * The job that deletes the pods of finished tasks, which the Kubernetes executor leaves behind when it is interrupted. Newer
 * charts run it only with that executor.
 *
 * @see <a href="https://airflow.apache.org/docs/apache-airflow-providers-cncf-kubernetes/stable/cli-ref.html#cleanup-pods">airflow
 *     kubernetes cleanup-pods</a>
 */
@Value.Immutable
public interface PodCleanup {

    /** When it runs, as cron has it. Default: every 15 minutes, as in the chart. */
    @Value.Default
    default String schedule() {
        return "*/15 * * * *";
    }

    /** How many failed runs Kubernetes keeps. Kubernetes' default: 1. */
    Optional<Integer> failedJobsHistoryLimit();

    /** How many successful runs Kubernetes keeps. Kubernetes' default: 3. */
    Optional<Integer> successfulJobsHistoryLimit();

    /** How it runs. The chart has no place for a time to live, volumes or {@code customVariables} here. */
    @Value.Default
    default JobSettings job() {
        return JobSettings.builder().build();
    }

    /** A clean-up with all defaults. */
    static PodCleanup ofDefaults() {
        return builder().build();
    }

    /** Starts a clean-up. */
    static PodCleanupBuilder builder() {
        return new PodCleanupBuilder();
    }

    /** Starts a clean-up from this one, with all its attributes. */
    default PodCleanupBuilder toBuilder() {
        return builder().from(this);
    }

    /** The builder's short forms. */
    abstract class Builder {

        /** For the generated builder only. */
        Builder() {}

        abstract PodCleanupBuilder job(JobSettings job);

        abstract PodCleanup build();

        /**
         * Changes how it runs, as set so far: {@code job(job -> job.priorityClass("low"))}.
         *
         * @param change the change
         * @return the builder
         */
        public PodCleanupBuilder job(UnaryOperator<JobSettingsBuilder> change) {
            Objects.requireNonNull(change, "change");
            return job(change.apply(build().job().toBuilder()).build());
        }
    }
}
