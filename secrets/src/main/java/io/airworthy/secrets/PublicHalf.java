package io.airworthy.secrets;

import java.io.IOException;
import java.util.Optional;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.params.RSAPrivateCrtKeyParameters;
import org.bouncycastle.crypto.util.OpenSSHPrivateKeyUtil;
import org.bouncycastle.crypto.util.OpenSSHPublicKeyUtil;

/** The public half of a private key. BouncyCastle reads the formats; no other class of a deploy key needs it. */
final class PublicHalf {

    private PublicHalf() {}

    /** The public half of the key in a file of OpenSSH, as SSH encodes it. */
    static byte[] ofOpenSsh(byte[] file) throws IOException {
        return OpenSSHPublicKeyUtil.encodePublicKey(
                of(OpenSSHPrivateKeyUtil.parsePrivateKeyBlob(file)).orElseThrow());
    }

    /** The public half of an RSA, ECDSA or Ed25519 key; empty for other kinds. */
    static Optional<AsymmetricKeyParameter> of(AsymmetricKeyParameter key) {
        if (key instanceof RSAPrivateCrtKeyParameters rsa) {
            return Optional.of(new RSAKeyParameters(false, rsa.getModulus(), rsa.getPublicExponent()));
        }
        if (key instanceof ECPrivateKeyParameters ec) {
            return Optional.of(
                    new ECPublicKeyParameters(ec.getParameters().getG().multiply(ec.getD()), ec.getParameters()));
        }
        return key instanceof Ed25519PrivateKeyParameters edwards
                ? Optional.of(edwards.generatePublicKey())
                : Optional.empty();
    }
}
