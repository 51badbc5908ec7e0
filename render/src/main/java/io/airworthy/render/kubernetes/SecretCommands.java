package io.airworthy.render.kubernetes;

import io.airworthy.AirflowDeployment;
import io.airworthy.catalogue.RequiredSecret;
import io.airworthy.catalogue.SecretCatalogue;
import io.airworthy.dags.GitHost;
import io.airworthy.material.Encoding;
import io.airworthy.material.Material;
import io.airworthy.material.SecretSource;
import io.airworthy.material.SecretTemplate;
import io.airworthy.render.shell.ShellWord;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The commands that create a deployment's Secrets without this library: {@code kubectl create secret generic}, with shell
 * variables and files in the places of the material. There is nothing secret in them.
 *
 * <p>With the same material they make the same Secrets as {@link KubernetesSecrets}, byte for byte. They need a POSIX shell,
 * {@code kubectl}, {@code python3}, {@code openssl} and, for a deploy key, {@code ssh-keygen}.
 *
 * @see <a href="https://kubernetes.io/docs/tasks/configmap-secret/managing-secret-using-kubectl/">Managing Secrets using
 *     kubectl</a>
 */
public final class SecretCommands {

    private static final String VERIFIER_DEFINITION = """
            # The SCRAM-SHA-256 verifier of a password, as PostgreSQL stores it.
            scram_verifier() {
              printf %s "$1" | python3 -c 'import base64, hashlib, hmac, os, sys
            password = sys.stdin.buffer.read()
            if not password.isascii():
                sys.exit("a password beyond ASCII needs SASLprep; choose another, or give its verifier")
            text = lambda b: base64.b64encode(b).decode()
            key = lambda k, m: hmac.new(k, m, "sha256").digest()
            salt = os.urandom(16)
            salted = hashlib.pbkdf2_hmac("sha256", password, salt, 4096)
            stored = hashlib.sha256(key(salted, b"Client Key")).digest()
            print("SCRAM-SHA-256$4096:" + text(salt) + "$" + text(stored) + ":" + text(key(salted, b"Server Key")))'
            }
            """;

    private final AirflowDeployment deployment;
    private final SecretCatalogue catalogue;
    private final SecretVariables variables;

    private SecretCommands(AirflowDeployment deployment) {
        this.deployment = deployment;
        this.catalogue = deployment.release().secrets();
        this.variables = new SecretVariables(deployment);
    }

    /**
     * The commands for a deployment.
     *
     * @param deployment the deployment
     * @return its commands
     */
    public static SecretCommands of(AirflowDeployment deployment) {
        Objects.requireNonNull(deployment, "deployment");
        return new SecretCommands(deployment);
    }

    /**
     * All commands: what prepares the variables, and the command for each Secret.
     *
     * @return a shell script, without a first line that names the shell
     */
    public String script() {
        return preparation()
                + catalogue.required().stream()
                        .map(secret -> "\n# " + secret.purpose().title() + "\n" + create(secret))
                        .collect(Collectors.joining());
    }

    /**
     * What comes before the first Secret: it checks what you have to supply, makes what is missing and can be made, and
     * percent-encodes what a URL contains.
     *
     * @return a part of a shell script
     */
    public String preparation() {
        StringBuilder script = new StringBuilder("set -eu\n");
        functions(script);
        appendMaterial(script);
        if (!variables.encoded().isEmpty()) {
            script.append("\n# The same, encoded for the places that use it.\n");
            variables
                    .encoded()
                    .forEach((place, name) -> script.append(name)
                            .append("=\"$(")
                            .append(function(place.encoding()))
                            .append(" \"${")
                            .append(variables.plain().get(place.material()))
                            .append("}\")\"\n"));
        }
        return script.toString();
    }

    /**
     * The variables that must be set before the commands run: material that the user supplies, and not in a file.
     *
     * @return their names, each once
     */
    public List<String> variables() {
        return catalogue.materials().stream()
                .filter(material -> material.origin() == Material.Origin.PROVIDED)
                .filter(material ->
                        variables.file(material).isEmpty() && textFile(material).isEmpty())
                .map(variables.plain()::get)
                .distinct()
                .toList();
    }

    /**
     * The command that creates one Secret. It refuses to overwrite one that exists.
     *
     * @param secret one of the deployment's Secrets
     * @return the command, over several lines
     */
    public String create(RequiredSecret secret) {
        Objects.requireNonNull(secret, "secret");
        StringBuilder command = new StringBuilder("kubectl create secret generic ")
                .append(ShellWord.of(secret.name()))
                .append(" --namespace ")
                .append(ShellWord.of(deployment.namespace()));
        secret.entries().forEach((key, template) -> command.append(" \\\n  ").append(entry(key, template)));
        return command.append('\n').toString();
    }

