package io.airworthy.secrets;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The layout of a Fernet token: version (1 byte), seconds since 1970 (8), initialisation vector (16), ciphertext (a multiple
 * of 16), HMAC of all that (32).
 *
 * @see <a href="https://github.com/fernet/spec/blob/master/Spec.md">Fernet, the specification</a>
 */
final class FernetToken {

    static final int IV_LENGTH = 16;

    private static final byte VERSION = (byte) 0x80;
    private static final int HEADER_LENGTH = 1 + Long.BYTES + IV_LENGTH;
    private static final int BLOCK_LENGTH = 16;
    private static final int HMAC_LENGTH = 32;
    private static final int MIN_LENGTH = HEADER_LENGTH + BLOCK_LENGTH + HMAC_LENGTH;

    /** How far the clocks of two machines may differ; Python's cryptography has the same value. */
    private static final Duration MAX_CLOCK_SKEW = Duration.ofSeconds(60);

    private final byte[] token;

    private FernetToken(byte[] token) {
        this.token = token;
    }

    static FernetToken seal(byte[] signingKey, byte[] encryptionKey, Instant now, byte[] iv, byte[] message) {
        if (now.getEpochSecond() < 0) {
            throw new IllegalArgumentException("a Fernet token cannot have a time before 1970: " + now);
        }
        byte[] ciphertext;
        try {
            ciphertext = cipher(Cipher.ENCRYPT_MODE, encryptionKey, iv).doFinal(message);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("AES-128-CBC is not available on this Java platform", impossible);
        }
        byte[] signed = ByteBuffer.allocate(HEADER_LENGTH + ciphertext.length)
                .put(VERSION)
                .putLong(now.getEpochSecond())
                .put(iv)
                .put(ciphertext)
                .array();
        return new FernetToken(ByteBuffer.allocate(signed.length + HMAC_LENGTH)
                .put(signed)
                .put(hmac(signingKey, signed))
                .array());
    }

    static FernetToken parse(String text) {
        byte[] token;
        try {
            token = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException notBase64) {
            throw new InvalidTokenException("not a Fernet token: not URL-safe base64");
        }
        if (token.length < MIN_LENGTH) {
            throw new InvalidTokenException(
                    "not a Fernet token: " + token.length + " bytes; the shortest token has " + MIN_LENGTH);
        }
        if (token[0] != VERSION) {
            throw new InvalidTokenException("not a Fernet token: it does not start with version 0x80");
        }
        if ((token.length - HEADER_LENGTH - HMAC_LENGTH) % BLOCK_LENGTH != 0) {
            throw new InvalidTokenException("not a Fernet token: its ciphertext is not a whole number of blocks");
        }
        return new FernetToken(token);
    }

    void requireAge(Instant now, Duration maxAge) {
        // As in Python's cryptography: whole seconds, and a token exactly at the limit is still valid.
        long madeAt = ByteBuffer.wrap(token, 1, Long.BYTES).getLong();
        if (madeAt < 0 || madeAt > now.getEpochSecond() + MAX_CLOCK_SKEW.toSeconds()) {
            throw new InvalidTokenException("the Fernet token comes from the future: it is more than 60 s ahead");
        }
        if (now.getEpochSecond() - madeAt > maxAge.toSeconds()) {
            throw new InvalidTokenException("the Fernet token has expired: it is older than " + maxAge);
        }
    }

    byte[] open(byte[] signingKey, byte[] encryptionKey) {
        int end = token.length - HMAC_LENGTH;
        byte[] stated = Arrays.copyOfRange(token, end, token.length);
        byte[] expected = hmac(signingKey, Arrays.copyOf(token, end));
        if (!MessageDigest.isEqual(expected, stated)) {
            throw new InvalidTokenException(
                    "the Fernet token does not match this key: another key made it, or it was changed");
        }
        byte[] iv = Arrays.copyOfRange(token, 1 + Long.BYTES, HEADER_LENGTH);
        try {
            return cipher(Cipher.DECRYPT_MODE, encryptionKey, iv).doFinal(token, HEADER_LENGTH, end - HEADER_LENGTH);
        } catch (BadPaddingException badlyMade) {
            throw new InvalidTokenException("the Fernet token is signed with this key, but its padding is wrong");
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("AES-128-CBC is not available on this Java platform", impossible);
        }
    }

    String text() {
        return Base64.getUrlEncoder().encodeToString(token);
    }

    private static Cipher cipher(int mode, byte[] encryptionKey, byte[] iv) throws GeneralSecurityException {
        // The padding of PKCS #7; the platform calls it by its older name, PKCS #5, also for blocks of 16 bytes.
        Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
        cipher.init(mode, new SecretKeySpec(encryptionKey, "AES"), new IvParameterSpec(iv));
        return cipher;
    }

    private static byte[] hmac(byte[] signingKey, byte[] signed) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(signingKey, "HmacSHA256"));
            return mac.doFinal(signed);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("HMAC-SHA256 is not available on this Java platform", impossible);
        }
    }
}
