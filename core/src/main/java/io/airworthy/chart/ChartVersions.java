package io.airworthy.chart;

import io.airworthy.ChartVersion;
import java.util.List;

/** The chart versions that have a data file, oldest first. */
final class ChartVersions {

    static final List<String> SUPPORTED =
            ChartVersion.supported().stream().map(ChartVersion::text).toList();

    private ChartVersions() {}

    /**
     * Where a version stands among the supported ones.
     *
     * @throws IllegalArgumentException if it does not
     */
    static int placeOf(String version) {
        int place = SUPPORTED.indexOf(version);
        if (place < 0) {
            throw new IllegalArgumentException(
                    "Chart " + version + " is not supported; supported are " + String.join(", ", SUPPORTED));
        }
        return place;
    }

    /** A version as people say it: {@code 1.22} for {@code 1.22.0}. */
    static String spoken(String version) {
        return version.substring(0, version.lastIndexOf('.'));
    }
}
