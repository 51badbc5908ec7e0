package io.airworthy.rules;

import static io.airworthy.testkit.SampleDeployments.airflow2;
import static io.airworthy.testkit.SampleDeployments.azure;
import static io.airworthy.testkit.SampleDeployments.but;
import static io.airworthy.testkit.SampleDeployments.concurrency;
import static io.airworthy.testkit.SampleDeployments.database;
import static io.airworthy.testkit.SampleDeployments.exercise;
import static io.airworthy.testkit.SampleDeployments.git;
import static io.airworthy.testkit.SampleDeployments.ha;
import static io.airworthy.testkit.SampleDeployments.image;
import static io.airworthy.testkit.SampleDeployments.ingress;
import static io.airworthy.testkit.SampleDeployments.kubernetesOnGoogle;
import static io.airworthy.testkit.SampleDeployments.logging;
import static io.airworthy.testkit.SampleDeployments.pool;
import static io.airworthy.testkit.SampleDeployments.redis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.airworthy.AirflowDeployment;
import io.airworthy.Executor;
import io.airworthy.NetworkPolicies;
import io.airworthy.dags.GitAccess;
import io.airworthy.dags.GitRef;
import io.airworthy.dags.KnownHosts;
import io.airworthy.database.DatabaseProvider;
import io.airworthy.database.PgBouncerPool;
import io.airworthy.database.PoolAuthentication;
import io.airworthy.database.ServerPooling;
import io.airworthy.database.TlsMode;
import io.airworthy.logging.CloudIdentity;
import io.airworthy.logging.LogStore;
import io.airworthy.material.ExternalSecrets;
import io.airworthy.metrics.Metrics;
import io.airworthy.pods.ComponentSettingsBuilder;
import io.airworthy.pods.DisruptionBudget;
import io.airworthy.pods.HaSettings;
import io.airworthy.pods.Resources;
import io.airworthy.pods.Variable;
import io.airworthy.pods.Volume;
import io.airworthy.pods.WorkerGroup;
import io.airworthy.pods.WorkerScaling;
import io.airworthy.store.AwsAuth;
import io.airworthy.store.AzureAuth;
import io.airworthy.store.CredentialRef;
import io.airworthy.store.GoogleAuth;
import io.airworthy.store.SecretStore;
import io.airworthy.store.SecretsBackend;
import io.airworthy.store.ServiceAccountRef;
import io.airworthy.store.StoreProvider;
import io.airworthy.store.VaultAuth;
import io.airworthy.testkit.SampleDeployments;
import io.airworthy.validation.RuleSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The borders of the rules: what is still right, and what is already wrong. */
class RuleVariationsTest {

    private static final String UUID = "00000000-1111-2222-3333-444455556666";
    private static final String ROLE = "arn:aws:iam::111122223333:role/airflow";

    private static ComponentSettingsBuilder withoutCpu(ComponentSettingsBuilder workers) {
        return workers.resources(Resources.builder().memoryRequest("2Gi").build());
    }

