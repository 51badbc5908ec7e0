package io.airworthy.connection;

import io.airworthy.AirflowDeployment;
import io.airworthy.Concurrency;
import io.airworthy.configuration.AirflowTrait;
import io.airworthy.connection.Demand.Use;
import io.airworthy.database.PgBouncerPool;
import io.airworthy.pods.Component;
import io.airworthy.pods.WorkerGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How many database connections are opened at most, compared with what the pool accepts and the server has.
 *
 * <p>A process opens at most its pool size plus its overflow; the chart's probes of schedulers, DAG processors and
 * triggerers open one more. Airflow 3's tasks talk to the API server alone, Airflow 2's hold about two connections each.
 * Celery keeps one more for results in every worker process.
 *
 * @see <a href="https://airflow.apache.org/docs/apache-airflow/stable/howto/set-up-database.html">Set up a database</a>
 */
public final class ConnectionBudget {

    /** The share of the server's connections that stays free, in percent: for people, backups and surges. */
    public static final int HEADROOM_PERCENT = 10;

    /** What a task of Airflow 2 holds: its supervisor's connection and its own. */
    private static final int CONNECTIONS_OF_A_TASK = 2;

    /** Up to 3.2.1 the asynchronous engine ignores the configured sizes and uses SQLAlchemy's 5 and 10. */
    private static final int LEAST_ASYNC_CONNECTIONS = 15;

    private static final int JOB_CONNECTIONS = 4;

    /** Measured: 4 from 2.11.2 to 3.2.2, and where it makes the tables; 3 from 3.2.2 to 3.3.2 and on to 3.4. */
    private static final int MIGRATION_CONNECTIONS = 4;

    /**
     * What an Airflow 2 webserver holds besides its workers: gunicorn's master two, the command that started it one.
     */
    private static final int CONNECTIONS_OF_GUNICORN = 3;

    private static final int SMALLEST_RESULT_POOL = 5;

    private static final String PROBE = " + 1 probe";

    /** Larger numbers are mistakes, which other rules report. The limit keeps sums exact. */
    private static final int LARGEST_NUMBER = 100_000;

    private final AirflowDeployment deployment;
    private final Concurrency concurrency;
    private final ConnectionPlan plan;
    private final List<Demand> demands;

    private ConnectionBudget(AirflowDeployment deployment) {
        this.deployment = deployment;
        this.concurrency = deployment.concurrency();
        this.plan = ConnectionPlan.of(deployment);
        this.demands = List.copyOf(demandsOfAll());
    }

    /**
     * The budget of a deployment.
     *
     * @param deployment the deployment
     * @return its budget
     */
    public static ConnectionBudget of(AirflowDeployment deployment) {
        Objects.requireNonNull(deployment, "deployment");
        return new ConnectionBudget(deployment);
    }

    /**
     * Who opens how many connections.
     *
     * @return the demands, always in the same order
     */
    public List<Demand> demands() {
        return demands;
    }

    /**
     * The connections of one purpose, all processes together.
     *
     * @param purpose the purpose
     * @return how many
     */
    public long total(Use purpose) {
        Objects.requireNonNull(purpose, "purpose");
        return demands.stream()
                .filter(demand -> demand.purpose() == purpose)
                .mapToLong(Demand::connections)
                .sum();
    }

    /**
     * The connections that clients open to the pool, or to the server where there is no pool.
     *
     * @return metadata and results together
     */
    public long clients() {
        return total(Use.METADATA) + total(Use.RESULTS);
    }

    /**
     * The client connections that the pool still accepts when one of its replicas is gone. Connections live long and
     * are spread unevenly, so one replica is not counted.
     *
     * @param pool the pool
     * @return how many clients
     */
    public static long clientCapacity(PgBouncerPool pool) {
        Objects.requireNonNull(pool, "pool");
        return number(pool.maxClientConnections()) * replicasLeft(pool);
    }

    /**
     * The fewest server connections that one PgBouncer replica needs for metadata: one for every process that may hold a
     * transaction.
     *
     * @return schedulers, web processes, DAG processors and triggerers together
     */
    public long metadataPoolFloor() {
        return replicas(Component.SCHEDULER)
                + replicas(Component.WEB) * webProcesses()
                + dagParsers()
                + replicas(Component.TRIGGERER);
    }

    /**
     * The most connections that reach the server.
     *
     * @return every replica's pools and the direct connections, or all clients if there is no pool
     */
    public long serverConnections() {
        return deployment.pgBouncer().map(this::serverConnections).orElseGet(() -> clients() + total(Use.DIRECT));
    }

