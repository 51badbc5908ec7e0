package io.airworthy.chart;

import java.util.List;

/** The chart versions that have a data file, oldest first. */
final class ChartVersions {

    static final List<String> SUPPORTED =
            ChartRelease.all().stream().map(ChartRelease::version).toList();

    private ChartVersions() {}

    /**
     * Where a version stands among the supported ones; a newer one stands where the newest does.
     *
     * @throws IllegalArgumentException if it is neither supported nor newer
     */
    static int placeOf(String version) {
        return ChartRelease.find(version)
                .map(release -> SUPPORTED.indexOf(release.version()))
                .orElseThrow(() -> new IllegalArgumentException(
                        "Chart " + version + " is not supported; supported are " + String.join(", ", SUPPORTED)));
    }

    /** A version as people say it: {@code 1.22} for {@code 1.22.0}. */
    static String spoken(String version) {
        return version.substring(0, version.lastIndexOf('.'));
    }
}
