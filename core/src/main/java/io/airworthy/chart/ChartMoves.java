package io.airworthy.chart;

import io.airworthy.configuration.AirflowVersion;
import io.airworthy.table.DataFile;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What became of keys between chart versions, where the schemas alone do not tell: renamed, deprecated, without effect.
 *
 * <p>The facts come from the charts' templates and from the notices that they print after an installation. Where a key
 * depends on the major version of Airflow, the one that the chart installs by default counts here;
 * {@link ChartProfile#check} goes by {@code airflowVersion} in the values.
 */
public final class ChartMoves {

    /** Stands for one key, whatever it is. */
    private static final String ANY = "*";

    private static final List<Row> ROWS = rows();

    private static final Pattern MAJOR = Pattern.compile("([0-9]{1,3})(?:\\..*)?", Pattern.DOTALL);

    /** By the first and the last key: a row about a path begins and ends like it, or with any key. */
    private static final Map<String, Map<String, List<Row>>> BY_ENDS = byEnds(ROWS.stream(), Row::path);

    /** Where keys that work in both places are now. */
    private static final Map<String, Map<String, List<NewPlace>>> BY_NEW_ENDS = byEnds(
            ROWS.stream()
                    .filter(row -> worksInBothPlaces(row.move()))
                    .flatMap(row -> row.successors().stream().map(successor -> new NewPlace(row, successor))),
            NewPlace::successor);

    private ChartMoves() {}

    /** One of the keys that took another one's place. */
    private record NewPlace(Row row, KeyPath successor) {}

    /** One line of the table: a move, and when it holds. */
    private record Row(
            int line, int since, int until, int airflow, KeyPath path, List<KeyPath> successors, ChartMove move) {

        boolean holdsFor(int version, int airflowMajor) {
            return since <= version && version <= until && (airflow == 0 || airflow == airflowMajor);
        }
    }

    /**
     * Where else a chart takes what a key says: its successors if it has moved, and the old places of a key that others
     * have moved to. {@code workers.resources.limits} and {@code workers.celery.resources.limits} of chart 1.20 are such a
     * pair. Where both are written, the chart takes the successor, and loses the other without a notice; of
     * {@code webserver.defaultUser} and {@code createUserJob.defaultUser} it takes the old one.
     *
     * <p>A key that has no effect has no other place: {@link ChartProfile#check} reports it.
     *
     * @param chartVersion the full version, {@code 1.22.0}
     * @param airflow the Airflow version
     * @param path the key, or one inside of it
     * @return the other keys, successors first; empty if there are none
     * @throws IllegalArgumentException if the chart version is not supported
     */
    public static List<KeyPath> otherPlaces(String chartVersion, AirflowVersion airflow, KeyPath path) {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(chartVersion, "chartVersion");
        int airflowMajor = Objects.requireNonNull(airflow, "airflow").major();
        int version = ChartVersions.placeOf(chartVersion);
        List<KeyPath> places = new ArrayList<>(newPlaces(version, airflowMajor, path));
        places.addAll(oldPlaces(version, airflowMajor, path));
        return places.isEmpty()
                ? places
                : places.stream()
                        .filter(ChartProfile.of(chartVersion)::has)
                        .distinct()
                        .toList();
    }

    private static List<KeyPath> newPlaces(int version, int airflowMajor, KeyPath path) {
        for (int length = path.steps().size(); length > 0; length--) {
            Row row = row(version, airflowMajor, path, length);
            if (row != null && worksInBothPlaces(row.move())) {
                List<String> stars = stars(row.path(), path);
                List<KeyPath.Step> rest = path.after(length);
                return row.successors().stream()
                        .map(successor -> filled(successor, stars).plus(rest))
                        .toList();
            }
        }
        return List.of();
    }

    private static List<KeyPath> oldPlaces(int version, int airflowMajor, KeyPath path) {
        List<NewPlace> found = new ArrayList<>();
        for (int length = 1; length <= path.steps().size(); length++) {
            for (NewPlace place : withEnds(BY_NEW_ENDS, path, length)) {
                if (place.successor().steps().size() == length
                        && place.row().holdsFor(version, airflowMajor)
                        && begins(place.successor(), path)) {
                    found.add(place);
                }
            }
        }
        return found.stream()
                .sorted(Comparator.comparing(place -> place.row().line()))
                .map(place -> filled(place.row().path(), stars(place.successor(), path))
                        .plus(path.after(place.successor().steps().size())))
                .toList();
    }

    private static boolean worksInBothPlaces(ChartMove move) {
        return move.standing() == ChartMove.Standing.DEPRECATED || move.standing() == ChartMove.Standing.OVERRIDDEN;
    }

    /**
     * The keys that still work with a chart version, and that it says will go.
     *
     * @param chartVersion the full version, {@code 1.22.0}
     * @return the keys, each with what to write instead
     * @throws IllegalArgumentException if the version is not supported
     */
    public static List<ChartMove> deprecated(String chartVersion) {
        Objects.requireNonNull(chartVersion, "chartVersion");
        int version = ChartVersions.placeOf(chartVersion);
        int airflowMajor = defaultAirflowMajor(chartVersion);
        return ROWS.stream()
                .filter(row -> row.holdsFor(version, airflowMajor))
                .map(Row::move)
                .filter(move -> move.standing() == ChartMove.Standing.DEPRECATED)
                .toList();
    }

    /**
     * What the table says about a key.
     *
     * @param chartVersion the full version, {@code 1.22.0}
     * @param airflow the Airflow version
     * @param path the key
     * @return the move, with the {@code *} of its successor filled in; empty if the table says nothing
     * @throws IllegalArgumentException if the chart version is not supported
     */
    public static Optional<ChartMove> find(String chartVersion, AirflowVersion airflow, KeyPath path) {
        Objects.requireNonNull(chartVersion, "chartVersion");
        Objects.requireNonNull(path, "path");
        return find(chartVersion, Objects.requireNonNull(airflow, "airflow").major(), path);
    }

    static Optional<ChartMove> find(String chartVersion, int airflowMajor, KeyPath path) {
        Row row = row(
                ChartVersions.placeOf(chartVersion),
                airflowMajor,
                path,
                path.steps().size());
        return Optional.ofNullable(row).map(found -> moveOf(path, found));
    }

    /** The first row about the beginning of a path, of so many steps. */
    private static @Nullable Row row(int version, int airflowMajor, KeyPath path, int length) {
        if (length == 0) {
            return null;
        }
        Row first = null;
        for (Row row : withEnds(BY_ENDS, path, length)) {
            if (row.path().steps().size() == length
                    && (first == null || row.line() < first.line())
                    && row.holdsFor(version, airflowMajor)
                    && begins(row.path(), path)) {
                first = row;
            }
        }
        return first;
    }

    private static <T> Map<String, Map<String, List<T>>> byEnds(Stream<T> all, Function<T, KeyPath> path) {
        return all.collect(Collectors.groupingBy(
                each -> path.apply(each).steps().get(0).text(),
                Collectors.groupingBy(each ->
                        lastKey(path.apply(each), path.apply(each).steps().size()))));
    }

    /** What may be about the beginning of a path, of so many steps. */
    private static <T> List<T> withEnds(Map<String, Map<String, List<T>>> byEnds, KeyPath path, int length) {
        List<T> found = new ArrayList<>(0);
        for (String start : List.of(path.steps().get(0).text(), ANY)) {
            Map<String, List<T>> starting = byEnds.get(start);
            if (starting != null) {
                found.addAll(starting.getOrDefault(lastKey(path, length), List.of()));
                found.addAll(starting.getOrDefault(ANY, List.of()));
            }
        }
        return found;
    }

    private static String lastKey(KeyPath path, int length) {
        KeyPath.Step last = path.steps().get(length - 1);
        return last.place() ? "[]" : last.text();
    }

    private static ChartMove moveOf(KeyPath path, Row row) {
        List<String> stars = stars(row.path(), path);
        return new ChartMove(
                path.toString(),
                row.successors().stream()
                        .map(successor -> filled(successor, stars).toString())
                        .toList(),
                row.move().standing());
    }

    static int defaultAirflowMajor(String chartVersion) {
        Shape airflowVersion = ChartProfile.of(chartVersion).root().children().get("airflowVersion");
        Object version = airflowVersion == null ? null : airflowVersion.defaultValue();
        if (version == null) {
            throw new IllegalStateException("The data file of chart " + chartVersion + " lacks airflowVersion");
        }
        return majorOf(version.toString());
    }

    /** The first number of a version; 0 if there is none. */
    static int majorOf(String version) {
        Matcher major = MAJOR.matcher(version);
        return major.matches() ? Integer.parseInt(major.group(1)) : 0;
    }

    private static boolean begins(KeyPath pattern, KeyPath path) {
        if (pattern.steps().size() > path.steps().size()) {
            return false;
        }
        for (int i = 0; i < pattern.steps().size(); i++) {
            KeyPath.Step wanted = pattern.steps().get(i);
            KeyPath.Step step = path.steps().get(i);
            boolean isSame =
                    wanted.place() || wanted.text().equals(ANY) || wanted.text().equals(step.text());
            if (wanted.place() != step.place() || !isSame) {
                return false;
            }
        }
        return true;
    }

    /** What the pattern's stars stand for in a path that it matches. */
    private static List<String> stars(KeyPath pattern, KeyPath path) {
        return IntStream.range(0, pattern.steps().size())
                .filter(i -> pattern.steps().get(i).text().equals(ANY))
                .mapToObj(i -> path.steps().get(i).text())
                .toList();
    }

    private static KeyPath filled(KeyPath pattern, List<String> stars) {
        Deque<String> left = new ArrayDeque<>(stars);
        return new KeyPath(pattern.steps().stream()
                .map(step -> step.text().equals(ANY) ? new KeyPath.Step(left.remove(), false) : step)
                .toList());
    }

    private static List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        DataFile.rows(ChartMoves.class::getResourceAsStream, "chart-moves.tsv")
                .forEach(columns -> rows.add(row(rows.size(), columns)));
        return List.copyOf(rows);
    }

    private static Row row(int line, String[] columns) {
        List<String> successors = columns[5].equals("-") ? List.of() : List.of(columns[5].split(","));
        return new Row(
                line,
                ChartVersions.placeOf(columns[0] + ".0"),
                columns[1].equals("-") ? Integer.MAX_VALUE : ChartVersions.placeOf(columns[1] + ".0"),
                columns[2].equals("-") ? 0 : Integer.parseInt(columns[2]),
                KeyPath.of(columns[4]),
                successors.stream().map(KeyPath::of).toList(),
                new ChartMove(columns[4], successors, ChartMove.Standing.valueOf(columns[3].toUpperCase(Locale.ROOT))));
    }
}
