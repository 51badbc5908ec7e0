package io.airworthy.secrets;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.PKCS5S2ParametersGenerator;
import org.bouncycastle.crypto.params.KeyParameter;
import org.jspecify.annotations.Nullable;

/**
 * What PostgreSQL and PgBouncer store instead of a password: {@code
 * SCRAM-SHA-256$<iterations>:<salt>$<StoredKey>:<ServerKey>}, the last three in base64.
 *
 * <p>A managed server does not show the verifier of a role, so make it here and give it to both: {@code ALTER ROLE
 * airflow PASSWORD '<verifier>'} on the server and the same text in PgBouncer's {@code users.txt}. PgBouncer can log in
 * with it only if the two are the same byte for byte; the same password with another salt does not work. It is not a
 * password, but it is still secret: with it one can try passwords, and impersonate the server.
 *
 * <p>The password is prepared as PostgreSQL prepares it. ASCII is taken as it is. Any other text goes through SASLprep
 * (RFC 4013): some characters become a space or vanish, the rest is put into normal form KC. If SASLprep prohibits the text,
 * because it has a character that Unicode 3.2 did not know (every emoji of today), a control character or mixed writing
 * directions, or if the password is not text at all, its bytes are taken as they are.
 *
 * @see <a href="https://www.postgresql.org/docs/current/catalog-pg-authid.html">pg_authid, rolpassword</a>
 * @see <a href="https://www.pgbouncer.org/config.html#authentication-file-format">PgBouncer, authentication file</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7677">RFC 7677</a>
 */
public final class ScramVerifier {

    /**
     * PostgreSQL's own default, and the least that RFC 7677 allows.
     *
     * @see <a href="https://www.postgresql.org/docs/current/runtime-config-connection.html#GUC-SCRAM-ITERATIONS">
     *     scram_iterations</a>
     */
    public static final int DEFAULT_ITERATIONS = 4096;

    /** The most that is accepted. Every login and every check of a password takes seconds with so many. */
    public static final int MOST_ITERATIONS = 10_000_000;

    /**
     * The longest password that is accepted, in bytes. Normalising a text can take time that grows with the square of
     * its length.
     */
    public static final int LONGEST_PASSWORD = 10_000;

    private static final int SALT_LENGTH = 16;
    private static final int KEY_LENGTH = 32;
    private static final Pattern FORM =
            Pattern.compile("SCRAM-SHA-256\\$([1-9][0-9]{0,9}):([^$:]*)\\$([^$:]*):([^$:]*)");
    private static final Pattern MD5 = Pattern.compile("md5[0-9a-f]{32}");

    private final int iterations;
    private final transient byte[] salt;
    private final transient byte[] storedKey;
    private final transient byte[] serverKey;

    private ScramVerifier(int iterations, byte[] salt, byte[] storedKey, byte[] serverKey) {
        this.iterations = iterations;
        this.salt = salt;
        this.storedKey = storedKey;
        this.serverKey = serverKey;
    }

    /**
     * Makes a verifier with a new random salt of 16 bytes and {@value #DEFAULT_ITERATIONS} iterations, as PostgreSQL does.
     *
     * @param password the password
     * @return its verifier, another one at each call
     * @throws UnusableSecretException if the password is empty or has a NUL in it, which PostgreSQL cannot have, or has more
     *     than {@value #LONGEST_PASSWORD} bytes
     */
    public static ScramVerifier generate(Sensitive password) {
        return generate(password, new SecureRandom());
    }

    static ScramVerifier generate(Sensitive password, SecureRandom random) {
        byte[] salt = new byte[SALT_LENGTH];
        random.nextBytes(salt);
        return of(password, salt, DEFAULT_ITERATIONS);
    }

