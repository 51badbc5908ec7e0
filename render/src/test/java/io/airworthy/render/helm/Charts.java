package io.airworthy.render.helm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import net.jqwik.api.lifecycle.LifecycleContext;
import net.jqwik.api.lifecycle.SkipExecutionHook;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The released charts, which are not ours to ship: tests find their archives where a system property says. */
final class Charts {

    /** One of each generation of the chart: the others differ from their neighbours in keys alone. */
    static final List<String> VERSIONS = List.of("1.15.0", "1.18.0", "1.20.0", "1.22.0");

    private static final String FOLDER = System.getProperty("airworthy.charts", "");
    private static final String WHERE = "Set -Dairworthy.charts to a folder that holds airflow-<version>.tgz of charts "
            + String.join(", ", VERSIONS) + ": helm pull airflow --repo https://airflow.apache.org --version <version>";
    private static final Map<String, Path> UNPACKED = new ConcurrentHashMap<>();

    /** Shows the notes of an installation, which Helm prints only with a cluster at hand. */
    private static final String NOTES = """
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: airworthy-notes
            data:
              notes: {{ include (print $.Template.BasePath "/NOTES.txt") . | b64enc | quote }}
            """;

    private Charts() {}

    /** Skips tests where the charts are not. */
    static final class AtHand implements SkipExecutionHook, ExecutionCondition {

        @Override
        public SkipResult shouldBeSkipped(LifecycleContext context) {
            return FOLDER.isEmpty() ? SkipResult.skip(WHERE) : SkipResult.doNotSkip();
        }

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return FOLDER.isEmpty()
                    ? ConditionEvaluationResult.disabled(WHERE)
                    : ConditionEvaluationResult.enabled("the charts are at hand");
        }
    }

    /** The folder of a chart, to which a template was added that shows the notes. */
    static Path unpacked(String version) {
        return UNPACKED.computeIfAbsent(version, Charts::unpack);
    }

    private static Path unpack(String version) {
        try {
            Path folder = Files.createDirectories(Path.of("target", "charts", version));
            Path archive = Path.of(FOLDER, "airflow-" + version + ".tgz");
            CommandLine.run(List.of("tar", "-xzf", archive.toString(), "-C", folder.toString()));
            Path chart = folder.resolve("airflow");
            Files.writeString(chart.resolve("templates/airworthy-notes.yaml"), NOTES);
            return chart.toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
