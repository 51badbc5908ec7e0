package io.airworthy.pods;

import java.util.function.Function;
import org.immutables.value.Value;

/**
 * Celery workers that KEDA adds and removes by the number of waiting tasks. KEDA must be installed in the cluster.
 *
 * @see <a href="https://airflow.apache.org/docs/helm-chart/stable/keda.html">Autoscaling with KEDA</a>
 */
@Value.Immutable
public non-sealed interface KedaScaling extends WorkerScaling {

    /** The fewest workers, 0 or more. */
    @Override
    int minReplicas();

    /** The most workers, at least 1 and not below {@code minReplicas}. */
    @Override
    int maxReplicas();

    /** Starts a scaling. */
    static KedaScalingBuilder builder() {
        return new KedaScalingBuilder();
    }

    /** Starts a scaling from this one, with all its attributes. */
    default KedaScalingBuilder toBuilder() {
        return builder().from(this);
    }

    @Override
    default <T> T match(
            Function<? super KedaScaling, ? extends T> keda, Function<? super HpaScaling, ? extends T> hpa) {
        return keda.apply(this);
    }
}
