package io.airworthy.testkit;

import io.airworthy.AirflowDeployment;
import io.airworthy.AirflowDeploymentBuilder;
import io.airworthy.AirflowImage;
import io.airworthy.AuthManager;
import io.airworthy.Concurrency;
import io.airworthy.Delivery;
import io.airworthy.Executor;
import io.airworthy.PullPolicy;
import io.airworthy.WebConfiguration;
import io.airworthy.celery.CeleryBroker;
import io.airworthy.dags.DagBundle;
import io.airworthy.dags.GitAccess;
import io.airworthy.dags.GitRef;
import io.airworthy.dags.GitSync;
import io.airworthy.dags.KnownHosts;
import io.airworthy.dags.Submodules;
import io.airworthy.database.BackupPolicy;
import io.airworthy.database.DatabaseCleanup;
import io.airworthy.database.DatabaseProvider;
import io.airworthy.database.ExternalDatabase;
import io.airworthy.database.PgBouncerPool;
import io.airworthy.database.ServerPooling;
import io.airworthy.database.TlsMode;
import io.airworthy.logging.CloudIdentity;
import io.airworthy.logging.LogSearch;
import io.airworthy.logging.LogStore;
import io.airworthy.logging.RemoteLogging;
import io.airworthy.material.ExternalSecrets;
import io.airworthy.material.Purpose;
import io.airworthy.metrics.Metrics;
import io.airworthy.pods.ComponentSettings;
import io.airworthy.pods.DisruptionBudget;
import io.airworthy.pods.HaSettings;
import io.airworthy.pods.LogGroomer;
import io.airworthy.pods.Persistence;
import io.airworthy.pods.Pods;
import io.airworthy.pods.Probe;
import io.airworthy.pods.Resources;
import io.airworthy.pods.SecurityContexts;
import io.airworthy.pods.ServiceAccount;
import io.airworthy.pods.SharedVolume;
import io.airworthy.pods.Variable;
import io.airworthy.pods.Volume;
import io.airworthy.store.SecretStore;
import io.airworthy.store.SecretsBackend;
import io.airworthy.store.StoreType;
import java.time.Duration;
import java.time.Period;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Deployments as six teams run them, each put together from many real ones. None needs extra values or a waiver. */
public final class Teams {

    private static final String OAUTH = """
            import os

            from flask_appbuilder.security.manager import AUTH_OAUTH

            AUTH_TYPE = AUTH_OAUTH
            AUTH_USER_REGISTRATION = True
            AUTH_USER_REGISTRATION_ROLE = "Viewer"
            OAUTH_PROVIDERS = [
                {
                    "name": "github",
                    "icon": "fa-github",
                    "token_key": "access_token",
                    "remote_app": {
                        "client_id": os.environ["OAUTH_CLIENT_ID"],
                        "client_secret": os.environ["OAUTH_CLIENT_SECRET"],
                        "api_base_url": "https://api.github.com",
                        "access_token_url": "https://github.com/login/oauth/access_token",
                        "authorize_url": "https://github.com/login/oauth/authorize",
                    },
                }
            ]
            """;

    private static final ComponentSettings ONE = ComponentSettings.builder()
            .replicas(1)
            .disruptionBudget(DisruptionBudget.none())
            .resources(Resources.requests("250m", "1Gi"))
            .build();

    private Teams() {}

    /** All of them, by name. */
    public static Map<String, AirflowDeployment> all() {
        Map<String, AirflowDeployment> all = new LinkedHashMap<>();
        all.put("government", government());
        all.put("one-person", onePerson());
        all.put("eks", eks());
        all.put("research", research());
        all.put("data-platform", dataPlatform());
        all.put("azure", azure());
        return all;
    }

