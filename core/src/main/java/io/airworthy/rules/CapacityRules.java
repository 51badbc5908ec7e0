package io.airworthy.rules;

import static io.airworthy.rules.Subject.CONCURRENCY;
import static io.airworthy.rules.Subject.DEPLOYMENT;
import static io.airworthy.rules.Subject.POOL;
import static io.airworthy.rules.Subject.together;

import io.airworthy.AirflowDeployment;
import io.airworthy.Concurrency;
import io.airworthy.connection.ConnectionBudget;
import io.airworthy.database.PgBouncerPool;
import io.airworthy.frozen.Tree;
import io.airworthy.release.Container;
import io.airworthy.release.Containers;
import io.airworthy.rules.Subject.Part;
import io.airworthy.validation.Finding;
import io.airworthy.validation.Rule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether the pool can handle the clients, the server the pool, and the schedulers the workers. */
final class CapacityRules {

    private static final String DATABASE_PAGE =
            "https://airflow.apache.org/docs/apache-airflow/stable/howto/set-up-database.html";

    private static final String CONFIG_PAGE =
            "https://airflow.apache.org/docs/apache-airflow/stable/configurations-ref.html";

    static final Rule CONCURRENCY_IS_VALID = Rule.error("CAP-001")
            .title("A concurrency setting is too small")
            .because("Airflow does not start, or treats 0 and -1 as 'no limit' and keeps opening connections")
            .remedy("use at least 1, and at least 0 for the overflow")
            .source(CONFIG_PAGE)
            .brokenBy(it -> it.concurrency(concurrency -> concurrency.parallelism(0)))
            .finds(together(List.of(
                    number("parallelism", Concurrency::parallelism, 1),
                    number("workerConcurrency", Concurrency::workerConcurrency, 1),
                    number("apiServerWorkers", Concurrency::apiServerWorkers, 1),
                    number("webserverWorkers", Concurrency::webserverWorkers, 1),
                    number("parsingProcesses", Concurrency::parsingProcesses, 1),
                    number("databasePoolSize", Concurrency::databasePoolSize, 1),
                    number("databaseMaxOverflow", Concurrency::databaseMaxOverflow, 0))));

    static final Rule POOL_ACCEPTS_ALL_CLIENTS = Rule.error("CAP-002")
            .title("The pool accepts fewer clients than this deployment can have")
            .because("the next client is refused with 'no more connections allowed (max_client_conn)', and its task"
                    + " or heartbeat fails")
            .remedy("raise the limit, or use ConnectionBudget.of(deployment).sizedPool()")
            .source("https://www.pgbouncer.org/config.html#max_client_conn")
            .after("VER-002", "CAP-001", "PGB-001", "PGB-007", "HA-001", "HA-011")
            .brokenBy(it -> it.pgBouncer(pool -> pool.maxClientConnections(100)))
            .finds(POOL.at("maxClientConnections").finds(CapacityRules::tooManyClients));

    static final Rule POOL_CARRIES_TRANSACTIONS = Rule.warning("CAP-003")
            .title("The pool has fewer server connections than there are processes that hold transactions")
            .because("a scheduler keeps its row locks while it waits for other processes to finish their transactions")
            .remedy("raise the pool size, or use ConnectionBudget.of(deployment).sizedPool()")
            .source("https://www.pgbouncer.org/config.html#pool_size")
            .after("VER-002", "CAP-001", "PGB-001", "HA-001", "HA-011")
            .brokenBy(it -> it.pgBouncer(pool -> pool.metadataPoolSize(7)))
            .finds(POOL.at("metadataPoolSize", PgBouncerPool::metadataPoolSize)
                    .finds(CapacityRules::tooFewTransactions));

    static final Rule POOL_CARRIES_RESULTS = Rule.warning("CAP-004")
            .title("The pool has too few server connections for Celery's results")
            .because("each scheduler reads results in bulk, and in the meantime workers cannot write theirs")
            .remedy("set at least one connection more than there are schedulers")
            .source("https://www.pgbouncer.org/config.html#pool_size")
            .after("PGB-001", "HA-001", "HA-011")
            .brokenBy(it -> it.pgBouncer(pool -> pool.resultBackendPoolSize(2)))
            .finds(POOL.where(AirflowDeployment::usesCelery)
                    .at("resultBackendPoolSize", PgBouncerPool::resultBackendPoolSize)
                    .finds(CapacityRules::tooFewForResults));

