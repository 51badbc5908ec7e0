package io.airworthy.render.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.airworthy.AirflowDeployment;
import io.airworthy.material.Material;
import io.airworthy.material.Purpose;
import io.airworthy.secrets.SecretMaterial;
import io.airworthy.secrets.SecretRevisions;
import io.airworthy.secrets.Sensitive;
import io.airworthy.testkit.SecretDeployments;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Secrets as they are handed out. The files in {@code handed-out} were written by these programs from the same seven Secrets
 * with made-up content: {@code api} by the encoder of k8s.io/api 0.33, which the API server uses, the others by kubectl 1.32,
 * io.kubernetes:client-java 24.0 and fabric8 7.3 from that answer.
 */
class HandedOutSecretsTest {

    private static final AirflowDeployment PLAIN = SecretDeployments.plain();

    private static final Sensitive FERNET_KEY = Sensitive.of("bWFkZS11cC1mZXJuZXQta2V5LTAxMjM0NTY3ODlhYmM=");

    private static final Map<Material, Sensitive> ALL = Map.of(
            Material.FERNET_KEYS,
            FERNET_KEY,
            Material.SESSION_KEY,
            Sensitive.of("made-up-session-key-made-up-session-key-made-up-session-key"),
            Material.JWT_SECRET,
            Sensitive.of("made-up-jwt-secret-made-up-jwt-secret-made-up-jwt-secret-12345678"),
            Material.DATABASE_PASSWORD,
            Sensitive.of("made up=password"));

