package io.airworthy.logging;

import io.airworthy.material.SecretSource;
import io.airworthy.store.Cloud;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** As whom Airflow's pods write and read logs. The renderer gives it to every component that does either. */
public sealed interface CloudIdentity {

    /** Takes the identity apart: the function of its variant makes the result. */
    <T> T match(
            Function<? super Irsa, ? extends T> irsa,
            Function<? super EksPodIdentity, ? extends T> eksPodIdentity,
            Function<? super GkeWorkloadIdentity, ? extends T> gkeWorkloadIdentity,
            Function<? super AzureWorkloadIdentity, ? extends T> azureWorkloadIdentity,
            Function<? super KeySecret, ? extends T> keySecret);

    /**
     * An IAM role through the cluster's OIDC provider (IRSA). The role's trust policy must name every service account
     * that the runbook lists.
     *
     * @param roleArn the role, {@code arn:aws:iam::111122223333:role/airflow-logs}
     * @see <a href="https://docs.aws.amazon.com/eks/latest/userguide/iam-roles-for-service-accounts.html">IRSA</a>
     */
    record Irsa(String roleArn) implements CloudIdentity {

        /** Refuses null. */
        public Irsa {
            Objects.requireNonNull(roleArn, "roleArn");
        }

        @Override
        public <T> T match(
                Function<? super Irsa, ? extends T> irsa,
                Function<? super EksPodIdentity, ? extends T> eksPodIdentity,
                Function<? super GkeWorkloadIdentity, ? extends T> gkeWorkloadIdentity,
                Function<? super AzureWorkloadIdentity, ? extends T> azureWorkloadIdentity,
                Function<? super KeySecret, ? extends T> keySecret) {
            return irsa.apply(this);
        }
    }

    /**
     * An IAM role through EKS Pod Identity. Nothing is written on the pods: the associations are made in EKS, one for
     * every service account that the runbook lists.
     *
     * @param roleArn the role
     * @see <a href="https://docs.aws.amazon.com/eks/latest/userguide/pod-identities.html">EKS Pod Identity</a>
     */
    record EksPodIdentity(String roleArn) implements CloudIdentity {

        /** Refuses null. */
        public EksPodIdentity {
            Objects.requireNonNull(roleArn, "roleArn");
        }

        @Override
        public <T> T match(
                Function<? super Irsa, ? extends T> irsa,
                Function<? super EksPodIdentity, ? extends T> eksPodIdentity,
                Function<? super GkeWorkloadIdentity, ? extends T> gkeWorkloadIdentity,
                Function<? super AzureWorkloadIdentity, ? extends T> azureWorkloadIdentity,
                Function<? super KeySecret, ? extends T> keySecret) {
            return eksPodIdentity.apply(this);
        }
    }

    /**
     * A Google service account through GKE's workload identity.
     *
     * @param serviceAccount its address, {@code airflow-logs@project.iam.gserviceaccount.com}
     * @see <a href="https://cloud.google.com/kubernetes-engine/docs/how-to/workload-identity">Workload identity</a>
     */
    record GkeWorkloadIdentity(String serviceAccount) implements CloudIdentity {

        /** Refuses null. */
        public GkeWorkloadIdentity {
            Objects.requireNonNull(serviceAccount, "serviceAccount");
        }

        @Override
        public <T> T match(
                Function<? super Irsa, ? extends T> irsa,
                Function<? super EksPodIdentity, ? extends T> eksPodIdentity,
                Function<? super GkeWorkloadIdentity, ? extends T> gkeWorkloadIdentity,
                Function<? super AzureWorkloadIdentity, ? extends T> azureWorkloadIdentity,
                Function<? super KeySecret, ? extends T> keySecret) {
            return gkeWorkloadIdentity.apply(this);
        }
    }

    /**
     * An Entra application or managed identity through Azure's workload identity.
     *
     * @param clientId the identity's client id, a UUID
     * @param tenantId its tenant, a UUID
     * @see <a href="https://azure.github.io/azure-workload-identity/docs/">Azure workload identity</a>
     */
    record AzureWorkloadIdentity(String clientId, String tenantId) implements CloudIdentity {

