package io.airworthy.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.airworthy.AirflowDeployment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedTest;

class DeploymentsSourceTest {

    @ParameterizedTest
    @DeploymentsSource(count = 3, seed = 42)
    void givesValidDeploymentsThatTheirNameMakesAgain(AirflowDeployment airflow, TestInfo test) {
        assertThat(airflow.validate().errors()).isEmpty();
        long seed = Long.parseLong(test.getDisplayName().replaceFirst(".*seed (\\d+).*", "$1"));
        assertThat(seed).isBetween(42L, 44L);
        assertThat(airflow).isEqualTo(Deployments.sample(seed));
    }

    @ParameterizedTest
    @DeploymentsSource(breaking = "DB-003", count = 3)
    void givesDeploymentsThatBreakOneRule(AirflowDeployment airflow) {
        assertThat(airflow.validate().errors())
                .extracting(violation -> violation.rule().id())
                .containsOnly("DB-003");
    }

    @Test
    void givesDifferentDeployments() {
        assertThat(Deployments.sample(1)).isNotEqualTo(Deployments.sample(2));
    }

    @Test
    void knowsWhichRulesCanBeBroken() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NearlyValidDeployments.sample("DB-999", 1))
                .withMessage("no mistake is known that breaks DB-999");
    }
}
