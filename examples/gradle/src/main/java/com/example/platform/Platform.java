package com.example.platform;

import io.airworthy.AirflowDeployment;
import io.airworthy.Executor;
import io.airworthy.database.DatabaseProvider;
import io.airworthy.database.ExternalDatabase;
import io.airworthy.logging.CloudIdentity;
import io.airworthy.logging.LogStore;
import io.airworthy.logging.RemoteLogging;
import io.airworthy.render.DeploymentPackage;
import java.io.IOException;
import java.nio.file.Path;

/** Writes the package of one deployment. */
final class Platform {

    private Platform() {}

    static AirflowDeployment describe() {
        return AirflowDeployment.builder()
                .chartVersion("1.22.0")
                .airflowVersion("3.2.2")
                .executor(Executor.KUBERNETES)
                .database(ExternalDatabase.builder()
                        .provider(DatabaseProvider.AWS_RDS)
                        .host("airflow.c1example.eu-west-1.rds.amazonaws.com")
                        .maxConnections(450)
                        .build())
                .remoteLogging(RemoteLogging.to(LogStore.s3("acme-airflow-logs", "payments"))
                        .as(CloudIdentity.irsa("arn:aws:iam::111122223333:role/airflow-payments")))
                .build();
    }

    public static void main(String[] arguments) throws IOException {
        AirflowDeployment airflow = describe();
        System.out.println(airflow.validate().orThrow());
        DeploymentPackage.of(airflow).writeTo(Path.of(arguments[0]));
    }
}
