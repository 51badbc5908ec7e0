package io.airworthy.store;

import java.util.Optional;
import java.util.function.Function;
import org.immutables.value.Value;

/**
 * Where a secret store is and how the External Secrets Operator logs in to it.
 *
 * @see <a href="https://external-secrets.io/latest/provider/aws-secrets-manager/">The operator's providers</a>
 */
public sealed interface StoreProvider {

    /** Takes the provider apart: the function of its variant makes the result. */
    <T> T match(
            Function<? super Vault, ? extends T> vault,
            Function<? super AwsSecretsManager, ? extends T> awsSecretsManager,
            Function<? super AwsParameterStore, ? extends T> awsParameterStore,
            Function<? super AzureKeyVault, ? extends T> azureKeyVault,
            Function<? super GoogleSecretManager, ? extends T> googleSecretManager);

    /** What kind of store it is. */
    StoreType type();

    /** The versions of Vault's key-value engine. */
    enum KeyValueEngine {
        /** Version 1, without a history. */
        V1("v1"),
        /** Version 2, which keeps old values. */
        V2("v2");

        private final String text;

        KeyValueEngine(String text) {
            this.text = text;
        }

        /** As the operator writes it. */
        @Override
        public String toString() {
            return text;
        }
    }

    /** HashiCorp Vault's key-value engine. */
    @Value.Immutable
    non-sealed interface Vault extends StoreProvider {

        /** Its address, {@code https://vault.example.com:8200}. */
        String server();

        /** Where the engine is mounted. Default {@code secret}. */
        @Value.Default
        default String mount() {
            return "secret";
        }

        /** The engine's version. Default {@link KeyValueEngine#V2}. */
        @Value.Default
        default KeyValueEngine engine() {
            return KeyValueEngine.V2;
        }

        /** The namespace in Vault Enterprise. */
        Optional<String> vaultNamespace();

        /** The certificates that the server's own is checked against, in PEM. Default: those that the operator trusts. */
        Optional<String> caPem();

        /** How the operator logs in. */
        VaultAuth auth();

        @Override
        default StoreType type() {
            return StoreType.VAULT;
        }

        /** Starts a provider. */
        static VaultBuilder builder() {
            return new VaultBuilder();
        }

        /** Starts a provider from this one, with all its attributes. */
        default VaultBuilder toBuilder() {
            return builder().from(this);
        }

        @Override
        default <T> T match(
                Function<? super Vault, ? extends T> vault,
                Function<? super AwsSecretsManager, ? extends T> awsSecretsManager,
                Function<? super AwsParameterStore, ? extends T> awsParameterStore,
                Function<? super AzureKeyVault, ? extends T> azureKeyVault,
                Function<? super GoogleSecretManager, ? extends T> googleSecretManager) {
            return vault.apply(this);
        }
    }

    /** AWS Secrets Manager. */
    @Value.Immutable
    non-sealed interface AwsSecretsManager extends StoreProvider {

        /** The region, {@code eu-west-1}. */
        String region();

        /** How the operator logs in. */
        AwsAuth auth();

        @Override
        default StoreType type() {
            return StoreType.AWS_SECRETS_MANAGER;
        }

        /** Starts a provider. */
        static AwsSecretsManagerBuilder builder() {
            return new AwsSecretsManagerBuilder();
        }

        /** Starts a provider from this one, with all its attributes. */
        default AwsSecretsManagerBuilder toBuilder() {
            return builder().from(this);
        }

        @Override
        default <T> T match(
                Function<? super Vault, ? extends T> vault,
                Function<? super AwsSecretsManager, ? extends T> awsSecretsManager,
                Function<? super AwsParameterStore, ? extends T> awsParameterStore,
                Function<? super AzureKeyVault, ? extends T> azureKeyVault,
                Function<? super GoogleSecretManager, ? extends T> googleSecretManager) {
            return awsSecretsManager.apply(this);
        }
    }

    /** AWS Systems Manager Parameter Store. */
    @Value.Immutable
    non-sealed interface AwsParameterStore extends StoreProvider {

        /** The region, {@code eu-west-1}. */
        String region();

        /** How the operator logs in. */
        AwsAuth auth();

        @Override
        default StoreType type() {
            return StoreType.AWS_PARAMETER_STORE;
        }

        /** Starts a provider. */
        static AwsParameterStoreBuilder builder() {
            return new AwsParameterStoreBuilder();
        }

        /** Starts a provider from this one, with all its attributes. */
        default AwsParameterStoreBuilder toBuilder() {
            return builder().from(this);
        }

        @Override
        default <T> T match(
                Function<? super Vault, ? extends T> vault,
                Function<? super AwsSecretsManager, ? extends T> awsSecretsManager,
                Function<? super AwsParameterStore, ? extends T> awsParameterStore,
                Function<? super AzureKeyVault, ? extends T> azureKeyVault,
                Function<? super GoogleSecretManager, ? extends T> googleSecretManager) {
            return awsParameterStore.apply(this);
        }
    }

