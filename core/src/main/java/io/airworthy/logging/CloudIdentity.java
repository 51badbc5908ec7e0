package io.airworthy.logging;

import io.airworthy.material.SecretSource;
import io.airworthy.store.Cloud;
import java.util.Optional;
import java.util.function.Function;
import org.immutables.value.Value;

/** The identity with which Airflow's pods write and read logs. Every component gets it. */
public sealed interface CloudIdentity {

    /** Takes the identity apart: the function of its variant makes the result. */
    <T> T match(
            Function<? super Irsa, ? extends T> irsa,
            Function<? super EksPodIdentity, ? extends T> eksPodIdentity,
            Function<? super GkeWorkloadIdentity, ? extends T> gkeWorkloadIdentity,
            Function<? super AzureWorkloadIdentity, ? extends T> azureWorkloadIdentity,
            Function<? super KeySecret, ? extends T> keySecret,
            Function<? super KeyFile, ? extends T> keyFile,
            Function<? super NodeIdentity, ? extends T> nodeIdentity,
            Function<? super ExistingConnection, ? extends T> existingConnection);

    /**
     * An IAM role through the cluster's OIDC provider (IRSA). The role's trust policy must name every service account
     * that the runbook lists.
     *
     * @see <a href="https://docs.aws.amazon.com/eks/latest/userguide/iam-roles-for-service-accounts.html">IRSA</a>
     */
    @Value.Immutable
    non-sealed interface Irsa extends CloudIdentity {

        /** The role, {@code arn:aws:iam::111122223333:role/airflow-logs}. */
        String roleArn();

        /** Starts an identity. */
        static IrsaBuilder builder() {
            return new IrsaBuilder();
        }

        /** Starts an identity from this one, with all its attributes. */
        default IrsaBuilder toBuilder() {
            return builder().from(this);
        }

        @Override
        default <T> T match(
                Function<? super Irsa, ? extends T> irsa,
                Function<? super EksPodIdentity, ? extends T> eksPodIdentity,
                Function<? super GkeWorkloadIdentity, ? extends T> gkeWorkloadIdentity,
                Function<? super AzureWorkloadIdentity, ? extends T> azureWorkloadIdentity,
                Function<? super KeySecret, ? extends T> keySecret,
                Function<? super KeyFile, ? extends T> keyFile,
                Function<? super NodeIdentity, ? extends T> nodeIdentity,
                Function<? super ExistingConnection, ? extends T> existingConnection) {
            return irsa.apply(this);
        }
    }

    /**
     * An IAM role through EKS Pod Identity. The pods need no annotation: the associations are made in EKS, one for
     * every service account that the runbook lists.
     *
     * @see <a href="https://docs.aws.amazon.com/eks/latest/userguide/pod-identities.html">EKS Pod Identity</a>
     */
    @Value.Immutable
    non-sealed interface EksPodIdentity extends CloudIdentity {

        /** The role. */
        String roleArn();

        /** Starts an identity. */
        static EksPodIdentityBuilder builder() {
            return new EksPodIdentityBuilder();
        }

        /** Starts an identity from this one, with all its attributes. */
        default EksPodIdentityBuilder toBuilder() {
            return builder().from(this);
        }

        @Override
        default <T> T match(
                Function<? super Irsa, ? extends T> irsa,
                Function<? super EksPodIdentity, ? extends T> eksPodIdentity,
                Function<? super GkeWorkloadIdentity, ? extends T> gkeWorkloadIdentity,
                Function<? super AzureWorkloadIdentity, ? extends T> azureWorkloadIdentity,
                Function<? super KeySecret, ? extends T> keySecret,
                Function<? super KeyFile, ? extends T> keyFile,
                Function<? super NodeIdentity, ? extends T> nodeIdentity,
                Function<? super ExistingConnection, ? extends T> existingConnection) {
            return eksPodIdentity.apply(this);
        }
    }

