package io.airworthy.testkit;

import static io.airworthy.testkit.Change.ofDatabase;
import static io.airworthy.testkit.Change.ofPool;

import io.airworthy.AirflowDeployment;
import io.airworthy.connection.ConnectionBudget;
import io.airworthy.database.PgBouncerPool;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How much runs at once, and whether pool and server carry it. */
final class CapacityMistakes {

    static final List<Mistake> ALL = List.of(
            new Mistake("CAP-002", CapacityMistakes::withOneClientTooMany),
            new Mistake("CAP-003", ofPool(it -> it.metadataPoolSize(1))),
            new Mistake("CAP-004", ofPool(it -> it.resultBackendPoolSize(1)).where(AirflowDeployment::usesCelery)),
            new Mistake("CAP-005", CapacityMistakes::onAServerThatIsTooSmall),
            new Mistake("CAP-006", parallelism(1).where(CapacityMistakes::hasMoreSlotsThanSchedulers)),
            new Mistake("CAP-007", Change.of(it -> it.extraValue("quotas", Map.of("requests.cpu", "40")))));

    private CapacityMistakes() {}

    private static Change parallelism(int tasks) {
        return deployment -> Change.of(it -> it.concurrency(
                        deployment.concurrency().toBuilder().parallelism(tasks).build()))
                .in(deployment);
    }

    private static Optional<AirflowDeployment> withOneClientTooMany(AirflowDeployment deployment) {
        long clients = ConnectionBudget.of(deployment).clients();
        return deployment
                .pgBouncer()
                .map(PgBouncerPool::replicas)
                .map(replicas -> Math.max(1, replicas - 1))
                .filter(left -> clients > left)
                .flatMap(left -> ofPool(it -> it.maxClientConnections(Math.toIntExact((clients - 1) / left)))
                        .in(deployment));
    }

    /** The reserve takes all connections but one, and one is always headroom. */
    private static Optional<AirflowDeployment> onAServerThatIsTooSmall(AirflowDeployment deployment) {
        int reserve = deployment.database().reservedConnections();
        return ofDatabase(it -> it.maxConnections(reserve + 1)).in(deployment);
    }

    private static boolean hasMoreSlotsThanSchedulers(AirflowDeployment deployment) {
        return deployment.usesCelery()
                && deployment.ha().workerScaling().isEmpty()
                && (long) deployment.ha().workers().replicas()
                                * deployment.concurrency().workerConcurrency()
                        > deployment.ha().scheduler().replicas();
    }
}
