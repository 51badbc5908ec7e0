package io.airworthy.render.document;

import io.airworthy.AirflowDeployment;
import io.airworthy.connection.ConnectionBudget;
import io.airworthy.connection.ConnectionPlan;
import io.airworthy.connection.Demand;
import io.airworthy.connection.Hop;
import io.airworthy.database.BackupPolicy;
import io.airworthy.database.DatabaseProvider;
import io.airworthy.database.DatabaseSetup;
import io.airworthy.database.ExternalDatabase;
import io.airworthy.database.PgBouncerPool;
import io.airworthy.database.PoolAuthentication;
import io.airworthy.database.ServerPooling;
import io.airworthy.database.TlsMode;
import io.airworthy.material.Purpose;
import java.util.List;
import java.util.Optional;

/** The database and the pool before it: their way, how many connections there can be, and what there is for them. */
final class DatabaseFacts {

    private final AirflowDeployment deployment;
    private final ExternalDatabase database;
    private final ConnectionPlan connections;
    private final ConnectionBudget budget;
    private final DatabaseServer server;

    DatabaseFacts(AirflowDeployment deployment) {
        this.deployment = deployment;
        this.database = deployment.database();
        this.connections = deployment.release().connections();
        this.budget = deployment.release().budget();
        this.server = new DatabaseServer(deployment);
    }

    void addTo(Facts facts) {
        Hop metadata = connections.metadata();
        facts.text("database.name", database.database())
                .text("database.host", database.host())
                .text("database.role", database.user())
                .text("database.provider", database.provider().title())
                .choice("database.on", DatabaseProvider.class, database::provider)
                .text("database.address", address(database.host(), database.port()))
                .text("first-hop", address(metadata.host(), metadata.port()))
                .text("database.ca-file", server::caPath)
                .text("database.sslmode", database.tls().sslmode())
                .flag("database.encrypted", () -> database.tls().isEncrypted())
                .flag("database.verifies-host", () -> database.tls() == TlsMode.VERIFY_FULL)
                .choice("database.pooling", ServerPooling.class, database::effectivePooling)
                .flag("database.by-operator", () -> !database.credentials().isOurs())
                .choice(
                        "database.login",
                        () -> database.credentials()
                                .match(ours -> "ours", identity -> "identity", url -> "url", keys -> "keys"),
                        "ours",
                        "identity",
                        "url",
                        "keys")
                .ifAnyText(
                        "database.url-key",
                        () -> database.credentials()
                                .match(
                                        ours -> Optional.empty(),
                                        identity -> Optional.empty(),
                                        url -> Optional.of(url.key()),
                                        keys -> Optional.empty()))
                .text("metadata.host", metadata.to())
                .text("metadata.url", () -> connections.metadataUrl().redacted())
                .part("backup", database.backup(), DatabaseFacts::backup)
                .part(
                        "database-cleanup",
                        deployment.databaseCleanup(),
                        cleanup -> new Facts()
                                .text("days", cleanup.retentionDays())
                                .text("schedule", cleanup.schedule())
                                .flag("keeps-copies", () -> !cleanup.skipArchive()))
                .flag("database.managed", () -> database.provider() != DatabaseProvider.SELF_HOSTED)
                .flag("database.supplied", () -> deployment.suppliedSecrets().contains(Purpose.DATABASE))
                .script(
                        "database.end-session",
                        () -> server.endSession(deployment.release().workloads().web()))
                .script(
                        "database.set-password",
                        () -> server.setPassword(
                                deployment.release().workloads().web()))
                .script("database.create", () -> server.create(DatabaseSetup.of(database)))
                .words(
                        "psql-to-server",
                        () -> server.psql(deployment.release().workloads().web()))
                .script(
                        "dump",
                        () -> server.dump(deployment.release().workloads().web()))
                .script(
                        "restore-database",
                        () -> server.restore(deployment.release().workloads().web()))
                .script(
                        "pause-dags",
                        () -> server.pauseDags(deployment.release().workloads().web()))
                .several(
                        "hops",
                        () -> connections.hops().stream()
                                .map(DatabaseFacts::hop)
                                .toList())
                .several(
                        "demands",
                        () -> budget.demands().stream()
                                .filter(demand -> demand.connections() > 0)
                                .map(DatabaseFacts::demand)
                                .toList())
                .part("pgbouncer", deployment.pgBouncer(), this::pool)
                .flag(
                        "migrates-past-pool",
                        () -> connections.migratesDirectly()
                                && database.credentials().isOurs())
                .text("connections.needed", budget.serverConnections())
                .flag("connections.limited", () -> budget.serverCapacity().isPresent())
                .text("connections.usable", () -> budget.serverCapacity().orElse(0))
                .flag("connections.fit", () -> budget.serverCapacity().orElse(0) >= budget.serverConnections())
                .text("connections.max", () -> database.maxConnections().orElse(0))
                .text("connections.reserved", database.reservedConnections())
                .text("connections.headroom", ConnectionBudget.HEADROOM_PERCENT);
    }

    private static Facts backup(BackupPolicy policy) {
        return new Facts()
                .text("description", policy.description())
                .text("days", policy.retention().toDays())
                .flag("point-in-time", policy::pointInTimeRecovery);
    }

    private static Facts hop(Hop hop) {
        return new Facts()
                .text("from", hop.from())
                .text("to", hop.to())
                .text("address", address(hop.host(), hop.port()) + "/" + hop.database())
                .text("user", hop.user())
                .text("sslmode", hop.tls().sslmode())
                .ifAnyText("ca", hop::caFile);
    }

    private static Facts demand(Demand demand) {
        return new Facts()
                .text("who", demand.who())
                .choice("purpose", Demand.Use.class, demand::purpose)
                .text("calculation", demand.calculation())
                .text("connections", demand.connections());
    }

    private Facts pool(PgBouncerPool pool) {
        return new Facts()
                .text("replicas", pool.replicas())
                .text("mode", pool.poolMode())
                .text("address", deployment.names().pgBouncerHost() + ":" + ConnectionPlan.POOL_PORT)
                .text("host", deployment.names().pgBouncerHost())
                .text("limit", pool.maxClientConnections())
                .text("capacity", ConnectionBudget.clientCapacity(pool))
                .text("budget", budget.clients())
                .flag("takes-all", () -> ConnectionBudget.clientCapacity(pool) >= budget.clients())
                .text("size", pool.metadataPoolSize())
                .text("floor", budget.metadataPoolFloor())
                .flag("is-large-enough", () -> pool.metadataPoolSize() >= budget.metadataPoolFloor())
                .flag("has-results", connections::usesResultBackend)
                .text("results-size", pool.resultBackendPoolSize())
                .text("authentication", pool.authentication().authType())
                .flag("has-verifier", () -> pool.authentication() == PoolAuthentication.SCRAM_VERIFIER)
                .text("client-sslmode", pool.clientTls())
                .flag("certificate-names-host", () -> pool.clientTls() == TlsMode.VERIFY_FULL)
                .text("disruption-budget", pool.disruptionBudget())
                .text("resources", AvailabilityFacts.resources(pool.resources()))
                .codes(
                        "databases",
                        () -> deployment.usesCelery()
                                ? List.of(
                                        deployment.names().metadataAlias(),
                                        deployment.names().resultBackendAlias())
                                : List.of(deployment.names().metadataAlias()));
    }

    /** Host and port; an IPv6 address needs its brackets before a port. */
    static String address(String host, int port) {
        return Hop.urlHost(host) + ":" + port;
    }
}
