package io.airworthy.render.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.airworthy.AirflowDeployment;
import io.airworthy.pods.Component;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The usual deployment, on the newest chart. */
@ExtendWith(Charts.AtHand.class)
class ExerciseOnRealHelmTest {

    static Stream<AirflowDeployment> exercises() {
        return Stream.of(
                Exercise.celery("1.22.0", "3.2.2"),
                Exercise.kubernetes("1.22.0", "3.2.2"),
                Exercise.celery("1.22.0", "2.11.0"),
                Exercise.kubernetes("1.22.0", "2.11.0"));
    }

    @ParameterizedTest
    @MethodSource("exercises")
    void installsAtTheFirstTryWithNothingSilentlyOff(AirflowDeployment airflow) {
        assertThat(airflow.validate().errors()).isEmpty();

        Release release = HelmChart.rendered(airflow);

        EverythingArrived.check(release);
        assertThat(release.notes()).contains("Thank you for installing Apache Airflow " + airflow.airflowVersion());
    }

    /** The names that a proxy must not be asked for. */
    @ParameterizedTest
    @MethodSource("exercises")
    void tasksAndLogsAreCalledByTheNamesThatTheRulesKnow(AirflowDeployment airflow) {
        Release release = HelmChart.rendered(airflow);

        String triggerer = airflow.names().workload(Component.TRIGGERER);
        assertThat(release.object("StatefulSet", triggerer)
                        .at("/spec/serviceName")
                        .asText())
                .isEqualTo(triggerer);
        assertThat(release.object("Service", triggerer).at("/spec/clusterIP").asText())
                .isEqualTo("None");
        if (airflow.airflowVersion().major() >= 3) {
            assertThat(release.airflowCfg().get("core.execution_api_server_url"))
                    .contains("http://" + airflow.names().workload(Component.WEB) + ":8080/execution/");
        }
    }
}