    private static final SecretRevisions REVISIONS = SecretRevisions.of(Map.of(Purpose.FERNET, "AAECAwQFBgcICQoL"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "api-list.json",
                "kubectl-list.json",
                "kubectl-list.yaml",
                "client-java-list.json",
                "client-java-list.yaml",
                "client-java-items.json",
                "client-java-items.yaml",
                "fabric8-list.json",
                "fabric8-list.yaml",
                "fabric8-items.json",
                "fabric8-items.yaml",
                "fabric8-documents.yaml",
                "fabric8-kubernetes-list.yaml"
            })
    void severalSecretsAreFoundInWhateverShape(String file) throws Exception {
        ExistingSecrets existing = ExistingSecrets.read(text(file), PLAIN);
        assertThat(existing.material()).isEqualTo(ALL);
        assertThat(existing.revisions()).isEqualTo(REVISIONS);
        assertThat(existing.notes())
                .containsExactly(
                        "ignored, because this deployment has no Secret of that name and namespace: airflow/empty,"
                                + " airflow/sh.helm.release.v1.airflow.v1, airflow/web-tls");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "api-one.json",
                "kubectl-one.json",
                "kubectl-one.yaml",
                "kubectl-managed.yaml",
                "client-java-one.json",
                "client-java-one.yaml",
                "fabric8-one.yaml"
            })
    void oneSecretIsFoundInWhateverShape(String file) throws Exception {
        ExistingSecrets existing = ExistingSecrets.read(text(file), PLAIN);
        assertThat(existing.material()).isEqualTo(Map.of(Material.FERNET_KEYS, FERNET_KEY));
        assertThat(existing.revisions()).isEqualTo(REVISIONS);
        assertThat(existing.notes()).isEmpty();
    }

    @Test
    void whatAProgramIsAboutToApplyIsFoundAsWell() throws Exception {
        assertThat(ExistingSecrets.read(text("fabric8-made.yaml"), PLAIN).material())
                .isEqualTo(Map.of(Material.FERNET_KEYS, FERNET_KEY));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "api-empty.json",
                "kubectl-empty.json",
                "kubectl-empty.yaml",
                "client-java-empty.json",
                "client-java-empty.yaml",
                "fabric8-empty.json",
                "fabric8-empty.yaml"
            })
    void aNamespaceWithoutSecretsIsNoMistake(String file) throws Exception {
        ExistingSecrets existing = ExistingSecrets.read(text(file), PLAIN);
        assertThat(existing.material()).isEmpty();
        assertThat(existing.notes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"kubectl-one.json", "kubectl-list.json", "fabric8-items.json"})
    void jsonIsReadWithTabsAndOneAfterTheOther(String file) throws Exception {
        String printed = text(file).replace("    ", "\t");
        assertThat(ExistingSecrets.read(printed + printed, PLAIN).material())
                .containsEntry(Material.FERNET_KEYS, FERNET_KEY);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``                                                                | there is no Secret in it",
                "`# nothing\n---\n---\n`                                           | there is no Secret in it",
                "[]                                                                | there is no Secret in it",
                "null                                                              | there is no Secret in it",
                "`kind: Status\nmessage: forbidden\n`              | there is no Secret in it, only 1 Status",
                "`kind: Zq7Xw9Kv\n`               | there is no Secret in it, only 1 object of another kind",
                "{\"items\": []}                                                   | there is no Secret in it",
                "`kind: ConfigMapList\napiVersion: v1\nitems: []`  | there is no Secret in it, only 1 ConfigMapList",
                "{\"kind\": \"List\", \"items\": [{\"kind\": \"ConfigMap\"}, 1]} | there is no Secret in it, only 1"
                        + " ConfigMap, 1 item that is not an object",
                "{\"kind\": \"SecretList\", \"apiVersion\": \"example.com/v1\"} | there is no Secret in it, only 1 SecretList",
                "{\"metadata\": {\"name\": \"airflow-fernet-secret\"}, \"data\": {\"fernet-key\": \"a2V5\"}} | there is no"
                        + " Secret in it, only 1 object without a kind",
            })
    void whereNothingIsRecognisedNothingIsMade(String text, String message) {
        assertThatThrownBy(() -> ExistingSecrets.read(text, PLAIN))
                .isInstanceOf(MalformedSecretsException.class)
                .hasMessage(message + "; a cluster without Secrets returns an empty List")
                .hasNoCause();
    }

    @Test
    void whatIsNoSecretIsNoted() throws Exception {
        ExistingSecrets existing = ExistingSecrets.read(
                text("kubectl-one.yaml") + "---\nkind: ConfigMap\n---\nkind: ConfigMap\n---\nkind: Role\n", PLAIN);
        assertThat(existing.notes()).containsExactly("ignored, because it is not a Secret: 2 ConfigMap, 1 Role");
    }

    @Test
    void theFirstPageOfAListIsRefusedAndAllPagesAreRead() throws Exception {
        String page = text("api-list.json").replace("\"resourceVersion\":\"4720\"", "\"continue\":\"eyJ2\"");
        assertThatThrownBy(() -> ExistingSecrets.read(page, PLAIN))
                .isInstanceOf(MalformedSecretsException.class)
                .hasMessage(
                        "it is only the first part of a list, because the last list has metadata.continue; get the rest"
                                + " as well: material that is missing would be generated again");
        assertThat(ExistingSecrets.read(page + text("api-list.json"), PLAIN).material())
                .isEqualTo(ALL);
    }

    @Test
    void textThatIsNotUtf8IsRefused() {
        Sensitive ofWindows = Sensitive.ofBytes("\uFEFFkind: List\n".getBytes(StandardCharsets.UTF_16LE));
        assertThatThrownBy(() -> ExistingSecrets.read(ofWindows, PLAIN))
                .isInstanceOf(MalformedSecretsException.class)
                .hasMessage("it is not UTF-8 text; Windows PowerShell writes UTF-16 by default");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":", "[", "- ", "{a: "})
    void deepNestingIsRefused(String opening) {
        assertThatThrownBy(() -> ExistingSecrets.read(opening.repeat(20_000), PLAIN))
                .isInstanceOf(MalformedSecretsException.class)
                .hasNoCause();
    }

    @Test
    void anAliasIsWhatItsAnchorIs() throws Exception {
        String twice = """
                kind: List
                apiVersion: v1
                items: &items
                - kind: Secret
                  metadata: {name: airflow-fernet-secret, labels: &labels {a: b}}
                  data: {fernet-key: !!binary YldGa1pTMTFjQzFtWlhKdVpYUXRhMlY1TFRBeE1qTTBOVFkzT0RsaFltTT0=}
                - kind: List
                  metadata: {labels: *labels}
                  items: *items
                """;
        assertThat(ExistingSecrets.read(twice, PLAIN).material()).isEqualTo(Map.of(Material.FERNET_KEYS, FERNET_KEY));
    }

    @Test
    void anOperatorNeedsNoText() {
        AirflowDeployment deployment = SecretDeployments.withEverythingMade();
        SecretMaterial material = GivenMaterial.material(deployment);
        SecretRevisions revisions = SecretRevisions.none().renewed(Set.of(Purpose.FERNET));
        Map<String, Map<String, byte[]>> cluster = new LinkedHashMap<>(
                KubernetesSecrets.of(deployment, material, revisions).revealData());
        cluster.put("web-tls", Map.of("tls.key", new byte[] {-1}));

        ExistingSecrets existing = ExistingSecrets.of(
                cluster,
                Map.of(
                        "airflow-fernet-secret",
                        Map.of(
                                SecretRevisions.ANNOTATION,
                                revisions.of(Purpose.FERNET).orElseThrow())),
                deployment);

        assertThat(SecretMaterial.forDeployment(deployment)
                        .existing(existing.material())
                        .build())
                .isEqualTo(material);
        assertThat(existing.revisions()).isEqualTo(revisions);
        assertThat(existing.notes())
                .containsExactly("ignored, because this deployment has no Secret of that name and namespace: web-tls");
        assertThat(ExistingSecrets.of(Map.of(), deployment).material()).isEmpty();
    }

    @Test
    void whatIsHandedOutIsTheCallers() {
        KubernetesSecrets secrets = KubernetesSecrets.of(PLAIN, GivenMaterial.material(PLAIN));
        Sensitive before = secrets.text();
        secrets.revealData().get("airflow-fernet-secret").get("fernet-key")[0]++;
        secrets.revealData().clear();
        assertThat(secrets.text()).isEqualTo(before);
    }

    private static String text(String file) throws IOException {
        try (InputStream in = HandedOutSecretsTest.class.getResourceAsStream("handed-out/" + file)) {
            return new String(Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
