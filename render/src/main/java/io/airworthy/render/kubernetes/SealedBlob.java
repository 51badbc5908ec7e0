package io.airworthy.render.kubernetes;

import io.airworthy.secrets.Sensitive;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;

/**
 * One value, encrypted for a Sealed Secrets controller: two bytes with the length of the encrypted session key, that
 * key, and the value encrypted with it.
 *
 * @see <a href="https://github.com/bitnami-labs/sealed-secrets/blob/main/docs/developer/crypto.md">Sealed Secrets:
 *     cryptography</a>
 */
final class SealedBlob {

    private static final int SESSION_KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private SealedBlob() {}

    /**
     * Seals a value.
     *
     * @param label what the controller must know to open it: the place where the Secret belongs
     */
    static String seal(Sensitive value, RSAPublicKey key, String label) {
        byte[] sessionKey = new byte[SESSION_KEY_BYTES];
        byte[] plain = value.revealBytes();
        RANDOM.nextBytes(sessionKey);
        try {
            byte[] sealedKey = sealKey(sessionKey, key, label);
            byte[] sealedValue = sealValue(plain, sessionKey);
            return Base64.getEncoder()
                    .encodeToString(ByteBuffer.allocate(Short.BYTES + sealedKey.length + sealedValue.length)
                            .putShort((short) sealedKey.length)
                            .put(sealedKey)
                            .put(sealedValue)
                            .array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java platform does not have the algorithms of Sealed Secrets", e);
        } finally {
            Arrays.fill(sessionKey, (byte) 0);
            Arrays.fill(plain, (byte) 0);
        }
    }

    private static byte[] sealKey(byte[] sessionKey, RSAPublicKey key, String label) throws GeneralSecurityException {
        Cipher rsa = Cipher.getInstance("RSA/ECB/OAEPPadding");
        // Java's own SHA-256 padding keeps SHA-1 for the mask, which Go does not understand.
        rsa.init(
                Cipher.ENCRYPT_MODE,
                key,
                new OAEPParameterSpec(
                        "SHA-256",
                        "MGF1",
                        MGF1ParameterSpec.SHA256,
                        new PSource.PSpecified(label.getBytes(StandardCharsets.UTF_8))),
                RANDOM);
        return rsa.doFinal(sessionKey);
    }

    /** The nonce is all zero, which is safe only because no session key is ever used twice. */
    private static byte[] sealValue(byte[] plain, byte[] sessionKey) throws GeneralSecurityException {
        Cipher aes = Cipher.getInstance("AES/GCM/NoPadding");
        aes.init(
                Cipher.ENCRYPT_MODE,
                new SecretKeySpec(sessionKey, "AES"),
                new GCMParameterSpec(TAG_BITS, new byte[NONCE_BYTES]));
        return aes.doFinal(plain);
    }
}
