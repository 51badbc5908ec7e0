package io.airworthy.validation;

import io.airworthy.AirflowDeployment;
import io.airworthy.Executor;
import io.airworthy.celery.CeleryBroker;
import io.airworthy.dags.GitAccess;
import io.airworthy.dags.GitRef;
import io.airworthy.dags.GitSync;
import io.airworthy.dags.KnownHosts;
import io.airworthy.database.BackupPolicy;
import io.airworthy.database.DatabaseProvider;
import io.airworthy.database.ExternalDatabase;
import io.airworthy.database.PgBouncerPool;
import io.airworthy.logging.CloudIdentity;
import io.airworthy.logging.LogStore;
import io.airworthy.logging.RemoteLogging;
import io.airworthy.metrics.Metrics;
import java.time.Duration;
import java.time.Period;

/** What the rules' examples change. */
final class SoundDeployment {

    static final AirflowDeployment SOUND = AirflowDeployment.builder()
            .chartVersion("1.22.0")
            .airflowVersion("3.2.2")
            .executor(Executor.CELERY)
            .broker(CeleryBroker.chartRedis())
            .database(ExternalDatabase.builder()
                    .provider(DatabaseProvider.AWS_RDS)
                    .host("airflow.c1abcdefgh.eu-west-1.rds.amazonaws.com")
                    .maxConnections(450)
                    .backup(BackupPolicy.automated(Duration.ofDays(14)))
                    .build())
            .pgBouncer(PgBouncerPool.ofDefaults())
            .gitSync(GitSync.builder()
                    .repository("git@github.com:your-org/airflow-dags.git")
                    .ref(GitRef.branch("main"))
                    .subPath("dags")
                    .access(GitAccess.deployKey(KnownHosts.github()))
                    .build())
            .remoteLogging(RemoteLogging.to(LogStore.s3("my-airflow-logs-bucket", "logs"))
                    .identity(CloudIdentity.irsa("arn:aws:iam::111122223333:role/airflow-logs"))
                    .retention(Period.ofDays(90))
                    .build())
            .metrics(Metrics.statsd())
            .build();

    private SoundDeployment() {}
}
