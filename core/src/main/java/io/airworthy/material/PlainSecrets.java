package io.airworthy.material;

import java.util.function.Function;

/** Secrets that are applied together with their material, from a machine that has it. */
public record PlainSecrets() implements SecretDelivery {
    @Override
    public <T> T match(
            Function<? super PlainSecrets, ? extends T> plain,
            Function<? super ExternalSecrets, ? extends T> external,
            Function<? super SealedSecrets, ? extends T> sealed) {
        return plain.apply(this);
    }
}
