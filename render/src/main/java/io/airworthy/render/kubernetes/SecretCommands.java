package io.airworthy.render.kubernetes;

import io.airworthy.AirflowDeployment;
import io.airworthy.catalogue.RequiredSecret;
import io.airworthy.catalogue.SecretCatalogue;
import io.airworthy.dags.GitHost;
import io.airworthy.material.Encoding;
import io.airworthy.material.Material;
import io.airworthy.material.Purpose;
import io.airworthy.material.SecretSource;
import io.airworthy.material.SecretTemplate;
import io.airworthy.render.shell.ShellWord;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The commands that create a deployment's Secrets without this library: a shell script, with shell variables and files in the
 * places of the material. There is nothing secret in them.
 *
 * <p>With the same material they make the same Secrets as {@link KubernetesSecrets}, byte for byte. They ask for what nobody
 * has given, generate the rest, and leave alone what exists, unless the variable {@code REPLACE} names it. Material never
 * becomes an argument of a program, which every user of a machine can see. They need a POSIX shell, {@code kubectl},
 * {@code python3}, {@code openssl} and, for a deploy key, {@code ssh-keygen}.
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

    private static final String FUNCTIONS = """
            # Whether a Secret stays as it is: it exists, and REPLACE does not name it.
            stays() {
              case " ${REPLACE:-} " in *" $1 "*) return 1 ;; esac
              kubectl get secret "$1" --namespace %1$s -o name > /dev/null 2>&1
            }
            # Whether any of these Secrets is made.
            any_made() {
              for name; do stays "$name" || return 0; done
              return 1
            }
            # Whether all of these Secrets are made, as in an empty namespace.
            all_made() {
              for name; do ! stays "$name" || return 1; done
            }
            # Secrets that share something that is generated are made together, or none of them.
            together() {
              old='' new=''
              for name; do if stays "$name"; then old="$old $name"; else new="$new $name"; fi; done
              [ -z "$old" ] || [ -z "$new" ] || {
                echo "these share what is generated, and some exist:$old. Set REPLACE='$*' to make all of them again" >&2
                exit 1
              }
            }
            # Reads a variable that nobody has set.
            ask() {
              eval "[ -z \\"\\${$1:-}\\" ]" || return 0
              [ -t 0 ] || { echo "$1 is not set: $2" >&2; exit 1; }
              printf '%%s (%%s): ' "$1" "$2" >&2
              stty -echo; IFS= read -r answer; stty echo; echo >&2
              eval "$1=\\$answer"
            }
            # What a Secret will hold is put into a folder that only you can read, a file for each key.
            folder=$(umask 077; mktemp -d)
            trap 'rm -rf "$folder"' EXIT
            text() { printf %%s "$2" > "$folder/$1"; }
            file() { cat < "$2" > "$folder/$1"; }
            secret() {
              if stays "$1"; then
                echo "secret/$1 exists, and stays as it is"
              elif kubectl get secret "$1" --namespace %1$s -o name > /dev/null 2>&1; then
                kubectl create secret generic "$1" --namespace %1$s --from-file="$folder" --dry-run=client -o json |
                  kubectl replace -f -
              else
                kubectl create secret generic "$1" --namespace %1$s --from-file="$folder"
              fi
              rm -f "$folder"/*
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
                        .collect(Collectors.joining("", "", "\n"))
                + conclusion();
    }

    /**
     * What comes before the first Secret: it checks what you have to supply, makes what is missing and can be made, and
     * percent-encodes what a URL contains.
     *
     * @return a part of a shell script
     */
    public String preparation() {
        StringBuilder script = new StringBuilder("set -eu\n\n");
        script.append(FUNCTIONS.formatted(ShellWord.of(deployment.namespace())));
        functions(script);
        script.append('\n');
        shared().values()
                .forEach(
                        names -> script.append("together ").append(words(names)).append('\n'));
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
     * What comes after the last Secret: it removes the private key that it made, and says what to keep.
     *
     * @return a part of a shell script
     */
    public String conclusion() {
        String file = SecretVariables.DEPLOY_KEY_FILE;
        String key = catalogue.materials().contains(Material.GIT_DEPLOY_KEY)
                ? "if [ -n \"${made_key:-}\" ]; then\n  rm -f " + file
                        + "   # it is in the Secret\n  echo 'Add this to "
                        + GitHost.of(deployment.gitSync().orElseThrow().repository())
                                .registry()
                                .replace("'", "'\\''")
                        + ":'\n  cat " + file + ".pub\nfi\n"
                : "";
        return catalogue
                .required(Purpose.FERNET)
                .map(fernet -> key + "echo 'Keep the Fernet key where you keep your other keys. This prints it:'\necho "
                        + ShellWord.of("  kubectl get secret " + ShellWord.of(fernet.name()) + " --namespace "
                                + ShellWord.of(deployment.namespace())
                                + " -o 'jsonpath={.data.fernet-key}' | base64 -d")
                        + "\n")
                .orElse(key);
    }

    /** The Secrets that hold the same generated material. */
    private Map<Material, List<String>> shared() {
        Map<Material, List<String>> shared = new EnumMap<>(Material.class);
        catalogue.materials().stream()
                .filter(material -> material.origin() != Material.Origin.PROVIDED)
                .forEach(material -> shared.put(material, holding(material)));
        shared.values().removeIf(names -> names.size() < 2);
        return shared;
    }

    private List<String> holding(Material material) {
        return catalogue.required().stream()
                .filter(secret -> secret.materials().contains(material))
                .map(RequiredSecret::name)
                .distinct()
                .toList();
    }

    private static String words(List<String> names) {
        return names.stream().map(name -> ShellWord.of(name).toString()).collect(Collectors.joining(" "));
    }

    /**
     * The variable that has a piece of material.
     *
     * @param material material that the deployment needs
     * @return its name
     * @throws IllegalArgumentException if the deployment does not need it
     */
    public String variable(Material material) {
        String variable = variables.plain().get(Objects.requireNonNull(material, "material"));
        if (variable == null) {
            throw new IllegalArgumentException("this deployment does not need " + material.description());
        }
        return variable;
    }

    /**
     * The function {@code scram_verifier}, which prints the verifier of the password that is its argument.
     *
     * @return a part of a shell script
     */
    public static String verifierFunction() {
        return VERIFIER_DEFINITION;
    }

    /**
     * The commands that create one Secret.
     *
     * @param secret one of the deployment's Secrets
     * @return the commands, each on a line of its own
     */
    public String create(RequiredSecret secret) {
        Objects.requireNonNull(secret, "secret");
        StringBuilder commands = new StringBuilder();
        secret.entries()
                .forEach(
                        (key, template) -> commands.append(entry(key, template)).append('\n'));
        return commands.append("secret ")
                .append(ShellWord.of(secret.name()))
                .append('\n')
                .toString();
    }

    private String entry(String key, SecretTemplate template) {
        Optional<String> file = template.placeholders()
                .filter(place -> template.pieces().size() == 1)
                .findFirst()
                .flatMap(place -> variables.file(place.material()));
        if (file.isPresent()) {
            return "file " + ShellWord.of(key) + " " + ShellWord.of(file.get());
        }
        ShellWord text = ShellWord.of("");
        template.pieces()
                .forEach(piece ->
                        piece.match(literal -> text.text(literal.text()), place -> text.variable(variables.of(place))));
        return "text " + ShellWord.of(key) + " " + text;
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
        script.append("\n# What you supply, in variables or in files beside this script.\n");
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
        String ifMade = "if any_made " + words(holding(material)) + "; then ";
        String name = variables.plain().get(material);
        Optional<String> file =
                variables.file(material).or(() -> textFile(material).map(SecretSource.File::path));
        String command = file.map(ShellWord::of)
                .map(path -> "test -r " + path + " || { echo "
                        + ShellWord.of(file.get() + ": no such file, or not readable") + " >&2; exit 1; }"
                        + (name == null ? "" : "; " + name + "=\"$(cat " + path + ")\""))
                .orElseGet(() -> "ask " + name + " " + ShellWord.of(material.description()));
        return "# " + material.description() + "\n" + (name == null ? "" : name + "=\"${" + name + ":-}\"\n") + ifMade
                + command + "; fi\n";
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
                    + "# Its public half, " + file + ".pub, goes into " + host.registry() + ".\n"
                    + "if any_made " + words(holding(material)) + " && ! test -e " + file + "; then\n"
                    + "  ssh-keygen -q " + host.keyType().keygenOptions() + " -N '' -C "
                    + ShellWord.of(deployment.names().deployKeyComment())
                    + " -f " + file + " && made_key=yes\nfi\n";
        }
        String name = variables.plain().get(material);
        return description
                + (material == Material.FERNET_KEYS ? refusal(name) : "")
                + name + "=\"${" + name + ":-$(" + generator(material) + ")}\"\n";
    }

    /** A new key beside Secrets that exist would lose what the old one has encrypted. */
    private String refusal(String name) {
        List<String> fernet = holding(Material.FERNET_KEYS);
        List<String> others = catalogue.required().stream()
                .map(RequiredSecret::name)
                .distinct()
                .filter(other -> !fernet.contains(other))
                .toList();
        return others.isEmpty()
                ? ""
                : "if any_made " + words(fernet) + " && ! all_made " + words(others) + " && [ -z \"${" + name
                        + ":-}${NEW_FERNET_KEY:-}\" ]; then\n"
                        + "  echo 'other Secrets exist: give the old key in " + name
                        + ", or set NEW_FERNET_KEY=yes for a database that has nothing encrypted' >&2; exit 1\nfi\n";
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
