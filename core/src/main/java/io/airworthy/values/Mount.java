package io.airworthy.values;

import io.airworthy.frozen.Tree;
import java.util.List;
import java.util.Map;

/** A Secret whose keys containers see as read-only files in a folder. */
record Mount(String name, String secretName, String folder, List<String> keys) {

    Mount(String name, String secretName, String folder, String... keys) {
        this(name, secretName, folder, List.of(keys));
    }

    Map<String, Object> volume() {
        return Tree.of(
                "name",
                name,
                "secret",
                Tree.of(
                        "secretName",
                        secretName,
                        "items",
                        keys.stream()
                                .map(key -> Tree.of("key", key, "path", key))
                                .toList()));
    }

    Map<String, Object> volumeMount() {
        return Tree.of("name", name, "mountPath", folder, "readOnly", true);
    }
}
