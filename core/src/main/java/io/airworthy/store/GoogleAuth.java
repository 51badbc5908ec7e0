package io.airworthy.store;

import java.util.Objects;
import java.util.function.Function;
import org.immutables.value.Value;

/**
 * How the External Secrets Operator logs in to Google Secret Manager.
 *
 * @see <a href="https://external-secrets.io/latest/provider/google-secrets-manager/">Google Secret Manager</a>
 */
public sealed interface GoogleAuth {

    /** Takes the login apart: the function of its variant makes the result. */
    <T> T match(
            Function<? super GkeWorkloadIdentity, ? extends T> workloadIdentity,
            Function<? super KeyFile, ? extends T> keyFile);

    /** As a service account with GKE's workload identity. */
    @Value.Immutable
    non-sealed interface GkeWorkloadIdentity extends GoogleAuth {

        /** The region or zone of the cluster. */
        String clusterLocation();

        /** The cluster. */
        String clusterName();

        /** The service account. */
        ServiceAccountRef account();

        /** Starts a login. */
        static GkeWorkloadIdentityBuilder builder() {
            return new GkeWorkloadIdentityBuilder();
        }

        /** Starts a login from this one, with all its attributes. */
        default GkeWorkloadIdentityBuilder toBuilder() {
            return builder().from(this);
        }

        @Override
        default <T> T match(
                Function<? super GkeWorkloadIdentity, ? extends T> workloadIdentity,
                Function<? super KeyFile, ? extends T> keyFile) {
            return workloadIdentity.apply(this);
        }
    }

    /** With the key file of a Google service account. */
    @Value.Immutable
    non-sealed interface KeyFile extends GoogleAuth {

        /** Where the file is. */
        CredentialRef keyFile();

        /** Starts a login. */
        static KeyFileBuilder builder() {
            return new KeyFileBuilder();
        }

        /** Starts a login from this one, with all its attributes. */
        default KeyFileBuilder toBuilder() {
            return builder().from(this);
        }

        @Override
        default <T> T match(
                Function<? super GkeWorkloadIdentity, ? extends T> workloadIdentity,
                Function<? super KeyFile, ? extends T> keyFile) {
            return keyFile.apply(this);
        }
    }

    /**
     * As a service account in the deployment's namespace, with GKE's workload identity.
     *
     * @param clusterLocation the region or zone of the cluster
     * @param clusterName the cluster
     * @param account the service account's name
     * @return the login
     */
    static GkeWorkloadIdentity workloadIdentity(String clusterLocation, String clusterName, String account) {
        Objects.requireNonNull(account, "account");
        return GkeWorkloadIdentity.builder()
                .clusterLocation(clusterLocation)
                .clusterName(clusterName)
                .account(ServiceAccountRef.of(account))
                .build();
    }

    /**
     * With the key file of a Google service account.
     *
     * @param keyFile where the file is
     * @return the login
     */
    static KeyFile keyFile(CredentialRef keyFile) {
        return KeyFile.builder().keyFile(keyFile).build();
    }
}
