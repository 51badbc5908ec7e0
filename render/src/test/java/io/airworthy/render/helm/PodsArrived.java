package io.airworthy.render.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.airworthy.pods.Component;
import io.airworthy.pods.Pods;
import io.airworthy.pods.Toleration;
import io.airworthy.pods.Variable;
import io.airworthy.pods.Volume;
import io.airworthy.values.KubeletText;
import java.util.Map;
import java.util.stream.Stream;

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
        }
    }

    /** What is said of the component itself comes before what is said of all pods. */
    private void pods(Pod pod, Container main, Pods said, Pods own) {
        boolean counts = said == own;
        if (counts || own.nodeSelector().isEmpty()) {
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
        said.livenessProbe()
                .flatMap(probe -> probe.failureThreshold())
                .ifPresent(failures -> assertThat(main.node()
                                .at("/livenessProbe/failureThreshold")
                                .asInt())
                        .isEqualTo(failures));
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
                        + node.at("/valueFrom/configMapKeyRef/key").asText());
        assertThat(arrived)
                .isEqualTo(variable.<String>match(
                        literal -> literal.value(),
                        key -> key.secret() + key.key(),
                        key -> key.configMap() + key.key()));
    }
}
