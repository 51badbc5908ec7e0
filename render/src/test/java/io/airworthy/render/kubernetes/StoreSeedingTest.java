package io.airworthy.render.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.airworthy.AirflowDeployment;
import io.airworthy.catalogue.RemoteEntries;
import io.airworthy.material.ExternalSecrets;
import io.airworthy.material.Material;
import io.airworthy.secrets.SecretMaterial;
import io.airworthy.secrets.SecretRevisions;
import io.airworthy.store.AwsAuth;
import io.airworthy.store.AzureAuth;
import io.airworthy.store.GoogleAuth;
import io.airworthy.store.SecretStore;
import io.airworthy.store.StoreProvider;
import io.airworthy.store.StoreType;
import io.airworthy.store.VaultAuth;
import io.airworthy.testkit.SecretDeployments;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreSeedingTest {

    @TempDir
    private Path folder;

    @Test
    void everyStoreHasItsCommands() {
        List<String> commands = Stream.of(
                        StoreProvider.vault("https://vault.example.com", VaultAuth.kubernetes("airflow", "reader"))
                                .toBuilder()
                                .mount("kv")
                                .build(),
                        StoreProvider.awsSecretsManager("eu-west-1", AwsAuth.controllerIdentity()),
                        StoreProvider.awsParameterStore("eu-west-1", AwsAuth.controllerIdentity()),
                        StoreProvider.azureKeyVault(
                                "https://team-kv.vault.azure.net", AzureAuth.workloadIdentity("reader")),
                        StoreProvider.googleSecretManager(
                                "a-project", GoogleAuth.workloadIdentity("europe-west1", "prod", "reader")))
                .map(provider -> StoreSeeding.of(from(provider)).orElseThrow().asText())
                .map(text -> text.lines()
                        .filter(line -> line.contains("fernet-keys"))
                        .collect(Collectors.joining()))
                .toList();

        assertThat(commands)
                .containsExactly(
                        "vault kv put -mount=kv -cas=0 airflow/airflow/fernet-keys value=@fernet-keys",
                        "aws secretsmanager create-secret --name airflow/airflow/fernet-keys --secret-string"
                                + " file://fernet-keys --region eu-west-1",
                        "aws ssm put-parameter --type SecureString --tier Intelligent-Tiering --name"
                                + " /airflow/airflow/fernet-keys --value file://fernet-keys --region eu-west-1",
                        "az keyvault secret set --output none --name airflow-airflow-fernet-keys --file fernet-keys"
                                + " --encoding utf-8 --vault-name team-kv",
                        "gcloud secrets create airflow-airflow-fernet-keys --replication-policy automatic --data-file"
                                + " fernet-keys --project a-project");
    }

    @Test
    void aStoreThatSomebodyElseMadeIsNamedWhereItsNameIsThePlace() {
        assertThat(fernetCommand(SecretStore.existingClusterStore("team-kv", StoreType.AZURE_KEY_VAULT)))
                .endsWith("--file fernet-keys --encoding utf-8 --vault-name team-kv");
        assertThat(fernetCommand(SecretStore.existingClusterStore("platform", StoreType.AWS_SECRETS_MANAGER)))
                .endsWith("--secret-string file://fernet-keys");
    }

    @Test
    void saysWhatIsToBeThereAlready() {
        AirflowDeployment deployment = DeliveredDeployments.plain().get(4).toBuilder()
                .secretDelivery(ExternalSecrets.from(
                        SecretStore.existingClusterStore("platform", StoreType.AWS_SECRETS_MANAGER)))
                .build();

        assertThat(StoreSeeding.of(deployment).orElseThrow().asText())
                .contains("# the database role's password: must exist already, in the ")
                .contains("teams-airflow-rds");
    }

    private static String fernetCommand(SecretStore store) {
        AirflowDeployment deployment = SecretDeployments.plain().toBuilder()
                .secretDelivery(ExternalSecrets.from(store))
                .build();
        return StoreSeeding.of(deployment)
                .orElseThrow()
                .asText()
                .lines()
                .filter(line -> line.contains("fernet-keys"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void namesEverythingAndHoldsNothing() {
        for (AirflowDeployment deployment : DeliveredDeployments.external()) {
            SecretMaterial material = GivenMaterial.material(deployment, "planted-4711");
            String text = StoreSeeding.of(deployment).orElseThrow().asText()
                    + SecretsManifest.unjudged(deployment, SecretRevisions.none())
                            .asText();
            RemoteEntries.of(deployment)
                    .orElseThrow()
                    .all()
                    .values()
                    .forEach(entry -> assertThat(text).contains(entry.key()));
            material.pieces().values().forEach(piece -> assertThat(text).doesNotContain(piece.reveal()));
        }
    }

    @Test
    void theFilesAreTheMaterialAndForTheirOwnerOnly() throws Exception {
        AirflowDeployment deployment = from(StoreProvider.awsSecretsManager("eu-west-1", AwsAuth.controllerIdentity()));
        SecretMaterial material = GivenMaterial.material(deployment, "planted-4711");
        StoreSeeding.of(deployment).orElseThrow().writeMaterial(material, folder);

        assertThat(Files.readString(folder.resolve("database-password"))).isEqualTo("planted-4711");
        assertThat(Files.getPosixFilePermissions(folder.resolve("database-password")))
                .hasSize(2);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(Set.copyOf(material.pieces().keySet().stream()
                            .map(Material::label)
                            .toList()));
        }
    }

    private static AirflowDeployment from(StoreProvider provider) {
        return SecretDeployments.plain().toBuilder()
                .secretDelivery(ExternalSecrets.from(SecretStore.rendered("airflow-store", provider)))
                .build();
    }
}
