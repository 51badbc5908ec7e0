package io.airworthy.secrets;

import java.security.SecureRandom;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What Airflow calls the API (in Airflow 2 the webserver) secret key: it signs the sessions of the UI and the tokens with
 * which one component reads another one's log files. It has to be the same on all of them.
 *
 * <p>It has no format, but a length: the log tokens are signed with HS512, for which RFC 7518 asks for a key of at least 64
 * bytes and PyJWT warns at every shorter one. The chart's own has 32. To change it signs everybody out, and logs cannot be
 * read until every pod has the new one; nothing is lost.
 *
 * @see <a href="https://airflow.apache.org/docs/apache-airflow/stable/configurations-ref.html#secret-key">secret_key</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7518#section-3.2">RFC 7518, HMAC with SHA-2 functions</a>
 */
public final class SessionKey {

    private final Sensitive text;

    private SessionKey(Sensitive text) {
        this.text = text;
    }

    /**
     * Makes a new one.
     *
     * @return 64 random bytes, as 128 hexadecimal digits
     */
    public static SessionKey generate() {
        return generate(new SecureRandom());
    }

    static SessionKey generate(SecureRandom random) {
        return new SessionKey(SigningText.generate(random));
    }

    /**
     * Reads one that exists already. A line end or white space around it is mended.
     *
     * @param text any text of at least 64 bytes in UTF-8, on one line
     * @return it, and what was mended
     * @throws UnusableSecretException if it is shorter, or has a control character in it; the message says so
     * @throws IllegalStateException if the text has been wiped
     */
    public static Accepted<SessionKey> parse(Sensitive text) {
        Objects.requireNonNull(text, "text");
        Accepted<Sensitive> accepted = SigningText.parse("the session key", text);
        return new Accepted<>(new SessionKey(accepted.value()), accepted.notes());
    }

    /**
     * The text for {@code AIRFLOW__API__SECRET_KEY} (Airflow 3) or {@code AIRFLOW__WEBSERVER__SECRET_KEY} (Airflow 2}.
     *
     * @return a copy that is the caller's to wipe
     */
    public Sensitive text() {
        return text.copy();
    }

    /** Whether the other has the same text, compared in constant time. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SessionKey that && text.equals(that.text);
    }

    /** The same number for every one. */
    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** Always {@code SessionKey[redacted]}. */
    @Override
    public String toString() {
        return "SessionKey[redacted]";
    }
}
