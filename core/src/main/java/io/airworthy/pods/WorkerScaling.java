package io.airworthy.pods;

import java.util.function.Function;

/** The autoscaler of the Celery workers, or of another component. */
public sealed interface WorkerScaling permits KedaScaling, HpaScaling {

    /** Takes the scaling apart: the function of its variant makes the result. */
    <T> T match(Function<? super KedaScaling, ? extends T> keda, Function<? super HpaScaling, ? extends T> hpa);

    /** The fewest pods. */
    int minReplicas();

    /** The most pods. Pool and database must have enough connections for them. */
    int maxReplicas();

    /**
     * Workers by the number of waiting tasks. KEDA must be installed in the cluster.
     *
     * @param minReplicas the fewest workers, 0 or more
     * @param maxReplicas the most workers, at least 1 and not below {@code minReplicas}
     * @return the scaling
     */
    static KedaScaling keda(int minReplicas, int maxReplicas) {
        return KedaScaling.builder()
                .minReplicas(minReplicas)
                .maxReplicas(maxReplicas)
                .build();
    }

    /**
     * Workers by the CPU that they use. The metrics server must be installed in the cluster.
     *
     * @param minReplicas the fewest workers, 1 or more
     * @param maxReplicas the most workers, not below {@code minReplicas}
     * @return the scaling, at 80 % of the CPU that a worker requests
     */
    static HpaScaling hpa(int minReplicas, int maxReplicas) {
        return HpaScaling.builder()
                .minReplicas(minReplicas)
                .maxReplicas(maxReplicas)
                .build();
    }

    /** Whether it is KEDA, which queries the database. */
    default boolean isKeda() {
        return match(keda -> true, hpa -> false);
    }
}
