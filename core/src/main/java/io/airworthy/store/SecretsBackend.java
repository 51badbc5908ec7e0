package io.airworthy.store;

import java.util.Optional;
import java.util.function.Function;
import org.immutables.value.Value;

/**
 * Where Airflow itself looks for connections and variables before it looks into its database. It does not hold the
 * Secrets that Airflow itself needs, and its configuration has nothing secret: every component logs in with the
 * identity of its pods, or reads a file.
 *
 * @see <a href="https://airflow.apache.org/docs/apache-airflow/stable/security/secrets/secrets-backend/index.html">Secrets
 *     backends</a>
 */
public sealed interface SecretsBackend {

    /** Takes the backend apart: the function of its variant makes the result. */
    <T> T match(
            Function<? super VaultBackend, ? extends T> vault,
            Function<? super AwsSecretsManagerBackend, ? extends T> awsSecretsManager,
            Function<? super AwsParameterStoreBackend, ? extends T> awsParameterStore,
            Function<? super AzureKeyVaultBackend, ? extends T> azureKeyVault,
            Function<? super GoogleSecretManagerBackend, ? extends T> googleSecretManager,
            Function<? super LocalFilesBackend, ? extends T> localFiles);

    /** The name of the place of connections in Airflow's providers. */
    String CONNECTIONS = "connections";

    /** The name of the place of variables in Airflow's providers. */
    String VARIABLES = "variables";

    /** HashiCorp Vault, version 2 of the key-value engine. */
    @Value.Immutable
    non-sealed interface VaultBackend extends SecretsBackend {

        /** Its address. */
        String url();

        /** Where the engine is mounted. Default {@code secret}. */
        @Value.Default
        default String mountPoint() {
            return "secret";
        }

        /** Where connections are. Default {@code connections}. */
        @Value.Default
        default String connectionsPath() {
            return CONNECTIONS;
        }

        /** Where variables are. Default {@code variables}. */
        @Value.Default
        default String variablesPath() {
            return VARIABLES;
        }

        /** The role in Vault that Airflow's service accounts log in with. */
        String kubernetesRole();

        /** Starts a backend. */
        static VaultBackendBuilder builder() {
            return new VaultBackendBuilder();
        }

        /** Starts a backend from this one, with all its attributes. */
        default VaultBackendBuilder toBuilder() {
            return builder().from(this);
        }

        @Override
        default <T> T match(
                Function<? super VaultBackend, ? extends T> vault,
                Function<? super AwsSecretsManagerBackend, ? extends T> awsSecretsManager,
                Function<? super AwsParameterStoreBackend, ? extends T> awsParameterStore,
                Function<? super AzureKeyVaultBackend, ? extends T> azureKeyVault,
                Function<? super GoogleSecretManagerBackend, ? extends T> googleSecretManager,
                Function<? super LocalFilesBackend, ? extends T> localFiles) {
            return vault.apply(this);
        }
    }

    /** AWS Secrets Manager. */
    @Value.Immutable
    non-sealed interface AwsSecretsManagerBackend extends SecretsBackend {

        /** The region. Default: the pods' own. */
        Optional<String> region();

        /** What names of connections begin with. Default {@code airflow/connections}. */
        @Value.Default
        default String connectionsPrefix() {
            return "airflow/" + CONNECTIONS;
        }

        /** What names of variables begin with. Default {@code airflow/variables}. */
        @Value.Default
        default String variablesPrefix() {
            return "airflow/" + VARIABLES;
        }

        /** Starts a backend. */
        static AwsSecretsManagerBackendBuilder builder() {
            return new AwsSecretsManagerBackendBuilder();
        }

        /** Starts a backend from this one, with all its attributes. */
        default AwsSecretsManagerBackendBuilder toBuilder() {
            return builder().from(this);
        }

        @Override
        default <T> T match(
                Function<? super VaultBackend, ? extends T> vault,
                Function<? super AwsSecretsManagerBackend, ? extends T> awsSecretsManager,
                Function<? super AwsParameterStoreBackend, ? extends T> awsParameterStore,
                Function<? super AzureKeyVaultBackend, ? extends T> azureKeyVault,
                Function<? super GoogleSecretManagerBackend, ? extends T> googleSecretManager,
                Function<? super LocalFilesBackend, ? extends T> localFiles) {
            return awsSecretsManager.apply(this);
        }
    }