    static Stream<Arguments> variations() {
        return Stream.of(
                arguments(
                        "a group that an HPA scales, without a CPU request anywhere",
                        but(it -> it.concurrency(slots -> slots.parallelism(200))
                                .ha(ha -> ha.workers(RuleVariationsTest::withoutCpu)
                                        .workerGroup(WorkerGroup.of("gpu", "training").toBuilder()
                                                .settings(RuleVariationsTest::withoutCpu)
                                                .scaling(WorkerScaling.hpa(2, 4))
                                                .build()))),
                        "CEL-010"),
                arguments(
                        "a group that takes over the usual workers' CPU request",
                        but(it -> it.concurrency(slots -> slots.parallelism(200))
                                .ha(ha -> ha.workerGroup(WorkerGroup.of("gpu", "training").toBuilder()
                                        .settings(RuleVariationsTest::withoutCpu)
                                        .scaling(WorkerScaling.hpa(2, 4))
                                        .build()))),
                        ""),
                arguments(
                        "KEDA for a group and triggerers before chart 1.22, with policies",
                        airflow2().toBuilder()
                                .chartVersion("1.21.0")
                                .networkPolicies(NetworkPolicies.admitting("ingress-nginx", "monitoring"))
                                .concurrency(slots -> slots.parallelism(200))
                                .pgBouncer(pool -> pool.maxClientConnections(2000))
                                .ha(ha -> ha.triggererScaling(WorkerScaling.keda(2, 4))
                                        .workerGroup(WorkerGroup.of("gpu", "training").toBuilder()
                                                .scaling(WorkerScaling.keda(2, 4))
                                                .build()))
                                .build(),
                        "CEL-016 CEL-016"),
                arguments(
                        "two volumes of git-sync at one path",
                        but(it -> it.gitSync(
                                git -> git.volume(Volume.configMap("company-ca").at("/etc/ca"))
                                        .volume(Volume.configMap("team-ca").at("/etc/ca")))),
                        "GIT-022 GIT-022"),
                arguments(
                        "a variable of git-sync said twice",
                        but(it -> it.gitSync(git ->
                                git.variable(Variable.of("NO_PROXY", "a")).variable(Variable.of("NO_PROXY", "b")))),
                        "GIT-022 GIT-022"),
                arguments(
                        "a logging module of the team's in a variable",
                        but(it ->
                                it.environment("AIRFLOW__LOGGING__LOGGING_CONFIG_CLASS", "log_config.LOGGING_CONFIG")),
                        "LOG-015"),
                arguments(
                        "a logging module of the team's in a variable of one component",
                        but(it -> it.extraValue(
                                "scheduler",
                                Map.of(
                                        "env",
                                        List.of(Map.of(
                                                "name",
                                                "AIRFLOW__LOGGING__LOGGING_CONFIG_CLASS",
                                                "value",
                                                "acme.log_config.LOGGING_CONFIG"))))),
                        "LOG-015"),
                arguments(
                        "a logging module of the team's in the values' config",
                        but(it -> it.extraValue(
                                        "config",
                                        Map.of("logging", Map.of("logging_config_class", "log_config.LOGGING_CONFIG")))
                                .waive("VAL-005", "moved here from older values")),
                        "LOG-015"),
                arguments(
                        "Airflow's own logging module",
                        but(it -> it.airflowConfig(
                                "logging.logging_config_class",
                                "airflow.config_templates.airflow_local_settings.DEFAULT_LOGGING_CONFIG")),
                        ""),
                arguments(
                        "no logging module, said outright",
                        but(it -> it.airflowConfig("logging.logging_config_class", "")),
                        ""),
                arguments(
                        "a logging module of the team's on Airflow 2",
                        airflow2().toBuilder()
                                .airflowConfig("logging.logging_config_class", "log_config.LOGGING_CONFIG")
                                .build(),
                        ""),
                arguments(
                        "a logging module of the team's without remote logging",
                        but(it -> it.remoteLogging(Optional.empty())
                                .airflowConfig("logging.logging_config_class", "log_config.LOGGING_CONFIG")),
                        "LOG-002"),
                arguments(
                        "a logging module in a package, which 3.0.4 can import",
                        SampleDeployments.onOlderChart(
                                "1.18.0",
                                "3.0.4",
                                it -> it.airflowConfig(
                                        "logging.logging_config_class", "acme.log_config.LOGGING_CONFIG")),
                        "LOG-015"),
                arguments(
                        "a logging module without a package, which 3.0.6 can import again",
                        SampleDeployments.onOlderChart(
                                "1.18.0",
                                "3.0.6",
                                it -> it.environment(
                                        "AIRFLOW__LOGGING__LOGGING_CONFIG_CLASS", "log_config.LOGGING_CONFIG")),
                        "LOG-015"),
                arguments(
                        "a logging module without a package in a variable on 3.0.4",
                        SampleDeployments.onOlderChart(
                                "1.18.0",
                                "3.0.4",
                                it -> it.environment(
                                        "AIRFLOW__LOGGING__LOGGING_CONFIG_CLASS", "log_config.LOGGING_CONFIG")),
                        "LOG-014"),
                arguments(
                        "a backend of the logs' cloud",
                        but(it -> it.secretsBackend(SecretsBackend.awsParameterStore("eu-west-1"))),
                        ""),
                arguments(
                        "a backend that EKS knows the pods for",
                        logging(it -> it.identity(CloudIdentity.eksPodIdentity(ROLE))).toBuilder()
                                .secretsBackend(SecretsBackend.awsSecretsManager("eu-west-1"))
                                .build(),
                        ""),
                arguments(
                        "a backend of Google's, and Google's identity",
                        kubernetesOnGoogle().toBuilder()
                                .secretsBackend(SecretsBackend.googleSecretManager("acme"))
                                .build(),
                        ""),
                arguments(
                        "a backend of Azure's, and Azure's identity",
                        azure().toBuilder()
                                .secretsBackend(SecretsBackend.azureKeyVault("https://acme.vault.azure.net"))
                                .build(),
                        ""),
                arguments(
                        "a backend of another cloud",
                        but(it -> it.secretsBackend(SecretsBackend.googleSecretManager("acme"))),
                        "SEC-012"),
                arguments(
                        "a backend in Vault",
                        but(it -> it.secretsBackend(SecretsBackend.vault("https://vault.example.com", "airflow"))),
                        ""),
                arguments(
                        "service accounts that are annotated by hand",
                        but(it -> it.secretsBackend(SecretsBackend.googleSecretManager("acme"))
                                .extraValues(Map.of(
                                        "scheduler",
                                        Map.of("serviceAccount", Map.of("annotations", Map.of("a.b/c", "d")))))),
                        ""),
                arguments(
                        "a backend in a variable beside the model's",
                        but(it -> it.secretsBackend(SecretsBackend.awsParameterStore("eu-west-1"))
                                .environment("AIRFLOW__SECRETS__BACKEND", "acme.Backend")),
                        "ENV-002"),
                arguments(
                        "a DAG folder in a variable",
                        but(it -> it.environment("AIRFLOW__CORE__DAGS_FOLDER", "/opt/dags")),
                        "CFG-006"),
                arguments(
                        "bundles without git-sync's files",
                        but(it -> it.airflowConfig("dag_processor.dag_bundle_config_list", "[]")),
                        "CFG-006"),
                arguments(
                        "bundles with git-sync's files",
                        but(
                                it -> it.airflowConfig(
                                        "dag_processor.dag_bundle_config_list",
                                        "[{\"name\": \"a\", \"classpath\": \"airflow.dag_processing.bundles.local.LocalDagBundle\"}]")),
                        ""),
                arguments(
                        "the former name of an option that the model decides",
                        airflow2().toBuilder()
                                .environment("AIRFLOW__CORE__REMOTE_LOGGING", "False")
                                .build(),
                        "ENV-002"),
                arguments(
                        "the former name in airflow.cfg",
                        airflow2().toBuilder()
                                .airflowConfig("scheduler.statsd_on", "False")
                                .build(),
                        "OPT-001"),
                arguments(
                        "the former name of an option of a renamed section",
                        airflow2().toBuilder()
                                .airflowConfig("kubernetes.delete_worker_pods", "False")
                                .build(),
                        "OPT-002"),
                arguments(
                        "such a name where the chart sets the new one",
                        airflow2().toBuilder()
                                .airflowConfig("kubernetes.namespace", "tasks")
                                .airflowConfig("core.colored_console_log", "True")
                                .build(),
                        "OPT-001 OPT-001"),
                arguments(
                        "such a name in a variable, which Airflow reads before its file",
                        airflow2().toBuilder()
                                .environment("AIRFLOW__CORE__COLORED_CONSOLE_LOG", "True")
                                .build(),
                        "OPT-002"),
                arguments(
                        "a former name that Airflow no longer reads",
                        but(it -> it.environment("AIRFLOW__CORE__REMOTE_LOGGING", "False")),
                        "OPT-001"),
                arguments(
                        "another airflow.cfg",
                        but(it -> it.environment("AIRFLOW_CONFIG", "/opt/acme/airflow.cfg")),
                        "ENV-002"),
                arguments(
                        "an AWS profile beside the role", but(it -> it.environment("AWS_PROFILE", "acme")), "ENV-002"),
                arguments(
                        "a Google key beside the identity",
                        kubernetesOnGoogle().toBuilder()
                                .environment("GOOGLE_APPLICATION_CREDENTIALS", "/key.json")
                                .build(),
                        "ENV-002"),
                arguments(
                        "an Azure client beside the identity",
                        azure().toBuilder().environment("AZURE_CLIENT_ID", "x").build(),
                        "ENV-002"),
                arguments("another cloud's variable", but(it -> it.environment("AZURE_CLIENT_ID", "x")), ""),
                arguments(
                        "a connection in small letters",
                        but(it -> it.environment("airflow_conn_dwh", "postgres://dwh")),
                        "ENV-006"),
                arguments("half a character in a user's name", database(it -> it.user("a\ud83d")), "TEXT-001"),
                arguments("a port in a variable", but(it -> it.environment("AIRFLOW__API__PORT", "9090")), "WEB-010"),
                arguments(
                        "the webserver's port, which is the usual one",
                        airflow2().toBuilder()
                                .airflowConfig("webserver.web_server_port", "8080")
                                .build(),
                        ""),
                arguments("a tab in a user's name", database(it -> it.user("a\tb")), "TEXT-003"),
                arguments("a tag turned around", git(it -> it.ref(GitRef.tag("v1\u202e"))), "TEXT-002"),
                arguments(
                        "a mark of direction in a name", but(it -> it.environment("A\u200e", "")), "TEXT-002 ENV-001"),
                arguments("a mark of direction in a sentence", but(it -> it.waive("DB-006", "\u200fכן")), ""),
                arguments("a sentence in lines", but(it -> it.waive("DB-006", "- one\n- two")), ""),
                arguments(
                        "a break in a key that shows a password",
                        ingress(it -> it.annotation("https://user:hunter2@host/\n", "")),
                        "TEXT-003 WEB-004 RISK-001"),
                arguments(
                        "a flag in the place of a login",
                        git(it -> it.repository("-uX@github.com:your-org/dags")),
                        "TEXT-004 GIT-001"),
                arguments(
                        "a flag as the login of a URL",
                        git(it -> it.repository("ssh://-oProxyCommand=id@github.com/your-org/dags")),
                        "GIT-001"),
                arguments(
                        "half a character in a branch",
                        git(it -> it.ref(GitRef.branch("a\ud83d"))),
                        "TEXT-001 GIT-010"),
                arguments("a whole character in a branch", git(it -> it.ref(GitRef.branch("a\ud83d\ude80"))), ""),
                arguments(
                        "a NUL character in a repository's address",
                        git(it -> it.repository("git@github.com:your-org/dags\0")),
                        "TEXT-001 GIT-001"),
                arguments(
                        "half a character in a prefix",
                        logging(it -> it.store(LogStore.s3("my-airflow-logs-bucket", "a\ud83d"))),
                        "TEXT-001"),
                arguments(
                        "a prefix with a blank behind it",
                        logging(it -> it.store(LogStore.s3("my-airflow-logs-bucket", "logs "))),
                        "LOG-004"),
                arguments(
                        "half a character in an annotation",
                        ingress(it -> it.annotation("acme.com/note", "\ud83d")),
                        "TEXT-001"),
                arguments(
                        "half a character in a variable", but(it -> it.environment("GREETING", "\ud83d")), "TEXT-001"),
                arguments(
                        "half a character in a chart value",
                        but(it -> it.extraValue("airflowPodAnnotations", Map.of("note", "\ud83d"))),
                        "TEXT-001"),
                arguments(
                        "an image of one's own",
                        image(it -> it.repository("registry.example.com:5000/data/airflow")
                                .tag("3.2.2-acme.7")),
                        ""),
                arguments(
                        "an image without a registry",
                        image(it -> it.repository("acme/air__flow").tag("3.2.2_7")),
                        ""),
                arguments("a repository in capitals", image(it -> it.repository("Acme/airflow")), "IMG-001"),
                arguments("a repository that is empty", image(it -> it.repository("")), "IMG-001"),
                arguments("a tag that is empty", image(it -> it.tag("")), "IMG-002"),
                arguments("a digest without task pods", image(it -> it.digest("sha256:" + "0".repeat(64))), ""),
                arguments(
                        "two pools, one of them by RDS Proxy's host alone",
                        database(it -> it.host("airflow.proxy-c1abcdefgh.eu-west-1.rds.amazonaws.com")),
                        "PGB-006"),
                arguments(
                        "a verifier at RDS Proxy's host",
                        database(it -> it.host("ro.endpoint.proxy-c1abcdefgh.eu-west-1.rds.amazonaws.com")).toBuilder()
                                .pgBouncer(PgBouncerPool.builder()
                                        .authentication(PoolAuthentication.SCRAM_VERIFIER)
                                        .build())
                                .build(),
                        "PGB-005"),
                arguments(
                        "a migration through RDS Proxy, which keeps the session",
                        database(it -> it.host("airflow.proxy-c1abcdefgh.eu-west-1.rds.amazonaws.com")).toBuilder()
                                .pgBouncer(Optional.empty())
                                .build(),
                        ""),
                arguments(
                        "a migration through Azure's port for PgBouncer",
                        azure().toBuilder()
                                .pgBouncer(Optional.empty())
                                .database(azure().database().toBuilder()
                                        .port(6432)
                                        .build())
                                .build(),
                        "DB-013"),
                arguments(
                        "two pools, one of them by Azure's port alone",
                        azure().toBuilder()
                                .database(azure().database().toBuilder()
                                        .port(6432)
                                        .build())
                                .build(),
                        "PGB-006"),
                arguments(
                        "a migration through Cloud SQL's port for its pool",
                        kubernetesOnGoogle().toBuilder()
                                .pgBouncer(Optional.empty())
                                .database(kubernetesOnGoogle().database().toBuilder()
                                        .port(6432)
                                        .build())
                                .build(),
                        "DB-013"),
                arguments(
                        "a migration through Neon's pool",
                        database(it -> it.provider(DatabaseProvider.SELF_HOSTED)
                                        .host("ep-cool-1234-pooler.eu-central-1.aws.neon.tech"))
                                .toBuilder()
                                .pgBouncer(Optional.empty())
                                .build(),
                        "DB-013"),
                arguments(
                        "a server by IPv6",
                        database(it -> it.provider(DatabaseProvider.SELF_HOSTED).host("2001:db8::5")),
                        ""),
                arguments("a server by IPv6 with brackets", database(it -> it.host("[2001:db8::5]")), "DB-001"),
                arguments("a server with its port", database(it -> it.host("db.example.com:5432")), "DB-001"),
                arguments("the pod's own IPv6 address", database(it -> it.host("::1")), "DB-002"),
                arguments("the pod's own IPv6 address in full", database(it -> it.host("0:0:0:0:0:0:0:1")), "DB-002"),
                arguments("any address of the pod", database(it -> it.host("0.0.0.0")), "DB-002"),
                arguments(
                        "a host that begins with 127",
                        database(it -> it.provider(DatabaseProvider.SELF_HOSTED).host("127.example.com")),
                        ""),
                arguments(
                        "an alias that is not verified in full",
                        database(it -> it.host("db.example.com").tls(TlsMode.VERIFY_CA)),
                        ""),
                arguments(
                        "an endpoint in China",
                        database(it -> it.host("airflow.c1.rds.cn-north-1.amazonaws.com.cn")),
                        "DB-008"),
                arguments(
                        "a server that is not RDS",
                        database(it -> it.provider(DatabaseProvider.SELF_HOSTED).host("db.example.com")),
                        ""),
                arguments("no encryption at all", database(it -> it.tls(TlsMode.DISABLE)), "DB-005"),
                arguments("a name of 63 bytes", database(it -> it.database("d".repeat(63))), ""),
                arguments("a name of 64 bytes in 32 letters", database(it -> it.database("ä".repeat(32))), "DB-004"),
                arguments("a reserve that leaves nothing", database(it -> it.maxConnections(5)), "DB-009"),
                arguments("a server without connections", database(it -> it.maxConnections(0)), "DB-009"),
                arguments(
                        "RDS Proxy instead of a pool",
                        but(it -> it.pgBouncer(Optional.empty())
                                .database(exercise().database().toBuilder()
                                        .pooling(ServerPooling.RDS_PROXY)
                                        .build())),
                        ""),
                arguments(
                        "two negative limits of the pool",
                        pool(it -> it.maxClientConnections(-1).resultBackendPoolSize(0)),
                        "PGB-001 PGB-001"),
                arguments("a pool with a certificate", pool(it -> it.clientTls(TlsMode.VERIFY_FULL)), ""),
                arguments(
                        "a single pool that cannot be evicted",
                        pool(it -> it.replicas(1).disruptionBudget(DisruptionBudget.minAvailable(1))),
                        "PGB-008 PGB-010"),
                arguments("no budget for the pool", pool(it -> it.disruptionBudget(DisruptionBudget.none())), ""),
                arguments("exactly as many clients as there can be", pool(it -> it.maxClientConnections(198)), ""),
                arguments("one client too few", pool(it -> it.maxClientConnections(191)), "CAP-002"),
                arguments(
                        "three replicas share the clients",
                        pool(it -> it.replicas(3).maxClientConnections(99)),
                        ""),
                arguments("exactly as many connections as the server has", database(it -> it.maxConnections(77)), ""),
                arguments(
                        "connections without a limit",
                        concurrency(it -> it.databasePoolSize(0).databaseMaxOverflow(-1)),
                        "CAP-001 CAP-001"),
                arguments("workers that KEDA takes away", ha(it -> it.workerScaling(WorkerScaling.keda(0, 4))), ""),
                arguments("workers below nothing", ha(it -> it.workerScaling(WorkerScaling.keda(-1, 4))), "CEL-007"),
                arguments(
                        "KEDA without verification or pool",
                        database(it -> it.tls(TlsMode.REQUIRE).pooling(ServerPooling.RDS_PROXY)).toBuilder()
                                .pgBouncer(Optional.empty())
                                .ha(HaSettings.builder()
                                        .workerScaling(WorkerScaling.keda(0, 4))
                                        .build())
                                .build(),
                        "DB-006"),
                arguments("a Redis by address", redis("10.0.0.7", 6380, true), ""),
                arguments(
                        "several executors",
                        but(it -> it.executors(List.of(Executor.CELERY, Executor.KUBERNETES))),
                        ""),
                arguments(
                        "an executor twice",
                        but(it -> it.executors(List.of(Executor.CELERY, Executor.CELERY))),
                        "EXEC-001"),
                arguments("a tag to follow", git(it -> it.ref(GitRef.tag("v1.2"))), ""),
                arguments("a branch that git refuses", git(it -> it.ref(GitRef.branch("my branch"))), "GIT-010"),
                arguments("the repository's root", git(it -> it.subPath("")), ""),
                arguments("a folder outside", git(it -> it.subPath("dags/../..")), "GIT-011"),
                arguments("a folder as Windows writes it", git(it -> it.subPath("dags\\etl")), "GIT-011"),
                arguments(
                        "a hundred lines of nonsense",
                        git(it ->
                                it.access(GitAccess.deployKey(KnownHosts.of("nonsense\n# a comment\nmore nonsense")))),
                        "GIT-008 GIT-008"),
                arguments(
                        "GitLab's keys for GitHub",
                        git(it -> it.access(GitAccess.deployKey(KnownHosts.gitlab()))),
                        "GIT-009"),
                arguments(
                        "a public repository",
                        git(it -> it.repository("https://github.com/your-org/dags")
                                .access(GitAccess.anonymous())),
                        ""),
                arguments(
                        "a token as user name",
                        git(it -> it.repository("https://ghp_abc@github.com/your-org/dags")
                                .access(GitAccess.anonymous())),
                        "GIT-002"),
                arguments(
                        "a key over plain HTTP",
                        git(it -> it.repository("http://github.com/your-org/dags")),
                        "GIT-003"),
                arguments(
                        "a bucket that is an address",
                        logging(it -> it.store(LogStore.s3("198.168.0.1", ""))),
                        "LOG-003"),
                arguments("a bucket with two dots", logging(it -> it.store(LogStore.s3("my..bucket", ""))), "LOG-003"),
                arguments(
                        "a log group",
                        logging(it -> it.store(
                                LogStore.cloudWatch("arn:aws:logs:eu-west-1:111122223333:log-group:airflow/tasks"))),
                        ""),
                arguments(
                        "a log group with its star",
                        logging(it -> it.store(
                                LogStore.cloudWatch("arn:aws:logs:eu-west-1:111122223333:log-group:airflow:*"))),
                        "LOG-005"),
                arguments(
                        "a role in China",
                        logging(it -> it.identity(
                                CloudIdentity.eksPodIdentity("arn:aws-cn:iam::111122223333:role/team/airflow"))),
                        ""),
                arguments(
                        "an account and a container in capitals",
                        azure().toBuilder()
                                .remoteLogging(azure().remoteLogging().orElseThrow().toBuilder()
                                        .store(LogStore.azureBlob("Logs", "a--b", ""))
                                        .build())
                                .build(),
                        "LOG-003 LOG-003"),
                arguments("the database's own connection", logging(it -> it.connectionId("airflow_db")), "LOG-009"),
                arguments(
                        "task pods without a memory request",
                        kubernetesOnGoogle().toBuilder()
                                .ha(HaSettings.builder()
                                        .taskPodResources(Resources.builder().build())
                                        .build())
                                .build(),
                        "HA-008"),
                arguments(
                        "workers that nobody has",
                        kubernetesOnGoogle().toBuilder()
                                .ha(HaSettings.builder()
                                        .workers(HaSettings.production().workers().toBuilder()
                                                .replicas(0)
                                                .build())
                                        .build())
                                .build(),
                        ""),
                arguments(
                        "a web tier of one, on Airflow 2",
                        ha(it -> it.web(HaSettings.production().web().toBuilder()
                                        .replicas(1)
                                        .build()))
                                .toBuilder()
                                .airflowVersion("2.11.0")
                                .build(),
                        "HA-002"),
                arguments(
                        "a share that rounds up to all",
                        ha(it -> it.triggerer(HaSettings.production().triggerer().toBuilder()
                                .disruptionBudget(DisruptionBudget.minAvailablePercent(51))
                                .build())),
                        "HA-004"),
                arguments(
                        "a negative amount",
                        ha(it -> it.triggerer(HaSettings.production().triggerer().toBuilder()
                                .resources(Resources.requests("-1", "1Gi"))
                                .build())),
                        "HA-006"),
                arguments(
                        "a StatsD server elsewhere",
                        but(it -> it.metrics(Metrics.statsd("statsd.monitoring", 8125))),
                        ""),
                arguments("an ingress below a path", ingress(it -> it.path("/airflow")), ""),
                arguments("an ingress by address", ingress(it -> it.host("10.0.0.1")), "WEB-001"),
                arguments("an ingress for a wildcard", ingress(it -> it.host("*.example.com")), "WEB-001"),
                arguments(
                        "an annotation without a name", ingress(it -> it.annotation("example.com/", "x")), "WEB-004"));
    }

