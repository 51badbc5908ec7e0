package io.airworthy.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.airworthy.AirflowDeployment;
import io.airworthy.catalogue.RequiredSecret;
import io.airworthy.material.Purpose;
import io.airworthy.material.SecretDelivery;
import io.airworthy.render.document.InstallGuide;
import io.airworthy.render.kubernetes.SecretsManifest;
import io.airworthy.testkit.Deployments;
import io.airworthy.testkit.SampleDeployments;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class OwnSecretNamesTest {

    @Provide
    Arbitrary<AirflowDeployment> deploymentsWithOwnNames() {
        Map<Purpose, String> names = Arrays.stream(Purpose.values())
                .collect(Collectors.toMap(
                        Function.identity(),
                        purpose -> "team."
                                + purpose.name().toLowerCase(Locale.ROOT).replace('_', '-')));
        return Deployments.valid()
                .map(deployment -> deployment.toBuilder()
                        .releaseName("production")
                        .secretNames(names)
                        .secretDelivery(deployment
                                .secretDelivery()
                                .match(plain -> plain, external -> external, sealedSecrets -> SecretDelivery.plain()))
                        .build());
    }

    @Property(tries = 100)
    void everyFileHasTheOwnNamesAndNoOther(@ForAll("deploymentsWithOwnNames") AirflowDeployment airflow) {
        Map<String, String> files = DeploymentPackage.of(airflow).files();

        for (Purpose purpose : Purpose.values()) {
            assertThat(files.values())
                    .allSatisfy(text ->
                            assertThat(text).doesNotContain(airflow.names().object(purpose.suffix())));
        }
        assertThat(airflow.release().secrets().required())
                .extracting(RequiredSecret::name)
                .allSatisfy(
                        name -> assertThat(files.get(SecretsManifest.FILE_NAME)).contains(name));
    }

    @Example
    void aSecretUnderANameOfTheChartsIsNotTakenForOneOfTheCharts() {
        AirflowDeployment airflow = SampleDeployments.but(it -> it.secretName(Purpose.DATABASE, "airflow-metadata"));

        assertThat(InstallGuide.of(airflow).asText())
                .contains("grep -E '^secret/airflow-(fernet-key|")
                .contains("describe secret airflow-metadata");
        assertThat(InstallGuide.of(SampleDeployments.exercise()).asText())
                .contains("grep -E '^secret/airflow-(metadata|fernet-key|");
    }
}
