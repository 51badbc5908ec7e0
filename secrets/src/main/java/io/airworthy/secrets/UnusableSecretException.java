package io.airworthy.secrets;

/**
 * A secret that was given cannot be used, and the message says why and what would be right.
 *
 * <p>The message names where the secret came from or what is wrong with its form: a length, a position, a header. It never
 * contains any part of the secret, and there is never a cause, because a cause might.
 */
public final class UnusableSecretException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    UnusableSecretException(String reason) {
        super(reason);
    }
}
