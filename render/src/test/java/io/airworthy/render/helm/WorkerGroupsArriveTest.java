package io.airworthy.render.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.airworthy.testkit.SampleDeployments;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Groups of Celery workers and names of one's own, with real Helm. */
@ExtendWith(Charts.AtHand.class)
class WorkerGroupsArriveTest {

    @ParameterizedTest
    @CsvSource({"1.19.0, 2.10.5", "1.19.0, 3.1.7", "1.20.0, 3.1.8", "1.21.0, 2.11.0", "1.22.0, 3.2.2"})
    void aDataPlatformArrives(String chart, String airflow) {
        Release release = HelmChart.render(SampleDeployments.dataPlatform(chart, airflow));

        EverythingArrived.check(release);
        assertThat(release.objects("StatefulSet").stream().map(Release::nameOf))
                .contains("airflow-worker", "airflow-worker-gpu", "airflow-worker-high-mem", "airflow-worker-small");
        assertThat(release.objects("ServiceAccount").stream().map(Release::nameOf))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({"1.15.0, 2.9.3", "1.17.0, 2.10.5", "1.18.0, 3.0.2", "1.19.0, 3.1.7", "1.20.0, 3.1.8", "1.22.0, 3.2.2"})
    void namesOfOnesOwnArrive(String chart, String airflow) {
        Release release = HelmChart.render(SampleDeployments.but(it -> it.chartVersion(chart)
                .airflowVersion(airflow)
                .releaseName("prod")
                .fullName("team-a")));

        EverythingArrived.check(release);
        assertThat(release.objects("Service").stream().map(Release::nameOf))
                .allMatch(name -> name.startsWith("team-a-"));
    }
}
