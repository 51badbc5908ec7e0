package io.airworthy.pods;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.immutables.value.Value;

/**
 * Celery workers of their own for some queues, beside the usual ones or instead of them. Charts have them from 1.19 on.
 *
 * <p>Defaults: as many and as large as {@link HaSettings#workers()} are by default, without a disruption budget of their own:
 * that of the usual workers covers them, and Kubernetes evicts no pod that has two.
 *
 * <pre>{@code
 * WorkerGroup gpu = WorkerGroup.of("gpu", "training", "inference").toBuilder()
 *         .settings(workers -> workers.replicas(1).pods(pods -> pods.nodeSelector("accelerator", "nvidia")))
 *         .scaling(WorkerScaling.keda(0, 4))
 *         .build();
 * }</pre>
 *
 * <p>What a group does not say of its pods is as with the usual workers; what it says replaces that.
 *
 * @see <a href="https://airflow.apache.org/docs/apache-airflow-providers-celery/stable/celery_executor.html#queues">Celery's
 *     queues</a>
 */
@Value.Immutable
public interface WorkerGroup {

    /** The name, which ends that of the workload: {@code airflow-worker-gpu}. */
    String name();

    /** The queues whose tasks these workers take; at least one. */
    List<String> queues();

    /** How the workers run. */
    @Value.Default
    default ComponentSettings settings() {
        return HaSettings.production().workers().toBuilder()
                .disruptionBudget(DisruptionBudget.none())
                .build();
    }

    /** What scales the workers; {@code settings().replicas()} then no longer counts. Default: nothing. */
    Optional<WorkerScaling> scaling();

    /**
     * A group.
     *
     * @param name its name
     * @param queues the queues whose tasks it takes
     * @return the group
     */
    static WorkerGroup of(String name, String... queues) {
        Objects.requireNonNull(queues, "queues");
        return builder().name(name).queues(Arrays.asList(queues)).build();
    }

    /** How many workers there may be. */
    default int mostReplicas() {
        return scaling()
                .map(WorkerScaling::maxReplicas)
                .orElseGet(() -> settings().replicas());
    }

    /** Whether KEDA scales it. */
    default boolean isScaledByKeda() {
        return scaling().filter(WorkerScaling::isKeda).isPresent();
    }

    /** Starts a group. */
    static WorkerGroupBuilder builder() {
        return new WorkerGroupBuilder();
    }

    /** Starts a group from this one, with all its attributes. */
    default WorkerGroupBuilder toBuilder() {
        return builder().from(this);
    }

    /** The builder's short forms. */
    abstract class Builder {

        /** For the generated builder only. */
        Builder() {}

        abstract WorkerGroupBuilder settings(ComponentSettings settings);

        abstract WorkerGroup build();

        /**
         * Changes how the workers run, as set so far: {@code settings(workers -> workers.replicas(1))}.
         *
         * @param change the change
         * @return the builder
         * @throws IllegalStateException if the builder lacks what {@code build()} asks for
         */
        public WorkerGroupBuilder settings(UnaryOperator<ComponentSettingsBuilder> change) {
            Objects.requireNonNull(change, "change");
            return settings(change.apply(build().settings().toBuilder()).build());
        }
    }
}
