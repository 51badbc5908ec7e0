package io.airworthy.render.document;

import io.airworthy.AirflowDeployment;
import io.airworthy.connection.ConnectionBudget;
import io.airworthy.connection.ConnectionPlan;
import io.airworthy.database.PgBouncerPool;
import io.airworthy.database.PoolAuthentication;
import io.airworthy.database.TlsMode;
import io.airworthy.material.Purpose;
import java.util.ArrayList;
import java.util.List;

/** How many connections there can be, and what carries them. */
final class PoolChecks {

    private final AirflowDeployment deployment;
    private final ConnectionBudget budget;

    PoolChecks(AirflowDeployment deployment) {
        this.deployment = deployment;
        this.budget = deployment.release().budget();
    }

    List<Block> blocks() {
        Connections connections = new Connections(deployment);
        List<Phrase> ticks =
                new ArrayList<>(deployment.pgBouncer().map(this::pool).orElseGet(PoolChecks::none));
        ticks.add(server());
        return List.of(
                Block.heading(2, "Connection Pooling"),
                Block.bullets(ticks),
                Block.paragraph("Expected concurrent connections, each process at its limit:"),
                connections.demands(),
                Block.paragraph("Pool size calculation:"),
                connections.totals());
    }

    private static List<Phrase> none() {
        return List.of(Tick.open("Connection pool: none; every process connects to the server itself"));
    }

    private List<Phrase> pool(PgBouncerPool pool) {
        List<Phrase> ticks = new ArrayList<>();
        ticks.add(Tick.guaranteed(
                "PgBouncer enabled: Yes, {} replicas, {} pooling, at {}",
                pool.replicas(),
                pool.poolMode(),
                Phrase.code(deployment.names().pgBouncerHost() + ":" + ConnectionPlan.POOL_PORT)));
        ticks.add(clients(pool));
        ticks.add(poolSize(pool));
        ticks.add(Tick.guaranteed(
                "Authentication: {}, {}",
                Phrase.code(pool.authentication().authType()),
                pool.authentication() == PoolAuthentication.SCRAM_VERIFIER
                        ? "with the server's verifier; the pool never knows the password"
                        : "with the password in the pool's Secret"));
        deployment
                .release()
                .secrets()
                .find(Purpose.POOL_TLS)
                .ifPresent(secret -> ticks.add(certificate(pool.clientTls(), secret.name())));
        ticks.add(Tick.guaranteed("Disruption budget: {}", pool.disruptionBudget()));
        ticks.add(Tick.guaranteed("Resources of each replica: {}", ResourcesText.of(pool.resources())));
        return ticks;
    }

    private Phrase certificate(TlsMode tls, String secret) {
        return Tick.open(
                "Certificate in {}, which Airflow meets with {}: renewed before it expires{}",
                Phrase.code(secret),
                Phrase.code("sslmode=" + tls),
                tls == TlsMode.VERIFY_FULL
                        ? Phrase.of(
                                ", and for {}", Phrase.code(deployment.names().pgBouncerHost()))
                        : Phrase.NOTHING);
    }

    private Phrase clients(PgBouncerPool pool) {
        long capacity = ConnectionBudget.clientCapacity(pool);
        String words = "Max connections: {} clients per replica; {} with one replica lost, at most {} needed";
        return capacity >= budget.clients()
                ? Tick.guaranteed(words, pool.maxClientConnections(), capacity, budget.clients())
                : Tick.open(words + ", which is more", pool.maxClientConnections(), capacity, budget.clients());
    }

    private Phrase poolSize(PgBouncerPool pool) {
        String results = deployment.release().connections().usesResultBackend()
                ? ", " + pool.resultBackendPoolSize() + " for Celery results"
                : "";
        String words = "Pool size of each replica: {} for metadata{}; the processes need at least {}";
        return pool.metadataPoolSize() >= budget.metadataPoolFloor()
                ? Tick.guaranteed(words, pool.metadataPoolSize(), results, budget.metadataPoolFloor())
                : Tick.open(words, pool.metadataPoolSize(), results, budget.metadataPoolFloor());
    }

    private Phrase server() {
        if (budget.serverCapacity().isEmpty()) {
            return Tick.open(
                    "Server limit: `max_connections` is not in the model; {} connections are needed",
                    budget.serverConnections());
        }
        long capacity = budget.serverCapacity().getAsLong();
        return capacity >= budget.serverConnections()
                ? Tick.guaranteed(
                        "Server limit: {} of {} usable connections at worst", budget.serverConnections(), capacity)
                : Tick.open(
                        "Server limit: {} connections at worst, and only {} usable ones",
                        budget.serverConnections(),
                        capacity);
    }
}
