package io.airworthy.render.document;

import io.airworthy.AirflowDeployment;
import io.airworthy.catalogue.RemoteEntries;
import io.airworthy.catalogue.SecretCatalogue;
import io.airworthy.material.ExternalSecrets;
import io.airworthy.material.Material;
import io.airworthy.material.SecretSource;
import io.airworthy.render.kubernetes.SecretCommands;
import io.airworthy.render.kubernetes.SecretsManifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How the Secrets get into an empty cluster. */
final class SecretsInstallation {

    private final AirflowDeployment deployment;
    private final SecretCatalogue catalogue;
    private final Kubectl kubectl;

    SecretsInstallation(AirflowDeployment deployment) {
        this.deployment = deployment;
        this.catalogue = deployment.release().secrets();
        this.kubectl = new Kubectl(deployment);
    }

    List<Block> blocks() {
        return deployment
                .secretDelivery()
                .match(
                        plain -> plain(),
                        external -> external(RemoteEntries.of(deployment).orElseThrow()),
                        sealedSecrets -> sealed());
    }

    private List<Block> external(RemoteEntries entries) {
        SecretReplacement change = new SecretReplacement(deployment);
        return List.of(
                Block.paragraph(
                        "The External Secrets Operator makes them from {}. First the store must have these entries:",
                        change.store()),
                Block.table(
                        List.of("Entry", "What it holds", "Who has it"),
                        entries.all().entrySet().stream()
                                .map(entry -> List.of(
                                        change.place(entry.getKey()),
                                        Phrase.plain(entry.getKey().description()),
                                        origin(entry.getKey())))
                                .toList()),
                Block.paragraph(
                        "Then apply the manifest, which holds no material, and wait until the operator has read all"
                                + " of it:"),
                kubectl.line("apply -f {}", SecretsManifest.FILE_NAME)
                        .then(kubectl.line(
                                "wait --for=condition=Ready --timeout=5m " + ExternalSecrets.RESOURCE + " {}",
                                new HealthCommands(deployment).secretNames()))
                        .block());
    }

    private Phrase origin(Material material) {
        return Optional.ofNullable(catalogue.sources().get(material))
                .map(source -> source.match(
                        variable -> Phrase.of("you, from {}", source),
                        file -> Phrase.of("you, from {}", source),
                        entry -> Phrase.of("it is there already")))
                .orElseGet(() -> Phrase.of(
                        material.origin() == Material.Origin.DERIVED
                                ? "it follows from the password"
                                : "whoever renders this package makes it"));
    }

    private List<Block> sealed() {
        return List.of(
                Block.paragraph(
                        "They are sealed in {}: only the Sealed Secrets controller of this cluster opens them. Apply"
                                + " it, and wait until the controller has done so:",
                        Phrase.code(SecretsManifest.FILE_NAME)),
                kubectl.line("apply -f {}", SecretsManifest.FILE_NAME)
                        .then(kubectl.line(
                                "wait --for=condition=Synced --timeout=5m sealedsecrets {}",
                                new HealthCommands(deployment).secretNames()))
                        .block());
    }

    private List<Block> plain() {
        List<Block> blocks = new ArrayList<>();
        blocks.add(Block.paragraph(
                "{} names them all and holds no material. Where the tool that rendered this package also wrote the Secrets"
                        + " themselves, apply that file. Otherwise make them with the commands that stand in the manifest:"
                        + " they take what you bring, make the rest, and refuse to overwrite.",
                Phrase.code(SecretsManifest.FILE_NAME)));
        Map<Material, SecretSource> sources = catalogue.sources();
        if (!sources.isEmpty()) {
            blocks.add(Block.paragraph("What you have to bring:"));
            blocks.add(Block.table(
                    List.of("Material", "Comes from"),
                    sources.entrySet().stream()
                            .map(source -> List.of(
                                    Phrase.plain(source.getKey().description()),
                                    Phrase.plain(source.getValue().toString())))
                            .toList()));
        }
        blocks.add(commands().block());
        return blocks;
    }

    /** In a shell of their own, which forgets what it was told. */
    private Script commands() {
        Script script = Script.of("( set -e");
        for (String variable : SecretCommands.of(deployment).variables()) {
            script = script.line("  read -rsp {} {} && export {}; echo", variable + ": ", variable, variable);
        }
        return script.line("  sed -n {} {} > create-secrets.sh", "s/^#\\$ \\{0,1\\}//p", SecretsManifest.FILE_NAME)
                .line("  sh create-secrets.sh && rm create-secrets.sh")
                .line(")");
    }
}