    /**
     * Makes the verifier that belongs to a salt.
     *
     * @param password the password
     * @param salt at least one byte; PostgreSQL takes 16
     * @param iterations how often to hash, from {@value #DEFAULT_ITERATIONS} to {@value #MOST_ITERATIONS}; each login takes
     *     that much longer
     * @return the verifier, the same at each call
     * @throws UnusableSecretException if the password is empty or has a NUL in it, which PostgreSQL cannot have, or has more
     *     than {@value #LONGEST_PASSWORD} bytes
     * @throws IllegalArgumentException if the salt is empty, or the number of iterations is out of range
     */
    public static ScramVerifier of(Sensitive password, byte[] salt, int iterations) {
        Objects.requireNonNull(salt, "salt");
        Objects.requireNonNull(password, "password");
        if (salt.length == 0) {
            throw new IllegalArgumentException("a SCRAM verifier needs a salt");
        }
        if (iterations < DEFAULT_ITERATIONS) {
            throw new IllegalArgumentException(
                    "a SCRAM verifier needs at least " + DEFAULT_ITERATIONS + " iterations, not " + iterations);
        }
        if (iterations > MOST_ITERATIONS) {
            throw new IllegalArgumentException(
                    "a SCRAM verifier has at most " + MOST_ITERATIONS + " iterations, not " + iterations);
        }
        if (isTooLong(password)) {
            throw new UnusableSecretException("the password has more than " + LONGEST_PASSWORD + " bytes");
        }
        byte[] bytes = prepared(password);
        requirePossible(bytes);
        return derive(bytes, salt.clone(), iterations);
    }

    /**
     * Reads a verifier, such as {@code pg_authid.rolpassword} has it. A line end or white space around it is removed.
     *
     * @param text the verifier
     * @return the verifier, and what was corrected
     * @throws UnusableSecretException if it is an MD5 hash, which cannot log in to a SCRAM server, no verifier at all, or one
     *     of more than {@value #MOST_ITERATIONS} iterations
     * @throws IllegalStateException if the text has been wiped
     */
    public static Accepted<ScramVerifier> parse(Sensitive text) {
        Objects.requireNonNull(text, "text");
        Normalization input = new Normalization(text.reveal());
        input.strip();
        if (MD5.matcher(input.text()).matches()) {
            throw new UnusableSecretException(
                    "this is an MD5 hash, which does not work with a server that requires SCRAM; set the password"
                            + " again with password_encryption = 'scram-sha-256'");
        }
        Matcher form = FORM.matcher(input.text());
        if (!form.matches()) {
            throw new UnusableSecretException("not a SCRAM verifier: it must have the form"
                    + " SCRAM-SHA-256$<iterations>:<salt>$<StoredKey>:<ServerKey>");
        }
        ScramVerifier verifier = new ScramVerifier(
                iterations(form.group(1)),
                decode("salt", form.group(2)),
                decodeKey("StoredKey", form.group(3)),
                decodeKey("ServerKey", form.group(4)));
        if (verifier.salt.length == 0) {
            throw new UnusableSecretException("the SCRAM verifier has an empty salt");
        }
        if (!verifier.canonicalText().equals(input.text())) {
            input.become(verifier.canonicalText(), "rewrote its base64 with padding, as PostgreSQL writes it");
        }
        return input.accept(verifier);
    }

    /**
     * Whether a password is the one of this verifier. It takes as long as a login.
     *
     * @param password the password
     * @return true if the verifier was made from it; false for one of more than {@value #LONGEST_PASSWORD} bytes
     * @throws IllegalStateException if the password has been wiped
     */
    public boolean verify(Sensitive password) {
        Objects.requireNonNull(password, "password");
        if (isTooLong(password)) {
            return false;
        }
        byte[] bytes = prepared(password);
        // There are no empty passwords, and HMAC has no empty key.
        return bytes.length > 0 && equals(derive(bytes, salt, iterations));
    }

    /**
     * How often the password is hashed.
     *
     * @return at least 1
     */
    public int iterations() {
        return iterations;
    }

