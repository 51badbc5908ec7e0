package io.airworthy.validation;

import static io.airworthy.testkit.SampleDeployments.but;
import static io.airworthy.testkit.SampleDeployments.database;
import static io.airworthy.testkit.SampleDeployments.pool;

import io.airworthy.availability.DisruptionBudget;
import io.airworthy.availability.Resources;
import io.airworthy.database.BackupPolicy;
import io.airworthy.database.DatabaseProvider;
import io.airworthy.database.PgBouncerPool;
import io.airworthy.database.PoolAuthentication;
import io.airworthy.database.PoolMode;
import io.airworthy.database.ServerPooling;
import io.airworthy.database.TlsMode;
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
                                it is put between '@' and the port of every connection URL, and nothing connects.
                                Fix: write the host name or address alone; port, database and user have attributes of their own."""),
            new Mistake(
                    "DB-002",
                    database(it -> it.provider(DatabaseProvider.SELF_HOSTED).host("localhost")),
                    """
                        error   DB-002  database.host: 'localhost' is the pod that asks
                                every pod, and PgBouncer, would look for the database in its own network, where there is none.
                                Fix: write the host name by which the cluster reaches the server."""),
            new Mistake("DB-003", database(it -> it.port(65536)), """
                        error   DB-003  database.port: 65536 is not a port
                                nothing can connect to it.
                                Fix: write a port from 1 to 65535; PostgreSQL's own is 5432."""),
            new Mistake("DB-004", database(it -> it.user("a".repeat(64))), """
                        error   DB-004  database.user: the name has 64 bytes
                                PostgreSQL cuts names after 63 bytes, and then nobody can log in.
                                Fix: use a name of 1 to 63 bytes."""),
            new Mistake("DB-005", database(it -> it.tls(TlsMode.PREFER)), """
                        error   DB-005  database.tls: sslmode prefer does not insist on encryption
                                passwords and everything that Airflow stores can be read and changed on the way, and managed servers refuse such connections.
                                Fix: leave tls out, which means the provider's recommended mode, or take TlsMode.VERIFY_FULL."""),
            new Mistake("DB-006", database(it -> it.tls(TlsMode.REQUIRE)), """
                        warning DB-006  database.tls: sslmode require encrypts, but checks no certificate
                                whoever can redirect the connection gets the password, encrypted or not.
                                Fix: leave tls out, which means the provider's recommended mode, and give the CA bundle of the endpoint."""),
            new Mistake(
                    "DB-007",
                    database(
                            it -> it.provider(DatabaseProvider.GOOGLE_CLOUD_SQL).tls(TlsMode.VERIFY_FULL)),
                    """
                        error   DB-007  database.tls: sslmode verify-full with Cloud SQL
                                a per-instance certificate names project:instance, so that verify-full refuses every connection.
                                Fix: take TlsMode.VERIFY_CA, or waive this where the instance uses a shared or customer-managed CA and is reached by its DNS name."""),
            new Mistake("DB-008", database(it -> it.host("db.example.com")), """
                        warning DB-008  database.host: 'db.example.com' does not end in .rds.amazonaws.com
                                the certificate names the endpoint alone, and verify-full refuses an alias.
                                Fix: write the endpoint, which ends in .rds.amazonaws.com, or take TlsMode.VERIFY_CA."""),
            new Mistake("DB-009", database(it -> it.reservedConnections(-1)), """
                        error   DB-009  database.reservedConnections: a reserve of -1 connections
                                pool and server are compared by these numbers, and the comparison would mean nothing.
                                Fix: write what SHOW max_connections says, and a reserve that leaves something of it."""),
            new Mistake("DB-010", database(it -> it.maxConnections(OptionalInt.empty())), """
                        warning DB-010  database.maxConnections: The server's max_connections is not known
                                nobody can say whether the server carries the deployment; the first busy day will.
                                Fix: write database.maxConnections, as SHOW max_connections says it."""),
            new Mistake("DB-011", database(it -> it.backup(Optional.empty())), """
                        warning DB-011  database.backup: Nothing is said about backups
                                an upgrade that goes wrong can only be undone from a backup; helm rollback leaves the schema.
                                Fix: write database.backup, for example BackupPolicy.automated(Duration.ofDays(14))."""),
            new Mistake("DB-012", database(it -> it.backup(BackupPolicy.automated(Duration.ZERO))), """
                        warning DB-012  database.backup.retention: backups are kept for no time
                                the checklist states it and the runbook relies on it before an upgrade.
                                Fix: describe how and how often, and keep backups for a day at least."""),
            new Mistake(
                    "DB-013",
                    database(it -> it.pooling(ServerPooling.AZURE_PGBOUNCER)).toBuilder()
                            .pgBouncer(Optional.empty())
                            .build(),
                    """
                        warning DB-013  database.pooling: the migration job would go through Azure's built-in PgBouncer at airflow.c1abcdefgh.eu-west-1.rds.amazonaws.com:5432
                                it takes a session lock, and a pool in transaction mode leaves the lock behind on a connection that somebody else gets next.
                                Fix: point host and port at the database itself and use PgBouncerPool, or let the provider's pool keep sessions."""),
            new Mistake("DB-014", but(it -> it.pgBouncer(Optional.empty())), """
                        warning DB-014  pgBouncer: there is no pool, and every Celery process keeps a connection for its results
                                every process opens connections of its own, up to 15 by default, and PostgreSQL starts a process for each.
                                Fix: add PgBouncerPool.ofDefaults().
                                In the values: pgbouncer.enabled"""),
            new Mistake("PGB-001", pool(it -> it.metadataPoolSize(0)), """
                        error   PGB-001  pgBouncer.metadataPoolSize: 0 is not positive
                                PgBouncer does not start, or lets nobody in.
                                Fix: write 1 at least, or leave it out for the default."""),
            new Mistake("PGB-002", pool(it -> it.poolMode(PoolMode.STATEMENT)), """
                        error   PGB-002  pgBouncer.poolMode: The pool takes connections away after each statement
                                PgBouncer refuses transactions of several statements, which all of Airflow consists of.
                                Fix: take PoolMode.TRANSACTION."""),
            new Mistake("PGB-003", pool(it -> it.poolMode(PoolMode.SESSION)), """
                        warning PGB-003  pgBouncer.poolMode: session mode, with 20 server connections for up to 500 clients
                                in session mode a client keeps its server connection for as long as it is connected, and Airflow's processes stay connected: the clients beyond the pool size wait until they are cut off.
                                Fix: take PoolMode.TRANSACTION."""),
            new Mistake("PGB-004", pool(it -> it.authentication(PoolAuthentication.MD5)), """
                        warning PGB-004  pgBouncer.authentication: Clients prove their password with MD5
                                whoever reads the hash can log in with it, and PostgreSQL is giving MD5 up.
                                Fix: take PoolAuthentication.SCRAM_PASSWORD."""),
            new Mistake(
                    "PGB-005",
                    database(it -> it.pooling(ServerPooling.RDS_PROXY)).toBuilder()
                            .pgBouncer(PgBouncerPool.builder()
                                    .authentication(PoolAuthentication.SCRAM_VERIFIER)
                                    .build())
                            .build(),
                    """
                        error   PGB-005  pgBouncer.authentication: a SCRAM verifier, but RDS Proxy stands before the database
                                PgBouncer logs in with a verifier only where the other side stores the very same, salt included, and a pool in between has one of its own.
                                Fix: take PoolAuthentication.SCRAM_PASSWORD, or go to the database itself."""),
            new Mistake("PGB-006", database(it -> it.pooling(ServerPooling.RDS_PROXY)), """
                        warning PGB-006  database.pooling: RDS Proxy stands behind PgBouncer, at airflow.c1abcdefgh.eu-west-1.rds.amazonaws.com:5432
                                each queues and times out by its own rules, and the limits of the first say nothing about the server.
                                Fix: leave pgBouncer out, or point the database's host past the provider's pool."""),
            new Mistake("PGB-007", pool(it -> it.replicas(0)), """
                        error   PGB-007  pgBouncer.replicas: 0 replicas
                                nothing reaches the database.
                                Fix: write 2 replicas, or 1 at least.
                                In the values: pgbouncer.replicas"""),
            new Mistake("PGB-008", pool(it -> it.replicas(1)), """
                        warning PGB-008  pgBouncer.replicas: 1 replica
                                while its one pod is evicted or restarted, no component reaches the database and running tasks fail.
                                Fix: write 2 replicas.
                                In the values: pgbouncer.replicas"""),
            new Mistake("PGB-009", pool(it -> it.disruptionBudget(DisruptionBudget.maxUnavailablePercent(101))), """
                        error   PGB-009  pgBouncer.disruptionBudget: maxUnavailable 101% is not an amount of pods
                                Kubernetes refuses it, and the release fails.
                                Fix: write a number of pods, or a percentage from 0 to 100.
                                In the values: pgbouncer.podDisruptionBudget.config"""),
            new Mistake("PGB-010", pool(it -> it.disruptionBudget(DisruptionBudget.minAvailable(2))), """
                        error   PGB-010  pgBouncer.disruptionBudget: minAvailable 2 of 2 replicas lets no pod be evicted
                                draining the node of such a pod never ends, and with it every upgrade of the cluster.
                                Fix: allow one unavailable pod, or run more replicas than must be available.
                                In the values: pgbouncer.podDisruptionBudget.config"""),
            new Mistake("PGB-011", pool(it -> it.clientTls(TlsMode.PREFER)), """
                        error   PGB-011  pgBouncer.clientTls: sslmode prefer encrypts only if the pool can
                                the pool has a certificate only from require on; with less the hop is silently unencrypted.
                                Fix: take TlsMode.DISABLE, as the hop stays in the cluster, or TlsMode.REQUIRE and give a certificate."""),
            new Mistake("PGB-012", pool(it -> it.resources(Resources.requests("100m", "128MB"))), """
                        error   PGB-012  pgBouncer.resources.memoryRequest: '128MB' is not an amount
                                Kubernetes refuses the pods.
                                Fix: write amounts such as 100m or 256Mi, and no request beyond its limit.
                                In the values: pgbouncer.resources.requests.memory"""),
            new Mistake("PGB-013", database(it -> it.user("pgbouncer_stats")), """
                        error   PGB-013  database.user: pgbouncer_stats is the statistics user
                                PgBouncer's user list has one password for each name, so Airflow or the exporter cannot log in.
                                Fix: use another role for Airflow."""));

    private DatabaseMistakes() {}
}
