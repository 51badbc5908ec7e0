package io.airworthy.secrets;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.PublicKeyFactory;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;

/**
 * The certificate that PgBouncer shows to Airflow: whether it fits its key, its CA and its host. What cannot be
 * determined counts as right. Expiry is not checked, because that takes a clock.
 */
final class PoolCertificate {

    private static final int DNS_NAME = 2;

    private final X509Certificate own;
    private final List<X509Certificate> all;

    /** Reads certificates that {@link PemText} has accepted; PgBouncer's own is the first. */
    PoolCertificate(Sensitive pem) {
        this.all = PemText.certificatesIn(pem);
        this.own = all.get(0);
    }

    /** Who issued it. */
    String issuer() {
        return own.getIssuerX500Principal().getName();
    }

    /**
     * The hosts that it is valid for. As in every TLS library, the common name counts only where no other name is
     * given.
     */
    List<String> hosts() {
        try {
            Collection<List<?>> alternatives = own.getSubjectAlternativeNames();
            List<String> hosts = alternatives == null
                    ? List.of()
                    : alternatives.stream()
                            .filter(name -> name.get(0).equals(DNS_NAME))
                            .map(name -> (String) name.get(1))
                            .toList();
            return hosts.isEmpty() ? commonNames() : hosts;
        } catch (CertificateParsingException unreadable) {
            return List.of();
        }
    }

    private List<String> commonNames() {
        try {
            return Arrays.stream(
                            X500Name.getInstance(own.getSubjectX500Principal().getEncoded())
                                    .getRDNs(BCStyle.CN))
                    .map(name -> IETFUtils.valueToString(name.getFirst().getValue()))
                    .toList();
        } catch (IllegalArgumentException unreadable) {
            return List.of();
        }
    }

    /** Whether it belongs to this key. */
    boolean isOf(Sensitive privateKey) {
        return isOf(privateKey, own);
    }

    /** Whether one of the certificates after it belongs to this key. PgBouncer takes the first for its own. */
    boolean hasBehindIt(Sensitive privateKey) {
        return all.stream().skip(1).anyMatch(certificate -> isOf(privateKey, certificate));
    }

    private static boolean isOf(Sensitive privateKey, X509Certificate certificate) {
        try {
            byte[] expected = encoded(
                    PublicKeyFactory.createKey(certificate.getPublicKey().getEncoded()));
            return PublicHalf.of(PrivateKeyFactory.createKey(PemText.privateKeyIn(privateKey)))
                    .map(half -> Arrays.equals(encoded(half), expected))
                    .orElse(true);
        } catch (IOException | RuntimeException unknownKind) {
            return true;
        }
    }

    private static byte[] encoded(AsymmetricKeyParameter publicKey) {
        try {
            return SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(publicKey)
                    .getPublicKeyData()
                    .getBytes();
        } catch (IOException unknownKind) {
            throw new IllegalArgumentException("a key of this kind has no public half", unknownKind);
        }
    }

    /**
     * Whether it is trusted by those who trust these certificates: OpenSSL needs a chain to a self-signed one of them.
     */
    boolean isTrustedBy(Sensitive authorities) {
        Set<X509Certificate> trusted = new LinkedHashSet<>(PemText.certificatesIn(authorities));
        Map<X500Principal, Set<X509Certificate>> known = Stream.concat(trusted.stream(), all.stream())
                .collect(Collectors.groupingBy(
                        X509Certificate::getSubjectX500Principal, Collectors.toCollection(LinkedHashSet::new)));
        Set<X509Certificate> reached = new LinkedHashSet<>(Set.of(own));
        Deque<X509Certificate> ahead = new ArrayDeque<>(reached);
        while (!ahead.isEmpty()) {
            X509Certificate certificate = ahead.remove();
            if (isIssuedBy(certificate, certificate) && trusted.contains(certificate)) {
                return true;
            }
            known.getOrDefault(certificate.getIssuerX500Principal(), Set.of()).stream()
                    .filter(issuer -> isIssuedBy(issuer, certificate))
                    .filter(reached::add)
                    .forEach(ahead::add);
        }
        return false;
    }

    private static boolean isIssuedBy(X509Certificate issuer, X509Certificate certificate) {
        if (!issuer.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())) {
            return false;
        }
        try {
            certificate.verify(issuer.getPublicKey());
            return true;
        } catch (NoSuchAlgorithmException unknownKind) {
            return true;
        } catch (GeneralSecurityException signedByAnother) {
            return false;
        }
    }
}
