package io.airworthy.chart;

import io.airworthy.table.DataFile;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
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

    private static final List<Row> ROWS = DataFile.rows(ChartMoves.class, "chart-moves.tsv")
            .map(ChartMoves::row)
            .toList();

    private ChartMoves() {}

    /** One line of the table: a move, and when it holds. */
    private record Row(int since, int until, int airflow, KeyPath path, List<KeyPath> successors, ChartMove move) {

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
     * @param airflowMajor 2 or 3
     * @param path the key, or one inside of it
     * @return the other keys, successors first; empty if there are none
     * @throws IllegalArgumentException if the version is not supported
     */
    public static List<KeyPath> otherPlaces(String chartVersion, int airflowMajor, KeyPath path) {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(chartVersion, "chartVersion");
        return Stream.concat(newPlaces(chartVersion, airflowMajor, path), oldPlaces(chartVersion, airflowMajor, path))
                .filter(ChartProfile.of(chartVersion)::has)
                .distinct()
                .toList();
    }

    private static Stream<KeyPath> newPlaces(String chartVersion, int airflowMajor, KeyPath path) {
        return IntStream.iterate(path.steps().size(), length -> length > 0, length -> length - 1)
                .boxed()
                .flatMap(length -> find(chartVersion, airflowMajor, path.first(length)).stream()
                        .filter(ChartMoves::worksInBothPlaces)
                        .map(move -> move.successors().stream()
                                .map(successor -> KeyPath.of(successor).plus(path.after(length)))))
                .findFirst()
                .orElse(Stream.empty());
    }

    private static Stream<KeyPath> oldPlaces(String chartVersion, int airflowMajor, KeyPath path) {
        int version = ChartVersions.placeOf(chartVersion);
        return ROWS.stream()
                .filter(row -> row.holdsFor(version, airflowMajor) && worksInBothPlaces(row.move()))
                .flatMap(row -> row.successors().stream()
                        .filter(successor ->
                                successor.steps().size() <= path.steps().size())
                        .flatMap(successor -> {
                            int length = successor.steps().size();
                            List<String> stars = stars(successor, path.first(length));
                            return stars == null
                                    ? Stream.empty()
                                    : Stream.of(filled(row.path(), stars).plus(path.after(length)));
                        }));
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
     * @param airflowMajor 2 or 3
     * @param path the key
     * @return the move, with the {@code *} of its successor filled in; empty if the table says nothing
     * @throws IllegalArgumentException if the version is not supported
     */
    public static Optional<ChartMove> find(String chartVersion, int airflowMajor, KeyPath path) {
        Objects.requireNonNull(chartVersion, "chartVersion");
        Objects.requireNonNull(path, "path");
        int version = ChartVersions.placeOf(chartVersion);
        for (Row row : ROWS) {
            if (row.holdsFor(version, airflowMajor)) {
                List<String> stars = stars(row.path(), path);
                if (stars != null) {
                    return Optional.of(new ChartMove(
                            path.toString(),
                            row.successors().stream()
                                    .map(successor -> filled(successor, stars).toString())
                                    .toList(),
                            row.move().standing()));
                }
            }
        }
        return Optional.empty();
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
        int dot = version.indexOf('.');
        String major = dot < 0 ? version : version.substring(0, dot);
        return major.matches("[0-9]{1,3}") ? Integer.parseInt(major) : 0;
    }

    /** What the pattern's stars stand for in a path; null if it does not match. */
    private static @Nullable List<String> stars(KeyPath pattern, KeyPath path) {
        if (pattern.steps().size() != path.steps().size()) {
            return null;
        }
        List<String> stars = new ArrayList<>();
        for (int i = 0; i < pattern.steps().size(); i++) {
            KeyPath.Step wanted = pattern.steps().get(i);
            KeyPath.Step step = path.steps().get(i);
            if (wanted.place() != step.place()) {
                return null;
            }
            if (wanted.text().equals("*")) {
                stars.add(step.text());
            } else if (!wanted.place() && !wanted.text().equals(step.text())) {
                return null;
            }
        }
        return stars;
    }

    private static KeyPath filled(KeyPath pattern, List<String> stars) {
        Deque<String> left = new ArrayDeque<>(stars);
        return new KeyPath(pattern.steps().stream()
                .map(step -> step.text().equals("*") ? new KeyPath.Step(left.remove(), false) : step)
                .toList());
    }

    private static Row row(String[] columns) {
        List<String> successors = columns[5].equals("-") ? List.of() : List.of(columns[5].split(","));
        return new Row(
                ChartVersions.placeOf(columns[0] + ".0"),
                columns[1].equals("-") ? Integer.MAX_VALUE : ChartVersions.placeOf(columns[1] + ".0"),
                columns[2].equals("-") ? 0 : Integer.parseInt(columns[2]),
                KeyPath.of(columns[4]),
                successors.stream().map(KeyPath::of).toList(),
                new ChartMove(columns[4], successors, ChartMove.Standing.valueOf(columns[3].toUpperCase(Locale.ROOT))));
    }
}
