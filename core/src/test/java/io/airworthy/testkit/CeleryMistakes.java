package io.airworthy.testkit;

import static io.airworthy.testkit.Change.ofDatabase;
import static io.airworthy.testkit.Change.ofHa;

import io.airworthy.AirflowDeployment;
import io.airworthy.celery.CeleryBroker;
import io.airworthy.celery.ExternalRedis;
import io.airworthy.celery.ExternalRedisBuilder;
import io.airworthy.database.TlsMode;
import io.airworthy.material.SecretSource;
import io.airworthy.pods.ComponentSettings;
import io.airworthy.pods.DisruptionBudget;
import io.airworthy.pods.Resources;
import io.airworthy.pods.WorkerScaling;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;

/** Celery's broker, and the scaling of its workers. */
final class CeleryMistakes {

    static final List<Mistake> ALL = List.of(
            new Mistake("CEL-001", broker(Optional.empty()).where(AirflowDeployment::usesCelery)),
            new Mistake(
                    "CEL-002",
                    broker(Optional.of(CeleryBroker.chartRedis())).where(deployment -> !deployment.usesCelery())),
            new Mistake("CEL-003", redis("redis://:s3cret@redis.example.com", 6379, true)),
            new Mistake("CEL-004", redis("127.0.0.1", 6379, true)),
            new Mistake("CEL-005", redis("redis.example.com", 0, true)),
            new Mistake("CEL-006", redis("redis.example.com", 6379, false)),
            new Mistake(
                    "CEL-007", scaled(3, 2).where(AirflowDeployment::usesCelery).where(CeleryMistakes::kedaConnects)),
            new Mistake("CEL-008", scaled(0, 4).where(deployment -> !deployment.usesCelery())),
            new Mistake("CEL-009", CeleryMistakes::kedaWithoutAPool),
            new Mistake(
                    "CEL-010",
                    ofHa(it -> it.workerScaling(WorkerScaling.hpa(1, 1))
                                    .workers(ComponentSettings.builder()
                                            .resources(Resources.builder()
                                                    .memoryRequest("2Gi")
                                                    .build())
                                            .build()))
                            .where(AirflowDeployment::usesCelery)),
            new Mistake("CEL-011", openRedis(it -> it)),
            new Mistake("CEL-012", openRedis(it -> it.user("airflow"))),
            new Mistake(
                    "CEL-013",
                    openRedis(it -> it.caFile("ca.crt").passwordFrom(SecretSource.environment("BROKER_PASSWORD")))));

    private CeleryMistakes() {}

    private static Change broker(Optional<CeleryBroker> broker) {
        return Change.of(it -> it.broker(broker));
    }

    private static Change redis(String host, int port, boolean tls) {
        SecretSource password = SecretSource.environment("BROKER_PASSWORD");
        return broker(Optional.of(ExternalRedis.builder()
                        .host(host)
                        .port(port)
                        .tls(tls)
                        .passwordFrom(password)
                        .build()))
                .where(AirflowDeployment::usesCelery);
    }

    private static Change openRedis(UnaryOperator<ExternalRedisBuilder> change) {
        return broker(Optional.of(change.apply(ExternalRedis.builder().host("redis.example.com"))
                        .build()))
                .where(AirflowDeployment::usesCelery);
    }

    private static Change scaled(int fewest, int most) {
        return ofHa(it -> it.workerScaling(WorkerScaling.keda(fewest, most)));
    }

    private static boolean kedaConnects(AirflowDeployment deployment) {
        return deployment.pgBouncer().isPresent()
                || !deployment.database().tls().verifiesCertificate();
    }

    /** As many workers as before, so that only KEDA's own connection comes on top; the server's size is left open. */
    private static Optional<AirflowDeployment> kedaWithoutAPool(AirflowDeployment deployment) {
        int workers = deployment
                .ha()
                .workerScaling()
                .map(WorkerScaling::maxReplicas)
                .orElse(deployment.ha().workers().replicas());
        return ofHa(it -> it.workerScaling(WorkerScaling.keda(1, workers))
                        .workers(deployment.ha().workers().toBuilder()
                                .disruptionBudget(DisruptionBudget.none())
                                .build()))
                .where(AirflowDeployment::usesCelery)
                .where(it -> it.pgBouncer().isEmpty())
                .where(it -> it.database().maxConnections().equals(OptionalInt.empty()))
                .in(deployment)
                .flatMap(scaled -> ofDatabase(it -> it.tls(TlsMode.VERIFY_CA)).in(scaled));
    }
}
