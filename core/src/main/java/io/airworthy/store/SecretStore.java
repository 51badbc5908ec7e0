package io.airworthy.store;

import java.util.Optional;
import java.util.function.Function;
import org.immutables.value.Value;

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

    /** Who may read from it. */
    Kind kind();

    /** Its name in the cluster. */
    String name();

    /** What kind of store it is. */
    StoreType type();

    /**
     * A store whose manifest the library writes. A store of kind {@link Kind#CLUSTER} only admits the deployment's
     * namespace.
     */
    @Value.Immutable
    non-sealed interface Rendered extends SecretStore {

        /** Who may read from it. Default {@link Kind#NAMESPACED}. */
        @Override
        @Value.Default
        default Kind kind() {
            return Kind.NAMESPACED;
        }

        /** Its name in the cluster. */
        @Override
        String name();

        /** Where it is and how the operator logs in. */
        StoreProvider provider();

        @Override
        default StoreType type() {
            return provider().type();
        }

        /** Starts a store. */
        static RenderedBuilder builder() {
            return new RenderedBuilder();
        }

        /** Starts a store from this one, with all its attributes. */
        default RenderedBuilder toBuilder() {
            return builder().from(this);
        }

        @Override
        default <T> T match(
                Function<? super Rendered, ? extends T> rendered, Function<? super Existing, ? extends T> existing) {
            return rendered.apply(this);
        }
    }

    /** A store that exists in the cluster already. */
    @Value.Immutable
    non-sealed interface Existing extends SecretStore {

        /** Who may read from it. */
        @Override
        Kind kind();

        /** Its name in the cluster. */
        @Override
        String name();

        /** What kind of store it is, which decides how entries are named. */
        @Override
        StoreType type();

        /** Starts a store. */
        static ExistingBuilder builder() {
            return new ExistingBuilder();
        }

        /** Starts a store from this one, with all its attributes. */
        default ExistingBuilder toBuilder() {
            return builder().from(this);
        }

        @Override
        default <T> T match(
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
    static Rendered rendered(String name, StoreProvider provider) {
        return Rendered.builder().name(name).provider(provider).build();
    }

    /**
     * A store of the cluster that exists already, usually the platform team's.
     *
     * @param name its name in the cluster
     * @param type what kind of store it is
     * @return the store
     */
    static Existing existingClusterStore(String name, StoreType type) {
        return Existing.builder().kind(Kind.CLUSTER).name(name).type(type).build();
    }

    /** The store whose manifest the library writes, if it is that. */
    default Optional<Rendered> rendered() {
        return match(Optional::of, existing -> Optional.empty());
    }
}