    /** OpenShift gives the uids; the database and its Secrets are other people's. */
    public static AirflowDeployment government() {
        SharedVolume generated = SharedVolume.existing("generated-dags");
        return AirflowDeployment.builder()
                .releaseName("airflow")
                .namespace("data-prod")
                .chartVersion("1.22.0")
                .airflowVersion("3.1.8")
                .executor(Executor.KUBERNETES)
                .image(AirflowImage.builder()
                        .repository("registry.example.gov/data/airflow")
                        .tag("git-4f2a9c1")
                        .pullPolicy(PullPolicy.ALWAYS)
                        .pullSecret("registry")
                        .build())
                .database(ExternalDatabase.builder()
                        .provider(DatabaseProvider.SELF_HOSTED)
                        .host("airflow-pgbouncer.data-prod.svc")
                        .tls(TlsMode.REQUIRE)
                        .pooling(ServerPooling.OTHER)
                        .maxConnections(200)
                        .backup(BackupPolicy.automated(Duration.ofDays(30)))
                        .build())
                .suppliedSecret(Purpose.DATABASE, "airflow-db-connection")
                .dagVolume(generated)
                .remoteLogging(RemoteLogging.to(LogStore.gcs("gov-airflow-logs", "prod"))
                        .identity(CloudIdentity.keyFile("/var/secrets/google/key.json"))
                        .retention(Period.ofDays(365))
                        .build())
                .authManager(AuthManager.FAB)
                .webConfiguration(WebConfiguration.text(OAUTH))
                .externalUrl("https://airflow.apps.example.gov")
                .pods(Pods.builder()
                        .securityContexts(SecurityContexts.openShift())
                        .volume(Volume.secret("gcs-writer").at("/var/secrets/google"))
                        .variable(Variable.fromSecret("OAUTH_CLIENT_ID", "github-oauth", "client-id"))
                        .variable(Variable.fromSecret("OAUTH_CLIENT_SECRET", "github-oauth", "client-secret"))
                        .variable(Variable.fromSecret("REGISTRY_DB_HOST", "registry-pguser-reader", "pgbouncer-host"))
                        .variable(Variable.fromSecret("REGISTRY_DB_PASSWORD", "registry-pguser-reader", "password"))
                        .variable(Variable.fromSecret("REGISTRY_DB_URI", "registry-pguser-reader", "uri"))
                        .build())
                .ha(HaSettings.builder().deferrableTasks(false).build())
                .metrics(Metrics.none())
                .build();
    }

    /** k3s, slow disks, an S3 server on the same network; every Secret is there already. */
    public static AirflowDeployment onePerson() {
        Pods patient = Pods.builder()
                .startupProbe(Probe.builder()
                        .failureThreshold(30)
                        .period(Duration.ofSeconds(20))
                        .build())
                .livenessProbe(Probe.builder()
                        .timeout(Duration.ofSeconds(60))
                        .period(Duration.ofMinutes(2))
                        .build())
                .build();
        Pods alive = Pods.builder()
                .livenessProbe(patient.livenessProbe().orElseThrow())
                .build();
        ComponentSettings one = ONE.toBuilder().pods(patient).build();
        ComponentSettings other = ONE.toBuilder().pods(alive).build();
        AirflowDeployment deployment = AirflowDeployment.builder()
                .namespace("airflow")
                .chartVersion("1.22.0")
                .airflowVersion("3.2.2")
                .executor(Executor.KUBERNETES)
                .delivery(Delivery.ARGO_CD)
                .database(ExternalDatabase.builder()
                        .provider(DatabaseProvider.SELF_HOSTED)
                        .host("postgres.databases.svc.cluster.local")
                        .tls(TlsMode.REQUIRE)
                        .maxConnections(100)
                        .backup(BackupPolicy.automated(Duration.ofDays(7)))
                        .build())
                .gitSync(GitSync.builder()
                        .repository("git@github.com:someone/dags.git")
                        .ref(GitRef.branch("main"))
                        .access(GitAccess.deployKey(KnownHosts.github()))
                        .build())
                .remoteLogging(RemoteLogging.to(LogStore.s3("airflow-logs", ""))
                        .identity(CloudIdentity.existingConnection("minio-connection", "connection"))
                        .connectionId("minio")
                        .build())
                .pods(Pods.builder()
                        .securityContexts(SecurityContexts.restricted())
                        .volume(Volume.configMap("home-ca").at("/etc/home-ca"))
                        .build())
                .ha(HaSettings.builder()
                        .scheduler(one)
                        .web(one)
                        .dagProcessor(other)
                        .triggerer(other)
                        .build())
                .metrics(Metrics.statsd())
                .build();
        AirflowDeploymentBuilder named = deployment.toBuilder();
        deployment
                .release()
                .secrets()
                .required()
                .forEach(secret -> named.suppliedSecret(
                        secret.purpose(), "home-" + secret.purpose().suffix()));
        return named.build();
    }

