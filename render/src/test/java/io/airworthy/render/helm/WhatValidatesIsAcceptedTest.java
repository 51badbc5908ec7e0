package io.airworthy.render.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.airworthy.AirflowDeployment;
import io.airworthy.chart.ChartSchemas;
import io.airworthy.testkit.Deployments;
import io.airworthy.testkit.TriesFrom;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AddLifecycleHook;

/** The promise of this library, with the charts themselves as judges. */
class WhatValidatesIsAcceptedTest {

    @Provide
    Arbitrary<AirflowDeployment> validDeployments() {
        return Deployments.valid();
    }

    @Provide
    Arbitrary<AirflowDeployment> validDeploymentsOfArchives() {
        return Deployments.validOn(Charts.VERSIONS);
    }

    @Property(tries = 400)
    @AddLifecycleHook(ChartSchemas.AtHand.class)
    void whatValidatesIsAcceptedByTheSchema(@ForAll("validDeployments") AirflowDeployment airflow) {
        HelmValues values = HelmValues.of(airflow);

        assertThat(ChartSchemas.refusals(
                        airflow.chartVersion().text(), ChartSchemas.withoutRemovedDefaults(values.asMap())))
                .isEmpty();
    }

    @Property(tries = 100_000, shrinking = ShrinkingMode.OFF)
    @AddLifecycleHook(Charts.AtHand.class)
    @TriesFrom(value = "airworthy.helm.tries", otherwise = 10)
    void whatValidatesArrivesInTheCluster(@ForAll("validDeploymentsOfArchives") AirflowDeployment airflow) {
        EverythingArrived.check(HelmChart.render(airflow));
    }
}
