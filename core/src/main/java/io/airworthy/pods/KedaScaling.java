package io.airworthy.pods;

import java.util.function.Function;

/**
 * Celery workers that KEDA adds and removes by the number of tasks that wait. KEDA must be installed in the cluster.
 *
 * @param minReplicas the fewest workers, 0 or more
 * @param maxReplicas the most workers, at least 1 and not below {@code minReplicas}
 * @see <a href="https://airflow.apache.org/docs/helm-chart/stable/keda.html">Autoscaling with KEDA</a>
 */
public record KedaScaling(int minReplicas, int maxReplicas) implements WorkerScaling {
    @Override
    public <T> T match(Function<? super KedaScaling, ? extends T> keda, Function<? super HpaScaling, ? extends T> hpa) {
        return keda.apply(this);
    }
}
