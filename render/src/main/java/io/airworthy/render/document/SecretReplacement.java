package io.airworthy.render.document;

import io.airworthy.AirflowDeployment;
import io.airworthy.catalogue.RemoteEntries;
import io.airworthy.catalogue.RemoteEntries.Reading;
import io.airworthy.catalogue.RequiredSecret;
import io.airworthy.catalogue.SecretCatalogue;
import io.airworthy.material.ExternalSecrets;
import io.airworthy.material.Material;
import io.airworthy.material.Purpose;
import io.airworthy.material.SecretSource.Remote;
import io.airworthy.render.kubernetes.SecretsManifest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How Secrets are given other material, which depends on who makes them. Nothing secret stands on a command line or on the
 * screen.
 */
final class SecretReplacement {

    private final AirflowDeployment deployment;
    private final Kubectl kubectl;
    private final SecretCatalogue catalogue;
    private final Optional<RemoteEntries> entries;

    SecretReplacement(AirflowDeployment deployment) {
        this.deployment = deployment;
        this.kubectl = new Kubectl(deployment);
        this.catalogue = deployment.release().secrets();
        this.entries = RemoteEntries.of(deployment);
    }

    /** What holds for every change. */
    List<Block> rules() {
        if (catalogue.required().isEmpty()) {
            return List.of();
        }
        return List.of(
                Block.heading(3, "How a Secret is changed"),
                source(),
                Block.bullets(List.of(
                        Phrase.of("Store the new material where the old one is stored. Otherwise the next package"
                                + " brings the old one back."),
                        restarts())));
    }

    private Block source() {
        return deployment
                .secretDelivery()
                .match(
                        plain ->
                                Block.paragraph("The procedures below change Secrets with kubectl, one key at a time."),
                        external -> Block.paragraph(
                                "The External Secrets Operator makes the Secrets from {}. Change material there,"
                                        + " never in the cluster: the operator would restore the old value. The"
                                        + " manifest lists the entries.",
                                store()),
                        sealedSecrets -> Block.paragraph(
                                "The Sealed Secrets controller makes the Secrets from {}. Seal them again; never"
                                        + " change them in the cluster: the controller would restore the old value.",
                                Phrase.code(SecretsManifest.FILE_NAME)));
    }

    /** Whether something in the cluster restarts what reads a Secret when it changes. */
    boolean restartsByItself() {
        return deployment
                .secretDelivery()
                .external()
                .filter(ExternalSecrets::reloader)
                .isPresent();
    }

    private Phrase restarts() {
        return restartsByItself()
                ? Phrase.of("Reloader restarts what reads a Secret when the operator has changed it. Where the order of"
                        + " restarts matters, the procedures say so.")
                : Phrase.of("Nothing restarts by itself. Pods read Secrets when they start, so they use the old"
                        + " value until they are restarted.");
    }

    /** Where the Secrets are made from, in words. */
    Phrase store() {
        return deployment
                .secretDelivery()
                .external()
                .map(external -> Phrase.of(
                        "{}, through {} {}",
                        external.store().type(),
                        external.store().kind(),
                        Phrase.code(external.store().name())))
                .orElse(Phrase.NOTHING);
    }

    /**
     * New material of a Secret.
     *
     * @param material which
     * @param what what it is, in words that fit after "put"
     * @param commands what puts it into a Secret that no operator makes
     * @param words what these commands do
     */
    record NewMaterial(Material material, Phrase what, Script commands, Phrase words) {}

    /** The procedure with the steps in which a Secret gets new material, and something is done as soon as it has it. */
    Procedure with(Procedure procedure, NewMaterial change, Script afterwards, String words) {
        return isMadeByHand()
                ? procedure.step(change.commands().then(afterwards), "{}, and {}.", change.words(), words)
                : atItsSource(procedure, change.what(), change.material())
                        .step(arrival(change.material()).then(afterwards), "Bring it into the cluster, and {}.", words);
    }

