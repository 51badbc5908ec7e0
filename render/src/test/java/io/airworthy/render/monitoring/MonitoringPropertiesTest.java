package io.airworthy.render.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.airworthy.AirflowDeployment;
import io.airworthy.testkit.AirworthyDomain;
import java.util.List;
import java.util.Map;
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
}
