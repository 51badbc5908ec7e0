package io.airworthy.render.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.airworthy.database.PgBouncerPool;
import io.airworthy.pods.Component;
import io.airworthy.pods.ComponentSettings;
import io.airworthy.pods.DisruptionBudget;
import io.airworthy.pods.DisruptionBudget.Amount;
import io.airworthy.pods.HpaScaling;
import io.airworthy.pods.KedaScaling;
import io.airworthy.pods.Quantity;
import io.airworthy.pods.Resources;
import io.airworthy.pods.ServiceAccount;
import io.airworthy.pods.Spread;
import io.airworthy.pods.UpdateStrategy;
import io.airworthy.pods.WorkerGroup;
import java.util.List;
import java.util.Optional;

/** Every component runs as the model says: how many, how large, how far apart, evicted how. */
final class ComponentsArrived {

    private final Release release;

    private ComponentsArrived(Release release) {
        this.release = release;
    }

    static void check(Release release) {
        ComponentsArrived arrived = new ComponentsArrived(release);
        release.components().forEach(arrived::component);
        release.deployment().workerGroups().forEach(arrived::workerGroup);
        arrived.onlyTheOthersAreMissing();
        arrived.keda();
        arrived.hpa();
        arrived.taskPods();
        release.deployment().pgBouncer().ifPresent(arrived::pool);
    }

    private void component(Component component) {
        ComponentSettings settings = release.deployment().ha().of(component);
        JsonNode workload = release.workloadOf(component);
        boolean scaled = release.deployment().ha().scalingOf(component).isPresent();
        assertThat(workload.at("/spec/replicas").asText("KEDA's"))
                .as("replicas of %s", component)
                .isEqualTo(scaled ? "KEDA's" : Integer.toString(settings.replicas()));
        Pod pod = release.podOf(component);
        assertThat(pod.container(mainContainer(component)).node().path("resources"))
                .as("resources of %s", component)
                .isEqualTo(resources(settings.resources()));
        assertThat(pod.spec().path("priorityClassName").asText())
                .as("priority class of %s", component)
                .isEqualTo(settings.priorityClass().orElse(""));
        started(pod.container(mainContainer(component)).node(), settings);
        settings.annotations()
                .forEach((key, text) -> assertThat(
                                workload.at("/metadata/annotations").path(key).asText())
                        .as("annotation %s of %s", key, component)
                        // Charts from 1.19 merge workers' settings as YAML, which drops the newline at its very end.
                        .isIn(text, text.stripTrailing()));
        settings.updateStrategy().ifPresent(strategy -> replaced(workload, strategy));
        assertThat(pod.containers())
                .as("containers of %s", pod)
                .extracting(Container::name)
                .filteredOn("wait-for-airflow-migrations"::equals)
                .hasSize(settings.waitForMigrations() ? 1 : 0);
        spread(pod, settings.spread());
        budget(release.names().componentLabel(component), settings.disruptionBudget(), knowsBudget(component));
    }

    private static void started(JsonNode container, ComponentSettings settings) {
        if (!settings.command().isEmpty()) {
            assertThat(Release.elements(container.path("command")).map(JsonNode::asText))
                    .containsExactlyElementsOf(settings.command());
        }
        if (!settings.args().isEmpty()) {
            assertThat(Release.elements(container.path("args")).map(JsonNode::asText))
                    .containsExactlyElementsOf(settings.args());
        }
    }

    private static void replaced(JsonNode workload, UpdateStrategy strategy) {
        boolean isStateful = workload.path("kind").asText().equals("StatefulSet");
        JsonNode arrived = workload.at(isStateful ? "/spec/updateStrategy" : "/spec/strategy");
        assertThat(arrived.path("type").asText())
                .isEqualTo(strategy.match(it -> "RollingUpdate", it -> "Recreate", it -> "OnDelete"));
        String amounts = strategy.match(it -> it.maxSurge() + " " + it.maxUnavailable(), it -> " ", it -> " ");
        assertThat(arrived.at("/rollingUpdate/maxSurge").asText() + " "
                        + arrived.at("/rollingUpdate/maxUnavailable").asText())
                .isEqualTo(amounts);
    }

