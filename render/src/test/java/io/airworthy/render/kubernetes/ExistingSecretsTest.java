package io.airworthy.render.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.airworthy.AirflowDeployment;
import io.airworthy.database.PgBouncerPool;
import io.airworthy.database.PoolAuthentication;
import io.airworthy.material.Material;
import io.airworthy.material.Purpose;
import io.airworthy.secrets.SecretMaterial;
import io.airworthy.secrets.SecretRevisions;
import io.airworthy.secrets.Sensitive;
import io.airworthy.testkit.SecretDeployments;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExistingSecretsTest {

    private static final AirflowDeployment PLAIN = SecretDeployments.plain();
    private static final AirflowDeployment MADE = SecretDeployments.withEverythingMade();

    @Provide
    Arbitrary<String> passwords() {
        return Arbitraries.oneOf(
                        Arbitraries.strings()
                                .withChars("aB3 @:/?#[]%&=+*~'\"\\$`!<>{}^|;,\t")
                                .ofMinLength(1)
                                .ofMaxLength(40),
                        Arbitraries.strings().ofMinLength(1).ofMaxLength(30))
                .filter(text -> text.chars()
                        .noneMatch(c -> c == '\n' || c == '\r' || c == 0 || Character.isSurrogate((char) c)));
    }

    @Property(tries = 30)
    void aSecondRunMakesNothingAndWritesTheSameBytes(@ForAll("passwords") String password) throws Exception {
        for (AirflowDeployment deployment : SecretDeployments.all()) {
            SecretMaterial first = GivenMaterial.given(deployment, password).generateMissing();
            KubernetesSecrets written = KubernetesSecrets.of(deployment, first);
            ExistingSecrets existing = ExistingSecrets.read(written.text(), deployment);
            SecretMaterial second = SecretMaterial.forDeployment(deployment)
                    .existing(existing.material())
                    .generateMissing();
            assertThat(existing.notes()).isEmpty();
            assertThat(second.generated()).isEmpty();
            assertThat(second).isEqualTo(first);
            assertThat(KubernetesSecrets.of(deployment, second).text()).isEqualTo(written.text());
        }
    }

    @Test
    void revisionsAreReadBackFromTheSecrets() throws Exception {
        AirflowDeployment deployment = SecretDeployments.withEverythingMade();
        SecretRevisions revisions = SecretRevisions.none().renewed(Set.of(Purpose.POOL, Purpose.FERNET));
        ExistingSecrets read = ExistingSecrets.read(
                KubernetesSecrets.of(deployment, GivenMaterial.material(deployment), revisions)
                        .text(),
                deployment);

        assertThat(read.revisions()).isEqualTo(revisions);
    }

    @Test
    void whatKubectlPrintsIsRead() throws Exception {
        String printed = """
                apiVersion: v1
                items:
                - apiVersion: v1
                  data:
                    fernet-key: %s
                  kind: Secret
                  metadata:
                    annotations:
                      kubectl.kubernetes.io/last-applied-configuration: |
                        {"apiVersion":"v1","kind":"Secret"}
                    creationTimestamp: "2026-01-01T00:00:00Z"
                    name: airflow-fernet-secret
                    namespace: airflow
                  type: Opaque
                - apiVersion: v1
                  data: null
                  kind: ConfigMap
                  metadata:
                    name: airflow-api-secret
                - apiVersion: v1
                  data:
                    jwt-secret: bmVpZ2hib3Vy
                  kind: Secret
                  metadata:
                    name: airflow-jwt-signing-secret
                    namespace: neighbour
                kind: List
                metadata:
                  resourceVersion: ""
                """.formatted(base64("key"));
        ExistingSecrets existing = ExistingSecrets.read(printed, PLAIN);
        assertThat(existing.material()).isEqualTo(Map.of(Material.FERNET_KEYS, Sensitive.of("key")));
        assertThat(existing.notes())
                .containsExactly(
                        "ignored, because this deployment has no Secret of that name and namespace:"
                                + " neighbour/airflow-jwt-signing-secret",
                        "ignored, because it is not a Secret: 1 ConfigMap");
        assertThat(existing).hasToString("ExistingSecrets[FERNET_KEYS]");
    }

    @Test
    void aUrlOfAnotherDeploymentIsNotGuessedAt() throws Exception {
        ExistingSecrets existing = ExistingSecrets.read(
                secret(
                        "airflow-database-secret",
                        "connection",
                        base64("postgresql://airflow:Zq7Xw9Kv@other:5432/airflow")),
                PLAIN);
        assertThat(existing.material()).isEmpty();
        assertThat(existing.notes())
                .containsExactly(
                        "the text that airflow-database-secret has under connection does not match this deployment as it"
                                + " is now, and was ignored");
    }

    @Test
    void aUrlThatAPersonWroteForThisDeploymentIsRead() throws Exception {
        ExistingSecrets existing = ExistingSecrets.read(
                secret(
                        "airflow-database-secret",
                        "connection",
                        base64("postgresql://airflow:a~b%2fc%C3%A9!@db.example.com:5432/airflow?sslmode=require")),
                PLAIN);
        assertThat(existing.material()).isEqualTo(Map.of(Material.DATABASE_PASSWORD, Sensitive.of("a~b/c\u00e9!")));
    }

    @ParameterizedTest
    @CsvSource({"a+b", "a@b", "%4", "%zz", "%FF", "''"})
    void aPasswordThatCouldBeReadInTwoWaysOrNoneIsNotTaken(String encoded) throws Exception {
        ExistingSecrets existing = ExistingSecrets.read(
                secret(
                        "airflow-database-secret",
                        "connection",
                        base64("postgresql://airflow:" + encoded + "@db.example.com:5432/airflow?sslmode=require")),
                PLAIN);
        assertThat(existing.material()).isEmpty();
        assertThat(existing.notes()).hasSize(1);
    }

    @Test
    void twoPasswordsForOneRoleAreNoPassword() throws Exception {
        String one = KubernetesSecrets.of(MADE, GivenMaterial.given(MADE, "one").generateMissing())
                .text()
                .reveal();
        String another = KubernetesSecrets.of(
                        MADE, GivenMaterial.given(MADE, "another").generateMissing())
                .text()
                .reveal();
        int second = one.indexOf("---", 3);
        ExistingSecrets existing =
                ExistingSecrets.read(one.substring(0, second) + another.substring(another.indexOf("---", 3)), MADE);
        assertThat(existing.material()).doesNotContainKey(Material.DATABASE_PASSWORD);
        assertThat(existing.notes())
                .containsExactly("the database role's password is not the same everywhere in airflow-database-secret,"
                        + " airflow-result-backend-secret, and was ignored");
    }

    @Test
    void aPasswordIsNotTakenForAVerifierNorAVerifierForAPassword() throws Exception {
        AirflowDeployment withPassword = MADE.toBuilder()
                .pgBouncer(PgBouncerPool.builder()
                        .authentication(PoolAuthentication.SCRAM_PASSWORD)
                        .build())
                .build();
        ExistingSecrets toPassword = ExistingSecrets.read(
                KubernetesSecrets.of(MADE, GivenMaterial.material(MADE)).text(), withPassword);
        ExistingSecrets toVerifier = ExistingSecrets.read(
                KubernetesSecrets.of(withPassword, GivenMaterial.material(withPassword))
                        .text(),
                MADE);
        String note = "the text that airflow-pgbouncer-secret has under users.txt does not match this deployment as it"
                + " is now, and was ignored";
        assertThat(toPassword.notes()).containsExactly(note);
        assertThat(toVerifier.notes()).containsExactly(note);
        for (ExistingSecrets existing : List.of(toPassword, toVerifier)) {
            assertThat(existing.material())
                    .containsEntry(Material.DATABASE_PASSWORD, Sensitive.of(GivenMaterial.PASSWORD))
                    .doesNotContainKey(Material.DATABASE_VERIFIER);
        }
    }

    @Test
    void placeholdersAreNoMaterial() throws Exception {
        ExistingSecrets existing = ExistingSecrets.read(new PlainSecretManifests(PLAIN).text(), PLAIN);
        assertThat(existing.material()).isEmpty();
        assertThat(existing.notes())
                .containsExactly(
                        "airflow-database-secret contains placeholders, and was ignored",
                        "airflow-fernet-secret contains placeholders, and was ignored",
                        "airflow-api-secret contains placeholders, and was ignored",
                        "airflow-jwt-signing-secret contains placeholders, and was ignored");
    }

    @ParameterizedTest
    @CsvSource({"12", "true", "[Zq7Xw9Kv]"})
    void whatIsNoTextIsNoted(String value) throws Exception {
        ExistingSecrets existing = ExistingSecrets.read(secret("airflow-fernet-secret", "fernet-key", value), PLAIN);
        assertThat(existing.material()).isEmpty();
        assertThat(existing.notes())
                .containsExactly("what airflow-fernet-secret has under fernet-key is not text, and was ignored");
    }

    @Test
    void aKeyThatSomebodyForgotToEncodeIsStillTheKey() throws Exception {
        String key = "cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4=";
        ExistingSecrets existing = ExistingSecrets.read(secret("airflow-fernet-secret", "fernet-key", key), PLAIN);
        assertThat(existing.material()).isEqualTo(Map.of(Material.FERNET_KEYS, Sensitive.of(key)));
        assertThat(existing.notes())
                .containsExactly(
                        "what airflow-fernet-secret has under fernet-key is not base64, and was used as it is");
    }

    @Test
    void theFernetKeyThatTheChartMadeIsKept() throws Exception {
        String ofTheChart = secret("airflow-fernet-key", "fernet-key", base64("made by the chart"));
        ExistingSecrets existing = ExistingSecrets.read(ofTheChart, PLAIN);
        assertThat(existing.material()).isEqualTo(Map.of(Material.FERNET_KEYS, Sensitive.of("made by the chart")));
        assertThat(existing.notes())
                .containsExactly(
                        "the Fernet key was taken from airflow-fernet-key, which the chart created: it decrypts what"
                                + " Airflow has encrypted so far");

        String ours = secret("airflow-fernet-secret", "fernet-key", base64("ours"));
        ExistingSecrets later = ExistingSecrets.read(ofTheChart + "---\n" + ours, PLAIN);
        assertThat(later.material()).isEqualTo(Map.of(Material.FERNET_KEYS, Sensitive.of("ours")));
        assertThat(later.notes()).isEmpty();
    }

    @Test
    void lineEndsInBase64DoNotCount() throws Exception {
        String wrapped = base64("key").replaceAll("(.{2})", "$1\n    ");
        ExistingSecrets existing =
                ExistingSecrets.read(secret("airflow-fernet-secret", "fernet-key", "|\n    " + wrapped), PLAIN);
        assertThat(existing.material()).isEqualTo(Map.of(Material.FERNET_KEYS, Sensitive.of("key")));
    }

    @Test
    void halfACharacterIsNotedAndNotThrown() throws Exception {
        ExistingSecrets existing = ExistingSecrets.read(
                secret("airflow-fernet-secret", "fernet-key", "\"\\ud83d\"").replace("\ndata:", "\nstringData:"),
                PLAIN);
        assertThat(existing.material()).isEmpty();
        assertThat(existing.notes())
                .containsExactly("what airflow-fernet-secret has under fernet-key is not text, and was ignored");
    }

    /** What a namespace holds besides: Helm keeps ten releases of its own, each up to a megabyte. */
    @Test
    void aNamespaceFullOfHelmsOwnSecretsIsRead() throws Exception {
        String release =
                "- data:\n    release: " + "QUJD".repeat(100_000) + "\n  kind: Secret\n  metadata:\n    name: r\n";
        String own = "- data:\n    fernet-key: " + base64("key")
                + "\n  kind: Secret\n  metadata:\n    name: airflow-fernet-secret\n";
        ExistingSecrets existing =
                ExistingSecrets.read("apiVersion: v1\nitems:\n" + release.repeat(10) + own + "kind: List\n", PLAIN);
        assertThat(existing.material()).isEqualTo(Map.of(Material.FERNET_KEYS, Sensitive.of("key")));
    }

    @Test
    void bytesThatAreNoTextAreNoMaterial() throws Exception {
        ExistingSecrets existing =
                ExistingSecrets.read(secret("airflow-fernet-secret", "fernet-key", "\"/w==\""), PLAIN);
        assertThat(existing.notes()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'kind: Secret\ndata: [Zq7Xw9Kv\n'                    | 3 | 1",
                "'kind: Secret\n---\nZq7Xw9Kv\n'                       | 3 | 1",
                "'kind: Secret\n--- # second\na: 1\nZq7Xw9Kv: &x *x\n' | 4 | 14",
                "'kind: List\n---\nkind: Secret\nZq7Xw9Kv: \"\\Zq7\"\n' | 4 | 13",
                "'a: 1\na: Zq7Xw9Kv\n'                                 | 2 | 1"
            })
    void malformedTextIsRefusedWithItsPlaceAndWithoutItsContent(String text, int line, int column) {
        MalformedSecretsException malformed =
                catchThrowableOfType(MalformedSecretsException.class, () -> ExistingSecrets.read(text, PLAIN));
        assertThat(malformed)
                .hasMessageStartingWith("line " + line + ", column " + column + ": this is not YAML or JSON as kubectl")
                .hasMessageNotContaining("Zq7")
                .hasNoCause();
    }

    private static String secret(String name, String key, String value) {
        return "kind: Secret\nmetadata:\n  name: " + name + "\ndata:\n  " + key + ": " + value + "\n";
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
