package io.airworthy.values;

import io.airworthy.frozen.Tree;
import io.airworthy.store.SecretsBackend;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where Airflow looks for connections and variables first, as options of {@code airflow.cfg}.
 *
 * @see <a href="https://airflow.apache.org/docs/apache-airflow/stable/security/secrets/secrets-backend/index.html">Secrets
 *     backends</a>
 */
final class SecretsBackendOptions {

    private static final String PROVIDERS = "airflow.providers.";
    private static final String VAULT = PROVIDERS + "hashicorp.secrets.vault.VaultBackend";
    private static final String SECRETS_MANAGER =
            PROVIDERS + "amazon.aws.secrets.secrets_manager.SecretsManagerBackend";
    private static final String PARAMETER_STORE =
            PROVIDERS + "amazon.aws.secrets.systems_manager.SystemsManagerParameterStoreBackend";
    private static final String KEY_VAULT = PROVIDERS + "microsoft.azure.secrets.key_vault.AzureKeyVaultBackend";
    private static final String SECRET_MANAGER =
            PROVIDERS + "google.cloud.secrets.secret_manager.CloudSecretManagerBackend";

    private static final String LOCAL_FILES = "airflow.secrets.local_filesystem.LocalFilesystemBackend";

    /** A member of a flat JSON object whose texts need no escapes, and the comma or the end after it. */
    private static final Pattern MEMBER =
            Pattern.compile("\\s*\"([^\"\\\\]+)\"\\s*:\\s*(?:\"([^\"\\\\]*)\"|(\\w+))\\s*(,|$)");

    static final Setting SETTING = Setting.of(
            "secretsBackend",
            values -> values.deployment()
                    .secretsBackend()
                    .ifPresent(backend -> of(backend).forEach(values::putOption)),
            (deployment, values) -> values.option("secrets.backend")
                    .flatMap(name -> values.option("secrets.backend_kwargs")
                            .flatMap(SecretsBackendOptions::members)
                            .flatMap(arguments -> backend(name, arguments)))
                    .map(backend ->
                            deployment.toBuilder().secretsBackend(backend).build())
                    .orElse(deployment),
            "config.secrets.backend",
            "config.secrets.backend_kwargs");

    private SecretsBackendOptions() {}

    static Map<String, String> of(SecretsBackend backend) {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("secrets.backend", className(backend));
        options.put("secrets.backend_kwargs", Json.of(arguments(backend)));
        return options;
    }

    /** The members of an object; empty where it is not as flat as ours. */
    private static Optional<Map<String, String>> members(String json) {
        String text = json.strip();
        if (!text.startsWith("{") || !text.endsWith("}")) {
            return Optional.empty();
        }
        Map<String, String> members = new LinkedHashMap<>();
        Matcher member = MEMBER.matcher(text.substring(1, text.length() - 1));
        int end = 0;
        while (member.find() && member.start() == end) {
            members.put(member.group(1), member.group(2) == null ? member.group(3) : member.group(2));
            end = member.end();
        }
        return end == text.length() - 2 ? Optional.of(members) : Optional.empty();
    }

    private static Optional<SecretsBackend> backend(String className, Map<String, String> arguments) {
        String connections = arguments.getOrDefault("connections_prefix", "");
        String variables = arguments.getOrDefault("variables_prefix", "");
        Optional<String> region = Optional.ofNullable(arguments.get("region_name"));
        return switch (className) {
            case VAULT ->
                Optional.of(SecretsBackend.VaultBackend.builder()
                        .url(arguments.getOrDefault("url", ""))
                        .mountPoint(arguments.getOrDefault("mount_point", ""))
                        .connectionsPath(arguments.getOrDefault("connections_path", ""))
                        .variablesPath(arguments.getOrDefault("variables_path", ""))
                        .kubernetesRole(arguments.getOrDefault("kubernetes_role", ""))
                        .build());
            case SECRETS_MANAGER ->
                Optional.of(SecretsBackend.AwsSecretsManagerBackend.builder()
                        .region(region)
                        .connectionsPrefix(connections)
                        .variablesPrefix(variables)
                        .build());
            case PARAMETER_STORE ->
                Optional.of(SecretsBackend.AwsParameterStoreBackend.builder()
                        .region(region)
                        .connectionsPrefix(connections)
                        .variablesPrefix(variables)
                        .build());
            case KEY_VAULT ->
                Optional.of(SecretsBackend.AzureKeyVaultBackend.builder()
                        .vaultUrl(arguments.getOrDefault("vault_url", ""))
                        .connectionsPrefix(connections)
                        .variablesPrefix(variables)
                        .build());
            case SECRET_MANAGER ->
                Optional.of(SecretsBackend.GoogleSecretManagerBackend.builder()
                        .projectId(Optional.ofNullable(arguments.get("project_id")))
                        .connectionsPrefix(connections)
                        .variablesPrefix(variables)
                        .build());
            case LOCAL_FILES ->
                Optional.of(SecretsBackend.LocalFilesBackend.builder()
                        .connectionsFile(Optional.ofNullable(arguments.get("connections_file_path")))
                        .variablesFile(Optional.ofNullable(arguments.get("variables_file_path")))
                        .build());
            default -> Optional.empty();
        };
    }

    private static String className(SecretsBackend backend) {
        return backend.match(
                vault -> VAULT,
                secrets -> SECRETS_MANAGER,
                parameters -> PARAMETER_STORE,
                azure -> KEY_VAULT,
                google -> SECRET_MANAGER,
                files -> LOCAL_FILES);
    }

    /** Names and places only: the pod logs in as itself. */
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
                        google.variablesPrefix()),
                SecretsBackendOptions::files);
    }

    private static Map<String, Object> files(SecretsBackend.LocalFilesBackend files) {
        Map<String, Object> arguments = new LinkedHashMap<>();
        files.connectionsFile().ifPresent(path -> arguments.put("connections_file_path", path));
        files.variablesFile().ifPresent(path -> arguments.put("variables_file_path", path));
        return arguments;
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
}
