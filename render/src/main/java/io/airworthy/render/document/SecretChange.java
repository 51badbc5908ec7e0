package io.airworthy.render.document;

import io.airworthy.AirflowDeployment;
import io.airworthy.catalogue.Purpose;
import io.airworthy.catalogue.RequiredSecret;
import io.airworthy.catalogue.SecretCatalogue;
import java.util.List;

/** How a Secret is given other material. Nothing secret stands on a command line or on the screen. */
final class SecretChange {

    private final Kubectl kubectl;
    private final SecretCatalogue catalogue;

    SecretChange(AirflowDeployment deployment) {
        this.kubectl = new Kubectl(deployment);
        this.catalogue = SecretCatalogue.of(deployment);
    }

    /** What every change begins with: find out who owns the Secret. */
    List<Block> rules() {
        return List.of(
                Block.heading(3, "How a Secret is changed"),
                Block.paragraph("The procedures below change Secrets with kubectl. Three rules hold for all of them:"),
                Block.bullets(
                        Phrase.of("Where an ExternalSecret or SealedSecret makes the Secret, change it at its source"
                                + " instead and skip the kubectl line: the operator would put the old value back."),
                        Phrase.of("Keep the new material where you keep the old. Otherwise the next package brings the"
                                + " old one back."),
                        Phrase.of(
                                "Nothing restarts by itself. Pods read Secrets when they start, so the old value works"
                                        + " on until they are restarted.")));
    }

    /** Sets one key to a text that the shell has: {@code "$new"}. */
    Script fromShell(Purpose purpose, String text) {
        RequiredSecret secret = catalogue.find(purpose).orElseThrow();
        String key = secret.entries().keySet().iterator().next();
        return Script.of("  printf '{\"stringData\":{\"" + key + "\":\"%s\"}}' " + text + " |")
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

    /** Prints one key of a Secret into a command substitution, never to the screen. */
    Script read(String variable, Purpose purpose) {
        RequiredSecret secret = catalogue.find(purpose).orElseThrow();
        String key = secret.entries().keySet().iterator().next();
        return Script.of(
                "  " + variable + "=$({} get secret {} -o {} | base64 -d)",
                kubectl.inNamespace(),
                secret.name(),
                "jsonpath={.data." + key.replace(".", "\\.") + "}");
    }
}
