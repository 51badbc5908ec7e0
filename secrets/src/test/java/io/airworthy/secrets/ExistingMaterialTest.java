package io.airworthy.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import io.airworthy.AirflowDeployment;
import io.airworthy.material.Material;
import io.airworthy.testkit.SecretDeployments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What exists is kept, wherever it is kept. */
class ExistingMaterialTest {

    private final AirflowDeployment airflow = SecretDeployments.withEverythingMade();

    @TempDir
    private Path folder;

    @Test
    void aFolderOfFilesIsKeptPieceByPiece() throws IOException {
        SecretMaterial first = first();
        for (Map.Entry<Material, Sensitive> piece : first.pieces().entrySet()) {
            Files.write(folder.resolve(piece.getKey().label()), piece.getValue().revealBytes());
        }
        Files.writeString(folder.resolve("notes.txt"), "mine");

        SecretMaterial second =
                SecretMaterial.forDeployment(airflow).existingFiles(folder).generateMissing();

        assertThat(second).isEqualTo(first);
        assertThat(second.generated()).isEmpty();
    }

    @Test
    void anEnvironmentIsKeptVariableByVariable() {
        SecretMaterial first = first();
        Map<String, String> environment = new HashMap<>(Map.of("PATH", "/bin", "ADMIN_PASSWORD_OLD", "x"));
        first.pieces().forEach((material, piece) -> environment.put(material.name(), piece.reveal()));

        SecretMaterial second = SecretMaterial.forDeployment(airflow)
                .existingVariables(environment)
                .generateMissing();

        assertThat(second).isEqualTo(first);
        assertThat(second.generated()).isEmpty();
    }

    private SecretMaterial first() {
        return SecretMaterial.forDeployment(airflow)
                .with(Material.DATABASE_PASSWORD, Sensitive.of("pass:word"))
                .with(Material.DATABASE_CA, Sensitive.of(SecretDeployments.CERTIFICATE))
                .with(Material.LOG_ACCESS_KEY_ID, Sensitive.of("key-id"))
                .with(Material.LOG_ACCESS_KEY, Sensitive.of("access-key"))
                .generateMissing();
    }
}
