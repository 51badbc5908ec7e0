package io.airworthy.material;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** A reference to a piece of secret material, never the material itself. */
public sealed interface SecretSource {

    /** Takes the source apart: the function of its variant makes the result. */
    <T> T match(
            Function<? super Environment, ? extends T> environment,
            Function<? super File, ? extends T> file,
            Function<? super Remote, ? extends T> remote);

    /**
     * An environment variable of the program or shell that provisions the deployment.
     *
     * @param variable the variable's name
     */
    record Environment(String variable) implements SecretSource {

        /** Refuses null. */
        public Environment {
            Objects.requireNonNull(variable, "variable");
        }

        @Override
        public String toString() {
            return "environment variable " + variable;
        }

        @Override
        public <T> T match(
                Function<? super Environment, ? extends T> environment,
                Function<? super File, ? extends T> file,
                Function<? super Remote, ? extends T> remote) {
            return environment.apply(this);
        }
    }

    /**
     * A file on the machine that provisions the deployment.
     *
     * @param path the file's path
     */
    record File(String path) implements SecretSource {

        /** Refuses null. */
        public File {
            Objects.requireNonNull(path, "path");
        }

        @Override
        public String toString() {
            return "file " + path;
        }

        @Override
        public <T> T match(
                Function<? super Environment, ? extends T> environment,
                Function<? super File, ? extends T> file,
                Function<? super Remote, ? extends T> remote) {
            return file.apply(this);
        }
    }

    /**
     * An entry of the secret store that the cluster reads from.
     *
     * @param key the entry: a path in Vault, a name or ARN in AWS, a secret's name in Azure or Google Cloud
     * @param property the field inside the entry; empty when the entry is the material itself
     */
    record Remote(String key, String property) implements SecretSource {

        /** Refuses null. */
        public Remote {
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(property, "property");
        }

        @Override
        public String toString() {
            return "secret store entry " + key + (property.isEmpty() ? "" : ", property " + property);
        }

        @Override
        public <T> T match(
                Function<? super Environment, ? extends T> environment,
                Function<? super File, ? extends T> file,
                Function<? super Remote, ? extends T> remote) {
            return remote.apply(this);
        }
    }

    /**
     * Material that is in an environment variable.
     *
     * @param variable the variable's name
     * @return the reference
     */
    static SecretSource environment(String variable) {
        return new Environment(variable);
    }

    /**
     * Material that is in a file.
     *
     * @param path the file's path
     * @return the reference
     */
    static SecretSource file(String path) {
        return new File(path);
    }

    /**
     * Material that is in the cluster's secret store.
     *
     * @param key the entry
     * @param property the field inside the entry; empty for the whole entry
     * @return the reference
     */
    static SecretSource remote(String key, String property) {
        return new Remote(key, property);
    }

    /** The file, if it is one. */
    default Optional<File> file() {
        return match(environment -> Optional.empty(), Optional::of, remote -> Optional.empty());
    }

    /** The entry of the secret store, if it is one. */
    default Optional<Remote> remote() {
        return match(environment -> Optional.empty(), file -> Optional.empty(), Optional::of);
    }
}
