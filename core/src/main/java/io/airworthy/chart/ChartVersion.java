package io.airworthy.chart;

import io.airworthy.configuration.AirflowVersion;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The version of the official Airflow Helm chart that the values are written for.
 *
 * <p>Any text can be held; a rule says when it is not a version that this library knows.
 *
 * @param text the version as written, {@code "1.22.0"}
 * @see <a href="https://airflow.apache.org/docs/helm-chart/stable/release_notes.html">Chart release notes</a>
 */
public record ChartVersion(String text) {

    /** Refuses null. */
    public ChartVersion {
        Objects.requireNonNull(text, "text");
    }

    /**
     * Holds a chart version.
     *
     * @param text the version, {@code "1.22.0"}
     * @return the version
     */
    public static ChartVersion of(String text) {
        return new ChartVersion(text);
    }

    /**
     * All chart versions that this library renders for, oldest first.
     *
     * @return the supported versions
     */
    public static List<ChartVersion> supported() {
        return ChartRelease.all().stream()
                .map(release -> new ChartVersion(release.version()))
                .toList();
    }

    /**
     * Whether this library renders for this version: for those of {@link #supported()}, and for newer ones as for the newest
     * of them.
     *
     * @return true if so
     */
    public boolean isSupported() {
        return release().isPresent();
    }

    /**
     * Whether this version came after all that this library knows.
     *
     * @return true if it is judged as the newest known one
     */
    public boolean isNewerThanKnown() {
        return ChartRelease.isNewer(text);
    }

    /**
     * Whether this version is the given one or a later one.
     *
     * @param major the major version
     * @param minor the minor version
     * @param patch the patch version
     * @return true if so; false for what is not three numbers
     */
    public boolean isAtLeast(int major, int minor, int patch) {
        return AirflowVersion.of(text).isAtLeast(major, minor, patch);
    }

    /**
     * Whether the chart has a key.
     *
     * @param path the key, as {@link ChartProfile#has(String)} takes it
     * @return true if so; false for a version that is not supported
     */
    public boolean has(String path) {
        return release()
                .filter(release -> ChartProfile.of(release.version()).has(path))
                .isPresent();
    }

    /**
     * Whether the chart takes a value.
     *
     * @param key a key at the top of the values
     * @param value its value
     * @return true if the chart's schema takes it; false for a version that is not supported
     */
    public boolean takes(String key, String value) {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(value, "value");
        return release()
                .filter(release -> ChartProfile.of(release.version())
                        .check(Map.of(key, value))
                        .isEmpty())
                .isPresent();
    }

    /**
     * Whether the chart has a trait.
     *
     * @param trait the trait
     * @return true if so; false for a version that is not supported
     */
    public boolean has(ChartTrait trait) {
        Objects.requireNonNull(trait, "trait");
        return release().filter(release -> trait.isIn(release.version())).isPresent();
    }

    /**
     * The Airflow version that the chart installs when nobody asks for another: the newest one it was made for.
     *
     * @return the chart's own Airflow version; empty for a version that is not supported
     */
    public Optional<AirflowVersion> ownAirflow() {
        return release().map(release -> AirflowVersion.of(release.airflow()));
    }

    /**
     * Whether this chart can run an Airflow version with all its keys given by name.
     *
     * <p>Airflow 3 needs chart 1.18 at least: before it the chart cannot be told the API server's secret key.
     * Charts from 1.20 refuse Airflow below 2.11.
     *
     * @param airflow the Airflow version
     * @return true if the pair works; false when either is not supported
     */
    public boolean runs(AirflowVersion airflow) {
        Objects.requireNonNull(airflow, "airflow");
        return release()
                .filter(release -> airflow.isRelease()
                        && airflow.compareTo(AirflowVersion.of(release.oldestAirflow())) >= 0
                        && release.airflowBefore()
                                .filter(before -> airflow.compareTo(AirflowVersion.of(before)) >= 0)
                                .isEmpty())
                .isPresent();
    }

    @Override
    public String toString() {
        return text;
    }

    private Optional<ChartRelease> release() {
        return ChartRelease.find(text);
    }
}
