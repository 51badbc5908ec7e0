package com.example.platform;

import io.airworthy.AirflowDeployment;
import io.airworthy.testkit.AirworthyDomain;
import io.airworthy.validation.Rule;
import io.airworthy.validation.RuleSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;

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
        AirflowDeployment ours = airflow.toBuilder().namespace("airflow-payments").build();
        return RuleSet.standard().with(OURS).validate(ours).isDeployable();
    }
}
