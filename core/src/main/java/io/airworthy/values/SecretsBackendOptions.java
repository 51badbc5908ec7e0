package io.airworthy.values;

import io.airworthy.secret.Encoding;
import io.airworthy.store.SecretsBackend;
import io.airworthy.store.SecretsBackend.AwsParameterStore;
import io.airworthy.store.SecretsBackend.AwsSecretsManager;
import io.airworthy.store.SecretsBackend.AzureKeyVault;
import io.airworthy.store.SecretsBackend.GoogleSecretManager;
import io.airworthy.store.SecretsBackend.Vault;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Where Airflow looks for connections and variables first, as options of {@code airflow.cfg}.
 *
 * @see <a href="https://airflow.apache.org/docs/apache-airflow/stable/security/secrets/secrets-backend/index.html">Secrets
 *     backends</a>
 */
final class SecretsBackendOptions {

    private static final String PROVIDERS = "airflow.providers.";

    private SecretsBackendOptions() {}

    static Map<String, String> of(SecretsBackend backend) {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("secrets.backend", PROVIDERS + className(backend));
        options.put("secrets.backend_kwargs", json(arguments(backend)));
        return options;
    }

    private static String className(SecretsBackend backend) {
        if (backend instanceof Vault) {
            return "hashicorp.secrets.vault.VaultBackend";
        }
        if (backend instanceof AwsSecretsManager) {
            return "amazon.aws.secrets.secrets_manager.SecretsManagerBackend";
        }
        if (backend instanceof AwsParameterStore) {
            return "amazon.aws.secrets.systems_manager.SystemsManagerParameterStoreBackend";
        }
        return backend instanceof AzureKeyVault
                ? "microsoft.azure.secrets.key_vault.AzureKeyVaultBackend"
                : "google.cloud.secrets.secret_manager.CloudSecretManagerBackend";
    }

    /** Names and places only: whoever logs in is the pod. */
    private static Map<String, Object> arguments(SecretsBackend backend) {
        Map<String, Object> arguments = new LinkedHashMap<>();
        if (backend instanceof Vault vault) {
            arguments.put("url", vault.url());
            arguments.put("mount_point", vault.mountPoint());
            arguments.put("connections_path", vault.connectionsPath());
            arguments.put("variables_path", vault.variablesPath());
            arguments.put("kv_engine_version", 2);
            arguments.put("auth_type", "kubernetes");
            arguments.put("kubernetes_role", vault.kubernetesRole());
        } else if (backend instanceof AwsSecretsManager aws) {
            prefixes(arguments, aws.connectionsPrefix(), aws.variablesPrefix());
            aws.region().ifPresent(region -> arguments.put("region_name", region));
        } else if (backend instanceof AwsParameterStore aws) {
            prefixes(arguments, aws.connectionsPrefix(), aws.variablesPrefix());
            aws.region().ifPresent(region -> arguments.put("region_name", region));
        } else if (backend instanceof AzureKeyVault azure) {
            arguments.put("vault_url", azure.vaultUrl());
            prefixes(arguments, azure.connectionsPrefix(), azure.variablesPrefix());
        } else if (backend instanceof GoogleSecretManager google) {
            google.projectId().ifPresent(project -> arguments.put("project_id", project));
            prefixes(arguments, google.connectionsPrefix(), google.variablesPrefix());
        }
        return arguments;
    }

    private static void prefixes(Map<String, Object> arguments, String connections, String variables) {
        arguments.put("connections_prefix", connections);
        arguments.put("variables_prefix", variables);
    }

    private static String json(Map<String, Object> arguments) {
        return arguments.entrySet().stream()
                .map(argument -> "\"" + argument.getKey() + "\": " + jsonValue(argument.getValue()))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static String jsonValue(Object value) {
        return value instanceof String text ? "\"" + Encoding.JSON_STRING.encode(text) + "\"" : value.toString();
    }
}
