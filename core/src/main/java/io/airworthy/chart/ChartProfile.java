package io.airworthy.chart;

import io.airworthy.table.DataFile;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What one version of the official Airflow chart takes as values: its keys, their types and their limits.
 *
 * <p>A profile refuses whatever the chart's own {@code values.schema.json} refuses, and two things more. It refuses
 * unknown keys at the top level, which Helm silently drops; and it reports keys inside of the schema's open objects
 * that the chart does not read.
 *
 * @see <a href="https://airflow.apache.org/docs/helm-chart/stable/parameters-ref.html">The chart's parameters</a>
 */
public final class ChartProfile {

    private static final Map<String, ChartProfile> READ = new ConcurrentHashMap<>();

    private final String version;
    private final ProfileFile.Content content;

    ChartProfile(String version, ProfileFile.Content content) {
        this.version = version;
        this.content = content;
    }

    /**
     * The profile of a chart version.
     *
     * @param chartVersion the full version, {@code 1.22.0}
     * @return its profile, or the newest one's for a newer version; the same one at every call
     * @throws IllegalArgumentException if the version is neither supported nor newer; the message lists those that are
     */
    public static ChartProfile of(String chartVersion) {
        Objects.requireNonNull(chartVersion, "chartVersion");
        String known = ChartVersions.SUPPORTED.get(ChartVersions.placeOf(chartVersion));
        return READ.computeIfAbsent(known, ChartProfile::read);
    }

    /**
     * The chart versions that there is a profile for.
     *
     * @return full versions, oldest first
     */
    public static List<String> supported() {
        return ChartVersions.SUPPORTED;
    }

    /**
     * The chart version that this describes.
     *
     * @return the full version, {@code 1.22.0}
     */
    public String version() {
        return version;
    }

    /**
     * Whether the chart has a key. Free keys count, like those under {@code config} and {@code labels}, and so do keys that
     * the chart reads without listing them in its schema; keys that it accepts without reading them do not.
     *
     * @param path keys joined by dots, any place of a list as {@code []} or {@code [0]}:
     *     {@code dags.gitSync.env[].name}
     * @return true if the chart knows what it means
     * @throws IllegalArgumentException if the text is no path
     */
    public boolean has(String path) {
        Objects.requireNonNull(path, "path");
        return has(KeyPath.of(path));
    }

    boolean has(KeyPath path) {
        Shape shape = content.root();
        for (int i = 0; i < path.steps().size(); i++) {
            if (takesAnything(shape)) {
                return true;
            }
            shape = next(shape, path.steps().get(i));
            if (shape == null) {
                return isHonoured(path.first(i + 1));
            }
        }
        return true;
    }

    /**
     * What the chart takes where a single value is left out.
     *
     * @param path keys joined by dots
     * @return the chart's default; empty for what is a map, a list or nothing by default, and for unknown keys
     * @throws IllegalArgumentException if the text is no path
     */
    public Optional<Object> defaultOf(String path) {
        Objects.requireNonNull(path, "path");
        Shape shape = content.root();
        for (KeyPath.Step step : KeyPath.of(path).steps()) {
            shape = next(shape, step);
            if (shape == null) {
                return Optional.empty();
            }
        }
        return Optional.ofNullable(shape.defaultValue());
    }

    private boolean isHonoured(KeyPath path) {
        return ChartMoves.find(version, ChartMoves.defaultAirflowMajor(version), path)
                .filter(move -> move.standing() == ChartMove.Standing.HONOURED)
                .isPresent();
    }

    /**
     * Everything that is wrong with values for this chart version.
     *
     * @param values a tree of maps with text keys, lists, strings, numbers, booleans and nulls, as they would stand in
     *     the file that Helm gets; defaults of the chart may be left out
     * @return the problems, ordered by path; empty if there are none
     * @throws IllegalArgumentException if the tree holds anything else, which YAML could not say
     */
    public List<ValuesProblem> check(Map<String, ?> values) {
        Objects.requireNonNull(values, "values").keySet().forEach(key -> Objects.requireNonNull(key, "values key"));
        return new ValuesCheck(this, values).problems();
    }

    Shape root() {
        return content.root();
    }

    /** The definition that a shape refers to; the shape itself if it refers to none. */
    Shape resolve(Shape shape) {
        Shape resolved = shape;
        while (resolved.definition() != null) {
            resolved = definition(resolved.definition());
        }
        return resolved;
    }

    private Shape definition(String name) {
        Shape shape = content.definitions().get(name);
        if (shape == null) {
            throw new IllegalStateException("The data file of chart " + version + " lacks " + name);
        }
        return shape;
    }

    private @Nullable Shape next(Shape shape, KeyPath.Step step) {
        Shape own = shape.at(step);
        return own != null ? own : resolve(shape).at(step);
    }

    private boolean takesAnything(Shape shape) {
        Shape resolved = resolve(shape);
        return resolved.types().contains(Shape.Type.OBJECT) && resolved.keys() == Shape.Keys.FREE
                || resolved.types().contains(Shape.Type.LIST) && resolved.element() == null;
    }

    private static ChartProfile read(String version) {
        return new ChartProfile(
                version,
                ProfileFile.parse(DataFile.text(ChartProfile.class::getResourceAsStream, "chart-" + version + ".tsv")));
    }
}
