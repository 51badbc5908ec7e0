package io.airworthy.render.kubernetes;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.spec.MGF1ParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;

/** The key of a Sealed Secrets controller, made for each run, and what the controller does with it. */
final class ControllerKey {

    private static final String ALIAS = "controller";
    private static final char[] PASSPHRASE = "of-no-consequence".toCharArray();
    private static final KeyStore STORE = make();

    private ControllerKey() {}

    static SealingCertificate certificate() {
        return SealingCertificate.of(certificatePem());
    }

    static String certificatePem() {
        try {
            Certificate certificate = STORE.getCertificate(ALIAS);
            return "-----BEGIN CERTIFICATE-----\n"
                    + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded())
                    + "\n-----END CERTIFICATE-----\n";
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] privateKey() {
        return key().getEncoded();
    }

    /** @throws IllegalArgumentException if the blob was not sealed for this key and place */
    static byte[] open(String blob, String label) {
        byte[] raw = Base64.getDecoder().decode(blob);
        int keyEnd = 2 + ((raw[0] & 0xff) << 8 | raw[1] & 0xff);
        try {
            Cipher rsa = Cipher.getInstance("RSA/ECB/OAEPWithSHA-256AndMGF1Padding");
            rsa.init(
                    Cipher.DECRYPT_MODE,
                    key(),
                    new OAEPParameterSpec(
                            "SHA-256",
                            "MGF1",
                            MGF1ParameterSpec.SHA256,
                            new PSource.PSpecified(label.getBytes(StandardCharsets.UTF_8))));
            byte[] sessionKey = rsa.doFinal(Arrays.copyOfRange(raw, 2, keyEnd));
            Cipher aes = Cipher.getInstance("AES/GCM/NoPadding");
            aes.init(
                    Cipher.DECRYPT_MODE, new SecretKeySpec(sessionKey, "AES"), new GCMParameterSpec(128, new byte[12]));
            return aes.doFinal(Arrays.copyOfRange(raw, keyEnd, raw.length));
        } catch (GeneralSecurityException refused) {
            throw new IllegalArgumentException("the controller cannot open it", refused);
        }
    }

    private static Key key() {
        try {
            return STORE.getKey(ALIAS, PASSPHRASE);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The JDK makes certificates with its own program only. */
    private static KeyStore make() {
        try {
            Path folder = Files.createTempDirectory("controller");
            Path file = folder.resolve("keys.p12");
            Process keytool = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "keytool")
                                    .toString(),
                            "-genkeypair",
                            "-alias",
                            ALIAS,
                            "-keyalg",
                            "RSA",
                            "-keysize",
                            "2048",
                            "-dname",
                            "CN=sealed-secret",
                            "-storetype",
                            "PKCS12",
                            "-keystore",
                            file.toString(),
                            "-storepass",
                            new String(PASSPHRASE))
                    .redirectErrorStream(true)
                    .start();
            String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (keytool.waitFor() != 0) {
                throw new IllegalStateException(output);
            }
            KeyStore store = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(file)) {
                store.load(in, PASSPHRASE);
            }
            Files.delete(file);
            Files.delete(folder);
            return store;
        } catch (IOException | GeneralSecurityException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
