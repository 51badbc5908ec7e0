package io.airworthy.render.document;

import io.airworthy.AirflowDeployment;
import io.airworthy.catalogue.RequiredSecret;
import io.airworthy.catalogue.SecretCatalogue;
import io.airworthy.material.Purpose;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Every Secret of the deployment, who reads it, and what its rotation takes. */
final class SecretsOverview {

    private final SecretCatalogue catalogue;

    SecretsOverview(AirflowDeployment deployment) {
        this.catalogue = deployment.release().secrets();
    }

    /** The table of the checklist: what there is, and how often it changes. */
    Block inventory() {
        List<List<Phrase>> rows = new ArrayList<>();
        for (RequiredSecret secret : catalogue.required()) {
            rows.add(List.of(
                    Phrase.code(secret.name()),
                    Phrase.codes(List.copyOf(secret.entries().keySet())),
                    Phrase.plain(secret.purpose().title()),
                    Phrase.plain(readers(secret)),
                    Phrase.plain(secret.purpose().rotation())));
        }
        catalogue
                .foreign()
                .forEach(foreign -> rows.add(List.of(
                        Phrase.code(foreign.name()),
                        Phrase.code(foreign.type()),
                        Phrase.plain(foreign.purpose()),
                        Phrase.plain("Kubernetes"),
                        Phrase.plain("by its owner"))));
        return Block.table(List.of("Secret", "Keys", "Purpose", "Read by", "Rotation"), rows);
    }

    /** The table of the runbook: how a Secret is rotated, or which procedure says it. */
    Block rotation(Map<Purpose, Procedure> procedures) {
        return Block.table(
                List.of("Secret", "Read by", "Rotate", "How"),
                catalogue.required().stream()
                        .map(secret -> List.of(
                                Phrase.code(secret.name()),
                                Phrase.plain(readers(secret)),
                                Phrase.plain(secret.purpose().rotation()),
                                Optional.ofNullable(procedures.get(secret.purpose()))
                                        .map(procedure -> Phrase.of("\"{}\"", procedure.title()))
                                        .orElseGet(() ->
                                                Phrase.plain(secret.purpose().howToRotate()))))
                        .toList());
    }

    private static String readers(RequiredSecret secret) {
        return secret.readers().stream().map(Object::toString).collect(Collectors.joining(", "));
    }
}
