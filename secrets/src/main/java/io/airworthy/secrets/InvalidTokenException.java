package io.airworthy.secrets;

/**
 * A Fernet token does not open: it is not a token, another key made it, or it has been changed or has expired.
 *
 * <p>The message says which; it contains nothing of the token, of the message in it or of a key, and there is no cause.
 */
public final class InvalidTokenException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InvalidTokenException(String reason) {
        super(reason);
    }
}
