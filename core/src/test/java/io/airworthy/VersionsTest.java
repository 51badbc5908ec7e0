package io.airworthy;

import static org.assertj.core.api.Assertions.assertThat;

import io.airworthy.chart.ChartVersion;
import io.airworthy.configuration.AirflowVersion;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersionsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"", "3", "3.2", "v3.2.2", "3.2.2rc1", "3.2.2-python3.12", "3.2.2 ", "3..2", "99999.0.0", "٣.٢.٢"
            })
    void whatIsNoReleaseIsAtLeastNothing(String text) {
        AirflowVersion version = AirflowVersion.of(text);

        assertThat(version.isRelease()).isFalse();
        assertThat(version.isAtLeast(0, 0, 0)).isFalse();
        assertThat(version.major() >= 3).isFalse();
        assertThat(version.minorLine()).isEqualTo(text);
    }

    @Property(tries = 300)
    void versionsCompareByTheirNumbers(
            @ForAll @IntRange(max = 9999) int major,
            @ForAll @IntRange(max = 9999) int minor,
            @ForAll @IntRange(max = 9999) int patch,
            @ForAll @IntRange(max = 9999) int otherMajor,
            @ForAll @IntRange(max = 9999) int otherMinor,
            @ForAll @IntRange(max = 9999) int otherPatch) {
        AirflowVersion version = AirflowVersion.of(major + "." + minor + "." + patch);
        AirflowVersion other = AirflowVersion.of(otherMajor + "." + otherMinor + "." + otherPatch);
        int expected = major != otherMajor
                ? Integer.compare(major, otherMajor)
                : minor != otherMinor ? Integer.compare(minor, otherMinor) : Integer.compare(patch, otherPatch);

        assertThat(Integer.signum(version.compareTo(other))).isEqualTo(expected);
        assertThat(version.isAtLeast(otherMajor, otherMinor, otherPatch)).isEqualTo(expected >= 0);
    }

    @Test
    void aVersionKnowsItsLine() {
        assertThat(AirflowVersion.of("3.2.2").minorLine()).isEqualTo("3.2");
        assertThat(AirflowVersion.of("3.0.0").major() >= 3).isTrue();
        assertThat(AirflowVersion.of("2.11.0").major() >= 3).isFalse();
        assertThat(AirflowVersion.of("3.2.2")).hasToString("3.2.2");
    }

    @Test
    void chartsStandInTheirOrderAndBringAnAirflowThatTheyRun() {
        List<ChartVersion> charts = ChartVersion.supported();

        assertThat(charts)
                .extracting(ChartVersion::text)
                .isSorted()
                .startsWith("1.15.0")
                .endsWith("1.22.0");
        // Chart 1.17.0 brings Airflow 3, but cannot be told the API server's key.
        assertThat(charts.stream().filter(chart -> !chart.text().equals("1.17.0")))
                .allMatch(chart -> chart.runs(chart.ownAirflow().orElseThrow()));
        for (int i = 0; i < charts.size(); i++) {
            for (int j = 0; j < charts.size(); j++) {
                String[] parts = charts.get(j).text().split("\\.");
                assertThat(charts.get(i)
                                .isAtLeast(
                                        Integer.parseInt(parts[0]),
                                        Integer.parseInt(parts[1]),
                                        Integer.parseInt(parts[2])))
                        .isEqualTo(i >= j);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1.15.0, 2.9.3, true",
        "1.15.0, 3.0.2, false",
        "1.17.0, 3.0.2, false",
        "1.18.0, 3.0.2, true",
        "1.19.0, 2.9.0, true",
        "1.20.0, 2.10.5, false",
        "1.20.0, 2.11.0, true",
        "1.22.0, 3.2.2, true",
        "1.22.0, latest, false",
        "1.18.1, 3.2.2, false",
        "1.23.0, 3.3.0, true",
        "1.15.0, 2.8.4, false"
    })
    void aChartRunsSomeAirflows(String chart, String airflow, boolean runs) {
        assertThat(ChartVersion.of(chart).runs(AirflowVersion.of(airflow))).isEqualTo(runs);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1.22", "1.14.0", "1.18.1", "v1.22.0"})
    void aChartThatNobodyKnowsIsNotSupported(String text) {
        assertThat(ChartVersion.of(text).isSupported()).isFalse();
        assertThat(ChartVersion.of(text).ownAirflow()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.22.1", "1.23.0", "2.0.0"})
    void aNewerChartIsTakenForTheNewestKnownOne(String text) {
        ChartVersion newer = ChartVersion.of(text);

        assertThat(newer.isNewerThanKnown()).isTrue();
        assertThat(newer.isSupported()).isTrue();
        assertThat(newer.ownAirflow()).contains(AirflowVersion.of("3.2.2"));
        assertThat(newer.has("workers.celery.replicas")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"1.19, false", "1.19.0, true", "1.20.0, true", "1.18.0, false"})
    void aShortenedVersionIsNoVersion(String text, boolean isAtLeast) {
        assertThat(ChartVersion.of(text).isAtLeast(1, 19, 0)).isEqualTo(isAtLeast);
    }

    @Test
    void executorsKnowWhatTheyNeed() {
        assertThat(Stream.of(Executor.CELERY, Executor.CELERY_KUBERNETES)).allMatch(Executor::usesCelery);
        assertThat(Stream.of(Executor.KUBERNETES, Executor.CELERY_KUBERNETES, Executor.LOCAL_KUBERNETES))
                .allMatch(Executor::usesKubernetes);
        assertThat(Stream.of(Executor.LOCAL, Executor.LOCAL_KUBERNETES)).allMatch(Executor::runsInScheduler);
        assertThat(new Executor("acme.SlowExecutor").isKnown()).isFalse();
    }
}