    static Stream<StoreProvider> providersThatLookElsewhere() {
        CredentialRef here = CredentialRef.of("login", "key");
        CredentialRef there = CredentialRef.builder()
                .secretName("login")
                .key("key")
                .namespace("elsewhere")
                .build();
        ServiceAccountRef account = ServiceAccountRef.builder()
                .name("reader")
                .namespace("elsewhere")
                .build();
        String vault = "https://vault.example.com:8200";
        String azure = "https://acme.vault.azure.net";
        return Stream.of(
                StoreProvider.vault(
                        vault,
                        VaultAuth.Kubernetes.builder()
                                .mountPath("kubernetes")
                                .role("airflow")
                                .account(account)
                                .build()),
                StoreProvider.vault(
                        vault,
                        VaultAuth.Jwt.builder()
                                .path("jwt")
                                .role("airflow")
                                .account(account)
                                .build()),
                StoreProvider.vault(vault, VaultAuth.appRole("role", there)),
                StoreProvider.vault(vault, VaultAuth.token(there)),
                StoreProvider.awsSecretsManager(
                        "eu-west-1", AwsAuth.Irsa.builder().account(account).build()),
                StoreProvider.awsSecretsManager("eu-west-1", AwsAuth.accessKey(there, here)),
                StoreProvider.awsParameterStore("eu-west-1", AwsAuth.accessKey(here, there)),
                StoreProvider.azureKeyVault(
                        azure,
                        AzureAuth.AzureWorkloadIdentity.builder()
                                .account(account)
                                .build()),
                StoreProvider.azureKeyVault(azure, AzureAuth.servicePrincipal(UUID, there, here)),
                StoreProvider.azureKeyVault(azure, AzureAuth.servicePrincipal(UUID, here, there)),
                StoreProvider.googleSecretManager(
                        "acme",
                        GoogleAuth.GkeWorkloadIdentity.builder()
                                .clusterLocation("europe-west1")
                                .clusterName("prod")
                                .account(account)
                                .build()),
                StoreProvider.googleSecretManager("acme", GoogleAuth.keyFile(there)));
    }

