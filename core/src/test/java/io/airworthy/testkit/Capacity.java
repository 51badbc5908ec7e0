package io.airworthy.testkit;

import io.airworthy.AirflowDeployment;
import io.airworthy.WebTier;
import io.airworthy.connection.ConnectionBudget;
import io.airworthy.connection.ConnectionPlan;
import io.airworthy.database.PgBouncerPool;
import io.airworthy.database.PoolAuthentication;
import io.airworthy.database.ServerPooling;
import io.airworthy.pods.Component;
import io.airworthy.pods.ComponentSettings;
import io.airworthy.pods.DisruptionBudget;
import io.airworthy.pods.HaSettings;
import io.airworthy.pods.WorkerGroup;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Makes parts that were chosen apart fit each other: numbers that are enough, and nothing that excludes another. */
final class Capacity {

    private static final long MOST_CLIENTS = 50_000;

    /** Beyond this a number counts as somebody's mistake. */
    private static final long LARGEST_SERVER = 100_000;

    private Capacity() {}

    static Arbitrary<AirflowDeployment> fitted(AirflowDeployment parts) {
        return Combinators.combine(
                        Arbitraries.of(0, 0, 1, 500),
                        Arbitraries.of(1, 10, 40),
                        Arbitraries.integers().between(0, 2))
                .as((slack, poolSize, server) -> withServer(withPool(compatible(parts), slack, poolSize), server));
    }

    private static AirflowDeployment compatible(AirflowDeployment parts) {
        AirflowDeployment possible = parts;
        if (parts.ha().webScaling().isPresent() && !scalesWeb(parts)) {
            possible = possible.toBuilder()
                    .ha(ha -> ha.webScaling(Optional.empty()))
                    .build();
        }
        ConnectionPlan plan = ConnectionPlan.of(possible);
        boolean goesAirflowsWay = isScaledByKeda(possible) && !plan.kedaConnectsDirectly();
        if (goesAirflowsWay
                && (plan.metadata().caFile().isPresent()
                        || possible.networkPolicies().isPresent())) {
            possible = possible.toBuilder()
                    .ha(ha -> ha.workerScaling(Optional.empty()).triggererScaling(Optional.empty()))
                    .ha(ha -> ha.workerGroups(parts.ha().workerGroups().stream()
                            .map(group ->
                                    group.toBuilder().scaling(Optional.empty()).build())
                            .toList()))
                    .build();
        }
        HaSettings ha = possible.ha();
        return possible.toBuilder()
                .ha(it -> it.workers(withQueues(scalable(ha, Component.WORKERS), parts))
                        .triggerer(scalable(ha, Component.TRIGGERER))
                        .web(scalable(ha, Component.WEB)))
                .build();
    }

    private static boolean isScaledByKeda(AirflowDeployment deployment) {
        return !deployment.scaledByKeda().isEmpty()
                || deployment.workerGroups().stream().anyMatch(WorkerGroup::isScaledByKeda);
    }

    /** Arguments of one's own would have to name the queues, and the HPA of a group may have no other amount to go by. */
    private static ComponentSettings withQueues(ComponentSettings workers, AirflowDeployment deployment) {
        return deployment.workerGroups().isEmpty()
                ? workers
                : workers.toBuilder()
                        .args(List.of())
                        .resources(workers.resources().toBuilder()
                                .cpuRequest("100m")
                                .build())
                        .build();
    }

    private static boolean scalesWeb(AirflowDeployment deployment) {
        return deployment.webTier() == WebTier.WEBSERVER
                ? deployment.chartVersion().isAtLeast(1, 16, 0)
                : deployment.chartVersion().isAtLeast(1, 20, 0);
    }

    /** There may be a single pod, which a node drain must be able to evict; and an HPA needs an amount to go by. */
    private static ComponentSettings scalable(HaSettings ha, Component component) {
        ComponentSettings settings = ha.of(component);
        return ha.scalingOf(component).isEmpty()
                ? settings
                : settings.toBuilder()
                        .resources(settings.resources().toBuilder()
                                .cpuRequest("100m")
                                .build())
                        .disruptionBudget(DisruptionBudget.maxUnavailable(1))
                        .build();
    }

    /** As many clients as there can be, or some more. */
    private static AirflowDeployment withPool(AirflowDeployment deployment, int slack, int poolSize) {
        if (deployment.pgBouncer().isEmpty()) {
            return deployment;
        }
        PgBouncerPool given = deployment.pgBouncer().get();
        int replicas = Math.max(given.replicas(), replicasNeeded(deployment));
        PgBouncerPool pool = given.toBuilder().replicas(replicas).build();
        long replicasLeft = Math.max(1, pool.replicas() - 1);
        long clients = ConnectionBudget.of(deployment).clients();
        long least = (clients + replicasLeft - 1) / replicasLeft;
        boolean otherVerifier = deployment.database().effectivePooling() != ServerPooling.NONE
                && pool.authentication() == PoolAuthentication.SCRAM_VERIFIER;
        PgBouncerPool fitting = pool.toBuilder()
                .maxClientConnections(Math.toIntExact(least + slack))
                .metadataPoolSize(poolSize)
                .resultBackendPoolSize(poolSize)
                .authentication(otherVerifier ? PoolAuthentication.SCRAM_PASSWORD : pool.authentication())
                .build();
        return deployment.toBuilder().pgBouncer(fitting).build();
    }

    /** One pod does not take any number of clients; a budget that suited fewer pods suits more as well. */
    private static int replicasNeeded(AirflowDeployment deployment) {
        long clients = ConnectionBudget.of(deployment).clients();
        return clients <= MOST_CLIENTS ? 1 : Math.toIntExact(clients / MOST_CLIENTS + 2);
    }

    /** A server that nothing is known of, or one that is just large enough, or a larger one. */
    private static AirflowDeployment withServer(AirflowDeployment deployment, int choice) {
        long opened = ConnectionBudget.of(deployment).serverConnections();
        long reserve = deployment.database().reservedConnections();
        // Nine tenths of this, less the reserve, are enough.
        long enough = (opened + reserve) * 10 / 9 + 2;
        if (choice == 0 || enough > LARGEST_SERVER / 2) {
            return deployment;
        }
        return deployment.toBuilder()
                .database(deployment.database().toBuilder()
                        .maxConnections(Math.toIntExact(enough * choice))
                        .build())
                .build();
    }
}
