package io.airworthy.testkit;

import io.airworthy.AdminUser;
import io.airworthy.AirflowDeployment;
import io.airworthy.AirflowDeploymentBuilder;
import io.airworthy.AirflowImage;
import io.airworthy.AirflowImageBuilder;
import io.airworthy.Concurrency;
import io.airworthy.ConcurrencyBuilder;
import io.airworthy.Executor;
import io.airworthy.NetworkPolicies;
import io.airworthy.WebIngress;
import io.airworthy.WebIngressBuilder;
import io.airworthy.WebService;
import io.airworthy.celery.CeleryBroker;
import io.airworthy.celery.ExternalRedis;
import io.airworthy.celery.ExternalRedisBuilder;
import io.airworthy.connection.ConnectionBudget;
import io.airworthy.dags.GitAccess;
import io.airworthy.dags.GitSyncBuilder;
import io.airworthy.database.DatabaseProvider;
import io.airworthy.database.ExternalDatabaseBuilder;
import io.airworthy.database.PgBouncerPool;
import io.airworthy.database.PgBouncerPoolBuilder;
import io.airworthy.logging.CloudIdentity;
import io.airworthy.logging.LogStore;
import io.airworthy.logging.RemoteLogging;
import io.airworthy.logging.RemoteLoggingBuilder;
import io.airworthy.material.SecretSource;
import io.airworthy.metrics.Metrics;
import io.airworthy.pods.ComponentSettings;
import io.airworthy.pods.ComponentSettingsBuilder;
import io.airworthy.pods.DisruptionBudget;
import io.airworthy.pods.HaSettings;
import io.airworthy.pods.HaSettingsBuilder;
import io.airworthy.pods.Resources;
import io.airworthy.pods.Toleration;
import io.airworthy.pods.WorkerGroup;
import io.airworthy.pods.WorkerScaling;
import io.airworthy.validation.Rule;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A few deployments that nothing is wrong with, spelled out, and changes to them. For tests that need one in particular. */
public final class SampleDeployments {

    private SampleDeployments() {}

    /** The exercise's deployment, as it has to be written for chart 1.22.0 and Airflow 3.2.2. */
    public static AirflowDeployment exercise() {
        return Rule.soundDeployment();
    }

    /** The same on Airflow 2, which has a webserver and whose tasks use the database. */
    public static AirflowDeployment airflow2() {
        return but(deployment -> deployment.airflowVersion("2.11.0"));
    }

    /** A pod for each task, on Google Cloud. */
    public static AirflowDeployment kubernetesOnGoogle() {
        return exercise().toBuilder()
                .executors(List.of(Executor.KUBERNETES))
                .broker(Optional.empty())
                .database(exercise().database().toBuilder()
                        .provider(DatabaseProvider.GOOGLE_CLOUD_SQL)
                        .host("10.20.0.3")
                        .tls(DatabaseProvider.GOOGLE_CLOUD_SQL.recommendedTls())
                        .build())
                .remoteLogging(logs(
                        LogStore.gcs("my-airflow-logs-bucket", ""),
                        CloudIdentity.gkeWorkloadIdentity("airflow-logs@my-project.iam.gserviceaccount.com")))
                .metrics(Metrics.openTelemetry("otel-collector.monitoring", 4318))
                .build();
    }

