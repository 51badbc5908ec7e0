package io.airworthy.render.helm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.airworthy.AirflowDeployment;
import io.airworthy.ObjectNames;
import io.airworthy.catalogue.SecretCatalogue;
import io.airworthy.connection.ConnectionPlan;
import io.airworthy.pods.Component;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The objects that the chart makes of a deployment, as Kubernetes would get them. */
final class Release {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final AirflowDeployment deployment;
    private final boolean showsHooks;
    private final List<JsonNode> objects = new ArrayList<>();
    private final String notes;

    Release(AirflowDeployment deployment, boolean showsHooks, String manifests) {
        this.deployment = deployment;
        this.showsHooks = showsHooks;
        for (String document : manifests.split("(?m)^---\\s*$")) {
            JsonNode object = parse(document);
            if (object.hasNonNull("kind")) {
                objects.add(object);
            }
        }
        String encoded =
                object("ConfigMap", "airworthy-notes").at("/data/notes").asText();
        this.notes = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
        objects.removeIf(object -> nameOf(object).equals("airworthy-notes"));
    }

    /** Reads one document as Helm does, for which a bare {@code on} is a boolean. */
    private static JsonNode parse(String document) {
        try {
            return JSON.valueToTree(ValuesYaml.read(document).values());
        } catch (MalformedYamlException e) {
            throw new AssertionError(document, e);
        }
    }

    AirflowDeployment deployment() {
        return deployment;
    }

    ObjectNames names() {
        return deployment.names();
    }

    ConnectionPlan plan() {
        return ConnectionPlan.of(deployment);
    }

    SecretCatalogue catalogue() {
        return SecretCatalogue.of(deployment);
    }

    /** Whether objects that are Helm hooks are among the objects. */
    boolean showsHooks() {
        return showsHooks;
    }

    /** Whether the two jobs are among the objects. */
    boolean showsJobs() {
        return showsHooks || !deployment.delivery().usesHelmHooks();
    }

    String notes() {
        return notes;
    }

    List<JsonNode> objects() {
        return objects;
    }

    List<JsonNode> objects(String kind) {
        return objects.stream()
                .filter(object -> object.path("kind").asText().equals(kind))
                .toList();
    }

    /** The object of a kind and name; a missing node if there is none. */
    JsonNode object(String kind, String name) {
        return objects(kind).stream()
                .filter(object -> nameOf(object).equals(name))
                .findFirst()
                .orElse(MissingNode.getInstance());
    }

    static String nameOf(JsonNode object) {
        return object.at("/metadata/name").asText();
    }

    /** Every pod that will ever run: of workloads, of jobs, and of tasks. */
    List<Pod> pods() {
        List<Pod> pods = new ArrayList<>();
        for (JsonNode object : objects) {
            JsonNode template =
                    switch (object.path("kind").asText()) {
                        case "Deployment", "StatefulSet", "Job" -> object.at("/spec/template");
                        case "CronJob" -> object.at("/spec/jobTemplate/spec/template");
                        default -> MissingNode.getInstance();
                    };
            if (!template.isMissingNode()) {
                pods.add(new Pod(nameOf(object), template));
            }
        }
        String taskPod = taskPodTemplate();
        if (!taskPod.isEmpty()) {
            pods.add(new Pod(Pod.TASK, parse(taskPod.replaceFirst("(?s)^.*?(?m:^)---\\s*\n", ""))));
        }
        return pods;
    }

    Pod pod(String name) {
        return pods().stream()
                .filter(pod -> pod.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no " + name + " among "
                        + pods().stream().map(Pod::name).toList()));
    }

    boolean hasPod(String name) {
        return pods().stream().anyMatch(pod -> pod.name().equals(name));
    }

    Pod podOf(Component component) {
        return pod(names().workload(component));
    }

    /** The Deployment or StatefulSet of a component. */
    JsonNode workloadOf(Component component) {
        return workload(names().workload(component));
    }

    JsonNode workload(String name) {
        return Stream.of("Deployment", "StatefulSet")
                .map(kind -> object(kind, name))
                .filter(object -> !object.isMissingNode())
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no workload " + name));
    }

    /** The components that this deployment has. */
    List<Component> components() {
        return deployment.components();
    }

    /** The configuration that Airflow reads. */
    AirflowCfg airflowCfg() {
        return AirflowCfg.parse(configuration().path("airflow.cfg").asText());
    }

    /** The files that the chart keeps in its ConfigMap. */
    JsonNode configuration() {
        return object("ConfigMap", names().object("config")).path("data");
    }

    private String taskPodTemplate() {
        return configuration().path("pod_template_file.yaml").asText();
    }

    static Stream<JsonNode> elements(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }
}
