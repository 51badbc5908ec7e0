package io.airworthy.rules;

import static io.airworthy.testkit.SampleDeployments.airflow2;
import static io.airworthy.testkit.SampleDeployments.but;
import static io.airworthy.testkit.SampleDeployments.ha;
import static io.airworthy.testkit.SampleDeployments.image;
import static io.airworthy.testkit.SampleDeployments.kubernetesOnGoogle;
import static io.airworthy.testkit.SampleDeployments.redis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.airworthy.AirflowDeployment;
import io.airworthy.AirflowDeploymentBuilder;
import io.airworthy.ChartImage;
import io.airworthy.ContainerImage;
import io.airworthy.Executor;
import io.airworthy.PullPolicy;
import io.airworthy.WebConfiguration;
import io.airworthy.WebIngress;
import io.airworthy.celery.CeleryBroker;
import io.airworthy.dags.DagBundle;
import io.airworthy.dags.GitAccess;
import io.airworthy.dags.GitRef;
import io.airworthy.database.DatabaseProvider;
import io.airworthy.database.TlsMode;
import io.airworthy.logging.CloudIdentity;
import io.airworthy.logging.LogStore;
import io.airworthy.logging.RemoteLogging;
import io.airworthy.material.SecretSource;
import io.airworthy.metrics.Metrics;
import io.airworthy.pods.ExtraContainer;
import io.airworthy.pods.HaSettings;
import io.airworthy.pods.Persistence;
import io.airworthy.pods.PodClaim;
import io.airworthy.pods.Pods;
import io.airworthy.pods.Probe;
import io.airworthy.pods.SecurityContexts;
import io.airworthy.pods.ServiceAccount;
import io.airworthy.pods.SharedVolume;
import io.airworthy.pods.Variable;
import io.airworthy.pods.Volume;
import io.airworthy.pods.WorkerScaling;
import io.airworthy.store.SecretsBackend;
import io.airworthy.testkit.SampleDeployments;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What teams run: no rule stops it, and what is said of it is spelled out here. */
class WhatWorksIsNotRefusedTest {

    private static final HaSettings USUAL = HaSettings.production();

    private static final String GITHUB = """
            import os
            from airflow.providers.fab.auth_manager.security_manager.override import FabAirflowSecurityManagerOverride
            from flask_appbuilder.const import AUTH_OAUTH

            AUTH_TYPE = AUTH_OAUTH
            AUTH_USER_REGISTRATION = True
            AUTH_USER_REGISTRATION_ROLE = "Viewer"
            AUTH_ROLES_MAPPING = {"Admin": ["Admin"], "platform": ["Op"]}
            SECRET_KEY = os.environ.get("AIRFLOW__API__SECRET_KEY")
            OAUTH_PROVIDERS = [
                {
                    "name": "github",
                    "icon": "fa-github",
                    "token_key": "access_token",
                    "remote_app": {
                        "client_id": os.environ["OAUTH_CLIENT_ID"],
                        "client_secret": os.environ["OAUTH_CLIENT_SECRET"],
                        "api_base_url": "https://api.github.com",
                        "client_kwargs": {"scope": "read:user, read:org"},
                        "access_token_url": "https://github.com/login/oauth/access_token",
                        "authorize_url": "https://github.com/login/oauth/authorize",
                        "request_token_url": None,
                    },
                },
            ]


            class GitHubSecurityManager(FabAirflowSecurityManagerOverride):
                def get_oauth_user_info(self, provider, resp):
                    token = resp["access_token"]
                    return {"username": f"{provider}_{token and 'x'}", "role_keys": ["Viewer"]}


            SECURITY_MANAGER_CLASS = GitHubSecurityManager
            """;

    private static final ExtraContainer CLOUD_SQL_PROXY = new ExtraContainer(Map.of(
            "name", "cloud-sql-proxy",
            "image", "gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.14.1",
            "args", List.of("--private-ip", "--auto-iam-authn", "acme:europe-west1:airflow"),
            "restartPolicy", "Always",
            "resources", Map.of("requests", Map.of("cpu", "100m", "memory", "64Mi"))));

    private static final String DIGITS = "e1e23b2c1026b9a680d8d9247913508b13bd5da353f646e5d98f85ffeae90624";

    private static final String OPEN_INSIDE =
            "RISK-033 networkPolicies: There is an ingress, but there are no network policies";

