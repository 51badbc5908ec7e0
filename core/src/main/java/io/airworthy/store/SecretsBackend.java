package io.airworthy.store;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where Airflow itself looks for connections and variables before it looks into its database. The Secrets that make Airflow
 * run do not come from here, and nothing secret is configured: every component logs in with an identity of its pods.
 *
 * @see <a href="https://airflow.apache.org/docs/apache-airflow/stable/security/secrets/secrets-backend/index.html">Secrets
 *     backends</a>
 */
public sealed interface SecretsBackend {

    /** Takes the backend apart: the function of its variant makes the result. */
    <T> T match(
            Function<? super Vault, ? extends T> vault,
            Function<? super AwsSecretsManager, ? extends T> awsSecretsManager,
            Function<? super AwsParameterStore, ? extends T> awsParameterStore,
            Function<? super AzureKeyVault, ? extends T> azureKeyVault,
            Function<? super GoogleSecretManager, ? extends T> googleSecretManager);

    /** How the providers call the place of connections. */
    String CONNECTIONS = "connections";

    /** How the providers call the place of variables. */
    String VARIABLES = "variables";

    /**
     * HashiCorp Vault, version 2 of the key-value engine.
     *
     * @param url its address
     * @param mountPoint where the engine is mounted, {@code secret}
     * @param connectionsPath where connections are, {@code connections}
     * @param variablesPath where variables are, {@code variables}
     * @param kubernetesRole the role in Vault that Airflow's service accounts log in with
     */
    record Vault(String url, String mountPoint, String connectionsPath, String variablesPath, String kubernetesRole)
            implements SecretsBackend {

        /** Refuses null. */
        public Vault {
            Objects.requireNonNull(url, "url");
            Objects.requireNonNull(mountPoint, "mountPoint");
            Objects.requireNonNull(connectionsPath, "connectionsPath");
            Objects.requireNonNull(variablesPath, "variablesPath");
            Objects.requireNonNull(kubernetesRole, "kubernetesRole");
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
     * @param region the region; empty for the pods' own
     * @param connectionsPrefix what names of connections begin with, {@code airflow/connections}
     * @param variablesPrefix what names of variables begin with, {@code airflow/variables}
     */
    record AwsSecretsManager(Optional<String> region, String connectionsPrefix, String variablesPrefix)
            implements SecretsBackend {

        /** Refuses null. */
        public AwsSecretsManager {
            Objects.requireNonNull(region, "region");
            Objects.requireNonNull(connectionsPrefix, "connectionsPrefix");
            Objects.requireNonNull(variablesPrefix, "variablesPrefix");
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
     * @param region the region; empty for the pods' own
     * @param connectionsPrefix what names of connections begin with, {@code /airflow/connections}
     * @param variablesPrefix what names of variables begin with, {@code /airflow/variables}
     */
    record AwsParameterStore(Optional<String> region, String connectionsPrefix, String variablesPrefix)
            implements SecretsBackend {

        /** Refuses null. */
        public AwsParameterStore {
            Objects.requireNonNull(region, "region");
            Objects.requireNonNull(connectionsPrefix, "connectionsPrefix");
            Objects.requireNonNull(variablesPrefix, "variablesPrefix");
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
     * @param vaultUrl its address
     * @param connectionsPrefix what names of connections begin with, {@code airflow-connections}
     * @param variablesPrefix what names of variables begin with, {@code airflow-variables}
     */
    record AzureKeyVault(String vaultUrl, String connectionsPrefix, String variablesPrefix) implements SecretsBackend {

        /** Refuses null. */
        public AzureKeyVault {
            Objects.requireNonNull(vaultUrl, "vaultUrl");
            Objects.requireNonNull(connectionsPrefix, "connectionsPrefix");
            Objects.requireNonNull(variablesPrefix, "variablesPrefix");
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
     * @param projectId the project; empty for the pods' own
     * @param connectionsPrefix what names of connections begin with, {@code airflow-connections}
     * @param variablesPrefix what names of variables begin with, {@code airflow-variables}
     */
    record GoogleSecretManager(Optional<String> projectId, String connectionsPrefix, String variablesPrefix)
            implements SecretsBackend {

        /** Refuses null. */
        public GoogleSecretManager {
            Objects.requireNonNull(projectId, "projectId");
            Objects.requireNonNull(connectionsPrefix, "connectionsPrefix");
            Objects.requireNonNull(variablesPrefix, "variablesPrefix");
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
     * Vault, with the provider's own paths in the engine mounted at {@code secret}.
     *
     * @param url its address
     * @param kubernetesRole the role in Vault that Airflow's service accounts log in with
     * @return the backend
     */
    static SecretsBackend vault(String url, String kubernetesRole) {
        return new Vault(url, "secret", CONNECTIONS, VARIABLES, kubernetesRole);
    }

    /**
     * AWS Secrets Manager, with the provider's own prefixes.
     *
     * @param region the region
     * @return the backend
     */
    static SecretsBackend awsSecretsManager(String region) {
        Objects.requireNonNull(region, "region");
        return new AwsSecretsManager(Optional.of(region), "airflow/" + CONNECTIONS, "airflow/" + VARIABLES);
    }

    /**
     * AWS Systems Manager Parameter Store, with the provider's own prefixes.
     *
     * @param region the region
     * @return the backend
     */
    static SecretsBackend awsParameterStore(String region) {
        Objects.requireNonNull(region, "region");
        return new AwsParameterStore(Optional.of(region), "/airflow/" + CONNECTIONS, "/airflow/" + VARIABLES);
    }

    /**
     * Azure Key Vault, with the provider's own prefixes.
     *
     * @param vaultUrl its address
     * @return the backend
     */
    static SecretsBackend azureKeyVault(String vaultUrl) {
        return new AzureKeyVault(vaultUrl, "airflow-" + CONNECTIONS, "airflow-" + VARIABLES);
    }

    /**
     * Google Secret Manager, with the provider's own prefixes.
     *
     * @param projectId the project
     * @return the backend
     */
    static SecretsBackend googleSecretManager(String projectId) {
        Objects.requireNonNull(projectId, "projectId");
        return new GoogleSecretManager(Optional.of(projectId), "airflow-" + CONNECTIONS, "airflow-" + VARIABLES);
    }

    /** The cloud that it is in; none for Vault, which runs anywhere. */
    default Optional<Cloud> cloud() {
        return match(
                vault -> Optional.empty(),
                awsSecretsManager -> Optional.of(Cloud.AWS),
                awsParameterStore -> Optional.of(Cloud.AWS),
                azureKeyVault -> Optional.of(Cloud.AZURE),
                googleSecretManager -> Optional.of(Cloud.GOOGLE));
    }
}
