package io.airworthy.secrets;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A key that Airflow signs with. There are two of them:
 *
 * <ul>
 *   <li>The secret key of the API server, or of the webserver in Airflow 2, signs the sessions of the UI and the requests
 *       with which one component reads another one's log files. All components need the same one. A new one signs everybody
 *       out, and logs cannot be read until every pod has it; nothing is lost.
 *   <li>The JWT secret of Airflow 3 signs the tokens of the UI and the API, and those with which a running task talks
 *       to the execution API. Scheduler and API servers need it; workers are handed tokens. Without it every process
 *       makes up its own, and no pod accepts the tokens of another. Old and new cannot be used side by side: let
 *       running tasks finish first, then restart scheduler and API servers together.
 * </ul>
 *
 * <p>It has no format, but a length: it is used with HS512, for which RFC 7518 asks for at least 64 bytes. The chart's own
 * secret key has 32.
 *
 * @see <a href="https://airflow.apache.org/docs/apache-airflow/stable/configurations-ref.html#secret-key">secret_key</a>
 * @see <a href="https://airflow.apache.org/docs/apache-airflow/stable/security/jwt_token_authentication.html">JWT in
 *     Airflow</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7518#section-3.2">RFC 7518, HMAC with SHA-2 functions</a>
 */
public final class SigningKey {

    /** As long as the hash. */
    private static final int MIN_BYTES = 64;

    private final Sensitive text;

    private SigningKey(Sensitive text) {
        this.text = text;
    }

    /**
     * Makes a new one.
     *
     * @return 64 random bytes, as 128 hexadecimal digits
     */
    public static SigningKey generate() {
        byte[] bytes = new byte[MIN_BYTES];
        new SecureRandom().nextBytes(bytes);
        // Hexadecimal has no character that a shell, YAML, a URL or Airflow's $VARIABLE expansion would touch.
        return new SigningKey(Sensitive.of(HexFormat.of().formatHex(bytes)));
    }

    /**
     * Reads one that exists already. A line end or white space around it is removed.
     *
     * @param text any text of at least 64 bytes in UTF-8, on one line
     * @return it, and what was corrected
     * @throws UnusableSecretException if it is shorter, or has a control character in it; the message says so
     * @throws IllegalStateException if the text has been wiped
     */
    public static Accepted<SigningKey> parse(Sensitive text) {
        Objects.requireNonNull(text, "text");
        Normalization input = new Normalization(text.reveal());
        input.strip();
        String bare = input.text();
        if (bare.chars().anyMatch(Character::isISOControl)) {
            throw new UnusableSecretException(
                    "it has a line break or another control character in the middle; it must be one line");
        }
        int length = bare.getBytes(StandardCharsets.UTF_8).length;
        if (length < MIN_BYTES) {
            throw new UnusableSecretException(
                    "it has " + length + " bytes; HS512, the algorithm it is used with, needs at least " + MIN_BYTES);
        }
        return input.accept(new SigningKey(Sensitive.of(bare)));
    }

    /**
     * The text for {@code AIRFLOW__API__SECRET_KEY}, {@code AIRFLOW__WEBSERVER__SECRET_KEY} (Airflow 2) or
     * {@code AIRFLOW__API_AUTH__JWT_SECRET}.
     *
     * @return a copy that is the caller's to wipe
     */
    public Sensitive text() {
        return text.copy();
    }

    /** Whether the other has the same text, compared in constant time. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SigningKey that && text.equals(that.text);
    }

    /** The same number for every key. */
    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** Always {@code SigningKey[redacted]}. */
    @Override
    public String toString() {
        return "SigningKey[redacted]";
    }
}
