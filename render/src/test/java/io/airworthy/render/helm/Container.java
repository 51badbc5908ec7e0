package io.airworthy.render.helm;

import com.fasterxml.jackson.databind.JsonNode;
import io.airworthy.values.KubeletText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A container of a pod, as its process will see the world. */
record Container(Pod pod, JsonNode node) {

    String name() {
        return node.path("name").asText();
    }

    boolean runsAirflow() {
        return variables().stream()
                .anyMatch(variable -> variable.path("name").asText().equals("AIRFLOW__CORE__FERNET_KEY"));
    }

    /** The entries of {@code env}, as they stand there. */
    List<JsonNode> variables() {
        return Release.elements(node.path("env")).toList();
    }

    /** The plain variables, after the kubelet has replaced {@code $(NAME)}; of two of a name the last one counts. */
    Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        for (JsonNode variable : variables()) {
            if (!variable.has("valueFrom")) {
                environment.put(
                        variable.path("name").asText(),
                        KubeletText.expand(variable.path("value").asText(""), environment));
            }
        }
        return environment;
    }

    /** The arguments, after the kubelet has replaced {@code $(NAME)}. */
    List<String> arguments() {
        return Release.elements(node.path("args"))
                .map(argument -> KubeletText.expand(argument.asText(), environment()))
                .toList();
    }

    /** The key of a Secret that a variable comes from; of two variables of a name the last one counts. */
    Optional<SecretKey> secretOf(String variable) {
        return variables().stream()
                .filter(entry -> entry.path("name").asText().equals(variable))
                .reduce((first, second) -> second)
                .map(entry -> entry.at("/valueFrom/secretKeyRef"))
                .filter(reference -> !reference.isMissingNode())
                .map(SecretKey::of);
    }

    /** What stands at a path of the file system, if a Secret or ConfigMap was mounted there. */
    Optional<MountedFile> fileAt(String path) {
        return Release.elements(node.path("volumeMounts"))
                .flatMap(mount -> MountedFile.at(path, mount, pod).stream())
                .findFirst();
    }

    @Override
    public String toString() {
        return pod + "/" + name();
    }
}
