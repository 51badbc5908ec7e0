package io.airworthy.pods;

import java.util.Map;
import java.util.Optional;
import org.immutables.value.Value;

/**
 * The service account that pods run as. Default: one that the chart makes and names, whose token the pods get.
 *
 * <p>An account that exists is not changed: it must already be bound to a cloud identity, if logs or secrets need one.
 * The chart binds it to the Kubernetes roles that the component needs.
 *
 * <pre>{@code
 * ServiceAccount account = ServiceAccount.builder()
 *         .annotation("eks.amazonaws.com/role-arn", "arn:aws:iam::111122223333:role/warehouse")
 *         .build();
 * }</pre>
 *
 * @see <a href="https://kubernetes.io/docs/concepts/security/service-accounts/">Service accounts</a>
 */
@Value.Immutable
public interface ServiceAccount {

    /** The account's name. Default: the chart's, or the namespace's {@code default} if it {@linkplain #exists() exists}. */
    Optional<String> name();

    /**
     * The name of the account, where it is not the one that the chart makes and names.
     *
     * @return {@code default} for an account that exists and has no name here
     */
    default Optional<String> chosenName() {
        return exists() ? name().or(() -> Optional.of("default")) : name();
    }

    /** Whether it exists already. Default false: the chart creates it. */
    @Value.Default
    default boolean exists() {
        return false;
    }

    /**
     * Annotations of the account that the chart makes, such as the cloud role that it stands for. Those of the log store's
     * identity are added to the components' accounts, where these do not say otherwise.
     */
    Map<String, String> annotations();

    /**
     * Whether the pods get the token of the account that the chart makes, without which they cannot call the Kubernetes API.
     * Default: the chart's, true.
     */
    Optional<Boolean> automountServiceAccountToken();

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