    /**
     * The verifier's text, as {@code ALTER ROLE} and {@code users.txt} take it.
     *
     * @return a copy that is the caller's to wipe
     */
    public Sensitive text() {
        return Sensitive.of(canonicalText());
    }

    private String canonicalText() {
        Base64.Encoder base64 = Base64.getEncoder();
        return "SCRAM-SHA-256$" + iterations + ":" + base64.encodeToString(salt) + "$"
                + base64.encodeToString(storedKey) + ":" + base64.encodeToString(serverKey);
    }

    private static ScramVerifier derive(byte[] password, byte[] salt, int iterations) {
        // BouncyCastle's PBKDF2 takes bytes; the platform's takes characters, and a password need not be text.
        PKCS5S2ParametersGenerator pbkdf2 = new PKCS5S2ParametersGenerator(new SHA256Digest());
        pbkdf2.init(password, salt, iterations);
        byte[] saltedPassword = ((KeyParameter) pbkdf2.generateDerivedMacParameters(KEY_LENGTH * Byte.SIZE)).getKey();
        Arrays.fill(password, (byte) 0);
        byte[] storedKey = sha256(hmac(saltedPassword, "Client Key"));
        byte[] serverKey = hmac(saltedPassword, "Server Key");
        Arrays.fill(saltedPassword, (byte) 0);
        return new ScramVerifier(iterations, salt, storedKey, serverKey);
    }

    private static byte[] prepared(Sensitive password) {
        String text;
        try {
            text = password.reveal();
        } catch (UnusableSecretException notText) {
            return password.revealBytes();
        }
        return SaslPrep.prepare(text)
                .map(prepared -> prepared.getBytes(StandardCharsets.UTF_8))
                .orElseGet(password::revealBytes);
    }

    private static boolean isTooLong(Sensitive password) {
        byte[] bytes = password.revealBytes();
        Arrays.fill(bytes, (byte) 0);
        return bytes.length > LONGEST_PASSWORD;
    }

    private static void requirePossible(byte[] password) {
        if (password.length == 0) {
            throw new UnusableSecretException(
                    "the password is empty, and PostgreSQL does not allow a login with an empty password");
        }
        for (byte b : password) {
            if (b == 0) {
                throw new UnusableSecretException(
                        "the password contains a NUL character, where PostgreSQL would end it");
            }
        }
    }

    private static int iterations(String digits) {
        long iterations = Long.parseLong(digits);
        if (iterations > MOST_ITERATIONS) {
            throw new UnusableSecretException("the SCRAM verifier has " + iterations
                    + " iterations, which makes every login slow; set the password again with scram_iterations of at"
                    + " most "
                    + MOST_ITERATIONS);
        }
        return (int) iterations;
    }

    private static byte[] decodeKey(String which, String base64) {
        byte[] key = decode(which, base64);
        if (key.length != KEY_LENGTH) {
            throw new UnusableSecretException(
                    "the SCRAM verifier's " + which + " has " + key.length + " bytes; SHA-256 produces " + KEY_LENGTH);
        }
        return key;
    }

    private static byte[] decode(String which, String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException notBase64) {
            throw new UnusableSecretException("the SCRAM verifier's " + which + " is not base64");
        }
    }

    private static byte[] hmac(byte[] key, String message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(message.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("HMAC-SHA256 is not available on this Java platform", impossible);
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    /** Whether the other is the same verifier, salt and iterations included, compared in constant time. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ScramVerifier that
                && iterations == that.iterations
                && MessageDigest.isEqual(salt, that.salt)
                // Both are always compared, so that the time does not tell which one differed.
                && (MessageDigest.isEqual(storedKey, that.storedKey)
                        & MessageDigest.isEqual(serverKey, that.serverKey));
    }

    /** Depends on the iterations only. */
    @Override
    public int hashCode() {
        return Integer.hashCode(iterations);
    }

    /** The iterations, nothing else. */
    @Override
    public String toString() {
        return "ScramVerifier[" + iterations + " iterations, redacted]";
    }
}
