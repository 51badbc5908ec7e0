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
import java.util.LinkedHashMap;
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

    /**
     * The command that gives an entry another text, which it reads from standard input. An entry that is JSON with several
     * properties, which only Vault's program can change one by one, has none.
     *
     * @param material material that the deployment needs
     * @return the command, in one line
     * @throws IllegalArgumentException if the deployment does not need it
     */
    public Optional<String> update(Material material) {
        Objects.requireNonNull(material, "material");
        Remote remote = RemoteEntries.of(deployment).orElseThrow().of(material);
        StoreType type = external.store().type();
        if (type != StoreType.VAULT && !remote.property().isEmpty()) {
            return Optional.empty();
        }
        String name = word(remote.key());
        return Optional.of(switch (type) {
                    case VAULT -> vaultUpdate(remote);
                    case AWS_SECRETS_MANAGER ->
                        "aws secretsmanager put-secret-value --secret-id " + name
                                + " --secret-string file:///dev/stdin";
                    case AWS_PARAMETER_STORE ->
                        "aws ssm put-parameter --overwrite --type SecureString --tier Intelligent-Tiering --name "
                                + name + " --value file:///dev/stdin";
                    case AZURE_KEY_VAULT ->
                        "az keyvault secret set --output none --name " + name + " --file /dev/stdin --encoding utf-8";
                    case GOOGLE_SECRET_MANAGER -> "gcloud secrets versions add " + name + " --data-file -";
                }
                + place());
    }

    private String command(Material material, Remote remote) {
        String name = word(remote.key());
        String file = material.label();
        return switch (external.store().type()) {
                    case VAULT -> vault(remote, file);
                    case AWS_SECRETS_MANAGER ->
                        "aws secretsmanager create-secret --name " + name + " --secret-string file://" + file;
                    // Certificates are longer than what the standard tier takes.
                    case AWS_PARAMETER_STORE ->
                        "aws ssm put-parameter --type SecureString --tier Intelligent-Tiering --name " + name
                                + " --value file://" + file;
                    case AZURE_KEY_VAULT ->
                        "az keyvault secret set --output none --name " + name + " --file " + file + " --encoding utf-8";
                    case GOOGLE_SECRET_MANAGER ->
                        "gcloud secrets create " + name + " --replication-policy automatic --data-file " + file;
                }
                + place();
    }

    /** The option for the region, vault or project, if the model knows it. */
    private String place() {
        return external.store()
                .match(
                        rendered -> rendered.provider()
                                .match(
                                        vault -> "",
                                        secrets -> " --region " + word(secrets.region()),
                                        parameters -> " --region " + word(parameters.region()),
                                        azure -> " --vault-name " + word(vaultName(azure.vaultUrl())),
                                        google -> " --project " + word(google.projectId())),
                        existing -> existing.type() == StoreType.AZURE_KEY_VAULT
                                ? " --vault-name " + word(existing.name())
                                : "");
    }

    private String vault(Remote remote, String file) {
        // -cas=0 means only if there is no entry yet, which version 1 of the engine cannot check.
        return "vault kv put " + mount() + (isVersion1() ? " " : " -cas=0 ") + word(remote.key()) + " "
                + word(remote.property() + "=@" + file);
    }

    /** Version 1 of the engine replaces all properties of an entry. */
    private String vaultUpdate(Remote remote) {
        return "vault kv " + (isVersion1() ? "put " : "patch ") + mount() + " " + word(remote.key()) + " "
                + word(remote.property() + "=-");
    }

    private String mount() {
        return word("-mount=" + vault().map(StoreProvider.Vault::mount).orElse("secret"));
    }

    private boolean isVersion1() {
        return vault().filter(own -> own.engine() == StoreProvider.KeyValueEngine.V1)
                .isPresent();
    }

    private Optional<StoreProvider.Vault> vault() {
        return external.store().rendered().flatMap(store -> store.provider().vault());
    }

    private static String word(String text) {
        return ShellWord.of(text).toString();
    }

    /** The first part of {@code https://team-kv.vault.azure.net}. */
    private static String vaultName(String url) {
        return url.replaceFirst("^[A-Za-z]+://", "").split("[./:]", 2)[0];
    }
}
