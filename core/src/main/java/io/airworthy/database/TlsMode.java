package io.airworthy.database;

/**
 * How one hop of a connection is encrypted, in the words of libpq's {@code sslmode}.
 *
 * @see <a href="https://www.postgresql.org/docs/current/libpq-ssl.html">PostgreSQL: SSL support</a>
 */
public enum TlsMode {
    /** Never encrypted. Right only where the hop does not leave a trusted network, such as Airflow to its own pool. */
    DISABLE("disable"),
    /** Encrypted when the server insists. */
    ALLOW("allow"),
    /** Encrypted when the server can. Anybody on the way can make both sides believe that it cannot. */
    PREFER("prefer"),
    /** Encrypted, but with whoever answers: no certificate is checked. */
    REQUIRE("require"),
    /** Encrypted, and the server's certificate comes from a CA that we trust. */
    VERIFY_CA("verify-ca"),
    /** Encrypted, the certificate is trusted and names the host that we asked for. */
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
     * Whether the hop is certainly encrypted.
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
