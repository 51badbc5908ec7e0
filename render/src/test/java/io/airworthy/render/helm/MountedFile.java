package io.airworthy.render.helm;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/** A file that a container sees, and the key of the Secret or ConfigMap that is in it. */
record MountedFile(String kind, SecretKey source) {

    /** The file at a path, if this mount of the pod puts it there. */
    static Optional<MountedFile> at(String path, JsonNode mount, Pod pod) {
        JsonNode volume = pod.volume(mount.path("name").asText());
        String kind = volume.has("secret") ? "Secret" : volume.has("configMap") ? "ConfigMap" : "";
        if (kind.isEmpty()) {
            return Optional.empty();
        }
        JsonNode source = volume.path(kind.equals("Secret") ? "secret" : "configMap");
        String object =
                source.path(kind.equals("Secret") ? "secretName" : "name").asText();
        String place = mount.path("mountPath").asText();
        String subPath = mount.path("subPath").asText();
        if (!subPath.isEmpty()) {
            return place.equals(path)
                    ? Optional.of(new MountedFile(kind, new SecretKey(object, subPath)))
                    : Optional.empty();
        }
        if (!path.startsWith(place + "/")) {
            return Optional.empty();
        }
        String file = path.substring(place.length() + 1);
        List<JsonNode> items = Release.elements(source.path("items")).toList();
        return items.isEmpty()
                ? Optional.of(new MountedFile(kind, new SecretKey(object, file)))
                : items.stream()
                        .filter(item -> item.path("path").asText().equals(file))
                        .map(item -> new MountedFile(
                                kind, new SecretKey(object, item.path("key").asText())))
                        .findFirst();
    }
}
