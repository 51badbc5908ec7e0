package io.airworthy.render.kubernetes;

import io.airworthy.AirflowDeployment;
import io.airworthy.catalogue.RequiredSecret;
import io.airworthy.catalogue.SecretCatalogue;
import io.airworthy.catalogue.SuppliedSecret;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Which Secrets a deployment needs, what for, who reads them, how they are rotated, and the commands that create them.
 *
 * <p>It is valid YAML: a Secret each, with placeholders such as {@code <database-password>}. Do not apply it. To apply
 * it by accident does little harm: the Secrets have a type of their own, and because a Secret's type cannot be changed,
 * the API server refuses to overwrite real ones with them.
 */
final class PlainSecretManifests {

    /** What the lines of the commands begin with. */
    static final String COMMAND_PREFIX = "#$";

    private final AirflowDeployment deployment;
    private final SecretCatalogue catalogue;
    private final SecretCommands commands;

    PlainSecretManifests(AirflowDeployment deployment) {
        this.deployment = deployment;
        this.catalogue = deployment.release().secrets();
        this.commands = SecretCommands.of(deployment);
    }

    String text() {
        StringBuilder text = new StringBuilder();
        if (catalogue.required().isEmpty()) {
            text.append(ManifestYaml.comment("The Airflow release " + deployment.releaseName() + " in the namespace "
                    + deployment.namespace() + " has no Secrets of its own."));
        } else {
            text.append(introduction()).append("#\n").append(commandLines(commands.preparation()));
        }
        catalogue.required().forEach(secret -> text.append(block(secret)));
        if (!catalogue.required().isEmpty()) {
            text.append('\n').append(commandLines(commands.conclusion()));
        }
        List<SuppliedSecret> foreign = catalogue.foreign();
        if (!foreign.isEmpty()) {
            text.append("\n")
                    .append(ManifestYaml.comment(
                            "Also read by the deployment, but created by others, for instance by cert-manager:"));
            foreign.forEach(secret -> text.append(
                    ManifestYaml.comment("- " + secret.name() + " (" + secret.type() + "): " + secret.purpose()
                            + (secret.keys().isEmpty() ? "" : "; keys: " + String.join(", ", secret.keys())))));
        }
        return text.toString();
    }

    private String introduction() {
        return ManifestYaml.comment("The Secrets of the Airflow release " + deployment.releaseName()
                        + " in the namespace "
                        + deployment.namespace() + ", without anything secret: this file may be committed."
                        + "\n\nDo not apply it: it holds placeholders. The API server refuses to overwrite real"
                        + " Secrets with them, because their type is different. The lines that begin with "
                        + COMMAND_PREFIX + " create the real Secrets; they do not overwrite existing ones either."
                        + " To run them on a copy of this file:")
                + "#\n"
                + "#   " + SecretsManifest.extraction("secrets-manifest.yaml") + "\n"
                + "#   sh create-secrets.sh\n"
                + "#\n"
                + ManifestYaml.comment(
                        "The namespace must exist. The commands may run again: what exists stays as it is. To make some"
                                + " again, with new material: REPLACE='name name' sh create-secrets.sh");
    }

    private String block(RequiredSecret secret) {
        Map<String, Object> manifest = ManifestHead.secret(
                deployment,
                secret,
                Map.of("airworthy.io/placeholders", "do not apply: the real content is not in this file"),
                ManifestHead.PLACEHOLDER);
        Map<String, String> redacted = new LinkedHashMap<>();
        secret.entries().forEach((key, template) -> redacted.put(key, template.redacted()));
        manifest.put("stringData", redacted);
        return ManifestYaml.MARKER + ManifestYaml.comment(description(secret)) + "#\n"
                + commandLines(commands.create(secret)) + ManifestYaml.document(manifest);
    }

    private static String description(RequiredSecret secret) {
        return ManifestHead.comment(secret) + "\n\nRotate: " + secret.rotation() + ". " + secret.howToRotate();
    }

    private static String commandLines(String script) {
        return script.lines()
                .map(line -> COMMAND_PREFIX + (line.isEmpty() ? "" : " ") + line + "\n")
                .collect(Collectors.joining());
    }
}
