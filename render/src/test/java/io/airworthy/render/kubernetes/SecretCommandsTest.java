package io.airworthy.render.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.airworthy.AirflowDeployment;
import io.airworthy.catalogue.SecretCatalogue;
import io.airworthy.dags.GitSync;
import io.airworthy.material.Encoding;
import io.airworthy.material.Material;
import io.airworthy.material.Purpose;
import io.airworthy.material.SecretSource;
import io.airworthy.render.shell.ShellWord;
import io.airworthy.secrets.SecretMaterial;
import io.airworthy.secrets.SecretMaterialBuilder;
import io.airworthy.secrets.Sensitive;
import io.airworthy.testkit.SecretDeployments;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A shell runs the commands, and a kubectl that only writes down how it was called says what they would have made. */
class SecretCommandsTest {

    private static final String RECORDING_KUBECTL = """
            #!/bin/sh
            case "$1" in
              get) test -e "existing/$3" ;;
              replace) cat > /dev/null ;;
              create)
                mkdir "record/$4"
                cp "${7#--from-file=}"/* "record/$4"
                printf '%s\\n' "$*" >> arguments ;;
            esac
            """;

    @TempDir
    Path folder;

    static List<AirflowDeployment> deployments() {
        AirflowDeployment made = SecretDeployments.withEverythingMade();
        AirflowDeployment given = SecretDeployments.withEverythingGiven();
        return List.of(
                SecretDeployments.plain(),
                made,
                given,
                made.toBuilder()
                        .database(made.database().toBuilder()
                                .user("o'b\"rien $x!")
                                .passwordFrom(SecretSource.file("the password.txt"))
                                .caFrom(SecretSource.environment("CA_BUNDLE"))
                                .build())
                        .build(),
                given.toBuilder()
                        .database(given.database().toBuilder()
                                .passwordFrom(SecretSource.remote("airflow/database", "password"))
                                .caFrom(SecretSource.file("certificates of/it's.pem"))
                                .build())
                        .build());
    }

    @Tag("slow")
    @ParameterizedTest
    @MethodSource("deployments")
    void theCommandsMakeTheSameSecretsByteForByte(AirflowDeployment deployment) throws Exception {
        Shell.assume();
        SecretMaterial material = GivenMaterial.material(deployment);
        provide(deployment, material);
        record(RECORDING_KUBECTL);
        Shell.run(folder, "sh", "all.sh");
        assertThat(recorded()).isEqualTo(written(deployment, material));
    }

    static List<AirflowDeployment> someDeployments() {
        return List.of(SecretDeployments.withEverythingMade(), SecretDeployments.withEverythingGiven());
    }

    @Tag("slow")
    @ParameterizedTest
    @MethodSource("someDeployments")
    void whatKubectlMakesOfThemIsReadBackAsTheSameMaterial(AirflowDeployment deployment) throws Exception {
        Shell.assume();
        String kubectl = kubectl();
        SecretMaterial material = GivenMaterial.material(deployment);
        provide(deployment, material);
        record("#!/bin/sh\ntest \"$1\" = create || exit 1\n{ " + kubectl
                + " \"$@\" --dry-run=client -o yaml; echo ---; } >> made.yaml\n");
        Shell.run(folder, "sh", "all.sh");
        String yaml = Files.readString(folder.resolve("made.yaml"));
        assertThat(dataOf(yaml)).isEqualTo(written(deployment, material));
        ExistingSecrets existing = ExistingSecrets.read(yaml, deployment);
        assertThat(existing.notes()).isEmpty();
        assertThat(existing.material()).isEqualTo(material.pieces());
    }

