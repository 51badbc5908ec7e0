package io.airworthy;

import static org.assertj.core.api.Assertions.assertThat;

import io.airworthy.pods.Component;
import io.airworthy.testkit.SampleDeployments;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The names that the chart gives its objects, as its templates make them. */
class ObjectNamesTest {

    private static final ObjectNames AIRFLOW_3 = SampleDeployments.exercise().names();
    private static final ObjectNames AIRFLOW_2 = SampleDeployments.airflow2().names();

    @Test
    void aComponentHasALabelAndAKey() {
        assertThat(all(AIRFLOW_3::componentLabel))
                .containsExactly("scheduler", "api-server", "dag-processor", "triggerer", "worker");
        assertThat(all(AIRFLOW_3::valuesKey))
                .containsExactly("scheduler", "apiServer", "dagProcessor", "triggerer", "workers");
        assertThat(all(AIRFLOW_2::componentLabel))
                .containsExactly("scheduler", "webserver", "dag-processor", "triggerer", "worker");
        assertThat(all(AIRFLOW_2::valuesKey))
                .containsExactly("scheduler", "webserver", "dagProcessor", "triggerer", "workers");
    }

    @Test
    void aReleaseThatDoesNotSayAirflowHasServiceAccountsThatDo() {
        ObjectNames other = SampleDeployments.but(it -> it.releaseName("prod")).names();

        assertThat(all(AIRFLOW_3::serviceAccount))
                .containsExactly(
                        "airflow-scheduler",
                        "airflow-api-server",
                        "airflow-dag-processor",
                        "airflow-triggerer",
                        "airflow-worker");
        assertThat(other.serviceAccount(Component.WORKERS)).isEqualTo("prod-airflow-worker");
        assertThat(other.workload(Component.WORKERS)).isEqualTo("prod-worker");
    }

    @Test
    void thePoolIsFoundFromEveryNamespace() {
        ObjectNames names = SampleDeployments.but(it -> it.releaseName("prod").namespace("data"))
                .names();

        assertThat(names.pgBouncerHost()).isEqualTo("prod-pgbouncer.data");
        assertThat(names.metadataAlias()).isEqualTo("prod-metadata");
        assertThat(names.resultBackendAlias()).isEqualTo("prod-result-backend");
        assertThat(names.deployKeyComment()).isEqualTo("prod-dags@data");
    }

    private static List<String> all(Function<Component, String> name) {
        return Stream.of(Component.values()).map(name).toList();
    }
}
