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

    /** The content of a key, with a note if it has an unusual form. */
    Optional<Sensitive> value(String key, Consumer<String> note) {
        // As in the API server, stringData comes first. Only manifests that people wrote have it.
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
            // The note below covers it.
        }
        if (value != null) {
            note.accept("what " + name + " has under " + key + " is not text, and was ignored");
        }
        return Optional.empty();
    }

    /**
     * A value that is not base64 was never accepted by the API server: somebody wrote it without encoding it. It is
     * still used, because with another key what it encrypted would be lost.
     */
    private Object decoded(String base64, String key, Consumer<String> note) {
        try {
            // As the API server reads it: line ends, which people and the program base64 add, do not count.
            return Base64.getDecoder().decode(base64.replaceAll("[\r\n]", ""));
        } catch (IllegalArgumentException notBase64) {
            note.accept("what " + name + " has under " + key + " is not base64, and was used as it is");
            return base64;
        }
    }

    /** The name only, because the content is secret. */
    @Override
    public String toString() {
        return "StoredSecret[" + name + ", redacted]";
    }
}
