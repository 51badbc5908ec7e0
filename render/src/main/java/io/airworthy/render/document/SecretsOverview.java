package io.airworthy.render.document;

import io.airworthy.AirflowDeployment;
import io.airworthy.catalogue.RequiredSecret;
import io.airworthy.catalogue.SecretCatalogue;
import io.airworthy.catalogue.SuppliedSecret;
import io.airworthy.material.SecretTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Every Secret of the deployment, who reads it, and what its rotation takes. */
final class SecretsOverview {

    private static final String BY_ITS_OWNER = "by its owner";

    private final SecretCatalogue catalogue;

    SecretsOverview(AirflowDeployment deployment) {
        this.catalogue = deployment.release().secrets();
    }

    /** The table of the checklist: what there is, and how often it changes. */
    Block inventory() {
        List<List<Phrase>> rows = new ArrayList<>();
        catalogue
                .required()
                .forEach(secret -> rows.add(row(secret, secret.purpose().rotation())));
        catalogue.supplied().forEach(secret -> rows.add(row(secret, BY_ITS_OWNER)));
        catalogue.foreign().stream()
                .skip(catalogue.supplied().size())
                .forEach(foreign -> rows.add(List.of(
                        Phrase.code(foreign.name()),
                        Phrase.code(foreign.type()),
                        Phrase.plain(foreign.purpose()),
                        Phrase.plain("Kubernetes"),
                        Phrase.plain(BY_ITS_OWNER))));
        return Block.table(List.of("Secret", "Keys", "Purpose", "Read by", "Rotation"), rows);
    }

    private static List<Phrase> row(RequiredSecret secret, String rotation) {
        return List.of(
                Phrase.code(secret.name()),
                Phrase.codes(List.copyOf(secret.entries().keySet())),
                Phrase.plain(secret.purpose().title()),
                Phrase.plain(readers(secret)),
                Phrase.plain(rotation));
    }

    /** What the owners of Secrets have to put into them; nothing where there are none. */
    List<Block> contents() {
        if (catalogue.supplied().isEmpty()) {
            return List.of();
        }
        List<Block> blocks = new ArrayList<>();
        blocks.add(Block.paragraph(
                "The Secrets that somebody else makes must contain the following. Their owners replace what is in angle brackets,"
                        + " percent-encoded inside a URL."));
        blocks.add(Block.table(
                List.of("Secret", "Key", "Text"),
                catalogue.supplied().stream()
                        .flatMap(secret -> secret.entries().entrySet().stream()
                                .map(entry -> List.of(
                                        Phrase.code(secret.name()),
                                        Phrase.code(entry.getKey()),
                                        isOneLine(entry.getValue())
                                                ? Phrase.code(entry.getValue().redacted())
                                                : Phrase.plain("below"))))
                        .toList()));
        catalogue
                .supplied()
                .forEach(secret -> secret.entries().forEach((key, text) -> {
                    if (!isOneLine(text)) {
                        blocks.add(Block.paragraph("{} in {}:", Phrase.code(key), Phrase.code(secret.name())));
                        blocks.add(Block.code("text", text.redacted()));
                    }
                }));
        return blocks;
    }

    private static boolean isOneLine(SecretTemplate text) {
        return text.redacted().indexOf('\n') < 0;
    }

    /** The keys of a Secret that somebody else makes, as they follow its purpose. */
    static Phrase keys(SuppliedSecret secret) {
        return secret.keys().isEmpty()
                ? Phrase.NOTHING
                : Phrase.of(
                        secret.keys().size() == 1 ? ", with the key {}" : ", with the keys {}",
                        Phrase.codes(List.copyOf(secret.keys())));
    }

    /** The table of the runbook: how a Secret is rotated, or which page says it. */
    Block rotation(List<Page> pages) {
        List<List<Phrase>> rows = new ArrayList<>();
        catalogue
                .required()
                .forEach(secret -> rows.add(row(
                        secret,
                        secret.materials().isEmpty()
                                ? "never"
                                : secret.purpose().rotation(),
                        pages)));
        catalogue.supplied().forEach(secret -> rows.add(row(secret, BY_ITS_OWNER, pages)));
        return Block.table(List.of("Secret", "Read by", "Rotate", "How"), rows);
    }

    private static List<Phrase> row(RequiredSecret secret, String rotation, List<Page> pages) {
        return List.of(
                Phrase.code(secret.name()),
                Phrase.plain(readers(secret)),
                Phrase.plain(rotation),
                pages.stream()
                        .filter(page -> page.isAbout(secret.purpose()))
                        .findFirst()
                        .map(page -> new Phrase("[" + page.title() + "](#" + page.id() + ")"))
                        .orElseGet(() -> Phrase.plain(
                                secret.materials().isEmpty()
                                        ? "It holds nothing secret."
                                        : secret.purpose().howToRotate())));
    }

    private static String readers(RequiredSecret secret) {
        return secret.readers().stream().map(Object::toString).collect(Collectors.joining(", "));
    }
}
