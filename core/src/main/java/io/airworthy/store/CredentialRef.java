package io.airworthy.store;

import java.util.Optional;
import org.immutables.value.Value;

/**
 * A key of a Kubernetes Secret with which the External Secrets Operator logs in to a store. It must be created by hand,
 * because it is the one Secret that the store cannot deliver.
 */
@Value.Immutable
public interface CredentialRef {

    /** The Secret. */
    String secretName();

    /** The key in it. */
    String key();

    /** Its namespace, which only a cluster-wide store may choose. Default: the deployment's. */
    Optional<String> namespace();

    /**
     * A key of a Secret in the deployment's namespace.
     *
     * @param secretName the Secret
     * @param key the key in it
     * @return the reference
     */
    static CredentialRef of(String secretName, String key) {
        return CredentialRef.builder().secretName(secretName).key(key).build();
    }

    /** Starts a reference. */
    static CredentialRefBuilder builder() {
        return new CredentialRefBuilder();
    }

    /** Starts a reference from this one, with all its attributes. */
    default CredentialRefBuilder toBuilder() {
        return builder().from(this);
    }
}
