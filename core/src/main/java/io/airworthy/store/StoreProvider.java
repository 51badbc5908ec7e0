package io.airworthy.store;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

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

    /**
     * What kind of store it is.
     *
     * @return the type
     */
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

    /**
     * HashiCorp Vault's key-value engine.
     *
     * @param server its address, {@code https://vault.example.com:8200}
     * @param mount where the engine is mounted, {@code secret}
     * @param engine the engine's version
     * @param vaultNamespace the namespace in Vault Enterprise
     * @param caPem the certificates that the server's own is checked against, in PEM; without them the operator's own
     * @param auth how the operator logs in
     */
    record Vault(
            String server,
            String mount,
            KeyValueEngine engine,
            Optional<String> vaultNamespace,
            Optional<String> caPem,
            VaultAuth auth)
            implements StoreProvider {

        /** Refuses null. */
        public Vault {
            Objects.requireNonNull(server, "server");
            Objects.requireNonNull(mount, "mount");
            Objects.requireNonNull(engine, "engine");
            Objects.requireNonNull(vaultNamespace, "vaultNamespace");
            Objects.requireNonNull(caPem, "caPem");
            Objects.requireNonNull(auth, "auth");
        }

        @Override
        public StoreType type() {
            return StoreType.VAULT;
        }

        /**
         * This Vault, its engine mounted elsewhere.
         *
         * @param path where the engine is mounted
         * @return the provider
         */
        public Vault mountedAt(String path) {
            return new Vault(server, path, engine, vaultNamespace, caPem, auth);
        }

        /**
         * This Vault, with a CA of its own.
         *
         * @param pem the certificates in PEM
         * @return the provider
         */
        public Vault trusting(String pem) {
            Objects.requireNonNull(pem, "pem");
            return new Vault(server, mount, engine, vaultNamespace, Optional.of(pem), auth);
        }

        @Override
        public <T> T match(
                Function<? super Vault, ? extends T> vault,
                Function<? super AwsSecretsManager, ? extends T> awsSecretsManager,
                Function<? super AwsParameterStore, ? extends T> awsParameterStore,
                Function<? super AzureKeyVault, ? extends T> azureKeyVault,
                Function<? super GoogleSecretManager, ? extends T> googleSecretManager) {
            return vault.apply(this);
        }
    }

    /**
     * AWS Secrets Manager.
     *
     * @param region the region, {@code eu-west-1}
     * @param auth how the operator logs in
     */
    record AwsSecretsManager(String region, AwsAuth auth) implements StoreProvider {

        /** Refuses null. */
        public AwsSecretsManager {
            Objects.requireNonNull(region, "region");
            Objects.requireNonNull(auth, "auth");
        }

        @Override
        public StoreType type() {
            return StoreType.AWS_SECRETS_MANAGER;
        }

        @Override
        public <T> T match(
                Function<? super Vault, ? extends T> vault,
                Function<? super AwsSecretsManager, ? extends T> awsSecretsManager,
                Function<? super AwsParameterStore, ? extends T> awsParameterStore,
                Function<? super AzureKeyVault, ? extends T> azureKeyVault,
                Function<? super GoogleSecretManager, ? extends T> googleSecretManager) {
            return awsSecretsManager.apply(this);
        }
    }

    /**
     * AWS Systems Manager Parameter Store.
     *
     * @param region the region, {@code eu-west-1}
     * @param auth how the operator logs in
     */
    record AwsParameterStore(String region, AwsAuth auth) implements StoreProvider {

        /** Refuses null. */
        public AwsParameterStore {
            Objects.requireNonNull(region, "region");
            Objects.requireNonNull(auth, "auth");
        }

        @Override
        public StoreType type() {
            return StoreType.AWS_PARAMETER_STORE;
        }

        @Override
        public <T> T match(
                Function<? super Vault, ? extends T> vault,
                Function<? super AwsSecretsManager, ? extends T> awsSecretsManager,
                Function<? super AwsParameterStore, ? extends T> awsParameterStore,
                Function<? super AzureKeyVault, ? extends T> azureKeyVault,
                Function<? super GoogleSecretManager, ? extends T> googleSecretManager) {
            return awsParameterStore.apply(this);
        }
    }

    /**
     * Azure Key Vault.
     *
     * @param vaultUrl its address, {@code https://my-vault.vault.azure.net}
     * @param auth how the operator logs in
     */
    record AzureKeyVault(String vaultUrl, AzureAuth auth) implements StoreProvider {

        /** Refuses null. */
        public AzureKeyVault {
            Objects.requireNonNull(vaultUrl, "vaultUrl");
            Objects.requireNonNull(auth, "auth");
        }

        @Override
        public StoreType type() {
            return StoreType.AZURE_KEY_VAULT;
        }

        @Override
        public <T> T match(
                Function<? super Vault, ? extends T> vault,
                Function<? super AwsSecretsManager, ? extends T> awsSecretsManager,
                Function<? super AwsParameterStore, ? extends T> awsParameterStore,
                Function<? super AzureKeyVault, ? extends T> azureKeyVault,
                Function<? super GoogleSecretManager, ? extends T> googleSecretManager) {
            return azureKeyVault.apply(this);
        }
    }

    /**
     * Google Secret Manager.
     *
     * @param projectId the project's id
     * @param auth how the operator logs in
     */
    record GoogleSecretManager(String projectId, GoogleAuth auth) implements StoreProvider {

        /** Refuses null. */
        public GoogleSecretManager {
            Objects.requireNonNull(projectId, "projectId");
            Objects.requireNonNull(auth, "auth");
        }

        @Override
        public StoreType type() {
            return StoreType.GOOGLE_SECRET_MANAGER;
        }

        @Override
        public <T> T match(
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
        return new Vault(server, "secret", KeyValueEngine.V2, Optional.empty(), Optional.empty(), auth);
    }

    /**
     * AWS Secrets Manager.
     *
     * @param region the region
     * @param auth how the operator logs in
     * @return the provider
     */
    static StoreProvider awsSecretsManager(String region, AwsAuth auth) {
        return new AwsSecretsManager(region, auth);
    }

    /**
     * AWS Systems Manager Parameter Store.
     *
     * @param region the region
     * @param auth how the operator logs in
     * @return the provider
     */
    static StoreProvider awsParameterStore(String region, AwsAuth auth) {
        return new AwsParameterStore(region, auth);
    }

    /**
     * Azure Key Vault.
     *
     * @param vaultUrl its address
     * @param auth how the operator logs in
     * @return the provider
     */
    static StoreProvider azureKeyVault(String vaultUrl, AzureAuth auth) {
        return new AzureKeyVault(vaultUrl, auth);
    }

    /**
     * Google Secret Manager.
     *
     * @param projectId the project's id
     * @param auth how the operator logs in
     * @return the provider
     */
    static StoreProvider googleSecretManager(String projectId, GoogleAuth auth) {
        return new GoogleSecretManager(projectId, auth);
    }

    /** The Vault and how it is used, if it is one. */
    default Optional<Vault> vault() {
        return match(
                Optional::of,
                awsSecretsManager -> Optional.empty(),
                awsParameterStore -> Optional.empty(),
                azureKeyVault -> Optional.empty(),
                googleSecretManager -> Optional.empty());
    }
}
