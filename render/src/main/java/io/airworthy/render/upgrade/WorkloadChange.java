package io.airworthy.render.upgrade;

import java.util.Objects;

/**
 * A workload that comes, goes, or has to be made again.
 *
 * @param kind what happens to it
 * @param name the name of its Deployment or StatefulSet
 */
public record WorkloadChange(Kind kind, String name) {

    /** Refuses null. */
    public WorkloadChange {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(name, "name");
    }

    /** What can happen to a workload. */
    public enum Kind {
        /** It is new. */
        ADDED,
        /** It goes. */
        REMOVED,
        /** A Deployment becomes a StatefulSet, or the other way round: it is deleted and created again. */
        REPLACED,
        /**
         * Its pods get other volumes, which Kubernetes does not let a StatefulSet change: it has to be deleted before the
         * rollout. Its pods may stay, and so do claims that exist.
         */
        OTHER_CLAIMS
    }
}