    /**
     * The connections that are open as soon as everything runs: one for each process without a pool, and what the pool may
     * open with one.
     *
     * @return how many reach the server
     */
    public long leastServerConnections() {
        if (deployment.pgBouncer().isPresent()) {
            return serverConnections();
        }
        ConnectionBudget small = of(deployment.toBuilder()
                .concurrency(it -> it.databasePoolSize(1).databaseMaxOverflow(0))
                .build());
        long idle = tasksUseTheApi() ? replicas(Component.WEB) * webProcesses() * (LEAST_ASYNC_CONNECTIONS - 1) : 0;
        return small.serverConnections() - idle;
    }

    /**
     * The server's connections that this deployment may use: all, minus the server's reserve and the headroom.
     *
     * @return how many; empty if the model does not say how many the server has
     */
    public OptionalLong serverCapacity() {
        if (deployment.database().maxConnections().isEmpty()) {
            return OptionalLong.empty();
        }
        long most = number(deployment.database().maxConnections().getAsInt());
        long headroom = (most * HEADROOM_PERCENT + 99) / 100;
        long reserve = number(deployment.database().reservedConnections());
        return OptionalLong.of(Math.max(0, most - reserve - headroom));
    }

    /**
     * A pool that is large enough for this deployment: its own with other sizes, or one with all defaults.
     *
     * <p>It accepts a fifth more clients than there can be, even with one replica gone, and opens as few server
     * connections as the components need, or more where the server has them.
     *
     * @return the pool; empty when the server has fewer connections than even the smallest such pool opens
     */
    public Optional<PgBouncerPool> sizedPool() {
        PgBouncerPool given = deployment.pgBouncer().orElseGet(PgBouncerPool::ofDefaults);
        PgBouncerPool sound =
                given.toBuilder().replicas(Math.max(1, given.replicas())).build();
        long clients = clients() * 6 / 5 / replicasLeft(sound) + 1;
        PgBouncerPool smallest = sound.toBuilder()
                .maxClientConnections(Math.toIntExact(Math.min(Integer.MAX_VALUE, (clients + 49) / 50 * 50)))
                .metadataPoolSize(Math.toIntExact(Math.min(Integer.MAX_VALUE, Math.max(1, metadataPoolFloor()))))
                .resultBackendPoolSize(SMALLEST_RESULT_POOL)
                .build();
        if (!fits(smallest)) {
            return Optional.empty();
        }
        PgBouncerPool roomy = smallest.toBuilder()
                .metadataPoolSize(Math.max(smallest.metadataPoolSize(), sound.metadataPoolSize()))
                .resultBackendPoolSize(Math.max(SMALLEST_RESULT_POOL, sound.resultBackendPoolSize()))
                .build();
        return Optional.of(fits(roomy) ? roomy : smallest);
    }

    private boolean fits(PgBouncerPool pool) {
        // The budget with the pool, because without one there are no direct connections.
        ConnectionBudget pooled = of(deployment.toBuilder().pgBouncer(pool).build());
        return serverCapacity().isEmpty()
                || pooled.serverConnections() <= serverCapacity().getAsLong();
    }

    private long serverConnections(PgBouncerPool pool) {
        long metadata = most(pool, pool.metadataPoolSize(), pool.metadataOptions());
        long results =
                plan.usesResultBackend() ? most(pool, pool.resultBackendPoolSize(), pool.resultBackendOptions()) : 0;
        return number(pool.replicas()) * (metadata + results) + total(Use.DIRECT);
    }

    /** What one replica opens for one database: its pool and the reserve of it, unless an option limits both. */
    private static long most(PgBouncerPool pool, int size, Map<String, String> own) {
        long reserve = option(own, "reserve_pool")
                .or(() -> option(own, "reserve_pool_size"))
                .or(() -> option(pool.options(), "reserve_pool_size"))
                .orElse(0L);
        long limit = option(own, "max_db_connections")
                .or(() -> option(pool.options(), "max_db_connections"))
                .orElse(0L);
        long most = number(size) + reserve;
        return limit > 0 ? Math.min(most, limit) : most;
    }

    private static Optional<Long> option(Map<String, String> options, String name) {
        return Optional.ofNullable(options.get(name))
                .map(String::strip)
                .filter(text -> text.matches("\\d{1,9}"))
                .map(text -> Math.min(Long.parseLong(text), LARGEST_NUMBER));
    }

    private List<Demand> demandsOfAll() {
        List<Demand> all = new ArrayList<>();
        all.add(schedulers());
        all.add(web());
        all.add(dagProcessors());
        all.add(perProcess("triggerers", replicas(Component.TRIGGERER), 1, PROBE));
        if (deployment.usesCelery()) {
            all.add(new Demand("Celery workers", Use.METADATA, workers(), workers() + " workers x 1 main process"));
        }
        if (deployment.usesCelery() && deployment.flower().isPresent()) {
            all.add(new Demand("Flower", Use.METADATA, 1, "1 process, which notes that it starts"));
        }
        if (!tasksUseTheApi()) {
            all.add(tasks());
        }
        all.add(new Demand(
                "jobs", Use.METADATA, JOB_CONNECTIONS, "create-user job, waits for the migration, clean-up"));
        if (plan.usesResultBackend()) {
            all.add(results());
        }
        if (plan.migratesDirectly()) {
            all.add(new Demand(
                    "migration job", Use.DIRECT, MIGRATION_CONNECTIONS, "its lock and its work, past the pool"));
        }
        if (plan.kedaConnectsDirectly()) {
            long scaled = deployment.scaledByKeda().size()
                    + deployment.workerGroups().stream()
                            .filter(WorkerGroup::isScaledByKeda)
                            .count();
            all.add(new Demand(
                    "KEDA", Use.DIRECT, scaled, scaled == 1 ? "one scaled object" : scaled + " scaled objects"));
        }
        return all;
    }

