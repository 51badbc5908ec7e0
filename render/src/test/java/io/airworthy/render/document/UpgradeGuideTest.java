package io.airworthy.render.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.airworthy.AirflowDeployment;
import io.airworthy.AirflowImage;
import io.airworthy.Delivery;
import io.airworthy.database.PgBouncerPool;
import io.airworthy.material.ExternalSecrets;
import io.airworthy.material.SecretDelivery;
import io.airworthy.pods.DisruptionBudget;
import io.airworthy.pods.WorkerScaling;
import io.airworthy.render.KeptText;
import io.airworthy.render.upgrade.SecretChange;
import io.airworthy.render.upgrade.UpgradePlan;
import io.airworthy.store.SecretStore;
import io.airworthy.store.StoreType;
import io.airworthy.testkit.SampleDeployments;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
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
                Arguments.of(
                        "another-namespace",
                        UpgradePlan.between(exercise, SampleDeployments.but(it -> it.namespace("other")))),
                Arguments.of(
                        "another-database",
                        UpgradePlan.between(
                                exercise, SampleDeployments.database(it -> it.host("elsewhere.example.com")))),
                Arguments.of(
                        "from-helm-to-argo-cd",
                        UpgradePlan.between(exercise, SampleDeployments.but(it -> it.delivery(Delivery.ARGO_CD)))),
                Arguments.of("nothing", UpgradePlan.between(exercise, exercise)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("plans")
    void readsAsWasApproved(String name, UpgradePlan plan) throws IOException {
        KeptText.assertReads(UpgradeGuide.of(plan).asText(), UpgradeGuideTest.class, name + ".md");
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

    static List<Arguments> handovers() {
        return List.of(
                Arguments.of(
                        Delivery.ARGO_CD,
                        Delivery.HELM,
                        List.of("argocd app delete airflow --cascade=false", "--timeout 15m --take-ownership")),
                Arguments.of(
                        Delivery.ARGO_CD,
                        Delivery.TERRAFORM,
                        List.of(
                                "argocd app delete airflow --cascade=false",
                                "--timeout 15m --wait --take-ownership",
                                "terraform import helm_release.airflow airflow/airflow",
                                "terraform apply")),
                Arguments.of(
                        Delivery.FLUX,
                        Delivery.HELM_WAIT,
                        List.of(
                                "flux suspend helmrelease airflow --namespace airflow",
                                "kubectl -n airflow delete helmrelease airflow",
                                "--timeout 15m --wait")),
                Arguments.of(
                        Delivery.TERRAFORM,
                        Delivery.FLUX,
                        List.of(
                                "terraform state rm helm_release.airflow",
                                "flux reconcile kustomization \"$kustomization\" --with-source")),
                Arguments.of(
                        Delivery.HELM,
                        Delivery.TERRAFORM,
                        List.of("terraform import helm_release.airflow airflow/airflow", "terraform apply")));
    }

    @ParameterizedTest(name = "{0} to {1}")
    @MethodSource("handovers")
    void handsTheReleaseFromOneToolToTheOther(Delivery from, Delivery to, List<String> commands) {
        UpgradePlan plan = UpgradePlan.between(
                SampleDeployments.but(it -> it.delivery(from)), SampleDeployments.but(it -> it.delivery(to)));

        assertThat(UpgradeGuide.of(plan).asText()).containsSubsequence(commands);
    }

    @Test
    void handsTheSecretsFromOneMakerToTheOther() {
        AirflowDeployment byHand = SampleDeployments.exercise();
        AirflowDeployment sealed = SampleDeployments.but(it -> it.secretDelivery(SecretDelivery.sealed()));
        AirflowDeployment external = SampleDeployments.but(it ->
                it.secretDelivery(ExternalSecrets.from(SecretStore.existingClusterStore("vault", StoreType.VAULT))));

        assertThat(UpgradeGuide.of(UpgradePlan.between(byHand, sealed)).asText())
                .containsSubsequence(
                        "kubectl -n airflow annotate secret airflow-database-secret",
                        "sealedsecrets.bitnami.com/managed=true --overwrite",
                        "kubectl -n airflow apply -f secrets/secrets-manifest.yaml",
                        "kubectl -n airflow get sealedsecrets airflow-database-secret",
                        "helm upgrade --install");
        assertThat(UpgradeGuide.of(UpgradePlan.between(external, byHand)).asText())
                .containsSubsequence(
                        "kubectl -n airflow delete externalsecrets.external-secrets.io airflow-database-secret",
                        "--cascade=orphan --ignore-not-found",
                        "helm upgrade --install")
                .doesNotContain("secrets-manifest.yaml");
    }

    @Test
    void fluxGetsTheCommitAndAFreeJobNameBeforeItBegins() {
        AirflowDeployment flux =
                SampleDeployments.azure().toBuilder().delivery(Delivery.FLUX).build();
        UpgradePlan plan =
                UpgradePlan.between(flux.toBuilder().airflowVersion("3.1.8").build(), flux);

        assertThat(UpgradeGuide.of(plan).asText())
                .containsSubsequence(
                        "flux suspend helmrelease airflow",
                        "kubectl -n airflow delete job airflow-run-airflow-migrations airflow-create-user --ignore-not-found",
                        "flux reconcile kustomization \"$kustomization\" --with-source",
                        "flux resume helmrelease airflow");
    }

    @ParameterizedTest
    @EnumSource(Delivery.class)
    void aMigrationThatIsOffIsSomebodysAndNoJobs(Delivery delivery) {
        AirflowDeployment airflow =
                SampleDeployments.but(it -> it.delivery(delivery).migrateDatabase(false));
        UpgradePlan plan =
                UpgradePlan.between(airflow.toBuilder().airflowVersion("3.1.8").build(), airflow);

        assertThat(Deployments.documents(airflow))
                .doesNotContain("run-airflow-migrations", "Jobs of the last delivery", "the migration is a hook")
                .contains(
                        "somebody has to run `airflow db migrate` of that version",
                        "First run `airflow db migrate` of the new version");
        assertThat(UpgradeGuide.of(plan).asText())
                .doesNotContain("run-airflow-migrations", "Jobs of the last delivery", "the migration is a hook")
                .contains("somebody has to run `airflow db migrate` of that version");
    }

    @Test
    void kedaIsStoppedWhereAllElseIsAndNowhereElse() {
        AirflowDeployment scaled = SampleDeployments.ha(it -> it.workerScaling(WorkerScaling.keda(2, 4)));
        AirflowDeployment older = scaled.toBuilder().airflowVersion("3.1.8").build();
        AirflowDeployment earlierPatch =
                scaled.toBuilder().airflowVersion("3.2.0").build();
        String again = "Let KEDA scale again.";

        assertThat(guide(older, scaled)).contains(again);
        assertThat(guide(scaled, older)).contains(again);
        assertThat(guide(earlierPatch, scaled)).doesNotContain(again);
        assertThat(guide(SampleDeployments.but(it -> it.airflowVersion("3.1.8")), SampleDeployments.exercise()))
                .doesNotContain(again);
    }

    @Test
    void anOptionThatComesLaterIsNotCalledRemoved() {
        AirflowDeployment newer = SampleDeployments.but(it -> it.airflowConfig("api.log_stream_buffer_size", "500")
                .waive("OPT-001", "the same settings for both versions"));

        assertThat(guide(newer, newer.toBuilder().airflowVersion("3.1.8").build()))
                .contains("new in 3.2.0, and without effect before | nothing |")
                .doesNotContain("removed in 3.2.0");
    }

    private static String guide(AirflowDeployment before, AirflowDeployment after) {
        return UpgradeGuide.of(UpgradePlan.between(before, after)).asText();
    }

    @Test
    void noTaskRunsWhileItsPoolGoes() {
        AirflowDeployment pooled = SampleDeployments.exercise();
        UpgradePlan plan = UpgradePlan.between(
                pooled, pooled.toBuilder().pgBouncer(Optional.empty()).build());

        assertThat(UpgradeGuide.of(plan).asText())
                .containsSubsequence("Let running tasks end.", "helm upgrade --install");
    }

    @Tag("slow")
    @ParameterizedTest(name = "{0}")
    @MethodSource("plans")
    void everyShellBlockIsOneThatBashReads(String name, UpgradePlan plan) {
        Bash.assumeIsThere();

        assertThat(new DocumentText(UpgradeGuide.of(plan).asText()).fenced("bash"))
                .allSatisfy(block -> assertThat(Bash.complaints(block)).isEmpty());
    }
}