    @ParameterizedTest
    @MethodSource("providersThatLookElsewhere")
    void aStoreOfOneNamespaceLooksNowhereElse(StoreProvider provider) {
        AirflowDeployment ofNamespace =
                but(it -> it.secretDelivery(ExternalSecrets.from(SecretStore.rendered("store", provider))));
        AirflowDeployment ofCluster = but(it -> it.secretDelivery(ExternalSecrets.from(SecretStore.Rendered.builder()
                .kind(SecretStore.Kind.CLUSTER)
                .name("store")
                .provider(provider)
                .build())));

        assertThat(idsOf(ofNamespace)).isEqualTo("SEC-005");
        assertThat(idsOf(ofCluster)).isEmpty();
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("variations")
    void findsExactlyWhatIsWrong(String variation, AirflowDeployment deployment, String ruleIds) {
        assertThat(idsOf(deployment)).as(variation).isEqualTo(ruleIds);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AIRFLOW__CORE__FERNET_KEY",
                "AIRFLOW__CORE__EXECUTOR",
                "AIRFLOW__API__SECRET_KEY",
                "AIRFLOW__WEBSERVER__SECRET_KEY",
                "AIRFLOW__API_AUTH__JWT_SECRET",
                "AIRFLOW__CELERY__BROKER_URL",
                "AIRFLOW__CELERY__RESULT_BACKEND",
                "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN",
                "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN_ASYNC",
                "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN_SECRET",
                "AIRFLOW__LOGGING__REMOTE_LOGGING",
                "AIRFLOW__METRICS__STATSD_HOST",
                "AIRFLOW_CONN_AIRFLOW_DB",
                "AIRFLOW_CONN_AWS_DEFAULT"
            })
    void noVariableDecidesWhatTheModelDecides(String variable) {
        assertThat(idsOf(but(it -> it.environment(variable, "$OTHER")))).isEqualTo("ENV-002");
    }

