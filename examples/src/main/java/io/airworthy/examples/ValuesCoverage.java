package io.airworthy.examples;

import io.airworthy.AirflowDeployment;
import io.airworthy.Executor;
import io.airworthy.chart.ChartProfile;
import io.airworthy.chart.ChartVersion;
import io.airworthy.chart.ValuesProblem;
import io.airworthy.configuration.AirflowLines;
import io.airworthy.configuration.AirflowVersion;
import io.airworthy.database.DatabaseProvider;
import io.airworthy.database.ExternalDatabase;
import io.airworthy.values.ValuesReading;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** Reads a folder of values files of the official chart, and says what of them no attribute of the model can say. */
public final class ValuesCoverage {

    private static final Set<ValuesProblem.Kind> NOT_READ =
            Set.of(ValuesProblem.Kind.UNKNOWN_KEY, ValuesProblem.Kind.IGNORED_KEY);

    private static final Set<ValuesProblem.Kind> REFUSED =
            Set.of(ValuesProblem.Kind.WRONG_TYPE, ValuesProblem.Kind.NOT_ALLOWED_VALUE);

    private ValuesCoverage() {}

    /**
     * What one file says.
     *
     * @param chart the chart version that takes the file best
     * @param others what no attribute says, as paths, without what Helm refuses
     */
    private record Coverage(String chart, List<String> others) {}

    /**
     * Prints the coverage.
     *
     * @param arguments the folder
     * @throws IOException if the folder cannot be read
     */
    public static void main(String[] arguments) throws IOException {
        print(Path.of(arguments[0]), System.out);
    }

    static void print(Path folder, PrintStream out) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(file -> file.toString().matches(".*\\.ya?ml"))
                    .sorted()
                    .toList();
        }
        Map<String, List<String>> byKey = new TreeMap<>();
        int whole = 0;
        int read = 0;
        for (Path file : files) {
            Coverage coverage;
            try {
                coverage = coverage(read(file));
            } catch (IOException e) {
                out.println(file.getFileName() + " is not a values file");
                continue;
            }
            read++;
            whole += coverage.others().isEmpty() ? 1 : 0;
            out.println(file.getFileName() + ", chart " + coverage.chart() + ": "
                    + (coverage.others().isEmpty() ? "all is typed" : String.join(", ", coverage.others())));
            coverage.others().stream()
                    .map(path -> path.replaceAll("\\[.*", ""))
                    .distinct()
                    .forEach(key -> byKey.computeIfAbsent(key, none -> new ArrayList<>())
                            .add(file.getFileName().toString()));
        }
        out.println();
        out.println(whole + " of " + read + " files are typed as a whole. Keys without an attribute, by files:");
        byKey.entrySet().stream()
                .sorted(Comparator.comparing(entry -> -entry.getValue().size()))
                .forEach(entry -> out.println(entry.getValue().size() + " " + entry.getKey()));
    }

    /** With the newest chart that runs the file's Airflow and takes most of its keys. */
    private static Coverage coverage(Map<String, Object> values) {
        List<ChartVersion> charts = new ArrayList<>(ChartVersion.supported());
        Collections.reverse(charts);
        return charts.stream()
                .filter(chart ->
                        airflow(values).filter(version -> !chart.runs(version)).isEmpty())
                .min(Comparator.comparing(chart -> notRead(chart, values)))
                .map(chart -> new Coverage(
                        chart.text(),
                        ValuesReading.of(base(chart, values), values).others().stream()
                                .filter(path -> !isRefused(chart, values, path))
                                .toList()))
                .orElseThrow();
    }

    private static boolean isRefused(ChartVersion chart, Map<String, Object> values, String path) {
        return ChartProfile.of(chart.text()).check(values).stream()
                .filter(problem -> REFUSED.contains(problem.kind()))
                .anyMatch(problem -> isInside(path, problem.path()) || isInside(problem.path(), path));
    }

    private static boolean isInside(String path, String other) {
        return path.equals(other) || path.startsWith(other + ".") || path.startsWith(other + "[");
    }

    private static long notRead(ChartVersion chart, Map<String, Object> values) {
        return ChartProfile.of(chart.text()).check(values).stream()
                .filter(problem -> NOT_READ.contains(problem.kind()))
                .count();
    }

    /** The values of a file, or of the chart below it that is called {@code airflow}. */
    @SuppressWarnings("unchecked")
    private static Map<String, Object> read(Path file) throws IOException {
        Map<String, Object> whole;
        try {
            whole = new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file));
        } catch (YAMLException | ClassCastException e) {
            throw new IOException(e);
        }
        if (whole == null) {
            throw new IOException("nothing is in it");
        }
        Map<String, Object> values =
                whole.get("airflow") instanceof Map<?, ?> subchart ? (Map<String, Object>) subchart : whole;
        airflow(values).ifPresent(version -> values.put("airflowVersion", version.text()));
        return values;
    }

    /** The version that the file states, or that its image's tag begins with. */
    private static Optional<AirflowVersion> airflow(Map<String, Object> values) {
        return Stream.of("airflowVersion", "defaultAirflowTag")
                .flatMap(key -> Optional.ofNullable(values.get(key)).map(Object::toString).stream())
                .map(text -> AirflowVersion.of(text.replaceAll("[^0-9.].*", "")))
                .filter(version -> version.isRelease() && AirflowLines.have(version))
                .findFirst();
    }

    /** What values do not tell is made up. */
    private static AirflowDeployment base(ChartVersion chart, Map<String, Object> values) {
        AirflowVersion own = chart.ownAirflow().orElseThrow();
        return AirflowDeployment.builder()
                .chartVersion(chart.text())
                .airflowVersion(airflow(values).orElse(own).text())
                .executor(Executor.CELERY)
                .database(ExternalDatabase.builder()
                        .provider(DatabaseProvider.SELF_HOSTED)
                        .host("postgres")
                        .build())
                .build();
    }
}
