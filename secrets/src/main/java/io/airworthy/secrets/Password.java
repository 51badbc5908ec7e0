package io.airworthy.secrets;

import java.security.SecureRandom;
import java.util.Arrays;

/**
 * Makes passwords that never need quotes or escapes.
 *
 * <p>They have only ASCII letters and digits: nothing that has to be encoded in a URL or doubled for PgBouncer, and
 * nothing that a shell, YAML, Go templates or Airflow's {@code $VARIABLE} expansion interprets. There is always a
 * capital letter, a small letter and a digit, because managed databases ask for them. The length makes up for the small
 * alphabet: 32 characters are 190 bits.
 */
public final class Password {

    /** 95 bits, which cannot be guessed even with the hash at hand. */
    public static final int MIN_LENGTH = 16;

    /**
     * The longest that Amazon RDS for PostgreSQL takes.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html">MasterUserPassword</a>
     */
    public static final int MAX_LENGTH = 128;

    /** 190 bits. */
    public static final int DEFAULT_LENGTH = 32;

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private Password() {}

    /**
     * Makes a password of {@value #DEFAULT_LENGTH} characters.
     *
     * @return the password
     */
    public static Sensitive generate() {
        return generate(DEFAULT_LENGTH);
    }

    /**
     * Makes a password.
     *
     * @param length how many characters, from {@value #MIN_LENGTH} to {@value #MAX_LENGTH}
     * @return the password
     * @throws IllegalArgumentException if the length is out of that range
     */
    public static Sensitive generate(int length) {
        return generate(length, new SecureRandom());
    }

    static Sensitive generate(int length, SecureRandom random) {
        if (length < MIN_LENGTH || length > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "a password has from " + MIN_LENGTH + " to " + MAX_LENGTH + " characters, not " + length);
        }
        char[] password = new char[length];
        do {
            // The whole password is drawn again, so that every password with the three kinds is equally likely.
            for (int i = 0; i < length; i++) {
                password[i] = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
            }
        } while (!hasEveryKind(password));
        Sensitive held = Sensitive.of(password);
        Arrays.fill(password, '\0');
        return held;
    }

    private static boolean hasEveryKind(char[] password) {
        boolean capital = false;
        boolean small = false;
        boolean digit = false;
        for (char c : password) {
            capital |= c >= 'A' && c <= 'Z';
            small |= c >= 'a' && c <= 'z';
            digit |= c >= '0' && c <= '9';
        }
        return capital && small && digit;
    }
}
