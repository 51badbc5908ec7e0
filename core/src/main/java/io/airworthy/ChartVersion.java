package io.airworthy;

import java.util.Arrays;
import java.util.List;
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

    private enum Known {
        V1_15("1.15.0", "2.9.3", false, false),
        V1_16("1.16.0", "2.10.5", false, false),
        V1_17("1.17.0", "3.0.2", false, false),
        V1_18("1.18.0", "3.0.2", true, false),
        V1_19("1.19.0", "3.1.7", true, false),
        V1_20("1.20.0", "3.1.8", true, true),
        V1_21("1.21.0", "3.2.0", true, true),
        V1_22("1.22.0", "3.2.2", true, true);

        private final String text;
        private final AirflowVersion ownAirflow;
        private final boolean takesKeysOfAirflow3;
        private final boolean needsAirflow211;

        Known(String text, String ownAirflow, boolean takesKeysOfAirflow3, boolean needsAirflow211) {
            this.text = text;
            this.ownAirflow = AirflowVersion.of(ownAirflow);
            this.takesKeysOfAirflow3 = takesKeysOfAirflow3;
            this.needsAirflow211 = needsAirflow211;
        }
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
        return Arrays.stream(Known.values())
                .map(known -> new ChartVersion(known.text))
                .toList();
    }

    /**
     * Says whether this library renders for this version.
     *
     * @return whether the version is one of {@link #supported()}
     */
    public boolean isSupported() {
        return known().isPresent();
    }

    /**
     * Says whether this is the given supported version or a later one.
     *
     * @param other a supported version
     * @return whether it is; always false for a version that is not supported
     */
    public boolean isAtLeast(String other) {
        List<ChartVersion> all = supported();
        return isSupported() && all.indexOf(this) >= all.indexOf(of(other));
    }

    /**
     * The Airflow version that the chart installs when nobody asks for another: the newest one it was made for.
     *
     * @return the chart's own Airflow version; empty for a version that is not supported
     */
    public Optional<AirflowVersion> ownAirflow() {
        return known().map(known -> known.ownAirflow);
    }

    /**
     * Says whether this chart can run an Airflow version with all its keys given by name.
     *
     * <p>Airflow 3 needs chart 1.18 at least: before it the chart cannot be told the API server's secret key.
     * Charts from 1.20 refuse Airflow below 2.11.
     *
     * @param airflow the Airflow version
     * @return whether the pair works; false when either is not supported
     */
    public boolean runs(AirflowVersion airflow) {
        return known().filter(known -> airflow.isAtLeast(2, 9, 0)
                        && (known.takesKeysOfAirflow3 || !airflow.isAirflow3())
                        && (!known.needsAirflow211 || airflow.isAtLeast(2, 11, 0)))
                .isPresent();
    }

    @Override
    public String toString() {
        return text;
    }

    private Optional<Known> known() {
        return Arrays.stream(Known.values())
                .filter(known -> known.text.equals(text))
                .findFirst();
    }
}
