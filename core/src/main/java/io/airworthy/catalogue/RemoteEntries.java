package io.airworthy.catalogue;

import io.airworthy.AirflowDeployment;
import io.airworthy.material.ExternalSecrets;
import io.airworthy.material.Material;
import io.airworthy.material.Purpose;
import io.airworthy.material.SecretSource;
import io.airworthy.material.SecretSource.Remote;
import io.airworthy.store.StoreType;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Where a deployment's material is in the secret store that the cluster reads from. */
public final class RemoteEntries {

    private static final Set<Purpose> KEYS =
            Set.of(Purpose.FERNET, Purpose.API_KEY, Purpose.WEBSERVER_KEY, Purpose.JWT);

    /** When the operator reads the store for a Secret. */
    public enum Reading {
        /**
         * Once. This is for keys that encrypt and sign: a change in the store, by accident or not, must not reach the
         * cluster before somebody deletes the Secret <em>and</em> its ExternalSecret. If only the Secret is deleted it
         * does not come back, because the operator regards an orphan as complete even if it is gone.
         *
         * @see <a href="https://external-secrets.io/latest/guides/ownership-deletion-policy/">Ownership</a>
         */
        ONCE,
        /** Only if there is no Secret, because the refresh interval is zero. */
        WHEN_MISSING,
        /** At every refresh interval. */
        AGAIN
    }

    private final Map<Material, Remote> entries = new EnumMap<>(Material.class);
    private final boolean readsAgain;

    private RemoteEntries(AirflowDeployment deployment, ExternalSecrets external) {
        this.readsAgain = !external.refreshInterval().isZero();
        SecretCatalogue catalogue = SecretCatalogue.of(deployment);
        StoreType type = external.store().type();
        String prefix = prefix(deployment, external);
        for (Material material : catalogue.materials()) {
            entries.put(
                    material,
                    catalogue
                            .source(material)
                            .flatMap(SecretSource::remote)
                            .orElseGet(() -> new Remote(type.entryName(prefix, material.label()), type.property())));
        }
    }

    /**
     * The entries of a deployment.
     *
     * @param deployment the deployment
     * @return its entries, if its Secrets are external
     */
    public static Optional<RemoteEntries> of(AirflowDeployment deployment) {
        Objects.requireNonNull(deployment, "deployment");
        return deployment.secretDelivery().external().map(external -> new RemoteEntries(deployment, external));
    }

    /**
     * What the names of a deployment's entries begin with.
     *
     * @param deployment the deployment
     * @param external how its Secrets get into the cluster
     * @return the prefix, as it is given or the default one
     */
    public static String prefix(AirflowDeployment deployment, ExternalSecrets external) {
        Objects.requireNonNull(deployment, "deployment");
        Objects.requireNonNull(external, "external");
        return external.prefix().orElse(deployment.namespace() + "/" + deployment.releaseName());
    }

    /**
     * When the operator reads the store for a Secret.
     *
     * @param purpose the Secret's purpose
     * @return when
     */
    public Reading reading(Purpose purpose) {
        Objects.requireNonNull(purpose, "purpose");
        if (KEYS.contains(purpose)) {
            return Reading.ONCE;
        }
        return readsAgain ? Reading.AGAIN : Reading.WHEN_MISSING;
    }

    /**
     * The entry of a piece of material.
     *
     * @param material material that the deployment needs
     * @return its entry
     * @throws IllegalArgumentException if the deployment does not need it
     */
    public Remote of(Material material) {
        Objects.requireNonNull(material, "material");
        Remote entry = entries.get(material);
        if (entry == null) {
            throw new IllegalArgumentException("this deployment does not need " + material.description());
        }
        return entry;
    }

    /**
     * All entries.
     *
     * @return the entry of each material that the deployment needs
     */
    public Map<Material, Remote> all() {
        return Collections.unmodifiableMap(entries);
    }
}
