package io.airworthy.render.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.airworthy.AirflowImage;
import io.airworthy.ChartImage;
import io.airworthy.Flower;
import io.airworthy.celery.CeleryBroker;
import io.airworthy.celery.CeleryBroker.ChartRedis;
import io.airworthy.database.PgBouncerPool;
import io.airworthy.frozen.Tree;
import io.airworthy.metrics.MetricsExporter.ChartStatsd;
import io.airworthy.pods.Component;
import io.airworthy.pods.JobSettings;
import io.airworthy.pods.LogGroomer;
import io.airworthy.pods.Pods;
import io.airworthy.pods.Resources;
import io.airworthy.pods.ServiceAccount;
import io.airworthy.pods.Toleration;
import io.airworthy.pods.Variable;
import io.airworthy.pods.Volume;
import io.airworthy.pods.WorkerGroup;
import io.airworthy.values.KubeletText;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is said of pods is in the rendered pods. */
final class PodsArrived {

    private final Release release;

    private PodsArrived(Release release) {
        this.release = release;
    }

    static void check(Release release) {
        PodsArrived arrived = new PodsArrived(release);
        for (Component component : release.components()) {
            Pod pod = release.podOf(component);
            Container main = pod.container(release.names().componentLabel(component));
            Pods own = release.deployment().ha().of(component).pods();
            arrived.pods(pod, main, own, own);
            arrived.pods(pod, main, release.deployment().pods(), own);
            arrived.user(pod, main, own);
        }
        for (WorkerGroup group : release.deployment().workerGroups()) {
            Pod pod = release.pod(release.names().workerGroup(group.name()));
            Pods own = group.settings().pods();
            arrived.pods(pod, pod.container("worker"), own, own);
        }
        release.deployment().chartRedis().ifPresent(redis -> arrived.service("redis", redis.pods(), redis.resources()));
        release.deployment().flower().ifPresent(arrived::flower);
        release.deployment()
                .metrics()
                .chartStatsd()
                .ifPresent(statsd -> arrived.service("statsd", statsd.pods(), statsd.resources()));
        release.deployment()
                .pgBouncer()
                .ifPresent(pool -> assertThat(release.pod(release.names().object("pgbouncer"))
                                .container("metrics-exporter")
                                .node()
                                .path("resources"))
                        .isEqualTo(ComponentsArrived.resources(pool.exporterResources())));
        arrived.images();
        release.deployment().migrationTimeout().ifPresent(arrived::migrationTimeout);
        arrived.accounts();
        if (release.showsJobs()) {
            if (release.deployment().migrateDatabase()) {
                arrived.job("run-airflow-migrations", release.deployment().migrationJob());
            }
            if (release.deployment().adminUser().isPresent()) {
                arrived.job("create-user", release.deployment().createUserJob());
            }
        }
    }

    private void migrationTimeout(Duration timeout) {
        assertThat(release.pods().stream()
                        .flatMap(pod -> pod.containers().stream())
                        .filter(container -> container.name().equals("wait-for-airflow-migrations")))
                .allSatisfy(
                        container -> assertThat(container.node().path("args").toString())
                                .contains("--migration-wait-timeout=" + timeout.toSeconds()));
    }

    private void images() {
        Map<ChartImage, String> containers = Map.of(
                ChartImage.GIT_SYNC, "git-sync",
                ChartImage.PGBOUNCER, "pgbouncer",
                ChartImage.PGBOUNCER_EXPORTER, "metrics-exporter",
                ChartImage.REDIS, "redis",
                ChartImage.STATSD, "statsd",
                ChartImage.FLOWER, "flower",
                ChartImage.TASK_PODS, "base");
        release.deployment()
                .images()
                .forEach((which, image) -> release.pods().stream()
                        .flatMap(pod -> pod.containers().stream())
                        .filter(container -> container.name().equals(containers.get(which)))
                        .forEach(container -> {
                            String[] parts =
                                    container.node().path("image").asText().split(":(?=[^/]*$)");
                            image.repository()
                                    .ifPresent(text -> assertThat(parts[0]).isEqualTo(text));
                            image.tag().ifPresent(text -> assertThat(parts[1]).isEqualTo(text));
                            image.pullPolicy()
                                    .ifPresent(policy -> assertThat(container
                                                    .node()
                                                    .path("imagePullPolicy")
                                                    .asText())
                                            .isEqualTo(policy.toString()));
                        }));
    }

