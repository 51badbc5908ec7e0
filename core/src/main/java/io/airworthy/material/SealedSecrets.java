package io.airworthy.material;

import java.util.function.Function;
import org.immutables.value.Value;

/**
 * Secrets that are committed in encrypted form; only the Sealed Secrets controller of one cluster can open them. Its
 * certificate is given when they are rendered.
 *
 * @see <a href="https://github.com/bitnami-labs/sealed-secrets#scopes">Sealed Secrets: scopes</a>
 */
@Value.Immutable
public non-sealed interface SealedSecrets extends SecretDelivery {

    /** Where a sealed Secret may be opened. */
    enum Scope {
        /** Under its own name in its own namespace. */
        STRICT,
        /** Under any name in its own namespace. */
        NAMESPACE_WIDE,
        /** Under any name in any namespace, so that everybody who can create Secrets anywhere can read it. */
        CLUSTER_WIDE
    }

    /** Where a sealed Secret may be opened. Default {@link Scope#STRICT}. */
    @Value.Default
    default Scope scope() {
        return Scope.STRICT;
    }

    /** Starts a delivery. */
    static SealedSecretsBuilder builder() {
        return new SealedSecretsBuilder();
    }

    /** Starts a delivery from this one, with all its attributes. */
    default SealedSecretsBuilder toBuilder() {
        return builder().from(this);
    }

    @Override
    default <T> T match(
            Function<? super PlainSecrets, ? extends T> plain,
            Function<? super ExternalSecrets, ? extends T> external,
            Function<? super SealedSecrets, ? extends T> sealed) {
        return sealed.apply(this);
    }
}
