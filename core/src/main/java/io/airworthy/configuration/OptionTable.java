package io.airworthy.configuration;

import io.airworthy.table.DataFile;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The two data files about options: which version has which, made by {@code OptionTableWriter} among the tests; and what
 * was renamed or removed, kept by hand.
 */
final class OptionTable {

    /** Behind the name of a section that was renamed with all its options. */
    private static final String EACH = ".*";

    private static final OptionTable READ = new OptionTable();

    private final Map<String, List<Row>> rows;
    private final Map<String, List<Move>> moves;
    private final Map<String, List<Move>> movesTo;
    private final Map<String, List<String>> bySection;
    private final Set<String> ownSections = new HashSet<>();
    private final Map<String, String> byVariable = new HashMap<>();

    /**
     * An option, and a range of versions that have it.
     *
     * @param since the first version that has it; empty if all of the table's versions begin with it
     * @param before the first version that no longer has it
     */
    record Row(
            String option,
            Optional<AirflowVersion> since,
            Optional<AirflowVersion> before,
            Optional<AirflowVersion> deprecated,
            boolean isOwn,
            boolean isSensitive) {}

    /**
     * What became of an option.
     *
     * @param since the version that renamed or removed it
     * @param unreadSince the version from which the old name is no longer read; empty while it is, with a warning
     */
    record Move(
            AirflowVersion since, Optional<AirflowVersion> unreadSince, String option, Optional<String> successor) {}

    private OptionTable() {
        this.rows = DataFile.rows(OptionTable.class::getResourceAsStream, "airflow-options.tsv")
                .map(OptionTable::row)
                .collect(Collectors.groupingBy(Row::option));
        this.moves = DataFile.rows(OptionTable.class::getResourceAsStream, "airflow-moves.tsv")
                .map(OptionTable::move)
                .flatMap(this::each)
                .collect(Collectors.groupingBy(Move::option));
        this.movesTo = moves.values().stream()
                .flatMap(List::stream)
                .filter(move -> move.successor().isPresent())
                .collect(Collectors.groupingBy(move -> move.successor().orElseThrow()));
        this.bySection = rows.keySet().stream().sorted().collect(Collectors.groupingBy(OptionTable::sectionOf));
        rows.values().stream()
                .map(all -> all.get(0))
                .filter(Row::isOwn)
                .forEach(row -> ownSections.add(sectionOf(row.option())));
        rows.keySet().forEach(option -> byVariable.put(variableOf(option), option));
        moves.keySet().forEach(option -> byVariable.put(variableOf(option), option));
    }

    /** The moves of all options of a section, where the whole section was renamed. */
    private Stream<Move> each(Move move) {
        if (!move.option().endsWith(EACH)) {
            return Stream.of(move);
        }
        String section = sectionOf(move.option());
        String renamed = sectionOf(move.successor().orElseThrow());
        return rows.keySet().stream()
                .filter(option -> sectionOf(option).equals(renamed))
                .map(option -> new Move(
                        move.since(),
                        move.unreadSince(),
                        section + option.substring(renamed.length()),
                        Optional.of(option)));
    }

    static OptionTable read() {
        return READ;
    }

    /** What a version makes of an option; of one that left and came back, the range of versions that it is in or before. */
    Optional<Row> find(String option, AirflowVersion version) {
        return ranges(option)
                .filter(row ->
                        row.before().isEmpty() || version.compareTo(row.before().orElseThrow()) < 0)
                .findFirst()
                .or(() -> ranges(option).reduce((one, next) -> next));
    }

    boolean isSensitive(String option) {
        return ranges(option).anyMatch(Row::isSensitive);
    }

    private Stream<Row> ranges(String option) {
        return rows.getOrDefault(option, List.of()).stream();
    }

    /** What became of an option, the first event first. */
    List<Move> movesOf(String option) {
        return moves.getOrDefault(option, List.of());
    }

    /** The version that gave an option this name, where a move tells it more exactly than the table does. */
    Optional<AirflowVersion> namedSince(String option) {
        return movesTo(option).stream().map(Move::since).min(AirflowVersion::compareTo);
    }

    /** What has become this option. */
    List<Move> movesTo(String option) {
        return movesTo.getOrDefault(option, List.of());
    }

    /** The options of a section in alphabetical order. */
    List<String> optionsOf(String section) {
        return bySection.getOrDefault(section, List.of());
    }

    boolean has(String option) {
        return rows.containsKey(option);
    }

    /** Whether the options of a section are Airflow's own, and all of them known. */
    boolean isOwnSection(String section) {
        return ownSections.contains(section);
    }

    /** The option that a variable sets; a dot in a section's name is an underscore there. */
    Optional<String> optionOf(String variable) {
        return Optional.ofNullable(byVariable.get(variable));
    }

    Set<String> options() {
        return rows.keySet();
    }

    static String sectionOf(String option) {
        return option.substring(0, option.lastIndexOf('.'));
    }

    private static String variableOf(String option) {
        return sectionOf(option).replace('.', '_') + option.substring(option.lastIndexOf('.'));
    }

    private static Row row(String[] columns) {
        return new Row(
                columns[0],
                version(columns[1]),
                version(columns[2]),
                version(columns[3]),
                columns[4].equals("airflow"),
                columns[5].equals("sensitive"));
    }

    private static Move move(String[] columns) {
        return new Move(
                AirflowVersion.of(columns[0]),
                version(columns[1]),
                columns[2],
                columns[3].equals("-") ? Optional.empty() : Optional.of(columns[3]));
    }

    private static Optional<AirflowVersion> version(String text) {
        return text.equals("-") ? Optional.empty() : Optional.of(AirflowVersion.of(text));
    }
}
