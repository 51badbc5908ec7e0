package io.airworthy.secrets;

import java.security.SecureRandom;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The secret with which Airflow 3 signs its JSON web tokens: those of the UI and the API, and those with which a running task
 * talks to the execution API. The scheduler and the API servers need it; workers are handed tokens.
 *
 * <p>It is used with HS512, for which RFC 7518 asks for at least 64 bytes. If it is not set, every process makes up its own
 * and no pod believes another. There is no overlap when it changes: drain running tasks first, then restart scheduler and API
 * servers together.
 *
 * @see <a href="https://airflow.apache.org/docs/apache-airflow/stable/security/jwt_token_authentication.html">JWT in
 *     Airflow</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7518#section-3.2">RFC 7518, HMAC with SHA-2 functions</a>
 */
public final class JwtSecret {

    private final Sensitive text;

    private JwtSecret(Sensitive text) {
        this.text = text;
    }

    /**
     * Makes a new one.
     *
     * @return 64 random bytes, as 128 hexadecimal digits
     */
    public static JwtSecret generate() {
        return generate(new SecureRandom());
    }

    static JwtSecret generate(SecureRandom random) {
        return new JwtSecret(SigningText.generate(random));
    }

    /**
     * Reads one that exists already. A line end or white space around it is mended.
     *
     * @param text any text of at least 64 bytes in UTF-8, on one line
     * @return it, and what was mended
     * @throws UnusableSecretException if it is shorter, or has a control character in it; the message says so
     * @throws IllegalStateException if the text has been wiped
     */
    public static Accepted<JwtSecret> parse(Sensitive text) {
        Objects.requireNonNull(text, "text");
        Accepted<Sensitive> accepted = SigningText.parse("the JWT secret", text);
        return new Accepted<>(new JwtSecret(accepted.value()), accepted.notes());
    }

    /**
     * The text for {@code AIRFLOW__API_AUTH__JWT_SECRET}.
     *
     * @return a copy that is the caller's to wipe
     */
    public Sensitive text() {
        return text.copy();
    }

    /** Whether the other has the same text, compared in constant time. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof JwtSecret that && text.equals(that.text);
    }

    /** The same number for every one. */
    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** Always {@code JwtSecret[redacted]}. */
    @Override
    public String toString() {
        return "JwtSecret[redacted]";
    }
}
