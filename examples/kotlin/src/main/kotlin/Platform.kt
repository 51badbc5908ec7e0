package com.example.platform

import io.airworthy.AirflowDeployment
import io.airworthy.Executor
import io.airworthy.database.DatabaseProvider
import io.airworthy.database.ExternalDatabase
import io.airworthy.logging.CloudIdentity
import io.airworthy.logging.LogStore
import io.airworthy.logging.RemoteLogging
import io.airworthy.render.DeploymentPackage
import java.nio.file.Path
import kotlin.system.exitProcess

/** What every tenant of this platform has. */
fun deployment(tenant: String): AirflowDeployment =
    AirflowDeployment.builder()
        .releaseName(tenant)
        .namespace("airflow-$tenant")
        .chartVersion("1.22.0")
        .airflowVersion("3.2.2")
        .executor(Executor.KUBERNETES)
        .database(
            ExternalDatabase.builder()
                .provider(DatabaseProvider.AWS_RDS)
                .host("$tenant.c1example.eu-west-1.rds.amazonaws.com")
                .maxConnections(450)
                .build()
        )
        .remoteLogging(
            RemoteLogging.to(LogStore.s3("acme-airflow-logs", tenant))
                .identity(CloudIdentity.irsa("arn:aws:iam::111122223333:role/airflow-$tenant"))
                .build()
        )
        .build()

/** Where logs are. A store that a later version of the library adds does not compile until it is here. */
fun logFolder(store: LogStore): String =
    store.match(
        { s3 -> "s3://${s3.bucket()}" },
        { gcs -> "gs://${gcs.bucket()}" },
        { azure -> "wasb://${azure.container()}@${azure.account()}" },
        { cloudWatch -> "cloudwatch" },
    )

fun main(arguments: Array<String>) {
    val airflow = deployment(arguments[0])
    val report = airflow.validate()
    println(report)
    if (!report.isDeployable) exitProcess(1)
    DeploymentPackage.of(airflow).writeTo(Path.of(arguments[1]))
}
