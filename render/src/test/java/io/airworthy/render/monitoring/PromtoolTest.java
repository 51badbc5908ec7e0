package io.airworthy.render.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.airworthy.AirflowDeployment;
import io.airworthy.frozen.Tree;
import io.airworthy.render.KeptText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Prometheus' own tool reads the rules, and says when an alert is raised. */
@Tag("slow")
class PromtoolTest {

    private static final Map<String, Object> CASES =
            MonitoringFilesTest.yaml(KeptText.of(PromtoolTest.class, "alert-cases.yaml"));

    /** Their cases all look alike, and are made here. */
    private static final List<String> OF_REPLICAS = List.of("Unavailable", "Degraded");

    @TempDir
    private Path place;

    static Set<String> deployments() {
        return WatchedDeployments.all().keySet();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("deployments")
    void theRulesAreRight(String name) throws Exception {
        assertThat(Promtool.in(place, "check", "rules", rules(name))).contains("SUCCESS");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("deployments")
    void everyAlertIsRaisedWhenItShouldAndOnlyThen(String name) throws Exception {
        rules(name);
        List<Object> tests = new ArrayList<>();
        Tree.mapOrEmpty(CASES.get(name)).forEach((alert, given) -> {
            Map<?, ?> of = Tree.mapOrEmpty(given);
            tests.add(test((String) alert, of.get("at"), of.get("fires"), 1));
            Tree.listOrEmpty(of.get("quiet"))
                    .forEach(series -> tests.add(test((String) alert, of.get("at"), series, 0)));
        });
        WatchedDeployments.all().get(name).release().workloads().all().stream()
                .flatMap(workload -> replicas(name, workload))
                .forEach(tests::add);
        Map<String, Object> file =
                Tree.of("rule_files", List.of("rules.yaml"), "evaluation_interval", "1m", "tests", tests);
        Files.writeString(place.resolve("tests.yaml"), new ObjectMapper().writeValueAsString(file));

        assertThat(Promtool.in(place, "test", "rules", "tests.yaml")).contains("SUCCESS");
    }

    @Test
    void everyAlertHasACase() {
        Set<String> cases = new TreeSet<>();
        CASES.values().forEach(alerts -> Tree.mapOrEmpty(alerts).keySet().forEach(alert -> cases.add((String) alert)));

        assertThat(WatchedDeployments.all().values().stream()
                        .flatMap(airflow -> Alerts.of(airflow).all().stream())
                        .map(Alert::name)
                        .filter(alert -> OF_REPLICAS.stream().noneMatch(alert::endsWith)))
                .allSatisfy(alert -> assertThat(cases).contains(alert));
    }

    /** Each workload has two pods; Redis and the exporter have one. */
    private static Stream<Object> replicas(String deployment, io.airworthy.release.Workload workload) {
        AirflowDeployment airflow = WatchedDeployments.all().get(deployment);
        String series = (workload.isStateful()
                        ? "kube_statefulset_status_replicas_ready{statefulset="
                        : "kube_deployment_status_replicas_available{deployment=")
                + "\"" + workload.name() + "\",namespace=\"" + airflow.namespace() + "\"}";
        String expression = workload.isStateful()
                ? "kube_statefulset_status_replicas_ready"
                : "kube_deployment_status_replicas_available";
        return Alerts.of(airflow).all().stream()
                .filter(alert -> alert.expression().contains(expression)
                        && alert.expression().contains("=\"" + workload.name() + "\""))
                .flatMap(alert -> Stream.of(0, 1, 2)
                        .map(pods -> test(
                                alert.name(),
                                "30m",
                                Map.of(series, pods + "x30"),
                                pods == (alert.name().endsWith("Unavailable") ? 0 : 1) ? 1 : 0)));
    }

    private static Map<String, Object> test(String alert, Object at, Object series, int raised) {
        List<Object> input = new ArrayList<>();
        Tree.mapOrEmpty(series).forEach((name, values) -> input.add(Tree.of("series", name, "values", values)));
        return Tree.of(
                "name",
                alert,
                "interval",
                "1m",
                "input_series",
                input,
                "promql_expr_test",
                List.of(Tree.of(
                        "expr",
                        "clamp_max(count(ALERTS{alertname=\"" + alert + "\",alertstate=\"firing\"}), 1) or vector(0)",
                        "eval_time",
                        at,
                        "exp_samples",
                        List.of(Tree.of("labels", "{}", "value", raised)))));
    }

    private String rules(String name) throws IOException {
        Files.writeString(
                place.resolve("rules.yaml"),
                MonitoringFiles.of(WatchedDeployments.all().get(name)).files().get("monitoring/rules.yaml"));
        return "rules.yaml";
    }
}
