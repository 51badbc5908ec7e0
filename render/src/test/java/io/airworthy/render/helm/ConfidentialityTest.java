package io.airworthy.render.helm;

import static io.airworthy.testkit.SampleDeployments.but;
import static io.airworthy.testkit.SampleDeployments.exercise;
import static org.assertj.core.api.Assertions.assertThat;

import io.airworthy.AirflowDeployment;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the values file says about itself. */
class ConfidentialityTest {

    @Test
    void saysThatNothingIsSecretWhereNothingIs() {
        assertThat(head(exercise())).endsWith("Nothing in here is secret.");
    }

    @Test
    void saysWhatIsSecretWhereTheRuleIsWaived() {
        AirflowDeployment waived = but(it -> it.environment("SMTP_PASSWORD", "hunter2")
                .extraValue("flower", Map.of("password", "hunter2"))
                .waive("RISK-001", "the repository is encrypted"));

        assertThat(waived.validate().isDeployable()).isTrue();
        assertThat(head(waived))
                .doesNotContain("Nothing in here is secret")
                .endsWith(
                        "This file carries secrets: keep it like a password. They come from environment[SMTP_PASSWORD],"
                                + " extraValues[flower.password].");
    }

    @Test
    void countsWhatOtherRulesWouldHaveRefused() {
        AirflowDeployment waived =
                but(it -> it.environment("AIRFLOW_CONN_AIRFLOW_DB", "postgres://a:hunter2@db/airflow")
                        .waive("ENV-002", "we know")
                        .waive("RISK-001", "we know"));

        assertThat(head(waived)).contains("environment[AIRFLOW_CONN_AIRFLOW_DB]");
    }

    /** The first comment on one line. */
    private static String head(AirflowDeployment deployment) {
        return HelmValues.of(deployment)
                .asText()
                .lines()
                .takeWhile(line -> line.startsWith("#"))
                .map(line -> line.substring(1).strip())
                .collect(Collectors.joining(" "));
    }
}
