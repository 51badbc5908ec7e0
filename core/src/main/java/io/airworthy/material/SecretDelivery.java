package io.airworthy.material;

import java.util.Optional;
import java.util.function.Function;

/** How a deployment's Secrets get into the cluster. */
public sealed interface SecretDelivery permits PlainSecrets, ExternalSecrets, SealedSecrets {

    /** Takes the delivery apart: the function of its variant makes the result. */
    <T> T match(
            Function<? super PlainSecrets, ? extends T> plain,
            Function<? super ExternalSecrets, ? extends T> external,
            Function<? super SealedSecrets, ? extends T> sealed);

    /** They are applied together with their material. */
    static SecretDelivery plain() {
        return new PlainSecrets();
    }

    /**
     * They are committed in encrypted form and decrypted by the Sealed Secrets controller, each only under its own name
     * and namespace.
     *
     * @return the delivery
     */
    static SealedSecrets sealed() {
        return SealedSecrets.builder().scope(SealedSecrets.Scope.STRICT).build();
    }

    /** The delivery by the External Secrets Operator, if it is that. */
    default Optional<ExternalSecrets> external() {
        return match(plain -> Optional.empty(), Optional::of, sealedSecrets -> Optional.empty());
    }

    /** Whether they are committed in encrypted form. */
    default boolean isSealed() {
        return match(plain -> false, external -> false, sealedSecrets -> true);
    }
}
