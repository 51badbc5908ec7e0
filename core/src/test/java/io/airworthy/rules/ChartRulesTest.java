package io.airworthy.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.airworthy.AirflowDeployment;
import io.airworthy.testkit.SampleDeployments;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ChartRulesTest {

    private static final String NEW = "1.22.0";
    private static final String OLD = "1.15.0";

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of(
                        "an unknown key",
                        NEW,
                        Map.of("scheduler", Map.of("replica", 3)),
                        "VAL-013 scheduler.replica: it is not a key of chart 1.22.0, which rejects it. use replicas,"
                                + " if that is what you mean"),
                Arguments.of(
                        "an unknown key at the top",
                        NEW,
                        Map.of("schedular", Map.of("replicas", 3)),
                        "VAL-013 schedular: it is not a key of chart 1.22.0, and Helm silently drops it. use"
                                + " scheduler, if that is what you mean"),
                Arguments.of(
                        "another unknown key at the top",
                        NEW,
                        Map.of("lables", Map.of("team", "data")),
                        "VAL-013 lables: it is not a key of chart 1.22.0, and Helm silently drops it. use labels, if"
                                + " that is what you mean"),
                Arguments.of(
                        "a wrong type",
                        NEW,
                        Map.of("revisionHistoryLimit", "3"),
                        "VAL-013 revisionHistoryLimit: it is a string, but must be an integer or null."
                                + " write it without quotes"),
                Arguments.of(
                        "a key that is missing",
                        NEW,
                        Map.of("extraEnvFrom", 3),
                        "VAL-013 extraEnvFrom: it is an integer, but must be a string or null. put it in double quotes"),
                Arguments.of(
                        "a key that is only in later charts",
                        OLD,
                        Map.of("apiServer", Map.of("replicas", 2)),
                        "VAL-013 apiServer: it is not a key of chart 1.15.0, and Helm silently drops it."
                                + " use chart 1.16 or later"),
                Arguments.of(
                        "a key that this Airflow ignores",
                        NEW,
                        Map.of("webserver", Map.of("replicas", 2)),
                        "VAL-014 webserver.replicas: it has no effect in chart 1.22.0 with Airflow 3."
                                + " use apiServer.replicas"),
                Arguments.of(
                        "a budget one level too high",
                        NEW,
                        Map.of("scheduler", Map.of("podDisruptionBudget", Map.of("minAvailable", 1))),
                        "VAL-014 scheduler.podDisruptionBudget.minAvailable: it is accepted by chart 1.22.0 but has no"
                                + " effect. use scheduler.podDisruptionBudget.config.minAvailable"),
                Arguments.of(
                        "a deprecated key",
                        NEW,
                        Map.of("workers", Map.of("priorityClassName", "high")),
                        "VAL-015 workers.priorityClassName: it is deprecated in chart 1.22.0."
                                + " use workers.celery.priorityClassName"),
                Arguments.of(
                        "a contradiction",
                        NEW,
                        Map.of("scheduler", Map.of("replicas", 3)),
                        "VAL-012 scheduler.replicas: the model sets it to something else."
                                + " remove it from extraValues and change the model"),
                Arguments.of(
                        "a number at a key's old place",
                        NEW,
                        Map.of("workers", Map.of("replicas", 3)),
                        "VAL-012 workers.replicas:"
                                + " the chart uses workers.celery.replicas instead, which the model sets."
                                + " remove it from extraValues and change the model"),
                Arguments.of(
                        "a map at a key's old place",
                        NEW,
                        Map.of("workers", Map.of("resources", Map.of("limits", Map.of("cpu", 8)))),
                        "VAL-012 workers.resources:"
                                + " the chart uses workers.celery.resources instead, which the model sets."
                                + " remove it from extraValues and change the model"),
                Arguments.of(
                        "a budget at its old place",
                        NEW,
                        Map.of("workers", Map.of("podDisruptionBudget", Map.of("enabled", false))),
                        "VAL-012 workers.podDisruptionBudget.enabled:"
                                + " the chart uses workers.celery.podDisruptionBudget.enabled instead, which the model"
                                + " sets. remove it from extraValues and change the model"),
                Arguments.of(
                        "an identity at its old place",
                        NEW,
                        Map.of("workers", Map.of("serviceAccount", Map.of("annotations", Map.of("a", "b")))),
                        "VAL-012 workers.serviceAccount.annotations:"
                                + " the chart uses workers.celery.serviceAccount.annotations instead, which the model"
                                + " sets. remove it from extraValues and change the model"),
                Arguments.of(
                        "a sign-on file where Airflow 3 does not look",
                        NEW,
                        Map.of("webserver", Map.of("webserverConfig", "AUTH_TYPE = 4")),
                        "VAL-014 webserver.webserverConfig: it has no effect in chart 1.22.0 with Airflow 3."
                                + " use apiServer.apiServerConfig"),
                Arguments.of(
                        "a map where the model has text",
                        NEW,
                        Map.of("airflowVersion", Map.of("a", "b")),
                        "VAL-012 airflowVersion: the model sets it to something else."
                                + " remove it from extraValues and change the model"),
                Arguments.of(
                        "an unknown key behind elements of the model's",
                        NEW,
                        Map.of(
                                "secret",
                                List.of(Map.of("envName", "A", "secretName", "a", "secretKey", "a", "secretKy", "a"))),
                        "VAL-013 secret[0].secretKy: it is not a key of chart 1.22.0, which rejects it. use secretKey,"
                                + " if that is what you mean"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void saysWhatIsWrongAndWhatWouldBeRight(String name, String chart, Map<String, ?> extra, String expected) {
        assertThat(findings(with(chart, extra))).containsExactly(expected);
    }

    @Test
    void theModelsOwnValueMayBeRepeated() {
        assertThat(findings(with(NEW, Map.of("scheduler", Map.of("replicas", 2L)))))
                .isEmpty();
    }

    private static List<String> findings(AirflowDeployment deployment) {
        return deployment.validate().violations().stream()
                .filter(violation -> violation.rule().id().startsWith("VAL-"))
                .map(violation -> violation.rule().id() + " "
                        + violation.finding().modelPath().replaceAll("^extraValues\\[(.*)]$", "$1") + ": "
                        + violation.finding().what() + ". " + violation.remedy())
                .toList();
    }

    private static AirflowDeployment with(String chart, Map<String, ?> extra) {
        AirflowDeployment base = chart.equals(OLD)
                ? SampleDeployments.airflow2().toBuilder()
                        .chartVersion(OLD)
                        .airflowVersion("2.9.3")
                        .build()
                : SampleDeployments.exercise();
        return base.toBuilder().chartVersion(chart).extraValues(extra).build();
    }
}
