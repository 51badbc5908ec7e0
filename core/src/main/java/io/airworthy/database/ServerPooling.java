package io.airworthy.database;

import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/** The pool that the provider runs in front of the database. A second pool behind PgBouncer is of no use. */
public enum ServerPooling {
    /** Connections go to the database itself. */
    NONE,
    /** Amazon RDS Proxy is in front of the database. */
    RDS_PROXY,
    /** Cloud SQL's managed connection pooling is on. */
    CLOUD_SQL_MANAGED,
    /** The PgBouncer that is built into Azure's flexible server is on. */
    AZURE_PGBOUNCER,
    /** Another pool is in front of the database. */
    OTHER;

    /** The port of the pool, for providers whose servers only listen on 5432, such as Cloud SQL and Azure. */
    private static final int PGBOUNCER_PORT = 6432;

    private static final int SUPABASE_TRANSACTION_PORT = 6543;

    private static final int DIGITALOCEAN_POOL_PORT = 25061;

    /**
     * The pool behind an address, as far as the address reveals it: the hosts of RDS Proxy; port 6432 of Cloud SQL and
     * of Azure's flexible servers; Supabase's port 6543; Neon's hosts that end in {@code -pooler}; DigitalOcean's port
     * 25061. A pool that can be at any address, or that keeps sessions as Supabase's port 5432 does, is not recognised.
     *
     * @param provider who runs the server
     * @param host the host name or address
     * @param port the port
     * @return the pool, or {@link #NONE} if the address does not reveal one
     * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-proxy-connecting.html">RDS Proxy</a>
     * @see <a href="https://cloud.google.com/sql/docs/postgres/managed-connection-pooling">Cloud SQL</a>
     * @see <a href="https://learn.microsoft.com/azure/postgresql/flexible-server/concepts-pgbouncer">Azure</a>
     * @see <a href="https://supabase.com/docs/guides/database/connecting-to-postgres">Supabase</a>
     * @see <a href="https://neon.tech/docs/connect/connection-pooling">Neon</a>
     * @see <a href="https://docs.digitalocean.com/products/databases/postgresql/how-to/manage-connection-pools/">DigitalOcean</a>
     */
    public static ServerPooling at(DatabaseProvider provider, String host, int port) {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(provider, "provider");
        String name = host.toLowerCase(Locale.ROOT);
        if (isRdsProxy(name)) {
            return RDS_PROXY;
        }
        if (port == PGBOUNCER_PORT && provider == DatabaseProvider.GOOGLE_CLOUD_SQL) {
            return CLOUD_SQL_MANAGED;
        }
        if (port == PGBOUNCER_PORT && (provider == DatabaseProvider.AZURE_FLEXIBLE_SERVER || isAzure(name))) {
            return AZURE_PGBOUNCER;
        }
        return isNeonPooler(name)
                        || port == SUPABASE_TRANSACTION_PORT && isSupabase(name)
                        || port == DIGITALOCEAN_POOL_PORT && name.endsWith(".db.ondigitalocean.com")
                ? OTHER
                : NONE;
    }

    /** As in {@code mine.proxy-c1abcdefgh.eu-west-1.rds.amazonaws.com}; further endpoints have more before that. */
    private static boolean isRdsProxy(String host) {
        String global = host.endsWith(".cn") ? host.substring(0, host.length() - ".cn".length()) : host;
        String[] labels = global.split("\\.");
        return global.endsWith(".rds.amazonaws.com")
                && labels.length >= 6
                && labels[labels.length - 5].startsWith("proxy-");
    }

    private static boolean isAzure(String host) {
        return Stream.of("azure.com", "chinacloudapi.cn", "usgovcloudapi.net")
                .anyMatch(cloud -> host.endsWith(".postgres.database." + cloud));
    }

    private static boolean isNeonPooler(String host) {
        return host.endsWith(".neon.tech")
                && host.substring(0, host.indexOf('.')).endsWith("-pooler");
    }

    private static boolean isSupabase(String host) {
        return host.endsWith(".pooler.supabase.com") || host.startsWith("db.") && host.endsWith(".supabase.co");
    }
}
