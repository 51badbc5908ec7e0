package io.airworthy.render.document;

import io.airworthy.AirflowDeployment;
import io.airworthy.catalogue.RemoteEntries;
import io.airworthy.catalogue.RemoteEntries.Reading;
import io.airworthy.catalogue.RequiredSecret;
import io.airworthy.catalogue.SecretCatalogue;
import io.airworthy.material.ExternalSecrets;
import io.airworthy.material.Material;
import io.airworthy.material.Purpose;
import io.airworthy.material.SealedSecrets;
import io.airworthy.material.SecretSource;
import io.airworthy.material.SecretSource.Remote;
import io.airworthy.release.Workloads;
import io.airworthy.render.kubernetes.SecretCommands;
import io.airworthy.render.kubernetes.SecretsManifest;
import io.airworthy.render.kubernetes.StoreSeeding;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How Secrets are given other material, which depends on who makes them. Nothing secret stands on a command line or on the
 * screen.
 */
final class SecretChange {

    private final AirflowDeployment deployment;
    private final Kubectl kubectl;
    private final SecretCatalogue catalogue;
    private final Optional<RemoteEntries> entries;

    SecretChange(AirflowDeployment deployment) {
        this.deployment = deployment;
        this.kubectl = new Kubectl(deployment);
        this.catalogue = deployment.release().secrets();
        this.entries = RemoteEntries.of(deployment);
    }

    /** Whether something in the cluster restarts what reads a Secret when it changes. */
    boolean restartsByItself() {
        return deployment
                .secretDelivery()
                .external()
                .filter(ExternalSecrets::reloader)
                .isPresent();
    }