    /** EKS: service accounts are bound by name, connections are a file, DAGs are two bundles. */
    public static AirflowDeployment eks() {
        Pods web = Pods.builder().nodeSelector("karpenter.sh/nodepool", "core").build();
        Pods core = web.toBuilder().logGroomer(LogGroomer.off()).build();
        return AirflowDeployment.builder()
                .releaseName("dataplatform")
                .namespace("airflow-prod")
                .chartVersion("1.22.0")
                .airflowVersion("3.2.2")
                .executor(Executor.KUBERNETES)
                .image(AirflowImage.builder()
                        .repository("111122223333.dkr.ecr.eu-west-1.amazonaws.com/airflow")
                        .tag("2026-11-24")
                        .build())
                .database(ExternalDatabase.builder()
                        .provider(DatabaseProvider.AWS_RDS)
                        .host("airflow.c1abcdefgh.eu-west-1.rds.amazonaws.com")
                        .maxConnections(450)
                        .backup(BackupPolicy.automated(Duration.ofDays(14)))
                        .build())
                .pgBouncer(PgBouncerPool.ofDefaults())
                .suppliedSecret(Purpose.POOL, "pgbouncer-config")
                .suppliedSecret(Purpose.POOL_STATS, "pgbouncer-stats")
                .dagBundle(DagBundle.git("etl", GitRef.branch("main"), "git_etl"))
                .dagBundle(DagBundle.git(
                        "reports", GitRef.commit("4f2a9c1e0b7d6a5c4f3e2d1c0b9a8f7e6d5c4b3a"), "git_reports"))
                .secretsBackend(SecretsBackend.connectionsFile("/opt/airflow/connections/connections.yaml"))
                .remoteLogging(RemoteLogging.to(LogStore.s3("acme-airflow-logs", "prod"))
                        .identity(CloudIdentity.eksPodIdentity("arn:aws:iam::111122223333:role/airflow"))
                        .retention(Period.ofDays(90))
                        .build())
                .externalUrl("https://airflow.acme.example.com")
                .pods(Pods.builder()
                        .volume(Volume.secret("airflow-connections").at("/opt/airflow/connections"))
                        .build())
                .ha(HaSettings.builder()
                        .scheduler(component("scheduler", core))
                        .web(component("api-server", web))
                        .dagProcessor(component("dag-processor", core))
                        .triggerer(component("triggerer", core))
                        .workers(component("worker", core))
                        .taskPods(Pods.builder()
                                .nodeSelector("karpenter.sh/nodepool", "tasks")
                                .build())
                        .build())
                .metrics(Metrics.statsd())
                .build();
    }

    /** GKE: one scheduler that runs the tasks, on a node pool of its own. */
    public static AirflowDeployment research() {
        Pods pool = Pods.builder()
                .nodeSelector("cloud.google.com/gke-nodepool", "airflow")
                .build();
        Pods scheduler = pool.toBuilder()
                .addAllVariables(variables("lab-credentials", "openbis-url", "openbis-user", "openbis-token"))
                .addAllVariables(variables("cluster-credentials", "slurm-host", "slurm-user", "slurm-key"))
                .build();
        return AirflowDeployment.builder()
                .chartVersion("1.20.0")
                .airflowVersion("2.11.0")
                .executor(Executor.LOCAL)
                .database(ExternalDatabase.builder()
                        .provider(DatabaseProvider.GOOGLE_CLOUD_SQL)
                        .host("10.20.0.3")
                        .maxConnections(25)
                        .backup(BackupPolicy.automated(Duration.ofDays(7)))
                        .build())
                .concurrency(Concurrency.builder()
                        .parallelism(4)
                        .webserverWorkers(2)
                        .parsingProcesses(1)
                        .build())
                .gitSync(GitSync.builder()
                        .repository("https://github.com/lab/pipelines.git")
                        .ref(GitRef.branch("main"))
                        .access(GitAccess.anonymous())
                        .build())
                .remoteLogging(RemoteLogging.to(LogStore.gcs("lab-airflow-logs", ""))
                        .identity(CloudIdentity.gkeWorkloadIdentity("airflow@lab-project.iam.gserviceaccount.com"))
                        .build())
                .externalUrl("https://airflow.lab.example.org")
                .ha(HaSettings.builder()
                        .standaloneDagProcessor(false)
                        .deferrableTasks(false)
                        .scheduler(ONE.toBuilder().pods(scheduler).build())
                        .web(ONE.toBuilder().pods(pool).build())
                        .build())
                .metrics(Metrics.statsd())
                .build();
    }

