package io.airworthy.render.document;

import io.airworthy.AdminUser;
import io.airworthy.AirflowDeployment;
import io.airworthy.Delivery;
import io.airworthy.Executor;
import io.airworthy.NetworkPolicies;
import io.airworthy.WebIngress;
import io.airworthy.celery.CeleryBroker;
import io.airworthy.dags.GitAccess;
import io.airworthy.dags.GitRef;
import io.airworthy.dags.GitSync;
import io.airworthy.dags.KnownHosts;
import io.airworthy.database.BackupPolicy;
import io.airworthy.database.DatabaseProvider;
import io.airworthy.database.ExternalDatabase;
import io.airworthy.database.PgBouncerPool;
import io.airworthy.database.PoolAuthentication;
import io.airworthy.database.TlsMode;
import io.airworthy.logging.CloudIdentity;
import io.airworthy.logging.LogStore;
import io.airworthy.logging.RemoteLogging;
import io.airworthy.material.ExternalSecrets;
import io.airworthy.material.SecretDelivery;
import io.airworthy.metrics.Metrics;
import io.airworthy.pods.HaSettings;
import io.airworthy.pods.WorkerScaling;
import io.airworthy.store.SecretStore;
import io.airworthy.store.StoreType;
import io.airworthy.validation.RuleSet;
import java.time.Duration;
import java.time.Period;
import java.util.LinkedHashMap;
import java.util.Map;

/** Deployments that differ in everything that the documents depend on. */
public final class Deployments {

    private Deployments() {}

    /** What the production exercise describes. */
    static AirflowDeployment exercise() {
        return AirflowDeployment.builder()
                .chartVersion("1.22.0")
                .airflowVersion("3.2.2")
                .executor(Executor.CELERY)
                .database(rds())
                .pgBouncer(PgBouncerPool.ofDefaults())
                .broker(CeleryBroker.chartRedis())
                .gitSync(deployKey())
                .remoteLogging(RemoteLogging.to(LogStore.s3("my-airflow-logs-bucket", "logs"))
                        .retention(Period.ofDays(90))
                        .as(CloudIdentity.irsa("arn:aws:iam::111122223333:role/airflow-logs")))
                .metrics(Metrics.statsd())
                .build();
    }

    /** All of them, by what they are. */
    static Map<String, AirflowDeployment> all() {
        Map<String, AirflowDeployment> all = new LinkedHashMap<>();
        all.put("the exercise", exercise());
        all.put("Airflow 2 with task pods, and nothing else", bare());
        all.put("local tasks, tag, token, CloudWatch, Argo CD", local());
        all.put("KEDA, external Redis, Google, Flux", google());
        all.put("Azure, session pool with TLS, Terraform", azure());
        all.put("the exercise, Secrets from Vault", external(exercise()));
        all.put("the exercise, Secrets from a store that is read once", readOnce(exercise()));
        all.put("Azure, sealed Secrets", sealed(azure()));
        return all;
    }

    /** The runbook, not judged: some deployments here have errors on purpose. */
    static String runbook(AirflowDeployment deployment) {
        return new Runbook(deployment, RuleSet.standard()).asText();
    }

    /** The guide to an installation, not judged either. */
    static String installGuide(AirflowDeployment deployment) {
        return new InstallGuide(deployment, RuleSet.standard()).asText();
    }

    /** The script that verifies, not judged either. */
    static String verifyScript(AirflowDeployment deployment) {
        return new VerifyScript(deployment, RuleSet.standard()).asText();
    }

    /** Whatever has commands. */
    static String documents(AirflowDeployment deployment) {
        return installGuide(deployment) + "\n" + runbook(deployment);
    }

    static AirflowDeployment external(AirflowDeployment deployment) {
        return deployment.toBuilder()
                .secretDelivery(ExternalSecrets.from(SecretStore.existingClusterStore("platform", StoreType.VAULT)))
                .build();
    }

    static AirflowDeployment readOnce(AirflowDeployment deployment) {
        return deployment.toBuilder()
                .secretDelivery(ExternalSecrets.builder()
                        .store(SecretStore.existingClusterStore("platform", StoreType.GOOGLE_SECRET_MANAGER))
                        .refreshInterval(Duration.ZERO)
                        .reloader(true)
                        .build())
                .build();
    }

    static AirflowDeployment sealed(AirflowDeployment deployment) {
        return deployment.toBuilder().secretDelivery(SecretDelivery.sealed()).build();
    }

    public static AirflowDeployment bare() {
        return AirflowDeployment.builder()
                .releaseName("prod")
                .namespace("data")
                .chartVersion("1.15.0")
                .airflowVersion("2.9.3")
                .executor(Executor.KUBERNETES)
                .database(ExternalDatabase.builder()
                        .provider(DatabaseProvider.SELF_HOSTED)
                        .host("10.0.0.5")
                        .tls(TlsMode.REQUIRE)
                        .build())
                .build();
    }

