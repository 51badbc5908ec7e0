package io.airworthy.secrets;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;

/** The common rule of the texts with which Airflow signs by HS512: no format, one line, at least 64 bytes. */
final class SigningText {

    /** As long as the hash: <a href="https://www.rfc-editor.org/rfc/rfc7518#section-3.2">RFC 7518, section 3.2</a>. */
    private static final int MIN_BYTES = 64;

    private SigningText() {}

    static Sensitive generate(SecureRandom random) {
        byte[] bytes = new byte[MIN_BYTES];
        random.nextBytes(bytes);
        // Hexadecimal has no character that a shell, YAML, a URL or Airflow's $VARIABLE expansion would touch.
        return Sensitive.of(HexFormat.of().formatHex(bytes));
    }

    static Accepted<Sensitive> parse(String what, Sensitive text) {
        Normalization mending = new Normalization(text.reveal());
        mending.strip();
        String bare = mending.text();
        if (bare.chars().anyMatch(Character::isISOControl)) {
            throw new UnusableSecretException(
                    what + " has a line break or another control character in the middle; it must be one line");
        }
        int length = bare.getBytes(StandardCharsets.UTF_8).length;
        if (length < MIN_BYTES) {
            throw new UnusableSecretException(what + " has " + length
                    + " bytes; HS512, the algorithm it is used with, needs at least " + MIN_BYTES);
        }
        return mending.accept(Sensitive.of(bare));
    }
}
