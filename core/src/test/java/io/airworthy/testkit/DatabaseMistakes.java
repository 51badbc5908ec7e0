package io.airworthy.testkit;

import static io.airworthy.testkit.Change.ofDatabase;

import io.airworthy.AirflowDeployment;
import io.airworthy.database.BackupPolicy;
import io.airworthy.database.DatabaseProvider;
import io.airworthy.database.ServerPooling;
import io.airworthy.database.TlsMode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The database. */
final class DatabaseMistakes {

    static final List<Mistake> ALL = List.of(
            new Mistake("DB-001", ofDatabase(it -> it.host("postgresql://airflow:s3cret@db.example.com:5432/airflow"))),
            new Mistake("DB-002", ofDatabase(it -> it.host("localhost"))),
            new Mistake("DB-003", ofDatabase(it -> it.port(65536))),
            new Mistake("DB-004", ofDatabase(it -> it.user("a".repeat(64)))),
            new Mistake("DB-005", ofDatabase(it -> it.tls(TlsMode.PREFER))),
            new Mistake("DB-006", ofDatabase(it -> it.tls(TlsMode.REQUIRE))),
            new Mistake(
                    "DB-007",
                    ofDatabase(it -> it.tls(TlsMode.VERIFY_FULL))
                            .where(deployment -> deployment.database().provider() == DatabaseProvider.GOOGLE_CLOUD_SQL)
                            .where(DatabaseMistakes::mayVerify)),
            new Mistake(
                    "DB-008",
                    ofDatabase(it -> it.host("db.example.com").tls(TlsMode.VERIFY_FULL))
                            .where(deployment -> deployment.database().provider() == DatabaseProvider.AWS_RDS)
                            .where(DatabaseMistakes::mayVerify)),
            new Mistake("DB-009", ofDatabase(it -> it.reservedConnections(-1))),
            new Mistake("DB-010", ofDatabase(it -> it.maxConnections(OptionalInt.empty()))),
            new Mistake("DB-011", ofDatabase(it -> it.backup(Optional.empty()))),
            new Mistake("DB-012", ofDatabase(it -> it.backup(BackupPolicy.automated(Duration.ZERO)))),
            new Mistake(
                    "DB-013",
                    ofDatabase(it -> it.pooling(ServerPooling.AZURE_PGBOUNCER)).where(DatabaseMistakes::hasNoPool)),
            new Mistake(
                    "DB-014", ofDatabase(it -> it.pooling(ServerPooling.NONE)).where(DatabaseMistakes::hasNoPool)));

    private DatabaseMistakes() {}

    private static boolean hasNoPool(AirflowDeployment deployment) {
        return deployment.pgBouncer().isEmpty();
    }

    /** KEDA cannot check a certificate where it goes to the database itself. */
    private static boolean mayVerify(AirflowDeployment deployment) {
        return !hasNoPool(deployment) || deployment.ha().workerScaling().isEmpty();
    }
}
