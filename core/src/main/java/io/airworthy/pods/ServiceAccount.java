package io.airworthy.pods;

import org.immutables.value.Value;

/**
 * The service account that a component's pods run as, under a name of the team's own.
 *
 * <p>An account that exists is left as it is: whoever made it also binds it to a cloud identity, where logs or secrets need
 * one. The chart binds it to the Kubernetes roles that the component needs.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/security/service-accounts/">Service accounts</a>
 */
@Value.Immutable
public interface ServiceAccount {

    /** The account's name. */
    String name();

    /** Whether somebody else has made it. Default false: the chart makes it. */
    @Value.Default
    default boolean exists() {
        return false;
    }

    /**
     * An account that the chart makes.
     *
     * @param name its name
     * @return the account
     */
    static ServiceAccount named(String name) {
        return builder().name(name).build();
    }

    /**
     * An account that somebody else has made.
     *
     * @param name its name
     * @return the account
     */
    static ServiceAccount existing(String name) {
        return builder().name(name).exists(true).build();
    }

    /**
     * Starts an account.
     *
     * @return a new builder
     */
    static ServiceAccountBuilder builder() {
        return new ServiceAccountBuilder();
    }

    /**
     * Starts an account from this one.
     *
     * @return a builder that holds this value's attributes
     */
    default ServiceAccountBuilder toBuilder() {
        return builder().from(this);
    }
}