    /** AWS Systems Manager Parameter Store. */
    @Value.Immutable
    non-sealed interface AwsParameterStoreBackend extends SecretsBackend {

        /** The region. Default: the pods' own. */
        Optional<String> region();

        /** What names of connections begin with. Default {@code /airflow/connections}. */
        @Value.Default
        default String connectionsPrefix() {
            return "/airflow/" + CONNECTIONS;
        }

        /** What names of variables begin with. Default {@code /airflow/variables}. */
        @Value.Default
        default String variablesPrefix() {
            return "/airflow/" + VARIABLES;
        }

        /** Starts a backend. */
        static AwsParameterStoreBackendBuilder builder() {
            return new AwsParameterStoreBackendBuilder();
        }

        /** Starts a backend from this one, with all its attributes. */
        default AwsParameterStoreBackendBuilder toBuilder() {
            return builder().from(this);
        }

        @Override
        default <T> T match(
                Function<? super VaultBackend, ? extends T> vault,
                Function<? super AwsSecretsManagerBackend, ? extends T> awsSecretsManager,
                Function<? super AwsParameterStoreBackend, ? extends T> awsParameterStore,
                Function<? super AzureKeyVaultBackend, ? extends T> azureKeyVault,
                Function<? super GoogleSecretManagerBackend, ? extends T> googleSecretManager,
                Function<? super LocalFilesBackend, ? extends T> localFiles) {
            return awsParameterStore.apply(this);
        }
    }

    /** Azure Key Vault. */
    @Value.Immutable
    non-sealed interface AzureKeyVaultBackend extends SecretsBackend {

        /** Its address. */
        String vaultUrl();

        /** What names of connections begin with. Default {@code airflow-connections}. */
        @Value.Default
        default String connectionsPrefix() {
            return "airflow-" + CONNECTIONS;
        }

        /** What names of variables begin with. Default {@code airflow-variables}. */
        @Value.Default
        default String variablesPrefix() {
            return "airflow-" + VARIABLES;
        }

        /** Starts a backend. */
        static AzureKeyVaultBackendBuilder builder() {
            return new AzureKeyVaultBackendBuilder();
        }

        /** Starts a backend from this one, with all its attributes. */
        default AzureKeyVaultBackendBuilder toBuilder() {
            return builder().from(this);
        }

        @Override
        default <T> T match(
                Function<? super VaultBackend, ? extends T> vault,
                Function<? super AwsSecretsManagerBackend, ? extends T> awsSecretsManager,
                Function<? super AwsParameterStoreBackend, ? extends T> awsParameterStore,
                Function<? super AzureKeyVaultBackend, ? extends T> azureKeyVault,
                Function<? super GoogleSecretManagerBackend, ? extends T> googleSecretManager,
                Function<? super LocalFilesBackend, ? extends T> localFiles) {
            return azureKeyVault.apply(this);
        }
    }

    /** Google Secret Manager. */
    @Value.Immutable
    non-sealed interface GoogleSecretManagerBackend extends SecretsBackend {

        /** The project. Default: the pods' own. */
        Optional<String> projectId();

        /** What names of connections begin with. Default {@code airflow-connections}. */
        @Value.Default
        default String connectionsPrefix() {
            return "airflow-" + CONNECTIONS;
        }

        /** What names of variables begin with. Default {@code airflow-variables}. */
        @Value.Default
        default String variablesPrefix() {
            return "airflow-" + VARIABLES;
        }

        /** Starts a backend. */
        static GoogleSecretManagerBackendBuilder builder() {
            return new GoogleSecretManagerBackendBuilder();
        }

        /** Starts a backend from this one, with all its attributes. */
        default GoogleSecretManagerBackendBuilder toBuilder() {
            return builder().from(this);
        }

        @Override
        default <T> T match(
                Function<? super VaultBackend, ? extends T> vault,
                Function<? super AwsSecretsManagerBackend, ? extends T> awsSecretsManager,
                Function<? super AwsParameterStoreBackend, ? extends T> awsParameterStore,
                Function<? super AzureKeyVaultBackend, ? extends T> azureKeyVault,
                Function<? super GoogleSecretManagerBackend, ? extends T> googleSecretManager,
                Function<? super LocalFilesBackend, ? extends T> localFiles) {
            return googleSecretManager.apply(this);
        }
    }

