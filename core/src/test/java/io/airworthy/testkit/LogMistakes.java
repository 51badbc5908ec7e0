package io.airworthy.testkit;

import static io.airworthy.testkit.Change.ofLogging;

import io.airworthy.AirflowDeployment;
import io.airworthy.logging.CloudIdentity;
import io.airworthy.logging.LogStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where the tasks' logs go. */
final class LogMistakes {

    private static final CloudIdentity ROLE = CloudIdentity.irsa("arn:aws:iam::111122223333:role/airflow-logs");
    private static final String UUID = "00000000-1111-2222-3333-444455556666";

    static final List<Mistake> ALL = List.of(
            new Mistake("LOG-001", nowhere().where(AirflowDeployment::usesKubernetesPods)),
            new Mistake("LOG-002", nowhere().where(deployment -> !deployment.usesKubernetesPods())),
            new Mistake(
                    "LOG-013",
                    Change.of(it -> it.extraValue("elasticsearch", Map.of("enabled", true, "secretName", "elastic")))
                            .where(deployment -> deployment.remoteLogging().isPresent())),
            new Mistake("LOG-003", to(LogStore.s3("s3://my-bucket", "logs"), ROLE)),
            new Mistake("LOG-004", to(LogStore.s3("my-bucket", "/logs/"), ROLE)),
            new Mistake("LOG-005", to(LogStore.cloudWatch("airflow-tasks"), ROLE)),
            new Mistake("LOG-006", to(LogStore.gcs("my-bucket", "logs"), ROLE)),
            new Mistake("LOG-007", to(LogStore.s3("my-bucket", "logs"), CloudIdentity.irsa("airflow-logs"))),
            new Mistake("LOG-008", to(LogStore.s3("my-bucket", "logs"), CloudIdentity.keySecret())),
            new Mistake(
                    "LOG-012",
                    to(
                                    LogStore.azureBlob("airflowlogs", "task-logs", "production"),
                                    CloudIdentity.azureWorkloadIdentity(UUID, UUID))
                            .where(deployment -> !deployment.airflowVersion().isAtLeast(3, 1, 8))),
            new Mistake(
                    "LOG-014",
                    ownModule()
                            .where(deployment ->
                                    deployment.airflowVersion().minorLine().equals("3.0"))
                            .where(deployment -> deployment.image().tag().isEmpty())
                            .then(Change.of(it -> it.airflowVersion("3.0.5")))),
            new Mistake("LOG-015", ownModule().where(deployment -> !isReadByImportString(deployment))));

    private LogMistakes() {}

    private static Change ownModule() {
        return Change.of(it -> it.airflowConfig("logging.logging_config_class", "log_config.LOGGING_CONFIG"))
                .where(deployment -> deployment.airflowVersion().major() >= 3)
                .where(deployment -> deployment.remoteLogging().isPresent());
    }

    private static boolean isReadByImportString(AirflowDeployment deployment) {
        return deployment.airflowVersion().isAtLeast(3, 0, 4)
                && !deployment.airflowVersion().isAtLeast(3, 0, 6);
    }

    private static Change nowhere() {
        return Change.of(it -> it.remoteLogging(Optional.empty()).secretsBackend(Optional.empty()));
    }

    private static Change to(LogStore store, CloudIdentity identity) {
        return deployment -> ofLogging(it -> it.store(store).identity(identity))
                .in(deployment)
                .flatMap(withoutBackend()::in);
    }

    /** A secrets backend may need the identity that the logs had. */
    private static Change withoutBackend() {
        return Change.of(it -> it.secretsBackend(Optional.empty()));
    }
}
