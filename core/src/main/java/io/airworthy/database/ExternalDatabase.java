package io.airworthy.database;

import io.airworthy.material.SecretSource;
import java.util.Optional;
import java.util.OptionalInt;
import org.immutables.value.Value;

/**
 * The PostgreSQL server that keeps Airflow's metadata: outside the chart, with backups of its own.
 *
 * <p>Defaults: port 5432, database and role {@code airflow}, the provider's recommended TLS mode and reserve, no pool
 * in front of the database, the password in the environment variable {@code DB_PASSWORD}. The password itself is never
 * part of the model.
 *
 * @see <a href="https://airflow.apache.org/docs/helm-chart/stable/production-guide.html#database">Production guide</a>
 */
@Value.Immutable
public interface ExternalDatabase {

    /** Who runs the server. */
    DatabaseProvider provider();

    /** The server's host name or address, without scheme or port. */
    String host();

    /** The server's port, 1 to 65535. Default 5432. */
    @Value.Default
    default int port() {
        return 5432;
    }

    /** The database on the server. Default {@code airflow}. */
    @Value.Default
    default String database() {
        return "airflow";
    }

    /** The role that Airflow logs in as. Default {@code airflow}. */
    @Value.Default
    default String user() {
        return "airflow";
    }

    /**
     * How connections to the server are encrypted: those of PgBouncer if there is a pool, otherwise Airflow's. The
     * migration job and KEDA always connect to the server directly. Default: {@link DatabaseProvider#recommendedTls()}.
     */
    @Value.Default
    default TlsMode tls() {
        return provider().recommendedTls();
    }

    /** The server's {@code max_connections}. Without it, the rules cannot check that the server has enough of them. */
    OptionalInt maxConnections();

    /** Connections that the server reserves. Default: {@link DatabaseProvider#reservedConnections()}. */
    @Value.Default
    default int reservedConnections() {
        return provider().reservedConnections();
    }

    /**
     * The pool that the provider already runs in front of the database. Default: none. A pool that can be recognised by
     * its address is found without this attribute, see {@link #effectivePooling()}.
     */
    @Value.Default
    default ServerPooling pooling() {
        return ServerPooling.NONE;
    }

    /** How the database is backed up. */
    Optional<BackupPolicy> backup();

    /** Where Airflow's containers get the URL from. Default: {@link DatabaseCredentials#ours()}. */
    @Value.Default
    default DatabaseCredentials credentials() {
        return DatabaseCredentials.ours();
    }

    /** Where the password comes from. Default: the environment variable {@code DB_PASSWORD}. */
    @Value.Default
    default SecretSource passwordFrom() {
        return SecretSource.environment("DB_PASSWORD");
    }

    /** Where the CA bundle comes from, which a verifying TLS mode needs. Default: the file {@code database-ca.pem}. */
    @Value.Default
    default SecretSource caFrom() {
        return SecretSource.file("database-ca.pem");
    }

    /**
     * The pool behind host and port: {@link #pooling()}, or the one that the address reveals.
     *
     * @return the pool, or {@link ServerPooling#NONE} if connections go to the database itself
     */
    default ServerPooling effectivePooling() {
        return pooling() == ServerPooling.NONE ? ServerPooling.at(provider(), host(), port()) : pooling();
    }

    /** Who signs the certificate of host and port, and so where the CA bundle comes from. */
    default CertificateIssuer certificateIssuer() {
        return CertificateIssuer.of(provider(), effectivePooling(), host());
    }

    /** Starts a database. */
    static ExternalDatabaseBuilder builder() {
        return new ExternalDatabaseBuilder();
    }

    /** Starts a database from this one, with all its attributes. */
    default ExternalDatabaseBuilder toBuilder() {
        return builder().from(this);
    }
}
