package io.airworthy.store;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * The store that the External Secrets Operator reads from, as an object in the cluster.
 *
 * @see <a href="https://external-secrets.io/latest/api/secretstore/">SecretStore</a>
 */
public sealed interface SecretStore {

    /** Takes the store apart: the function of its variant makes the result. */
    <T> T match(Function<? super Rendered, ? extends T> rendered, Function<? super Existing, ? extends T> existing);

    /** Who may read from a store. */
    enum Kind {
        /** {@code SecretStore}: the deployment's namespace alone. */
        NAMESPACED("SecretStore"),
        /** {@code ClusterSecretStore}: every namespace that the store's conditions admit. */
        CLUSTER("ClusterSecretStore");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        /** As Kubernetes writes it. */
        @Override
        public String toString() {
            return text;
        }
    }

    /**
     * Who may read from it.
     *
     * @return its kind
     */
    Kind kind();

    /**
     * Its name in the cluster.
     *
     * @return the name
     */
    String name();

    /**
     * What kind of store it is.
     *
     * @return the type
     */
    StoreType type();

    /**
     * A store whose manifest the library writes. A store of kind {@link Kind#CLUSTER} admits the deployment's namespace and
     * no other.
     *
     * @param kind who may read from it
     * @param name its name in the cluster
     * @param provider where it is and how the operator logs in
     */
    record Rendered(Kind kind, String name, StoreProvider provider) implements SecretStore {

        /** Refuses null. */
        public Rendered {
            Objects.requireNonNull(kind, "kind");
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(provider, "provider");
        }

        @Override
        public StoreType type() {
            return provider.type();
        }

        @Override
        public <T> T match(
                Function<? super Rendered, ? extends T> rendered, Function<? super Existing, ? extends T> existing) {
            return rendered.apply(this);
        }
    }

    /**
     * A store that is in the cluster already.
     *
     * @param kind who may read from it
     * @param name its name in the cluster
     * @param type what kind of store it is, which decides how entries are named
     */
    record Existing(Kind kind, String name, StoreType type) implements SecretStore {

        /** Refuses null. */
        public Existing {
            Objects.requireNonNull(kind, "kind");
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(type, "type");
        }

        @Override
        public <T> T match(
                Function<? super Rendered, ? extends T> rendered, Function<? super Existing, ? extends T> existing) {
            return existing.apply(this);
        }
    }

    /**
     * A store for the deployment's namespace alone, whose manifest the library writes.
     *
     * @param name its name in the cluster
     * @param provider where it is and how the operator logs in
     * @return the store
     */
    static SecretStore rendered(String name, StoreProvider provider) {
        return new Rendered(Kind.NAMESPACED, name, provider);
    }

    /**
     * A store of the cluster that exists already, usually the platform team's.
     *
     * @param name its name in the cluster
     * @param type what kind of store it is
     * @return the store
     */
    static SecretStore existingClusterStore(String name, StoreType type) {
        return new Existing(Kind.CLUSTER, name, type);
    }

    /** The store as its manifest describes it, if the library writes that. */
    default Optional<Rendered> rendered() {
        return match(Optional::of, existing -> Optional.empty());
    }
}
