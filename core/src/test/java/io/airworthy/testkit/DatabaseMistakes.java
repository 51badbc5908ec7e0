package io.airworthy.testkit;

import static io.airworthy.testkit.Change.ofDatabase;

import io.airworthy.AirflowDeployment;
import io.airworthy.database.DatabaseProvider;
import io.airworthy.database.ServerPooling;
import io.airworthy.database.TlsMode;
import java.util.List;

/** The database. */
final class DatabaseMistakes {

    static final List<Mistake> ALL = List.of(
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
