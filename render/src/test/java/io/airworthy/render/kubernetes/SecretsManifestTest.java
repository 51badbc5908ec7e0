package io.airworthy.render.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.airworthy.AirflowDeployment;
import io.airworthy.WebIngress;
import io.airworthy.catalogue.RequiredSecret;
import io.airworthy.catalogue.SecretCatalogue;
import io.airworthy.testkit.SecretDeployments;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SecretsManifestTest {

    static List<AirflowDeployment> deployments() {
        return SecretDeployments.all();
    }

    @Test
    void aSecretIsExplainedThenCreatedThenShown() {
        assertThat(new PlainSecretManifests(SecretDeployments.plain()).text()).contains("""
                        ---
                        # airflow-fernet-secret: encryption of connections and variables
                        #
                        # Read by: every Airflow container.
                        #
                        # Rotate: yearly, and on exposure. In three steps, without an outage: put the new key before the old
                        # one, encrypt everything with the new one, take the old one out. Never replace the key at once:
                        # what the old one encrypted would be lost.
                        #
                        #$ text fernet-key "${FERNET_KEYS}"
                        #$ secret airflow-fernet-secret
                        apiVersion: "v1"
                        kind: "Secret"
                        metadata:
                          name: "airflow-fernet-secret"
                          namespace: "airflow"
                          labels:
                            "app.kubernetes.io/managed-by": "airworthy"
                            release: "airflow"
                          annotations:
                            "airworthy.io/placeholders": "do not apply: the real content is not in this file"
                        type: "airworthy.io/placeholder"
                        stringData:
                          fernet-key: "<fernet-keys>"
                        ---
                        """);
    }

    @Test
    void itBeginsWithWhatItIsAndHowToUseIt() {
        assertThat(new PlainSecretManifests(SecretDeployments.plain()).text()).startsWith("""
                        # The Secrets of the Airflow release airflow in the namespace airflow, without anything secret: this
                        # file may be committed.
                        #
                        # Do not apply it: it holds placeholders. The API server refuses to overwrite real Secrets with
                        # them, because their type is different. The lines that begin with #$ create the real Secrets; they
                        # do not overwrite existing ones either. To run them on a copy of this file:
                        #
                        #   sed -n 's/^#\\$ \\{0,1\\}//p' secrets-manifest.yaml > create-secrets.sh
                        #   sh create-secrets.sh
                        #
                        """);
    }

    @ParameterizedTest
    @MethodSource("deployments")
    void kubernetesWouldTakeEveryDocument(AirflowDeployment deployment) throws Exception {
        List<RequiredSecret> required = SecretCatalogue.of(deployment).required();
        List<Map<String, @Nullable Object>> documents =
                ManifestReader.read(new PlainSecretManifests(deployment).text());
        assertThat(documents).hasSameSizeAs(required);
        for (int i = 0; i < documents.size(); i++) {
            Map<String, String> redacted = new LinkedHashMap<>();
            required.get(i).entries().forEach((key, template) -> redacted.put(key, template.redacted()));
            assertThat(documents.get(i))
                    .doesNotContainKey("data")
                    .containsEntry("stringData", redacted)
                    .containsEntry("type", "airworthy.io/placeholder");
        }
        for (Map<String, @Nullable Object> document : documents) {
            assertThat(KubernetesSchemas.refusals(document)).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("deployments")
    void everyLineIsACommentOrYamlWhateverTheModelSays(AirflowDeployment deployment) throws Exception {
        AirflowDeployment odd = deployment.toBuilder()
                .database(deployment.database().toBuilder()
                        .user("a\rb\nc\u0085d\u2028---\n#$ rm")
                        .build())
                .ingress(WebIngress.builder()
                        .host("airflow.example.com")
                        .tlsSecret("tls\n---\nkind: Secret")
                        .build())
                .build();
        assertThat(ManifestReader.read(new PlainSecretManifests(odd).text()))
                .hasSameSizeAs(SecretCatalogue.of(odd).required());
    }

    @Test
    void aSecretOfSomebodyElseIsNamedAtTheEnd() {
        AirflowDeployment deployment = SecretDeployments.plain().toBuilder()
                .ingress(WebIngress.builder()
                        .host("airflow.example.com")
                        .tlsSecret("airflow-tls")
                        .build())
                .build();
        assertThat(new PlainSecretManifests(deployment).text()).endsWith("""

                        # Also read by the deployment, but created by others, for instance by cert-manager:
                        # - airflow-tls (kubernetes.io/tls): TLS certificate of the user interface
                        """);
    }

    @ParameterizedTest
    @MethodSource("deployments")
    void thereIsNothingSecretInIt(AirflowDeployment deployment) {
        String text = new PlainSecretManifests(deployment).text();
        GivenMaterial.material(deployment)
                .pieces()
                .values()
                .forEach(piece -> assertThat(text).doesNotContain(piece.reveal().strip()));
        assertThat(text).isEqualTo(new PlainSecretManifests(deployment).text());
    }
}
