package io.airworthy.dags;

/**
 * The kinds of SSH keys that can be a deploy key.
 *
 * @see <a href="https://man.openbsd.org/ssh-keygen#t">ssh-keygen -t</a>
 */
public enum SshKeyType {
    /** Short, fast, and the default of OpenSSH. */
    ED25519("Ed25519", "-t ed25519"),
    /** Accepted by every git host if it is long enough. New ones have 3072 bits, as those of OpenSSH. */
    RSA("RSA", "-t rsa -b 3072"),
    /** Over one of the three curves of NIST. */
    ECDSA("ECDSA", "-t ecdsa");

    private final String title;
    private final String keygenOptions;

    SshKeyType(String title, String keygenOptions) {
        this.title = title;
        this.keygenOptions = keygenOptions;
    }

    /** The type's name. */
    public String title() {
        return title;
    }

    /**
     * The options with which {@code ssh-keygen} makes a new key of this type.
     *
     * @return such as {@code -t rsa -b 3072}
     */
    public String keygenOptions() {
        return keygenOptions;
    }
}
