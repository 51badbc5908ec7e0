package io.airworthy.render.helm;

import io.airworthy.chart.ChartProfile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import net.jqwik.api.lifecycle.LifecycleContext;
import net.jqwik.api.lifecycle.SkipExecutionHook;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The released charts, which are not ours to ship: tests find their archives where a system property says. */
public final class Charts {

    static final List<String> VERSIONS = ChartProfile.supported();

    private static final String FOLDER = System.getProperty("airworthy.charts", "");
    private static final String WHERE = "Set -Dairworthy.charts to a folder that holds airflow-<version>.tgz of charts "
            + String.join(", ", VERSIONS) + ": helm pull airflow --repo https://airflow.apache.org --version <version>";
    private static final Map<String, Path> UNPACKED = new ConcurrentHashMap<>();

    /** Templates copy whatever the chart's folder holds beside these, documentation included, and that takes most of the time. */
    private static final List<String> READ_BY_HELM =
            List.of("Chart.yaml", "values.yaml", "values.schema.json", "templates", "files", "charts");

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
    public static final class AtHand implements SkipExecutionHook, ExecutionCondition {

        @Override
        public SkipResult shouldBeSkipped(LifecycleContext context) {
            return areAtHand() ? SkipResult.doNotSkip() : SkipResult.skip(WHERE);
        }

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return areAtHand()
                    ? ConditionEvaluationResult.enabled("the charts are at hand")
                    : ConditionEvaluationResult.disabled(WHERE);
        }
    }

    /** The folder of a chart, to which templates were added: one shows the notes, one tries changes of values. */
    public static Path unpacked(String version) {
        return UNPACKED.computeIfAbsent(version, Charts::unpack);
    }

    private static Path unpack(String version) {
        try {
            Path folder = Files.createDirectories(Path.of("target", "charts", version));
            List<String> command = new ArrayList<>(List.of(
                    "tar", "-xzf", archive(version).toString(), "-C", folder.toString(), "--exclude=README.md"));
            READ_BY_HELM.forEach(part -> command.add("airflow/" + part));
            CommandLine.run(command);
            Path chart = folder.resolve("airflow");
            Files.writeString(chart.resolve("templates/airworthy-notes.yaml"), NOTES);
            try (InputStream probe = Charts.class.getResourceAsStream("airworthy-probe.yaml")) {
                Files.write(chart.resolve("templates/airworthy-probe.yaml"), probe.readAllBytes());
            }
            return chart.toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The archive of a chart. */
    public static Path archive(String version) {
        return Path.of(FOLDER, "airflow-" + version + ".tgz");
    }

    private static boolean areAtHand() {
        return !FOLDER.isEmpty() && VERSIONS.stream().map(Charts::archive).allMatch(Files::exists);
    }
}
