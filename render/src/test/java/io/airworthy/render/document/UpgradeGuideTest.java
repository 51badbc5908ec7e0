package io.airworthy.render.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.airworthy.AirflowDeployment;
import io.airworthy.AirflowImage;
import io.airworthy.Delivery;
import io.airworthy.availability.DisruptionBudget;
import io.airworthy.database.PgBouncerPool;
import io.airworthy.render.upgrade.SecretChange;
import io.airworthy.render.upgrade.UpgradePlan;
import io.airworthy.testkit.SampleDeployments;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class UpgradeGuideTest {

    static List<Arguments> plans() {
        AirflowDeployment exercise = SampleDeployments.exercise();
        AirflowDeployment old = SampleDeployments.onChart118(DisruptionBudget.none()).toBuilder()
                .airflowVersion("2.10.5")
                .airflowConfig("webserver.instance_name", "Team A")
                .environment("AIRFLOW__SCHEDULER__MIN_FILE_PROCESS_INTERVAL", "30")
                .build();
        AirflowDeployment settings = exercise.toBuilder()
                .pgBouncer(PgBouncerPool.builder().metadataPoolSize(25).build())
                .image(AirflowImage.builder().tag("3.2.2-acme.1").build())
                .environment("TZ", "UTC")
                .build();
        AirflowDeployment back =
                SampleDeployments.but(it -> it.airflowVersion("3.1.8").delivery(Delivery.ARGO_CD));
        return List.of(
                Arguments.of("upgrade-to-airflow-3", UpgradePlan.between(old, exercise)),
                Arguments.of("settings-only", UpgradePlan.between(exercise, settings)),
                Arguments.of(
                        "downgrade-with-argo-cd",
                        UpgradePlan.between(
                                exercise.toBuilder().delivery(Delivery.ARGO_CD).build(), back)),
                Arguments.of("nothing", UpgradePlan.between(exercise, exercise)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("plans")
    void readsAsWasApproved(String name, UpgradePlan plan) throws Exception {
        assertThat(UpgradeGuide.of(plan).asText()).isEqualTo(approved(name + ".md"));
    }

    @Provide
    Arbitrary<AirflowDeployment> deployments() {
        return io.airworthy.testkit.Deployments.valid();
    }

    @Property(tries = 8)
    void namesEverySecretThatHasToBeMade(
            @ForAll("deployments") AirflowDeployment before, @ForAll("deployments") AirflowDeployment after) {
        UpgradePlan plan = UpgradePlan.between(before, after);
        String text = UpgradeGuide.of(plan).asText();

        assertThat(plan.secrets())
                .filteredOn(change -> change.kind() == SecretChange.Kind.NEW)
                .allSatisfy(change ->
                        assertThat(text).contains("`" + change.secret().name() + "`"));
        assertThat(UpgradeGuide.of(UpgradePlan.between(before, after)).asText()).isEqualTo(text);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("plans")
    void everyShellBlockIsOneThatBashReads(String name, UpgradePlan plan) {
        Bash.assumeIsThere();

        assertThat(new DocumentText(UpgradeGuide.of(plan).asText()).fenced("bash"))
                .allSatisfy(block -> assertThat(Bash.complaints(block)).isEmpty());
    }

    private static String approved(String file) throws Exception {
        try (InputStream in = UpgradeGuideTest.class.getResourceAsStream(file)) {
            return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
