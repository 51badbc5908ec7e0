package io.airworthy;

import static org.assertj.core.api.Assertions.assertThat;

import io.airworthy.dags.GitAccess;
import io.airworthy.dags.GitSync;
import io.airworthy.database.DatabaseProvider;
import io.airworthy.database.ExternalDatabase;
import io.airworthy.database.PgBouncerPool;
import io.airworthy.logging.CloudIdentity;
import io.airworthy.logging.LogStore;
import io.airworthy.logging.RemoteLogging;
import io.airworthy.material.ExternalSecrets;
import io.airworthy.metrics.MetricsExporter;
import io.airworthy.pods.HaSettings;
import io.airworthy.store.CredentialRef;
import io.airworthy.store.SecretStore;
import io.airworthy.store.SecretsBackend;
import io.airworthy.store.StoreProvider;
import io.airworthy.store.StoreType;
import io.airworthy.store.VaultAuth;
import org.junit.jupiter.api.Test;

/** What a value is that says no more than it must. A change here changes deployments that nobody touched. */
class DefaultsTest {

    private static final ExternalDatabase DATABASE = ExternalDatabase.builder()
            .provider(DatabaseProvider.AWS_RDS)
            .host("db.example.com")
            .build();

    private static final String NOTHING =
            "Pods{nodeSelector={}, tolerations=[], affinity={}, labels={}, annotations={},"
                    + " volumes=[], variables=[], variablesFrom=[], hostAliases=[], initContainers=[], sidecars=[]}";

    private static final String JOB =
            "JobSettings{resources=Resources{}, command=[], args=[], annotations={}, customVariables=true, kept=false, pods="
                    + NOTHING + "}";

    @Test
    void ofADeployment() {
        AirflowDeployment deployment = AirflowDeployment.builder()
                .chartVersion("1.22.0")
                .airflowVersion("3.2.2")
                .executor(Executor.LOCAL)
                .database(DATABASE)
                .build();

        assertThat(deployment)
                .hasToString(
                        "AirflowDeployment{releaseName=airflow, namespace=airflow, chartVersion=1.22.0,"
                                + " airflowVersion=3.2.2, executors=[LocalExecutor],"
                                + " image=AirflowImage{repository=apache/airflow, pullPolicy=IfNotPresent, airflowHome=/opt/airflow}, images={}, database="
                                + DATABASE + ", dagBundles=[], ha="
                                + HaSettings.production() + ", pods=" + NOTHING
                                + ", rbac=Rbac{create=true, allowPodLaunching=true, allowJobLaunching=false, multiNamespaceMode=false,"
                                + " createSccRoleBinding=false}, migrateDatabase=true, migrationJob=" + JOB
                                + ", createUserJob="
                                + JOB + ", concurrency=" + Concurrency.ofDefaults()
                                + ", metrics=Metrics{exporters=[], prefix=airflow, datadog=false, datadogTags=[],"
                                + " allowList=[], blockList=[]},"
                                + " webService=WebService{type=ClusterIP, ports=[], loadBalancerSourceRanges=[], annotations={}},"
                                + " authManager=FabAuthManager,"
                                + " delivery=HELM,"
                                + " secretDelivery=PlainSecrets[], secretNames={}, suppliedSecrets=[], secretKeys={}, environment={}, airflowConfig={}, extraValues={},"
                                + " extraConfigMaps=[], operations=Operations{dashboards={}, escalation=[], monitoring=Files[]}, waivers=[]}");
    }

    @Test
    void ofADatabase() {
        assertThat(DATABASE)
                .hasToString(
                        "ExternalDatabase{provider=AWS_RDS, host=db.example.com, port=5432, database=airflow,"
                                + " user=airflow, tls=verify-full, reservedConnections=5, pooling=NONE,"
                                + " credentials=Ours[], passwordFrom=environment variable DB_PASSWORD, caFrom=file database-ca.pem}");
    }

    @Test
    void ofAPool() {
        assertThat(PgBouncerPool.ofDefaults())
                .hasToString("PgBouncerPool{maxClientConnections=500, metadataPoolSize=20, resultBackendPoolSize=10,"
                        + " poolMode=transaction, authentication=SCRAM_PASSWORD, clientTls=disable, options={},"
                        + " metadataOptions={}, resultBackendOptions={}, replicas=2,"
                        + " resources=Resources{cpuRequest=100m, memoryRequest=128Mi, cpuLimit=500m,"
                        + " memoryLimit=256Mi}, exporterResources=Resources{}, disruptionBudget=maxUnavailable 1,"
                        + " serviceAnnotations={}, pods="
                        + NOTHING + "}");
    }

    @Test
    void ofConcurrency() {
        assertThat(Concurrency.ofDefaults())
                .hasToString("Concurrency{parallelism=32, workerConcurrency=16, apiServerWorkers=1,"
                        + " webserverWorkers=4, parsingProcesses=2, databasePoolSize=5, databaseMaxOverflow=10}");
    }

    @Test
    void ofAvailability() {
        assertThat(HaSettings.production())
                .hasToString("HaSettings{"
                        + "scheduler=" + component("cpuRequest=500m, memoryRequest=1Gi, cpuLimit=2, memoryLimit=4Gi")
                        + ", web=" + component("cpuRequest=250m, memoryRequest=1Gi, cpuLimit=1, memoryLimit=2Gi")
                        + ", dagProcessor="
                        + component("cpuRequest=250m, memoryRequest=512Mi, cpuLimit=1, memoryLimit=2Gi")
                        + ", standaloneDagProcessor=true, triggerer="
                        + component("cpuRequest=250m, memoryRequest=512Mi, cpuLimit=1, memoryLimit=2Gi")
                        + ", deferrableTasks=true, workers="
                        + component("cpuRequest=500m, memoryRequest=2Gi, cpuLimit=2, memoryLimit=4Gi")
                        + ", workerGroups=[], defaultWorkers=true, workerQueues=[], workerClaims=[], fixWorkerPermissions=false, taskPodResources=Resources{cpuRequest=250m, memoryRequest=512Mi, cpuLimit=1,"
                        + " memoryLimit=2Gi}, taskPods=" + NOTHING + "}");
    }