    private String mainContainer(Component component) {
        return release.names().componentLabel(component);
    }

    private void workerGroup(WorkerGroup group) {
        String name = release.names().workerGroup(group.name());
        JsonNode workload = release.workload(name);
        boolean hasVolumes = release.deployment()
                .ha()
                .workerPersistence()
                .filter(persistence -> persistence.claimTemplate().isEmpty())
                .isEmpty();
        assertThat(workload.path("kind").asText()).isEqualTo(hasVolumes ? "StatefulSet" : "Deployment");
        assertThat(workload.at("/spec/replicas").asText("the scaler's"))
                .as("replicas of %s", name)
                .isEqualTo(
                        group.scaling().isPresent()
                                ? "the scaler's"
                                : Integer.toString(group.settings().replicas()));
        Pod pod = release.pod(name);
        JsonNode worker = pod.container("worker").node();
        assertThat(worker.path("resources"))
                .isEqualTo(resources(group.settings().resources()));
        String queues = String.join(",", group.queues());
        assertThat(worker.path("args").path(2).asText())
                .endsWith(queues.equals("default") ? "airflow celery worker" : " -q " + queues);
        group.settings()
                .priorityClass()
                .ifPresent(it -> assertThat(pod.spec().path("priorityClassName").asText())
                        .isEqualTo(it));
        assertThat(pod.spec().path("serviceAccountName").asText())
                .isEqualTo(group.settings()
                        .serviceAccount()
                        .flatMap(ServiceAccount::name)
                        .orElse(release.names().serviceAccount(Component.WORKERS)));
        assertThat(release.objects("PodDisruptionBudget"))
                .as("budgets of %s", name)
                .noneMatch(budget -> budget.at("/spec/selector/matchLabels/worker-set")
                        .asText()
                        .equals(group.name()));
        group.scaling().ifPresent(scaling -> {
            JsonNode spec = release.object(scaling.isKeda() ? "ScaledObject" : "HorizontalPodAutoscaler", name)
                    .path("spec");
            assertThat(spec.at("/scaleTargetRef/name").asText()).isEqualTo(name);
            assertThat(spec.path(scaling.isKeda() ? "maxReplicaCount" : "maxReplicas")
                            .asInt())
                    .isEqualTo(scaling.maxReplicas());
        });
    }

    private void onlyTheOthersAreMissing() {
        assertThat(release.hasPod(release.names().workload(Component.WORKERS)))
                .as("the usual Celery workers")
                .isEqualTo(release.deployment().usesCelery()
                        && release.deployment().ha().defaultWorkers());
        assertThat(release.hasPod(release.names().workload(Component.TRIGGERER)))
                .as("triggerers")
                .isEqualTo(release.deployment().ha().deferrableTasks());
        assertThat(release.hasPod(release.names().workload(Component.DAG_PROCESSOR)))
                .as("DAG processors")
                .isEqualTo(release.deployment().ha().standaloneDagProcessor());
        assertThat(release.hasPod(release.names().object("pgbouncer")))
                .as("PgBouncer")
                .isEqualTo(release.deployment().pgBouncer().isPresent());
    }

    private void keda() {
        List<Component> components = release.deployment().scaledByKeda();
        assertThat(release.objects("ScaledObject")).as("scaled objects").hasSize(components.size() + groups(true));
        components.forEach(component -> keda(
                component,
                release.deployment()
                        .ha()
                        .scalingOf(component)
                        .flatMap(scaling -> scaling.match(Optional::of, hpa -> Optional.empty()))
                        .map(KedaScaling.class::cast)
                        .orElseThrow()));
    }

