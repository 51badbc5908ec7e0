package io.airworthy.render.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.airworthy.AirflowDeployment;
import io.airworthy.catalogue.RequiredSecret;
import io.airworthy.catalogue.SecretCatalogue;
import io.airworthy.secrets.SecretMaterial;
import io.airworthy.secrets.Sensitive;
import io.airworthy.testkit.SecretDeployments;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KubernetesSecretsTest {

    private static final AirflowDeployment DEPLOYMENT = SecretDeployments.withEverythingMade();

    @TempDir
    Path folder;

    static List<AirflowDeployment> deployments() {
        return SecretDeployments.all();
    }

    @Test
    void aSecretIsWrittenWithItsLabelsAndTheBytesInBase64() {
        String yaml = KubernetesSecrets.of(SecretDeployments.plain(), GivenMaterial.material(SecretDeployments.plain()))
                .text()
                .reveal();
        assertThat(yaml)
                .startsWith("""
                        ---
                        apiVersion: "v1"
                        kind: "Secret"
                        metadata:
                          name: "airflow-database-secret"
                          namespace: "airflow"
                          labels:
                            "app.kubernetes.io/managed-by": "airworthy"
                            release: "airflow"
                        type: "Opaque"
                        data:
                          connection: \""""
                        + base64("postgresql://airflow:p%40s%3As%2Fw%27o%22r%5Cd%20%24HOME%20%7E%20%60id%60%20%2541%2B"
                                + "%21%2A%C3%A9%F0%9F%9A%80@db.example.com:5432/airflow?sslmode=require")
                        + "\"\n");
    }

    @ParameterizedTest
    @MethodSource("deployments")
    void everySecretOfTheCatalogueIsThereWithEveryKey(AirflowDeployment deployment) throws Exception {
        List<Map<String, @Nullable Object>> documents =
                ManifestReader.read(KubernetesSecrets.of(deployment, GivenMaterial.material(deployment))
                        .text()
                        .reveal());
        List<RequiredSecret> required = SecretCatalogue.of(deployment).required();
        assertThat(documents).hasSameSizeAs(required);
        for (int i = 0; i < required.size(); i++) {
            assertThat(documents.get(i))
                    .extracting("metadata.name", "type")
                    .containsExactly(required.get(i).name(), "Opaque");
            assertThat(documents.get(i))
                    .extracting("data", org.assertj.core.api.InstanceOfAssertFactories.MAP)
                    .containsOnlyKeys(required.get(i).entries().keySet().toArray());
            assertThat(KubernetesSchemas.refusals(documents.get(i))).isEmpty();
        }
    }

    @Test
    void theSameMaterialGivesTheSameBytes() {
        SecretMaterial material = GivenMaterial.material(DEPLOYMENT);
        assertThat(KubernetesSecrets.of(DEPLOYMENT, material).text())
                .isEqualTo(KubernetesSecrets.of(DEPLOYMENT, material).text());
    }

    @Test
    void nothingIsWrittenWithoutAllMaterial() {
        SecretMaterial some = GivenMaterial.given(DEPLOYMENT, "secret").build();
        assertThatIllegalStateException()
                .isThrownBy(() -> KubernetesSecrets.of(DEPLOYMENT, some))
                .withMessage("the SCRAM-SHA-256 verifier of the database role's password is missing");
    }

    @Test
    void itSaysTheNamesAndNothingElse() {
        assertThat(KubernetesSecrets.of(SecretDeployments.plain(), GivenMaterial.material(SecretDeployments.plain())))
                .hasToString("KubernetesSecrets[airflow-database-secret, airflow-fernet-secret, airflow-api-secret,"
                        + " airflow-jwt-signing-secret]");
    }

    @Test
    void theFileIsItsOwnersAloneAndNothingIsLeftBesideIt() throws IOException {
        assumeTrue(
                Files.getFileStore(folder).supportsFileAttributeView("posix"),
                "Skipped: the file system has no POSIX permissions");
        KubernetesSecrets secrets = secrets();
        Path file = folder.resolve("secrets.yaml");
        secrets.writeTo(file);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Sensitive.fromFile(file)).isEqualTo(secrets.text());
        assertThat(names()).containsExactly("secrets.yaml");
    }

    @Test
    void aFileThatIsThereStaysUnlessItShallBeReplaced() throws IOException {
        KubernetesSecrets secrets = secrets();
        Path file = Files.writeString(folder.resolve("secrets.yaml"), "mine");
        assertThatThrownBy(() -> secrets.writeTo(file))
                .isInstanceOf(FileAlreadyExistsException.class)
                .hasMessage(file + ": it is there already and is not overwritten");
        assertThat(file).hasContent("mine");
        secrets.replace(file);
        assertThat(Sensitive.fromFile(file)).isEqualTo(secrets.text());
        if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
        assertThat(names()).containsExactly("secrets.yaml");
    }

    @Test
    void aLinkToNowhereIsAFileThatIsThere() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("secrets.yaml"), folder.resolve("elsewhere"));
        assertThatThrownBy(() -> secrets().writeTo(link)).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(names()).containsExactly("secrets.yaml");
    }

    @Test
    void aLinkIsReplacedAndNotFollowed() throws IOException {
        Path elsewhere = Files.writeString(folder.resolve("elsewhere"), "for everybody");
        Path link = Files.createSymbolicLink(folder.resolve("secrets.yaml"), elsewhere);
        KubernetesSecrets secrets = secrets();

        secrets.replace(link);

        assertThat(elsewhere).hasContent("for everybody");
        assertThat(Files.isSymbolicLink(link)).isFalse();
        assertThat(Sensitive.fromFile(link)).isEqualTo(secrets.text());
    }

    @Test
    void aFolderThatIsNotThereIsSaid() {
        assertThatThrownBy(() -> secrets().writeTo(folder.resolve("no/secrets.yaml")))
                .isInstanceOf(NoSuchFileException.class);
    }

    private static KubernetesSecrets secrets() {
        return KubernetesSecrets.of(DEPLOYMENT, GivenMaterial.material(DEPLOYMENT));
    }

    private List<String> names() throws IOException {
        try (var files = Files.list(folder)) {
            return new ArrayList<>(new TreeSet<>(
                    files.map(file -> file.getFileName().toString()).toList()));
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