    /**
     * Files in Airflow's containers, mounted from Secrets that somebody else keeps: {@code pods.volumes} with {@code
     * Volume.secret("airflow-connections").at("/etc/airflow/connections")}. JSON, YAML or env files.
     *
     * @see <a href="https://airflow.apache.org/docs/apache-airflow/stable/security/secrets/secrets-backend/local-filesystem-secrets-backend.html">Local
     *     filesystem backend</a>
     */
    @Value.Immutable
    non-sealed interface LocalFilesBackend extends SecretsBackend {

        /** The file with connections, {@code /etc/airflow/connections/connections.yaml}. Default: none. */
        Optional<String> connectionsFile();

        /** The file with variables. Default: none. */
        Optional<String> variablesFile();

        /** Starts a backend. */
        static LocalFilesBackendBuilder builder() {
            return new LocalFilesBackendBuilder();
        }

        /** Starts a backend from this one, with all its attributes. */
        default LocalFilesBackendBuilder toBuilder() {
            return builder().from(this);
        }

        @Override
        default <T> T match(
                Function<? super VaultBackend, ? extends T> vault,
                Function<? super AwsSecretsManagerBackend, ? extends T> awsSecretsManager,
                Function<? super AwsParameterStoreBackend, ? extends T> awsParameterStore,
                Function<? super AzureKeyVaultBackend, ? extends T> azureKeyVault,
                Function<? super GoogleSecretManagerBackend, ? extends T> googleSecretManager,
                Function<? super LocalFilesBackend, ? extends T> localFiles) {
            return localFiles.apply(this);
        }
    }

    /**
     * A file with connections that is mounted into Airflow's containers.
     *
     * @param path its path
     * @return the backend
     */
    static LocalFilesBackend connectionsFile(String path) {
        return LocalFilesBackend.builder().connectionsFile(path).build();
    }

    /**
     * Vault, with the provider's own paths in the engine mounted at {@code secret}.
     *
     * @param url its address
     * @param kubernetesRole the role in Vault that Airflow's service accounts log in with
     * @return the backend
     */
    static VaultBackend vault(String url, String kubernetesRole) {
        return VaultBackend.builder().url(url).kubernetesRole(kubernetesRole).build();
    }

    /**
     * AWS Secrets Manager, with the provider's own prefixes.
     *
     * @param region the region
     * @return the backend
     */
    static AwsSecretsManagerBackend awsSecretsManager(String region) {
        return AwsSecretsManagerBackend.builder().region(region).build();
    }

    /**
     * AWS Systems Manager Parameter Store, with the provider's own prefixes.
     *
     * @param region the region
     * @return the backend
     */
    static AwsParameterStoreBackend awsParameterStore(String region) {
        return AwsParameterStoreBackend.builder().region(region).build();
    }

    /**
     * Azure Key Vault, with the provider's own prefixes.
     *
     * @param vaultUrl its address
     * @return the backend
     */
    static AzureKeyVaultBackend azureKeyVault(String vaultUrl) {
        return AzureKeyVaultBackend.builder().vaultUrl(vaultUrl).build();
    }

    /**
     * Google Secret Manager, with the provider's own prefixes.
     *
     * @param projectId the project
     * @return the backend
     */
    static GoogleSecretManagerBackend googleSecretManager(String projectId) {
        return GoogleSecretManagerBackend.builder().projectId(projectId).build();
    }

    /** The cloud that it is in; none for Vault, which runs anywhere, and for files. */
    default Optional<Cloud> cloud() {
        return match(
                vault -> Optional.empty(),
                awsSecretsManager -> Optional.of(Cloud.AWS),
                awsParameterStore -> Optional.of(Cloud.AWS),
                azureKeyVault -> Optional.of(Cloud.AZURE),
                googleSecretManager -> Optional.of(Cloud.GOOGLE),
                localFiles -> Optional.empty());
    }
}
