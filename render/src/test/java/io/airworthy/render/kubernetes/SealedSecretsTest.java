package io.airworthy.render.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.airworthy.AirflowDeployment;
import io.airworthy.catalogue.RequiredSecret;
import io.airworthy.catalogue.SecretCatalogue;
import io.airworthy.material.Purpose;
import io.airworthy.material.SealedSecrets;
import io.airworthy.material.SealedSecrets.Scope;
import io.airworthy.render.DeploymentPackage;
import io.airworthy.secrets.SecretMaterial;
import io.airworthy.secrets.SecretRevisions;
import io.airworthy.secrets.Sensitive;
import io.airworthy.testkit.SampleDeployments;
import io.airworthy.testkit.SecretDeployments;
import io.airworthy.validation.RuleSet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealedSecretsTest {

    private static final String PLANTED = "planted-p@ssw\u00f6rd-4711";

    @TempDir
    private Path folder;

    @Test
    void theControllerTakesEveryManifest() throws Exception {
        DeliverySchemas.assumeAtHand();
        for (Scope scope : Scope.values()) {
            for (AirflowDeployment plain : DeliveredDeployments.plain()) {
                AirflowDeployment deployment = sealed(plain, scope);
                for (Map<String, ?> manifest : manifests(deployment, material(deployment))) {
                    assertThat(DeliverySchemas.refusals(manifest))
                            .as("%s", manifest)
                            .isEmpty();
                }
            }
        }
    }

    @Test
    void whatIsOpenedIsWhatTheMaterialSays() throws Exception {
        for (Scope scope : Scope.values()) {
            for (AirflowDeployment plain : DeliveredDeployments.plain()) {
                AirflowDeployment deployment = sealed(plain, scope);
                SecretMaterial material = material(deployment);
                Map<String, Map<String, String>> opened = new LinkedHashMap<>();
                for (Map<String, ?> manifest : manifests(deployment, material)) {
                    Map<String, String> values = new LinkedHashMap<>();
                    blobs(manifest)
                            .forEach((key, blob) -> values.put(
                                    key,
                                    new String(ControllerKey.open(blob, label(manifest)), StandardCharsets.UTF_8)));
                    opened.put(name(manifest), values);
                }
                Map<String, Map<String, String>> expected = new LinkedHashMap<>();
                for (RequiredSecret secret : SecretCatalogue.of(deployment).required()) {
                    Map<String, String> values = new LinkedHashMap<>();
                    secret.entries()
                            .forEach((key, template) ->
                                    values.put(key, material.fill(template).reveal()));
                    expected.put(secret.name(), values);
                }
                assertThat(opened).isEqualTo(expected);
            }
        }
    }

    @Test
    void aStrictSecretOpensUnderItsOwnNameInItsOwnNamespaceOnly() throws Exception {
        Map<String, ?> manifest = anyOf(Scope.STRICT);
        String blob = blobs(manifest).values().iterator().next();

        assertThat(ControllerKey.open(blob, "airflow/" + name(manifest))).isNotEmpty();
        for (String elsewhere : List.of("airflow/another", "elsewhere/" + name(manifest), "airflow", "")) {
            assertThatThrownBy(() -> ControllerKey.open(blob, elsewhere)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aNamespaceWideSecretOpensInItsOwnNamespaceOnly() throws Exception {
        String blob = blobs(anyOf(Scope.NAMESPACE_WIDE)).values().iterator().next();

        assertThat(ControllerKey.open(blob, "airflow")).isNotEmpty();
        assertThatThrownBy(() -> ControllerKey.open(blob, "elsewhere")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ControllerKey.open(blob, "")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void saysItsScopeToTheController() throws Exception {
        assertThat(annotations(anyOf(Scope.STRICT))).isEmpty();
        assertThat(annotations(anyOf(Scope.NAMESPACE_WIDE)))
                .isEqualTo(Map.of("sealedsecrets.bitnami.com/namespace-wide", "true"));
        assertThat(annotations(anyOf(Scope.CLUSTER_WIDE)))
                .isEqualTo(Map.of("sealedsecrets.bitnami.com/cluster-wide", "true"));
    }

    @Test
    void theSecretThatItMakesHasNamesAndARevision() throws Exception {
        AirflowDeployment deployment = sealed(SecretDeployments.plain(), Scope.NAMESPACE_WIDE);
        String text = SecretsManifest.sealed(
                        deployment,
                        RuleSet.standard(),
                        material(deployment),
                        ControllerKey.certificate(),
                        SecretRevisions.of(Map.of(Purpose.DATABASE, "database00000001")))
                .asText();

        assertThat(((Map<?, ?>) ManifestReader.read(text).get(0).get("spec")).get("template"))
                .isEqualTo(Map.of(
                        "type",
                        "Opaque",
                        "metadata",
                        Map.of(
                                "name",
                                "airflow-database-secret",
                                "namespace",
                                "airflow",
                                "labels",
                                Map.of("app.kubernetes.io/managed-by", "airworthy", "release", "airflow"),
                                "annotations",
                                Map.of(
                                        "sealedsecrets.bitnami.com/namespace-wide",
                                        "true",
                                        SecretRevisions.ANNOTATION,
                                        "database00000001"))));
    }

    /** The nonce is always the same, so a session key that comes twice would give the values away. */
    @Test
    void noSessionKeyComesTwice() {
        Sensitive value = Sensitive.of(PLANTED);
        int ciphertext = value.revealBytes().length + 16;

        assertThat(Stream.generate(() -> SealedBlob.seal(
                                value, ControllerKey.certificate().key(), "airflow/x"))
                        .limit(5)
                        .map(Base64.getDecoder()::decode)
                        .map(blob -> HexFormat.of().formatHex(blob, blob.length - ciphertext, blob.length)))
                .doesNotHaveDuplicates();
    }

    @Test
    void aWholePackageIsSealed() {
        AirflowDeployment deployment = SampleDeployments.but(it ->
                it.secretDelivery(SealedSecrets.builder().scope(Scope.STRICT).build()));
        Map<String, String> files = DeploymentPackage.sealed(
                        deployment,
                        RuleSet.standard(),
                        material(deployment),
                        ControllerKey.certificate(),
                        SecretRevisions.none())
                .files();

        assertThat(files)
                .containsOnlyKeys(
                        "values-production.yaml",
                        "secrets/secrets-manifest.yaml",
                        "monitoring/rules.yaml",
                        "monitoring/dashboard.json",
                        "INSTALL.md",
                        "RUNBOOK.md",
                        "verify.sh",
                        "CHECKLIST.md");
        assertThat(files.get("secrets/secrets-manifest.yaml")).contains("kind: \"SealedSecret\"");
        assertThat(files.values()).noneMatch(text -> text.contains(PLANTED));
    }

    @Test
    void saysUntilWhenTheCertificateIsGood() {
        assertThat(ControllerKey.certificate().expiry()).isAfter(Instant.parse("2026-01-01T00:00:00Z"));
    }

    @Test
    void nothingButTheBlobsHoldsMaterial() {
        for (AirflowDeployment plain : DeliveredDeployments.plain()) {
            AirflowDeployment deployment = sealed(plain, Scope.STRICT);
            SecretMaterial material = material(deployment);
            String text = SecretsManifest.sealed(
                            deployment,
                            RuleSet.standard(),
                            material,
                            ControllerKey.certificate(),
                            SecretRevisions.none())
                    .asText();
            material.pieces()
                    .forEach((piece, value) -> assertThat(text)
                            .as(piece.label())
                            .doesNotContain(value.reveal())
                            .doesNotContain(Base64.getEncoder().encodeToString(value.revealBytes())));
        }
    }

    @Tag("slow")
    @Test
    void pythonOpensItAsTheControllerWould() throws Exception {
        assumePythonCryptography();
        Path key = Files.write(folder.resolve("key.der"), ControllerKey.privateKey());
        for (Scope scope : Scope.values()) {
            AirflowDeployment deployment = sealed(SecretDeployments.withEverythingMade(), scope);
            SecretMaterial material = material(deployment);
            List<String> command = new ArrayList<>(List.of("python3", "-c", """
                    import base64, struct, sys
                    from cryptography.hazmat.primitives import hashes, serialization
                    from cryptography.hazmat.primitives.asymmetric import padding
                    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
                    key = serialization.load_der_private_key(open(sys.argv[1], "rb").read(), None)
                    for label, blob in zip(sys.argv[2::2], sys.argv[3::2]):
                        raw = base64.b64decode(blob, validate=True)
                        length, = struct.unpack(">H", raw[:2])
                        session = key.decrypt(raw[2:2 + length], padding.OAEP(
                            padding.MGF1(hashes.SHA256()), hashes.SHA256(), label.encode()))
                        plain = AESGCM(session).decrypt(bytes(12), raw[2 + length:], None)
                        print(base64.b64encode(plain).decode())
                    """, key.toString()));
            for (Map<String, ?> manifest : manifests(deployment, material)) {
                blobs(manifest).values().forEach(blob -> command.addAll(List.of(label(manifest), blob)));
            }
            assertThat(run(command).lines())
                    .containsExactlyElementsOf(SecretCatalogue.of(deployment).required().stream()
                            .flatMap(secret -> secret.entries().values().stream())
                            .map(template -> Base64.getEncoder()
                                    .encodeToString(material.fill(template).revealBytes()))
                            .toList());
        }
    }

    @Test
    void sealsForAnRsaKeyOnly() {
        assertThatThrownBy(() -> SealingCertificate.of(SecretDeployments.CERTIFICATE))
                .hasMessage("this certificate has no RSA key, but the controller's certificate has one");
        assertThatThrownBy(() -> SealingCertificate.of("no certificate"))
                .hasMessage("this is not a PEM certificate; kubeseal --fetch-cert prints the controller's")
                .hasNoCause();
    }

    @Test
    void sealsForNoKeyThatTheControllerCouldNotHave() {
        assertThatThrownBy(() -> SealingCertificate.of("""
                        -----BEGIN CERTIFICATE-----
                        MIIBbzCCARmgAwIBAgIUD7iVgdVXowzknPgfnUoL4iDamxcwDQYJKoZIhvcNAQEL
                        BQAwDDEKMAgGA1UEAwwBYTAeFw0yNjExMjUxNDQ1NThaFw0yNjEyMjUxNDQ1NTha
                        MAwxCjAIBgNVBAMMAWEwXDANBgkqhkiG9w0BAQEFAANLADBIAkEAsZ2hBHyV2T8k
                        //1QEjRVV4NqTBU5/NCd1mlwpNU6cXImmMA3x7rXU2QZIKb8irwwboEClwZpWPSV
                        fq/X/kRuQwIDAQABo1MwUTAdBgNVHQ4EFgQUW867iU6H4T/u89jOmOT4axeMBcUw
                        HwYDVR0jBBgwFoAUW867iU6H4T/u89jOmOT4axeMBcUwDwYDVR0TAQH/BAUwAwEB
                        /zANBgkqhkiG9w0BAQsFAANBACJzAR5vRoA7w6efciEDg8X2XSQm0nbNwy9dob37
                        HchL+ITV4CKGt3TOjrgheY0R4YjoBzF89/XXQ+AcIWqyMBo=
                        -----END CERTIFICATE-----
                        """))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the certificate's key has 512 bits; an RSA key of fewer than 1024 is not safe, and the"
                        + " controller rejects it");
    }

    @Test
    void isNotForSecretsThatAreDeliveredInAnotherWay() {
        AirflowDeployment plain = SecretDeployments.plain();
        assertThatThrownBy(() -> SecretsManifest.sealed(
                        plain,
                        RuleSet.standard(),
                        material(plain),
                        ControllerKey.certificate(),
                        SecretRevisions.none()))
                .isInstanceOf(IllegalStateException.class);
    }

    private static AirflowDeployment sealed(AirflowDeployment deployment, Scope scope) {
        return deployment.toBuilder()
                .secretDelivery(SealedSecrets.builder().scope(scope).build())
                .build();
    }

    private static SecretMaterial material(AirflowDeployment deployment) {
        return GivenMaterial.material(deployment, PLANTED);
    }

    private static Map<String, ?> anyOf(Scope scope) throws Exception {
        AirflowDeployment deployment = sealed(SecretDeployments.plain(), scope);
        return manifests(deployment, material(deployment)).get(0);
    }

    private static List<? extends Map<String, ?>> manifests(AirflowDeployment deployment, SecretMaterial material)
            throws Exception {
        return ManifestReader.read(SecretsManifest.sealed(
                        deployment, RuleSet.standard(), material, ControllerKey.certificate(), SecretRevisions.none())
                .asText());
    }

    /** As the controller finds it: from the annotations and the object's own place. */
    private static String label(Map<String, ?> manifest) {
        Map<?, ?> annotations = annotations(manifest);
        if ("true".equals(annotations.get("sealedsecrets.bitnami.com/cluster-wide"))) {
            return "";
        }
        Object namespace = ((Map<?, ?>) manifest.get("metadata")).get("namespace");
        return "true".equals(annotations.get("sealedsecrets.bitnami.com/namespace-wide"))
                ? namespace.toString()
                : namespace + "/" + name(manifest);
    }

    private static Map<?, ?> annotations(Map<String, ?> manifest) {
        Map<?, ?> annotations = (Map<?, ?>) ((Map<?, ?>) manifest.get("metadata")).get("annotations");
        return annotations == null ? Map.of() : annotations;
    }

    private static String name(Map<String, ?> manifest) {
        return (String) ((Map<?, ?>) manifest.get("metadata")).get("name");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, String> blobs(Map<String, ?> manifest) {
        return (Map<String, String>) ((Map<?, ?>) manifest.get("spec")).get("encryptedData");
    }

    private static void assumePythonCryptography() throws InterruptedException {
        boolean there;
        try {
            there = new ProcessBuilder("python3", "-c", "import cryptography.hazmat.primitives.ciphers.aead")
                            .redirectErrorStream(true)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException absent) {
            there = false;
        }
        Assumptions.assumeTrue(there, "Python's cryptography is not importable: apt-get install python3-cryptography");
    }

    private static String run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