    private String entry(String key, SecretTemplate template) {
        Optional<String> file = template.placeholders()
                .filter(place -> template.pieces().size() == 1)
                .findFirst()
                .flatMap(place -> variables.file(place.material()));
        if (file.isPresent()) {
            return "--from-file=" + ShellWord.of(key + "=" + file.get());
        }
        ShellWord text = ShellWord.of(key + "=");
        template.pieces()
                .forEach(piece ->
                        piece.match(literal -> text.text(literal.text()), place -> text.variable(variables.of(place))));
        return "--from-literal=" + text;
    }

    private void functions(StringBuilder script) {
        Set<Encoding> encodings = EnumSet.noneOf(Encoding.class);
        variables.encoded().keySet().forEach(place -> encodings.add(place.encoding()));
        encodings.forEach(encoding -> script.append('\n').append(definition(encoding)));
        if (variables.plain().containsKey(Material.DATABASE_VERIFIER)) {
            script.append('\n').append(VERIFIER_DEFINITION);
        }
    }

    /** The shell function that encodes its argument; empty for plain text. */
    static String definition(Encoding encoding) {
        return switch (encoding) {
            case PLAIN -> "";
            case PERCENT -> """
                # Percent-encodes for any part of a URL. Airflow would expand a tilde, so it is encoded too.
                percent_encoded() {
                  printf %s "$1" | python3 -c 'import sys, urllib.parse
                print(urllib.parse.quote(sys.stdin.buffer.read(), safe="").replace("~", "%7E"))'
                }
                """;
            case PGBOUNCER_USER_LIST -> """
                # PgBouncer reads two quotes as one.
                quotes_doubled() { printf '%s\\n' "$1" | sed 's/"/""/g'; }
                """;
            case JSON_STRING -> """
                # For the inside of a JSON string.
                json_escaped() {
                  printf %s "$1" | python3 -c 'import sys
                def escaped(c):
                    return "\\\\" + c if c in "\\"\\\\" else "\\\\u%04X" % ord(c) if c < " " else c
                text = sys.stdin.buffer.read().decode()
                sys.stdout.buffer.write("".join(map(escaped, text)).encode())'
                }
                """;
        };
    }

    /** The name of that function. */
    static String function(Encoding encoding) {
        return switch (encoding) {
            case PLAIN -> "printf %s";
            case PERCENT -> "percent_encoded";
            case PGBOUNCER_USER_LIST -> "quotes_doubled";
            case JSON_STRING -> "json_escaped";
        };
    }

    private void appendMaterial(StringBuilder script) {
        script.append("\n# What you supply. Set variables outside of this script, and put files beside it.\n");
        for (Material material : catalogue.materials()) {
            if (material.origin() == Material.Origin.PROVIDED) {
                script.append(provided(material));
            }
        }
        script.append("\n# What is generated once and kept. A variable or file that exists is used as it is.\n");
        for (Material material : catalogue.materials()) {
            if (material.origin() != Material.Origin.PROVIDED) {
                script.append(made(material));
            }
        }
    }

    private String provided(Material material) {
        String description = "# " + material.description() + "\n";
        String name = variables.plain().get(material);
        Optional<String> byteForByte = variables.file(material);
        if (byteForByte.isPresent()) {
            String file = byteForByte.get();
            return description + "test -r " + ShellWord.of(file) + " || { echo "
                    + ShellWord.of(file + ": no such file, or not readable") + " >&2; exit 1; }\n";
        }
        return description
                + textFile(material)
                        .map(file -> name + "=\"$(cat " + ShellWord.of(file.path()) + ")\"\n")
                        .orElse(": \"${" + name + ":?is not set}\"\n");
    }

    private Optional<SecretSource.File> textFile(Material material) {
        return catalogue.source(material).flatMap(SecretSource::file);
    }

    private String made(Material material) {
        String description = "# " + material.description() + "\n";
        if (material == Material.GIT_DEPLOY_KEY) {
            String file = SecretVariables.DEPLOY_KEY_FILE;
            GitHost host = GitHost.of(deployment.gitSync().orElseThrow().repository());
            return description
                    + "# Add its public half, " + file + ".pub, to " + host.registry() + ".\n"
                    + "test -e " + file + " || ssh-keygen -q " + host.keyType().keygenOptions() + " -N '' -C "
                    + ShellWord.of(deployment.names().deployKeyComment())
                    + " -f " + file + "\n";
        }
        String name = variables.plain().get(material);
        return description + name + "=\"${" + name + ":-$(" + generator(material) + ")}\"\n";
    }

    private String generator(Material material) {
        return switch (material) {
            case FERNET_KEYS ->
                "python3 -c 'import base64, os; print(base64.urlsafe_b64encode(os.urandom(32)).decode())'";
            case SESSION_KEY, JWT_SECRET -> "openssl rand -hex 64";
            case DATABASE_VERIFIER -> "scram_verifier \"${" + variables.plain().get(Material.DATABASE_PASSWORD) + "}\"";
            default -> "openssl rand -hex 24";
        };
    }
}
