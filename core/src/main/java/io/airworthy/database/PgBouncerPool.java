package io.airworthy.database;

import io.airworthy.pods.DisruptionBudget;
import io.airworthy.pods.Pods;
import io.airworthy.pods.Resources;
import io.airworthy.pods.ServiceAccount;
import java.util.Map;
import java.util.Optional;
import org.immutables.value.Value;

/**
 * The PgBouncer that the chart runs between Airflow and the database.
 *
 * <p>Defaults: two replicas, each taking 500 clients and opening at most 20 server connections for metadata and 10 for
 * Celery's results, transaction pooling, SCRAM with the password in the user list, no TLS between Airflow and the pool
 * (the hop stays in the cluster), TLS to the server as {@link ExternalDatabase#tls()} says, at most one replica down at
 * a time.
 *
 * <p>Every limit is per replica, because PgBouncer processes do not share them.
 *
 * @see <a href="https://airflow.apache.org/docs/helm-chart/stable/production-guide.html#pgbouncer">Production guide</a>
 * @see <a href="https://www.pgbouncer.org/config.html">PgBouncer's configuration</a>
 */
@Value.Immutable
public interface PgBouncerPool {

    /** Client connections that one replica accepts ({@code max_client_conn}). Default 500. */
    @Value.Default
    default int maxClientConnections() {
        return 500;
    }

    /** Server connections that one replica opens for the metadata database. Default 20. */
    @Value.Default
    default int metadataPoolSize() {
        return 20;
    }

    /** Server connections that one replica opens for Celery's result backend. Default 10. */
    @Value.Default
    default int resultBackendPoolSize() {
        return 10;
    }

    /** How long a client keeps its server connection. Default {@link PoolMode#TRANSACTION}. */
    @Value.Default
    default PoolMode poolMode() {
        return PoolMode.TRANSACTION;
    }

    /** How clients authenticate. Default {@link PoolAuthentication#SCRAM_PASSWORD}. */
    @Value.Default
    default PoolAuthentication authentication() {
        return PoolAuthentication.SCRAM_PASSWORD;
    }

    /**
     * How the hop from Airflow to the pool is encrypted. Default {@link TlsMode#DISABLE}. From {@link TlsMode#REQUIRE} on
     * the pool needs a certificate of its own, and refuses clients that do not encrypt.
     */
    @Value.Default
    default TlsMode clientTls() {
        return TlsMode.DISABLE;
    }

    /**
     * Options of PgBouncer that have no attribute of their own, for its section {@code [pgbouncer]}:
     * {@code option("server_lifetime", "600")}, {@code log_connections}, {@code verbose}, {@code server_tls_ciphers}.
     *
     * @see <a href="https://www.pgbouncer.org/config.html">PgBouncer's configuration</a>
     */
    Map<String, String> options();

    /** Options of the metadata database alone: {@code metadataOption("max_db_connections", "50")}. */
    Map<String, String> metadataOptions();

    /** Options of Celery's result backend alone. */
    Map<String, String> resultBackendOptions();

    /** How many PgBouncer pods. Default 2. */
    @Value.Default
    default int replicas() {
        return 2;
    }

    /** What one PgBouncer container asks for and may use. Default: 100m CPU, 128Mi to 256Mi of memory. */
    @Value.Default
    default Resources resources() {
        return Resources.builder()
                .cpuRequest("100m")
                .memoryRequest("128Mi")
                .cpuLimit("500m")
                .memoryLimit("256Mi")
                .build();
    }

    /** What the container beside it, which shows its metrics, asks for and may use. Default: nothing. */
    @Value.Default
    default Resources exporterResources() {
        return Resources.builder().build();
    }

    /** How many replicas may be evicted at once. Default: one unavailable. */
    @Value.Default
    default DisruptionBudget disruptionBudget() {
        return DisruptionBudget.maxUnavailable(1);
    }

    /** The priority class of the pods, which must exist in the cluster. */
    Optional<String> priorityClass();

    /** The service account of the pods. Default: one that the chart makes and names. */
    Optional<ServiceAccount> serviceAccount();

    /** Annotations of its Service, beside those with which Prometheus finds it. */
    Map<String, String> serviceAnnotations();

    /** The address of its Service in the cluster, {@code None} for none. From chart 1.16 on. Default: Kubernetes chooses one. */
    Optional<String> clusterIp();

    /** What else is said of the pods. Default: nothing. */
    @Value.Default
    default Pods pods() {
        return Pods.builder().build();
    }

    /** A pool with all defaults. */
    static PgBouncerPool ofDefaults() {
        return builder().build();
    }

    /** Starts a pool. */
    static PgBouncerPoolBuilder builder() {
        return new PgBouncerPoolBuilder();
    }

    /** Starts a pool from this one, with all its attributes. */
    default PgBouncerPoolBuilder toBuilder() {
        return builder().from(this);
    }
}