    /**
     * A Google service account through GKE's workload identity.
     *
     * @see <a href="https://cloud.google.com/kubernetes-engine/docs/how-to/workload-identity">Workload identity</a>
     */
    @Value.Immutable
    non-sealed interface GkeWorkloadIdentity extends CloudIdentity {

        /** Its address, {@code airflow-logs@project.iam.gserviceaccount.com}. */
        String serviceAccount();

        /** Starts an identity. */
        static GkeWorkloadIdentityBuilder builder() {
            return new GkeWorkloadIdentityBuilder();
        }

        /** Starts an identity from this one, with all its attributes. */
        default GkeWorkloadIdentityBuilder toBuilder() {
            return builder().from(this);
        }

        @Override
        default <T> T match(
                Function<? super Irsa, ? extends T> irsa,
                Function<? super EksPodIdentity, ? extends T> eksPodIdentity,
                Function<? super GkeWorkloadIdentity, ? extends T> gkeWorkloadIdentity,
                Function<? super AzureWorkloadIdentity, ? extends T> azureWorkloadIdentity,
                Function<? super KeySecret, ? extends T> keySecret,
                Function<? super KeyFile, ? extends T> keyFile,
                Function<? super NodeIdentity, ? extends T> nodeIdentity,
                Function<? super ExistingConnection, ? extends T> existingConnection) {
            return gkeWorkloadIdentity.apply(this);
        }
    }

    /**
     * An Entra application or managed identity through Azure's workload identity.
     *
     * @see <a href="https://azure.github.io/azure-workload-identity/docs/">Azure workload identity</a>
     */
    @Value.Immutable
    non-sealed interface AzureWorkloadIdentity extends CloudIdentity {

        /** The identity's client id, a UUID. */
        String clientId();

        /** Its tenant, a UUID. */
        String tenantId();

        /** Starts an identity. */
        static AzureWorkloadIdentityBuilder builder() {
            return new AzureWorkloadIdentityBuilder();
        }

        /** Starts an identity from this one, with all its attributes. */
        default AzureWorkloadIdentityBuilder toBuilder() {
            return builder().from(this);
        }

        @Override
        default <T> T match(
                Function<? super Irsa, ? extends T> irsa,
                Function<? super EksPodIdentity, ? extends T> eksPodIdentity,
                Function<? super GkeWorkloadIdentity, ? extends T> gkeWorkloadIdentity,
                Function<? super AzureWorkloadIdentity, ? extends T> azureWorkloadIdentity,
                Function<? super KeySecret, ? extends T> keySecret,
                Function<? super KeyFile, ? extends T> keyFile,
                Function<? super NodeIdentity, ? extends T> nodeIdentity,
                Function<? super ExistingConnection, ? extends T> existingConnection) {
            return azureWorkloadIdentity.apply(this);
        }
    }

    /**
     * A long-lived key in a Secret: an AWS access key, a Google service account's key file, or an Azure storage account's
     * key. For clusters without workload identity.
     */
    @Value.Immutable
    non-sealed interface KeySecret extends CloudIdentity {

        /** Where the id of an AWS access key comes from; not used with other stores. Default: the environment variable {@code LOG_ACCESS_KEY_ID}. */
        @Value.Default
        default SecretSource keyIdFrom() {
            return SecretSource.environment("LOG_ACCESS_KEY_ID");
        }

        /** Where the key comes from. Default: the environment variable {@code LOG_ACCESS_KEY}. */
        @Value.Default
        default SecretSource keyFrom() {
            return SecretSource.environment("LOG_ACCESS_KEY");
        }

        /** Starts an identity. */
        static KeySecretBuilder builder() {
            return new KeySecretBuilder();
        }

        /** Starts an identity from this one, with all its attributes. */
        default KeySecretBuilder toBuilder() {
            return builder().from(this);
        }

        @Override
        default <T> T match(
                Function<? super Irsa, ? extends T> irsa,
                Function<? super EksPodIdentity, ? extends T> eksPodIdentity,
                Function<? super GkeWorkloadIdentity, ? extends T> gkeWorkloadIdentity,
                Function<? super AzureWorkloadIdentity, ? extends T> azureWorkloadIdentity,
                Function<? super KeySecret, ? extends T> keySecret,
                Function<? super KeyFile, ? extends T> keyFile,
                Function<? super NodeIdentity, ? extends T> nodeIdentity,
                Function<? super ExistingConnection, ? extends T> existingConnection) {
            return keySecret.apply(this);
        }
    }

