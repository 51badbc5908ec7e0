package io.airworthy.values;

import static org.assertj.core.api.Assertions.assertThat;

import io.airworthy.store.SecretsBackend;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The classes and the arguments as the providers' documentation has them. */
class SecretsBackendOptionsTest {

    static Stream<Arguments> backends() {
        return Stream.of(
                Arguments.of(
                        SecretsBackend.vault("https://vault.example.com", "airflow"),
                        "airflow.providers.hashicorp.secrets.vault.VaultBackend",
                        "{\"url\": \"https://vault.example.com\", \"mount_point\": \"secret\","
                                + " \"connections_path\": \"connections\", \"variables_path\": \"variables\","
                                + " \"kv_engine_version\": 2, \"auth_type\": \"kubernetes\","
                                + " \"kubernetes_role\": \"airflow\"}"),
                Arguments.of(
                        SecretsBackend.awsSecretsManager("eu-west-1"),
                        "airflow.providers.amazon.aws.secrets.secrets_manager.SecretsManagerBackend",
                        "{\"connections_prefix\": \"airflow/connections\","
                                + " \"variables_prefix\": \"airflow/variables\", \"region_name\": \"eu-west-1\"}"),
                Arguments.of(
                        SecretsBackend.AwsSecretsManagerBackend.builder()
                                .connectionsPrefix("c")
                                .variablesPrefix("v")
                                .build(),
                        "airflow.providers.amazon.aws.secrets.secrets_manager.SecretsManagerBackend",
                        "{\"connections_prefix\": \"c\", \"variables_prefix\": \"v\"}"),
                Arguments.of(
                        SecretsBackend.awsParameterStore("eu-west-1"),
                        "airflow.providers.amazon.aws.secrets.systems_manager.SystemsManagerParameterStoreBackend",
                        "{\"connections_prefix\": \"/airflow/connections\","
                                + " \"variables_prefix\": \"/airflow/variables\", \"region_name\": \"eu-west-1\"}"),
                Arguments.of(
                        SecretsBackend.azureKeyVault("https://kv.vault.azure.net"),
                        "airflow.providers.microsoft.azure.secrets.key_vault.AzureKeyVaultBackend",
                        "{\"vault_url\": \"https://kv.vault.azure.net\","
                                + " \"connections_prefix\": \"airflow-connections\","
                                + " \"variables_prefix\": \"airflow-variables\"}"),
                Arguments.of(
                        SecretsBackend.googleSecretManager("a-project"),
                        "airflow.providers.google.cloud.secrets.secret_manager.CloudSecretManagerBackend",
                        "{\"project_id\": \"a-project\", \"connections_prefix\": \"airflow-connections\","
                                + " \"variables_prefix\": \"airflow-variables\"}"));
    }

    @ParameterizedTest
    @MethodSource("backends")
    void namesTheClassAndItsArguments(SecretsBackend backend, String className, String arguments) {
        assertThat(SecretsBackendOptions.of(backend))
                .isEqualTo(Map.of("secrets.backend", className, "secrets.backend_kwargs", arguments));
    }
}
