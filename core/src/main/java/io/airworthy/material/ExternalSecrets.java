package io.airworthy.material;

import io.airworthy.store.SecretStore;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.immutables.value.Value;

/**
 * Secrets that the External Secrets Operator makes inside of the cluster, from material that a secret store has.
 *
 * <p>Defaults: API version {@code external-secrets.io/v1}, read again every hour, entries under
 * {@code <namespace>/<release>}, no restarts by Reloader.
 *
 * <p>Every piece of material is an entry of the store. A {@link SecretSource#remote source} in the store is read as the model names it; everything else has the name {@code <prefix>/<label>}, where the label is {@link Material#label()}, as far as the store accepts such a name: {@link io.airworthy.store.StoreType} has the exact form.
 * The SCRAM verifier of the database password is an entry of its own, because no template can compute it: change it together with the password.
 *
 * @see <a href="https://external-secrets.io/latest/api/externalsecret/">ExternalSecret</a>
 */
@Value.Immutable
public non-sealed interface ExternalSecrets extends SecretDelivery {

    /** What kubectl calls the operator's objects. In full, because other operators use the short name as well. */
    String RESOURCE = "externalsecrets.external-secrets.io";

    /** The versions of the operator's API. */
    enum ApiVersion {
        /** From 0.16 on. */
        V1("external-secrets.io/v1"),
        /** Not served by default since 0.17. */
        V1BETA1("external-secrets.io/v1beta1");

        private final String text;

        ApiVersion(String text) {
            this.text = text;
        }

        /** As manifests write it. */
        @Override
        public String toString() {
            return text;
        }
    }

    /** The store to read from. */
    SecretStore store();

    /** The version of the operator's API. Default {@link ApiVersion#V1}. */
    @Value.Default
    default ApiVersion apiVersion() {
        return ApiVersion.V1;
    }

    /** How often the operator reads the store again, where it does. Default one hour; zero means never. */
    @Value.Default
    default Duration refreshInterval() {
        return Duration.ofHours(1);
    }

    /** What the names of the deployment's entries begin with. Default: {@code <namespace>/<release>}. */
    Optional<String> prefix();

    /**
     * Whether Stakater's Reloader, which must be installed in the cluster, restarts the pods that read a Secret when
     * the operator has changed it. Without it, pods keep the old content until the next deployment. Default false.
     *
     * @see <a href="https://docs.stakater.com/reloader/">Reloader</a>
     */
    @Value.Default
    default boolean reloader() {
        return false;
    }

    /**
     * Secrets from a store, with all defaults.
     *
     * @param store the store
     * @return the delivery
     */
    static ExternalSecrets from(SecretStore store) {
        return builder().store(store).build();
    }

    /** Starts a delivery. */
    static ExternalSecretsBuilder builder() {
        return new ExternalSecretsBuilder();
    }

    /** Starts a delivery from this one, with all its attributes. */
    default ExternalSecretsBuilder toBuilder() {
        return builder().from(this);
    }

    @Override
    default <T> T match(
            Function<? super PlainSecrets, ? extends T> plain,
            Function<? super ExternalSecrets, ? extends T> external,
            Function<? super SealedSecrets, ? extends T> sealed) {
        return external.apply(this);
    }
}