    private void keda(Component component, KedaScaling keda) {
        String name = release.names().workload(component);
        JsonNode spec = release.object("ScaledObject", name).path("spec");
        assertThat(spec.path("minReplicaCount").asInt(-1)).isEqualTo(keda.minReplicas());
        assertThat(spec.path("maxReplicaCount").asInt(-1)).isEqualTo(keda.maxReplicas());
        keda.pollingInterval()
                .ifPresent(time ->
                        assertThat(spec.path("pollingInterval").asLong()).isEqualTo(time.toSeconds()));
        keda.cooldownPeriod()
                .ifPresent(time ->
                        assertThat(spec.path("cooldownPeriod").asLong(-1)).isEqualTo(time.toSeconds()));
        assertThat(spec.has("advanced")).isEqualTo(!keda.advanced().isEmpty());
        JsonNode metadata = spec.at("/triggers/0/metadata");
        keda.query()
                .ifPresent(query -> assertThat(metadata.path("query").asText()).isEqualTo(query));
        assertThat(spec.at("/scaleTargetRef/name").asText()).isEqualTo(name);
        String variable = metadata.path("connectionFromEnv").asText();
        Container container = release.podOf(component)
                .container(spec.at("/scaleTargetRef/envSourceContainerName").asText(mainContainer(component)));
        assertThat(container.secretOf(variable))
                .as("what KEDA connects with: %s", variable)
                .map(SecretKey::key)
                .contains(
                        release.deployment().release().connections().kedaConnectsDirectly()
                                ? "kedaConnection"
                                : release.deployment()
                                        .database()
                                        .credentials()
                                        .urlInSecret()
                                        .map(url -> url.key())
                                        .orElse("connection"));
    }

    private int groups(boolean byKeda) {
        return (int) release.deployment().workerGroups().stream()
                .filter(group -> group.scaling()
                        .filter(scaling -> scaling.isKeda() == byKeda)
                        .isPresent())
                .count();
    }

    private void hpa() {
        List<Component> components = release.components().stream()
                .filter(component -> release.deployment()
                        .ha()
                        .scalingOf(component)
                        .filter(scaling -> !scaling.isKeda())
                        .isPresent())
                .toList();
        assertThat(release.objects("HorizontalPodAutoscaler")).as("scalers").hasSize(components.size() + groups(false));
        components.forEach(component -> hpa(
                component,
                release.deployment()
                        .ha()
                        .scalingOf(component)
                        .flatMap(scaling -> scaling.match(keda -> Optional.empty(), Optional::of))
                        .map(HpaScaling.class::cast)
                        .orElseThrow()));
    }

    private void hpa(Component component, HpaScaling hpa) {
        String name = release.names().workload(component);
        JsonNode spec = release.object("HorizontalPodAutoscaler", name).path("spec");
        assertThat(spec.path("minReplicas").asInt()).isEqualTo(hpa.minReplicas());
        assertThat(spec.path("maxReplicas").asInt()).isEqualTo(hpa.maxReplicas());
        assertThat(spec.at("/scaleTargetRef/name").asText()).isEqualTo(name);
        assertThat(spec.has("behavior")).isEqualTo(!hpa.behavior().isEmpty());
        if (hpa.metrics().isEmpty()) {
            JsonNode measured = spec.at("/metrics/0/containerResource");
            assertThat(measured.at("/target/averageUtilization").asInt()).isEqualTo(hpa.cpuUtilization());
            assertThat(release.podOf(component)
                            .container(measured.path("container").asText())
                            .node()
                            .at("/resources/requests")
                            .has(measured.path("name").asText()))
                    .as("the amount of which a share is measured")
                    .isTrue();
        } else {
            assertThat(spec.path("metrics")).hasSize(hpa.metrics().size());
            assertThat(spec.at("/metrics/0/resource/target/averageUtilization").asInt())
                    .isEqualTo(70);
        }
    }