    @Tag("slow")
    @Test
    void whatTheCommandsMakeThemselvesIsWhatTheLibraryTakes() throws Exception {
        Shell.assume();
        assumeTrue(
                Shell.succeeds(List.of("sh", "-c", "command -v ssh-keygen")),
                "Skipped: there is no ssh-keygen on this machine");
        AirflowDeployment deployment = SecretDeployments.withEverythingMade();
        SecretMaterialBuilder given = GivenMaterial.given(deployment, "beyond no ASCII: '\"$`\\");
        provide(deployment, given.build());
        record(RECORDING_KUBECTL);
        Shell.run(folder, "sh", "all.sh");
        ExistingSecrets existing = ExistingSecrets.read(asManifests(recorded()), deployment);
        SecretMaterial material = SecretMaterial.forDeployment(deployment)
                .existing(existing.material())
                .generateMissing();
        assertThat(existing.notes()).isEmpty();
        assertThat(material.generated()).isEmpty();
        assertThat(material.notes()).isEmpty();
        assertThat(material.deployKey().orElseThrow().comment()).isEqualTo("airflow-dags@airflow");
    }

    @ParameterizedTest
    @CsvSource({
        "git@github.com:your-org/airflow-dags.git, -t ed25519",
        "git@ssh.dev.azure.com:v3/your-org/your-project/airflow-dags, -t rsa -b 3072",
        "ssh://APKAEXAMPLE@git-codecommit.us-east-1.amazonaws.com/v1/repos/airflow-dags, -t rsa -b 3072"
    })
    void theDeployKeyIsOfATypeThatTheHostTakes(String repository, String options) {
        AirflowDeployment deployment = SecretDeployments.withEverythingMade();
        GitSync git = deployment.gitSync().orElseThrow().toBuilder()
                .repository(repository)
                .build();

        assertThat(SecretCommands.of(deployment.toBuilder().gitSync(git).build())
                        .preparation())
                .contains("  ssh-keygen -q " + options + " -N '' -C ");
    }

    @Tag("slow")
    @ParameterizedTest
    @EnumSource(Encoding.class)
    void theShellEncodesAsWeDo(Encoding encoding) throws Exception {
        Shell.assume();
        String material = GivenMaterial.PASSWORD + "\t\u0001";
        Files.writeString(
                folder.resolve("encode.sh"),
                SecretCommands.definition(encoding) + "printf %s \"$(" + SecretCommands.function(encoding) + " "
                        + ShellWord.of(material) + ")\"\n");
        assertThat(new String(Shell.run(folder, "sh", "encode.sh"), StandardCharsets.UTF_8))
                .isEqualTo(encoding.encode(material));
    }

    @Tag("slow")
    @Test
    void withoutAPasswordNothingIsCreated() throws Exception {
        Shell.assume();
        AirflowDeployment deployment = SecretDeployments.plain();
        Files.writeString(
                folder.resolve("create.sh"), SecretCommands.of(deployment).script());
        record(RECORDING_KUBECTL);
        assertThat(new String(
                        Shell.run(folder, "sh", "-c", "sh create.sh 2>&1 < /dev/null && exit 1 || exit 0"),
                        StandardCharsets.UTF_8))
                .isEqualTo("DB_PASSWORD is not set: the database role's password\n");
        assertThat(recorded()).isEmpty();
    }

    @Tag("slow")
    @Test
    void aFileThatIsNotThereIsNamedAndNothingIsCreated() throws Exception {
        Shell.assume();
        AirflowDeployment deployment = SecretDeployments.withEverythingGiven();
        provide(deployment, GivenMaterial.material(deployment));
        Files.delete(folder.resolve("database-ca.pem"));
        record(RECORDING_KUBECTL);
        assertThat(new String(
                        Shell.run(folder, "sh", "-c", "sh all.sh 2>&1 && exit 1 || exit 0"), StandardCharsets.UTF_8))
                .isEqualTo("database-ca.pem: no such file, or not readable\n");
        assertThat(recorded()).isEmpty();
    }

