package io.airworthy.store;

import java.util.Objects;
import java.util.Optional;

/**
 * A key of a Kubernetes Secret with which the External Secrets Operator logs in to a store. Somebody puts that Secret there
 * by hand: it is the one secret that the store cannot deliver.
 *
 * @param secretName the Secret
 * @param key the key in it
 * @param namespace its namespace, which only a cluster-wide store may choose; otherwise the deployment's
 */
public record CredentialRef(String secretName, String key, Optional<String> namespace) {

    /** Refuses null. */
    public CredentialRef {
        Objects.requireNonNull(secretName, "secretName");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(namespace, "namespace");
    }

    /**
     * A key of a Secret in the deployment's namespace.
     *
     * @param secretName the Secret
     * @param key the key in it
     * @return the reference
     */
    public static CredentialRef of(String secretName, String key) {
        return new CredentialRef(secretName, key, Optional.empty());
    }
}
