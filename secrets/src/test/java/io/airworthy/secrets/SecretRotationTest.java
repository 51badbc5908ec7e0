package io.airworthy.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.airworthy.AirflowDeployment;
import io.airworthy.catalogue.SecretCatalogue;
import io.airworthy.material.ExternalSecrets;
import io.airworthy.material.Material;
import io.airworthy.material.Purpose;
import io.airworthy.material.SecretDelivery;
import io.airworthy.store.SecretStore;
import io.airworthy.store.StoreType;
import io.airworthy.testkit.SecretDeployments;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretRotationTest {

    private static final AirflowDeployment PLAIN = SecretDeployments.withEverythingMade();
    private static final AirflowDeployment EXTERNAL = PLAIN.toBuilder()
            .secretDelivery(
                    ExternalSecrets.from(SecretStore.existingClusterStore("platform", StoreType.AWS_SECRETS_MANAGER)))
            .build();

    @Test
    void theDatabasePasswordChangesEverythingThatCarriesIt() {
        SecretMaterial before = material(PLAIN, "planted-old");
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
        SecretMaterial first = material(PLAIN, "x");
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
        assertThat(texts(begun))
                .containsExactly(
                        "Back up the database, and keep the backup together with the current keys.",
                        "Write the Secrets again and apply them: airflow-fernet-secret.",
                        "Deploy with the values of the new revisions. That restarts every Airflow container.",
                        "When every pod has both keys, encrypt everything with the new one. $ kubectl -n airflow exec"
                                + " deployment/airflow-scheduler -c scheduler -- airflow rotate-fernet-key",
                        "Finish the rotation with finishFernet().");
        assertThat(texts(finished))
                .endsWith(
                        "Check that an old connection can still be read. $ connection_id=your_connection; kubectl -n airflow"
                                + " exec deployment/airflow-scheduler -c scheduler -- airflow connections get \"$connection_id\""
                                + " > /dev/null && echo decrypted");
    }

    @Test
    void anotherFernetRotationWaitsForTheFirst() {
        SecretMaterial material = material(PLAIN, "x");
        SecretRotation rotation = SecretRotation.of(PLAIN, material, SecretRevisions.none());
        SecretMaterial begun = rotation.beginFernet().material();

        assertThatThrownBy(rotation::finishFernet)
                .hasMessage("no rotation of the Fernet key has begun; begin it with beginFernet()");
        assertThatThrownBy(() ->
                        SecretRotation.of(PLAIN, begun, SecretRevisions.none()).beginFernet())
                .hasMessage("a rotation of the Fernet key has already begun; finish it with finishFernet()");
        assertThatThrownBy(() -> rotation.renew(Material.FERNET_KEYS))
                .hasMessage("Fernet keys are rotated with beginFernet() and finishFernet()");
        assertThatThrownBy(() -> rotation.renew(Material.DATABASE_PASSWORD))
                .hasMessage(
                        "the database role's password is not generated here; use replace(DATABASE_PASSWORD, …) with the"
                                + " new one");
    }

    @Test
    void whatTheOperatorReadsOnceIsMadeByANewExternalSecret() {
        RotatedSecrets rotated = rotation(EXTERNAL).renew(Material.JWT_SECRET);

        assertThat(texts(rotated))
                .containsExactly(
                        "Pause scheduling and let running tasks finish: their tokens become invalid at once.",
                        "Put the secret that signs Airflow's internal tokens into the secret store entry"
                                + " airflow/airflow/jwt-secret.",
                        "Apply the manifests of the new revisions.",
                        "Delete airflow-jwt-signing-secret and its ExternalSecret, which creates it only once. Then"
                                + " apply the manifests again, unless something does so automatically. $ kubectl -n airflow delete"
                                + " externalsecrets.external-secrets.io/airflow-jwt-signing-secret secret/airflow-jwt-signing-secret",
                        awaited("airflow-jwt-signing-secret", rotated, Purpose.JWT),
                        "Deploy with the values of the new revisions. That restarts scheduler and API server.",
                        "Resume scheduling. Users log in again.");
    }

    @Test
    void whatTheOperatorReadsNeverAgainIsDeletedUnderTheNewManifest() {
        AirflowDeployment deployment = EXTERNAL.toBuilder()
                .secretDelivery(ExternalSecrets.builder()
                        .store(SecretStore.existingClusterStore("platform", StoreType.AWS_SECRETS_MANAGER))
                        .refreshInterval(Duration.ZERO)
                        .build())
                .build();
        RotatedSecrets rotated = rotation(deployment).renew(Material.GIT_DEPLOY_KEY);

        assertThat(texts(rotated))
                .containsSubsequence(
                        "Apply the manifests of the new revisions.",
                        "Delete airflow-git-ssh-secret, which the operator creates only if it is missing. $ kubectl -n"
                                + " airflow delete secret/airflow-git-ssh-secret",
                        awaited("airflow-git-ssh-secret", rotated, Purpose.GIT_SSH));
    }

    private static String awaited(String secret, RotatedSecrets rotated, Purpose purpose) {
        return "Wait until " + secret + " is the new one. $ kubectl -n airflow wait --for=create --timeout=5m secret/"
                + secret
                + " && kubectl -n airflow wait --for=jsonpath='{.metadata.annotations.airworthy\\.io/revision}'="
                + rotated.revisions().of(purpose).orElseThrow() + " --timeout=5m secret/" + secret;
    }

    @Test
    void theRepositoryLearnsTheNewDeployKeyBeforeTheOldOneGoes() {
        SecretMaterial before = material(PLAIN, "x");
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
            SecretMaterial before = material(deployment, "planted-old");
            SecretRotation rotation = SecretRotation.of(deployment, before, SecretRevisions.none());
            RotatedSecrets one = rotation.replace(Material.DATABASE_PASSWORD, Sensitive.of("planted-new"));
            RotatedSecrets two = rotation.replace(Material.DATABASE_PASSWORD, Sensitive.of("planted-new"));

            assertThat(one.toString()).doesNotContain("planted");
            assertThat(one.revisions()).isNotEqualTo(two.revisions());
        }
    }

    @Test
    void revisionsAreKeptForWhatIsNotRotated() {
        SecretRevisions first = SecretRevisions.none().renewed(Set.of(Purpose.POOL, Purpose.FERNET));
        SecretRevisions second = first.renewed(Set.of(Purpose.FERNET));

        assertThat(second.of(Purpose.POOL)).isEqualTo(first.of(Purpose.POOL)).isPresent();
        assertThat(second.of(Purpose.FERNET)).isPresent().isNotEqualTo(first.of(Purpose.FERNET));
        assertThat(second.of(Purpose.JWT)).isEmpty();
        assertThat(SecretRevisions.of(second.all())).isEqualTo(second).hasSameHashCodeAs(second);
        assertThat(SecretRevisions.none().all()).isEmpty();
        assertThat(SecretRevisions.of(Map.of(Purpose.POOL, "abc"))).hasToString("SecretRevisions{POOL=abc}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{{ evil }}", "a b", "a\n", "\u00e9"})
    void whatIsNoRevisionIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SecretRevisions.of(Map.of(Purpose.POOL, text)))
                .withMessage("the revision of POOL was not generated by this library");
        assertThat(SecretRevisions.isRevision("a".repeat(63))).isTrue();
        assertThat(SecretRevisions.isRevision("a".repeat(64))).isFalse();
    }

    @Test
    void aNewDatabasePasswordIsPutWhereItIsKept() {
        RotatedSecrets rotated = rotation(EXTERNAL).replace(Material.DATABASE_PASSWORD, Sensitive.of("planted-new"));

        assertThat(texts(rotated))
                .startsWith(
                        "Put the database role's password into the secret store entry airflow/airflow/database-password.",
                        "Put the SCRAM-SHA-256 verifier of the database role's password into the secret store entry"
                                + " airflow/airflow/database-verifier.",
                        "Apply the manifests of the new revisions.",
                        awaited("airflow-database-secret", rotated, Purpose.DATABASE))
                .endsWith(
                        awaited("airflow-pgbouncer-secret", rotated, Purpose.POOL),
                        "Set the role's new password: run DatabaseRole.alterStatement() as an administrator. From now"
                                + " on, new connections with the old one are refused.",
                        "Deploy with the values of the new revisions. That restarts every Airflow container,"
                                + " migration job, PgBouncer.");
    }

    @Test
    void aSealedSecretIsSealedAnew() {
        AirflowDeployment sealed =
                PLAIN.toBuilder().secretDelivery(SecretDelivery.sealed()).build();

        RotatedSecrets rotated = rotation(sealed).renew(Material.SESSION_KEY);

        assertThat(texts(rotated))
                .containsExactly(
                        "Seal the Secrets again, commit and apply them: airflow-api-secret.",
                        awaited("airflow-api-secret", rotated, Purpose.API_KEY),
                        "Deploy with the values of the new revisions. That restarts every Airflow container.",
                        "Users log in again, and logs cannot be fetched until all pods have the new key. No data is lost.");
    }

    @Test
    void theBrokerLearnsItsNewPasswordWhenTheSecretsHaveIt() {
        AirflowDeployment elsewhere = SecretDeployments.withEverythingGiven();

        assertThat(texts(rotation(elsewhere).replace(Material.BROKER_PASSWORD, Sensitive.of("planted-new"))))
                .containsExactly(
                        "Write the Secrets again and apply them: airflow-broker-secret.",
                        "Set the broker's new password. From now on, new connections with the old one are refused.",
                        "Deploy with the values of the new revisions. That restarts every Airflow container.");
    }

    @Test
    void whatTheDeploymentDoesNotNeedIsNotRotated() {
        SecretRotation rotation = rotation(SecretDeployments.plain());

        assertThatThrownBy(() -> rotation.renew(Material.GIT_DEPLOY_KEY)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> rotation.replace(Material.BROKER_PASSWORD, Sensitive.of("x")))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> rotation.replace(Material.FERNET_KEYS, Sensitive.of("x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Fernet keys are rotated with beginFernet() and finishFernet()");
    }

    private static SecretRotation rotation(AirflowDeployment deployment) {
        return SecretRotation.of(deployment, material(deployment, "planted-old"), SecretRevisions.none());
    }

    private static List<String> texts(RotatedSecrets rotated) {
        return rotated.steps().stream()
                .map(step -> step.what() + step.command().map(" $ "::concat).orElse(""))
                .toList();
    }

    private static SecretMaterial material(AirflowDeployment deployment, String password) {
        SecretMaterialBuilder given = SecretMaterial.forDeployment(deployment);
        for (Material material : SecretCatalogue.of(deployment).materials()) {
            if (material.origin() == Material.Origin.PROVIDED) {
                given.with(
                        material,
                        Sensitive.of(
                                switch (material) {
                                    case DATABASE_CA, POOL_CA, POOL_CERTIFICATE -> SecretDeployments.CERTIFICATE;
                                    case POOL_PRIVATE_KEY -> SecretDeployments.PRIVATE_KEY;
                                    case LOG_ACCESS_KEY -> "{}";
                                    default -> password;
                                }));
            }
        }
        return given.generateMissing();
    }

    private static FernetKeyRing ring(SecretMaterial material) {
        return FernetKeyRing.parse(material.get(Material.FERNET_KEYS)).value();
    }
}
