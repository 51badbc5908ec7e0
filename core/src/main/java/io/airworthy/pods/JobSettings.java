package io.airworthy.pods;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.immutables.value.Value;

/**
 * How a job of the chart runs.
 *
 * <p>Defaults: no resource requests, the cluster's default priority, an account that the chart makes, the variables of all
 * of Airflow's containers, and the chart's own time after which Kubernetes deletes a finished job.
 */
@Value.Immutable
public interface JobSettings {

    /** The requests and limits of the job's container. Default: nothing. */
    @Value.Default
    default Resources resources() {
        return Resources.builder().build();
    }

    /** The priority class of the pod, which must exist in the cluster. */
    Optional<String> priorityClass();

    /** The service account of the pod. Default: one that the chart makes and names. */
    Optional<ServiceAccount> serviceAccount();

    /** The command of its container, instead of the image's. */
    List<String> command();

    /**
     * The arguments of its container, instead of those that migrate, create the user or clean up:
     * {@code bash -c "exec airflow db migrate"}. Where there is a pool, the URL with which the migration bypasses it is in its
     * variable {@code AIRWORTHY_DIRECT_CONNECTION}.
     */
    List<String> args();

    /** Annotations of the job itself, beside the model's. Those of its pod are in {@link #pods}. */
    Map<String, String> annotations();

    /**
     * Whether the job gets the variables that all of Airflow's containers get: {@code environment}, what {@code pods} says, and
     * those from Secrets of the model. Without them it has the connections to database and broker only. Default true.
     */
    @Value.Default
    default boolean customVariables() {
        return true;
    }

    /**
     * How long Kubernetes keeps the job after it has finished, in whole seconds. Default: the chart's, 5 minutes; Argo CD, which
     * would miss a job of its own that is gone, keeps it for a day.
     */
    Optional<Duration> timeToLive();

    /** Whether the finished job stays until somebody deletes it, whatever the chart's default is. Default false. */
    @Value.Default
    default boolean kept() {
        return false;
    }

    /** What else is said of the pod. Default: nothing. A job has no place for probes and the like. */
    @Value.Default
    default Pods pods() {
        return Pods.builder().build();
    }

    /** Starts settings. */
    static JobSettingsBuilder builder() {
        return new JobSettingsBuilder();
    }

    /** Starts settings from these, with all their attributes. */
    default JobSettingsBuilder toBuilder() {
        return builder().from(this);
    }

    /** The builder's short forms. */
    abstract class Builder {

        /** For the generated builder only. */
        Builder() {}

        abstract JobSettingsBuilder pods(Pods pods);

        abstract JobSettings build();

        /**
         * Changes what is said of the pod, as set so far: {@code pods(pods -> pods.nodeSelector("pool", "airflow"))}.
         *
         * @param change the change
         * @return the builder
         */
        public JobSettingsBuilder pods(UnaryOperator<PodsBuilder> change) {
            Objects.requireNonNull(change, "change");
            return pods(change.apply(build().pods().toBuilder()).build());
        }
    }
}
