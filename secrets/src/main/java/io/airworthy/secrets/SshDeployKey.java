package io.airworthy.secrets;

import io.airworthy.dags.GitHost;
import io.airworthy.dags.SshKeyType;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The key with which git-sync reads the repository of the DAGs: an SSH private key in OpenSSH's own format, and the public
 * line that goes to the repository's deploy keys.
 *
 * <p>New keys are Ed25519, or RSA of 3072 bits for {@linkplain GitHost hosts} that take nothing else. Keys that exist
 * already may be Ed25519, RSA or ECDSA, as long as they are in the OpenSSH format ({@code -----BEGIN OPENSSH PRIVATE
 * KEY-----}) and have no passphrase, which nobody could type in a pod.
 *
 * @see <a href="https://github.com/openssh/openssh-portable/blob/master/PROTOCOL.key">PROTOCOL.key</a>
 * @see <a href="https://docs.github.com/en/authentication/connecting-to-github-with-ssh/managing-deploy-keys">Deploy keys</a>
 */
public final class SshDeployKey {

    private static final int ED25519_BYTES = 32;
    private static final int RSA_BITS = 3072;

    /**
     * The least that is still allowed for RSA.
     *
     * @see <a href="https://doi.org/10.6028/NIST.SP.800-131Ar2">NIST SP 800-131A, section 3</a>
     */
    private static final int LEAST_RSA_BITS = 2048;

    private final Sensitive privateText;
    private final byte[] publicBlob;
    private final String algorithm;
    private final String comment;

    private SshDeployKey(Sensitive privateText, byte[] publicBlob, String algorithm, String comment) {
        this.privateText = privateText;
        this.publicBlob = publicBlob;
        this.algorithm = algorithm;
        this.comment = comment;
    }

