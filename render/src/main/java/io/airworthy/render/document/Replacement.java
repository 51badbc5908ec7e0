package io.airworthy.render.document;

import io.airworthy.AirflowDeployment;
import io.airworthy.catalogue.RemoteEntries;
import io.airworthy.catalogue.RemoteEntries.Reading;
import io.airworthy.catalogue.RequiredSecret;
import io.airworthy.catalogue.SecretCatalogue;
import io.airworthy.material.Material;
import io.airworthy.material.SecretSource.Remote;
import io.airworthy.material.SecretTemplate;
import io.airworthy.render.kubernetes.SecretCommands;
import io.airworthy.render.kubernetes.StoreSeeding;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Material that gets another text, and the Secrets that it stands in.
 *
 * @param deployment what reads it
 * @param materials the material that people change, and what is derived from it
 */
record Replacement(AirflowDeployment deployment, List<Material> materials) {

    private SecretCatalogue catalogue() {
        return deployment.release().secrets();
    }

    private Material first() {
        return materials.get(0);
    }

    boolean ours() {
        return catalogue().materials().contains(first());
    }

    /** The Secrets of ours that it stands in. */
    List<String> holding() {
        return names(carrying(Set.of(first())));
    }

    /** Those that somebody else makes, and that it stands in as well. */
    List<String> ownersHolding() {
        return names(catalogue().supplied().stream()
                .filter(secret -> secret.materials().contains(first()))
                .toList());
    }

    /** The variable of the manifest's commands. */
    String variable() {
        return SecretCommands.of(deployment).variable(first());
    }

    /** The Secrets that hold it, and those that hold what is generated for them as well, for the manifest's commands. */
    String together() {
        Set<Material> all = new LinkedHashSet<>(Set.of(first()));
        if (first() == Material.DATABASE_PASSWORD) {
            // The pool has a verifier, which is made from it.
            all.add(Material.DATABASE_VERIFIER);
        }
        int known;
        do {
            known = all.size();
            carrying(all)
                    .forEach(secret -> secret.materials().stream()
                            .filter(other -> other.origin() != Material.Origin.PROVIDED)
                            .forEach(all::add));
        } while (all.size() > known);
        return String.join(" ", names(carrying(all)));
    }

    /** The command of the store that reads the new text, if its program can change only that. */
    Optional<Words> update() {
        return StoreSeeding.of(deployment).orElseThrow().update(first()).map(Words::new);
    }

    /** Where it is in the store. */
    Optional<Remote> entry() {
        return RemoteEntries.of(deployment).map(entries -> entries.of(first()));
    }

    /** Secrets that an operator makes once: only a new object makes a new Secret. */
    List<String> madeOnce() {
        return arriving(Reading.ONCE);
    }

    /** Secrets that an operator makes where they are missing. */
    List<String> madeWhenMissing() {
        return arriving(Reading.WHEN_MISSING);
    }

    /** Secrets that an operator reads again. */
    List<String> readAgain() {
        return arriving(Reading.AGAIN);
    }

    boolean readsSeveral() {
        return readAgain().size() > 1;
    }

    private List<String> arriving(Reading reading) {
        return RemoteEntries.of(deployment).stream()
                .flatMap(entries -> carrying(Set.copyOf(materials)).stream()
                        .filter(secret -> entries.reading(secret.purpose()) == reading))
                .map(RequiredSecret::name)
                .toList();
    }

    /** Secrets that a controller opens. */
    List<String> unsealed() {
        return deployment.secretDelivery().isSealed() ? names(carrying(Set.copyOf(materials))) : List.of();
    }

    boolean unsealsSeveral() {
        return unsealed().size() > 1;
    }

    /** A place of it in a Secret, and what stands around it on its line. */
    record Place(HeldSecret held, String key, String before, String after) {

        Words value() {
            return held.value(key);
        }
    }

    /** Where people's own text is, and where what is derived from it. */
    List<Place> places() {
        return places(materials.get(0));
    }

    List<Place> derivedPlaces() {
        return materials.stream()
                .skip(1)
                .flatMap(material -> places(material).stream())
                .toList();
    }

    private List<Place> places(Material material) {
        return carrying(Set.of(material)).stream()
                .flatMap(secret -> secret.entries().entrySet().stream()
                        .flatMap(entry -> place(secret, entry.getKey(), entry.getValue(), material).stream()))
                .toList();
    }

    private Optional<Place> place(RequiredSecret secret, String key, SecretTemplate template, Material material) {
        String text = template.write(place -> place.material() == material ? "\0" : "\n") + "\n";
        int at = text.indexOf('\0');
        return at < 0
                ? Optional.empty()
                : Optional.of(new Place(
                        new HeldSecret(deployment, secret, true),
                        key,
                        text.substring(text.lastIndexOf('\n', at) + 1, at),
                        text.substring(at + 1, text.indexOf('\n', at))));
    }

    private List<RequiredSecret> carrying(Set<Material> any) {
        return catalogue().required().stream()
                .filter(secret -> secret.materials().stream().anyMatch(any::contains))
                .toList();
    }

    private static List<String> names(List<RequiredSecret> secrets) {
        return secrets.stream().map(RequiredSecret::name).distinct().toList();
    }
}
