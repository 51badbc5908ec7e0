package io.airworthy.render.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.airworthy.AirflowDeployment;
import io.airworthy.testkit.AirworthyDomain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.domains.Domain;

class MonitoringPropertiesTest {

    @Property(tries = 50, shrinking = ShrinkingMode.OFF)
    @Domain(AirworthyDomain.class)
    void everyDeploymentHasFilesThatCanBeReadAlwaysTheSame(@ForAll AirflowDeployment airflow) throws Exception {
        Map<String, String> files = MonitoringFiles.of(airflow).files();

        for (Map.Entry<String, String> file : files.entrySet()) {
            if (file.getKey().endsWith(".json")) {
                assertThat(new ObjectMapper()
                                .readTree(file.getValue())
                                .get("uid")
                                .asText())
                        .hasSizeBetween(1, 40);
            } else {
                assertThat(MonitoringFilesTest.yaml(file.getValue())).isNotEmpty();
            }
        }
        assertThat(MonitoringFiles.of(airflow.toBuilder().build()).files()).isEqualTo(files);
    }

    @Property(tries = 50, shrinking = ShrinkingMode.OFF)
    @Domain(AirworthyDomain.class)
    void everyAlertHasANameOfItsOwnAndSomethingToAsk(@ForAll AirflowDeployment airflow) {
        List<Alert> alerts = Alerts.of(airflow).all();

        assertThat(alerts).extracting(Alert::name).doesNotHaveDuplicates().isNotEmpty();
        assertThat(alerts)
                .allSatisfy(alert -> assertThat(alert.page().in(airflow.operations()))
                        .endsWith("#" + alert.page().id()))
                .allSatisfy(alert -> assertThat(alert.description()).endsWith("."));
    }

    @Property(tries = 20, shrinking = ShrinkingMode.OFF)
    @Domain(AirworthyDomain.class)
    void prometheusReadsEveryExpression(@ForAll AirflowDeployment airflow) throws Exception {
        Path folder = Files.createTempDirectory("airworthy-rules-");
        Files.writeString(
                folder.resolve("rules.yaml"),
                MonitoringFiles.of(airflow).files().get("monitoring/rules.yaml"));
        Files.writeString(folder.resolve("queries.yaml"), recorded(ExportedMetricsTest.queries(airflow)));

        assertThat(Promtool.in(folder, "check", "rules", "rules.yaml", "queries.yaml"))
                .doesNotContain("FAILED");
    }

    private static String recorded(List<String> queries) throws IOException {
        List<Map<String, String>> rules = IntStream.range(0, queries.size())
                .mapToObj(i -> Map.of("record", "query:" + i, "expr", queries.get(i)))
                .toList();
        return new ObjectMapper()
                .writeValueAsString(Map.of("groups", List.of(Map.of("name", "dashboard", "rules", rules))));
    }
}
