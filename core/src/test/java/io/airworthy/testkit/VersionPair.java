package io.airworthy.testkit;

import io.airworthy.chart.ChartVersion;
import io.airworthy.configuration.AirflowVersion;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/**
 * A chart version and an Airflow version that it can run.
 *
 * @param chart the chart version
 * @param airflow the Airflow version
 */
public record VersionPair(ChartVersion chart, AirflowVersion airflow) {

    private static final List<AirflowVersion> AIRFLOW = Stream.of(
                    "2.9.0", "2.9.3", "2.10.5", "2.11.0", "3.0.2", "3.0.6", "3.1.0", "3.1.8", "3.2.0", "3.2.2", "3.3.0",
                    "3.3.2", "3.4.0")
            .map(AirflowVersion::of)
            .toList();

    /**
     * Every pair that works, oldest first.
     *
     * @return the pairs
     */
    public static List<VersionPair> all() {
        return ChartVersion.supported().stream()
                .flatMap(chart -> AIRFLOW.stream().filter(chart::runs).map(airflow -> new VersionPair(chart, airflow)))
                .toList();
    }

    /**
     * Any pair that works.
     *
     * @return the pairs, each as likely as another
     */
    public static Arbitrary<VersionPair> pairs() {
        return Arbitraries.of(all());
    }

    /**
     * Any pair that works, of some chart versions.
     *
     * @param charts the chart versions, {@code "1.22.0"}
     * @return the pairs, each as likely as another
     */
    public static Arbitrary<VersionPair> pairsOf(List<String> charts) {
        return Arbitraries.of(all().stream()
                .filter(pair -> charts.contains(pair.chart().text()))
                .toList());
    }

    /**
     * Whether a deployment of this pair can have several executors.
     *
     * @return true if chart and Airflow both know lists of executors
     */
    public boolean takesSeveralExecutors() {
        return chart.isAtLeast(1, 16, 0) && airflow.isAtLeast(2, 10, 0);
    }

    @Override
    public String toString() {
        return "chart " + chart + " with Airflow " + airflow;
    }
}