    /** Celery with three groups of workers, logs on volumes, DAGs on one that CI writes, a nightly clean-up. */
    public static AirflowDeployment dataPlatform() {
        return SampleDeployments.dataPlatform("1.22.0", "3.2.2").toBuilder()
                .gitSync(Optional.empty())
                .dagVolume(SharedVolume.existing("dags-from-ci"))
                .databaseCleanup(DatabaseCleanup.of("0 3 * * *", 30))
                .ha(ha -> ha.workerPersistence(Persistence.of("20Gi", "gp3")))
                .build();
    }

    /** Azure: RabbitMQ, a proxy with a CA of its own, Key Vault, Entra ID. */
    public static AirflowDeployment azure() {
        String ca = "/etc/corporate-ca/ca.crt";
        return AirflowDeployment.builder()
                .releaseName("airflow")
                .namespace("data-airflow")
                .chartVersion("1.22.0")
                .airflowVersion("3.3.2")
                .executors(List.of(Executor.CELERY, Executor.KUBERNETES))
                .broker(CeleryBroker.rabbitMq("rabbitmq.messaging.svc", "airflow"))
                .image(AirflowImage.builder()
                        .repository("acme.azurecr.io/data/airflow")
                        .tag("3.3.2-acme.7")
                        .pullSecret("acr")
                        .build())
                .database(ExternalDatabase.builder()
                        .provider(DatabaseProvider.AZURE_FLEXIBLE_SERVER)
                        .host("acme-airflow.postgres.database.azure.com")
                        .port(6432)
                        .maxConnections(800)
                        .backup(BackupPolicy.automated(Duration.ofDays(14)))
                        .build())
                .secretDelivery(ExternalSecrets.builder()
                        .store(SecretStore.existingClusterStore("keyvault", StoreType.AZURE_KEY_VAULT))
                        .build())
                .secretName(Purpose.FERNET, "acme-airflow-fernet")
                .secretName(Purpose.API_KEY, "acme-airflow-api")
                .secretName(Purpose.JWT, "acme-airflow-jwt")
                .secretName(Purpose.DATABASE, "acme-airflow-metadata")
                .secretName(Purpose.BROKER, "acme-airflow-broker")
                .gitSync(GitSync.builder()
                        .repository("https://dev.azure.com/acme/data/_git/dags")
                        .ref(GitRef.branch("main"))
                        .submodules(Submodules.RECURSIVE)
                        .access(GitAccess.httpsCredentials("airflow"))
                        .build())
                .remoteLogging(RemoteLogging.to(LogStore.azureBlob("acmeairflowlogs", "task-logs", "prod"))
                        .identity(CloudIdentity.azureWorkloadIdentity(
                                "11111111-2222-3333-4444-555555555555", "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee"))
                        .retention(Period.ofDays(180))
                        .build())
                .logSearch(LogSearch.elasticsearch("elasticsearch-connection"))
                .authManager(AuthManager.FAB)
                .webConfiguration(WebConfiguration.configMap("entra-id"))
                .externalUrl("https://airflow.acme.example.com")
                .environment("HTTP_PROXY", "http://proxy.acme.example.com:3128")
                .environment("HTTPS_PROXY", "http://proxy.acme.example.com:3128")
                .environment("NO_PROXY", "10.0.0.0/8,127.0.0.1,localhost,.svc,.cluster.local,airflow-api-server")
                .environment("REQUESTS_CA_BUNDLE", ca)
                .environment("SSL_CERT_FILE", ca)
                .pods(Pods.builder()
                        .volume(Volume.configMap("corporate-ca").at("/etc/corporate-ca"))
                        .build())
                .metrics(Metrics.openTelemetry("otel-collector.monitoring", 4318))
                .build();
    }

    private static ComponentSettings component(String account, Pods pods) {
        return ComponentSettings.builder()
                .resources(Resources.requests("500m", "2Gi"))
                .serviceAccount(ServiceAccount.existing("airflow-" + account))
                .pods(pods)
                .build();
    }

    /** Each key as a variable of the same name. */
    private static List<Variable> variables(String secret, String... keys) {
        return Stream.of(keys)
                .<Variable>map(
                        key -> Variable.fromSecret(key.toUpperCase(Locale.ROOT).replace('-', '_'), secret, key))
                .toList();
    }
}
