package io.airworthy.store;

import java.util.Objects;
import java.util.function.Function;

/**
 * How the External Secrets Operator logs in to Google Secret Manager.
 *
 * @see <a href="https://external-secrets.io/latest/provider/google-secrets-manager/">Google Secret Manager</a>
 */
public sealed interface GoogleAuth {

    /** Takes the login apart: the function of its variant makes the result. */
    <T> T match(
            Function<? super WorkloadIdentity, ? extends T> workloadIdentity,
            Function<? super KeyFile, ? extends T> keyFile);

    /**
     * As a service account with GKE's workload identity.
     *
     * @param clusterLocation the region or zone of the cluster
     * @param clusterName the cluster
     * @param account the service account
     */
    record WorkloadIdentity(String clusterLocation, String clusterName, ServiceAccountRef account)
            implements GoogleAuth {

        /** Refuses null. */
        public WorkloadIdentity {
            Objects.requireNonNull(clusterLocation, "clusterLocation");
            Objects.requireNonNull(clusterName, "clusterName");
            Objects.requireNonNull(account, "account");
        }

        @Override
        public <T> T match(
                Function<? super WorkloadIdentity, ? extends T> workloadIdentity,
                Function<? super KeyFile, ? extends T> keyFile) {
            return workloadIdentity.apply(this);
        }
    }

    /**
     * With the key file of a Google service account.
     *
     * @param keyFile where the file is
     */
    record KeyFile(CredentialRef keyFile) implements GoogleAuth {

        /** Refuses null. */
        public KeyFile {
            Objects.requireNonNull(keyFile, "keyFile");
        }

        @Override
        public <T> T match(
                Function<? super WorkloadIdentity, ? extends T> workloadIdentity,
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
    static GoogleAuth workloadIdentity(String clusterLocation, String clusterName, String account) {
        Objects.requireNonNull(account, "account");
        return new WorkloadIdentity(clusterLocation, clusterName, ServiceAccountRef.of(account));
    }

    /**
     * With the key file of a Google service account.
     *
     * @param keyFile where the file is
     * @return the login
     */
    static GoogleAuth keyFile(CredentialRef keyFile) {
        return new KeyFile(keyFile);
    }
}
