package io.airworthy.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.airworthy.AirflowDeployment;
import io.airworthy.validation.Violation;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class DeploymentsTest {

    @Provide
    Arbitrary<AirflowDeployment> deployments() {
        return Deployments.valid();
    }

    @Property(tries = 300)
    void whatIsCalledValidIsDeployable(@ForAll("deployments") AirflowDeployment airflow) {
        assertThat(airflow.validate().errors()).extracting(Violation::toString).isEmpty();
    }
}
