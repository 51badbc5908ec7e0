package io.airworthy.render.kubernetes;

import io.airworthy.AirflowDeployment;
import io.airworthy.catalogue.RemoteEntries;
import io.airworthy.catalogue.SecretCatalogue;
import io.airworthy.material.ExternalSecrets;
import io.airworthy.material.Material;
import io.airworthy.material.SecretSource;
import io.airworthy.material.SecretSource.Remote;
import io.airworthy.render.shell.ShellWord;
import io.airworthy.secrets.SecretMaterial;
import io.airworthy.secrets.Sensitive;
import io.airworthy.store.StoreProvider;
import io.airworthy.store.StoreType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What has to be put into the secret store before a deployment's ExternalSecrets can be applied: a list of names, and the
 * commands of the store's own program, which take the material from files. There is nothing secret in it.
 *
 * <p>The commands create entries and refuse to overwrite if the store's program can: Vault's with {@code -cas=0}, AWS's
 * and Google's always; Azure's makes a new version of the entry.
 */
public final class StoreSeeding {

    private final AirflowDeployment deployment;
    private final ExternalSecrets external;
    private final Map<Material, Remote> derived = new LinkedHashMap<>();
    private final Map<Material, Remote> chosen = new LinkedHashMap<>();

    private StoreSeeding(AirflowDeployment deployment, ExternalSecrets external, RemoteEntries entries) {
        this.deployment = deployment;
        this.external = external;
        SecretCatalogue catalogue = deployment.release().secrets();
        entries.all()
                .forEach((material, remote) -> (catalogue
                                        .source(material)
                                        .flatMap(SecretSource::remote)
                                        .isPresent()
                                ? chosen
                                : derived)
                        .put(material, remote));
    }

    /**
     * What has to be put into the store of a deployment.
     *
     * @param deployment the deployment
     * @return the list, if its Secrets come from a store
     */
    public static Optional<StoreSeeding> of(AirflowDeployment deployment) {
        Objects.requireNonNull(deployment, "deployment");
        return deployment
                .secretDelivery()
                .external()
                .flatMap(external ->
                        RemoteEntries.of(deployment).map(entries -> new StoreSeeding(deployment, external, entries)));
    }

    /**
     * The list as a shell script to be run in the folder of {@link #writeMaterial}.
     *
     * @return the script, the same for the same deployment
     */
    public String asText() {
        StringBuilder text = new StringBuilder("#!/bin/sh\nset -eu\n\n");
        text.append(ManifestYaml.comment("Puts the material of the Airflow release " + deployment.releaseName()
                + " in the namespace " + deployment.namespace() + " into "
                + external.store().type()
                + ". Each command reads a file of this folder. Remove the files when it is done."));
        chosen.forEach((material, remote) -> text.append("\n")
                .append(ManifestYaml.comment(material.description() + ": must exist already, in the " + remote)));
        derived.forEach((material, remote) -> text.append("\n")
                .append(ManifestYaml.comment(material.description()))
                .append(command(material, remote))
                .append("\n"));
        return text.toString();
    }

    /**
     * Writes the material that the script puts into the store: a file for each piece, named by its label, that only its
     * owner may read; all of them or none. If the process is killed meanwhile, what it leaves behind is in a hidden
     * folder {@code .airworthy-unfinished}, and the next call that writes into the folder finishes or removes it.
     *
     * @param material the deployment's material
     * @param folder an existing folder, without such files
     * @throws java.nio.file.FileAlreadyExistsException if there is such a file already
     * @throws IllegalStateException if material is missing
     * @throws IOException if writing fails
     */
    public void writeMaterial(SecretMaterial material, Path folder) throws IOException {
        Objects.requireNonNull(material, "material");
        Objects.requireNonNull(folder, "folder");
        Map<String, Sensitive> files = new LinkedHashMap<>();
        derived.keySet().forEach(piece -> files.put(piece.label(), material.get(piece)));
        OwnerOnlyFiles.create(folder, files);
    }

    private String command(Material material, Remote remote) {
        List<String> words = new ArrayList<>(
                switch (external.store().type()) {
                    case VAULT -> vault(material, remote);
                    case AWS_SECRETS_MANAGER ->
                        List.of(
                                "aws",
                                "secretsmanager",
                                "create-secret",
                                "--name",
                                remote.key(),
                                "--secret-string",
                                "file://" + material.label());
                    // Certificates are longer than what the standard tier takes.
                    case AWS_PARAMETER_STORE ->
                        List.of(
                                "aws",
                                "ssm",
                                "put-parameter",
                                "--type",
                                "SecureString",
                                "--tier",
                                "Intelligent-Tiering",
                                "--name",
                                remote.key(),
                                "--value",
                                "file://" + material.label());
                    case AZURE_KEY_VAULT ->
                        List.of(
                                "az",
                                "keyvault",
                                "secret",
                                "set",
                                "--output",
                                "none",
                                "--name",
                                remote.key(),
                                "--file",
                                material.label(),
                                "--encoding",
                                "utf-8");
                    case GOOGLE_SECRET_MANAGER ->
                        List.of(
                                "gcloud",
                                "secrets",
                                "create",
                                remote.key(),
                                "--replication-policy",
                                "automatic",
                                "--data-file",
                                material.label());
                });
        words.addAll(place());
        return String.join(
                " ", words.stream().map(word -> ShellWord.of(word).toString()).toList());
    }

    /** The region, vault or project, if the model knows it. */
    private List<String> place() {
        return external.store()
                .match(
                        rendered -> rendered.provider()
                                .match(
                                        vault -> List.of(),
                                        secrets -> List.of("--region", secrets.region()),
                                        parameters -> List.of("--region", parameters.region()),
                                        azure -> List.of("--vault-name", vaultName(azure.vaultUrl())),
                                        google -> List.of("--project", google.projectId())),
                        existing -> existing.type() == StoreType.AZURE_KEY_VAULT
                                ? List.of("--vault-name", existing.name())
                                : List.of());
    }

    private List<String> vault(Material material, Remote remote) {
        Optional<StoreProvider.Vault> vault =
                external.store().rendered().flatMap(store -> store.provider().vault());
        List<String> words = new ArrayList<>(List.of(
                "vault",
                "kv",
                "put",
                "-mount=" + vault.map(StoreProvider.Vault::mount).orElse("secret")));
        if (vault.filter(own -> own.engine() == StoreProvider.KeyValueEngine.V1).isEmpty()) {
            // Only if there is no entry yet, which version 1 of the engine cannot check.
            words.add("-cas=0");
        }
        words.add(remote.key());
        words.add(remote.property() + "=@" + material.label());
        return words;
    }

    /** The first part of {@code https://team-kv.vault.azure.net}. */
    private static String vaultName(String url) {
        return url.replaceFirst("^[A-Za-z]+://", "").split("[./:]", 2)[0];
    }
}
