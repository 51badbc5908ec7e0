package io.airworthy.render.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.airworthy.AirflowDeployment;
import io.airworthy.material.Material;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A Secret is changed where it is made. What somebody else makes is never patched: it would be put back, or is immutable. */
class SecretChangeTest {

    static Stream<AirflowDeployment> madeByOthers() {
        return Stream.of(
                Deployments.external(Deployments.exercise()),
                Deployments.readOnce(Deployments.google()),
                Deployments.sealed(Deployments.local()),
                Deployments.sealed(Deployments.azure()));
    }

    @ParameterizedTest
    @MethodSource("madeByOthers")
    void whatSomebodyElseMakesIsNeverPatched(AirflowDeployment deployment) {
        assertThat(commands(deployment)).noneMatch(line -> line.contains("patch secret"));
    }

    @Test
    void whatTheOperatorMakesOnceIsMadeByANewExternalSecret() {
        assertThat(section(Deployments.external(Deployments.exercise()), "Rotate the Fernet key"))
                .containsSubsequence(
                        "  new=\"$(openssl rand -base64 32 | tr '+/' '-_'),$old\"",
                        "  printf %s \"$new\" | vault kv patch -mount=secret airflow/airflow/fernet-keys value=-",
                        "kubectl -n airflow delete externalsecrets.external-secrets.io,secrets airflow-fernet-secret --ignore-not-found",
                        "kubectl apply -f secrets/secrets-manifest.yaml",
                        "kubectl -n airflow wait --for=create --timeout=5m secret/airflow-fernet-secret",
                        "**Step 2.** When all pods have both keys, encrypt everything with the new one.",
                        "  new=${old%%,*}",
                        "  printf %s \"$new\" | vault kv patch -mount=secret airflow/airflow/fernet-keys value=-");
    }

    @Test
    void theOperatorIsAskedForTheRestAndWaitedFor() {
        assertThat(section(Deployments.external(Deployments.exercise()), "Rotate the database password"))
                .containsSubsequence(
                        "**Step 1.** Put the new password into all Secrets that have it. Running pods keep the old one until they"
                                + " restart.",
                        "  printf %s \"$new\" | vault kv patch -mount=secret airflow/airflow/database-password value=-",
                        "for name in airflow-database-secret airflow-result-backend-secret airflow-pgbouncer-secret; do",
                        "  before=$(kubectl -n airflow get externalsecrets.external-secrets.io \"$name\" -o"
                                + " 'jsonpath={.status.refreshTime}')",
                        "  kubectl -n airflow annotate externalsecrets.external-secrets.io \"$name\""
                                + " force-sync=\"$(date +%s)\" --overwrite",
                        "  for attempt in $(seq 60); do [ \"$(kubectl -n airflow get externalsecrets.external-secrets.io"
                                + " \"$name\" -o 'jsonpath={.status.refreshTime}')\" != \"$before\" ] && break; sleep 2; done",
                        "**Step 2.** Give the role its new password. psql asks for the administrator's password, then twice"
                                + " for the new one, and sends only its hash.");
    }

    @Test
    void whatTheOperatorReadsNeverAgainIsDeleted() {
        assertThat(section(Deployments.readOnce(Deployments.exercise()), "Rotate the deploy key"))
                .containsSubsequence(
                        "kubectl -n airflow delete secret airflow-git-ssh-secret",
                        "kubectl -n airflow wait --for=create --timeout=5m secret/airflow-git-ssh-secret");
        assertThat(section(Deployments.readOnce(Deployments.exercise()), "Rotate the database password"))
                .anyMatch(line -> line.endsWith("Reloader restarts them at once, so do step 2 right after."));
    }

    @Test
    void aSealedSecretIsSealedAgainWithItsVerifier() {
        assertThat(section(Deployments.sealed(Deployments.azure()), "Rotate the database password"))
                .containsSubsequence(
                        "  new=$(scram_verifier \"$new\")",
                        "kubectl apply -f secrets/secrets-manifest.yaml",
                        "for name in airflow-database-secret airflow-result-backend-secret airflow-pgbouncer-secret; do",
                        "  kubectl -n airflow wait --timeout=5m \"sealedsecret/$name\" \\",
                        "    --for=jsonpath='{.status.observedGeneration}'=\"$(kubectl -n airflow get sealedsecret"
                                + " \"$name\" -o 'jsonpath={.metadata.generation}')\"");
    }