    /** Whether people put the material into the cluster themselves. */
    boolean isMadeByHand() {
        return deployment.secretDelivery().match(plain -> true, external -> false, sealedSecrets -> false);
    }

    /** The step in which other material is put where the Secrets are made from. */
    Procedure atItsSource(Procedure procedure, Phrase what, Material material) {
        return entries.isEmpty()
                ? procedure.step(
                        "Take {}, and seal these Secrets again: {}.", what, Phrase.codes(names(carrying(material))))
                : procedure.step("Put {} into the store, at {}.", what, place(material));
    }

    /** Where a piece of material is in the store. */
    Phrase place(Material material) {
        Remote entry = entries.orElseThrow().of(material);
        return entry.property().isEmpty()
                ? Phrase.code(entry.key())
                : Phrase.of("{}, property {}", Phrase.code(entry.key()), Phrase.code(entry.property()));
    }

    /** Brings what is at its source into the cluster, and waits until it is there. */
    Script arrival(Material... materials) {
        List<RequiredSecret> secrets = carrying(materials);
        if (entries.isEmpty()) {
            return unsealed(secrets);
        }
        List<String> once = names(secrets, Reading.ONCE);
        List<String> missing = names(secrets, Reading.WHEN_MISSING);
        List<String> again = names(secrets, Reading.AGAIN);
        Script script = Script.empty();
        if (!once.isEmpty()) {
            script = script.comment("Made once: only a new ExternalSecret makes a new Secret.")
                    .then(kubectl.line("delete " + ExternalSecrets.RESOURCE + ",secrets {}", Script.Words.of(once)))
                    .line("kubectl apply -f {}", SecretsManifest.FILE_NAME)
                    .then(waitForSecrets(once));
        }
        if (!missing.isEmpty()) {
            script = script.comment("The operator makes it again where it is missing.")
                    .then(kubectl.line("delete secret {}", Script.Words.of(missing)))
                    .then(waitForSecrets(missing));
        }
        return again.isEmpty() ? script : script.then(readAgain(again));
    }

    /** Asks the operator for Secrets, and waits until it has read the store: it says when it did. */
    private Script readAgain(List<String> names) {
        return Script.of("for name in {}; do", Script.Words.of(names))
                .line("  before=$({})", readingTime())
                .line(
                        "  {} annotate " + ExternalSecrets.RESOURCE
                                + " \"$name\" force-sync=\"$(date +%s)\" --overwrite",
                        kubectl.inNamespace())
                .line("  until [ \"$({})\" != \"$before\" ]; do sleep 2; done", readingTime())
                .line("done");
    }

    private Script.Words readingTime() {
        return new Script.Words(kubectl.inNamespace().text() + " get " + ExternalSecrets.RESOURCE
                + " \"$name\" -o 'jsonpath={.status.refreshTime}'");
    }

    /** The controller says for which state of a SealedSecret it has made the Secret. */
    private Script unsealed(List<RequiredSecret> secrets) {
        return Script.of("kubectl apply -f {}", SecretsManifest.FILE_NAME)
                .line("for name in {}; do", Script.Words.of(names(secrets)))
                .line("  {} wait --timeout=5m \"sealedsecret/$name\" \\", kubectl.inNamespace())
                .line(
                        "    --for=jsonpath='{.status.observedGeneration}'=\"$({} get sealedsecret \"$name\" -o 'jsonpath={.metadata.generation}')\"",
                        kubectl.inNamespace())
                .line("done");
    }

    private Script waitForSecrets(List<String> names) {
        return kubectl.line(
                "wait --for=create --timeout=5m {}",
                Script.Words.of(names.stream().map("secret/"::concat).toList()));
    }

    /** The procedure with the steps that bring back a Secret that is missing or old. */
    Procedure repair(Procedure procedure) {
        List<String> ofOthers = names(catalogue.supplied()).stream().distinct().toList();
        if (!ofOthers.isEmpty()) {
            procedure.step("If it is one of {}, ask its owner to restore it.", Phrase.codes(ofOthers));
        }
        return catalogue.required().isEmpty() ? procedure : repairOurs(procedure);
    }