    /** Charts before 1.20 have one set of resources for workers and task pods. */
    private void taskPods() {
        assertThat(release.hasPod(Pod.TASK))
                .as("task pods")
                .isEqualTo(release.deployment().usesKubernetesPods());
        boolean shared = !release.deployment().chartVersion().isAtLeast(1, 20, 0)
                && release.deployment().usesCelery();
        if (release.deployment().usesKubernetesPods()) {
            assertThat(release.pod(Pod.TASK).container("base").node().path("resources"))
                    .as("resources of task pods")
                    .isEqualTo(resources(
                            shared
                                    ? release.deployment().ha().workers().resources()
                                    : release.deployment().ha().taskPodResources()));
        }
    }

    private void pool(PgBouncerPool pool) {
        String name = release.names().object("pgbouncer");
        assertThat(release.workload(name).at("/spec/replicas").asInt()).isEqualTo(pool.replicas());
        assertThat(release.pod(name).container("pgbouncer").node().path("resources"))
                .isEqualTo(resources(pool.resources()));
        spread(release.pod(name), Spread.NODES_AND_ZONES);
        budget("pgbouncer", pool.disruptionBudget(), true);
    }

    private void spread(Pod pod, Spread spread) {
        List<JsonNode> constraints =
                Release.elements(pod.spec().path("topologySpreadConstraints")).toList();
        List<String> topologies = constraints.stream()
                .map(constraint -> constraint.path("topologyKey").asText())
                .toList();
        assertThat(topologies)
                .as("what %s is spread over", pod)
                .isEqualTo(
                        switch (spread) {
                            case ANYWHERE -> List.of();
                            case NODES -> List.of("kubernetes.io/hostname");
                            case NODES_AND_ZONES, STRICTLY_NODES_AND_ZONES ->
                                List.of("kubernetes.io/hostname", "topology.kubernetes.io/zone");
                        });
        assertThat(constraints)
                .allSatisfy(constraint -> assertThat(
                                constraint.at("/labelSelector/matchLabels").properties())
                        .as("labels of %s", pod)
                        .isNotEmpty()
                        .allSatisfy(label -> assertThat(
                                        pod.metadata().path("labels").path(label.getKey()))
                                .isEqualTo(label.getValue())));
    }

    private boolean knowsBudget(Component component) {
        return component == Component.SCHEDULER
                || component == Component.WEB
                || release.deployment().chartVersion().isAtLeast(1, 19, 0);
    }

    private void budget(String label, DisruptionBudget budget, boolean known) {
        List<JsonNode> budgets = release.objects("PodDisruptionBudget").stream()
                .filter(object -> object.at("/spec/selector/matchLabels/component")
                        .asText()
                        .equals(label))
                .toList();
        if (!known || budget instanceof DisruptionBudget.None) {
            assertThat(budgets).as("budgets of %s", label).isEmpty();
            return;
        }
        assertThat(budgets).as("budgets of %s", label).hasSize(1);
        ObjectNode spec = ((ObjectNode) budgets.get(0).path("spec")).deepCopy();
        spec.remove("selector");
        ObjectNode expected = JsonNodeFactory.instance.objectNode();
        if (budget instanceof DisruptionBudget.MaxUnavailable max) {
            put(expected, "maxUnavailable", max.amount());
        } else if (budget instanceof DisruptionBudget.MinAvailable min) {
            put(expected, "minAvailable", min.amount());
        }
        assertThat(spec).as("budget of %s", label).isEqualTo(expected);
    }

    private static void put(ObjectNode spec, String key, Amount amount) {
        if (amount.isPercentage()) {
            spec.put(key, amount.value() + "%");
        } else {
            spec.put(key, amount.value());
        }
    }

    static ObjectNode resources(Resources resources) {
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        amounts(all, "requests", resources.cpuRequest(), resources.memoryRequest());
        amounts(all, "limits", resources.cpuLimit(), resources.memoryLimit());
        return all;
    }

    private static void amounts(ObjectNode all, String kind, Optional<Quantity> cpu, Optional<Quantity> memory) {
        if (cpu.isPresent() || memory.isPresent()) {
            ObjectNode amounts = all.putObject(kind);
            cpu.ifPresent(amount -> amounts.put("cpu", amount.text()));
            memory.ifPresent(amount -> amounts.put("memory", amount.text()));
        }
    }
}
