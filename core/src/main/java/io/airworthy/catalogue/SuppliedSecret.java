package io.airworthy.catalogue;

import java.util.Objects;

/**
 * A Secret that the deployment reads and somebody else creates, such as cert-manager.
 *
 * @param name its name in the cluster
 * @param type its Kubernetes type
 * @param purpose what it is for, in words
 */
public record SuppliedSecret(String name, String type, String purpose) {

    /** Refuses null. */
    public SuppliedSecret {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(purpose, "purpose");
    }
}
