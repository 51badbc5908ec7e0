package io.airworthy.render.kubernetes;

import io.airworthy.frozen.Tree;
import io.airworthy.secrets.Sensitive;
import io.airworthy.secrets.UnusableSecretException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A Secret that exists: bytes or base64 under {@code data}, text under {@code stringData}. */
record StoredSecret(
        String name, @Nullable String namespace, Map<?, ?> annotations, Map<?, ?> data, Map<?, ?> stringData) {

    static StoredSecret of(Map<?, ?> object) {
        Map<?, ?> metadata = Tree.mapOrEmpty(object.get("metadata"));
        return new StoredSecret(
                Tree.text(metadata.get("name")).orElse(""),
                Tree.text(metadata.get("namespace")).orElse(null),
                Tree.mapOrEmpty(metadata.get("annotations")),
                Tree.mapOrEmpty(object.get("data")),
                Tree.mapOrEmpty(object.get("stringData")));
    }

    /** The name, with the namespace where it is known. */
    String fullName() {
        return namespace == null ? name : namespace + "/" + name;
    }

    /** What is under a key, with a note of what is odd about it. */
    Optional<Sensitive> value(String key, Consumer<String> note) {
        // The API server, too, prefers stringData; it is found only in manifests that people wrote.
        Object value = stringData.get(key);
        if (value == null) {
            Object encoded = data.get(key);
            value = Tree.text(encoded).map(base64 -> decoded(base64, key, note)).orElse(encoded);
        }
        if (value instanceof byte[] bytes) {
            return Optional.of(Sensitive.ofBytes(bytes));
        }
        try {
            Optional<Sensitive> text = Tree.text(value).map(Sensitive::of);
            if (text.isPresent()) {
                return text;
            }
        } catch (UnusableSecretException halfACharacter) {
            // Said below.
        }
        if (value != null) {
            note.accept("what " + name + " has under " + key + " is not text, and was ignored");
        }
        return Optional.empty();
    }

    /**
     * What is no base64 is no Secret that the API server took, but one that a person wrote and did not encode. A key in it
     * is still the key: another one in its place would lose what it encrypted.
     */
    private Object decoded(String base64, String key, Consumer<String> note) {
        try {
            // As the API server reads it: line ends, which people and the program base64 put into it, do not count.
            return Base64.getDecoder().decode(base64.replaceAll("[\r\n]", ""));
        } catch (IllegalArgumentException notBase64) {
            note.accept("what " + name + " has under " + key + " is not base64, and was used as it is");
            return base64;
        }
    }

    /** The name: what it holds is secret. */
    @Override
    public String toString() {
        return "StoredSecret[" + name + ", redacted]";
    }
}
