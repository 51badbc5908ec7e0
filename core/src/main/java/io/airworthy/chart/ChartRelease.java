package io.airworthy.chart;

import io.airworthy.configuration.AirflowVersion;
import io.airworthy.table.DataFile;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A version of the official Airflow chart that this library knows.
 *
 * @param version the full version, {@code 1.22.0}
 * @param airflow the Airflow that it installs when nobody asks for another: the newest one it was made for
 * @param oldestAirflow the oldest Airflow that it runs
 * @param airflowBefore the first Airflow that it does not run, if any
 */
public record ChartRelease(String version, String airflow, String oldestAirflow, Optional<String> airflowBefore) {

    private static final List<ChartRelease> ALL = DataFile.rows(ChartRelease.class::getResourceAsStream, "charts.tsv")
            .map(ChartRelease::of)
            .toList();

    private static final Map<String, ChartRelease> BY_VERSION =
            ALL.stream().collect(Collectors.toUnmodifiableMap(ChartRelease::version, Function.identity()));

    /** Refuses null. */
    public ChartRelease {
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(airflow, "airflow");
        Objects.requireNonNull(oldestAirflow, "oldestAirflow");
        Objects.requireNonNull(airflowBefore, "airflowBefore");
    }

    /**
     * The versions that this library renders for.
     *
     * @return the versions, oldest first
     */
    public static List<ChartRelease> all() {
        return ALL;
    }

    /**
     * The newest version that this library knows.
     *
     * @return the last of {@link #all()}
     */
    public static ChartRelease newest() {
        return ALL.get(ALL.size() - 1);
    }

    /**
     * What is known of a version. A newer one than this library knows is taken for the newest.
     *
     * @param version any text
     * @return the version, or the newest one; empty for what is neither known nor newer
     */
    public static Optional<ChartRelease> find(String version) {
        Objects.requireNonNull(version, "version");
        return Optional.ofNullable(BY_VERSION.get(version))
                .or(() -> isNewer(version) ? Optional.of(newest()) : Optional.empty());
    }

    /**
     * Whether a version came after the newest one that this library knows.
     *
     * @param version any text
     * @return true if it is three numbers that are greater
     */
    public static boolean isNewer(String version) {
        Objects.requireNonNull(version, "version");
        AirflowVersion numbers = AirflowVersion.of(version);
        return numbers.isRelease() && numbers.compareTo(AirflowVersion.of(newest().version)) > 0;
    }

    private static ChartRelease of(String[] columns) {
        return new ChartRelease(
                columns[0],
                columns[1],
                columns[2],
                columns[3].equals("-") ? Optional.empty() : Optional.of(columns[3]));
    }
}
