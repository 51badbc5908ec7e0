package io.airworthy.render.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.airworthy.AirflowDeployment;
import io.airworthy.AirflowDeploymentBuilder;
import io.airworthy.WebIngress;
import io.airworthy.availability.Component;
import io.airworthy.validation.Violation;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What teams run and no rule may refuse: it has no error, and the rendered objects show it at work. */
@ExtendWith(Charts.AtHand.class)
class WhatWorksTest {

    @ParameterizedTest
    @CsvSource({"1.15.0, 2.9.3, webserver", "1.18.0, 3.0.2, api", "1.22.0, 2.11.0, webserver", "1.22.0, 3.2.2, api"})
    void tlsEndsInALoadBalancerBeforeTheIngress(String chart, String airflow, String section) {
        Release release = working(
                chart,
                airflow,
                it -> it.ingress(WebIngress.builder()
                                .host("airflow.example.com")
                                .path("/team")
                                .ingressClass("alb")
                                .annotation("alb.ingress.kubernetes.io/certificate-arn", "arn:aws:acm:eu-west-1:1:c/1")
                                .build())
                        .externalUrl("https://airflow.example.com/team"));

        assertThat(release.airflowCfg().get(section + ".base_url")).contains("https://airflow.example.com/team");
        assertThat(release.objects("Ingress").get(0).at("/spec/tls").isMissingNode())
                .isTrue();
        if (section.equals("webserver")) {
            // Airflow 2 answers below this path only; the probe has to ask there.
            assertThat(release.podOf(Component.WEB)
                            .container("webserver")
                            .node()
                            .at("/livenessProbe/httpGet/path")
                            .asText())
                    .isEqualTo("/team/health");
        }
    }

    @ParameterizedTest
    @CsvSource({"1.18.0, 3.0.2, api", "1.22.0, 2.11.0, webserver", "1.22.0, 3.2.2, api"})
    void somethingElseThanTheChartsIngressLeadsIn(String chart, String airflow, String section) {
        Release release = working(chart, airflow, it -> it.externalUrl("https://airflow.example.com/"));

        assertThat(release.airflowCfg().get(section + ".base_url")).contains("https://airflow.example.com");
        assertThat(release.objects("Ingress")).isEmpty();
    }

    private static Release working(String chart, String airflow, UnaryOperator<AirflowDeploymentBuilder> change) {
        AirflowDeployment deployment =
                change.apply(Exercise.celery(chart, airflow).toBuilder()).build();
        assertThat(deployment.validate().errors())
                .extracting(Violation::toString)
                .isEmpty();
        return HelmChart.render(deployment);
    }
}