    /** Celery on Azure with a Redis elsewhere, an ingress, network policies and an administrator. */
    public static AirflowDeployment azure() {
        return exercise().toBuilder()
                .broker(CeleryBroker.externalRedis("airflow.redis.cache.windows.net"))
                .database(exercise().database().toBuilder()
                        .provider(DatabaseProvider.AZURE_FLEXIBLE_SERVER)
                        .host("airflow.postgres.database.azure.com")
                        .reservedConnections(15)
                        .build())
                .gitSync(exercise().gitSync().orElseThrow().toBuilder()
                        .repository("https://dev.azure.com/your-org/airflow/_git/dags")
                        .access(GitAccess.httpsCredentials("airflow"))
                        .build())
                .remoteLogging(logs(
                        LogStore.azureBlob("airflowlogs", "task-logs", "production"),
                        CloudIdentity.azureWorkloadIdentity(
                                "11111111-2222-3333-4444-555555555555", "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee")))
                .ingress(WebIngress.builder()
                        .host("airflow.example.com")
                        .tlsSecret("airflow-example-com-tls")
                        .annotation("cert-manager.io/cluster-issuer", "letsencrypt")
                        .build())
                .networkPolicies(NetworkPolicies.admitting("ingress-nginx", "monitoring"))
                .adminUser(AdminUser.builder()
                        .username("admin")
                        .email("admin@example.com")
                        .firstName("Ada")
                        .lastName("Lovelace")
                        .build())
                .build();
    }

    /** Remote logging with a retention. */
    public static RemoteLogging logs(LogStore store, CloudIdentity identity) {
        return RemoteLogging.to(store)
                .identity(identity)
                .retention(Period.ofDays(90))
                .build();
    }

    /** The exercise's deployment, changed. */
    public static AirflowDeployment but(UnaryOperator<AirflowDeploymentBuilder> change) {
        return change.apply(exercise().toBuilder()).build();
    }

    /** The exercise's deployment with another database. */
    public static AirflowDeployment database(UnaryOperator<ExternalDatabaseBuilder> change) {
        return but(deployment -> deployment.database(
                change.apply(exercise().database().toBuilder()).build()));
    }

    /** The exercise's deployment with another pool. */
    public static AirflowDeployment pool(UnaryOperator<PgBouncerPoolBuilder> change) {
        return but(deployment ->
                deployment.pgBouncer(change.apply(PgBouncerPool.builder()).build()));
    }

    /** The exercise's deployment with another git-sync. */
    public static AirflowDeployment git(UnaryOperator<GitSyncBuilder> change) {
        return but(deployment -> deployment.gitSync(
                change.apply(exercise().gitSync().orElseThrow().toBuilder()).build()));
    }

    /** The exercise's deployment with other settings for its components. */
    public static AirflowDeployment ha(UnaryOperator<HaSettingsBuilder> change) {
        return but(
                deployment -> deployment.ha(change.apply(HaSettings.builder()).build()));
    }

    /** The exercise's deployment with another scheduler. */
    public static AirflowDeployment scheduler(UnaryOperator<ComponentSettingsBuilder> change) {
        ComponentSettings usual = HaSettings.production().scheduler();
        return ha(ha -> ha.scheduler(change.apply(usual.toBuilder()).build()));
    }

    /** The exercise's deployment with other numbers. */
    public static AirflowDeployment concurrency(UnaryOperator<ConcurrencyBuilder> change) {
        return but(deployment ->
                deployment.concurrency(change.apply(Concurrency.builder()).build()));
    }

    /** The exercise's deployment with another image. */
    public static AirflowDeployment image(UnaryOperator<AirflowImageBuilder> change) {
        return but(deployment ->
                deployment.image(change.apply(AirflowImage.builder()).build()));
    }

    /** The exercise's deployment with other logging. */
    public static AirflowDeployment logging(UnaryOperator<RemoteLoggingBuilder> change) {
        return but(deployment ->
                deployment.remoteLogging(change.apply(exercise().remoteLogging().orElseThrow().toBuilder())
                        .build()));
    }

    /** The deployment on Azure, which has an ingress, with another one. */
    public static AirflowDeployment ingress(UnaryOperator<WebIngressBuilder> change) {
        return azure().toBuilder()
                .ingress(change.apply(azure().ingress().orElseThrow().toBuilder())
                        .build())
                .build();
    }

    /** The deployment on Azure, which has network policies, with others. */
    public static AirflowDeployment policies(Optional<String> ingressNamespace, Optional<String> monitoringNamespace) {
        return azure().toBuilder()
                .networkPolicies(NetworkPolicies.builder()
                        .ingressNamespace(ingressNamespace)
                        .monitoringNamespace(monitoringNamespace)
                        .build())
                .build();
    }

