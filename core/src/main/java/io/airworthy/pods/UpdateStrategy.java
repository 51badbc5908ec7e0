package io.airworthy.pods;

import io.airworthy.pods.DisruptionBudget.Amount;
import java.util.Objects;
import java.util.function.Function;

/**
 * How the pods of a component are replaced when they change.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#strategy">Strategies</a>
 */
public sealed interface UpdateStrategy {

    /** Takes the strategy apart: the function of its variant makes the result. */
    <T> T match(
            Function<? super Rolling, ? extends T> rolling,
            Function<? super Recreate, ? extends T> recreate,
            Function<? super OnDelete, ? extends T> onDelete);

    /**
     * Bit by bit, for Deployments.
     *
     * @param maxSurge how many pods there may be beyond the replicas
     * @param maxUnavailable how many of the replicas may be missing
     */
    record Rolling(Amount maxSurge, Amount maxUnavailable) implements UpdateStrategy {

        /** Refuses null. */
        public Rolling {
            Objects.requireNonNull(maxSurge, "maxSurge");
            Objects.requireNonNull(maxUnavailable, "maxUnavailable");
        }

        @Override
        public String toString() {
            return "rolling, maxSurge " + maxSurge + ", maxUnavailable " + maxUnavailable;
        }

        @Override
        public <T> T match(
                Function<? super Rolling, ? extends T> rolling,
                Function<? super Recreate, ? extends T> recreate,
                Function<? super OnDelete, ? extends T> onDelete) {
            return rolling.apply(this);
        }
    }

    /** All at once: the old pods end before new ones start. For Deployments. */
    record Recreate() implements UpdateStrategy {
        @Override
        public String toString() {
            return "Recreate";
        }

        @Override
        public <T> T match(
                Function<? super Rolling, ? extends T> rolling,
                Function<? super Recreate, ? extends T> recreate,
                Function<? super OnDelete, ? extends T> onDelete) {
            return recreate.apply(this);
        }
    }

    /** When somebody deletes them. For StatefulSets: workers that finish their tasks before they are replaced. */
    record OnDelete() implements UpdateStrategy {
        @Override
        public String toString() {
            return "OnDelete";
        }

        @Override
        public <T> T match(
                Function<? super Rolling, ? extends T> rolling,
                Function<? super Recreate, ? extends T> recreate,
                Function<? super OnDelete, ? extends T> onDelete) {
            return onDelete.apply(this);
        }
    }

    /**
     * Bit by bit.
     *
     * @param maxSurge how many pods there may be beyond the replicas
     * @param maxUnavailable how many of the replicas may be missing
     * @return the strategy
     */
    static UpdateStrategy rolling(int maxSurge, int maxUnavailable) {
        return new Rolling(new Amount(maxSurge, false), new Amount(maxUnavailable, false));
    }

    /**
     * Bit by bit, by shares of the replicas.
     *
     * @param maxSurge how many pods there may be beyond the replicas, in percent
     * @param maxUnavailable how many of the replicas may be missing, in percent
     * @return the strategy
     */
    static UpdateStrategy rollingPercent(int maxSurge, int maxUnavailable) {
        return new Rolling(new Amount(maxSurge, true), new Amount(maxUnavailable, true));
    }

    /** All at once. */
    static UpdateStrategy recreate() {
        return new Recreate();
    }

    /** When somebody deletes them. */
    static UpdateStrategy onDelete() {
        return new OnDelete();
    }
}
