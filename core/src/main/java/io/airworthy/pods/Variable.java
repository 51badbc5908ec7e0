package io.airworthy.pods;

import java.util.Objects;
import java.util.function.Function;

/** A variable of a container: its text, the key of a Secret or ConfigMap that holds it, or a field of its pod. */
public sealed interface Variable {

    /** The variable's name. */
    String name();

    /** Takes the closed choice apart. */
    <T> T match(
            Function<? super Literal, ? extends T> literal,
            Function<? super SecretKey, ? extends T> secretKey,
            Function<? super ConfigMapKey, ? extends T> configMapKey,
            Function<? super Field, ? extends T> field);

    /**
     * A text that stands in the values.
     *
     * @param name the variable's name
     * @param value its value, which the library escapes
     */
    record Literal(String name, String value) implements Variable {

        /** Refuses null. */
        public Literal {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(value, "value");
        }

        @Override
        public <T> T match(
                Function<? super Literal, ? extends T> literal,
                Function<? super SecretKey, ? extends T> secretKey,
                Function<? super ConfigMapKey, ? extends T> configMapKey,
                Function<? super Field, ? extends T> field) {
            return literal.apply(this);
        }
    }

    /**
     * A key of a Secret that exists.
     *
     * @param name the variable's name
     * @param secret the Secret's name
     * @param key the key
     */
    record SecretKey(String name, String secret, String key) implements Variable {

        /** Refuses null. */
        public SecretKey {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(secret, "secret");
            Objects.requireNonNull(key, "key");
        }

        @Override
        public <T> T match(
                Function<? super Literal, ? extends T> literal,
                Function<? super SecretKey, ? extends T> secretKey,
                Function<? super ConfigMapKey, ? extends T> configMapKey,
                Function<? super Field, ? extends T> field) {
            return secretKey.apply(this);
        }
    }

    /**
     * A key of a ConfigMap that exists.
     *
     * @param name the variable's name
     * @param configMap the ConfigMap's name
     * @param key the key
     */
    record ConfigMapKey(String name, String configMap, String key) implements Variable {

        /** Refuses null. */
        public ConfigMapKey {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(configMap, "configMap");
            Objects.requireNonNull(key, "key");
        }

        @Override
        public <T> T match(
                Function<? super Literal, ? extends T> literal,
                Function<? super SecretKey, ? extends T> secretKey,
                Function<? super ConfigMapKey, ? extends T> configMapKey,
                Function<? super Field, ? extends T> field) {
            return configMapKey.apply(this);
        }
    }

    /**
     * A field of the pod itself. The chart takes it for all of Airflow's pods, and for git-sync.
     *
     * @param name the variable's name
     * @param path the field, {@code "status.hostIP"}
     * @see <a href="https://kubernetes.io/docs/concepts/workloads/pods/downward-api/">Downward API</a>
     */
    record Field(String name, String path) implements Variable {

        /** Refuses null. */
        public Field {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(path, "path");
        }

        @Override
        public <T> T match(
                Function<? super Literal, ? extends T> literal,
                Function<? super SecretKey, ? extends T> secretKey,
                Function<? super ConfigMapKey, ? extends T> configMapKey,
                Function<? super Field, ? extends T> field) {
            return field.apply(this);
        }
    }

    /**
     * A variable whose text stands in the values.
     *
     * @param name the variable's name
     * @param value its value
     * @return the variable
     */
    static Literal of(String name, String value) {
        return new Literal(name, value);
    }

    /**
     * A variable from a key of a Secret.
     *
     * @param name the variable's name
     * @param secret the Secret's name
     * @param key the key
     * @return the variable
     */
    static SecretKey fromSecret(String name, String secret, String key) {
        return new SecretKey(name, secret, key);
    }

    /**
     * A variable from a key of a ConfigMap.
     *
     * @param name the variable's name
     * @param configMap the ConfigMap's name
     * @param key the key
     * @return the variable
     */
    static ConfigMapKey fromConfigMap(String name, String configMap, String key) {
        return new ConfigMapKey(name, configMap, key);
    }

    /**
     * A variable from a field of the pod itself: {@code Variable.fromField("DD_AGENT_HOST", "status.hostIP")}.
     *
     * @param name the variable's name
     * @param path the field
     * @return the variable
     */
    static Field fromField(String name, String path) {
        return new Field(name, path);
    }
}
