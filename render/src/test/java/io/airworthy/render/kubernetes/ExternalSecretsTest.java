package io.airworthy.render.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.airworthy.AirflowDeployment;
import io.airworthy.Executor;
import io.airworthy.catalogue.RemoteEntries;
import io.airworthy.catalogue.SecretCatalogue;
import io.airworthy.celery.ExternalRedis;
import io.airworthy.material.ExternalSecrets;
import io.airworthy.material.Material;
import io.airworthy.material.Purpose;
import io.airworthy.material.SecretDelivery;
import io.airworthy.material.SecretSource;
import io.airworthy.secrets.SecretRevisions;
import io.airworthy.store.AwsAuth;
import io.airworthy.store.SecretStore;
import io.airworthy.store.StoreProvider;
import io.airworthy.store.StoreType;
import io.airworthy.testkit.SecretDeployments;
import io.airworthy.validation.RuleSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ExternalSecretsTest {

    private static final AirflowDeployment ON_AWS = SecretDeployments.plain().toBuilder()
            .secretDelivery(ExternalSecrets.from(SecretStore.rendered(
                    "airflow-store", StoreProvider.awsSecretsManager("eu-west-1", AwsAuth.irsa("airflow-secrets")))))
            .build();

    @Test
    void theOperatorTakesEveryManifestOfEveryDeployment() throws Exception {
        DeliverySchemas.assumeAtHand();
        for (AirflowDeployment deployment : DeliveredDeployments.external()) {
            for (Map<String, ?> manifest : manifests(deployment)) {
                assertThat(DeliverySchemas.refusals(manifest))
                        .as("%s", manifest)
                        .isEmpty();
            }
        }
    }

    @Test
    void makesEverySecretOfTheCatalogueWithAllItsKeys() throws Exception {
        for (AirflowDeployment deployment : DeliveredDeployments.external()) {
            List<String> made = manifests(deployment).stream()
                    .filter(manifest -> "ExternalSecret".equals(manifest.get("kind")))
                    .map(manifest -> at(manifest, "spec", "target", "name") + " "
                            + ((Map<?, ?>) at(manifest, "spec", "target", "template", "data")).keySet())
                    .toList();
            assertThat(made)
                    .containsExactlyElementsOf(SecretCatalogue.of(deployment).required().stream()
                            .map(secret ->
                                    secret.name() + " " + secret.entries().keySet())
                            .toList());
        }
    }

    @Test
    void readsLikeThis() {
        String text = SecretsManifest.of(ON_AWS, RuleSet.standard(), SecretRevisions.of(Map.of(Purpose.DATABASE, "r1")))
                .asText();

        assertThat(text).startsWith("""
                # The Secrets of the Airflow release airflow in the namespace airflow, made by the External Secrets
                # Operator from AWS Secrets Manager. Nothing in here is secret: this file may be committed and
                # applied.
                #
                # The store must have these entries before the file is applied:
                #
                # - airflow/airflow/database-password: the database role's password
                # - airflow/airflow/fernet-keys: the Fernet key that encrypts connections and variables
                # - airflow/airflow/session-key: the key that signs web sessions and log requests
                # - airflow/airflow/jwt-secret: the secret that signs Airflow's internal tokens
                ---
                apiVersion: "external-secrets.io/v1"
                kind: "SecretStore"
                metadata:
                  name: "airflow-store"
                  namespace: "airflow"
                  labels:
                    "app.kubernetes.io/managed-by": "airworthy"
                    release: "airflow"
                spec:
                  provider:
                    aws:
                      service: "SecretsManager"
                      region: "eu-west-1"
                      auth:
                        jwt:
                          serviceAccountRef:
                            name: "airflow-secrets"
                ---
                # airflow-database-secret: database connection
                #
                # Read by: every Airflow container.
                apiVersion: "external-secrets.io/v1"
                kind: "ExternalSecret"
                metadata:
                  name: "airflow-database-secret"
                  namespace: "airflow"
                  labels:
                    "app.kubernetes.io/managed-by": "airworthy"
                    release: "airflow"
                spec:
                  refreshPolicy: "Periodic"
                  refreshInterval: "1h0m0s"
                  secretStoreRef:
                    kind: "SecretStore"
                    name: "airflow-store"
                  target:
                    name: "airflow-database-secret"
                    creationPolicy: "Owner"
                    deletionPolicy: "Retain"
                    template:
                      engineVersion: "v2"
                      mergePolicy: "Replace"
                      type: "Opaque"
                      metadata:
                        labels:
                          "app.kubernetes.io/managed-by": "airworthy"
                          release: "airflow"
                        annotations:
                          "airworthy.io/revision": "r1"
                      data:
                        connection: "postgresql://airflow:{{ .database_password | trimSuffix \\"\\\\n\\" | urlquery""");
    }

    @Test
    void aTextWithoutMaterialIsASecretOfItsOwnBecauseTheOperatorMakesNone() throws Exception {
        AirflowDeployment openRedis = ON_AWS.toBuilder()
                .executors(List.of(Executor.CELERY))
                .broker(ExternalRedis.builder().host("10.20.30.40").tls(false).build())
                .build();

        List<? extends Map<String, ?>> plain = manifests(openRedis).stream()
                .filter(manifest -> "Secret".equals(manifest.get("kind")))
                .toList();

        assertThat(plain).hasSize(1);
        assertThat(at(plain.get(0), "stringData")).isEqualTo(Map.of("connection", "redis://10.20.30.40:6379/0"));
    }

    @Test
    void saysWhereEachPieceIs() throws Exception {
        AirflowDeployment onVault = SecretDeployments.plain().toBuilder()
                .secretDelivery(ExternalSecrets.from(SecretStore.existingClusterStore("platform", StoreType.VAULT)))
                .build();

        Map<String, String> entry = Map.of(
                "key", "airflow/airflow/database-password",
                "conversionStrategy", "Default",
                "decodingStrategy", "None",
                "metadataPolicy", "None");
        Map<String, String> entryWithProperty = new HashMap<>(entry);
        entryWithProperty.put("property", "value");

        assertThat(at(manifests(ON_AWS).get(1), "spec", "data"))
                .isEqualTo(List.of(Map.of("secretKey", "database_password", "remoteRef", entry)));
        assertThat(at(manifests(onVault).get(0), "spec", "data"))
                .isEqualTo(List.of(Map.of("secretKey", "database_password", "remoteRef", entryWithProperty)));
    }

    @Test
    void whatEncryptsAndSignsIsWrittenOnceAndNeverAgain() throws Exception {
        for (AirflowDeployment deployment : DeliveredDeployments.external()) {
            Set<String> keys = Set.of("fernet-secret", "api-secret", "jwt-signing-secret", "webserver-secret");
            for (Map<String, ?> manifest : manifests(deployment)) {
                if (!"ExternalSecret".equals(manifest.get("kind"))) {
                    continue;
                }
                String name = (String) at(manifest, "metadata", "name");
                boolean isKey = keys.stream().anyMatch(name::endsWith);
                assertThat(at(manifest, "spec", "refreshPolicy")).isEqualTo(isKey ? "CreatedOnce" : "Periodic");
                assertThat(at(manifest, "spec", "target", "creationPolicy")).isEqualTo(isKey ? "Orphan" : "Owner");
                assertThat(at(manifest, "spec", "target", "deletionPolicy")).isEqualTo("Retain");
                assertThat(at(manifest, "spec", "target", "immutable")).isEqualTo(isKey ? true : null);
            }
        }
    }

    @Test
    void namesEntriesAsEachStoreTakesThem() {
        assertThat(StoreType.values())
                .extracting(type -> RemoteEntries.of(from(type))
                        .orElseThrow()
                        .of(Material.DATABASE_PASSWORD)
                        .toString())
                .containsExactly(
                        "secret store entry airflow/airflow/database-password, property value",
                        "secret store entry airflow/airflow/database-password",
                        "secret store entry /airflow/airflow/database-password",
                        "secret store entry airflow-airflow-database-password",
                        "secret store entry airflow-airflow-database-password");
        for (StoreType type : StoreType.values()) {
            RemoteEntries.of(from(type))
                    .orElseThrow()
                    .all()
                    .values()
                    .forEach(entry ->
                            assertThat(type.takes(entry.key())).as(entry.key()).isTrue());
        }
    }

    @Test
    void takesMaterialFromWhereTheModelSaysThatItIs() {
        AirflowDeployment elsewhere = DeliveredDeployments.plain().get(4).toBuilder()
                .secretDelivery(ON_AWS.secretDelivery())
                .build();

        assertThat(RemoteEntries.of(elsewhere).orElseThrow().of(Material.DATABASE_PASSWORD))
                .isEqualTo(new SecretSource.Remote("teams-airflow-rds", "password"));
        assertThat(RemoteEntries.of(elsewhere).orElseThrow().of(Material.FERNET_KEYS))
                .isEqualTo(new SecretSource.Remote("data-platform/prod-eu/fernet-keys", ""));
    }

    @Test
    void theVerifierIsAnEntryOfItsOwn() {
        AirflowDeployment deployment = SecretDeployments.withEverythingMade().toBuilder()
                .secretDelivery(ON_AWS.secretDelivery())
                .build();

        assertThat(RemoteEntries.of(deployment).orElseThrow().of(Material.DATABASE_VERIFIER))
                .isEqualTo(new SecretSource.Remote("airflow/airflow/database-verifier", ""));
    }

    @Test
    void sealingNeedsMaterial() {
        AirflowDeployment sealed = SecretDeployments.plain().toBuilder()
                .secretDelivery(SecretDelivery.sealed())
                .build();

        assertThatThrownBy(() -> SecretsManifest.of(sealed))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("Secrets are sealed from their material, which a deployment does not contain");
    }

    private static AirflowDeployment from(StoreType type) {
        return SecretDeployments.withEverythingMade().toBuilder()
                .secretDelivery(ExternalSecrets.from(SecretStore.existingClusterStore("platform", type)))
                .build();
    }

    private static List<? extends Map<String, ?>> manifests(AirflowDeployment deployment) throws Exception {
        return ManifestReader.read(
                SecretsManifest.unjudged(deployment, SecretRevisions.none()).asText());
    }

    private static Object at(Map<String, ?> manifest, String... path) {
        Object value = manifest;
        for (String key : path) {
            value = ((Map<?, ?>) value).get(key);
        }
        return value;
    }
}
