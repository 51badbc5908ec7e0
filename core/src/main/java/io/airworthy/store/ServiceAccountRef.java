package io.airworthy.store;

import java.util.Optional;
import org.immutables.value.Value;

/** A Kubernetes service account as which the External Secrets Operator logs in to a store. */
@Value.Immutable
public interface ServiceAccountRef {

    /** Its name. */
    String name();

    /** Its namespace, which only a cluster-wide store may choose. Default: the deployment's. */
    Optional<String> namespace();

    /**
     * A service account in the deployment's namespace.
     *
     * @param name its name
     * @return the reference
     */
    static ServiceAccountRef of(String name) {
        return ServiceAccountRef.builder().name(name).build();
    }

    /** Starts a reference. */
    static ServiceAccountRefBuilder builder() {
        return new ServiceAccountRefBuilder();
    }

    /** Starts a reference from this one, with all its attributes. */
    default ServiceAccountRefBuilder toBuilder() {
        return builder().from(this);
    }
}
