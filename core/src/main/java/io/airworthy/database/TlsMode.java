package io.airworthy.database;

/**
 * How one hop of a connection is encrypted, in the words of libpq's {@code sslmode}.
 *
 * @see <a href="https://www.postgresql.org/docs/current/libpq-ssl.html">PostgreSQL: SSL support</a>
 */
public enum TlsMode {
    /** Never encrypted. Only for connections inside a trusted network, such as Airflow to its own pool. */
    DISABLE("disable"),
    /** Encrypted if the server requires it. */
    ALLOW("allow"),
    /** Encrypted if the server supports it. An attacker on the network can make both sides believe that it does not. */
    PREFER("prefer"),
    /** Encrypted, but no certificate is checked, so the server may be anybody. */
    REQUIRE("require"),
    /** Encrypted, and the server's certificate comes from a trusted CA. */
    VERIFY_CA("verify-ca"),
    /** Encrypted, and the certificate is trusted and names the host. */
    VERIFY_FULL("verify-full");

    private final String sslmode;

    TlsMode(String sslmode) {
        this.sslmode = sslmode;
    }

    /**
     * The mode as libpq and PgBouncer write it.
     *
     * @return the text of {@code sslmode}
     */
    public String sslmode() {
        return sslmode;
    }

    /**
     * Whether the connection is always encrypted.
     *
     * @return true from {@link #REQUIRE} on
     */
    public boolean isEncrypted() {
        return compareTo(REQUIRE) >= 0;
    }

    /**
     * Whether the server's certificate is checked, which needs a CA bundle.
     *
     * @return true for {@link #VERIFY_CA} and {@link #VERIFY_FULL}
     */
    public boolean verifiesCertificate() {
        return compareTo(VERIFY_CA) >= 0;
    }

    @Override
    public String toString() {
        return sslmode;
    }
}