    public static AirflowDeployment local() {
        return AirflowDeployment.builder()
                .chartVersion("1.18.0")
                .airflowVersion("3.0.2")
                .executor(Executor.LOCAL)
                .database(rds())
                .gitSync(GitSync.builder()
                        .repository("https://git.example.com/data/dags.git")
                        .ref(GitRef.tag("v1.4.0"))
                        .access(GitAccess.httpsCredentials("deploy"))
                        .maxFailures(3)
                        .build())
                .remoteLogging(
                        RemoteLogging.to(LogStore.cloudWatch("arn:aws:logs:eu-west-1:111122223333:log-group:airflow"))
                                .as(CloudIdentity.eksPodIdentity("arn:aws:iam::111122223333:role/airflow-logs")))
                .metrics(Metrics.openTelemetry("otel-collector.monitoring", 4318))
                .delivery(Delivery.ARGO_CD)
                .build();
    }

    public static AirflowDeployment google() {
        return AirflowDeployment.builder()
                .releaseName("airflow-eu")
                .namespace("airflow-eu")
                .chartVersion("1.20.0")
                .airflowVersion("3.1.8")
                .executor(Executor.CELERY)
                .executor(Executor.KUBERNETES)
                .database(ExternalDatabase.builder()
                        .provider(DatabaseProvider.GOOGLE_CLOUD_SQL)
                        .host("10.20.30.40")
                        .maxConnections(1000)
                        .build())
                .pgBouncer(PgBouncerPool.ofDefaults())
                .broker(CeleryBroker.externalRedis("10.20.30.41"))
                .gitSync(GitSync.builder()
                        .repository("https://github.com/example/public-dags.git")
                        .access(GitAccess.anonymous())
                        .build())
                .remoteLogging(RemoteLogging.to(LogStore.gcs("logs-bucket", ""))
                        .as(CloudIdentity.gkeWorkloadIdentity("airflow-logs@acme.iam.gserviceaccount.com")))
                .ha(HaSettings.builder()
                        .workerScaling(WorkerScaling.keda(1, 10))
                        .build())
                .metrics(Metrics.statsd("statsd.monitoring", 8125))
                .networkPolicies(NetworkPolicies.admitting("ingress-nginx", "monitoring"))
                .delivery(Delivery.FLUX)
                .build();
    }

    public static AirflowDeployment azure() {
        return AirflowDeployment.builder()
                .chartVersion("1.22.0")
                .airflowVersion("2.11.0")
                .executor(Executor.CELERY)
                .database(ExternalDatabase.builder()
                        .provider(DatabaseProvider.AZURE_FLEXIBLE_SERVER)
                        .host("airflow.postgres.database.azure.com")
                        .build())
                .pgBouncer(PgBouncerPool.builder()
                        .authentication(PoolAuthentication.SCRAM_VERIFIER)
                        .clientTls(TlsMode.VERIFY_FULL)
                        .build())
                .broker(CeleryBroker.chartRedis())
                .gitSync(GitSync.builder()
                        .repository("git@github.com:your-org/airflow-dags.git")
                        .ref(GitRef.commit("0123456789abcdef0123456789abcdef01234567"))
                        .access(GitAccess.deployKey(KnownHosts.none()))
                        .build())
                .remoteLogging(RemoteLogging.to(LogStore.azureBlob("acmelogs", "airflow-logs", "prod"))
                        .as(CloudIdentity.azureWorkloadIdentity(
                                "11111111-2222-3333-4444-555555555555", "66666666-7777-8888-9999-000000000000")))
                .adminUser(AdminUser.builder()
                        .username("ada")
                        .email("ada@example.com")
                        .firstName("Ada")
                        .lastName("Lovelace")
                        .build())
                .ingress(WebIngress.builder()
                        .host("airflow.example.com")
                        .path("/flow")
                        .tlsSecret("airflow-tls")
                        .build())
                .delivery(Delivery.TERRAFORM)
                .build();
    }

    private static ExternalDatabase rds() {
        return ExternalDatabase.builder()
                .provider(DatabaseProvider.AWS_RDS)
                .host("airflow.c1.eu-west-1.rds.amazonaws.com")
                .maxConnections(450)
                .backup(BackupPolicy.automated(Duration.ofDays(14)))
                .build();
    }

    private static GitSync deployKey() {
        return GitSync.builder()
                .repository("git@github.com:your-org/airflow-dags.git")
                .ref(GitRef.branch("main"))
                .subPath("dags")
                .access(GitAccess.deployKey(KnownHosts.github()))
                .build();
    }
}
