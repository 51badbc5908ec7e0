package io.airworthy.render.helm;

import com.marcnuri.helm.Helm;
import io.airworthy.AirflowDeployment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The real chart, rendered by the real Helm: by its command line where a system property names one, otherwise by the
 * Helm inside of helm-java, which leaves out all hooks.
 */
final class HelmChart {

    private static final String HELM = System.getProperty("airworthy.helm", "");
    private static final Map<AirflowDeployment, Release> RENDERED = new ConcurrentHashMap<>();

    private HelmChart() {}

    /** Renders the values of a deployment; fails as Helm fails. */
    static Release render(AirflowDeployment deployment) {
        return new Release(deployment, !HELM.isEmpty(), manifests(deployment));
    }

    /** As {@link #render}, once for each deployment: for tests that look at the same one. */
    static Release rendered(AirflowDeployment deployment) {
        return RENDERED.computeIfAbsent(deployment, HelmChart::render);
    }

    private static String manifests(AirflowDeployment deployment) {
        Path chart = Charts.unpacked(deployment.chartVersion().text());
        try {
            Path values = Files.createTempFile("airworthy-values-", ".yaml");
            try {
                Files.writeString(values, HelmValues.of(deployment).asText());
                return HELM.isEmpty() ? inside(deployment, chart, values) : onCommandLine(deployment, chart, values);
            } finally {
                Files.delete(values);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String inside(AirflowDeployment deployment, Path chart, Path values) {
        return new Helm(chart)
                .template()
                .withName(deployment.releaseName())
                .withNamespace(deployment.namespace())
                .withValuesFile(values)
                .call();
    }

    private static String onCommandLine(AirflowDeployment deployment, Path chart, Path values) {
        return CommandLine.run(List.of(
                HELM,
                "template",
                deployment.releaseName(),
                chart.toString(),
                "--namespace",
                deployment.namespace(),
                "--values",
                values.toString()));
    }
}