    /**
     * Makes a new key of the type that a host prefers.
     *
     * @param host the repository's host
     * @param comment what the key is for, such as {@code airflow-dags@production}: it stands in the public line and in the
     *     private key. It may be empty.
     * @return an Ed25519 key, or an RSA key of 3072 bits where the host takes RSA alone
     * @throws IllegalArgumentException if the comment has a line end or another control character
     */
    public static SshDeployKey generate(GitHost host, String comment) {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(comment, "comment");
        if (comment.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "the comment of an SSH key must be one line, and this one contains a control character");
        }
        SecureRandom random = new SecureRandom();
        return host.keyType() == SshKeyType.RSA ? rsa(comment, random) : ed25519(comment, random);
    }

    private static SshDeployKey ed25519(String comment, SecureRandom random) {
        KeyPair pair = pair("Ed25519", NamedParameterSpec.ED25519, random);
        byte[] encoded = pair.getPublic().getEncoded();
        byte[] publicKey = Arrays.copyOfRange(encoded, encoded.length - ED25519_BYTES, encoded.length);
        byte[] privateKey = ((EdECPrivateKey) pair.getPrivate()).getBytes().orElseThrow();
        byte[] file = OpenSshKeyFile.encode(privateKey, publicKey, comment, random.nextInt());
        Arrays.fill(privateKey, (byte) 0);
        return of(file, OpenSshKeyFile.publicBlob(publicKey), OpenSshKeyFile.ED25519, comment);
    }

    private static SshDeployKey rsa(String comment, SecureRandom random) {
        RSAPrivateCrtKey key =
                (RSAPrivateCrtKey) pair("RSA", new RSAKeyGenParameterSpec(RSA_BITS, RSAKeyGenParameterSpec.F4), random)
                        .getPrivate();
        return of(
                OpenSshKeyFile.encode(key, comment, random.nextInt()),
                OpenSshKeyFile.publicBlob(key),
                OpenSshKeyFile.RSA,
                comment);
    }

    private static KeyPair pair(String algorithm, AlgorithmParameterSpec parameters, SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(parameters, random);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK since 15 has " + algorithm, impossible);
        }
    }

    private static SshDeployKey of(byte[] file, byte[] publicBlob, String algorithm, String comment) {
        Sensitive text = Sensitive.of(OpenSshKeyFile.armoured(file));
        Arrays.fill(file, (byte) 0);
        return new SshDeployKey(text, publicBlob, algorithm, comment);
    }

    /**
     * Reads a private key that exists already.
     *
     * <p>Corrected: CR LF line ends, a missing last line end, line ends written as {@code \n} or lost in folding, and a
     * second layer of base64. With each of them OpenSSH only says {@code error in libcrypto}. Refused: a key with a
     * passphrase, a public key, PuTTY's and the older PEM formats, keys in hardware, DSA, a key that is cut off, and
     * one whose public half belongs to another key. Noted: an RSA key of fewer than 2048 bits.
     *
     * @param pem the private key's text
     * @return the key, what was corrected, and a note if it is weak
     * @throws UnusableSecretException if it cannot be a deploy key; the message says why and, where there is one, which
     *     command converts it
     * @throws IllegalStateException if the text has been wiped
     */
    public static Accepted<SshDeployKey> parse(Sensitive pem) {
        Objects.requireNonNull(pem, "pem");
        Normalization input = new Normalization(pem.reveal());
        byte[] file = OpenSshKeyArmour.open(input);
        OpenSshKeyFile parts = OpenSshKeyFile.decode(file);
        refuseWhatCannotBeADeployKey(parts);
        requirePublicHalf(file, parts.publicBlob());
        String comment = parts.comment();
        if (comment.chars().anyMatch(Character::isISOControl)) {
            throw new UnusableSecretException(
                    "the SSH key's comment contains a control character; change it with ssh-keygen -c -f <file>");
        }
        String canonical = OpenSshKeyFile.armoured(file);
        if (!input.text().equals(canonical)) {
            input.become(canonical, "reformatted its lines as ssh-keygen does");
        }
        SshDeployKey key = new SshDeployKey(Sensitive.of(canonical), parts.publicBlob(), parts.algorithm(), comment);
        if (key.type() == SshKeyType.RSA && key.bits() < LEAST_RSA_BITS) {
            input.note("is an RSA key of " + key.bits() + " bits, and one of fewer than " + LEAST_RSA_BITS
                    + " is no longer safe; generate a new one");
        }
        return input.accept(key);
    }

    private static void refuseWhatCannotBeADeployKey(OpenSshKeyFile parts) {
        if (!parts.cipher().equals("none")) {
            throw new UnusableSecretException(
                    "the SSH key is protected by a passphrase, which nobody can enter in a pod; remove it with"
                            + " ssh-keygen -p -N '' -f <file>");
        }
        if (parts.keyCount() != 1) {
            throw new UnusableSecretException("the SSH key file must hold one key, not " + parts.keyCount());
        }
        String algorithm = parts.algorithm();
        if (algorithm.startsWith("sk-")) {
            throw new UnusableSecretException("the SSH key is on a hardware token, which nobody can touch in a pod");
        }
        if (algorithm.equals("ssh-dss")) {
            throw new UnusableSecretException(
                    "the SSH key is a DSA key, which OpenSSH and the git hosts no longer accept");
        }
        if (!parts.isOfKnownAlgorithm()) {
            throw new UnusableSecretException(
                    "the SSH key is of a kind that cannot be a deploy key;" + " Ed25519, RSA and ECDSA can");
        }
    }

    private static void requirePublicHalf(byte[] file, byte[] statedPublicBlob) {
        byte[] derived;
        try {
            derived = PublicHalf.ofOpenSsh(file);
        } catch (IOException | RuntimeException malformed) {
            // No cause: what BouncyCastle says about a key may quote it.
            throw new UnusableSecretException("the SSH key is damaged: its private part cannot be read");
        }
        if (!Arrays.equals(derived, statedPublicBlob)) {
            throw new UnusableSecretException("the SSH key is damaged: its public half belongs to another key");
        }
    }

    /**
     * The private key for git-sync's Secret (key {@code gitSshKey}): OpenSSH v1, LF line ends, one after the last line.
     *
     * @return a copy that is the caller's to wipe
     */
    public Sensitive privateKey() {
        return privateText.copy();
    }

    /**
     * The line for the repository's deploy keys: type, key and comment. No secret.
     *
     * @return such as {@code ssh-ed25519 AAAAC3Nza… airflow-dags@production}, without a line end
     */
    public String publicLine() {
        String line = algorithm + " " + Base64.getEncoder().encodeToString(publicBlob);
        return comment.isEmpty() ? line : line + " " + comment;
    }

    /** The key's type. */
    public SshKeyType type() {
        return switch (algorithm) {
            case OpenSshKeyFile.ED25519 -> SshKeyType.ED25519;
            case OpenSshKeyFile.RSA -> SshKeyType.RSA;
            default -> SshKeyType.ECDSA;
        };
    }

    /**
     * The key's length, as {@code ssh-keygen -l} prints it.
     *
     * @return the length in bits: that of the modulus for RSA, that of the curve for the others
     */
    public int bits() {
        return OpenSshKeyFile.bits(publicBlob);
    }

    /**
     * The fingerprint by which people and git hosts name the key, as {@code ssh-keygen -l} prints it. No secret.
     *
     * @return {@code SHA256:} and 43 characters of base64 without padding
     */
    public String fingerprint() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(publicBlob);
            return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    /**
     * What the key is for, as stated when it was made.
     *
     * @return the comment; it may be empty
     */
    public String comment() {
        return comment;
    }

    /** Whether the other has the same private key text, compared in constant time. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SshDeployKey that
                && Arrays.equals(publicBlob, that.publicBlob)
                && privateText.equals(that.privateText);
    }

    /** Depends on the public half only. */
    @Override
    public int hashCode() {
        return Arrays.hashCode(publicBlob);
    }

    /** The type and the fingerprint, which are public. */
    @Override
    public String toString() {
        return "SshDeployKey[" + algorithm + " " + fingerprint() + ", redacted]";
    }
}
