package io.airworthy.pods;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.immutables.value.Value;

/**
 * Whether each pod of a workload has a volume of its own, which outlives the pod.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-storage">Stable storage</a>
 */
public sealed interface Persistence {

    /** Takes the persistence apart: the function of its variant makes the result. */
    <T> T match(Function<? super ClaimTemplate, ? extends T> claimTemplate, Function<? super None, ? extends T> none);

    /**
     * A claim that Kubernetes makes for each pod, with access mode {@code ReadWriteOnce}. Kubernetes does not let size,
     * storage class or annotations change later: the StatefulSet must be deleted first. An upgrade plan says how.
     */
    @Value.Immutable
    non-sealed interface ClaimTemplate extends Persistence {

        /** How much storage each claim asks for. */
        Quantity size();

        /** The storage class. Default: the cluster's, as in the chart. */
        Optional<String> storageClass();

        /** Annotations of the claims. */
        Map<String, String> annotations();

        /** What becomes of the claims when the StatefulSet is deleted, with the release for example. Default: kept. */
        @Value.Default
        default ClaimRetention whenDeleted() {
            return ClaimRetention.RETAIN;
        }

        /** What becomes of the claim of a pod that is no longer needed because there are fewer replicas. Default: kept. */
        @Value.Default
        default ClaimRetention whenScaled() {
            return ClaimRetention.RETAIN;
        }

        /** Starts a template. */
        static ClaimTemplateBuilder builder() {
            return new ClaimTemplateBuilder();
        }

        /** Starts a template from this one, with all its attributes. */
        default ClaimTemplateBuilder toBuilder() {
            return builder().from(this);
        }

        @Override
        default <T> T match(
                Function<? super ClaimTemplate, ? extends T> claimTemplate, Function<? super None, ? extends T> none) {
            return claimTemplate.apply(this);
        }
    }

    /** No volume: what a pod wrote is lost with it. */
    record None() implements Persistence {
        @Override
        public <T> T match(
                Function<? super ClaimTemplate, ? extends T> claimTemplate, Function<? super None, ? extends T> none) {
            return none.apply(this);
        }
    }

    /**
     * A volume of the cluster's default storage class for each pod.
     *
     * @param size how much storage each asks for, {@code "20Gi"}
     * @return the persistence
     */
    static ClaimTemplate of(String size) {
        Objects.requireNonNull(size, "size");
        return ClaimTemplate.builder().size(Quantity.of(size)).build();
    }

    /**
     * A volume for each pod.
     *
     * @param size how much storage each asks for, {@code "20Gi"}
     * @param storageClass the storage class, {@code "gp3"}
     * @return the persistence
     */
    static ClaimTemplate of(String size, String storageClass) {
        Objects.requireNonNull(size, "size");
        Objects.requireNonNull(storageClass, "storageClass");
        return of(size).toBuilder().storageClass(storageClass).build();
    }

    /** No volumes. */
    static Persistence none() {
        return new None();
    }

    /** The template of the claims, where there are some. */
    default Optional<ClaimTemplate> claimTemplate() {
        return match(Optional::of, none -> Optional.empty());
    }
}
