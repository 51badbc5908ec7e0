package io.airworthy.configuration;

import io.airworthy.AirflowVersion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Writes the data file of Airflow's options from a table of who has what: one row an option, with the columns
 * {@code section}, {@code option}, {@code source} ({@code core} or a provider), {@code type}, {@code sensitive},
 * {@code added}, {@code deprecated}, and one for each minor line, {@code 3.2}, with an {@code x} where the line's first
 * release has the option.
 *
 * <p>To support a new line, add its column to {@code airflow-options-by-line.tsv} among the tests' resources, and run
 *
 * <pre>
 * mvn -pl core test -Dtest=OptionTableWriterTest -Dairworthy.refresh=true
 * </pre>
 *
 * Then add what the line renamed or removed to {@code airflow-moves.tsv} beside the data file. The same table gives the same
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
    private static final int ADDED = 5;
    private static final int DEPRECATED = 6;
    private static final int FIRST_LINE = 7;

    private final List<AirflowVersion> lines;

    private OptionTableWriter(String[] header) {
        this.lines = Arrays.stream(header)
                .skip(FIRST_LINE)
                .map(line -> AirflowVersion.of(line + ".0"))
                .toList();
    }

    /** The data file of a table by lines. */
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

    /**
     * The first version that has an option. Where the option says that it came between two lines, as patch releases
     * sometimes bring one, that counts.
     */
    private Optional<AirflowVersion> since(String[] columns) {
        int first = present(columns).get(0);
        if (first == 0) {
            return Optional.empty();
        }
        return Optional.of(columns[ADDED])
                .map(AirflowVersion::of)
                .filter(added -> added.isRelease()
                        && !lines.contains(added)
                        && added.compareTo(lines.get(0)) > 0
                        && added.compareTo(lines.get(first)) < 0)
                .or(() -> Optional.of(lines.get(first)));
    }

    private Optional<AirflowVersion> before(String[] columns) {
        List<Integer> present = present(columns);
        int last = present.get(present.size() - 1);
        return last == lines.size() - 1 ? Optional.empty() : Optional.of(lines.get(last + 1));
    }

    private List<Integer> present(String[] columns) {
        List<Integer> present = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (columns.length > FIRST_LINE + i && columns[FIRST_LINE + i].equals("x")) {
                present.add(i);
            }
        }
        if (present.isEmpty() || present.get(present.size() - 1) - present.get(0) != present.size() - 1) {
            throw new IllegalArgumentException(columns[SECTION] + "." + columns[OPTION]
                    + " is in no line, or leaves and comes back; a data file holds one range of versions");
        }
        return present;
    }

    private static String text(Optional<AirflowVersion> version) {
        return version.map(AirflowVersion::text).orElse("-");
    }
}
