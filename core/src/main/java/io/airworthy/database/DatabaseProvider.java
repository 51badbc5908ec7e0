package io.airworthy.database;

/** Who runs the PostgreSQL server. It decides the defaults for TLS and for the connections that the server reserves. */
public enum DatabaseProvider {
    /**
     * Amazon RDS or Aurora for PostgreSQL.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html">TLS with RDS</a>
     */
    AWS_RDS("Amazon RDS", TlsMode.VERIFY_FULL, 5),
    /**
     * Google Cloud SQL for PostgreSQL. A per-instance certificate names the project and instance, never the host, so
     * only the CA can be checked.
     *
     * @see <a href="https://cloud.google.com/sql/docs/postgres/configure-ssl-instance">TLS with Cloud SQL</a>
     */
    GOOGLE_CLOUD_SQL("Google Cloud SQL", TlsMode.VERIFY_CA, 3),
    /**
     * Azure Database for PostgreSQL, flexible server, which keeps 15 connections for itself.
     *
     * @see <a href="https://learn.microsoft.com/azure/postgresql/flexible-server/concepts-limits">Limits</a>
     */
    AZURE_FLEXIBLE_SERVER("Azure Database for PostgreSQL flexible server", TlsMode.VERIFY_FULL, 15),
    /** A server of your own, which keeps {@code superuser_reserved_connections} (3) for administrators. */
    SELF_HOSTED("self-hosted PostgreSQL", TlsMode.VERIFY_FULL, 3);

    private final String title;
    private final TlsMode recommendedTls;
    private final int reservedConnections;

    DatabaseProvider(String title, TlsMode recommendedTls, int reservedConnections) {
        this.title = title;
        this.recommendedTls = recommendedTls;
        this.reservedConnections = reservedConnections;
    }

    /** The provider's name. */
    public String title() {
        return title;
    }

    /** The strongest TLS mode that works with the provider's usual certificates. */
    public TlsMode recommendedTls() {
        return recommendedTls;
    }

    /**
     * How many of the server's connections an ordinary role cannot use.
     *
     * @return the reserve, in connections
     */
    public int reservedConnections() {
        return reservedConnections;
    }
}
