package com.example.platform;

import static org.junit.jupiter.api.Assertions.assertFalse;

import io.airworthy.AirflowDeployment;
import io.airworthy.testkit.AirworthyDomain;
import io.airworthy.testkit.DeploymentsSource;
import io.airworthy.validation.Rule;
import io.airworthy.validation.RuleSet;
import io.airworthy.validation.ValidationReport;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import org.junit.jupiter.params.ParameterizedTest;

/** A team's own rule, held against everything that the library accepts. */
class OurRuleTest {

    private static final Rule OURS = Rule.error("ACME-001")
            .title("The namespace does not name its team")
            .because("cost reports are made by namespace")
            .remedy("call the namespace airflow-<team>")
            .brokenWhen(airflow -> !airflow.namespace().startsWith("airflow-"))
            .at("namespace");

    @Property(tries = 50)
    @Domain(AirworthyDomain.class)
    boolean ourRuleAsksForNothingButANamespace(@ForAll AirflowDeployment airflow) {
        return judged(airflow.toBuilder().namespace("airflow-payments").build()).isDeployable();
    }

    /** The same without properties. */
    @ParameterizedTest
    @DeploymentsSource(count = 10)
    void ourRuleRefusesAnyOtherNamespace(AirflowDeployment airflow) {
        assertFalse(judged(airflow.toBuilder().namespace("payments").build()).isDeployable());
    }

    private static ValidationReport judged(AirflowDeployment airflow) {
        return RuleSet.standard().with(OURS).validate(airflow);
    }
}