    static Stream<Arguments> deployments() {
        return Stream.of(
                arguments(
                        "TLS ends in a load balancer",
                        but(WhatWorksIsNotRefusedTest::behindALoadBalancer),
                        OPEN_INSIDE),
                arguments(
                        "TLS ends in a load balancer, Airflow 2",
                        behindALoadBalancer(airflow2().toBuilder()).build(),
                        OPEN_INSIDE),
                arguments(
                        "one DAG processor pulls DAG files for all pods",
                        but(it -> it.dagVolume(SharedVolume.existing("airflow-dags"))
                                .ha(ha -> ha.dagProcessor(processor -> processor.replicas(1)))),
                        ""),
                arguments(
                        "schedulers of Airflow 2 pull DAG files for all pods",
                        airflow2().toBuilder()
                                .gitSync(git -> git.repository("https://github.com/your-org/airflow-dags.git")
                                        .access(GitAccess.httpsCredentials("ci")))
                                .dagVolume(SharedVolume.existing("airflow-dags"))
                                .ha(ha -> ha.standaloneDagProcessor(false))
                                .build(),
                        "VOL-010 dagVolume: 2 pods with git-sync"),
                arguments(
                        "the chart's volume of DAG files, and one of all pods, at further places",
                        but(it -> it.dagFolder("/opt/dags")
                                .pods(pods -> pods.volume(Volume.claim("shared").at("/opt/shared")))
                                .ha(ha -> ha.workers(workers -> workers.pods(
                                        pods -> pods.volume(Volume.named("dags").at("/opt/plugins"))
                                                .volume(Volume.named("shared")
                                                        .subPath("team")
                                                        .at("/opt/team")))))),
                        ""),
                arguments(
                        "a further volume of each worker",
                        but(it -> it.executors(List.of(Executor.CELERY))
                                .broker(CeleryBroker.chartRedis())
                                .ha(ha -> ha.workerClaim(PodClaim.of("scratch", "50Gi"))
                                        .workers(workers -> workers.pods(pods -> pods.volume(Volume.named("scratch")
                                                .readOnly(false)
                                                .at("/scratch")))))),
                        ""),
                arguments(
                        "a further volume of workers that are a Deployment",
                        but(it -> it.executors(List.of(Executor.CELERY))
                                .broker(CeleryBroker.chartRedis())
                                .ha(ha -> ha.workerPersistence(Persistence.none())
                                        .workerClaim(PodClaim.of("scratch", "50Gi")))),
                        "VOL-012 ha.workerClaims[0]: the chart makes no such claims for these workers"),
                arguments(
                        "the chart's volume of DAG files in pods without it",
                        but(it -> it.ha(ha -> ha.web(web -> web.pods(
                                pods -> pods.volume(Volume.named("dags").at("/opt/plugins")))))),
                        "POD-005 ha.web.pods.volumes[0]: it has no source, and the pods have no volume dags"),
                arguments(
                        "another volume in the place of the DAG files",
                        but(it ->
                                it.pods(pods -> pods.volume(Volume.claim("mine").at("/opt/airflow/dags")))),
                        "POD-005 pods.volumes[0]: the chart mounts the DAG files at /opt/airflow/dags"),
                arguments(
                        "Cloud SQL's proxy in the pods that connect",
                        but(it -> it.database(database -> database.provider(DatabaseProvider.GOOGLE_CLOUD_SQL)
                                        .host("127.0.0.1")
                                        .user("airflow@acme.iam")
                                        .tls(TlsMode.DISABLE))
                                .pgBouncer(pool -> pool.pods(
                                        Pods.builder().sidecar(CLOUD_SQL_PROXY).build()))
                                .migrationJob(job -> job.pods(pods -> pods.initContainer(CLOUD_SQL_PROXY)))),
                        ""),
                arguments("a gateway leads in", but(it -> it.externalUrl("https://airflow.example.com/team")), ""),
                arguments(
                        "browsers come through a gateway without TLS",
                        but(it -> it.externalUrl("http://airflow.internal")),
                        "WEB-003 externalUrl: http://airflow.internal is not https"),
                arguments(
                        "an ingress answers to every host, behind a load balancer",
                        but(it -> it.ingress(WebIngress.builder()
                                        .ingressClass("alb")
                                        .annotation("alb.ingress.kubernetes.io/scheme", "internal")
                                        .build())
                                .externalUrl("https://airflow.example.com")),
                        OPEN_INSIDE),
                arguments(
                        "an init container runs a script",
                        but(it -> it.ha(ha -> ha.scheduler(scheduler -> scheduler.pods(Pods.builder()
                                .initContainer(new ExtraContainer(Map.of(
                                        "name",
                                        "clone",
                                        "image",
                                        "alpine/git:2.47",
                                        "command",
                                        List.of(
                                                "sh",
                                                "-c",
                                                "git clone https://git.example.com/a /src\ncp -r /src /dst\n"))))
                                .build())))),
                        ""),
                arguments(
                        "options say what the model says",
                        taskPods(it -> it.namespace("data")
                                .remoteLogging(logs(LogStore.gcs("gov-logs", "airflow"), CloudIdentity.ofNodes()))
                                .airflowConfig("kubernetes_executor.namespace", "data")
                                .environment("AIRFLOW__CORE__EXECUTOR", "KubernetesExecutor")),
                        ""),
                arguments(
                        "options say that there is no remote log store",
                        but(it -> it.remoteLogging(Optional.empty())
                                .airflowConfig("logging.remote_logging", "False")
                                .airflowConfig("logging.delete_local_logs", "False")),
                        "LOG-002 remoteLogging: Logs are stored only in the pods"),
                arguments(
                        "a probe runs a shell",
                        but(it -> it.ha(ha -> ha.scheduler(scheduler -> scheduler.pods(Pods.builder()
                                .livenessProbe(Probe.builder()
                                        .command(List.of("sh", "-c", "exit 0"))
                                        .build())
                                .build())))),
                        ""),
                arguments(
                        "options of a section with a dot in its name",
                        but(it -> it.airflowConfig("common.io.xcom_objectstorage_path", "s3://bucket/xcom")),
                        ""),
                arguments(
                        "a DAG folder with a slash behind it", but(it -> it.gitSync(git -> git.subPath("dags/"))), ""),
                arguments("a DAG folder as shells write it", but(it -> it.gitSync(git -> git.subPath("./dags/"))), ""),
                arguments(
                        "a server within the cluster has no certificate",
                        but(it -> it.database(database -> database.provider(DatabaseProvider.SELF_HOSTED)
                                .host("airflow-db-rw")
                                .tls(TlsMode.DISABLE))),
                        "DB-020 database.tls: sslmode disable does not enforce encryption"),
                arguments(
                        "people sign in with GitHub",
                        but(it -> it.webConfiguration(WebConfiguration.text(GITHUB))
                                .ha(ha -> ha.web(web -> web.pods(Pods.builder()
                                        .variable(Variable.fromSecret("OAUTH_CLIENT_ID", "github-oauth", "id"))
                                        .variable(Variable.fromSecret("OAUTH_CLIENT_SECRET", "github-oauth", "secret"))
                                        .build())))),
                        ""),
                arguments(
                        "people sign in with Entra ID, by a file in a ConfigMap",
                        but(it -> it.webConfiguration(WebConfiguration.configMap("entra-id"))),
                        ""),
                arguments(
                        "Google's key file is mounted",
                        taskPods(it -> it.remoteLogging(logs(
                                        LogStore.gcs("gov-logs", "airflow"),
                                        CloudIdentity.keyFile("/etc/gcp/key.json")))
                                .pods(pods -> pods.volume(
                                        Volume.secret("gcp-credentials").at("/etc/gcp")))),
                        "LOG-008 remoteLogging.identity: a long-lived key for Google Cloud Storage"),
                arguments(
                        "an S3-compatible store, with a connection that somebody else keeps",
                        taskPods(it -> it.remoteLogging(logs(
                                        LogStore.s3("airflow-logs", ""),
                                        CloudIdentity.existingConnection("minio", "connection")))
                                .pods(pods -> pods.volume(
                                                Volume.configMap("home-ca").at("/etc/home-ca"))
                                        .variable(Variable.of("AWS_CA_BUNDLE", "/etc/home-ca/ca.crt")))),
                        ""),
                arguments(
                        "two repositories as DAG bundles, connections from a file",
                        taskPods(it -> it.gitSync(Optional.empty())
                                .remoteLogging(logs(LogStore.s3("airflow-logs", "eks"), CloudIdentity.ofNodes()))
                                .dagBundle(DagBundle.git("sales", GitRef.branch("main"), "git_sales"))
                                .dagBundle(DagBundle.git(
                                        "finance",
                                        GitRef.commit("0123456789abcdef0123456789abcdef01234567"),
                                        "git_finance"))
                                .secretsBackend(SecretsBackend.connectionsFile("/etc/airflow/connections.yaml"))
                                .pods(pods -> pods.volume(
                                        Volume.secret("airflow-connections").at("/etc/airflow")))),
                        ""),
                arguments(
                        "RabbitMQ with an authority of its own",
                        but(it -> it.broker(CeleryBroker.rabbitMq("rabbitmq.messaging.svc", "airflow").toBuilder()
                                        .caFile("/etc/ca/ca.crt")
                                        .build())
                                .pods(pods -> pods.volume(
                                        Volume.configMap("company-ca").at("/etc/ca")))),
                        ""),
                arguments(
                        "SQS",
                        but(it -> it.broker(CeleryBroker.sqs(
                                "eu-west-1", "https://sqs.eu-west-1.amazonaws.com/111122223333/airflow"))),
                        ""),
                arguments(
                        "git over https behind a proxy, with its authority",
                        but(it -> it.gitSync(git -> git.repository("https://git.example.com/dags.git")
                                .access(GitAccess.httpsCredentials("bot"))
                                .variable(Variable.of("HTTPS_PROXY", "http://proxy.example.com:3128"))
                                .variable(Variable.of("GIT_SSL_CAINFO", "/etc/ca/ca.crt"))
                                .volume(Volume.configMap("company-ca").at("/etc/ca")))),
                        ""),
                arguments(
                        "Datadog's agent on each node",
                        but(it -> it.metrics(Metrics.nodeStatsd().toBuilder()
                                .datadog(true)
                                .datadogTags("env:prod")
                                .build())),
                        ""),
                arguments(
                        "git-sync's own variables",
                        values(
                                "dags",
                                Map.of(
                                        "gitSync",
                                        Map.of(
                                                "env",
                                                List.of(
                                                        variable("GITSYNC_SUBMODULES", "off"),
                                                        variable("GITSYNC_SYNC_TIMEOUT", "600s"),
                                                        variable("GITSYNC_FILTER", "blob:none"))))),
                        ""),
                arguments(
                        "Datadog's client",
                        but(it -> it.metrics(Metrics.statsd("datadog.monitoring", 8125))
                                .airflowConfig("metrics.statsd_datadog_enabled", "True")),
                        ""),
                arguments(
                        "traces beside StatsD",
                        but(it -> it.environment("OTEL_EXPORTER_OTLP_ENDPOINT", "http://otel.monitoring:4318")),
                        ""),
                arguments(
                        "the chart's own collector",
                        but(it ->
                                it.metrics(Metrics.none()).extraValue("otelCollector", Map.of("metricsEnabled", true))),
                        ""),
                arguments(
                        "logs on a shared volume",
                        taskPods(it -> it.extraValue(
                                "logs",
                                Map.of("persistence", Map.of("enabled", true, "existingClaim", "airflow-logs")))),
                        ""),
                arguments(
                        "logs on a volume of the model",
                        taskPods(it -> it.logVolume(SharedVolume.existing("airflow-logs"))),
                        ""),
                arguments(
                        "logs in Elasticsearch",
                        taskPods(
                                it -> it.extraValue("elasticsearch", Map.of("enabled", true, "secretName", "elastic"))),
                        ""),
                arguments(
                        "logs in OpenSearch",
                        taskPods(it -> it.extraValue("opensearch", Map.of("enabled", true, "secretName", "search"))),
                        ""),
                arguments(
                        "logs in a store that the model does not know",
                        taskPods(it -> it.airflowConfig("logging.remote_logging", "True")
                                .airflowConfig("logging.remote_base_log_folder", "oss://airflow-logs")),
                        ""),
                arguments("KEDA", ha(it -> it.workerScaling(WorkerScaling.keda(2, 4))), ""),
                arguments("an HPA", ha(it -> it.workerScaling(WorkerScaling.hpa(2, 4))), ""),
                arguments(
                        "a Redis that is open and unencrypted",
                        redis(it -> it.host("10.20.30.40").tls(false)),
                        "CEL-006 broker.tls: The connection to the broker is not encrypted\nCEL-011 broker.passwordFrom:"
                                + " The broker has no password"),
                arguments(
                        "a Redis with an authority of its own",
                        redis(it -> it.passwordFrom(SecretSource.environment("BROKER_PASSWORD"))
                                .caFile("/etc/redis-ca/ca.crt")),
                        ""),
                arguments(
                        "a broker that the model does not know",
                        but(it -> it.broker(Optional.empty())
                                .extraValue("data", Map.of("brokerUrlSecretName", "rabbitmq"))),
                        ""),
                arguments("a tag that counts builds", image(it -> it.tag("0.2.0")), ""),
                arguments("a tag that is a commit", image(it -> it.tag("git-4f2a9c1")), ""),
                arguments("a tag that is a short hash", image(it -> it.tag("sha-2b143b1")), ""),
                arguments("a tag that is a date", image(it -> it.tag("2026-11-24")), ""),
                arguments("a tag that is a date with dots", image(it -> it.tag("2026.11.24")), ""),
                arguments("a tag with a digest behind it", image(it -> it.tag("latest@sha256:" + DIGITS)), ""),
                arguments("the uid that OpenShift gives a namespace", image(it -> it.uid(1002490000)), ""),
                arguments(
                        "task pods' image with a digest, for which the chart has no key",
                        taskPods(it -> it.image(
                                        ChartImage.TASK_PODS,
                                        ContainerImage.builder()
                                                .repository("registry.example.com/airflow@sha256")
                                                .tag(DIGITS)
                                                .build())
                                .logVolume(SharedVolume.existing("airflow-logs"))),
                        ""),
                arguments(
                        "pool options that repeat the mode",
                        but(it -> it.pgBouncer(pool -> pool.option("pool_mode", "transaction"))),
                        ""),
                arguments("an image that is always pulled", image(it -> it.pullPolicy(PullPolicy.ALWAYS)), ""),
                arguments("no deferred tasks", ha(it -> it.deferrableTasks(false)), ""),
                arguments(
                        "a service account that exists",
                        ha(it -> it.workers(USUAL.workers().toBuilder()
                                .serviceAccount(ServiceAccount.existing("tasks"))
                                .build())),
                        ""),
                arguments(
                        "workers for queues of their own, scaled by KEDA, behind an internal load balancer",
                        SampleDeployments.dataPlatform("1.22.0", "3.2.2"),
                        OPEN_INSIDE),
                arguments(
                        "an option of several lines",
                        but(it -> it.airflowConfig("core.allowed_deserialization_classes", "mine.*\n  yours.*")),
                        ""),
                arguments(
                        "task pods in another namespace",
                        kubernetesOnGoogle().toBuilder()
                                .airflowConfig("kubernetes_executor.namespace", "tasks")
                                .rbac(rbac -> rbac.multiNamespaceMode(true))
                                .build(),
                        "RISK-071 rbac.multiNamespaceMode: Airflow can start and delete pods in every namespace"),
                arguments(
                        "accounts with cloud roles of their own",
                        ha(it -> it.workers(USUAL.workers().toBuilder()
                                .serviceAccount(ServiceAccount.builder()
                                        .annotation("eks.amazonaws.com/role-arn", "arn:aws:iam::111122223333:role/etl")
                                        .build())
                                .build())),
                        ""),
                arguments(
                        "OpenShift's anyuid, with a pool that gets its uid from the namespace",
                        but(it -> it.rbac(rbac -> rbac.createSccRoleBinding(true))
                                .pgBouncer(pool -> pool.pods(Pods.builder()
                                        .securityContexts(SecurityContexts.openShift())
                                        .build()))),
                        ""),
                arguments(
                        "options and variables that say what the model says",
                        but(it -> it.airflowConfig("metrics.statsd_port", "9125")
                                .airflowConfig("core.parallelism", "32")
                                .environment("AIRFLOW__CELERY__WORKER_CONCURRENCY", "16")
                                .pods(pods -> pods.variable(
                                        Variable.of("AIRFLOW__KUBERNETES_EXECUTOR__NAMESPACE", "airflow")))),
                        ""),
                arguments(
                        "volumes whose owner is fixed, with contexts of one's own",
                        but(it -> it.ha(ha -> ha.fixWorkerPermissions(true)
                                .workers(workers ->
                                        workers.pods(pods -> pods.securityContexts(SecurityContexts.builder()
                                                .pod(Map.of("runAsUser", 50_000, "fsGroup", 0))
                                                .build()))))),
                        ""),
                arguments(
                        "volumes whose owner is fixed by root, which is not admitted",
                        but(it -> it.pods(pods -> pods.securityContexts(SecurityContexts.restricted()))
                                .ha(ha -> ha.fixWorkerPermissions(true))),
                        "VOL-013 ha.fixWorkerPermissions: the workers' pods may not run as root"),
                arguments(
                        "repository and Vault in the cluster, without TLS",
                        but(it -> it.gitSync(git -> git.repository("http://gitea.git.svc:3000/data/dags.git")
                                        .access(GitAccess.anonymous()))
                                .secretsBackend(
                                        SecretsBackend.vault("http://vault.vault.svc.cluster.local:8200", "airflow"))),
                        "GIT-023 gitSync.repository: the address begins with http://\n"
                                + "SEC-017 secretsBackend.url: 'http://vault.vault.svc.cluster.local:8200' does not begin with"
                                + " https://"),
                arguments(
                        "Airflow 2's old API, which asks for a login as well",
                        but(it -> it.chartVersion("1.20.0")
                                .airflowVersion("2.11.0")
                                .environment("AIRFLOW__API__ENABLE_EXPERIMENTAL_API", "true")),
                        ""),
                arguments(
                        "workers that keep fewer processes while they are idle",
                        but(it -> it.airflowConfig("celery.worker_autoscale", "16,4")),
                        ""),
                arguments(
                        "workers with more slots than the model counts",
                        but(it -> it.airflowConfig("celery.worker_autoscale", "32,4")),
                        "CFG-002 airflowConfig[celery.worker_autoscale]: concurrency.workerConcurrency decides this"),
                arguments(
                        "DAG files in another folder of the repository",
                        but(it -> it.airflowConfig("core.dags_folder", "/opt/airflow/dags/repo/elsewhere")),
                        ""),
                arguments(
                        "a scheduler that mounts its token itself",
                        kubernetesOnGoogle().toBuilder()
                                .ha(it -> it.scheduler(scheduler -> scheduler
                                        .serviceAccount(ServiceAccount.builder()
                                                .automountServiceAccountToken(false)
                                                .build())
                                        .pods(pods -> pods.volume(Volume.builder()
                                                .name("token")
                                                .source(Map.of("projected", Map.of("sources", List.of())))
                                                .mountPath("/var/run/secrets/kubernetes.io/serviceaccount")
                                                .build()))))
                                .build(),
                        ""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("deployments")
    void saysWhatIsTrueOfWhatWorks(String what, AirflowDeployment deployment, String said) {
        String findings = deployment.validate().violations().stream()
                .map(violation ->
                        violation.rule().id() + " " + violation.finding().modelPath() + ": "
                                + violation.finding().what())
                .collect(Collectors.joining("\n"));

        assertThat(findings).as(what).isEqualTo(said);
    }

    private static AirflowDeploymentBuilder behindALoadBalancer(AirflowDeploymentBuilder it) {
        return it.ingress(WebIngress.builder()
                        .host("airflow.example.com")
                        .ingressClass("alb")
                        .annotation(
                                "alb.ingress.kubernetes.io/certificate-arn",
                                "arn:aws:acm:eu-west-1:111122223333:certificate/1")
                        .build())
                .externalUrl("https://airflow.example.com");
    }

    private static AirflowDeployment values(String key, Object value) {
        return but(it -> it.extraValue(key, value));
    }

    private static Map<String, String> variable(String name, String value) {
        return Map.of("name", name, "value", value);
    }

    private static RemoteLogging logs(LogStore store, CloudIdentity identity) {
        return RemoteLogging.to(store)
                .identity(identity)
                .retention(Period.ofDays(90))
                .build();
    }

    private static AirflowDeployment taskPods(UnaryOperator<AirflowDeploymentBuilder> change) {
        return change.apply(kubernetesOnGoogle().toBuilder().remoteLogging(Optional.empty()))
                .build();
    }
}
