package io.airworthy.secrets;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Certificates and private keys in PEM, as OpenSSL, libpq and PgBouncer read them: text around the blocks is ignored. */
final class PemText {

    private static final Pattern CERTIFICATE =
            Pattern.compile("-----BEGIN CERTIFICATE-----([^-]*)-----END CERTIFICATE-----");
    private static final Pattern PRIVATE_KEY =
            Pattern.compile("-----BEGIN ((?:RSA |EC )?PRIVATE KEY)-----([^-]*)-----END \\1-----");

    private PemText() {}

    /** Accepts one certificate or several. */
    static Accepted<Sensitive> certificates(Sensitive pem) {
        Mending mending = opened(pem, "CERTIFICATE");
        String text = mending.text();
        if (text.contains("PRIVATE KEY-----")) {
            throw new UnusableSecretException(
                    "it has a private key in it, which everybody who checks the certificate would get to see");
        }
        int begun = text.split("-----BEGIN CERTIFICATE-----", -1).length - 1;
        if (begun == 0) {
            throw new UnusableSecretException("it is not PEM: there is no -----BEGIN CERTIFICATE-----;"
                    + " openssl x509 -inform der -in <file> makes PEM of a binary certificate");
        }
        int read = 0;
        for (Matcher block = CERTIFICATE.matcher(text); block.find(); ) {
            read++;
            requireCertificate(block.group(1), read + " of " + begun);
        }
        if (read < begun) {
            throw new UnusableSecretException("it is cut off: it begins " + begun + " certificates and ends " + read);
        }
        return mending.accept(Sensitive.of(text));
    }

    /** Accepts one private key that nobody has to type a passphrase for. */
    static Accepted<Sensitive> privateKey(Sensitive pem) {
        Mending mending = opened(pem, "PRIVATE KEY");
        String text = mending.text();
        if (text.contains("ENCRYPTED")) {
            throw new UnusableSecretException("it is protected by a passphrase, which nobody can type in a pod;"
                    + " openssl pkey -in <file> takes it off");
        }
        Matcher block = PRIVATE_KEY.matcher(text);
        if (!block.find()) {
            throw new UnusableSecretException(
                    "it is not a PEM private key: there is no whole block -----BEGIN PRIVATE KEY-----");
        }
        decode(block.group(2));
        return mending.accept(Sensitive.of(text));
    }

    private static Mending opened(Sensitive pem, String kind) {
        Mending mending = new Mending(pem.reveal());
        mending.unwrapIf(text -> text.contains(kind + "-----"));
        return mending;
    }

    private static void requireCertificate(String base64, String which) {
        try {
            CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(decode(base64)));
        } catch (CertificateException notOne) {
            // Not handed on as the cause: it may quote what it could not read.
            throw new UnusableSecretException("certificate " + which + " is damaged: it is no X.509 certificate");
        }
    }

    private static byte[] decode(String base64) {
        try {
            return Base64.getDecoder().decode(base64.replaceAll("\\s", ""));
        } catch (IllegalArgumentException notBase64) {
            throw new UnusableSecretException("a PEM block is damaged: its lines are not base64");
        }
    }
}