    /** With programs in the places of kubectl and kubeseal that print what is there, and what would be sealed. */
    @ParameterizedTest
    @ValueSource(strings = {"Rotate the database password", "Rotate the Redis password"})
    void whatIsSealedAgainHasTheNewPasswordInThePlaceOfTheOld(String title) {
        Bash.assumeIsThere();
        AirflowDeployment deployment = Deployments.sealed(Deployments.exercise());
        StringBuilder script = new StringBuilder("kubectl() { case \"$*\" in\n");
        StringBuilder expected = new StringBuilder();
        Set<Material> changed =
                EnumSet.of(title.contains("Redis") ? Material.REDIS_PASSWORD : Material.DATABASE_PASSWORD);
        deployment
                .release()
                .secrets()
                .required()
                .forEach(secret -> secret.entries().forEach((key, template) -> {
                    script.append("*' %s '*'{.data.%s}') printf %%s %s ;;\n"
                            .formatted(
                                    secret.name(),
                                    key.replace(".", "\\."),
                                    Base64.getEncoder()
                                            .encodeToString(template.write(place ->
                                                            place.encoding().encode("old@\"" + place.material()))
                                                    .getBytes(StandardCharsets.UTF_8))));
                    if (template.materials().stream().anyMatch(changed::contains)) {
                        expected.append(secret.name() + ", " + key + ":\n")
                                .append(template.write(place -> changed.contains(place.material())
                                        ? "new1"
                                        : place.encoding().encode("old@\"" + place.material())))
                                .append("\n");
                    }
                }));
        script.append("esac; }\nkubeseal() { cat; }\nopenssl() { echo new1; }\nread() { new=new1; }\n");
        script.append(blocks(deployment, "Seal a changed text again").get(0));
        String rotation = blocks(deployment, title).stream()
                .filter(block -> block.contains("| seal "))
                .findFirst()
                .orElseThrow();

        assertThat(Bash.run(script + rotation).strip())
                .isEqualTo(expected.toString().strip());
    }

    private static List<String> blocks(AirflowDeployment deployment, String title) {
        return new DocumentText(String.join("\n", section(deployment, title))).fenced("bash");
    }

    @Test
    void anEmptyClusterGetsItsSecretsAsTheyAreDelivered() {
        assertThat(section(Deployments.exercise(), "The Secrets"))
                .containsSubsequence(
                        "sed -n 's/^#\\$ \\{0,1\\}//p' secrets/secrets-manifest.yaml > create-secrets.sh",
                        "sh create-secrets.sh && rm create-secrets.sh");
        assertThat(section(Deployments.external(Deployments.exercise()), "The Secrets"))
                .contains(
                        "The External Secrets Operator makes them from HashiCorp Vault, through ClusterSecretStore"
                                + " `platform`. The store must have these entries first:",
                        "| `airflow/airflow/database-password`, property `value` | the database role's password | you, from"
                                + " environment variable DB_PASSWORD |",
                        "| `airflow/airflow/jwt-secret`, property `value` | the secret that signs Airflow's internal tokens |"
                                + " generated by the tool that renders this package |",
                        "kubectl -n airflow apply -f secrets/secrets-manifest.yaml");
        assertThat(section(Deployments.sealed(Deployments.exercise()), "The Secrets"))
                .anyMatch(
                        line -> line.startsWith(
                                "kubectl -n airflow wait --for=condition=Synced --timeout=5m sealedsecrets airflow-database-secret"));
    }

    @Test
    void aMissingSecretIsRepairedWhereItIsMade() {
        assertThat(section(Deployments.external(Deployments.exercise()), "A Secret is missing or old"))
                .contains("kubectl -n airflow delete externalsecrets.external-secrets.io airflow-fernet-secret"
                        + " airflow-api-secret airflow-jwt-signing-secret")
                .noneMatch(line -> line.contains("delete secret"));
        assertThat(section(Deployments.sealed(Deployments.exercise()), "A Secret is missing or old"))
                .contains("kubectl -n airflow get sealedsecrets");
        assertThat(section(Deployments.exercise(), "A Secret is missing or old"))
                .contains("read -rsp 'Stored Fernet keys (Enter if that Secret is there): ' FERNET_KEYS; echo; export"
                        + " FERNET_KEYS");
    }

    private static List<String> section(AirflowDeployment deployment, String title) {
        return Deployments.documents(deployment)
                .lines()
                .dropWhile(line -> !line.matches("#+ " + title))
                .skip(1)
                .takeWhile(line -> !line.matches("##+ .*"))
                .toList();
    }

    private static List<String> commands(AirflowDeployment deployment) {
        return new DocumentText(Deployments.documents(deployment))
                .fenced("bash").stream().flatMap(String::lines).toList();
    }
}
