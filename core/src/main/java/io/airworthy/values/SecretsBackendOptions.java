package io.airworthy.values;

import io.airworthy.frozen.Tree;
import io.airworthy.material.Encoding;
import io.airworthy.store.SecretsBackend;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
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
        return backend.match(
                vault -> "hashicorp.secrets.vault.VaultBackend",
                secrets -> "amazon.aws.secrets.secrets_manager.SecretsManagerBackend",
                parameters -> "amazon.aws.secrets.systems_manager.SystemsManagerParameterStoreBackend",
                azure -> "microsoft.azure.secrets.key_vault.AzureKeyVaultBackend",
                google -> "google.cloud.secrets.secret_manager.CloudSecretManagerBackend");
    }

    /** Names and places only: whoever logs in is the pod. */
    private static Map<String, Object> arguments(SecretsBackend backend) {
        return backend.match(
                vault -> vault(vault),
                secrets -> aws(secrets.region(), secrets.connectionsPrefix(), secrets.variablesPrefix()),
                parameters -> aws(parameters.region(), parameters.connectionsPrefix(), parameters.variablesPrefix()),
                azure -> prefixes(
                        Tree.of("vault_url", azure.vaultUrl()), azure.connectionsPrefix(), azure.variablesPrefix()),
                google -> prefixes(
                        google.projectId()
                                .map(project -> Tree.of("project_id", project))
                                .orElseGet(Tree::of),
                        google.connectionsPrefix(),
                        google.variablesPrefix()));
    }

    private static Map<String, Object> vault(SecretsBackend.VaultBackend vault) {
        Map<String, Object> arguments = Tree.of(
                "url", vault.url(),
                "mount_point", vault.mountPoint(),
                "connections_path", vault.connectionsPath(),
                "variables_path", vault.variablesPath());
        arguments.putAll(
                Tree.of("kv_engine_version", 2, "auth_type", "kubernetes", "kubernetes_role", vault.kubernetesRole()));
        return arguments;
    }

    private static Map<String, Object> aws(Optional<String> region, String connections, String variables) {
        Map<String, Object> arguments = prefixes(Tree.of(), connections, variables);
        region.ifPresent(given -> arguments.put("region_name", given));
        return arguments;
    }

    private static Map<String, Object> prefixes(Map<String, Object> arguments, String connections, String variables) {
        arguments.put("connections_prefix", connections);
        arguments.put("variables_prefix", variables);
        return arguments;
    }

    private static String json(Map<String, Object> arguments) {
        return arguments.entrySet().stream()
                .map(argument -> "\"" + argument.getKey() + "\": " + jsonValue(argument.getValue()))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static String jsonValue(Object value) {
        return Tree.text(value)
                .map(text -> "\"" + Encoding.JSON_STRING.encode(text) + "\"")
                .orElseGet(value::toString);
    }
}
