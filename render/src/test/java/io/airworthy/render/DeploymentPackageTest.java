package io.airworthy.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.airworthy.AirflowDeployment;
import io.airworthy.material.SealedSecrets;
import io.airworthy.material.SecretDelivery;
import io.airworthy.metrics.Metrics;
import io.airworthy.render.monitoring.MonitoringFiles;
import io.airworthy.testkit.Deployments;
import io.airworthy.testkit.SampleDeployments;
import io.airworthy.validation.InvalidDeploymentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeploymentPackageTest {

    @Property(tries = 30, shrinking = ShrinkingMode.OFF)
    void everyValidDeploymentHasThePackageAlwaysTheSame(@ForAll("valid") AirflowDeployment airflow) {
        assertThat(DeploymentPackage.of(airflow).files().keySet())
                .filteredOn(file -> !file.startsWith("monitoring/"))
                .containsExactly(
                        "values-production.yaml",
                        "secrets/secrets-manifest.yaml",
                        "INSTALL.md",
                        "RUNBOOK.md",
                        "verify.sh",
                        "CHECKLIST.md");
        assertThat(DeploymentPackage.of(airflow).files())
                .containsAllEntriesOf(MonitoringFiles.of(airflow).files());
        assertThat(DeploymentPackage.of(airflow).files())
                .isEqualTo(DeploymentPackage.of(airflow.toBuilder().build()).files());
    }

    @Property(tries = 20, shrinking = ShrinkingMode.OFF)
    void whatHasErrorsHasNoPackage(@ForAll("valid") AirflowDeployment airflow) {
        AirflowDeployment broken = airflow.toBuilder().releaseName("Airflow").build();

        assertThatThrownBy(() -> DeploymentPackage.of(broken))
                .isInstanceOfSatisfying(
                        InvalidDeploymentException.class,
                        refusal -> assertThat(refusal.report().errors())
                                .extracting(violation -> violation.rule().id())
                                .containsExactly("NAME-001"));
    }

    @Example
    void aPackageThatIsToBeSealedAsksForTheMaterial() {
        AirflowDeployment sealed = SampleDeployments.exercise().toBuilder()
                .secretDelivery(SecretDelivery.sealed())
                .build();

        assertThatThrownBy(() -> DeploymentPackage.of(sealed))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Secrets are sealed from their material, which a deployment does not contain: call"
                        + " sealed(deployment, rules, material, certificate, revisions) instead of of(…)");
    }

    @Test
    void isWrittenUnlessSomebodyElsesFilesAreThere(@TempDir Path place) throws IOException {
        Path folder = place.resolve("production-deployment");
        DeploymentPackage first = DeploymentPackage.of(SampleDeployments.exercise());

        first.writeTo(folder);
        first.files().forEach((file, text) -> assertThat(folder.resolve(file)).hasContent(text));

        Files.writeString(folder.resolve("CHECKLIST.md"), "ticked");
        DeploymentPackage second = DeploymentPackage.of(SampleDeployments.azure());
        assertThatThrownBy(() -> second.writeTo(folder)).isInstanceOf(ForeignFilesException.class);
        assertThat(folder.resolve("CHECKLIST.md")).hasContent("ticked");

        second.replace(folder);
        second.files().forEach((file, text) -> assertThat(folder.resolve(file)).hasContent(text));
    }

    @Example
    void keepsWhatTheRulesWarnOf() {
        AirflowDeployment airflow = SampleDeployments.but(it -> it.metrics(Metrics.none()));

        assertThat(DeploymentPackage.of(airflow).report())
                .isEqualTo(airflow.validate())
                .satisfies(report -> assertThat(report.warnings()).isNotEmpty());
    }

    @Provide
    Arbitrary<AirflowDeployment> valid() {
        // Sealing needs material and is random; the sealed package has tests of its own.
        return Deployments.valid().filter(airflow -> !(airflow.secretDelivery() instanceof SealedSecrets));
    }
}
