package io.airworthy.pods;

import org.immutables.value.Value;

/**
 * The service account of a component's pods, with a name of your own.
 *
 * <p>An account that exists is not changed: it must already be bound to a cloud identity, if logs or secrets need one.
 * The chart binds it to the Kubernetes roles that the component needs.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/security/service-accounts/">Service accounts</a>
 */
@Value.Immutable
public interface ServiceAccount {

    /** The account's name. */
    String name();

    /** Whether it exists already. Default false: the chart creates it. */
    @Value.Default
    default boolean exists() {
        return false;
    }

    /**
     * An account that the chart creates.
     *
     * @param name its name
     * @return the account
     */
    static ServiceAccount named(String name) {
        return builder().name(name).build();
    }

    /**
     * An account that exists already.
     *
     * @param name its name
     * @return the account
     */
    static ServiceAccount existing(String name) {
        return builder().name(name).exists(true).build();
    }

    /** Starts an account. */
    static ServiceAccountBuilder builder() {
        return new ServiceAccountBuilder();
    }

    /** Starts an account from this one, with all its attributes. */
    default ServiceAccountBuilder toBuilder() {
        return builder().from(this);
    }
}
