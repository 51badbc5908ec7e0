package io.airworthy.configuration;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Writes the data file of Airflow's options from a table of who has what: one row an option, with the columns
 * {@code section}, {@code option}, {@code source} ({@code core} or a provider), {@code type}, {@code sensitive},
 * {@code deprecated}, and one for each release, {@code 3.2.2}, the oldest first, with an {@code x} where the release has
 * the option: patch releases, too, bring options and take them away.
 *
 * <p>To support a new release, add its column to {@code airflow-options-by-release.tsv} among the tests' resources, and
 * run
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
        return rows.stream().skip(1).map(writer::row).sorted().collect(Collectors.joining("\n", HEADER, "\n"));
    }

    private String row(String[] columns) {
        boolean own = columns[SOURCE].equals("core");
        return String.join(
                "\t",
                (columns[SECTION] + "." + columns[OPTION]),
                own ? text(since(columns)) : "-",
                own ? text(before(columns)) : "-",
                own && !columns[DEPRECATED].isEmpty() ? columns[DEPRECATED] : "-",
                own ? "airflow" : columns[SOURCE],
                columns[SENSITIVE].isEmpty() ? "-" : "sensitive");
    }

    private Optional<AirflowVersion> since(String[] columns) {
        int first = present(columns).get(0);
        return first == 0 ? Optional.empty() : Optional.of(releases.get(first));
    }

    private Optional<AirflowVersion> before(String[] columns) {
        List<Integer> present = present(columns);
        int last = present.get(present.size() - 1);
        return last == releases.size() - 1 ? Optional.empty() : Optional.of(releases.get(last + 1));
    }

    private List<Integer> present(String[] columns) {
        List<Integer> present = new ArrayList<>();
        for (int i = 0; i < releases.size(); i++) {
            if (columns.length > FIRST_RELEASE + i && columns[FIRST_RELEASE + i].equals("x")) {
                present.add(i);
            }
        }
        if (present.isEmpty() || present.get(present.size() - 1) - present.get(0) != present.size() - 1) {
            throw new IllegalArgumentException(columns[SECTION] + "." + columns[OPTION]
                    + " is in no release, or leaves and comes back; a data file holds one range of versions");
        }
        return present;
    }

    private static String text(Optional<AirflowVersion> version) {
        return version.map(AirflowVersion::text).orElse("-");
    }
}
