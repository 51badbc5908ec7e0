package io.airworthy.render.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.airworthy.AirflowDeployment;
import io.airworthy.catalogue.Purpose;
import io.airworthy.secret.ExternalSecrets;
import io.airworthy.secret.Material;
import io.airworthy.secrets.FernetKeyRing;
import io.airworthy.secrets.RotatedSecrets;
import io.airworthy.secrets.RotationStep;
import io.airworthy.secrets.SecretMaterial;
import io.airworthy.secrets.SecretRevisions;
import io.airworthy.secrets.SecretRotation;
import io.airworthy.secrets.Sensitive;
import io.airworthy.store.SecretStore;
import io.airworthy.store.StoreType;
import io.airworthy.testkit.SecretDeployments;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SecretRotationTest {

    private static final AirflowDeployment PLAIN = SecretDeployments.withEverythingMade();
    private static final AirflowDeployment EXTERNAL = PLAIN.toBuilder()
            .secretDelivery(
                    ExternalSecrets.from(SecretStore.existingClusterStore("platform", StoreType.AWS_SECRETS_MANAGER)))
            .build();

    @Test
    void theDatabasePasswordChangesEverythingThatCarriesIt() {
        SecretMaterial before = GivenMaterial.material(PLAIN, "planted-old");
        RotatedSecrets rotated = SecretRotation.of(PLAIN, before, SecretRevisions.none())
                .replace(Material.DATABASE_PASSWORD, Sensitive.of("planted-new"));

        assertThat(rotated.revisions().all().keySet())
                .containsExactlyInAnyOrder(Purpose.DATABASE, Purpose.RESULT_BACKEND, Purpose.POOL);
        assertThat(rotated.material().get(Material.DATABASE_PASSWORD).reveal()).isEqualTo("planted-new");
        assertThat(rotated.material().get(Material.DATABASE_VERIFIER))
                .isNotEqualTo(before.get(Material.DATABASE_VERIFIER));
        assertThat(rotated.material().get(Material.FERNET_KEYS)).isEqualTo(before.get(Material.FERNET_KEYS));
        assertThat(before.get(Material.DATABASE_PASSWORD).reveal()).isEqualTo("planted-old");
    }

    @Test
    void theFernetKeyIsRotatedWithoutLosingWhatIsEncrypted() {
        SecretMaterial first = GivenMaterial.material(PLAIN, "x");
        RotatedSecrets begun =
                SecretRotation.of(PLAIN, first, SecretRevisions.none()).beginFernet();
        RotatedSecrets finished =
                SecretRotation.of(PLAIN, begun.material(), begun.revisions()).finishFernet();

        assertThat(ring(begun.material()).keys())
                .hasSize(2)
                .contains(ring(first).primary());
        assertThat(ring(finished.material()).keys())
                .containsExactly(ring(begun.material()).primary());
        assertThat(begun.revisions().all().keySet()).containsExactly(Purpose.FERNET);
        assertThat(finished.revisions()).isNotEqualTo(begun.revisions());
        assertThat(begun.steps())
                .extracting(RotationStep::what)
                .containsExactly(
                        "Take a backup of the database, and keep it together with the present keys.",
                        "Write the Secrets anew and apply them: airflow-fernet-secret.",
                        "Deploy with the values of the new revisions. That restarts every Airflow container.",
                        "When every pod has both keys, encrypt everything with the new one.",
                        "End the rotation with finishFernet().");
    }

    @Test
    void anotherFernetRotationWaitsForTheFirst() {
        SecretMaterial material = GivenMaterial.material(PLAIN, "x");
        SecretRotation rotation = SecretRotation.of(PLAIN, material, SecretRevisions.none());
        SecretMaterial begun = rotation.beginFernet().material();

        assertThatThrownBy(rotation::finishFernet)
                .hasMessage("no rotation of the Fernet key has begun; beginFernet() does");
        assertThatThrownBy(() ->
                        SecretRotation.of(PLAIN, begun, SecretRevisions.none()).beginFernet())
                .hasMessage("a rotation of the Fernet key has begun already; finishFernet() ends it");
        assertThatThrownBy(() -> rotation.renew(Material.FERNET_KEYS))
                .hasMessage("Fernet keys are rotated with beginFernet() and finishFernet()");
        assertThatThrownBy(() -> rotation.renew(Material.DATABASE_PASSWORD))
                .hasMessage(
                        "the database role's password is not made here; replace(DATABASE_PASSWORD, …) takes the new one");
    }

    @Test
    void whatIsWrittenOnceIsDeletedFirst() {
        SecretMaterial material = GivenMaterial.material(EXTERNAL, "x");
        RotatedSecrets rotated =
                SecretRotation.of(EXTERNAL, material, SecretRevisions.none()).renew(Material.JWT_SECRET);

        assertThat(rotated.steps())
                .extracting(
                        step -> step.what() + step.command().map(" $ "::concat).orElse(""))
                .containsExactly(
                        "Pause what schedules and let running tasks finish: their tokens become invalid at once.",
                        "Put the secret that signs Airflow's internal tokens into the secret store entry"
                                + " airflow/airflow/jwt-secret.",
                        "Delete airflow-jwt-signing-secret, which the operator writes only where there is none."
                                + " $ kubectl -n airflow delete secret airflow-jwt-signing-secret",
                        "Wait until airflow-jwt-signing-secret is there. $ kubectl -n airflow wait --for=create"
                                + " --timeout=5m secret/airflow-jwt-signing-secret && kubectl -n airflow wait"
                                + " --for=condition=Ready --timeout=5m externalsecret/airflow-jwt-signing-secret",
                        "Deploy with the values of the new revisions. That restarts scheduler and API server.",
                        "Resume what schedules. Users log in again.");
    }

    @Test
    void theRepositoryLearnsTheNewDeployKeyBeforeTheOldOneGoes() {
        SecretMaterial before = GivenMaterial.material(PLAIN, "x");
        RotatedSecrets rotated =
                SecretRotation.of(PLAIN, before, SecretRevisions.none()).renew(Material.GIT_DEPLOY_KEY);

        assertThat(rotated.steps().get(0).what())
                .contains(rotated.material().deployKey().orElseThrow().publicLine());
        assertThat(rotated.steps().get(3).what())
                .contains(before.deployKey().orElseThrow().fingerprint());
    }

    @Test
    void nothingThatIsPrintedIsSecretAndNoRevisionFollowsFromMaterial() {
        for (AirflowDeployment deployment : List.of(PLAIN, EXTERNAL)) {
            SecretMaterial before = GivenMaterial.material(deployment, "planted-old");
            SecretRotation rotation = SecretRotation.of(deployment, before, SecretRevisions.none());
            RotatedSecrets one = rotation.replace(Material.DATABASE_PASSWORD, Sensitive.of("planted-new"));
            RotatedSecrets two = rotation.replace(Material.DATABASE_PASSWORD, Sensitive.of("planted-new"));

            assertThat(one.toString()).doesNotContain("planted");
            assertThat(one.revisions()).isNotEqualTo(two.revisions());
        }
    }

    @Test
    void revisionsAreReadBackFromTheSecrets() throws Exception {
        SecretMaterial material = GivenMaterial.material(PLAIN, "x");
        SecretRevisions revisions = SecretRevisions.none().renewed(Set.of(Purpose.POOL, Purpose.FERNET));
        ExistingSecrets read = ExistingSecrets.read(
                KubernetesSecrets.of(PLAIN, material, revisions).text(), PLAIN);

        assertThat(read.revisions()).isEqualTo(revisions);
        assertThatThrownBy(() -> SecretRevisions.of(Map.of(Purpose.POOL, "{{ evil }}")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static FernetKeyRing ring(SecretMaterial material) {
        return FernetKeyRing.parse(material.get(Material.FERNET_KEYS)).value();
    }
}
