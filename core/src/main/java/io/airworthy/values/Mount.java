package io.airworthy.values;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A Secret whose keys containers see as read-only files in a folder. */
record Mount(String name, String secretName, String folder, List<String> keys) {

    Mount(String name, String secretName, String folder, String... keys) {
        this(name, secretName, folder, List.of(keys));
    }

    Map<String, Object> volume() {
        return ordered(
                "name",
                name,
                "secret",
                ordered(
                        "secretName",
                        secretName,
                        "items",
                        keys.stream()
                                .map(key -> ordered("key", key, "path", key))
                                .toList()));
    }

    Map<String, Object> volumeMount() {
        return ordered("name", name, "mountPath", folder, "readOnly", true);
    }

    private static Map<String, Object> ordered(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }
}
