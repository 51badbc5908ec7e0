package io.airworthy.render.kubernetes;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Objects;

/**
 * The certificate of a Sealed Secrets controller, for which Secrets are sealed: {@code kubeseal --fetch-cert}. The controller
 * makes a new one every 30 days and keeps the old keys, so an older certificate still works.
 *
 * @see <a href="https://github.com/bitnami-labs/sealed-secrets#public-key--certificate">Public key / certificate</a>
 */
public final class SealingCertificate {

    /** Go, and so the controller, refuses shorter RSA keys. One half as long could not even hold the session key. */
    private static final int MIN_BITS = 1024;

    private final RSAPublicKey key;
    private final Instant expiry;

    private SealingCertificate(RSAPublicKey key, Instant expiry) {
        this.key = key;
        this.expiry = expiry;
    }

    /**
     * Reads a certificate.
     *
     * @param pem the certificate in PEM; of several the first counts
     * @return the certificate
     * @throws IllegalArgumentException if the text is no certificate of an RSA key, or of one with fewer than 1024 bits
     */
    public static SealingCertificate of(String pem) {
        Objects.requireNonNull(pem, "pem");
        X509Certificate certificate;
        try {
            certificate = (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
        } catch (CertificateException | StackOverflowError notOne) {
            // Java reads blocks of indefinite length by recursion. No cause: it may quote what it could not read, which
            // may be a key.
            throw new IllegalArgumentException(
                    "this is not a PEM certificate; kubeseal --fetch-cert prints the controller's");
        }
        if (!(certificate.getPublicKey() instanceof RSAPublicKey key)) {
            throw new IllegalArgumentException(
                    "this certificate has no RSA key, but the controller's certificate has one");
        }
        if (key.getModulus().bitLength() < MIN_BITS) {
            throw new IllegalArgumentException(
                    "the certificate's key has " + key.getModulus().bitLength() + " bits; an RSA key of fewer than "
                            + MIN_BITS + " is not safe, and the controller rejects it");
        }
        return new SealingCertificate(key, certificate.getNotAfter().toInstant());
    }

    /**
     * When it expires. This library does not check it; {@code kubeseal} refuses a certificate that has expired.
     *
     * @return the end of its validity
     */
    public Instant expiry() {
        return expiry;
    }

    RSAPublicKey key() {
        return key;
    }
}
