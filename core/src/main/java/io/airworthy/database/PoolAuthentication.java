package io.airworthy.database;

/**
 * How PgBouncer authenticates its clients, and how it logs in to the server.
 *
 * @see <a href="https://www.pgbouncer.org/config.html#authentication-settings">PgBouncer: authentication settings</a>
 */
public enum PoolAuthentication {
    /** SCRAM-SHA-256 on both sides; the user list holds the password. Works with every server. */
    SCRAM_PASSWORD("scram-sha-256"),
    /**
     * SCRAM-SHA-256 on both sides; the user list holds the verifier that the server stores for the role, so that the
     * pool never has the password. The role must have been created with exactly this verifier.
     */
    SCRAM_VERIFIER("scram-sha-256"),
    /** MD5 for clients; the user list holds the password. For clients without SCRAM. */
    MD5("md5");

    private final String authType;

    PoolAuthentication(String authType) {
        this.authType = authType;
    }

    /**
     * PgBouncer's {@code auth_type}.
     *
     * @return the setting's text
     */
    public String authType() {
        return authType;
    }
}