    @Test
    void aCommandReadsLikeOneThatAPersonWouldWrite() {
        AirflowDeployment deployment = SecretDeployments.plain();
        SecretCommands commands = SecretCommands.of(deployment);
        assertThat(SecretCatalogue.of(deployment).required().stream().map(commands::create))
                .containsExactly("""
                        text connection "postgresql://airflow:${DB_PASSWORD_IN_URL}@db.example.com:5432/airflow?sslmode=require"
                        text connectionAsync "postgresql+asyncpg://airflow:${DB_PASSWORD_IN_URL}@db.example.com:5432/airflow?ssl=require"
                        secret airflow-database-secret
                        """, """
                        text fernet-key "${FERNET_KEYS}"
                        secret airflow-fernet-secret
                        """, """
                        text api-secret-key "${SESSION_KEY}"
                        secret airflow-api-secret
                        """, """
                        text jwt-secret "${JWT_SECRET}"
                        secret airflow-jwt-signing-secret
                        """);
    }

    @Tag("slow")
    @Test
    void whatExistsStaysUnlessItIsToBeReplaced() throws Exception {
        Shell.assume();
        AirflowDeployment deployment = SecretDeployments.plain();
        provide(deployment, GivenMaterial.material(deployment));
        record(RECORDING_KUBECTL);
        Files.createDirectories(folder.resolve("existing"));
        Files.createFile(folder.resolve("existing/airflow-fernet-secret"));
        Files.createFile(folder.resolve("existing/airflow-jwt-signing-secret"));

        String said = new String(
                Shell.run(folder, "sh", "-c", "REPLACE=airflow-jwt-signing-secret sh all.sh"), StandardCharsets.UTF_8);

        assertThat(said).contains("secret/airflow-fernet-secret exists, and stays as it is\n");
        assertThat(recorded())
                .containsOnlyKeys("airflow-api-secret", "airflow-database-secret", "airflow-jwt-signing-secret");
    }

    @Tag("slow")
    @Test
    void secretsThatShareWhatIsGeneratedAreMadeTogether() throws Exception {
        Shell.assume();
        AirflowDeployment deployment = SecretDeployments.withEverythingMade();
        provide(deployment, GivenMaterial.material(deployment));
        record(RECORDING_KUBECTL);
        Files.createDirectories(folder.resolve("existing"));
        String stats = deployment.names().secret(Purpose.POOL_STATS);
        Files.createFile(folder.resolve("existing").resolve(stats));

        assertThat(new String(
                        Shell.run(folder, "sh", "-c", "sh all.sh 2>&1 && exit 1 || exit 0"), StandardCharsets.UTF_8))
                .startsWith("these share what is generated, and some exist: " + stats + ". Set REPLACE='")
                .endsWith("' to make all of them again\n");
        assertThat(recorded()).isEmpty();
    }

    @Tag("slow")
    @Test
    void noMaterialIsAnArgumentAndNoKeyIsLeftBehind() throws Exception {
        Shell.assume();
        assumeTrue(
                Shell.succeeds(List.of("sh", "-c", "command -v ssh-keygen")),
                "Skipped: there is no ssh-keygen on this machine");
        AirflowDeployment deployment = SecretDeployments.withEverythingMade();
        provide(deployment, GivenMaterial.given(deployment, "o'b\"$x").build());
        record(RECORDING_KUBECTL);

        String said = new String(Shell.run(folder, "sh", "all.sh"), StandardCharsets.UTF_8);

        assertThat(Files.readAllLines(folder.resolve("arguments")))
                .allMatch(line -> line.matches("create secret generic [a-z-]+ --namespace airflow --from-file=\\S+"));
        assertThat(folder.resolve("git-deploy-key")).doesNotExist();
        assertThat(said).contains("Add this to ", "ssh-ed25519 ");
    }

    @Test
    void aNameThatTheUserTookForSomethingElseIsNotUsedTwice() {
        AirflowDeployment plain = SecretDeployments.plain();
        AirflowDeployment deployment = plain.toBuilder()
                .database(plain.database().toBuilder()
                        .passwordFrom(SecretSource.environment("JWT_SECRET"))
                        .build())
                .build();
        assertThat(SecretCommands.of(deployment).script())
                .contains(
                        "ask JWT_SECRET \"the database role's password\"", "text jwt-secret \"${AIRFLOW_JWT_SECRET}\"");
    }

