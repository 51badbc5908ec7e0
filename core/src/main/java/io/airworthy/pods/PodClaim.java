package io.airworthy.pods;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.immutables.value.Value;

/**
 * A further claim that Kubernetes makes for each pod of the Celery workers, beside that of the logs. Containers mount it by its
 * name. Kubernetes does not let it change later: the StatefulSet must be deleted first. An upgrade plan says how.
 *
 * <p>Defaults: the cluster's storage class, access mode {@code ReadWriteOnce}.
 *
 * <pre>{@code
 * .ha(ha -> ha.workerClaim(PodClaim.of("scratch", "50Gi"))
 *         .workers(workers -> workers.pods(pods ->
 *                 pods.volume(Volume.named("scratch").readOnly(false).at("/scratch")))))
 * }</pre>
 *
 * @see <a href="https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#volume-claim-templates">Volume claim
 *     templates</a>
 */
@Value.Immutable
public interface PodClaim {

    /** The name of the volume in the pod. */
    String name();

    /** How much storage each claim asks for. */
    Quantity size();

    /** The storage class. Default: the cluster's. */
    Optional<String> storageClass();

    /** How many nodes may mount it. Default {@link AccessMode#READ_WRITE_ONCE}. */
    @Value.Default
    default AccessMode accessMode() {
        return AccessMode.READ_WRITE_ONCE;
    }

    /** Annotations of the claims. */
    Map<String, String> annotations();

    /**
     * A claim of the cluster's default storage class.
     *
     * @param name the name of the volume in the pod
     * @param size how much storage each asks for, {@code "50Gi"}
     * @return the claim
     */
    static PodClaim of(String name, String size) {
        Objects.requireNonNull(size, "size");
        return builder().name(name).size(Quantity.of(size)).build();
    }

    /** Starts a claim. */
    static PodClaimBuilder builder() {
        return new PodClaimBuilder();
    }

    /** Starts a claim from this one, with all its attributes. */
    default PodClaimBuilder toBuilder() {
        return builder().from(this);
    }
}
