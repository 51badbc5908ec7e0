package io.airworthy.catalogue;

import io.airworthy.frozen.Frozen;
import java.util.Objects;
import java.util.Set;

/**
 * A Secret that the deployment reads and somebody else creates, such as cert-manager.
 *
 * @param name its name in the cluster
 * @param type its Kubernetes type
 * @param purpose what it is for, in words
 * @param keys the keys that are read from it; none where all are
 */
public record SuppliedSecret(String name, String type, String purpose, Set<String> keys) {

    /** Copies the keys, keeping their order. */
    public SuppliedSecret {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(purpose, "purpose");
        keys = Frozen.set(keys, "keys");
    }
}