    private Demand schedulers() {
        return perProcess("schedulers", replicas(Component.SCHEDULER), 1, " + 1 health check");
    }

    private Demand web() {
        long processes = replicas(Component.WEB) * webProcesses();
        String who = replicas(Component.WEB) + " " + deployment.webTier().title() + "s" + " x " + webProcesses()
                + (webProcesses() == 1 ? " process" : " processes");
        if (!tasksUseTheApi()) {
            long gunicorn = replicas(Component.WEB) * CONNECTIONS_OF_GUNICORN;
            return new Demand(
                    "webservers",
                    Use.METADATA,
                    processes * perProcess() + gunicorn,
                    who + each(0, "") + " + " + gunicorn + " for gunicorn itself");
        }
        long async = Math.max(LEAST_ASYNC_CONNECTIONS, perProcess());
        return new Demand(
                "API servers",
                Use.METADATA,
                processes * (perProcess() + async),
                who + each(async, " + " + async + " asynchronous"));
    }

    private Demand dagProcessors() {
        long processors = dagParsers();
        boolean standAlone = deployment.ha().standaloneDagProcessor();
        String who = standAlone ? "DAG processors" : "DAG processors of the schedulers";
        if (tasksUseTheApi()) {
            return perProcess(who, processors, 1, PROBE);
        }
        long processes = 1 + number(concurrency.parsingProcesses());
        return new Demand(
                who,
                Use.METADATA,
                processors * (processes * perProcess() + (standAlone ? 1 : 0)),
                processors + " " + who + " x ((1 + " + number(concurrency.parsingProcesses()) + " parsing)"
                        + each(0, "") + (standAlone ? PROBE : "") + ")");
    }

    /** Without DAG processors of its own, each scheduler starts one. */
    private long dagParsers() {
        return deployment.ha().standaloneDagProcessor()
                ? replicas(Component.DAG_PROCESSOR)
                : replicas(Component.SCHEDULER);
    }

    private Demand tasks() {
        long scheduled = replicas(Component.SCHEDULER) * number(concurrency.parallelism());
        boolean onlyCelery = deployment.executors().stream()
                .allMatch(executor -> executor.usesCelery() && !executor.usesKubernetes());
        long running =
                onlyCelery ? Math.min(scheduled, workers() * number(concurrency.workerConcurrency())) : scheduled;
        return new Demand(
                "running tasks",
                Use.METADATA,
                running * CONNECTIONS_OF_A_TASK,
                running + " tasks at once x " + CONNECTIONS_OF_A_TASK);
    }

    private Demand results() {
        long schedulers = replicas(Component.SCHEDULER);
        long processes = number(concurrency.workerConcurrency());
        return new Demand(
                "Celery results",
                Use.RESULTS,
                workers() * (processes + 1) + schedulers,
                workers() + " workers x (" + processes + " processes + 1) + " + schedulers + " schedulers");
    }

    private Demand perProcess(String who, long processes, long more, String moreInWords) {
        return new Demand(
                who, Use.METADATA, processes * (perProcess() + more), processes + " " + who + each(more, moreInWords));
    }

    private String each(long more, String moreInWords) {
        return " x (" + number(concurrency.databasePoolSize()) + " + " + number(concurrency.databaseMaxOverflow())
                + (more == 0 ? "" : moreInWords) + ")";
    }

    private long perProcess() {
        return number(concurrency.databasePoolSize()) + number(concurrency.databaseMaxOverflow());
    }

    private long webProcesses() {
        return number(concurrency.workersOf(deployment.webTier()));
    }

    private boolean tasksUseTheApi() {
        return AirflowTrait.EXECUTION_API.isIn(deployment.airflowVersion());
    }

    private long replicas(Component component) {
        return deployment.components().contains(component)
                ? number(deployment.ha().mostReplicas(component))
                : 0;
    }

    private long workers() {
        return Math.min(deployment.mostWorkers(), LARGEST_NUMBER);
    }

    private static long replicasLeft(PgBouncerPool pool) {
        return Math.max(1, number(pool.replicas()) - 1);
    }

    private static long number(int given) {
        return Math.max(0, Math.min(given, LARGEST_NUMBER));
    }
}
