package io.airworthy.secret;

/** How a deployment's Secrets get into the cluster. */
public sealed interface SecretDelivery permits PlainSecrets, ExternalSecrets, SealedSecrets {

    /**
     * Somebody applies them, with their material.
     *
     * @return the delivery
     */
    static SecretDelivery plain() {
        return new PlainSecrets();
    }

    /**
     * They are committed in encrypted form and decrypted by the Sealed Secrets controller, each in its own place only.
     *
     * @return the delivery
     */
    static SecretDelivery sealed() {
        return new SealedSecrets(SealedSecrets.Scope.STRICT);
    }
}
