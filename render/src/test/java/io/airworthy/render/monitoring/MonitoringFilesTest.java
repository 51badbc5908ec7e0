package io.airworthy.render.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.airworthy.AirflowDeployment;
import io.airworthy.operations.Monitoring;
import io.airworthy.render.KeptText;
import io.airworthy.render.document.Runbook;
import io.airworthy.testkit.SampleDeployments;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

class MonitoringFilesTest {

    static Stream<Arguments> kept() {
        return WatchedDeployments.all().entrySet().stream()
                .flatMap(entry -> MonitoringFiles.of(entry.getValue()).files().entrySet().stream()
                        .map(file -> Arguments.of(
                                entry.getKey() + file.getKey().substring("monitoring".length()), file.getValue())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("kept")
    void readsAsKeptByHand(String file, String text) {
        assertThat(text).isEqualTo(KeptText.of(MonitoringFilesTest.class, file));
    }

    @Test
    void objectsOfTheOperatorAreThereOnlyIfItIs() {
        assertThat(files(Monitoring.files())).containsExactly("monitoring/rules.yaml", "monitoring/dashboard.json");
        assertThat(files(Monitoring.annotations()))
                .containsExactly("monitoring/rules.yaml", "monitoring/dashboard.json");
        assertThat(files(Monitoring.prometheusOperator(Map.of())))
                .containsExactly(
                        "monitoring/rules.yaml",
                        "monitoring/prometheus-rule.yaml",
                        "monitoring/service-monitor.yaml",
                        "monitoring/pod-monitor.yaml",
                        "monitoring/dashboard.json");
    }

    @Test
    void theRuleOfTheOperatorHasTheSameAlertsAsTheFile() {
        Map<String, String> files =
                MonitoringFiles.of(WatchedDeployments.operator()).files();

        assertThat(yaml(files.get("monitoring/prometheus-rule.yaml")).get("spec"))
                .isEqualTo(yaml(files.get("monitoring/rules.yaml")));
    }

    /** The labels that select an object win over those of this library. */
    @Test
    void objectsHaveTheLabelsByWhichTheyAreSelected() {
        Map<String, String> files =
                MonitoringFiles.of(WatchedDeployments.operator()).files();

        assertThat(List.of("prometheus-rule", "service-monitor", "pod-monitor"))
                .allSatisfy(name -> assertThat(
                                yaml(files.get("monitoring/" + name + ".yaml")).get("metadata"))
                        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
                        .extracting("labels")
                        .isEqualTo(Map.of(
                                "app.kubernetes.io/managed-by", "airworthy", "release", "kube-prometheus-stack")));
    }

    @Test
    void panelsHaveIdsOfTheirOwnAndDoNotOverlap() throws Exception {
        for (AirflowDeployment airflow : WatchedDeployments.all().values()) {
            var panels = new ObjectMapper()
                    .readTree(MonitoringFiles.of(airflow).files().get("monitoring/dashboard.json"))
                    .get("panels");
            assertThat(panels).extracting(panel -> panel.get("id").asInt()).doesNotHaveDuplicates();
            assertThat(panels)
                    .extracting(panel -> panel.get("gridPos").get("x") + "/"
                            + panel.get("gridPos").get("y"))
                    .doesNotHaveDuplicates();
            assertThat(panels)
                    .allSatisfy(
                            panel -> assertThat(panel.get("gridPos").get("x").asInt()
                                            + panel.get("gridPos").get("w").asInt())
                                    .isLessThanOrEqualTo(24));
        }
    }

    @Test
    void theRunbooksFileIsTheOneThatAlertsReferTo() {
        assertThat(RunbookPage.FILE_NAME).isEqualTo(Runbook.FILE_NAME);
    }

    private static List<String> files(Monitoring monitoring) {
        return List.copyOf(MonitoringFiles.of(SampleDeployments.exercise().toBuilder()
                        .operations(operations -> operations.monitoring(monitoring))
                        .build())
                .files()
                .keySet());
    }

    static Map<String, Object> yaml(String text) {
        return new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
    }

    /** What an alert of a deployment asks. */
    static Optional<Alert> alert(AirflowDeployment airflow, String name) {
        return Alerts.of(airflow).all().stream()
                .filter(alert -> alert.name().equals(name))
                .findFirst();
    }
}
