package io.airworthy.pods;

import java.util.function.Function;
import org.immutables.value.Value;

/**
 * Celery workers that Kubernetes adds and removes, so that they use 80 % of the CPU that they request. Only the
 * worker's own container is measured. A worker that waits for another system uses no CPU; for such tasks {@link
 * KedaScaling} fits better.
 *
 * @see <a href="https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#container-resource-metrics">Container
 *     resource metrics</a>
 */
@Value.Immutable
public non-sealed interface HpaScaling extends WorkerScaling {

    /** The fewest workers, 1 or more. */
    @Override
    int minReplicas();

    /** The most workers, not below {@code minReplicas}. */
    @Override
    int maxReplicas();

    /** Starts a scaling. */
    static HpaScalingBuilder builder() {
        return new HpaScalingBuilder();
    }

    /** Starts a scaling from this one, with all its attributes. */
    default HpaScalingBuilder toBuilder() {
        return builder().from(this);
    }

    @Override
    default <T> T match(
            Function<? super KedaScaling, ? extends T> keda, Function<? super HpaScaling, ? extends T> hpa) {
        return hpa.apply(this);
    }
}
