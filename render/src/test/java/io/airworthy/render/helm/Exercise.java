package io.airworthy.render.helm;

import io.airworthy.AirflowDeployment;
import io.airworthy.AirflowDeploymentBuilder;
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

/** The deployment that most people want: every part of production, nothing unusual in any of them. */
final class Exercise {

    private Exercise() {}

    /** All parts on; the executor is left to choose. */
    static AirflowDeploymentBuilder on(String chart, String airflow) {
        return AirflowDeployment.builder()
                .chartVersion(chart)
                .airflowVersion(airflow)
                .database(ExternalDatabase.builder()
                        .provider(DatabaseProvider.AWS_RDS)
                        .host("airflow.c1.eu-west-1.rds.amazonaws.com")
                        .maxConnections(450)
                        .backup(BackupPolicy.automated(Duration.ofDays(14)))
                        .build())
                .pgBouncer(PgBouncerPool.builder()
                        .maxClientConnections(1000)
                        .metadataPoolSize(40)
                        .build())
                .gitSync(GitSync.builder()
                        .repository("git@github.com:your-org/airflow-dags.git")
                        .ref(GitRef.branch("main"))
                        .subPath("dags")
                        .access(GitAccess.deployKey(KnownHosts.github()))
                        .build())
                .remoteLogging(RemoteLogging.to(LogStore.s3("my-airflow-logs-bucket", "logs"))
                        .retention(Period.ofDays(90))
                        .as(CloudIdentity.irsa("arn:aws:iam::111122223333:role/airflow-logs")))
                .metrics(Metrics.statsd());
    }

    static AirflowDeployment celery(String chart, String airflow) {
        return on(chart, airflow)
                .executor(Executor.CELERY)
                .broker(CeleryBroker.externalRedis("redis.example.com"))
                .build();
    }

    static AirflowDeployment kubernetes(String chart, String airflow) {
        return on(chart, airflow).executor(Executor.KUBERNETES).build();
    }
}
