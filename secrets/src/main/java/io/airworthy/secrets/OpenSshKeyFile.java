package io.airworthy.secrets;

import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.RSAPrivateCrtKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;

/**
 * The layout of an OpenSSH v1 private key file: the unencrypted part that names cipher and public key, and the private part
 * with the comment.
 *
 * <p>BouncyCastle reads this layout too, and checks the private part; but it drops the comment and does not write one.
 *
 * @see <a href="https://github.com/openssh/openssh-portable/blob/master/PROTOCOL.key">PROTOCOL.key</a>
 */
record OpenSshKeyFile(String cipher, int keyCount, byte[] publicBlob, byte[] privatePart) {

    static final String BEGIN = "-----BEGIN OPENSSH PRIVATE KEY-----";
    static final String END = "-----END OPENSSH PRIVATE KEY-----";
    static final String ED25519 = "ssh-ed25519";
    static final String RSA = "ssh-rsa";

    private static final byte[] MAGIC = "openssh-key-v1\0".getBytes(StandardCharsets.US_ASCII);
    private static final int NO_CIPHER_BLOCK = 8;
    private static final int LINE_LENGTH = 70;

    /** How many fields are between the key type and the comment, for the types that can be a deploy key. */
    private static final Map<String, Integer> PRIVATE_FIELDS =
            Map.of(ED25519, 2, RSA, 6, "ecdsa-sha2-nistp256", 3, "ecdsa-sha2-nistp384", 3, "ecdsa-sha2-nistp521", 3);

    /** A public key: its type, and what makes it up. */
    static byte[] publicBlob(byte[] ed25519) {
        return concat(field(ED25519), field(ed25519));
    }

    static byte[] publicBlob(RSAPrivateCrtKey key) {
        return concat(
                field(RSA),
                field(key.getPublicExponent().toByteArray()),
                field(key.getModulus().toByteArray()));
    }

    /** A whole file without its PEM armour. The check integer is any number; a reader compares its two copies. */
    static byte[] encode(byte[] ed25519, byte[] publicKey, String comment, int check) {
        byte[] fields = concat(field(ED25519), field(publicKey), field(concat(ed25519, publicKey)));
        return file(publicBlob(publicKey), fields, comment, check);
    }

    static byte[] encode(RSAPrivateCrtKey key, String comment, int check) {
        byte[] fields = concat(
                field(RSA),
                field(key.getModulus().toByteArray()),
                field(key.getPublicExponent().toByteArray()),
                field(key.getPrivateExponent().toByteArray()),
                field(key.getCrtCoefficient().toByteArray()),
                field(key.getPrimeP().toByteArray()),
                field(key.getPrimeQ().toByteArray()));
        return file(publicBlob(key), fields, comment, check);
    }

    private static byte[] file(byte[] publicBlob, byte[] keyFields, String comment, int check) {
        byte[] privatePart = concat(integer(check), integer(check), keyFields, field(comment));
        return concat(
                MAGIC,
                field("none"),
                field("none"),
                field(""),
                integer(1),
                field(publicBlob),
                field(padded(privatePart)));
    }

    /** As {@code ssh-keygen} lays it out, with the final line end without which some versions say "error in libcrypto". */
    static String armoured(byte[] file) {
        return BEGIN + "\n"
                + Base64.getEncoder().encodeToString(file).replaceAll("(.{" + LINE_LENGTH + "})(?!$)", "$1\n")
                + "\n" + END + "\n";
    }

    /** The file's parts; the caller checks their values. */
    static OpenSshKeyFile decode(byte[] file) {
        try {
            ByteBuffer in = ByteBuffer.wrap(file);
            byte[] magic = new byte[MAGIC.length];
            in.get(magic);
            if (!Arrays.equals(magic, MAGIC)) {
                throw new UnusableSecretException("the SSH key has the header of an OpenSSH key, but not its content");
            }
            String cipher = text(next(in));
            next(in); // name of the key derivation
            next(in); // its options
            int keyCount = in.getInt();
            return new OpenSshKeyFile(cipher, keyCount, next(in), next(in));
        } catch (BufferUnderflowException cutOff) {
            throw new UnusableSecretException("the SSH key is truncated: its content ends too early");
        }
    }

    /** The type as SSH names it, such as {@code ssh-ed25519}. */
    String algorithm() {
        try {
            return text(next(ByteBuffer.wrap(publicBlob)));
        } catch (BufferUnderflowException cutOff) {
            throw new UnusableSecretException("the SSH key is truncated: its public part ends too early");
        }
    }

    boolean isOfKnownAlgorithm() {
        return PRIVATE_FIELDS.containsKey(algorithm());
    }

    String comment() {
        try {
            ByteBuffer in = ByteBuffer.wrap(privatePart);
            in.getInt();
            in.getInt();
            next(in); // the type, once more
            for (int i = 0; i < PRIVATE_FIELDS.getOrDefault(algorithm(), 0); i++) {
                next(in);
            }
            return text(next(in));
        } catch (BufferUnderflowException cutOff) {
            throw new UnusableSecretException("the SSH key is truncated: its private part ends too early");
        }
    }

    /** The size of a public key as SSH encodes it: RSA's modulus, or the curve, which ECDSA's name ends with. */
    static int bits(byte[] publicBlob) {
        ByteBuffer in = ByteBuffer.wrap(publicBlob);
        String algorithm = text(next(in));
        return switch (algorithm) {
            case ED25519 -> Byte.SIZE * next(in).length;
            case RSA -> {
                next(in); // the exponent
                yield new BigInteger(next(in)).bitLength();
            }
            default -> Integer.parseInt(algorithm.substring(algorithm.lastIndexOf('p') + 1));
        };
    }

    private static byte[] next(ByteBuffer in) {
        int length = in.getInt();
        if (length < 0 || length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] field = new byte[length];
        in.get(field);
        return field;
    }

    private static String text(byte[] field) {
        return new String(field, StandardCharsets.UTF_8);
    }

    private static byte[] field(String text) {
        return field(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] field(byte[] content) {
        return concat(integer(content.length), content);
    }

    private static byte[] integer(int value) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(value).array();
    }

    /** Fills the last block with 1, 2, 3 … */
    private static byte[] padded(byte[] fields) {
        int padding = Math.floorMod(-fields.length, NO_CIPHER_BLOCK);
        byte[] padded = Arrays.copyOf(fields, fields.length + padding);
        for (int i = 1; i <= padding; i++) {
            padded[fields.length + i - 1] = (byte) i;
        }
        return padded;
    }

    private static byte[] concat(byte[]... parts) {
        ByteBuffer out = ByteBuffer.allocate(
                Arrays.stream(parts).mapToInt(part -> part.length).sum());
        for (byte[] part : parts) {
            out.put(part);
        }
        return out.array();
    }

    /** Prints no part of the key, which a record otherwise would. */
    @Override
    public String toString() {
        return "OpenSshKeyFile[redacted]";
    }
}