        /** Refuses null. */
        public AzureWorkloadIdentity {
            Objects.requireNonNull(clientId, "clientId");
            Objects.requireNonNull(tenantId, "tenantId");
        }

        @Override
        public <T> T match(
                Function<? super Irsa, ? extends T> irsa,
                Function<? super EksPodIdentity, ? extends T> eksPodIdentity,
                Function<? super GkeWorkloadIdentity, ? extends T> gkeWorkloadIdentity,
                Function<? super AzureWorkloadIdentity, ? extends T> azureWorkloadIdentity,
                Function<? super KeySecret, ? extends T> keySecret) {
            return azureWorkloadIdentity.apply(this);
        }
    }

    /**
     * A long-lived key in a Secret: an AWS access key, a Google service account's key file, or an Azure storage account's
     * key. For clusters without workload identity.
     *
     * @param keyIdFrom where the id of an AWS access key comes from; not used with other stores
     * @param keyFrom where the key comes from
     */
    record KeySecret(SecretSource keyIdFrom, SecretSource keyFrom) implements CloudIdentity {

        /** Refuses null. */
        public KeySecret {
            Objects.requireNonNull(keyIdFrom, "keyIdFrom");
            Objects.requireNonNull(keyFrom, "keyFrom");
        }

        @Override
        public <T> T match(
                Function<? super Irsa, ? extends T> irsa,
                Function<? super EksPodIdentity, ? extends T> eksPodIdentity,
                Function<? super GkeWorkloadIdentity, ? extends T> gkeWorkloadIdentity,
                Function<? super AzureWorkloadIdentity, ? extends T> azureWorkloadIdentity,
                Function<? super KeySecret, ? extends T> keySecret) {
            return keySecret.apply(this);
        }
    }

    /**
     * An IAM role through the cluster's OIDC provider.
     *
     * @param roleArn the role
     * @return the identity
     */
    static CloudIdentity irsa(String roleArn) {
        return new Irsa(roleArn);
    }

    /**
     * An IAM role through EKS Pod Identity.
     *
     * @param roleArn the role
     * @return the identity
     */
    static CloudIdentity eksPodIdentity(String roleArn) {
        return new EksPodIdentity(roleArn);
    }

    /**
     * A Google service account through GKE's workload identity.
     *
     * @param serviceAccount its address
     * @return the identity
     */
    static CloudIdentity gkeWorkloadIdentity(String serviceAccount) {
        return new GkeWorkloadIdentity(serviceAccount);
    }

    /**
     * An Entra application or managed identity through Azure's workload identity.
     *
     * @param clientId the identity's client id
     * @param tenantId its tenant
     * @return the identity
     */
    static CloudIdentity azureWorkloadIdentity(String clientId, String tenantId) {
        return new AzureWorkloadIdentity(clientId, tenantId);
    }

    /**
     * A key in a Secret, taken from the environment variables {@code LOG_ACCESS_KEY_ID} (AWS only) and
     * {@code LOG_ACCESS_KEY}.
     *
     * @return the identity
     */
    static CloudIdentity keySecret() {
        return new KeySecret(SecretSource.environment("LOG_ACCESS_KEY_ID"), SecretSource.environment("LOG_ACCESS_KEY"));
    }

    /** The cloud whose identity it is; none for a key, which any store may have given. */
    default Optional<Cloud> cloud() {
        return match(
                irsa -> Optional.of(Cloud.AWS),
                eksPodIdentity -> Optional.of(Cloud.AWS),
                gkeWorkloadIdentity -> Optional.of(Cloud.GOOGLE),
                azureWorkloadIdentity -> Optional.of(Cloud.AZURE),
                keySecret -> Optional.empty());
    }

    /** The long-lived key, where the pods have one in the place of an identity of their own. */
    default Optional<KeySecret> key() {
        return match(
                irsa -> Optional.empty(),
                eksPodIdentity -> Optional.empty(),
                gkeWorkloadIdentity -> Optional.empty(),
                azureWorkloadIdentity -> Optional.empty(),
                Optional::of);
    }
}
