package io.airworthy.render.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.airworthy.AirflowDeployment;
import io.airworthy.AirflowDeploymentBuilder;
import io.airworthy.AirflowImage;
import io.airworthy.Delivery;
import io.airworthy.Executor;
import io.airworthy.ExtraConfigMap;
import io.airworthy.NetworkPolicies;
import io.airworthy.PullPolicy;
import io.airworthy.WebConfiguration;
import io.airworthy.WebIngress;
import io.airworthy.dags.GitAccess;
import io.airworthy.dags.GitSync;
import io.airworthy.database.DatabaseCredentials;
import io.airworthy.material.Purpose;
import io.airworthy.metrics.Metrics;
import io.airworthy.pods.Component;
import io.airworthy.pods.HaSettings;
import io.airworthy.pods.PodClaim;
import io.airworthy.pods.ServiceAccount;
import io.airworthy.pods.SharedVolume;
import io.airworthy.pods.VariableSource;
import io.airworthy.pods.Volume;
import io.airworthy.pods.WorkerScaling;
import io.airworthy.testkit.Deployments;
import io.airworthy.validation.Violation;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What teams run and no rule may refuse: it has no error, and the rendered objects show it at work. */
@ExtendWith(Charts.AtHand.class)
class WhatWorksTest {

    @ParameterizedTest
    @CsvSource({"1.15.0, 2.9.3, webserver", "1.18.0, 3.0.2, api", "1.22.0, 2.11.0, webserver", "1.22.0, 3.2.2, api"})
    void tlsEndsInALoadBalancerBeforeTheIngress(String chart, String airflow, String section) {
        Release release = working(
                chart,
                airflow,
                it -> it.ingress(WebIngress.builder()
                                .host("airflow.example.com")
                                .path("/team")
                                .ingressClass("alb")
                                .annotation("alb.ingress.kubernetes.io/certificate-arn", "arn:aws:acm:eu-west-1:1:c/1")
                                .build())
                        .externalUrl("https://airflow.example.com/team"));

        assertThat(release.airflowCfg().get(section + ".base_url")).contains("https://airflow.example.com/team");
        assertThat(release.objects("Ingress").get(0).at("/spec/tls").isMissingNode())
                .isTrue();
        if (section.equals("webserver")) {
            // Airflow 2 answers below this path only; the probe has to ask there.
            assertThat(release.podOf(Component.WEB)
                            .container("webserver")
                            .node()
                            .at("/livenessProbe/httpGet/path")
                            .asText())
                    .isEqualTo("/team/health");
        }
    }

    @ParameterizedTest
    @CsvSource({"1.15.0, 2.9.3", "1.18.0, 3.0.2", "1.20.0, 3.1.8", "1.22.0, 3.2.2"})
    void tasksStartFromATemplateOfTheirOwn(String chart, String airflow) {
        String template = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: task\nspec:\n  containers:\n    - name: base\n"
                + "      image: dags:1\n      args: [\"{{ x }}\"]\n";
        Release release = working(
                chart,
                airflow,
                it -> it.executors(List.of(Executor.KUBERNETES))
                        .broker(Optional.empty())
                        .airflowLocalSettings("BANNER = '{{ x }}'\n")
                        .ha(ha -> ha.podTemplate(template)));

        JsonNode files =
                release.object("ConfigMap", release.names().object("config")).path("data");
        assertThat(files.path("pod_template_file.yaml").asText().strip()).isEqualTo(template.strip());
        assertThat(files.path("airflow_local_settings.py").asText().strip()).isEqualTo("BANNER = '{{ x }}'");
    }

    /** {@link EverythingArrived} looks at each text. */
    @ParameterizedTest
    @CsvSource({"1.15.0, 2.9.3", "1.18.0, 3.0.2", "1.20.0, 3.1.8", "1.22.0, 3.2.2"})
    void configMapsArriveAsTheyAre(String chart, String airflow) {
        List<ExtraConfigMap> maps = Deployments.configMaps().sample();

        Release release = working(
                chart,
                airflow,
                it -> it.extraConfigMaps(maps)
                        .delivery(Delivery.HELM)
                        .webConfiguration(WebConfiguration.configMap("team.settings"))
                        .pods(pods -> pods.variablesFrom(List.of(VariableSource.configMap("team.settings")))));

        ConfigurationArrived.check(release);
    }