    private void user(Pod pod, Container main, Pods own) {
        AirflowImage image = release.deployment().image();
        if (own.securityContexts().isEmpty()
                && release.deployment().pods().securityContexts().isEmpty()) {
            image.uid()
                    .ifPresent(uid -> assertThat(
                                    pod.spec().at("/securityContext/runAsUser").asInt(-1))
                            .as("uid of %s", pod)
                            .isEqualTo(uid));
        }
        assertThat(Release.elements(main.node().path("env"))
                        .filter(variable -> variable.path("name").asText().equals("AIRFLOW_HOME"))
                        .map(variable -> variable.path("value").asText()))
                .as("home of %s", pod)
                .containsExactly(image.airflowHome());
    }

    private void accounts() {
        Map<String, ServiceAccount> said = release.deployment().serviceAccountsByPath();
        release.components()
                .forEach(component ->
                        account(release.podOf(component), said.get("ha." + component.attribute() + ".serviceAccount")));
        if (release.deployment().usesKubernetesPods()) {
            account(release.pod(Pod.TASK), said.get("ha.workers.serviceAccount"));
        }
        priority("pgbouncer", release.deployment().pgBouncer().flatMap(PgBouncerPool::priorityClass));
        priority("redis", release.deployment().chartRedis().flatMap(ChartRedis::priorityClass));
        priority("statsd", release.deployment().metrics().chartStatsd().flatMap(ChartStatsd::priorityClass));
        account("pgbouncer", said.get("pgBouncer.serviceAccount"));
        priority("flower", release.deployment().flower().flatMap(Flower::priorityClass));
        account("flower", said.get("flower.serviceAccount"));
        account("redis", said.get("broker.serviceAccount"));
        account("statsd", said.get("metrics.exporters[0].serviceAccount"));
        if (release.showsJobs()) {
            account("run-airflow-migrations", said.get("migrationJob.serviceAccount"));
            account("create-user", said.get("createUserJob.serviceAccount"));
        }
    }

    private void priority(String pod, Optional<String> said) {
        said.ifPresent(name -> assertThat(release.pod(release.names().object(pod))
                        .spec()
                        .path("priorityClassName")
                        .asText())
                .as("priority of %s", pod)
                .isEqualTo(name));
    }

    private void account(String pod, @Nullable ServiceAccount said) {
        if (said != null) {
            account(release.pod(release.names().object(pod)), said);
        }
    }

    private void account(Pod pod, @Nullable ServiceAccount said) {
        if (said == null) {
            return;
        }
        String name = pod.spec().path("serviceAccountName").asText();
        said.name().ifPresent(own -> assertThat(name).as("account of %s", pod).isEqualTo(own));
        if (said.exists()) {
            assertThat(name).as("account of %s", pod).isEqualTo(said.name().orElse("default"));
            return;
        }
        JsonNode account = release.object("ServiceAccount", name);
        said.annotations()
                .forEach((key, text) -> assertThat(
                                account.at("/metadata/annotations").path(key).asText())
                        .as("annotation %s of %s", key, name)
                        .isEqualTo(text));
        assertThat(account.path("automountServiceAccountToken").asBoolean(true))
                .as("token of %s", name)
                .isEqualTo(said.automountServiceAccountToken().orElse(true));
    }