    static final Rule SERVER_ACCEPTS_ALL_CONNECTIONS = Rule.error("CAP-005")
            .title("The server has fewer connections than this deployment opens")
            .because("the next connection fails with 'too many clients already', even for administrators")
            .remedy("raise the server's max_connections, make the pools smaller, or put PgBouncer in front of the"
                    + " server")
            .source(DATABASE_PAGE)
            .after("VER-002", "CAP-001", "PGB-001", "PGB-007", "HA-001", "HA-011", "DB-009")
            .brokenBy(it -> it.database(database -> database.maxConnections(70)))
            .finds(DEPLOYMENT.at("database.maxConnections").faults(CapacityRules::tooManyConnections));

    static final Rule SCHEDULERS_FILL_ALL_SLOTS = Rule.warning("CAP-006")
            .title("The workers have more slots than the schedulers can fill")
            .because("each scheduler runs at most parallelism tasks at a time, and the other slots stay empty")
            .remedy("raise concurrency.parallelism, or run fewer workers")
            .source(CONFIG_PAGE + "#parallelism")
            .after("CAP-001", "HA-001", "HA-011")
            .brokenBy(it -> it.concurrency(concurrency -> concurrency.parallelism(15)))
            .finds(DEPLOYMENT
                    .where(AirflowDeployment::usesCelery)
                    .at("concurrency.parallelism", it -> it.concurrency().parallelism())
                    .finds(CapacityRules::emptySlots));

    static final Rule QUOTA_ADMITS_ALL_CONTAINERS = Rule.error("CAP-007")
            .title("A container lacks resource amounts that the quota requires")
            .because("Kubernetes does not admit a pod with such a container to the namespace, and the installation"
                    + " waits forever")
            .remedy("set the amounts there, or let a LimitRange fill them in: an element of extraValues[limits] with"
                    + " type Container, default and defaultRequest")
            .source("https://kubernetes.io/docs/concepts/policy/resource-quotas/#requests-vs-limits")
            .after("VER-001")
            .brokenBy(it -> it.extraValue("quotas", Map.of("requests.memory", "80Gi")))
            .finds(CapacityRules::withoutAmounts);

    static final List<Rule> ALL = List.of(
            CONCURRENCY_IS_VALID,
            POOL_ACCEPTS_ALL_CLIENTS,
            POOL_CARRIES_TRANSACTIONS,
            POOL_CARRIES_RESULTS,
            SERVER_ACCEPTS_ALL_CONNECTIONS,
            SCHEDULERS_FILL_ALL_SLOTS,
            QUOTA_ADMITS_ALL_CONTAINERS);

    private CapacityRules() {}

    /** One finding for each place that the amounts can be given at: several containers may share it. */
    private static List<Finding> withoutAmounts(AirflowDeployment deployment) {
        Set<String> wanted = quotaAmounts(deployment);
        if (wanted.isEmpty()) {
            return List.of();
        }
        Map<String, List<Container>> byPlace = Containers.of(deployment).stream()
                .filter(container -> !container.without(wanted).isEmpty())
                .collect(Collectors.groupingBy(Container::modelPath, LinkedHashMap::new, Collectors.toList()));
        return byPlace.values().stream()
                .map(containers -> Finding.at(
                                containers.get(0).modelPath(),
                                "no " + String.join(", ", containers.get(0).without(wanted)) + " for "
                                        + containers.stream()
                                                .map(Container::toString)
                                                .collect(Collectors.joining(", ")))
                        .inValues(containers.get(0).valuesPath()))
                .toList();
    }

    /** What a quota makes every container say. Kubernetes takes {@code cpu} and {@code memory} for the requests. */
    private static Set<String> quotaAmounts(AirflowDeployment deployment) {
        return ValuesTree.of(deployment)
                .find("quotas")
                .flatMap(Tree::map)
                .map(quotas -> quotas.keySet().stream()
                        .map(String::valueOf)
                        .map(name -> name.equals("cpu") || name.equals("memory") ? "requests." + name : name)
                        .filter(Container.QUOTA_AMOUNTS::contains)
                        .collect(Collectors.toSet()))
                .orElse(Set.of());
    }

