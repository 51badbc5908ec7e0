package io.airworthy.render.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.airworthy.AirflowDeployment;
import io.airworthy.Executor;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class ExtraValuesTest {

    private static final String NEW = "1.22.0";
    private static final String OLD = "1.15.0";

    private static AirflowDeployment with(String chart, Map<String, ?> extra) {
        return Exercise.on(chart, chart.equals(OLD) ? "2.10.5" : "3.2.2")
                .executor(Executor.KUBERNETES)
                .extraValues(extra)
                .waive("VAL-005", "variables of the chart's own list")
                .build();
    }

    @Test
    void joinTheModelsOwnValues() {
        HelmValues values = HelmValues.of(with(
                NEW,
                Map.of(
                        "scheduler",
                        Map.of("replicas", 2L, "nodeSelector", Map.of("pool", "airflow")),
                        "env",
                        List.of(
                                Map.of("name", "EXTRA", "value", "1"),
                                Map.of("name", "AIRFLOW_CONN_AWS_DEFAULT", "value", "aws://")))));

        assertThat(values.asMap())
                .extractingByKey("scheduler")
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("replicas", 2)
                .containsEntry("nodeSelector", Map.of("pool", "airflow"));
        assertThat(values.asMap())
                .extractingByKey("env")
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .extracting(variable -> (Object) ((Map<?, ?>) variable).get("name"))
                .containsExactly("AIRFLOW_CONN_AWS_DEFAULT", "EXTRA");
    }

    @Test
    void standInASectionOfTheirOwnWhereTheModelHasNone() {
        assertThat(HelmValues.of(with(NEW, Map.of("quotas", Map.of("pods", "50"))))
                        .asText())
                .endsWith("""
                        # Extra values, as given.
                        quotas:
                          pods: "50"
                        """);
    }
}
