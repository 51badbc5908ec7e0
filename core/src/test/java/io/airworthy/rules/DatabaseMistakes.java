package io.airworthy.rules;

import static io.airworthy.testkit.SampleDeployments.but;
import static io.airworthy.testkit.SampleDeployments.database;
import static io.airworthy.testkit.SampleDeployments.pool;

import io.airworthy.database.BackupPolicy;
import io.airworthy.database.DatabaseProvider;
import io.airworthy.database.PgBouncerPool;
import io.airworthy.database.PoolAuthentication;
import io.airworthy.database.PoolMode;
import io.airworthy.database.ServerPooling;
import io.airworthy.database.TlsMode;
import io.airworthy.pods.DisruptionBudget;
import io.airworthy.pods.Resources;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The database and the pool before it. */
final class DatabaseMistakes {

    static final List<Mistake> ALL = List.of(
            new Mistake(
                    "DB-001", database(it -> it.host("postgresql://airflow:s3cret@db.example.com:5432/airflow")), """
                        error   DB-001  database.host: this is a URL, not a host name
                                it is part of every connection URL, and nothing connects.
                                Fix: use the host name or address alone; port, database and user have attributes of their own."""),
            new Mistake(
                    "DB-002",
                    database(it -> it.provider(DatabaseProvider.SELF_HOSTED).host("localhost")),
                    """
                        error   DB-002  database.host: 'localhost' is the pod itself
                                every pod, PgBouncer included, looks for the database in itself, where there is none.
                                Fix: use the name by which pods in the cluster reach the server."""),
            new Mistake("DB-003", database(it -> it.port(65536)), """
                        error   DB-003  database.port: 65536 is not a valid port
                                nothing can connect to it.
                                Fix: use a port from 1 to 65535; PostgreSQL's default is 5432."""),
            new Mistake("DB-004", database(it -> it.user("a".repeat(64))), """
                        error   DB-004  database.user: the name has 64 bytes
                                PostgreSQL truncates names after 63 bytes, and then nobody can log in.
                                Fix: use a name of 1 to 63 bytes."""),
            new Mistake("DB-005", database(it -> it.tls(TlsMode.PREFER)), """
                        error   DB-005  database.tls: sslmode prefer does not enforce encryption
                                passwords and all of Airflow's data can be read and changed on the network, and managed servers refuse such connections.
                                Fix: leave tls unset to use the provider's recommended mode, or use TlsMode.VERIFY_FULL."""),
            new Mistake("DB-006", database(it -> it.tls(TlsMode.REQUIRE)), """
                        warning DB-006  database.tls: sslmode require encrypts, but verifies no certificate
                                anyone who can redirect the connection gets the password, even though it is encrypted.
                                Fix: leave tls unset to use the provider's recommended mode, and provide the CA bundle of the endpoint."""),
            new Mistake(
                    "DB-007",
                    database(
                            it -> it.provider(DatabaseProvider.GOOGLE_CLOUD_SQL).tls(TlsMode.VERIFY_FULL)),
                    """
                        error   DB-007  database.tls: sslmode verify-full with Cloud SQL
                                a per-instance certificate names project:instance, so verify-full refuses every connection.
                                Fix: use TlsMode.VERIFY_CA, or waive this if the instance uses a shared or customer-managed CA and is reached by its DNS name."""),
            new Mistake("DB-008", database(it -> it.host("db.example.com")), """
                        warning DB-008  database.host: 'db.example.com' does not end in .rds.amazonaws.com
                                the certificate names only the endpoint, so verify-full refuses an alias.
                                Fix: use the endpoint, which ends in .rds.amazonaws.com, or TlsMode.VERIFY_CA."""),
            new Mistake("DB-009", database(it -> it.reservedConnections(-1)), """
                        error   DB-009  database.reservedConnections: a reserve of -1 connections
                                these numbers are used to check that the server can carry the deployment, and that check would mean nothing.
                                Fix: use the number that SHOW max_connections prints, and a reserve that is smaller."""),
            new Mistake("DB-010", database(it -> it.maxConnections(OptionalInt.empty())), """
                        warning DB-010  database.maxConnections: The server's max_connections is not known
                                without it nobody knows whether the server can carry the deployment until a busy day.
                                Fix: set database.maxConnections to what SHOW max_connections prints."""),
            new Mistake("DB-011", database(it -> it.backup(Optional.empty())), """
                        warning DB-011  database.backup: The deployment names no backup policy
                                only a backup can undo a failed upgrade; helm rollback does not roll back the schema.
                                Fix: set database.backup, for example BackupPolicy.automated(Duration.ofDays(14))."""),
            new Mistake("DB-012", database(it -> it.backup(BackupPolicy.automated(Duration.ZERO))), """
                        warning DB-012  database.backup.retention: the retention of backups is not positive
                                the checklist prints it, and the runbook relies on it before an upgrade.
                                Fix: describe how and how often backups are made, and keep them for at least a day."""),
            new Mistake(
                    "DB-013",
                    database(it -> it.pooling(ServerPooling.AZURE_PGBOUNCER)).toBuilder()
                            .pgBouncer(Optional.empty())
                            .build(),
                    """
                        warning DB-013  database.pooling: the migration job would go through Azure's built-in PgBouncer at airflow.c1abcdefgh.eu-west-1.rds.amazonaws.com:5432
                                it takes a session lock, and a pool in transaction mode can leave that lock on a connection that another client gets next.
                                Fix: set host and port to those of the database itself and use PgBouncerPool, or set the provider's pool to session mode."""),
            new Mistake("DB-014", but(it -> it.pgBouncer(Optional.empty())), """
                        warning DB-014  pgBouncer: there is no pool, and every Celery process keeps a connection for its results
                                every process opens its own connections, up to 15 by default, and PostgreSQL starts a process for each.
                                Fix: add PgBouncerPool.ofDefaults().
                                In the values: pgbouncer.enabled"""),
            new Mistake("PGB-001", pool(it -> it.metadataPoolSize(0)), """
                        error   PGB-001  pgBouncer.metadataPoolSize: 0 is not positive
                                PgBouncer does not start, or accepts no clients.
                                Fix: use at least 1, or leave it unset for the default."""),
            new Mistake("PGB-002", pool(it -> it.poolMode(PoolMode.STATEMENT)), """
                        error   PGB-002  pgBouncer.poolMode: The pool uses statement mode
                                PgBouncer refuses transactions with several statements, and all of Airflow's are such transactions.
                                Fix: use PoolMode.TRANSACTION."""),
            new Mistake("PGB-003", pool(it -> it.poolMode(PoolMode.SESSION)), """
                        warning PGB-003  pgBouncer.poolMode: session mode, with 20 server connections for up to 500 clients
                                in session mode a client keeps its server connection while it is connected, and Airflow's processes stay connected: clients beyond the pool size wait until they are disconnected.
                                Fix: use PoolMode.TRANSACTION."""),
            new Mistake("PGB-004", pool(it -> it.authentication(PoolAuthentication.MD5)), """
                        warning PGB-004  pgBouncer.authentication: Clients authenticate with MD5
                                anyone who reads the hash can log in with it, and PostgreSQL has deprecated MD5.
                                Fix: use PoolAuthentication.SCRAM_PASSWORD."""),
            new Mistake(
                    "PGB-005",
                    database(it -> it.pooling(ServerPooling.RDS_PROXY)).toBuilder()
                            .pgBouncer(PgBouncerPool.builder()
                                    .authentication(PoolAuthentication.SCRAM_VERIFIER)
                                    .build())
                            .build(),
                    """
                        error   PGB-005  pgBouncer.authentication: a SCRAM verifier, but RDS Proxy is in front of the database
                                PgBouncer can log in with a verifier only if the other side stores exactly the same one, salt included, and the provider's pool has one of its own.
                                Fix: use PoolAuthentication.SCRAM_PASSWORD, or connect to the database itself."""),
            new Mistake("PGB-006", database(it -> it.pooling(ServerPooling.RDS_PROXY)), """
                        warning PGB-006  database.pooling: RDS Proxy is behind PgBouncer, at airflow.c1abcdefgh.eu-west-1.rds.amazonaws.com:5432
                                each pool queues and times out on its own, and the limits of the first say nothing about the server.
                                Fix: remove pgBouncer, or set the database host to an address that bypasses the provider's pool."""),
            new Mistake("PGB-007", pool(it -> it.replicas(0)), """
                        error   PGB-007  pgBouncer.replicas: 0 replicas
                                no component can reach the database.
                                Fix: set replicas to 2, or at least 1.
                                In the values: pgbouncer.replicas"""),
            new Mistake("PGB-008", pool(it -> it.replicas(1)), """
                        warning PGB-008  pgBouncer.replicas: 1 replica
                                while its only pod is evicted or restarted, no component can reach the database, and running tasks fail.
                                Fix: set replicas to 2.
                                In the values: pgbouncer.replicas"""),
            new Mistake("PGB-009", pool(it -> it.disruptionBudget(DisruptionBudget.maxUnavailablePercent(101))), """
                        error   PGB-009  pgBouncer.disruptionBudget: maxUnavailable 101% is not a valid number of pods
                                Kubernetes rejects it, and the release fails.
                                Fix: use a number of pods, or a percentage from 0 to 100.
                                In the values: pgbouncer.podDisruptionBudget.config"""),
            new Mistake("PGB-010", pool(it -> it.disruptionBudget(DisruptionBudget.minAvailable(2))), """
                        error   PGB-010  pgBouncer.disruptionBudget: minAvailable 2 of 2 replicas does not allow any pod to be evicted
                                draining the node of such a pod never finishes, so cluster upgrades hang.
                                Fix: allow one unavailable pod, or run more replicas than the budget keeps available.
                                In the values: pgbouncer.podDisruptionBudget.config"""),
            new Mistake("PGB-011", pool(it -> it.clientTls(TlsMode.PREFER)), """
                        error   PGB-011  pgBouncer.clientTls: sslmode prefer encrypts only if the pool can
                                the pool has a certificate only if the mode is require or stricter; with a weaker mode the connection is silently unencrypted.
                                Fix: use TlsMode.DISABLE, because the connection stays in the cluster, or TlsMode.REQUIRE with a certificate."""),
            new Mistake("PGB-012", pool(it -> it.resources(Resources.requests("100m", "128MB"))), """
                        error   PGB-012  pgBouncer.resources.memoryRequest: '128MB' is not a valid amount
                                Kubernetes rejects the pods.
                                Fix: use amounts such as 100m or 256Mi, and no request above its limit.
                                In the values: pgbouncer.resources.requests.memory"""),
            new Mistake("PGB-013", database(it -> it.user("pgbouncer_stats")), """
                        error   PGB-013  database.user: pgbouncer_stats is the statistics user
                                PgBouncer's user list holds one password for each name, so either Airflow or the exporter cannot log in.
                                Fix: use another role for Airflow."""));

    private DatabaseMistakes() {}
}
