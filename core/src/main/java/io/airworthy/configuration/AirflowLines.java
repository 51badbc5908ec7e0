package io.airworthy.configuration;

import io.airworthy.table.DataFile;
import java.util.List;
import java.util.Objects;

/** The lines of Airflow, such as 3.2, whose options this library knows. */
public final class AirflowLines {

    private static final List<String> ALL = DataFile.rows(AirflowLines.class::getResourceAsStream, "airflow-lines.tsv")
            .map(columns -> columns[0])
            .toList();

    private AirflowLines() {}

    /**
     * The oldest known line.
     *
     * @return {@code 2.9}
     */
    public static String oldest() {
        return ALL.get(0);
    }

    /**
     * The newest known line. What is newer is judged as this one.
     *
     * @return {@code 3.2}
     */
    public static String newest() {
        return ALL.get(ALL.size() - 1);
    }

    /**
     * Whether a release is of a known line.
     *
     * @param version the version
     * @return true if so; false for what is not a release
     */
    public static boolean have(AirflowVersion version) {
        Objects.requireNonNull(version, "version");
        return version.isRelease() && ALL.contains(version.minorLine());
    }

    /**
     * Whether a release is of a line after the newest known one.
     *
     * @param version the version
     * @return true if so; false for what is not a release
     */
    public static boolean areOlderThan(AirflowVersion version) {
        Objects.requireNonNull(version, "version");
        return version.isRelease() && !have(version) && version.compareTo(AirflowVersion.of(newest() + ".0")) > 0;
    }
}
