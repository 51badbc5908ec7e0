package io.airworthy.material;

import java.util.Objects;
import java.util.function.Function;

/**
 * Secrets that are committed in encrypted form; only the Sealed Secrets controller of one cluster can open them. Its
 * certificate is given when they are rendered.
 *
 * @param scope where a sealed Secret may be opened
 * @see <a href="https://github.com/bitnami-labs/sealed-secrets#scopes">Sealed Secrets: scopes</a>
 */
public record SealedSecrets(Scope scope) implements SecretDelivery {

    /** Refuses null. */
    public SealedSecrets {
        Objects.requireNonNull(scope, "scope");
    }

    /** Where a sealed Secret may be opened. */
    public enum Scope {
        /** Under its own name in its own namespace. */
        STRICT,
        /** Under any name in its own namespace. */
        NAMESPACE_WIDE,
        /** Under any name in any namespace: whoever may create Secrets anywhere can read it. */
        CLUSTER_WIDE
    }

    @Override
    public <T> T match(
            Function<? super PlainSecrets, ? extends T> plain,
            Function<? super ExternalSecrets, ? extends T> external,
            Function<? super SealedSecrets, ? extends T> sealed) {
        return sealed.apply(this);
    }
}
