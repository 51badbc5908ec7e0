package io.airworthy.pods;

import java.util.function.Function;

/**
 * Celery workers that Kubernetes adds and removes, so that they use 80 % of the CPU that they ask for: the worker's own
 * container is measured, not what runs beside it. A worker that waits for others uses no CPU; for tasks of that kind,
 * {@link KedaScaling} fits better.
 *
 * @param minReplicas the fewest workers, 1 or more
 * @param maxReplicas the most workers, not below {@code minReplicas}
 * @see <a href="https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#container-resource-metrics">Container
 *     resource metrics</a>
 */
public record HpaScaling(int minReplicas, int maxReplicas) implements WorkerScaling {
    @Override
    public <T> T match(Function<? super KedaScaling, ? extends T> keda, Function<? super HpaScaling, ? extends T> hpa) {
        return hpa.apply(this);
    }
}
