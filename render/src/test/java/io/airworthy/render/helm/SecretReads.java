package io.airworthy.render.helm;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Every key of a Secret that anything in a release reads. */
final class SecretReads {

    private final Set<SecretKey> keys = new LinkedHashSet<>();

    private SecretReads() {}

    static Set<SecretKey> of(Release release) {
        SecretReads reads = new SecretReads();
        release.pods().forEach(reads::pod);
        release.objects("ServiceAccount").forEach(account -> {
            reads.whole(account.path("imagePullSecrets"), "name");
            reads.whole(account.path("secrets"), "name");
        });
        release.objects("Ingress").forEach(ingress -> reads.whole(ingress.at("/spec/tls"), "secretName"));
        return reads.keys;
    }

    private void pod(Pod pod) {
        whole(pod.spec().path("imagePullSecrets"), "name");
        Release.elements(pod.spec().path("volumes")).forEach(volume -> volume(pod, volume));
        for (Container container : pod.containers()) {
            for (JsonNode variable : container.variables()) {
                variable(variable);
            }
            Release.elements(container.node().path("envFrom"))
                    .map(from -> from.path("secretRef"))
                    .filter(reference -> !reference.isMissingNode())
                    .forEach(reference ->
                            keys.add(new SecretKey(reference.path("name").asText(), SecretKey.ALL)));
        }
    }

    /** Older charts tell Airflow the variables of task pods in a notation of Airflow's own: {@code secret=key}. */
    private void variable(JsonNode variable) {
        JsonNode reference = variable.at("/valueFrom/secretKeyRef");
        if (!reference.isMissingNode()) {
            keys.add(SecretKey.of(reference));
        } else if (variable.path("name").asText().startsWith("AIRFLOW__KUBERNETES_SECRETS__")) {
            String[] secretAndKey = variable.path("value").asText().split("=", 2);
            keys.add(new SecretKey(secretAndKey[0], secretAndKey[1]));
        }
    }

    private void volume(Pod pod, JsonNode volume) {
        if (volume.has("secret")) {
            files(pod, volume, volume.path("secret"), "secretName");
        }
        Release.elements(volume.at("/projected/sources"))
                .filter(source -> source.has("secret"))
                .forEach(source -> files(pod, volume, source.path("secret"), "name"));
    }

    /** The keys that the volume picks, or else those that are mounted on their own, or else all. */
    private void files(Pod pod, JsonNode volume, JsonNode secret, String nameKey) {
        String name = secret.path(nameKey).asText();
        List<String> items = Release.elements(secret.path("items"))
                .map(item -> item.path("key").asText())
                .toList();
        Stream<String> read = items.isEmpty()
                ? mounts(pod, volume.path("name").asText())
                        .map(mount -> mount.path("subPath").asText())
                        .map(subPath -> subPath.isEmpty() ? SecretKey.ALL : subPath)
                : items.stream();
        read.forEach(key -> keys.add(new SecretKey(name, key)));
    }

    private static Stream<JsonNode> mounts(Pod pod, String volume) {
        return pod.containers().stream()
                .flatMap(container -> Release.elements(container.node().path("volumeMounts")))
                .filter(mount -> mount.path("name").asText().equals(volume));
    }

    private void whole(JsonNode list, String nameKey) {
        Release.elements(list)
                .forEach(entry -> keys.add(new SecretKey(entry.path(nameKey).asText(), SecretKey.ALL)));
    }
}
