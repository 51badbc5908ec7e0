package io.airworthy.render.kubernetes;

import io.airworthy.AirflowDeployment;
import io.airworthy.catalogue.RemoteEntries;
import io.airworthy.catalogue.RequiredSecret;
import io.airworthy.material.ExternalSecrets;
import io.airworthy.material.Material;
import io.airworthy.material.SecretSource.Remote;
import io.airworthy.secrets.SecretRevisions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A deployment's ExternalSecrets, and the store that they read from unless it exists already. */
final class ExternalSecretManifests {

    private final AirflowDeployment deployment;
    private final ExternalSecrets external;
    private final RemoteEntries entries;
    private final ExternalSecretManifest manifest;
    private final List<RequiredSecret> secrets;

    ExternalSecretManifests(
            AirflowDeployment deployment, ExternalSecrets external, RemoteEntries entries, SecretRevisions revisions) {
        this.deployment = deployment;
        this.external = external;
        this.entries = entries;
        this.manifest = new ExternalSecretManifest(deployment, external, entries, revisions);
        this.secrets = deployment.release().secrets().required();
    }

    String text() {
        StringBuilder text = new StringBuilder(ManifestYaml.comment(introduction()));
        text.append("#\n");
        entries.all().forEach((material, remote) -> text.append(line(material, remote)));
        external.store()
                .rendered()
                .ifPresent(store -> text.append(ManifestYaml.MARKER)
                        .append(ManifestYaml.document(
                                new SecretStoreManifest(deployment, external, store).manifest())));
        for (RequiredSecret secret : secrets) {
            text.append(ManifestYaml.MARKER)
                    .append(ManifestYaml.comment(comment(secret)))
                    .append(ManifestYaml.document(
                            secret.materials().isEmpty() ? literal(secret) : manifest.of(secret)));
        }
        return text.toString();
    }

    /** A Secret without material is written as it is: the operator makes none for which the store holds nothing. */
    private Map<String, Object> literal(RequiredSecret secret) {
        Map<String, Object> plain = ManifestHead.secret(deployment, secret, Map.of(), ManifestHead.OPAQUE);
        Map<String, String> data = new LinkedHashMap<>();
        secret.entries().forEach((key, template) -> data.put(key, template.redacted()));
        plain.put("stringData", data);
        return plain;
    }

    private String introduction() {
        return "The Secrets of the Airflow release " + deployment.releaseName() + " in the namespace "
                + deployment.namespace() + ", made by the External Secrets Operator from "
                + external.store().type()
                + ". Nothing in here is secret: this file may be committed and applied."
                + "\n\nThe store must have these entries before the file is applied:";
    }

    private static String line(Material material, Remote remote) {
        return ManifestYaml.comment("- " + remote.key()
                + (remote.property().isEmpty() ? "" : ", field " + remote.property()) + ": " + material.description());
    }

    private String comment(RequiredSecret secret) {
        return ManifestHead.comment(secret)
                + switch (entries.reading(secret.purpose())) {
                    case ONCE ->
                        " Made once: to rotate it, change the entry, delete the Secret and this ExternalSecret, then apply"
                                + " this file again. The Secret does not come back if only the Secret is deleted.";
                    case WHEN_MISSING ->
                        " To rotate it, change the entry and delete the Secret; the operator makes it again.";
                    case AGAIN -> "";
                };
    }
}