    /**
     * The key file of a Google service account that is already in Airflow's containers, mounted from a Secret of somebody
     * else: {@code pods.volumes} with {@code Volume.secret("gcp-credentials").at("/etc/gcp")}.
     */
    @Value.Immutable
    non-sealed interface KeyFile extends CloudIdentity {

        /** Its path, {@code /etc/gcp/key.json}. */
        String path();

        /** Starts an identity. */
        static KeyFileBuilder builder() {
            return new KeyFileBuilder();
        }

        /** Starts an identity from this one, with all its attributes. */
        default KeyFileBuilder toBuilder() {
            return builder().from(this);
        }

        @Override
        default <T> T match(
                Function<? super Irsa, ? extends T> irsa,
                Function<? super EksPodIdentity, ? extends T> eksPodIdentity,
                Function<? super GkeWorkloadIdentity, ? extends T> gkeWorkloadIdentity,
                Function<? super AzureWorkloadIdentity, ? extends T> azureWorkloadIdentity,
                Function<? super KeySecret, ? extends T> keySecret,
                Function<? super KeyFile, ? extends T> keyFile,
                Function<? super NodeIdentity, ? extends T> nodeIdentity,
                Function<? super ExistingConnection, ? extends T> existingConnection) {
            return keyFile.apply(this);
        }
    }

    /**
     * What the pods are without being told, such as the instance profile of their nodes, or the credentials in files and
     * variables that the cloud's libraries look for.
     */
    @Value.Immutable
    non-sealed interface NodeIdentity extends CloudIdentity {

        /** Starts an identity. */
        static NodeIdentityBuilder builder() {
            return new NodeIdentityBuilder();
        }

        /** Starts an identity from this one, with all its attributes. */
        default NodeIdentityBuilder toBuilder() {
            return builder().from(this);
        }

        @Override
        default <T> T match(
                Function<? super Irsa, ? extends T> irsa,
                Function<? super EksPodIdentity, ? extends T> eksPodIdentity,
                Function<? super GkeWorkloadIdentity, ? extends T> gkeWorkloadIdentity,
                Function<? super AzureWorkloadIdentity, ? extends T> azureWorkloadIdentity,
                Function<? super KeySecret, ? extends T> keySecret,
                Function<? super KeyFile, ? extends T> keyFile,
                Function<? super NodeIdentity, ? extends T> nodeIdentity,
                Function<? super ExistingConnection, ? extends T> existingConnection) {
            return nodeIdentity.apply(this);
        }
    }

    /**
     * An Airflow connection that somebody else keeps, whose id is {@link RemoteLogging#connectionId()}: login, endpoint and all else
     * are in it. Airflow finds it in a Secret, in the secrets backend, or in a variable of the pods.
     *
     * @see <a href="https://airflow.apache.org/docs/apache-airflow/stable/howto/connection.html">Managing connections</a>
     */
    @Value.Immutable
    non-sealed interface ExistingConnection extends CloudIdentity {

        /**
         * The Secret, kept by somebody else, that has the connection as a URI or as JSON. Default: none; Airflow finds it
         * elsewhere.
         */
        Optional<String> secretName();

        /** Its key in the Secret. Default {@code connection}. */
        @Value.Default
        default String secretKey() {
            return "connection";
        }

        /** Starts an identity. */
        static ExistingConnectionBuilder builder() {
            return new ExistingConnectionBuilder();
        }

        /** Starts an identity from this one, with all its attributes. */
        default ExistingConnectionBuilder toBuilder() {
            return builder().from(this);
        }

        @Override
        default <T> T match(
                Function<? super Irsa, ? extends T> irsa,
                Function<? super EksPodIdentity, ? extends T> eksPodIdentity,
                Function<? super GkeWorkloadIdentity, ? extends T> gkeWorkloadIdentity,
                Function<? super AzureWorkloadIdentity, ? extends T> azureWorkloadIdentity,
                Function<? super KeySecret, ? extends T> keySecret,
                Function<? super KeyFile, ? extends T> keyFile,
                Function<? super NodeIdentity, ? extends T> nodeIdentity,
                Function<? super ExistingConnection, ? extends T> existingConnection) {
            return existingConnection.apply(this);
        }
    }

    /**
     * An IAM role through the cluster's OIDC provider.
     *
     * @param roleArn the role
     * @return the identity
     */
    static Irsa irsa(String roleArn) {
        return Irsa.builder().roleArn(roleArn).build();
    }

