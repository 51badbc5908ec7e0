package io.airworthy.configuration;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes the data file of Airflow's options from a table of who has what: one row an option, with the columns
 * {@code section}, {@code option}, {@code source} ({@code core} or a provider), {@code type}, {@code sensitive},
 * {@code deprecated}, and one for each release, {@code 3.2.2}, the oldest first, with an {@code x} where the release has
 * the option: patch releases, too, bring options and take them away.
 *
 * <p>The comments of the table say where it comes from, and stay. To support a new release, add its column to
 * {@code airflow-options-by-release.tsv} among the tests' resources with {@code src/test/python/add_airflow_release.py}, and run
 *
 * <pre>
 * mvn -pl core test -Dtest=OptionTableWriterTest -Dairworthy.refresh=true
 * </pre>
 *
 * Then add what the release renamed or removed to {@code airflow-moves.tsv} beside the data file. The same table gives the same
 * bytes.
 */
final class OptionTableWriter {

    private static final String HEADER = """
            # The options of airflow.cfg, each with the versions of Airflow that have it. Written by OptionTableWriter.
            #
            # option      section.option
            # since       the first version that has it, - for all that are known
            # before      the first version that no longer has it, - when all later ones do
            #             (an option that came back has a line for each range of versions)
            # deprecated  the version from which Airflow says that it will go, - for none
            # owner       airflow, or the provider; of a provider's option only the name is certain
            # sensitive   whether the value is secret, - if not
            #
            """;

    private static final int SECTION = 0;
    private static final int OPTION = 1;
    private static final int SOURCE = 2;
    private static final int SENSITIVE = 4;
    private static final int DEPRECATED = 5;
    private static final int FIRST_RELEASE = 6;

    private final List<AirflowVersion> releases;

    private OptionTableWriter(String[] header) {
        this.releases = Arrays.stream(header)
                .skip(FIRST_RELEASE)
                .map(AirflowVersion::of)
                .toList();
    }

    /** The data file of a table by releases. */
    static String dataFile(String table) {
        List<String[]> rows = table.lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("\t", -1))
                .toList();
        OptionTableWriter writer = new OptionTableWriter(rows.get(0));
        String comments = table.lines()
                .filter(line -> line.startsWith("#"))
                .map(line -> line + "\n")
                .collect(Collectors.joining());
        return rows.stream()
                .skip(1)
                .flatMap(writer::lines)
                .sorted()
                .collect(Collectors.joining("\n", HEADER + comments, "\n"));
    }

    /** A line for each range of releases that have the option. */
    private Stream<String> lines(String[] columns) {
        if (!columns[SOURCE].equals("core")) {
            return Stream.of(line(columns, "-", "-", "-", columns[SOURCE]));
        }
        List<String> lines = new ArrayList<>();
        for (int first = 0; first < releases.size(); first++) {
            if (has(columns, first) && !has(columns, first - 1)) {
                int next = first;
                while (has(columns, next)) {
                    next++;
                }
                lines.add(line(
                        columns,
                        first == 0 ? "-" : releases.get(first).text(),
                        next == releases.size() ? "-" : releases.get(next).text(),
                        columns[DEPRECATED].isEmpty() ? "-" : columns[DEPRECATED],
                        "airflow"));
            }
        }
        if (lines.isEmpty()) {
            throw new IllegalArgumentException(columns[SECTION] + "." + columns[OPTION] + " is in no release");
        }
        return lines.stream();
    }

    private static String line(String[] columns, String since, String before, String deprecated, String owner) {
        return String.join(
                "\t",
                columns[SECTION] + "." + columns[OPTION],
                since,
                before,
                deprecated,
                owner,
                columns[SENSITIVE].isEmpty() ? "-" : "sensitive");
    }

    private boolean has(String[] columns, int release) {
        return release >= 0
                && release < releases.size()
                && columns.length > FIRST_RELEASE + release
                && columns[FIRST_RELEASE + release].equals("x");
    }
}
