package io.airworthy.rules;

import static io.airworthy.testkit.SampleDeployments.azure;
import static io.airworthy.testkit.SampleDeployments.exercise;
import static io.airworthy.testkit.SampleDeployments.kubernetesOnGoogle;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.airworthy.AirflowDeployment;
import io.airworthy.validation.Violation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ExtraValuesRulesTest {

    private static final String NO_TASK_PODS = ": the scheduler is not allowed to start task pods";

    static Stream<Arguments> valuesThatTheModelDecides() {
        return Stream.of(
                finding(
                        exercise(),
                        "scheduler",
                        Map.of("env", List.of(variable("AIRFLOW__CORE__PARALLELISM", "1"))),
                        "VAL-005 scheduler.env[0]: concurrency.parallelism decides AIRFLOW__CORE__PARALLELISM"),
                finding(
                        exercise(),
                        "secret",
                        List.of(
                                Map.of("envName", "AIRFLOW_CONN_DWH", "secretName", "dwh", "secretKey", "uri"),
                                Map.of("envName", "AIRFLOW_CONN_AWS_DEFAULT", "secretName", "aws")),
                        "VAL-005 secret[1]: remoteLogging decides AIRFLOW_CONN_AWS_DEFAULT"),
                finding(
                        exercise(),
                        "extraEnv",
                        """
                        - name: TEAM
                          value: data
                        - value: localhost
                          name: "AIRFLOW__METRICS__STATSD_HOST"
                        - {name: AIRFLOW__API__SECRET_KEY, valueFrom: {secretKeyRef: {name: mine, key: key}}}
                        """,
                        "VAL-005 extraEnv: metrics decides AIRFLOW__METRICS__STATSD_HOST",
                        "VAL-005 extraEnv: secretNames decides AIRFLOW__API__SECRET_KEY"),
                finding(
                        exercise(),
                        "extraEnv",
                        "- name: SMTP_PASSWORD\n  value: hunter2\n",
                        "RISK-001 extraEnv: the name SMTP_PASSWORD suggests a secret"),
                finding(
                        exercise(),
                        "triggerer",
                        Map.of("env", List.of(variable("SMTP_PASSWORD", "hunter2"))),
                        "RISK-001 triggerer.env[0]: the name SMTP_PASSWORD suggests a secret"),
                finding(
                        exercise(),
                        "dags",
                        Map.of("gitSync", Map.of("env", List.of(variable("GITSYNC_REF", "other")))),
                        "VAL-005 dags.gitSync.env[0]: gitSync.ref decides GITSYNC_REF"),
                finding(
                        exercise().toBuilder().gitSync(Optional.empty()).build(),
                        "dags",
                        Map.of("gitSync", Map.of("enabled", true)),
                        "VAL-005 dags.gitSync.enabled: gitSync decides this"),
                finding(
                        exercise().toBuilder().pgBouncer(Optional.empty()).build(),
                        "pgbouncer",
                        Map.of("enabled", true, "maxClientConn", 300),
                        "VAL-005 pgbouncer.enabled: pgBouncer decides this"),
                finding(
                        exercise(),
                        "networkPolicies",
                        Map.of("enabled", true),
                        "VAL-005 networkPolicies.enabled: networkPolicies decides this"),
                finding(
                        exercise(),
                        "ingress",
                        Map.of("apiServer", Map.of("enabled", true, "hosts", List.of("airflow.example.com"))),
                        "VAL-005 ingress.apiServer.enabled: ingress decides this",
                        "VAL-005 ingress.apiServer.hosts: ingress decides this"),
                finding(
                        exercise(),
                        "otelCollector",
                        Map.of("metricsEnabled", true),
                        "VAL-005 otelCollector.metricsEnabled: metrics decides this"),
                finding(
                        exercise(),
                        "webserver",
                        Map.of("defaultUser", Map.of("enabled", true)),
                        "VAL-005 webserver.defaultUser: adminUser decides this"),
                finding(
                        azure(),
                        "createUserJob",
                        Map.of("args", List.of("bash")),
                        "VAL-012 createUserJob.args: the model sets it to something else"),
                finding(
                        exercise(),
                        "scheduler",
                        Map.of("podDisruptionBudget", Map.of("config", Map.of("minAvailable", 1))),
                        "VAL-005 scheduler.podDisruptionBudget.config.minAvailable: ha.scheduler.disruptionBudget"
                                + " decides this"),
                finding(
                        exercise(),
                        "workers",
                        Map.of("celery", Map.of("keda", Map.of("enabled", true), "hpa", Map.of("enabled", true))),
                        "VAL-005 workers.celery.hpa.enabled: ha.workerScaling decides this",
                        "VAL-005 workers.celery.keda.enabled: ha.workerScaling decides this"),
                finding(
                        exercise(),
                        "imagePullSecrets",
                        List.of("registry"),
                        "VAL-005 imagePullSecrets: image.pullSecret decides this"),
                finding(
                        exercise(),
                        "triggerer",
                        Map.of("enabled", false),
                        "VAL-005 triggerer.enabled: ha.deferrableTasks decides this"),
                finding(
                        exercise(),
                        "images",
                        Map.of("airflow", Map.of("pullPolicy", "Always"), "statsd", Map.of("pullPolicy", "Always")),
                        "VAL-005 images.airflow.pullPolicy: image.pullPolicy decides this"));
    }

    static Stream<Arguments> valuesThatTakeSomethingAway() {
        return Stream.of(
                finding(
                        exercise(),
                        "enableBuiltInSecretEnvVars",
                        Map.of("AIRFLOW__CELERY__BROKER_URL", false),
                        "VAL-008 enableBuiltInSecretEnvVars.AIRFLOW__CELERY__BROKER_URL: nothing provides Airflow's"
                                + " AIRFLOW__CELERY__BROKER_URL"),
                finding(
                        exercise(),
                        "workers",
                        Map.of(
                                "celery",
                                Map.of(
                                        "enableDefault",
                                        false,
                                        "sets",
                                        List.of(Map.of("name", "all", "queue", "gpu,default")))),
                        "VAL-010 workers.celery.sets: these workers come in addition to ha.workers"),
                finding(
                        exercise(),
                        "limits",
                        List.of(
                                Map.of("type", "Pod", "max", Map.of("memory", "1Mi")),
                                Map.of("type", "Container", "max", Map.of("memory", "3Gi", "cpu", 2))),
                        "VAL-008 limits[1].max.memory: ha.scheduler has 4Gi, so Kubernetes rejects its pod",
                        "VAL-008 limits[1].max.memory: ha.workers has 4Gi, so Kubernetes rejects its pod"),
                finding(
                        exercise(),
                        "apiServer",
                        Map.of("enabled", false),
                        "VAL-008 apiServer.enabled: the component is off"),
                finding(
                        exercise(),
                        "workers",
                        Map.of("celery", Map.of("queue", "gpu,cpu")),
                        "VAL-008 workers.celery.queue: no worker takes tasks of the queue default"),
                finding(
                        exercise(),
                        "workers",
                        Map.of("celery", Map.of("enableDefault", false)),
                        "VAL-008 workers.celery.enableDefault: no worker takes tasks of the queue default"),
                finding(
                        exercise(),
                        "securityContext",
                        Map.of("runAsUser", 1000),
                        "VAL-008 securityContext: without fsGroup git-sync cannot read the deploy key"),
                finding(
                        exercise(),
                        "secret",
                        List.of(Map.of("envName", "DWH", "secretName", "dwh", "secretKey", "y")),
                        "NAME-004 ?: 'y' is not text in YAML"),
                finding(
                        exercise(),
                        "ports",
                        Map.of("apiServer", 9090),
                        "WEB-010 ports.apiServer: Airflow listens on 8080, and the chart probes port 9090"),
                finding(
                        exercise(),
                        "ports",
                        Map.of("pgbouncer", 6432, "redisDB", 6380, "pgbouncerScrape", 9127),
                        "VAL-008 ports.pgbouncer: PgBouncer listens on 6543, and every URL uses that port",
                        "VAL-008 ports.redisDB: Redis listens on 6379, and the broker's URL uses that port"),
                finding(
                        exercise(),
                        "pgbouncer",
                        Map.of("mountConfigSecret", false),
                        "VAL-008 pgbouncer.mountConfigSecret: PgBouncer does not get its configuration"),
                finding(
                        kubernetesOnGoogle(),
                        "rbac",
                        Map.of("create", false),
                        "VAL-005 rbac.create: rbac.create decides this"),
                finding(
                        kubernetesOnGoogle(),
                        "allowPodLaunching",
                        false,
                        "VAL-005 allowPodLaunching: rbac.allowPodLaunching decides this"),
                finding(
                        kubernetesOnGoogle(),
                        "scheduler",
                        Map.of("serviceAccount", Map.of("automountServiceAccountToken", false)),
                        "VAL-008 scheduler.serviceAccount.automountServiceAccountToken" + NO_TASK_PODS),
                finding(
                        kubernetesOnGoogle(),
                        "workers",
                        Map.of("kubernetes", Map.of("serviceAccount", Map.of("create", true))),
                        "VAL-008 workers.kubernetes.serviceAccount.create: task pods get a service account of their own,"
                                + " which has no identity"),
                finding(
                        exercise(),
                        "workers",
                        Map.of("celery", Map.of("serviceAccount", Map.of("create", false))),
                        "VAL-005 workers.celery.serviceAccount.create: ha.workers.serviceAccount decides this"),
                finding(
                        exercise(),
                        "triggerer",
                        Map.of("serviceAccount", Map.of("create", false, "name", "ours")),
                        "VAL-005 triggerer.serviceAccount.create: ha.triggerer.serviceAccount decides this",
                        "VAL-005 triggerer.serviceAccount.name: ha.triggerer.serviceAccount decides this"),
                finding(
                        exercise(),
                        "triggerer",
                        Map.of("keda", Map.of("enabled", true)),
                        "VAL-005 triggerer.keda.enabled: ha.triggererScaling decides this"),
                finding(
                        exercise(),
                        "securityContexts",
                        Map.of("pod", Map.of("runAsUser", 1000)),
                        "VAL-008 securityContexts.pod: without fsGroup git-sync cannot read the deploy key"),
                finding(
                        exercise(),
                        "volumes",
                        List.of(Map.of("name", "dags", "emptyDir", Map.of())),
                        "VAL-008 volumes[0]: the chart has its own volume dags"));
    }

    static Stream<Arguments> labelsAndAnnotations() {
        return Stream.of(
                finding(
                        exercise(),
                        "labels",
                        Map.of("tier", "data"),
                        "VAL-009 labels: the chart itself sets the label tier"),
                finding(
                        exercise(),
                        "dagProcessor",
                        Map.of("labels", Map.of("cost centre", "1")),
                        "VAL-009 dagProcessor.labels: 'cost centre' is not a valid label key"),
                finding(
                        exercise(),
                        "airflowPodAnnotations",
                        Map.of("a b", "any value is fine"),
                        "VAL-009 airflowPodAnnotations: 'a b' is not a valid annotation key"));
    }

    static Stream<Arguments> valuesThatBreakTheChart() {
        String unread = ": YAML cannot read it where the chart writes it";
        return Stream.of(
                finding(
                        exercise(),
                        "images",
                        Map.of("statsd", Map.of("tag", "{{ .Release.Name }}")),
                        "VAL-017 images.statsd.tag" + unread),
                finding(
                        exercise(),
                        "images",
                        Map.of("redis", Map.of("tag", "")),
                        "VAL-017 images.redis.tag" + unread,
                        "RISK-020 images.redis.tag: it is ''"),
                finding(exercise(), "schedulerName", "a: b", "VAL-017 schedulerName" + unread),
                finding(exercise(), "extraEnv", "0644", "VAL-017 extraEnv" + unread),
                finding(
                        withoutRemoteLogging(),
                        "elasticsearch",
                        Map.of("enabled", true),
                        "VAL-018 elasticsearch.enabled: the chart needs secretName or connection beside it"),
                finding(
                        withoutRemoteLogging(),
                        "opensearch",
                        Map.of("enabled", true, "secretName", "search", "connection", Map.of("host", "search")),
                        "VAL-018 opensearch.enabled: the chart takes secretName or connection, not both"),
                finding(
                        exercise(),
                        "ingress",
                        Map.of("apiServer", Map.of("succeedingPaths", List.of(Map.of("path", "/docs"), "/blog"))),
                        "VAL-018 ingress.apiServer.succeedingPaths[1]: it is not a map with path, pathType and backend"));
    }

    private static AirflowDeployment withoutRemoteLogging() {
        return exercise().toBuilder().remoteLogging(Optional.empty()).build();
    }

    static Stream<Arguments> valuesThatDoNoHarm() {
        return Stream.of(
                arguments(exercise(), "images", Map.of("statsd", Map.of("tag", "v0.28.0"))),
                arguments(exercise(), "images", Map.of("redis", Map.of("repository", "mirror:5000/redis"))),
                arguments(exercise(), "cleanup", Map.of("schedule", "*/15 * * * *")),
                arguments(exercise(), "extraEnv", "{{- if true }}\n- name: TEAM\n  value: data\n{{- end }}"),
                arguments(kubernetesOnGoogle(), "rbac", Map.of("create", true)),
                arguments(exercise(), "triggerer", Map.of("serviceAccount", Map.of("name", "", "create", true))),
                arguments(
                        kubernetesOnGoogle(),
                        "workers",
                        Map.of("kubernetes", Map.of("serviceAccount", Map.of("create", false)))),
                arguments(exercise(), "extraEnv", "- name: TEAM\n  value: data\n"),
                arguments(
                        exercise(), "extraEnv", "- name: DWH\n  valueFrom:\n    secretKeyRef: {name: dwh, key: uri}\n"),
                arguments(exercise(), "scheduler", Map.of("env", List.of(variable("PYTHONPATH", "/opt/acme")))),
                arguments(exercise(), "workers", Map.of("celery", Map.of("queue", "default,gpu"))),
                arguments(
                        exercise().toBuilder()
                                .airflowConfig("operators.default_queue", "cpu")
                                .build(),
                        "workers",
                        Map.of("celery", Map.of("queue", "cpu"))),
                arguments(
                        exercise().toBuilder()
                                .waive("WEB-010", "the port is changed below")
                                .airflowConfig("api.port", "9090")
                                .build(),
                        "ports",
                        Map.of("apiServer", 9090)),
                arguments(exercise(), "statsd", Map.of("env", List.of(variable("AIRFLOW__CORE__PARALLELISM", "1")))),
                arguments(exercise(), "workers", Map.of("celery", Map.of("keda", Map.of("cooldownPeriod", 60)))),
                arguments(exercise(), "securityContexts", Map.of("pod", Map.of("runAsUser", 1000, "fsGroup", 1000))),
                arguments(exercise(), "securityContexts", Map.of("pod", Map.of("runAsUser", 1000, "runAsGroup", 0))),
                arguments(azure(), "securityContexts", Map.of("pod", Map.of("runAsUser", 1000))),
                arguments(exercise(), "createUserJob", Map.of("args", List.of("bash"))),
                arguments(exercise(), "ports", Map.of("pgbouncer", 6543, "statsdIngest", 9999)),
                arguments(azure(), "ports", Map.of("redisDB", 6380)),
                arguments(azure(), "ingress", Map.of("apiServer", Map.of("enabled", true))),
                arguments(azure(), "networkPolicies", Map.of("enabled", true)),
                arguments(exercise(), "podTemplate", "apiVersion: v1"),
                arguments(exercise(), "flower", Map.of("topologySpreadConstraints", List.of())),
                arguments(exercise(), "labels", Map.of("acme.com/team", "", "cost-centre", "0644")),
                arguments(exercise(), "airflowPodAnnotations", Map.of("acme.com/note", "any text, at all")),
                arguments(exercise(), "volumes", List.of(Map.of("name", "scratch", "emptyDir", Map.of()))),
                arguments(
                        exercise(),
                        "dagProcessor",
                        Map.of(
                                "dagBundleConfigList",
                                List.of(Map.of(
                                        "name", "dags-folder",
                                        "classpath", "airflow.dag_processing.bundles.local.LocalDagBundle",
                                        "kwargs", Map.of())))));
    }

    @ParameterizedTest(name = "{1}: {2}")
    @MethodSource({
        "valuesThatTheModelDecides",
        "valuesThatTakeSomethingAway",
        "labelsAndAnnotations",
        "valuesThatBreakTheChart"
    })
    void saysWhatAValueOfTheUsersWouldDo(
            AirflowDeployment deployment, String key, Object value, List<String> expected) {
        assertThat(said(deployment, key, value)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{1}: {2}")
    @MethodSource("valuesThatDoNoHarm")
    void leavesTheRestToTheUser(AirflowDeployment deployment, String key, Object value) {
        assertThat(said(deployment, key, value)).isEmpty();
    }

    @Test
    void countsWhoCanBeScaledPastTheBudget() {
        assertThat(said(exercise(), "apiServer", Map.of("hpa", Map.of("enabled", true))))
                .containsExactly("VAL-010 apiServer.hpa.enabled: there can be more of them than ha.web.replicas");
    }

    @Test
    void looksForTheFilesThatGitSyncPulls() {
        List<Map<String, Object>> bundles = List.of(Map.of(
                "name", "repo", "classpath", "airflow.providers.git.bundles.git.GitDagBundle", "kwargs", Map.of()));

        assertThat(said(exercise(), "dagProcessor", Map.of("dagBundleConfigList", bundles)))
                .containsExactly("CFG-006 dagProcessor.dagBundleConfigList: none of these bundles reads the files that"
                        + " git-sync pulls");
    }

    private static Arguments finding(AirflowDeployment deployment, String key, Object value, String... expected) {
        return arguments(deployment, key, value, List.of(expected));
    }

    private static Map<String, Object> variable(String name, String value) {
        return Map.of("name", name, "value", value);
    }

    /** What the value adds to what is said anyway. */
    private static List<String> said(AirflowDeployment deployment, String key, Object value) {
        List<Violation> before = deployment.validate().violations();
        return deployment.toBuilder().extraValue(key, value).build().validate().violations().stream()
                .filter(violation -> !before.contains(violation))
                .map(violation -> violation.rule().id() + " "
                        + violation.finding().valuesPath().orElse("?") + ": "
                        + violation.finding().what())
                .toList();
    }
}