    /** Puts the material where the script looks for it: into variables and files. */
    private void provide(AirflowDeployment deployment, SecretMaterial material) throws IOException {
        SecretVariables variables = new SecretVariables(deployment);
        Map<Material, SecretSource> sources = SecretCatalogue.of(deployment).sources();
        StringBuilder script = new StringBuilder();
        for (Map.Entry<Material, Sensitive> piece : material.pieces().entrySet()) {
            String text = piece.getValue().reveal();
            String file = variables
                    .file(piece.getKey())
                    .orElse(sources.get(piece.getKey()) instanceof SecretSource.File source ? source.path() : null);
            if (file == null) {
                script.append("export ")
                        .append(variables.plain().get(piece.getKey()))
                        .append("='")
                        .append(text.replace("'", "'\\''"))
                        .append("'\n");
            } else {
                Path path = folder.resolve(file);
                Files.createDirectories(path.getParent());
                Files.writeString(path, variables.file(piece.getKey()).isPresent() ? text : text + "\n");
            }
        }
        Files.writeString(folder.resolve("variables.sh"), script);
        Files.writeString(folder.resolve("manifest.yaml"), new PlainSecretManifests(deployment).text());
        Files.writeString(folder.resolve("all.sh"), """
                set -e
                . ./variables.sh
                sed -n 's/^#\\$ \\{0,1\\}//p' manifest.yaml > create-secrets.sh
                sh create-secrets.sh
                """);
    }

    private void record(String kubectl) throws IOException {
        Files.createDirectories(folder.resolve("record"));
        Path program = folder.resolve("bin").resolve("kubectl");
        Files.createDirectories(program.getParent());
        Files.writeString(program, kubectl);
        assertThat(program.toFile().setExecutable(true)).isTrue();
    }

    private static String kubectl() {
        for (String directory : System.getenv("PATH").split(":")) {
            Path program = Path.of(directory, "kubectl");
            if (Files.isExecutable(program)) {
                return program.toString();
            }
        }
        assumeTrue(false, "Skipped: there is no kubectl on this machine");
        return "";
    }

    private Map<String, Map<String, Sensitive>> recorded() throws IOException {
        Map<String, Map<String, Sensitive>> secrets = new LinkedHashMap<>();
        for (Path secret : children(folder.resolve("record"))) {
            Map<String, Sensitive> data = new LinkedHashMap<>();
            for (Path key : children(secret)) {
                data.put(key.getFileName().toString(), Sensitive.fromFile(key));
            }
            secrets.put(secret.getFileName().toString(), data);
        }
        return secrets;
    }

    private static List<Path> children(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private static Map<String, Map<String, Sensitive>> written(AirflowDeployment deployment, SecretMaterial material)
            throws MalformedSecretsException {
        return dataOf(KubernetesSecrets.of(deployment, material).text().reveal());
    }

    private static Map<String, Map<String, Sensitive>> dataOf(String yaml) throws MalformedSecretsException {
        Map<String, Map<String, Sensitive>> secrets = new LinkedHashMap<>();
        for (Map<String, @Nullable Object> document : ManifestReader.read(yaml)) {
            Map<String, Sensitive> data = new LinkedHashMap<>();
            ((Map<?, ?>) document.get("data"))
                    .forEach((key, value) -> data.put(
                            (String) key, Sensitive.ofBytes(Base64.getDecoder().decode((String) value))));
            secrets.put((String) ((Map<?, ?>) document.get("metadata")).get("name"), data);
        }
        return secrets;
    }

    private static String asManifests(Map<String, Map<String, Sensitive>> secrets) {
        StringBuilder yaml = new StringBuilder();
        secrets.forEach((name, data) -> {
            Map<String, String> text = new LinkedHashMap<>();
            data.forEach((key, value) -> text.put(key, value.reveal()));
            yaml.append(ManifestYaml.MARKER)
                    .append(ManifestYaml.document(
                            Map.of("kind", "Secret", "metadata", Map.of("name", name), "stringData", text)));
        });
        return yaml.toString();
    }
}
