package io.airworthy.render.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.airworthy.AirflowDeployment;
import io.airworthy.Executor;
import io.airworthy.chart.ValuesProblem;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ExtraValuesTest {

    private static final String NEW = "1.22.0";
    private static final String OLD = "1.15.0";

    private static AirflowDeployment with(String chart, Map<String, ?> extra) {
        return Exercise.on(chart, chart.equals(OLD) ? "2.10.5" : "3.2.2")
                .executor(Executor.KUBERNETES)
                .extraValues(extra)
                .build();
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of(
                        "an unknown key",
                        NEW,
                        Map.of("scheduler", Map.of("replica", 3)),
                        "scheduler.replica is no key of chart 1.22.0, which refuses it;" + " did you mean replicas?"),
                Arguments.of(
                        "an unknown key at the top",
                        NEW,
                        Map.of("shceduler", Map.of("replicas", 3)),
                        "shceduler is no key of chart 1.22.0: Helm drops it in silence;" + " did you mean scheduler?"),
                Arguments.of(
                        "a wrong type",
                        NEW,
                        Map.of("revisionHistoryLimit", "3"),
                        "revisionHistoryLimit is a string, but takes an integer or null;" + " write it without quotes"),
                Arguments.of(
                        "a key that is only in later charts",
                        OLD,
                        Map.of("apiServer", Map.of("replicas", 2)),
                        "apiServer is no key of chart 1.15.0: Helm drops it in silence;"
                                + " it exists since chart 1.16"),
                Arguments.of(
                        "a key that this Airflow ignores",
                        NEW,
                        Map.of("webserver", Map.of("replicas", 2)),
                        "webserver.replicas has no effect in chart 1.22.0 with Airflow 3;"
                                + " write apiServer.replicas"),
                Arguments.of(
                        "a budget one level too high",
                        NEW,
                        Map.of("scheduler", Map.of("podDisruptionBudget", Map.of("minAvailable", 1))),
                        "scheduler.podDisruptionBudget.minAvailable is accepted by chart 1.22.0 and has no effect;"
                                + " write scheduler.podDisruptionBudget.config.minAvailable"),
                Arguments.of(
                        "a contradiction",
                        NEW,
                        Map.of("scheduler", Map.of("replicas", 3)),
                        "scheduler.replicas is set by the model, to something else than in extraValues;"
                                + " take it out of extraValues and change the model"),
                Arguments.of(
                        "a map where the model has a list",
                        NEW,
                        Map.of("executor", Map.of("a", "b")),
                        "executor is set by the model, to something else than in extraValues;"
                                + " take it out of extraValues and change the model"),
                Arguments.of(
                        "a variable of the model's",
                        NEW,
                        Map.of("env", List.of(Map.of("name", "AIRFLOW_CONN_AWS_DEFAULT", "value", "aws://other"))),
                        "env[0] is set by the model, to something else than in extraValues;"
                                + " take it out of extraValues and change the model"),
                Arguments.of(
                        "a Secret's variable of the model's",
                        NEW,
                        Map.of(
                                "secret",
                                List.of(Map.of(
                                        "envName",
                                        "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN_ASYNC",
                                        "secretName",
                                        "mine",
                                        "secretKey",
                                        "url"))),
                        "secret[0] is set by the model, to something else than in extraValues;"
                                + " take it out of extraValues and change the model"),
                Arguments.of(
                        "the bundled database",
                        NEW,
                        Map.of("postgresql", Map.of("enabled", true)),
                        "postgresql.enabled is set by the model, to something else than in extraValues;"
                                + " take it out of extraValues and change the model"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void saysWhatIsWrongAndWhatWouldBeRight(String name, String chart, Map<String, ?> extra, String message) {
        assertThatThrownBy(() -> HelmValues.of(with(chart, extra)))
                .isInstanceOf(InvalidValuesException.class)
                .hasMessage("chart " + chart + " does not take these values:\n  " + message);
    }

    @Test
    void saysEverythingThatIsWrongAtOnce() {
        Map<String, ?> extra = Map.of("scheduler", Map.of("replicas", 3, "replica", 3), "uid", "50000");

        assertThatThrownBy(() -> HelmValues.of(with(NEW, extra)))
                .isInstanceOfSatisfying(
                        InvalidValuesException.class,
                        refusal -> assertThat(refusal.problems())
                                .extracting(ValuesProblem::path)
                                .containsExactlyInAnyOrder("scheduler.replicas", "scheduler.replica", "uid"));
    }

    @Test
    void remarksOnDeprecatedKeysWithoutRefusingThem() {
        HelmValues values = HelmValues.of(with(NEW, Map.of("workers", Map.of("priorityClassName", "high"))));

        assertThat(values.notices())
                .extracting(ValuesProblem::toString)
                .containsExactly(
                        "workers.priorityClassName is deprecated in chart 1.22.0; write workers.celery.priorityClassName");
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
