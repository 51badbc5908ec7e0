package io.airworthy.render.document;

import static io.airworthy.testkit.SampleDeployments.but;
import static io.airworthy.testkit.SampleDeployments.exercise;
import static org.assertj.core.api.Assertions.assertThat;

import io.airworthy.AirflowDeployment;
import io.airworthy.AirflowDeploymentBuilder;
import io.airworthy.material.Purpose;
import io.airworthy.material.SecretDelivery;
import io.airworthy.render.DeploymentPackage;
import io.airworthy.render.kubernetes.SecretsManifest;
import io.airworthy.render.upgrade.SecretChange;
import io.airworthy.render.upgrade.UpgradePlan;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Documents say whose a Secret is and what has to be in it, and make none for it. */
class SuppliedSecretsInDocumentsTest {

    private static final AirflowDeployment DATABASE_AND_FERNET = but(
            it -> it.suppliedSecret(Purpose.DATABASE, "team-database").suppliedSecret(Purpose.FERNET, "team-fernet"));

    private static final AirflowDeployment ALL =
            but(SuppliedSecretsInDocumentsTest::supplyAll).toBuilder().build();

    private static AirflowDeploymentBuilder supplyAll(AirflowDeploymentBuilder it) {
        Arrays.stream(Purpose.values())
                .filter(purpose -> exercise().release().secrets().find(purpose).isPresent())
                .forEach(purpose -> it.suppliedSecret(purpose, "team-" + purpose.suffix()));
        return it;
    }

    @Test
    void theChecklistSaysWhoseItIsAndWhatHasToBeInIt() {
        assertThat(Checklist.of(DATABASE_AND_FERNET).asText())
                .contains("- [ ] Secret `team-fernet` made by its owner: encryption of connections and variables; keys:"
                        + " `fernet-key`")
                .contains("| `team-fernet` | `fernet-key` | encryption of connections and variables | every Airflow"
                        + " container | by its owner |")
                .contains(
                        "| `team-database` | `connection` | `postgresql://airflow:<database-password>@airflow-pgbouncer"
                                + ".airflow:6543/airflow-metadata?sslmode=disable` |")
                .contains("| `team-fernet` | `fernet-key` | `<fernet-keys>` |");
    }

    @Test
    void theRunbookSaysHowToFollowAChangeOfTheOwner() {
        assertThat(Runbook.of(DATABASE_AND_FERNET).asText())
                .contains("### Follow a change of a Secret that somebody else makes")
                .contains("### Rotate the database password")
                .contains("Their owners change these at the same time: `team-database`")
                .doesNotContain("### Rotate the Fernet key")
                .contains("airflow rotate-fernet-key");
    }

    @Test
    void noManifestIsRenderedForIt() {
        String manifest = SecretsManifest.of(DATABASE_AND_FERNET).asText();

        assertThat(manifest)
                .doesNotContain("name: team-")
                .doesNotContain("kubectl create secret generic team-")
                .contains("- team-fernet (Opaque): encryption of connections and variables; keys: fernet-key");
    }

    @Test
    void aPackageWithoutSecretsOfItsOwnNamesNoneInItsCommands() {
        for (SecretDelivery delivery : new SecretDelivery[] {SecretDelivery.plain()}) {
            AirflowDeployment deployment =
                    ALL.toBuilder().secretDelivery(delivery).build();
            assertThat(deployment.validate().errors()).isEmpty();
            assertThat(DeploymentPackage.of(deployment).files().values())
                    .allSatisfy(text -> assertThat(text)
                            .doesNotContain("All 0 Secrets")
                            .doesNotContain("kubectl create secret generic ")
                            .doesNotContain("airflow-fernet-secret"));
        }
    }

    @Test
    void anUpgradeLeavesItAloneAndSaysWhatItsOwnerHasToAdd() {
        AirflowDeployment before = DATABASE_AND_FERNET.toBuilder()
                .airflowVersion("3.0.6")
                .chartVersion("1.19.0")
                .build();
        UpgradePlan plan = UpgradePlan.between(before, DATABASE_AND_FERNET);

        assertThat(plan.secrets())
                .filteredOn(change -> change.secret().name().equals("team-database"))
                .extracting(SecretChange::kind, SecretChange::keys)
                .containsExactly(org.assertj.core.api.Assertions.tuple(
                        SecretChange.Kind.CHANGED, java.util.List.of("connectionAsync")));
        assertThat(UpgradeGuide.of(plan).asText()).contains("its owner puts the keys into it before the rollout");
    }

    @Test
    void whoMakesASecretFromNowOnKeepsItsMaterial() {
        assertThat(UpgradePlan.between(exercise(), DATABASE_AND_FERNET).cautions())
                .anySatisfy(caution -> assertThat(caution.what())
                        .startsWith("Somebody else makes these Secrets from now on: team-database, team-fernet."));
        assertThat(UpgradePlan.between(DATABASE_AND_FERNET, exercise()).cautions())
                .anySatisfy(caution -> assertThat(caution.what())
                        .startsWith("This deployment makes Secrets from now on that somebody else has made:"));
        assertThat(UpgradePlan.between(DATABASE_AND_FERNET, exercise()).secrets())
                .extracting(SecretChange::kind)
                .doesNotContain(SecretChange.Kind.UNUSED);
    }
}