    private void flower(Flower flower) {
        service("flower", flower.pods(), flower.resources());
        Pod pod = release.pod(release.names().object("flower"));
        Container main = pod.container("flower");
        pods(pod, main, release.deployment().pods(), flower.pods());
        user(pod, main, flower.pods());
        AirflowImage image = release.deployment().image();
        if (!release.deployment().images().containsKey(ChartImage.FLOWER)) {
            assertThat(main.node().path("image").asText())
                    .as("image of %s", pod)
                    .startsWith(image.repository() + ":")
                    .endsWith(image.digest().orElse(""));
            assertThat(main.node().path("imagePullPolicy").asText())
                    .isEqualTo(image.pullPolicy().toString());
        }
        assertThat(main.secretOf("AIRFLOW__CELERY__FLOWER_BASIC_AUTH").isPresent())
                .as("a login to Flower")
                .isEqualTo(flower.basicAuth());
        for (List<String> words : List.of(flower.command(), flower.args())) {
            if (!words.isEmpty()) {
                assertThat(Release.elements(main.node().path(words == flower.command() ? "command" : "args"))
                                .map(JsonNode::asText))
                        .isEqualTo(words);
            }
        }
    }

    private void service(String name, Pods own, Resources resources) {
        Pod pod = release.pod(release.names().object(name));
        Container main = pod.container(name);
        pods(pod, main, own, own);
        contexts(pod, main, own);
        assertThat(main.node().path("resources"))
                .as("resources of %s", pod)
                .isEqualTo(ComponentsArrived.resources(resources));
    }

    private void job(String name, JobSettings job) {
        Pod pod = release.pod(release.names().object(name));
        Container main = pod.container(name);
        pods(pod, main, job.pods(), job.pods());
        contexts(pod, main, job.pods());
        assertThat(main.node().path("resources"))
                .as("resources of %s", pod)
                .isEqualTo(ComponentsArrived.resources(job.resources()));
        assertThat(pod.spec().path("priorityClassName").asText(""))
                .isEqualTo(job.priorityClass().orElse(""));
        JsonNode object = release.object("Job", release.names().object(name));
        job.annotations()
                .forEach((key, text) -> assertThat(
                                object.at("/metadata/annotations").path(key).asText())
                        .isEqualTo(text));
        job.timeToLive()
                .ifPresent(time -> assertThat(
                                object.at("/spec/ttlSecondsAfterFinished").asLong(-1))
                        .isEqualTo(time.toSeconds()));
        if (job.kept()) {
            assertThat(object.path("spec").has("ttlSecondsAfterFinished"))
                    .as("time to live of %s", name)
                    .isFalse();
        }
        assertThat(main.node().has("envFrom")).as("variables of %s", pod).isEqualTo(job.customVariables());
    }

    private static void contexts(Pod pod, Container main, Pods own) {
        own.securityContexts().ifPresent(contexts -> {
            assertThat(pod.spec().path("securityContext").properties())
                    .as("context of %s", pod)
                    .hasSize(contexts.pod().size());
            assertThat(main.node().path("securityContext").properties())
                    .as("context in %s", pod)
                    .hasSize(contexts.container().size());
        });
    }

    /** What is said of the component itself comes before what is said of all pods. */
    private void pods(Pod pod, Container main, Pods said, Pods own) {
        boolean counts = said == own;
        if (counts || own.nodeSelector().isEmpty() && !isExtra("nodeSelector")) {
            said.nodeSelector()
                    .forEach((label, value) -> assertThat(
                                    pod.spec().path("nodeSelector").path(label).asText())
                            .as("node label %s of %s", label, pod)
                            .isEqualTo(value));
        }
        if (counts || own.tolerations().isEmpty()) {
            said.tolerations()
                    .forEach(
                            toleration -> assertThat(Release.elements(pod.spec().path("tolerations")))
                                    .as("tolerations of %s", pod)
                                    .anyMatch(node -> isSame(node, toleration)));
        }
        if (!said.affinity().isEmpty() && (counts || own.affinity().isEmpty())) {
            assertThat(pod.spec().path("affinity").has("podAntiAffinity"))
                    .as("affinity of %s", pod)
                    .isTrue();
        }
        said.annotations()
                .forEach((name, text) -> assertThat(
                                pod.metadata().path("annotations").path(name).asText())
                        .as("annotation %s of %s", name, pod)
                        .isEqualTo(counts ? text : own.annotations().getOrDefault(name, text)));
        said.volumes().forEach(volume -> volume(pod, main, volume));
        said.variables().forEach(variable -> variable(main, variable));
        Stream.concat(said.initContainers().stream(), said.sidecars().stream())
                .forEach(container ->
                        pod.container(container.definition().get("name").toString()));
        if (counts || own.schedulerName().isEmpty()) {
            said.schedulerName()
                    .ifPresent(
                            name -> assertThat(pod.spec().path("schedulerName").asText())
                                    .as("scheduler of %s", pod)
                                    .isEqualTo(name));
        }
        said.safeToEvict()
                .ifPresent(safe -> assertThat(pod.metadata()
                                .path("annotations")
                                .path("cluster-autoscaler.kubernetes.io/safe-to-evict")
                                .asText("false"))
                        .as("whether %s may be evicted", pod)
                        .isEqualTo(safe.toString()));
        said.logGroomer().filter(LogGroomer::enabled).ifPresent(groomer -> groomer(pod, groomer));
        said.livenessProbe()
                .filter(probe -> !(main.name().equals("worker") && hasNoRemoteControl()))
                .flatMap(probe -> probe.failureThreshold())
                .ifPresent(failures -> assertThat(main.node()
                                .at("/livenessProbe/failureThreshold")
                                .asInt())
                        .isEqualTo(failures));
    }