    /** Whether people put material into the cluster themselves. */
    boolean isMadeByHand() {
        return deployment.secretDelivery().match(plain -> true, external -> false, sealedSecrets -> false);
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

    /** Puts {@code $new} where the material of a Secret comes from. */
    Script text(Purpose purpose, Material material) {
        RequiredSecret secret = catalogue.find(purpose).orElseThrow();
        return deployment
                .secretDelivery()
                .match(
                        plain -> patched(secret.name(), keysOfMaterial(secret)),
                        external -> stored(material),
                        sealedSecrets -> sealed(secret.name()));
    }

    /** Puts a new password, which stands inside of URLs, where it comes from: {@code $new} again. */
    Script composed(Material material) {
        List<RequiredSecret> secrets = together(material);
        if (secrets.isEmpty()) {
            return Script.empty();
        }
        return deployment
                .secretDelivery()
                .match(
                        plain -> made(material, names(secrets)),
                        external -> stored(material),
                        sealedSecrets -> Script.empty());
    }

    /** The Secrets of ours that a password stands in. */
    Phrase holding(Material material) {
        return Phrase.codes(names(carrying(material)));
    }

    /** Those that somebody else makes, and that it stands in as well. */
    Phrase ownersHolding(Material material) {
        return Phrase.codes(
                ofOwners(material).map(RequiredSecret::name).distinct().toList());
    }

    boolean isHeldByOwners(Material material) {
        return ofOwners(material).findAny().isPresent();
    }

    private Stream<RequiredSecret> ofOwners(Material material) {
        return catalogue.supplied().stream().filter(secret -> secret.materials().contains(material));
    }

    /** The commands of the manifest, which ask for what they need and make what is missing. */
    Script create() {
        return new Script(List.of(SecretsManifest.extraction(SecretsManifest.FILE_NAME)))
                .line("sh create-secrets.sh && rm create-secrets.sh");
    }

    /** The public half of the deploy key in a Secret: that is the key that git-sync uses. */
    Script publicKey(RequiredSecret secret) {
        return Script.of("( umask 077")
                .line("  {} > deploy-key.tmp", kubectl.secretValue(secret))
                .line("  ssh-keygen -y -f deploy-key.tmp; rm deploy-key.tmp")
                .line(")");
    }

    /** Puts a new certificate and its key, from files of the names that the model gives, where they come from. */
    Script poolCertificate() {
        return with(Material.POOL_CERTIFICATE, "tls.crt").then(with(Material.POOL_PRIVATE_KEY, "tls.key"));
    }

    private Script with(Material material, String key) {
        String file = catalogue
                .source(material)
                .flatMap(SecretSource::file)
                .map(SecretSource.File::path)
                .orElse(key);
        Script read = Script.of("new=$(cat {})", file);
        String secret = deployment.names().secret(Purpose.POOL_TLS);
        return read.then(deployment
                .secretDelivery()
                .match(
                        plain -> patched(secret, List.of(key)),
                        external -> stored(material),
                        sealedSecrets -> sealed(secret)));
    }

    /** The commands of the manifest make the Secrets again. */
    private Script made(Material material, List<String> names) {
        String variable = SecretCommands.of(deployment).variable(material);
        return Script.of("export " + variable + "=\"$new\" REPLACE={}", String.join(" ", names))
                .then(create());
    }

    /** The Secrets that hold a piece of material, and those that hold what is generated for them as well. */
    private List<RequiredSecret> together(Material material) {
        Set<Material> materials = new LinkedHashSet<>(Set.of(material));
        if (material == Material.DATABASE_PASSWORD) {
            // The pool has a verifier, which is made from it.
            materials.add(Material.DATABASE_VERIFIER);
        }
        int known;
        do {
            known = materials.size();
            carrying(materials.toArray(Material[]::new))
                    .forEach(secret -> secret.materials().stream()
                            .filter(other -> other.origin() != Material.Origin.PROVIDED)
                            .forEach(materials::add));
        } while (materials.size() > known);
        return carrying(materials.toArray(Material[]::new));
    }

    private Script stored(Material material) {
        return StoreSeeding.of(deployment)
                .orElseThrow()
                .update(material)
                .map(command -> new Script(List.of("printf %s \"$new\" | " + command)))
                .orElseGet(() -> Script.empty()
                        .comment(
                                "Put the new text into the store, at {}.",
                                entries.orElseThrow().of(material)));
    }

    /** The controller's program prints what goes into the manifest. */
    private Script sealed(String secret) {
        return Script.of(
                        "printf %s \"$new\" | kubeseal --raw --scope {} --namespace {} --name {} --from-file=/dev/stdin",
                        deployment.secretDelivery().match(plain -> "", external -> "", own -> label(own.scope())),
                        deployment.namespace(),
                        secret)
                .line(
                        "echo; read -rp {}",
                        "Put this into " + SecretsManifest.FILE_NAME
                                + " in the place of the old text, commit, press Enter: ");
    }

    /** As the controller's program calls it. */
    private static String label(SealedSecrets.Scope scope) {
        return scope.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static List<String> keysOfMaterial(RequiredSecret secret) {
        return secret.entries().entrySet().stream()
                .filter(entry -> !entry.getValue().materials().isEmpty())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Sets keys of a Secret to {@code $new}. */
    private Script patched(String secret, List<String> keys) {
        Script script = Script.empty();
        for (String key : keys) {
            script = script.line("printf %s \"$new\" |")
                    .line(
                            "  {} create secret generic {} --from-file={}=/dev/stdin --dry-run=client -o json |",
                            kubectl.inNamespace(),
                            secret,
                            key)
                    .line("  {} patch secret {} --type merge --patch-file /dev/stdin", kubectl.inNamespace(), secret);
        }
        return script;
    }

    /** Reads what a Secret holds into a variable, never to the screen. */
    Script read(String variable, RequiredSecret secret) {
        return Script.of(variable + "=$({})", kubectl.secretValue(secret));
    }

    /** Restarts what reads a Secret. */
    Script restartReaders(RequiredSecret secret) {
        Workloads workloads = deployment.release().workloads();
        return kubectl.restart(secret.readers().stream()
                .flatMap(reader -> workloads.readers(reader).stream())
                .distinct()
                .toList());
    }

    /** The Secrets that the operator makes once, and does not notice when they are gone. */
    List<String> madeOnce() {
        return entries.isPresent() ? names(catalogue.required(), Reading.ONCE) : List.of();
    }

    /** Makes the operator create these again. */
    Script madeAgain() {
        List<String> once = madeOnce();
        return once.isEmpty()
                ? Script.empty()
                : kubectl.line("delete " + ExternalSecrets.RESOURCE + " {}", Script.Words.of(once))
                        .line("kubectl apply -f {}", SecretsManifest.FILE_NAME)
                        .then(waitForSecrets(once));
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
        if (secrets.isEmpty() || isMadeByHand()) {
            return Script.empty();
        }
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
        return forEach(
                names,
                Script.of("before=$({})", readingTime())
                        .line(
                                "{} annotate " + ExternalSecrets.RESOURCE
                                        + " \"$name\" force-sync=\"$(date +%s)\" --overwrite",
                                kubectl.inNamespace())
                        .line(
                                "for attempt in $(seq 60); do [ \"$({})\" != \"$before\" ] && break; sleep 2; done",
                                readingTime()));
    }

    private static Script forEach(List<String> names, Script once) {
        return names.size() == 1
                ? Script.of("name={}", names.get(0)).then(once)
                : Script.of("for name in {}; do", Script.Words.of(names))
                        .then(new Script(once.lines().stream().map("  "::concat).toList()))
                        .line("done");
    }

    private Script.Words readingTime() {
        return new Script.Words(kubectl.inNamespace().text() + " get " + ExternalSecrets.RESOURCE
                + " \"$name\" -o 'jsonpath={.status.refreshTime}'");
    }

    /** The controller says for which state of a SealedSecret it has made the Secret. */
    private Script unsealed(List<RequiredSecret> secrets) {
        return Script.of("kubectl apply -f {}", SecretsManifest.FILE_NAME)
                .then(forEach(
                        names(secrets),
                        Script.of("{} wait --timeout=5m \"sealedsecret/$name\" \\", kubectl.inNamespace())
                                .line(
                                        "  --for=jsonpath='{.status.observedGeneration}'=\"$({} get sealedsecret \"$name\" -o 'jsonpath={.metadata.generation}')\"",
                                        kubectl.inNamespace())));
    }

    private Script waitForSecrets(List<String> names) {
        return kubectl.line(
                "wait --for=create --timeout=5m {}",
                Script.Words.of(names.stream().map("secret/"::concat).toList()));
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
}