    private static Function<AirflowDeployment, List<Finding>> number(
            String attribute, Function<Concurrency, Integer> number, int least) {
        return CONCURRENCY
                .at(attribute, number)
                .finds(part -> part.value() >= least
                        ? Stream.empty()
                        : Stream.of(part.finding(part.value() + " is below " + least)
                                .suggesting(least)));
    }

    private static Stream<Finding> tooManyClients(Part<PgBouncerPool> part) {
        long clients = part.deployment().release().budget().clients();
        long replicasLeft = Math.max(1, part.value().replicas() - 1);
        long least = (clients + replicasLeft - 1) / replicasLeft;
        return clients <= ConnectionBudget.clientCapacity(part.value())
                ? Stream.empty()
                : Stream.of(part.finding(part.value().maxClientConnections()
                                + " for each replica, but this deployment opens up to " + clients + " and "
                                + replicasLeft + (replicasLeft == 1 ? " replica has" : " replicas have")
                                + " to take them all")
                        .fixedBy("set at least " + least + ", or use ConnectionBudget.of(deployment).sizedPool()")
                        .found(part.value().maxClientConnections())
                        .suggesting(least));
    }

    private static Stream<Finding> tooFewTransactions(Part<Integer> part) {
        long floor = part.deployment().release().budget().metadataPoolFloor();
        return part.value() >= floor
                ? Stream.empty()
                : Stream.of(part.finding(part.value() + " for " + floor
                                + " schedulers, web processes, DAG processors and triggerers")
                        .fixedBy("set at least " + floor + ", or use ConnectionBudget.of(deployment).sizedPool()")
                        .suggesting(floor));
    }

    private static Stream<Finding> tooFewForResults(Part<Integer> part) {
        int schedulers = schedulers(part.deployment());
        return part.value() > schedulers
                ? Stream.empty()
                : Stream.of(part.finding(part.value() + " for " + schedulers + " schedulers and all workers")
                        .suggesting(schedulers + 1));
    }

    private static Optional<String> tooManyConnections(AirflowDeployment deployment) {
        ConnectionBudget budget = deployment.release().budget();
        if (budget.serverCapacity().isEmpty()) {
            return Optional.empty();
        }
        int most = deployment.database().maxConnections().getAsInt();
        if (deployment.pgBouncer().isEmpty()) {
            // How many more a process opens depends on what it does; DB-014 warns of these.
            long left = most - (long) deployment.database().reservedConnections();
            long least = budget.leastServerConnections();
            return least <= left
                    ? Optional.empty()
                    : Optional.of("this deployment opens at least " + least
                            + " connections, one for each process, but only " + Math.max(0, left) + " of " + most
                            + " are left after the reserve");
        }
        long opened = budget.serverConnections();
        return opened <= budget.serverCapacity().getAsLong()
                ? Optional.empty()
                : Optional.of("this deployment opens up to " + opened + " connections, but only "
                        + budget.serverCapacity().getAsLong() + " of " + most + " are left after the reserve and "
                        + ConnectionBudget.HEADROOM_PERCENT + "% headroom");
    }

    private static Stream<Finding> emptySlots(Part<Integer> parallelism) {
        AirflowDeployment deployment = parallelism.deployment();
        long schedulers = schedulers(deployment);
        // Another rule says that there has to be one.
        long atLeastOne = Math.max(1, schedulers);
        long slots = deployment.mostWorkers() * deployment.concurrency().workerConcurrency();
        long filled = schedulers * parallelism.value();
        return slots <= filled
                ? Stream.empty()
                : Stream.of(parallelism
                        .finding("the schedulers run at most " + filled + " tasks, but the workers have " + slots
                                + " slots")
                        .suggesting((slots + atLeastOne - 1) / atLeastOne));
    }

    private static int schedulers(AirflowDeployment deployment) {
        return deployment.ha().scheduler().replicas();
    }
}
