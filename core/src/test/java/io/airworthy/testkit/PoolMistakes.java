package io.airworthy.testkit;

import static io.airworthy.testkit.Change.ofDatabase;
import static io.airworthy.testkit.Change.ofPool;

import io.airworthy.AirflowDeployment;
import io.airworthy.connection.ConnectionBudget;
import io.airworthy.database.PgBouncerPool;
import io.airworthy.database.PoolAuthentication;
import io.airworthy.database.PoolMode;
import io.airworthy.database.ServerPooling;
import io.airworthy.pods.DisruptionBudget;
import java.util.List;
import java.util.Optional;

/** The pool before the database. */
final class PoolMistakes {

    /** More than one replica of PgBouncer can take. */
    private static final long MOST_CLIENTS = 50_000;

    static final List<Mistake> ALL = List.of(
            new Mistake(
                    "PGB-002",
                    ofPool(it -> it.poolMode(PoolMode.STATEMENT)).where(deployment -> !sharesNothing(deployment))),
            new Mistake("PGB-006", behindRdsProxy(PoolAuthentication.SCRAM_PASSWORD)),
            new Mistake("PGB-008", PoolMistakes::withOnePod),
            new Mistake("PGB-010", PoolMistakes::withoutEviction),
            new Mistake("PGB-013", ofDatabase(it -> it.user("pgbouncer_stats")).where(PoolMistakes::hasPool)),
            new Mistake(
                    "PGB-014",
                    ofPool(it -> it.poolMode(PoolMode.TRANSACTION))
                            .where(deployment -> !deployment.chartVersion().isAtLeast(1, 16, 0))));

    private PoolMistakes() {}

    private static boolean hasPool(AirflowDeployment deployment) {
        return deployment.pgBouncer().isPresent();
    }

    /** A pool that shares connections is what the migration has to go around, which not every chart can tell it. */
    private static boolean sharesNothing(AirflowDeployment deployment) {
        return deployment
                .pgBouncer()
                .filter(pool -> pool.poolMode() == PoolMode.SESSION)
                .isPresent();
    }

    private static Change behindRdsProxy(PoolAuthentication authentication) {
        return deployment -> ofPool(it -> it.authentication(authentication))
                .in(deployment)
                .flatMap(pooled ->
                        ofDatabase(it -> it.pooling(ServerPooling.RDS_PROXY)).in(pooled));
    }

    /** One pod that takes all clients, and may be evicted. */
    private static Optional<AirflowDeployment> withOnePod(AirflowDeployment deployment) {
        long clients = ConnectionBudget.of(deployment).clients();
        return ofPool(it -> it.replicas(1)
                        .maxClientConnections(Math.toIntExact(clients))
                        .disruptionBudget(DisruptionBudget.maxUnavailable(1)))
                .where(it -> clients <= MOST_CLIENTS)
                .in(deployment);
    }

    private static Optional<AirflowDeployment> withoutEviction(AirflowDeployment deployment) {
        return deployment
                .pgBouncer()
                .map(PgBouncerPool::replicas)
                .flatMap(replicas -> ofPool(it -> it.disruptionBudget(DisruptionBudget.minAvailable(replicas)))
                        .in(deployment));
    }
}