    /** The exercise's deployment on the first chart for Airflow 3, with a budget for the components it cannot budget. */
    public static AirflowDeployment onChart118(DisruptionBudget budget) {
        HaSettings usual = HaSettings.production();
        return but(deployment -> deployment
                .chartVersion("1.18.0")
                .airflowVersion("3.0.2")
                .ha(usual.toBuilder()
                        .dagProcessor(usual.dagProcessor().toBuilder()
                                .disruptionBudget(budget)
                                .build())
                        .triggerer(usual.triggerer().toBuilder()
                                .disruptionBudget(DisruptionBudget.none())
                                .build())
                        .workers(usual.workers().toBuilder()
                                .disruptionBudget(DisruptionBudget.none())
                                .build())
                        .build()));
    }

    /** The exercise's deployment on an older pair of chart and Airflow, without what such a chart cannot render. */
    public static AirflowDeployment onOlderChart(
            String chart, String airflow, UnaryOperator<AirflowDeploymentBuilder> change) {
        return change.apply(onChart118(DisruptionBudget.none()).toBuilder()
                        .chartVersion(chart)
                        .airflowVersion(airflow))
                .build();
    }

    /** The exercise's deployment with a Redis elsewhere. */
    public static AirflowDeployment redis(String host, int port, boolean tls) {
        return redis(it -> it.host(host).port(port).tls(tls).passwordFrom(SecretSource.environment("BROKER_PASSWORD")));
    }

    /** The exercise's deployment with a Redis elsewhere, {@code redis.example.com} without a password. */
    public static AirflowDeployment redis(UnaryOperator<ExternalRedisBuilder> change) {
        return but(deployment -> deployment.broker(
                change.apply(ExternalRedis.builder().host("redis.example.com")).build()));
    }

    /** A data platform on Amazon: workers for queues of their own, scaled by KEDA, behind an internal load balancer. */
    public static AirflowDeployment dataPlatform(String chart, String airflow) {
        WorkerGroup gpu = WorkerGroup.of("gpu", "training", "inference").toBuilder()
                .settings(workers -> workers.pods(pods -> pods.nodeSelector("accelerator", "nvidia")
                        .toleration(Toleration.of("nvidia.com/gpu", "present", "NoSchedule"))))
                .scaling(WorkerScaling.keda(0, 2))
                .build();
        WorkerGroup large = WorkerGroup.of("high-mem", "spark").toBuilder()
                .settings(workers -> workers.resources(
                                Resources.requests("1", "16Gi").limits("4", "32Gi"))
                        .pods(pods -> pods.nodeSelector("pool", "high-mem")
                                .toleration(Toleration.of("dedicated", "high-mem", "NoSchedule"))))
                .build();
        WorkerGroup small = WorkerGroup.of("small", "sensors").toBuilder()
                .settings(workers ->
                        workers.pods(pods -> pods.nodeSelector("pool", "spot").toleration(Toleration.exists("spot"))))
                .scaling(WorkerScaling.keda(1, 2))
                .build();
        AirflowDeploymentBuilder platform = exercise().toBuilder()
                .chartVersion(chart)
                .airflowVersion(airflow)
                .ingress(WebIngress.builder()
                        .host("airflow.example.com")
                        .path("/airflow")
                        .ingressClass("alb")
                        .build())
                .externalUrl("https://airflow.example.com/airflow")
                .webService(WebService.loadBalancer()
                        .annotation("service.beta.kubernetes.io/aws-load-balancer-internal", "true")
                        .build())
                .concurrency(concurrency -> concurrency.parallelism(256))
                .ha(ha -> ha.workerScaling(WorkerScaling.keda(1, 4))
                        .triggererScaling(WorkerScaling.keda(1, 3))
                        .workerGroups(List.of(gpu, large, small)));
        return platform.pgBouncer(
                        ConnectionBudget.of(platform.build()).sizedPool().orElseThrow())
                .build();
    }
}
