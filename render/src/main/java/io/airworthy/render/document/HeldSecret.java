package io.airworthy.render.document;

import io.airworthy.AirflowDeployment;
import io.airworthy.catalogue.RequiredSecret;
import io.airworthy.material.SecretTemplate;
import io.airworthy.release.Workloads;
import java.util.List;
import java.util.Map;

/**
 * A Secret that Airflow reads. It stands in texts with its name.
 *
 * @param deployment what reads it
 * @param secret the Secret
 * @param ours whether it is made with the deployment, and not by somebody else
 */
record HeldSecret(AirflowDeployment deployment, RequiredSecret secret, boolean ours) {

    @Override
    public String toString() {
        return name();
    }

    String name() {
        return secret.name();
    }

    List<String> keys() {
        return List.copyOf(secret.entries().keySet());
    }

    /** The keys that material stands at. */
    List<String> materialKeys() {
        return secret.entries().entrySet().stream()
                .filter(entry -> !entry.getValue().materials().isEmpty())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The only material that it holds. */
    Replacement material() {
        return new Replacement(deployment, List.copyOf(secret.materials()).subList(0, 1));
    }

    String readers() {
        return String.join(", ", secret.readers().stream().map(Object::toString).toList());
    }

    /** What has to restart when it changes. */
    Group readingWorkloads() {
        Workloads workloads = deployment.release().workloads();
        return new Group(
                deployment,
                secret.readers().stream()
                        .flatMap(reader -> workloads.readers(reader).stream())
                        .distinct()
                        .toList());
    }

    /** What it holds, printed: for a pipe, a file or a variable, never for the screen. */
    Words value() {
        return value(secret.entries().keySet().iterator().next());
    }

    /** The same of one of its keys. */
    Words value(String key) {
        String path = "jsonpath={.data." + key.replace(".", "\\.") + "}";
        return new Words(Group.kubectl(deployment) + " get secret " + Words.quoted(name()) + " -o " + Words.quoted(path)
                + " | base64 -d");
    }

    /** What its owner has to put at a key. */
    record Content(String name, String key, SecretTemplate template) {

        boolean severalLines() {
            return template.redacted().indexOf('\n') >= 0;
        }
    }

    List<Content> contents() {
        return secret.entries().entrySet().stream()
                .map(entry -> new Content(name(), entry.getKey(), entry.getValue()))
                .toList();
    }
}