    private Procedure repairOurs(Procedure procedure) {
        return deployment
                .secretDelivery()
                .match(
                        plain -> procedure.step("Create it again from the material that you have stored."),
                        external -> repairExternal(procedure),
                        sealedSecrets -> procedure
                                .step(
                                        kubectl.line("get sealedsecrets"),
                                        "See what the controller says. If it cannot open a SealedSecret, that one"
                                                + " was sealed for another certificate, name or namespace: seal it"
                                                + " again.")
                                .step(unsealed(catalogue.required()), "Apply the committed manifest."));
    }

    private Procedure repairExternal(Procedure procedure) {
        procedure.step(
                kubectl.line("get " + ExternalSecrets.RESOURCE),
                "See what the operator says: `SecretSyncedError` means that the store refuses or lacks an"
                        + " entry. The last good Secret stays in place. `kubectl describe` shows the reason;"
                        + " fix the entry.");
        if (!carrying(Material.DATABASE_PASSWORD).isEmpty()) {
            procedure.step(
                    arrival(Material.DATABASE_PASSWORD),
                    "Make the operator read the store now. This example does so for the Secrets with the"
                            + " database password.");
        }
        List<String> once = names(catalogue.required(), Reading.ONCE);
        return once.isEmpty()
                ? procedure
                : procedure.step(
                        kubectl.line("delete " + ExternalSecrets.RESOURCE + " {}", Script.Words.of(once))
                                .line("kubectl apply -f {}", SecretsManifest.FILE_NAME)
                                .then(waitForSecrets(once)),
                        "Only if one of {} is missing: the operator creates these once and does not notice when one"
                                + " is deleted. A new ExternalSecret creates it again, from the same entry.",
                        Phrase.codes(once));
    }

    private List<RequiredSecret> carrying(Material... materials) {
        return catalogue.required().stream()
                .filter(secret -> secret.materials().stream().anyMatch(List.of(materials)::contains))
                .toList();
    }

    private List<String> names(List<RequiredSecret> secrets, Reading reading) {
        return names(secrets.stream()
                .filter(secret -> entries.orElseThrow().reading(secret.purpose()) == reading)
                .toList());
    }

    private static List<String> names(List<RequiredSecret> secrets) {
        return secrets.stream().map(RequiredSecret::name).toList();
    }

    /** Sets the keys that hold the material to a text that the shell has: {@code "$new"}. */
    Script fromShell(Purpose purpose, String text) {
        RequiredSecret secret = catalogue.find(purpose).orElseThrow();
        List<String> keys = secret.entries().entrySet().stream()
                .filter(entry -> !entry.getValue().materials().isEmpty())
                .map(Map.Entry::getKey)
                .toList();
        String data = keys.stream().map(key -> "\"" + key + "\":\"%s\"").collect(Collectors.joining(","));
        return Script.of("  printf '{\"stringData\":{" + data + "}}' " + (text + " ").repeat(keys.size()) + "|")
                .line(
                        "    {} patch secret {} --type merge --patch-file /dev/stdin",
                        kubectl.inNamespace(),
                        secret.name());
    }

    /** Sets one key to what is in a file. */
    Script fromFile(Purpose purpose, String key, String file) {
        String name = catalogue.find(purpose).orElseThrow().name();
        return kubectl.line("create secret generic {} --from-file={}={} --dry-run=client -o json |", name, key, file)
                .line("  {} patch secret {} --type merge --patch-file /dev/stdin", kubectl.inNamespace(), name);
    }

    /** Prints the key of a Secret into a command substitution, never to the screen. */
    Script read(String variable, Purpose purpose) {
        return Script.of(
                "  " + variable + "=$({})",
                kubectl.secretValue(catalogue.find(purpose).orElseThrow()));
    }
}
