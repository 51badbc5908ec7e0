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
public final class HelmChart {

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
        return template(
                Charts.unpacked(deployment.chartVersion().text()),
                deployment.releaseName(),
                deployment.namespace(),
                HelmValues.of(deployment).asText());
    }

    /** What Helm makes of a chart and values; fails as Helm fails. */
    public static String template(Path chart, String release, String namespace, String values) {
        try {
            Path file = Files.createTempFile("airworthy-values-", ".yaml");
            try {
                Files.writeString(file, values);
                return HELM.isEmpty()
                        ? inside(chart, release, namespace, file)
                        : onCommandLine(chart, release, namespace, file);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String inside(Path chart, String release, String namespace, Path values) {
        return new Helm(chart)
                .template()
                .withName(release)
                .withNamespace(namespace)
                .withValuesFile(values)
                .call();
    }

    private static String onCommandLine(Path chart, String release, String namespace, Path values) {
        return CommandLine.run(List.of(
                HELM, "template", release, chart.toString(), "--namespace", namespace, "--values", values.toString()));
    }

    /** What the templates of a chart write, even where that is not YAML; blank where they fail. */
    static String written(Path chart, Path values) {
        return CommandLine.output(List.of(
                HELM,
                "template",
                "airflow",
                chart.toString(),
                "--values",
                values.toString(),
                "--skip-schema-validation",
                "--debug"));
    }
}