    @Test
    void openTelemetrysVariablesAreForTracesUnlessMetricsLeaveThroughIt() {
        String variable = "OTEL_EXPORTER_OTLP_ENDPOINT";
        String collector = "http://otel.monitoring:4318";

        assertThat(idsOf(but(it -> it.environment(variable, collector)))).isEmpty();
        assertThat(idsOf(but(it ->
                        it.environment(variable, collector).metrics(Metrics.openTelemetry("otel.monitoring", 4318)))))
                .isEqualTo("ENV-002");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DB_PASSWORD",
                "GITHUB_TOKEN",
                "SNOWFLAKE_PRIVATE_KEY",
                "OPENAI_API_KEY",
                "AWS_SECRET_ACCESS_KEY",
                "password",
                "AIRFLOW__SMTP__SMTP_PASSWORD",
                "AIRFLOW__CELERY__FLOWER_BASIC_AUTH",
                "AIRFLOW_VAR_SLACK_TOKEN"
            })
    void noVariableCarriesASecretAndItsValueIsNotShown(String variable) {
        String report =
                but(it -> it.environment(variable, "hunter2")).validate().toString();

        assertThat(report).contains("RISK-001", variable).doesNotContain("hunter2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgres://etl:hunter2@warehouse/dwh",
                "aws://@/?aws_secret_access_key=hunter2",
                "{\"conn_type\": \"postgres\", \"password\": \"hunter2\"}",
                "-----BEGIN OPENSSH PRIVATE KEY-----\nhunter2"
            })
    void noValueShowsASecretAndItIsNotShownAgain(String value) {
        assertThat(but(it -> it.environment("SOMETHING", value)).validate().toString())
                .contains("RISK-001")
                .doesNotContain("hunter2");
        assertThat(but(it -> it.airflowConfig("acme.something", value))
                        .validate()
                        .toString())
                .contains("RISK-001")
                .doesNotContain("hunter2");
        assertThat(but(it -> it.extraValue("env", List.of(Map.of("name", "X", "value", value))))
                        .validate()
                        .toString())
                .contains("RISK-001", "extraValues[env[0]]")
                .doesNotContain("hunter2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AWS_WEB_IDENTITY_TOKEN_FILE",
                "AIRFLOW__SECRETS__BACKEND",
                "AIRFLOW__LOGGING__MIN_LENGTH_MASKED_SECRET",
                "AIRFLOW__API_AUTH__JWT_EXPIRATION_TIME",
                "AIRFLOW_CONN_VAULT_TOKEN",
                "TOKENIZERS_PARALLELISM",
                "AIRFLOW__METRICS__STATSD_DISABLED_TAGS"
            })
    void aVariableThatMerelySpeaksOfSecretsIsFine(String variable) {
        assertThat(idsOf(but(it -> it.environment(variable, "something")))).isEmpty();
    }

    @Test
    void everyValueThatTheChartTakesAsASecretIsRefused() {
        AirflowDeployment deployment = but(it -> it.extraValues(Map.of(
                "fernetKey", "x",
                "jwtSecret", "x",
                "apiSecretKey", "x",
                "webserverSecretKey", "x",
                "data", Map.of("metadataConnection", Map.of("pass", "x"), "brokerUrl", "x"),
                "dags", Map.of("gitSync", Map.of("sshKey", "x")),
                "redis", Map.of("password", "x"),
                "registry", Map.of("connection", Map.of("pass", "x")),
                "extraSecrets", Map.of("mine", Map.of("stringData", "a: b")))));

        assertThat(deployment.validate().errors())
                .extracting(error -> error.rule().id() + " " + error.finding().modelPath())
                .filteredOn(text -> text.startsWith("RISK-001"))
                .containsExactly(
                        "RISK-001 extraValues[apiSecretKey]",
                        "RISK-001 extraValues[dags.gitSync.sshKey]",
                        "RISK-001 extraValues[data.brokerUrl]",
                        "RISK-001 extraValues[data.metadataConnection.pass]",
                        "RISK-001 extraValues[extraSecrets.mine.stringData]",
                        "RISK-001 extraValues[fernetKey]",
                        "RISK-001 extraValues[jwtSecret]",
                        "RISK-001 extraValues[redis.password]",
                        "RISK-001 extraValues[registry.connection.pass]",
                        "RISK-001 extraValues[webserverSecretKey]");
    }

    @Test
    void valuesThatContainThemselvesAreRefusedRatherThanFollowed() {
        Map<String, Object> circle = new HashMap<>();
        circle.put("again", circle);
        circle.put("and", new ArrayList<>(List.of(circle)));
        circle.put("nothing", null);
        AirflowDeployment deployment = but(it -> it.extraValue("circle", circle));

        assertThat(RuleSet.standard().validate(deployment).errors())
                .extracting(error ->
                        error.finding().modelPath() + " " + error.finding().what())
                .containsExactly(
                        "extraValues[circle.again] it is nested too deeply, is too large, or contains itself",
                        "extraValues[circle.and[0]] it is nested too deeply, is too large, or contains itself",
                        "extraValues[circle.nothing] it is null");
    }

    @ParameterizedTest
    @CsvSource({
        "1.18.0, workers.replicas, workers.resources.requests.memory",
        "1.19.0, workers.celery.replicas, workers.resources.requests.memory",
        "1.20.0, workers.celery.replicas, workers.celery.resources.requests.memory",
        "1.22.0, workers.celery.replicas, workers.celery.resources.requests.memory"
    })
    void namesTheWorkersKeysAsTheirChartHasThem(String chart, String replicas, String memory) {
        HaSettings usual = HaSettings.production();
        AirflowDeployment deployment = ha(it -> it.workers(usual.workers().toBuilder()
                        .replicas(0)
                        .resources(Resources.requests("1", "a lot"))
                        .build()))
                .toBuilder()
                .chartVersion(chart)
                .build();

        assertThat(deployment.validate().errors())
                .filteredOn(error -> error.finding().modelPath().startsWith("ha.workers."))
                .extracting(error -> error.finding().valuesPath().orElse(""))
                .contains(replicas, memory);
    }

    private static String idsOf(AirflowDeployment deployment) {
        return String.join(
                " ",
                deployment.validate().violations().stream()
                        .map(violation -> violation.rule().id())
                        .toList());
    }
}