    /**
     * An IAM role through EKS Pod Identity.
     *
     * @param roleArn the role
     * @return the identity
     */
    static EksPodIdentity eksPodIdentity(String roleArn) {
        return EksPodIdentity.builder().roleArn(roleArn).build();
    }

    /**
     * A Google service account through GKE's workload identity.
     *
     * @param serviceAccount its address
     * @return the identity
     */
    static GkeWorkloadIdentity gkeWorkloadIdentity(String serviceAccount) {
        return GkeWorkloadIdentity.builder().serviceAccount(serviceAccount).build();
    }

    /**
     * An Entra application or managed identity through Azure's workload identity.
     *
     * @param clientId the identity's client id
     * @param tenantId its tenant
     * @return the identity
     */
    static AzureWorkloadIdentity azureWorkloadIdentity(String clientId, String tenantId) {
        return AzureWorkloadIdentity.builder()
                .clientId(clientId)
                .tenantId(tenantId)
                .build();
    }

    /**
     * A key in a Secret, taken from the environment variables {@code LOG_ACCESS_KEY_ID} (AWS only) and
     * {@code LOG_ACCESS_KEY}.
     *
     * @return the identity
     */
    static KeySecret keySecret() {
        return KeySecret.builder().build();
    }

    /**
     * The key file of a Google service account that is mounted into Airflow's containers.
     *
     * @param path its path
     * @return the identity
     */
    static KeyFile keyFile(String path) {
        return KeyFile.builder().path(path).build();
    }

    /** What the pods are without being told, such as the instance profile of their nodes. */
    static NodeIdentity ofNodes() {
        return NodeIdentity.builder().build();
    }

    /** An Airflow connection that is in the secrets backend, or in a variable of the pods. */
    static ExistingConnection existingConnection() {
        return ExistingConnection.builder().build();
    }

    /**
     * An Airflow connection in a Secret that somebody else keeps.
     *
     * @param secretName the Secret's name
     * @param key the connection's key there
     * @return the identity
     */
    static ExistingConnection existingConnection(String secretName, String key) {
        return ExistingConnection.builder()
                .secretName(secretName)
                .secretKey(key)
                .build();
    }

    /** The cloud that the identity belongs to; none for what may be of any store. */
    default Optional<Cloud> cloud() {
        return match(
                irsa -> Optional.of(Cloud.AWS),
                eksPodIdentity -> Optional.of(Cloud.AWS),
                gkeWorkloadIdentity -> Optional.of(Cloud.GOOGLE),
                azureWorkloadIdentity -> Optional.of(Cloud.AZURE),
                keySecret -> Optional.empty(),
                keyFile -> Optional.of(Cloud.GOOGLE),
                nodeIdentity -> Optional.empty(),
                existingConnection -> Optional.empty());
    }

    /** The long-lived key, if the pods have one instead of an identity of their own, in a Secret of the deployment's. */
    default Optional<KeySecret> key() {
        return match(
                irsa -> Optional.empty(),
                eksPodIdentity -> Optional.empty(),
                gkeWorkloadIdentity -> Optional.empty(),
                azureWorkloadIdentity -> Optional.empty(),
                Optional::of,
                keyFile -> Optional.empty(),
                nodeIdentity -> Optional.empty(),
                existingConnection -> Optional.empty());
    }

    /** The connection that somebody else keeps, if it is that. */
    default Optional<ExistingConnection> connection() {
        return match(
                irsa -> Optional.empty(),
                eksPodIdentity -> Optional.empty(),
                gkeWorkloadIdentity -> Optional.empty(),
                azureWorkloadIdentity -> Optional.empty(),
                keySecret -> Optional.empty(),
                keyFile -> Optional.empty(),
                nodeIdentity -> Optional.empty(),
                Optional::of);
    }

    /** Whether the cloud has to know the pods' service accounts. */
    default boolean isOfServiceAccounts() {
        return match(
                irsa -> true,
                eksPodIdentity -> true,
                gkeWorkloadIdentity -> true,
                azureWorkloadIdentity -> true,
                keySecret -> false,
                keyFile -> false,
                nodeIdentity -> false,
                existingConnection -> false);
    }
}