    @ParameterizedTest
    @CsvSource({"1.15.0, 2.9.3", "1.18.0, 3.0.2", "1.20.0, 3.1.8", "1.22.0, 3.2.2"})
    void dagFilesAreAtAPlaceOfTheirOwn(String chart, String airflow) {
        Release release = working(
                chart,
                airflow,
                it -> it.dagFolder("/opt/dags")
                        .ha(ha -> ha.workers(workers -> workers.pods(
                                pods -> pods.volume(Volume.named("dags").at("/opt/plugins"))))));

        DagsArrived.check(release);
        Container worker = release.podOf(Component.WORKERS).container("worker");
        assertThat(worker.node().path("volumeMounts"))
                .filteredOn(mount -> mount.path("name").asText().equals("dags"))
                .extracting(mount -> mount.path("mountPath").asText())
                .containsExactlyInAnyOrder("/opt/dags", "/opt/plugins");
        assertThat(release.podOf(Component.WORKERS).spec().path("volumes"))
                .filteredOn(volume -> volume.path("name").asText().equals("dags"))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "1.15.0, 2.9.3, false",
        "1.18.0, 3.0.2, false",
        "1.19.0, 3.1.0, true",
        "1.21.0, 3.2.0, true",
        "1.22.0, 3.2.2, true"
    })
    void workersHaveFurtherVolumes(String chart, String airflow, boolean besideLogs) {
        Release release = working(
                chart,
                airflow,
                it -> it.logVolume(besideLogs ? Optional.of(SharedVolume.existing("logs-of-all")) : Optional.empty())
                        .ha(ha -> ha.workerClaim(PodClaim.of("scratch", "50Gi"))
                                .workers(workers -> workers.pods(pods -> pods.volume(
                                        Volume.named("scratch").readOnly(false).at("/scratch"))))));

        VolumesArrived.check(release);
        assertThat(release.podOf(Component.WORKERS).container("worker").node().path("volumeMounts"))
                .extracting(mount -> mount.path("name").asText())
                .contains("scratch");
        assertThat(release.podOf(Component.WORKERS).spec().path("volumes"))
                .extracting(volume -> volume.path("name").asText())
                .doesNotContain("scratch");
    }

    @ParameterizedTest
    @CsvSource({"1.15.0, 2.9.3", "1.18.0, 3.0.2", "1.19.0, 3.1.0", "1.21.0, 3.2.0", "1.22.0, 3.2.2"})
    void workersGetTheirVolumesFromRoot(String chart, String airflow) {
        Release release = working(
                chart, airflow, it -> it.executors(List.of(Executor.CELERY)).ha(ha -> ha.fixWorkerPermissions(true)));

        JsonNode context = release.podOf(Component.WORKERS)
                .container("volume-permissions")
                .node()
                .path("securityContext");
        assertThat(context.path("runAsUser").asInt(-1)).isZero();
        assertThat(context.at("/capabilities/add"))
                .extracting(JsonNode::asText)
                .containsExactly("CHOWN", "DAC_OVERRIDE");
        assertThat(release.notes()).doesNotContain("workers.persistence");
    }

    @ParameterizedTest
    @CsvSource({"1.16.0, 2.10.5", "1.19.0, 2.11.0", "1.20.0, 2.11.0"})
    void kedaReachesThePoolWhereTasksAlsoRunInPods(String chart, String airflow) {
        Release release = working(
                chart,
                airflow,
                it -> it.executors(List.of(Executor.CELERY, Executor.KUBERNETES))
                        .networkPolicies(NetworkPolicies.admitting("ingress-nginx", "monitoring"))
                        .database(database -> database.credentials(
                                DatabaseCredentials.keysFrom("airflow-db-app", "username", "password")))
                        .suppliedSecret(Purpose.POOL)
                        .suppliedSecret(Purpose.POOL_STATS)
                        .ha(ha -> ha.workerScaling(WorkerScaling.keda(1, 4).toBuilder()
                                .namespaceLabels(Map.of("kubernetes.io/metadata.name", "keda"))
                                .build())));

        assertThat(release.objects("NetworkPolicy").stream()
                        .filter(policy -> policy.at("/metadata/name").asText().endsWith("pgbouncer-policy"))
                        .flatMap(policy -> Release.elements(policy.at("/spec/ingress/0/from")))
                        .filter(peer ->
                                peer.at("/podSelector/matchLabels/app").asText().equals("keda-operator")))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"1.18.0, 3.0.2, api", "1.22.0, 2.11.0, webserver", "1.22.0, 3.2.2, api"})
    void somethingElseThanTheChartsIngressLeadsIn(String chart, String airflow, String section) {
        Release release = working(chart, airflow, it -> it.externalUrl("https://airflow.example.com/"));

        assertThat(release.airflowCfg().get(section + ".base_url")).contains("https://airflow.example.com");
        assertThat(release.objects("Ingress")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1.18.0, 3.0.2", "1.22.0, 3.2.2"})
    void gitSyncIsToldWhatTheModelDoesNotSay(String chart, String airflow) {
        Release release = working(
                chart,
                airflow,
                it -> it.gitSync(GitSync.builder()
                                .repository("https://github.com/your-org/airflow-dags.git")
                                .access(GitAccess.anonymous())
                                .build())
                        .extraValue(
                                "dags",
                                Map.of(
                                        "gitSync",
                                        Map.of(
                                                "env",
                                                List.of(
                                                        Map.of("name", "GITSYNC_SUBMODULES", "value", "off"),
                                                        Map.of("name", "GITSYNC_SYNC_TIMEOUT", "value", "600s"),
                                                        Map.of("name", "GITSYNC_FILTER", "value", "blob:none"),
                                                        fromSecret("GITSYNC_GITHUB_APP_PRIVATE_KEY"),
                                                        fromSecret("GITSYNC_GITHUB_APP_APPLICATION_ID"),
                                                        fromSecret("GITSYNC_GITHUB_APP_INSTALLATION_ID"))))));

        Container gitSync = release.podOf(Component.DAG_PROCESSOR).container("git-sync");
        assertThat(gitSync.environment())
                .containsEntry("GITSYNC_SUBMODULES", "off")
                .containsEntry("GITSYNC_SYNC_TIMEOUT", "600s")
                .containsEntry("GITSYNC_FILTER", "blob:none");
        assertThat(gitSync.secretOf("GITSYNC_GITHUB_APP_PRIVATE_KEY"))
                .contains(new SecretKey("github-app", "GITSYNC_GITHUB_APP_PRIVATE_KEY"));
    }

    @ParameterizedTest
    @CsvSource({"1.15.0, 2.9.3", "1.22.0, 3.2.2"})
    void metricsGoToDatadogsAgent(String chart, String airflow) {
        Release release = working(
                chart,
                airflow,
                it -> it.metrics(Metrics.statsd("datadog.monitoring", 8125))
                        .airflowConfig("metrics.statsd_datadog_enabled", "True"));

        assertThat(release.airflowCfg().get("metrics.statsd_datadog_enabled")).contains("True");
        assertThat(release.airflowCfg().get("metrics.statsd_host")).contains("datadog.monitoring");
    }

    @ParameterizedTest
    @CsvSource({"1.15.0, 2.9.3", "1.22.0, 3.2.2"})
    void logsOfTaskPodsAreKeptOnASharedVolume(String chart, String airflow) {
        Release release = taskPods(
                chart,
                airflow,
                it -> it.extraValue(
                        "logs", Map.of("persistence", Map.of("enabled", true, "existingClaim", "airflow-logs"))));

        for (Pod pod : List.of(release.pod(Pod.TASK), release.podOf(Component.WEB))) {
            assertThat(Release.elements(pod.spec().path("volumes"))
                            .filter(volume -> volume.path("name").asText().equals("logs"))
                            .map(volume -> volume.at("/persistentVolumeClaim/claimName")
                                    .asText()))
                    .as("claim of %s", pod)
                    .containsExactly("airflow-logs");
        }
        assertThat(release.airflowCfg().get("logging.remote_logging")).contains("False");
    }

    @ParameterizedTest
    @CsvSource({
        "1.15.0, 2.9.3, elasticsearch",
        "1.18.0, 3.0.2, opensearch",
        "1.22.0, 3.2.2, elasticsearch",
        "1.22.0, 3.2.2, opensearch"
    })
    void logsOfTaskPodsAreKeptInASearchEngine(String chart, String airflow, String engine) {
        Release release = taskPods(
                chart, airflow, it -> it.extraValue(engine, Map.of("enabled", true, "secretName", "search-engine")));

        assertThat(release.airflowCfg().get("logging.remote_logging")).contains("True");
        assertThat(release.pod(Pod.TASK).airflowContainers())
                .allSatisfy(container -> assertThat(
                                container.secretOf("AIRFLOW__" + engine.toUpperCase(Locale.ROOT) + "__HOST"))
                        .contains(new SecretKey("search-engine", "connection")));
    }

    @ParameterizedTest
    @CsvSource({"1.15.0, 2.9.3", "1.22.0, 3.2.2"})
    void logsGoToAStoreAndThroughAConnectionThatTheModelDoesNotKnow(String chart, String airflow) {
        Map<String, String> oss = Map.of(
                "logging.remote_logging", "True",
                "logging.remote_base_log_folder", "oss://airflow-logs/tasks",
                "logging.remote_log_conn_id", "oss_logs");

        Release release = taskPods(chart, airflow, it -> it.airflowConfig(oss));

        oss.forEach(
                (option, value) -> assertThat(release.airflowCfg().get(option)).contains(value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.2.0", "git-4f2a9c1", "2026-11-24", "3.2.2", "3.2.2-acme.7", "sha-2b143b1"})
    void theImageIsTaggedByTheTeamsOwnBuild(String tag) {
        Release release = working(
                "1.22.0",
                "3.2.2",
                it -> it.image(AirflowImage.builder()
                        .repository("registry.example.com/airflow")
                        .tag(tag)
                        .pullPolicy(PullPolicy.ALWAYS)
                        .build()));

        assertThat(release.podOf(Component.SCHEDULER).airflowContainers()).allSatisfy(container -> {
            assertThat(container.node().path("image").asText()).isEqualTo("registry.example.com/airflow:" + tag);
            assertThat(container.node().path("imagePullPolicy").asText()).isEqualTo("Always");
        });
    }

    @ParameterizedTest
    @CsvSource({"1.15.0, 2.9.3", "1.19.0, 2.10.5", "1.22.0, 3.2.2"})
    void anOptionHasSeveralLines(String chart, String airflow) {
        String hooks = """
                my_company.hooks.first,
                {{ not_a_template }},

                  50% of the third""";

        Release release = working(chart, airflow, it -> it.airflowConfig("core.lines", hooks));

        assertThat(release.airflowCfg().get("core.lines"))
                .contains("my_company.hooks.first,\n{{ not_a_template }},\n\n50% of the third");
    }

    @ParameterizedTest
    @CsvSource({"1.15.0, 2.9.3", "1.20.0, 3.1.0", "1.22.0, 3.2.2"})
    void kubernetesScalesTheWorkers(String chart, String airflow) {
        Release release = working(
                chart,
                airflow,
                it -> it.ha(HaSettings.builder()
                        .workerScaling(WorkerScaling.hpa(2, 6))
                        .build()));

        JsonNode hpa =
                release.object("HorizontalPodAutoscaler", "airflow-worker").path("spec");
        assertThat(hpa.at("/minReplicas").asInt()).isEqualTo(2);
        assertThat(hpa.at("/maxReplicas").asInt()).isEqualTo(6);
        JsonNode metric = hpa.at("/metrics/0/containerResource");
        assertThat(metric.path("container").asText())
                .isEqualTo(release.podOf(Component.WORKERS).container("worker").name());
        assertThat(metric.at("/target/averageUtilization").asInt()).isEqualTo(80);
        assertThat(release.workloadOf(Component.WORKERS).at("/spec/replicas").isMissingNode())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"1.15.0, 2.9.3", "1.22.0, 3.2.2"})
    void nobodyDefersTasks(String chart, String airflow) {
        Release release = working(
                chart,
                airflow,
                it -> it.ha(HaSettings.builder().deferrableTasks(false).build()));

        assertThat(release.hasPod("airflow-triggerer")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "1.15.0, 2.9.3, true",
        "1.20.0, 3.1.0, true",
        "1.20.0, 3.1.0, false",
        "1.22.0, 3.2.2, true",
        "1.22.0, 3.2.2, false"
    })
    void componentsRunAsTheTeamsOwnServiceAccounts(String chart, String airflow, boolean exist) {
        HaSettings usual = HaSettings.production();
        Release release = taskPods(
                chart,
                airflow,
                it -> it.remoteLogging(Exercise.celery(chart, airflow).remoteLogging())
                        .ha(usual.toBuilder()
                                .scheduler(usual.scheduler().toBuilder()
                                        .serviceAccount(ServiceAccount.named("dispatcher"))
                                        .build())
                                .workers(usual.workers().toBuilder()
                                        .serviceAccount(
                                                exist
                                                        ? ServiceAccount.existing("tasks")
                                                        : ServiceAccount.named("tasks"))
                                        .build())
                                .build()));

        TextNode role = TextNode.valueOf("arn:aws:iam::111122223333:role/airflow-logs");
        assertThat(release.object("ServiceAccount", "dispatcher").at("/metadata/annotations"))
                .contains(role);
        assertThat(release.objects("ServiceAccount").stream()
                        .filter(account -> Release.nameOf(account).equals("tasks"))
                        .map(account -> account.at("/metadata/annotations/eks.amazonaws.com~1role-arn")))
                .isEqualTo(exist ? List.of() : List.of(role));
        assertThat(release.podOf(Component.SCHEDULER)
                        .spec()
                        .path("serviceAccountName")
                        .asText())
                .isEqualTo("dispatcher");
        assertThat(release.pod(Pod.TASK).spec().path("serviceAccountName").asText())
                .isEqualTo("tasks");
        assertThat(Release.elements(release.object("RoleBinding", "airflow-pod-launcher-rolebinding")
                                .path("subjects"))
                        .map(subject -> subject.path("name").asText()))
                .contains("dispatcher");
    }

    @ParameterizedTest
    @CsvSource({"1.20.0, 3.1.0", "1.22.0, 3.2.2"})
    void workersAndTaskPodsShareAServiceAccountOfTheTeams(String chart, String airflow) {
        HaSettings usual = HaSettings.production();
        Release release = working(
                chart,
                airflow,
                it -> it.executors(List.of(Executor.CELERY, Executor.KUBERNETES))
                        .ha(usual.toBuilder()
                                .workers(usual.workers().toBuilder()
                                        .serviceAccount(ServiceAccount.named("tasks"))
                                        .build())
                                .build()));

        assertThat(release.objects("ServiceAccount").stream().map(Release::nameOf))
                .containsOnlyOnce("tasks");
        assertThat(List.of(release.pod(Pod.TASK), release.podOf(Component.WORKERS)))
                .allSatisfy(
                        pod -> assertThat(pod.spec().path("serviceAccountName").asText())
                                .isEqualTo("tasks"));
    }

    @ParameterizedTest
    @CsvSource({"1.15.0, 2.9.3", "1.22.0, 3.2.2"})
    void theBrokerIsNoneThatTheModelKnows(String chart, String airflow) {
        Release release = working(
                chart,
                airflow,
                it -> it.broker(Optional.empty()).extraValue("data", Map.of("brokerUrlSecretName", "rabbitmq")));

        assertThat(release.podOf(Component.WORKERS).container("worker").secretOf("AIRFLOW__CELERY__BROKER_URL"))
                .contains(new SecretKey("rabbitmq", "connection"));
        assertThat(release.hasPod("airflow-redis")).isFalse();
    }

    @Test
    void metricsGoToTheChartsOwnCollector() {
        Release release = working(
                "1.22.0",
                "3.2.2",
                it -> it.metrics(Metrics.none()).extraValue("otelCollector", Map.of("metricsEnabled", true)));

        assertThat(release.airflowCfg().get("metrics.otel_on")).contains("True");
        assertThat(release.airflowCfg().get("metrics.statsd_on")).contains("False");
        assertThat(release.hasPod("airflow-otel-collector")).isTrue();
    }

    private static Map<String, Object> fromSecret(String variable) {
        return Map.of(
                "name", variable, "valueFrom", Map.of("secretKeyRef", Map.of("name", "github-app", "key", variable)));
    }

    private static Release taskPods(String chart, String airflow, UnaryOperator<AirflowDeploymentBuilder> change) {
        return working(
                chart,
                airflow,
                it -> change.apply(it.executors(List.of(Executor.KUBERNETES))
                        .broker(Optional.empty())
                        .remoteLogging(Optional.empty())));
    }

    private static Release working(String chart, String airflow, UnaryOperator<AirflowDeploymentBuilder> change) {
        AirflowDeployment deployment =
                change.apply(Exercise.celery(chart, airflow).toBuilder()).build();
        assertThat(deployment.validate().errors())
                .extracting(Violation::toString)
                .isEmpty();
        return HelmChart.render(deployment);
    }
}