    /** Azure Key Vault. */
    @Value.Immutable
    non-sealed interface AzureKeyVault extends StoreProvider {

        /** Its address, {@code https://my-vault.vault.azure.net}. */
        String vaultUrl();

        /** How the operator logs in. */
        AzureAuth auth();

        @Override
        default StoreType type() {
            return StoreType.AZURE_KEY_VAULT;
        }

        /** Starts a provider. */
        static AzureKeyVaultBuilder builder() {
            return new AzureKeyVaultBuilder();
        }

        /** Starts a provider from this one, with all its attributes. */
        default AzureKeyVaultBuilder toBuilder() {
            return builder().from(this);
        }

        @Override
        default <T> T match(
                Function<? super Vault, ? extends T> vault,
                Function<? super AwsSecretsManager, ? extends T> awsSecretsManager,
                Function<? super AwsParameterStore, ? extends T> awsParameterStore,
                Function<? super AzureKeyVault, ? extends T> azureKeyVault,
                Function<? super GoogleSecretManager, ? extends T> googleSecretManager) {
            return azureKeyVault.apply(this);
        }
    }

    /** Google Secret Manager. */
    @Value.Immutable
    non-sealed interface GoogleSecretManager extends StoreProvider {

        /** The project's id. */
        String projectId();

        /** How the operator logs in. */
        GoogleAuth auth();

        @Override
        default StoreType type() {
            return StoreType.GOOGLE_SECRET_MANAGER;
        }

        /** Starts a provider. */
        static GoogleSecretManagerBuilder builder() {
            return new GoogleSecretManagerBuilder();
        }

        /** Starts a provider from this one, with all its attributes. */
        default GoogleSecretManagerBuilder toBuilder() {
            return builder().from(this);
        }

        @Override
        default <T> T match(
                Function<? super Vault, ? extends T> vault,
                Function<? super AwsSecretsManager, ? extends T> awsSecretsManager,
                Function<? super AwsParameterStore, ? extends T> awsParameterStore,
                Function<? super AzureKeyVault, ? extends T> azureKeyVault,
                Function<? super GoogleSecretManager, ? extends T> googleSecretManager) {
            return googleSecretManager.apply(this);
        }
    }

    /**
     * Vault, with version 2 of the key-value engine mounted at {@code secret}.
     *
     * @param server its address
     * @param auth how the operator logs in
     * @return the provider
     */
    static Vault vault(String server, VaultAuth auth) {
        return Vault.builder().server(server).auth(auth).build();
    }

    /**
     * AWS Secrets Manager.
     *
     * @param region the region
     * @param auth how the operator logs in
     * @return the provider
     */
    static AwsSecretsManager awsSecretsManager(String region, AwsAuth auth) {
        return AwsSecretsManager.builder().region(region).auth(auth).build();
    }

    /**
     * AWS Systems Manager Parameter Store.
     *
     * @param region the region
     * @param auth how the operator logs in
     * @return the provider
     */
    static AwsParameterStore awsParameterStore(String region, AwsAuth auth) {
        return AwsParameterStore.builder().region(region).auth(auth).build();
    }

    /**
     * Azure Key Vault.
     *
     * @param vaultUrl its address
     * @param auth how the operator logs in
     * @return the provider
     */
    static AzureKeyVault azureKeyVault(String vaultUrl, AzureAuth auth) {
        return AzureKeyVault.builder().vaultUrl(vaultUrl).auth(auth).build();
    }

    /**
     * Google Secret Manager.
     *
     * @param projectId the project's id
     * @param auth how the operator logs in
     * @return the provider
     */
    static GoogleSecretManager googleSecretManager(String projectId, GoogleAuth auth) {
        return GoogleSecretManager.builder().projectId(projectId).auth(auth).build();
    }

    /** The Vault, if it is one. */
    default Optional<Vault> vault() {
        return match(
                Optional::of,
                awsSecretsManager -> Optional.empty(),
                awsParameterStore -> Optional.empty(),
                azureKeyVault -> Optional.empty(),
                googleSecretManager -> Optional.empty());
    }
}
