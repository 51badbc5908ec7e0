package io.airworthy.secrets;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The key under which Airflow encrypts connection passwords, connection extras, variables and trigger arguments in its
 * database: 16 bytes that sign and 16 bytes that encrypt.
 *
 * <p>Its canonical text is URL-safe base64 with its padding, 44 characters that match {@code ^[A-Za-z0-9_-]{43}=$}. Python
 * accepts more than that, and refuses some of it only when the first connection is read; see {@link #parse(Sensitive)}.
 *
 * <p>Without its key an encrypted value is lost: a backup of the database without this key is of no use.
 *
 * @see <a href="https://github.com/fernet/spec/blob/master/Spec.md">Fernet, the specification</a>
 * @see <a href="https://airflow.apache.org/docs/apache-airflow/stable/security/secrets/fernet.html">Fernet in Airflow</a>
 */
public final class FernetKey {

    private static final int LENGTH = 32;
    private static final int DIGITS = 43;
    private static final Pattern CANONICAL = Pattern.compile("[A-Za-z0-9_-]{43}=");
    private static final Pattern BASE64_OF_EITHER_ALPHABET = Pattern.compile("[A-Za-z0-9+/_-]+={0,2}");
    private static final Pattern HEXADECIMAL = Pattern.compile("[0-9A-Fa-f]{64}");

    private final transient byte[] key;

    private FernetKey(byte[] key) {
        this.key = key;
    }

    /**
     * Makes a new key.
     *
     * @return a key of 32 bytes from the platform's secure random generator
     */
    public static FernetKey generate() {
        return generate(new SecureRandom());
    }

    static FernetKey generate(SecureRandom random) {
        byte[] key = new byte[LENGTH];
        random.nextBytes(key);
        return new FernetKey(key);
    }

    /**
     * Reads a key that exists already.
     *
     * <p>Corrected, because it can mean only one key: a line end or white space around it, the standard base64 alphabet
     * in place of the URL-safe one, missing padding, and a second layer of base64. Refused: an empty text (with which
     * Airflow stores everything in clear text), hexadecimal, several keys, any other character and any other length.
     *
     * @param text the key's text
     * @return the key, and what was corrected
     * @throws UnusableSecretException if the text is not a Fernet key; the message says why
     * @throws IllegalStateException if the text has been wiped
     */
    public static Accepted<FernetKey> parse(Sensitive text) {
        Objects.requireNonNull(text, "text");
        return parse(text.reveal());
    }

    static Accepted<FernetKey> parse(String text) {
        Objects.requireNonNull(text, "text");
        Normalization input = new Normalization(text);
        input.strip();
        input.unwrapIf(inner -> isCanonical(inner.strip()));
        input.strip();
        return input.accept(parse(input));
    }

    /**
     * The key that Python sees in a text, if there is one. It takes either alphabet, passes over every other character, and
     * reads nothing after the padding.
     */
    static Optional<FernetKey> asPythonReads(String text) {
        String digits =
                text.split("=", 2)[0].replace('+', '-').replace('/', '_').replaceAll("[^A-Za-z0-9_-]", "");
        return digits.length() == DIGITS ? Optional.of(new FernetKey(decode(digits))) : Optional.empty();
    }

    static boolean isCanonical(String text) {
        return CANONICAL.matcher(text).matches();
    }

    private static FernetKey parse(Normalization input) {
        String text = input.text();
        refuseWhatIsNoBase64(text);
        String urlSafe = text.replace('+', '-').replace('/', '_');
        if (!urlSafe.equals(text)) {
            input.become(urlSafe, "written in standard base64, rewritten in the URL-safe alphabet");
        }
        byte[] key = decode(urlSafe);
        if (key.length != LENGTH) {
            throw new UnusableSecretException(
                    "the Fernet key decodes to " + key.length + " bytes; it must be exactly " + LENGTH);
        }
        String canonical = Base64.getUrlEncoder().encodeToString(key);
        if (urlSafe.length() < canonical.length()) {
            input.become(canonical, "added the missing padding, one '=' at the end");
        } else if (!urlSafe.equals(canonical)) {
            input.become(canonical, "cleared bits of the last character that belong to no byte");
        }
        return new FernetKey(key);
    }

    private static void refuseWhatIsNoBase64(String text) {
        if (text.isEmpty()) {
            throw new UnusableSecretException(
                    "the Fernet key is empty; with an empty key Airflow stores connections and variables in clear text");
        }
        if (text.indexOf(',') >= 0) {
            throw new UnusableSecretException(
                    "the Fernet key contains a comma: this is a list of keys; read it as a FernetKeyRing");
        }
        if (HEXADECIMAL.matcher(text).matches()) {
            throw new UnusableSecretException(
                    "the Fernet key is 64 hexadecimal digits; it must be URL-safe base64 of 32"
                            + " bytes, and Airflow cannot have used this one");
        }
        if (!BASE64_OF_EITHER_ALPHABET.matcher(text).matches()) {
            throw new UnusableSecretException(
                    "the Fernet key contains a character that is not base64, or padding that is not at the end");
        }
    }

    private static byte[] decode(String urlSafe) {
        try {
            return Base64.getUrlDecoder().decode(urlSafe);
        } catch (IllegalArgumentException cutOff) {
            throw new UnusableSecretException(
                    "the Fernet key is not complete base64: " + urlSafe.length() + " characters, a key has 44");
        }
    }

    /**
     * The canonical text: 44 characters, no line end.
     *
     * @return a copy that is the caller's to wipe
     */
    public Sensitive text() {
        return Sensitive.of(canonicalText());
    }

    String canonicalText() {
        return Base64.getUrlEncoder().encodeToString(key);
    }

    /**
     * Encrypts a message into a token, as Airflow does.
     *
     * @param message what to encrypt
     * @param now the time that the token carries, to the second; not before 1970
     * @return the token: URL-safe base64, no secret by itself
     */
    public String encrypt(Sensitive message, Instant now) {
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(now, "now");
        return encrypt(message, now, new SecureRandom());
    }

    String encrypt(Sensitive message, Instant now, SecureRandom random) {
        byte[] iv = new byte[FernetToken.IV_LENGTH];
        random.nextBytes(iv);
        byte[] plain = message.revealBytes();
        try {
            return FernetToken.seal(signingKey(), encryptionKey(), now, iv, plain)
                    .text();
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    /**
     * Opens a token of any age, as Airflow does.
     *
     * @param token the token
     * @return the message in it
     * @throws InvalidTokenException if it is not a token, or this key did not make it
     */
    public Sensitive decrypt(String token) {
        Objects.requireNonNull(token, "token");
        return open(FernetToken.parse(token));
    }

    /**
     * Opens a token that must not be older than an age, nor come from more than 60 s in the future, which is the clock
     * skew that Python's {@code cryptography} allows.
     *
     * @param token the token
     * @param now the present time
     * @param maxAge how old the token may be, to the second
     * @return the message in it
     * @throws InvalidTokenException if it is not a token, this key did not make it, or its time is out of range
     */
    public Sensitive decrypt(String token, Instant now, Duration maxAge) {
        Objects.requireNonNull(token, "token");
        Objects.requireNonNull(now, "now");
        Objects.requireNonNull(maxAge, "maxAge");
        FernetToken parsed = FernetToken.parse(token);
        parsed.requireAge(now, maxAge);
        return open(parsed);
    }

    private Sensitive open(FernetToken token) {
        byte[] plain = token.open(signingKey(), encryptionKey());
        Sensitive message = Sensitive.ofBytes(plain);
        Arrays.fill(plain, (byte) 0);
        return message;
    }

    /**
     * Whether {@link #decrypt(String)} would succeed.
     *
     * @param token the token
     * @return true if this key made it
     */
    public boolean opens(String token) {
        Objects.requireNonNull(token, "token");
        try {
            decrypt(token).wipe();
            return true;
        } catch (InvalidTokenException closed) {
            return false;
        }
    }

    private byte[] signingKey() {
        return Arrays.copyOfRange(key, 0, LENGTH / 2);
    }

    private byte[] encryptionKey() {
        return Arrays.copyOfRange(key, LENGTH / 2, LENGTH);
    }

    /** Whether the other is the same key, compared in constant time. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FernetKey that && MessageDigest.isEqual(key, that.key);
    }

    /** The same number for every key. */
    @Override
    public int hashCode() {
        return FernetKey.class.getName().hashCode();
    }

    /** Always {@code FernetKey[redacted]}. */
    @Override
    public String toString() {
        return "FernetKey[redacted]";
    }
}
