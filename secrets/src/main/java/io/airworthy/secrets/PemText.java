package io.airworthy.secrets;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;

/**
 * Certificates and private keys in PEM, as OpenSSL, libpq and PgBouncer read them: text around the blocks is ignored,
 * and so is a block with a malformed line.
 */
final class PemText {

    /** OpenSSL writes 64 digits in a line, and reads a few more. */
    private static final Pattern LINE = Pattern.compile("[A-Za-z0-9+/=]{1,76}");

    private static final Pattern CERTIFICATE =
            Pattern.compile("-----BEGIN CERTIFICATE-----([^-]*)-----END CERTIFICATE-----");
    private static final Pattern PRIVATE_KEY =
            Pattern.compile("-----BEGIN ((?:RSA |EC )?PRIVATE KEY)-----([^-]*)-----END \\1-----");

    private PemText() {}

    /** Accepts one certificate or several. */
    static Accepted<Sensitive> certificates(Sensitive pem) {
        Normalization input = opened(pem, "CERTIFICATE");
        String text = input.text();
        if (text.contains("PRIVATE KEY-----")) {
            throw new UnusableSecretException(
                    "it contains a private key, which everyone who checks the certificate would see");
        }
        int begun = text.split("-----BEGIN CERTIFICATE-----", -1).length - 1;
        if (begun == 0) {
            throw new UnusableSecretException(
                    "it is not PEM: there is no -----BEGIN CERTIFICATE-----; convert a binary certificate with"
                            + " openssl x509 -inform der -in <file>");
        }
        int read = 0;
        for (Matcher block = CERTIFICATE.matcher(text); block.find(); ) {
            read++;
            certificate(block.group(1), read + " of " + begun);
        }
        if (read < begun) {
            throw new UnusableSecretException("it is truncated: it begins " + begun + " certificates and ends " + read);
        }
        layOut(input, CERTIFICATE.matcher(text));
        return input.accept(Sensitive.of(input.text()));
    }

    /** Accepts one private key without a passphrase. */
    static Accepted<Sensitive> privateKey(Sensitive pem) {
        Normalization input = opened(pem, "PRIVATE KEY");
        String text = input.text();
        if (text.contains("ENCRYPTED")) {
            throw new UnusableSecretException(
                    "it is protected by a passphrase, which nobody can enter in a pod; remove it with openssl pkey"
                            + " -in <file>");
        }
        Matcher block = PRIVATE_KEY.matcher(text);
        if (!block.find()) {
            throw new UnusableSecretException(
                    "it is not a PEM private key: there is no complete block -----BEGIN PRIVATE KEY-----");
        }
        requireKey(block.group(1), decode(block.group(2)));
        layOut(input, PRIVATE_KEY.matcher(text));
        return input.accept(Sensitive.of(input.text()));
    }

    /** The certificates in a text that was accepted. */
    static List<X509Certificate> certificatesIn(Sensitive accepted) {
        return CERTIFICATE
                .matcher(accepted.reveal())
                .results()
                .map(block -> certificate(block.group(1), ""))
                .toList();
    }

    /** The private key in a text that was accepted, in the one form that all kinds of keys have. */
    static PrivateKeyInfo privateKeyIn(Sensitive accepted) throws IOException {
        Matcher block = PRIVATE_KEY.matcher(accepted.reveal());
        if (!block.find()) {
            throw new IllegalArgumentException("no private key was accepted");
        }
        return PrivateKeyBlock.read(block.group(1), decode(block.group(2)));
    }

    private static Normalization opened(Sensitive pem, String kind) {
        Normalization input = new Normalization(pem.reveal());
        input.unwrapIf(text -> text.contains(kind + "-----"));
        input.dropByteOrderMark();
        input.restoreLineEnds();
        return input;
    }

    /**
     * Lays the lines out again. Where folding, indenting or pasting has joined them, OpenSSL silently finds no block.
     */
    private static void layOut(Normalization input, Matcher block) {
        StringBuilder blocks = new StringBuilder();
        boolean isLaidOut = true;
        while (block.find()) {
            isLaidOut &= isLaidOut(input.text(), block);
            String kind = block.group().split("-----", 3)[1].substring("BEGIN ".length());
            blocks.append("-----BEGIN ").append(kind).append("-----\n");
            blocks.append(Base64.getMimeEncoder(64, new byte[] {'\n'})
                    .encodeToString(decode(block.group(block.groupCount()))));
            blocks.append("\n-----END ").append(kind).append("-----\n");
        }
        if (!isLaidOut) {
            input.become(blocks.toString(), "reformatted its lines as openssl does");
        }
    }

    private static boolean isLaidOut(String text, Matcher block) {
        List<String> lines = block.group().lines().map(String::stripTrailing).toList();
        return (block.start() == 0 || text.charAt(block.start() - 1) == '\n')
                && isBlankToLineEnd(text, block.end())
                && lines.size() > 2
                && lines.get(0).endsWith("-----")
                && lines.get(lines.size() - 1).startsWith("-----")
                && lines.subList(1, lines.size() - 1).stream()
                        .allMatch(line -> LINE.matcher(line).matches());
    }

    private static boolean isBlankToLineEnd(String text, int from) {
        for (int i = from; i < text.length() && text.charAt(i) != '\n' && text.charAt(i) != '\r'; i++) {
            if (!Character.isWhitespace(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static void requireKey(String kind, byte[] encoded) {
        try {
            PrivateKeyBlock.read(kind, encoded);
        } catch (IOException | RuntimeException notOne) {
            // No cause: it may quote what it could not read.
            throw new UnusableSecretException("it is damaged: its block does not contain a private key");
        }
    }

    private static X509Certificate certificate(String base64, String which) {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(decode(base64)));
        } catch (CertificateException | StackOverflowError notOne) {
            // Java reads blocks of indefinite length by recursion. No cause: it may quote what it read.
            throw new UnusableSecretException("certificate " + which + " is damaged: it is not an X.509 certificate");
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
