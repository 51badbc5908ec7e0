package io.airworthy.chart;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What became of keys between chart versions, where the schemas alone do not tell: renamed, deprecated, without effect.
 *
 * <p>The facts come from the charts' templates and from the notices that they print after an installation. Where a key
 * depends on the major version of Airflow, the one that the chart installs by default counts here;
 * {@link ChartProfile#check} goes by {@code airflowVersion} in the values.
 */
public final class ChartMoves {

    private static final List<Row> ROWS = read();

    private ChartMoves() {}

    /** One line of the table: a move, and when it holds. */
    private record Row(int since, int until, int airflow, List<String> steps, ChartMove move) {

        boolean holdsFor(int version, int airflowMajor) {
            return since <= version && version <= until && (airflow == 0 || airflow == airflowMajor);
        }
    }

    /**
     * What to write instead of a key.
     *
     * @param chartVersion the full version, {@code 1.22.0}
     * @param path a key, {@code workers.replicas}
     * @return the key that took its place; empty if there is none, or if nothing is known against the key
     * @throws IllegalArgumentException if the version is not supported, or the text is no path
     */
    public static Optional<String> successorOf(String chartVersion, String path) {
        return find(chartVersion, defaultAirflowMajor(chartVersion), KeyPath.of(path))
                .flatMap(ChartMove::successor);
    }

    /**
     * The keys that still work with a chart version, and that it says will go.
     *
     * @param chartVersion the full version, {@code 1.22.0}
     * @return the keys, each with what to write instead
     * @throws IllegalArgumentException if the version is not supported
     */
    public static List<ChartMove> deprecated(String chartVersion) {
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
        int version = ChartVersions.placeOf(chartVersion);
        for (Row row : ROWS) {
            if (row.holdsFor(version, airflowMajor)) {
                List<String> stars = stars(row.steps(), path);
                if (stars != null) {
                    return Optional.of(new ChartMove(
                            path.toString(),
                            row.move().successor().map(successor -> fill(successor, stars)),
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
    private static @Nullable List<String> stars(List<String> pattern, KeyPath path) {
        List<KeyPath.Step> steps = path.steps();
        if (pattern.size() != steps.size()) {
            return null;
        }
        List<String> stars = new ArrayList<>();
        for (int i = 0; i < pattern.size(); i++) {
            if (steps.get(i).place()) {
                return null;
            }
            if (pattern.get(i).equals("*")) {
                stars.add(steps.get(i).text());
            } else if (!pattern.get(i).equals(steps.get(i).text())) {
                return null;
            }
        }
        return stars;
    }

    private static String fill(String successor, List<String> stars) {
        Deque<String> left = new ArrayDeque<>(stars);
        StringBuilder filled = new StringBuilder();
        for (String step : successor.split("\\.")) {
            filled.append(filled.isEmpty() ? "" : ".").append(step.equals("*") ? left.remove() : step);
        }
        return filled.toString();
    }

    private static List<Row> read() {
        try (InputStream in = ChartMoves.class.getResourceAsStream("chart-moves.tsv")) {
            if (in == null) {
                throw new IllegalStateException("The library lacks its data file chart-moves.tsv");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(ChartMoves::row)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Row row(String line) {
        String[] columns = line.split("\t");
        return new Row(
                ChartVersions.placeOf(columns[0] + ".0"),
                columns[1].equals("-") ? Integer.MAX_VALUE : ChartVersions.placeOf(columns[1] + ".0"),
                columns[2].equals("-") ? 0 : Integer.parseInt(columns[2]),
                List.of(columns[4].split("\\.")),
                new ChartMove(
                        columns[4],
                        columns[5].equals("-") ? Optional.empty() : Optional.of(columns[5]),
                        ChartMove.Standing.valueOf(columns[3].toUpperCase(Locale.ROOT))));
    }
}