    @Test
    void ofGitSync() {
        assertThat(GitSync.builder()
                        .repository("https://git.example.com/dags.git")
                        .access(GitAccess.anonymous())
                        .build())
                .hasToString("GitSync{repository=https://git.example.com/dags.git, ref=HEAD, subPath=, period=PT1M,"
                        + " depth=1, submodules=recursive, syncTimeout=PT2M, maxFailures=-1, access=Anonymous[], resources=Resources{cpuRequest=50m,"
                        + " memoryRequest=64Mi, memoryLimit=256Mi}, variables=[], volumes=[]}");
    }

    @Test
    void ofRemoteLogging() {
        CloudIdentity identity = CloudIdentity.irsa("arn:aws:iam::111122223333:role/logs");
        assertThat(RemoteLogging.to(LogStore.s3("bucket", "logs")).as(identity))
                .hasToString("RemoteLogging{store=S3{bucket=bucket, prefix=logs, encryption=BUCKET_DEFAULT},"
                        + " identity=Irsa{roleArn=arn:aws:iam::111122223333:role/logs}, connectionId=aws_default,"
                        + " deleteLocalLogs=true}");
    }

    @Test
    void ofAnIngress() {
        assertThat(WebIngress.builder().host("airflow.example.com").build())
                .hasToString(
                        "WebIngress{host=airflow.example.com, path=/, pathType=Prefix, otherHosts=[], annotations={}}");
    }

    @Test
    void ofExternalSecrets() {
        assertThat(ExternalSecrets.from(SecretStore.existingClusterStore("vault", StoreType.VAULT)))
                .hasToString(
                        "ExternalSecrets{store=Existing{kind=ClusterSecretStore, name=vault, type=HashiCorp Vault},"
                                + " apiVersion=external-secrets.io/v1, refreshInterval=PT1H, reloader=false}");
    }

    @Test
    void ofMetrics() {
        assertThat(MetricsExporter.OpenTelemetry.builder().host("otel").build())
                .hasToString("OpenTelemetry{host=otel, port=4318, tls=false, interval=PT1M}");
        assertThat(MetricsExporter.ExternalStatsd.builder().host("statsd").build())
                .hasToString("ExternalStatsd{host=statsd, port=8125}");
    }

    @Test
    void ofKeysThatComeFromOutside() {
        assertThat(CloudIdentity.keySecret())
                .hasToString("KeySecret{keyIdFrom=environment variable LOG_ACCESS_KEY_ID,"
                        + " keyFrom=environment variable LOG_ACCESS_KEY}");
        assertThat(GitAccess.httpsCredentials("bot"))
                .hasToString("HttpsCredentials{username=bot, tokenFrom=environment variable GIT_TOKEN}");
    }

    @Test
    void ofAStoreThatTheOperatorReads() {
        assertThat(SecretStore.rendered(
                        "vault", StoreProvider.vault("https://vault", VaultAuth.jwt("airflow", "external-secrets"))))
                .hasToString("Rendered{kind=SecretStore, name=vault, provider=Vault{server=https://vault, mount=secret,"
                        + " engine=v2, auth=Jwt{path=jwt, role=airflow,"
                        + " account=ServiceAccountRef{name=external-secrets}}}}");
        assertThat(VaultAuth.kubernetes("airflow", "external-secrets").mountPath())
                .isEqualTo("kubernetes");
        assertThat(VaultAuth.appRole("id", CredentialRef.of("login", "key")).path())
                .isEqualTo("approle");
    }

    @Test
    void ofASecretsBackend() {
        assertThat(SecretsBackend.vault("https://vault", "airflow"))
                .hasToString("VaultBackend{url=https://vault, mountPoint=secret, connectionsPath=connections,"
                        + " variablesPath=variables, kubernetesRole=airflow}");
        assertThat(SecretsBackend.awsSecretsManager("eu-west-1"))
                .hasToString("AwsSecretsManagerBackend{region=eu-west-1, connectionsPrefix=airflow/connections,"
                        + " variablesPrefix=airflow/variables}");
        assertThat(SecretsBackend.awsParameterStore("eu-west-1"))
                .hasToString("AwsParameterStoreBackend{region=eu-west-1, connectionsPrefix=/airflow/connections,"
                        + " variablesPrefix=/airflow/variables}");
        assertThat(SecretsBackend.azureKeyVault("https://vault"))
                .hasToString("AzureKeyVaultBackend{vaultUrl=https://vault, connectionsPrefix=airflow-connections,"
                        + " variablesPrefix=airflow-variables}");
        assertThat(SecretsBackend.googleSecretManager("project"))
                .hasToString("GoogleSecretManagerBackend{projectId=project, connectionsPrefix=airflow-connections,"
                        + " variablesPrefix=airflow-variables}");
    }

    private static String component(String resources) {
        return "ComponentSettings{replicas=2, resources=Resources{" + resources
                + "}, disruptionBudget=maxUnavailable 1, spread=NODES_AND_ZONES, command=[], args=[], annotations={},"
                + " waitForMigrations=true, pods=" + NOTHING + "}";
    }
}