    private boolean isExtra(String key) {
        return release.deployment().extraValues().values().stream()
                .anyMatch(value -> Tree.mapOrEmpty(value).containsKey(key));
    }

    /** Which the chart's probe of workers asks. */
    private boolean hasNoRemoteControl() {
        return release.deployment().broker().flatMap(CeleryBroker::sqs).isPresent();
    }

    private static void groomer(Pod pod, LogGroomer groomer) {
        JsonNode container = pod.container(
                        pod.metadata().at("/labels/component").asText() + "-log-groomer")
                .node();
        if (!groomer.args().isEmpty()) {
            assertThat(Release.elements(container.path("args")).map(JsonNode::asText))
                    .containsExactlyElementsOf(groomer.args());
        }
        groomer.resources()
                .ifPresent(resources ->
                        assertThat(container.path("resources")).isEqualTo(ComponentsArrived.resources(resources)));
    }

    private static boolean isSame(JsonNode node, Toleration toleration) {
        return node.path("key").asText().equals(toleration.key().orElse(""))
                && node.path("operator").asText().equals(toleration.operator())
                && node.path("effect").asText().equals(toleration.effect().orElse(""))
                && node.path("value").asText().equals(toleration.value().orElse(""));
    }

    private static void volume(Pod pod, Container main, Volume volume) {
        assertThat(Release.elements(main.node().path("volumeMounts")))
                .as("mounts of %s", pod)
                .anyMatch(mount -> mount.path("mountPath").asText().equals(volume.mountPath())
                        && mount.path("name").asText().equals(volume.name())
                        && mount.path("subPath")
                                .asText()
                                .equals(volume.subPath().orElse(""))
                        && mount.path("readOnly").asBoolean() == volume.readOnly());
        assertThat(pod.volume(volume.name())
                        .has(volume.source().keySet().iterator().next()))
                .as("volume %s of %s", volume.name(), pod)
                .isTrue();
    }

    private static void variable(Container main, Variable variable) {
        JsonNode node = Release.elements(main.node().path("env"))
                .filter(element -> element.path("name").asText().equals(variable.name()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no variable " + variable.name()));
        String arrived = variable.match(
                literal -> KubeletText.expand(node.path("value").asText(), Map.of()),
                key -> node.at("/valueFrom/secretKeyRef/name").asText()
                        + node.at("/valueFrom/secretKeyRef/key").asText(),
                key -> node.at("/valueFrom/configMapKeyRef/name").asText()
                        + node.at("/valueFrom/configMapKeyRef/key").asText(),
                field -> node.at("/valueFrom/fieldRef/fieldPath").asText());
        assertThat(arrived)
                .isEqualTo(variable.<String>match(
                        literal -> literal.value(),
                        key -> key.secret() + key.key(),
                        key -> key.configMap() + key.key(),
                        field -> field.path()));
    }
}
