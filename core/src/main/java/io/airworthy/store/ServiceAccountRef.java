package io.airworthy.store;

import java.util.Objects;
import java.util.Optional;

/**
 * A Kubernetes service account as which the External Secrets Operator logs in to a store.
 *
 * @param name its name
 * @param namespace its namespace, which only a cluster-wide store may choose; otherwise the deployment's
 */
public record ServiceAccountRef(String name, Optional<String> namespace) {

    /** Refuses null. */
    public ServiceAccountRef {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(namespace, "namespace");
    }

    /**
     * A service account in the deployment's namespace.
     *
     * @param name its name
     * @return the reference
     */
    public static ServiceAccountRef of(String name) {
        return new ServiceAccountRef(name, Optional.empty());
    }
}
