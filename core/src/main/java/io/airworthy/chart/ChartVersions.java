package io.airworthy.chart;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The chart versions that have a data file, oldest first. */
final class ChartVersions {

    static final List<String> SUPPORTED =
            ChartRelease.all().stream().map(ChartRelease::version).toList();

    private static final Map<String, Integer> PLACES = IntStream.range(0, SUPPORTED.size())
            .boxed()
            .collect(Collectors.toUnmodifiableMap(SUPPORTED::get, Function.identity()));

    private ChartVersions() {}

    /**
     * Where a version stands among the supported ones; a newer one stands where the newest does.
     *
     * @throws IllegalArgumentException if it is neither supported nor newer
     */
    static int placeOf(String version) {
        return ChartRelease.find(version)
                .map(release -> PLACES.get(release.version()))
                .orElseThrow(() -> new IllegalArgumentException(
                        "Chart " + version + " is not supported; supported are " + String.join(", ", SUPPORTED)));
    }

    /** A version as people say it: {@code 1.22} for {@code 1.22.0}. */
    static String spoken(String version) {
        return version.substring(0, version.lastIndexOf('.'));
    }
}
