package io.airworthy.render.kubernetes;

import io.airworthy.AirflowDeployment;
import io.airworthy.catalogue.RequiredSecret;
import io.airworthy.frozen.Tree;
import io.airworthy.material.SealedSecrets.Scope;
import io.airworthy.secrets.SecretMaterial;
import io.airworthy.secrets.SecretRevisions;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A deployment's Secrets, sealed. Sealing is random: the same material gives other blobs each time.
 *
 * @see <a href="https://github.com/bitnami-labs/sealed-secrets">Sealed Secrets</a>
 */
final class SealedSecretManifests {

    private final AirflowDeployment deployment;
    private final Scope scope;
    private final SecretMaterial material;
    private final SealingCertificate certificate;
    private final SecretRevisions revisions;

    SealedSecretManifests(
            AirflowDeployment deployment,
            Scope scope,
            SecretMaterial material,
            SealingCertificate certificate,
            SecretRevisions revisions) {
        this.deployment = deployment;
        this.scope = scope;
        this.material = material;
        this.certificate = certificate;
        this.revisions = revisions;
    }

    String text() {
        StringBuilder text = new StringBuilder(ManifestYaml.comment("The Secrets of the Airflow release "
                + deployment.releaseName() + " in the namespace " + deployment.namespace()
                + ", sealed: only the Sealed Secrets controller whose certificate they were sealed for can open them. This"
                + " file may be committed and applied."));
        for (RequiredSecret secret : deployment.release().secrets().required()) {
            text.append(ManifestYaml.MARKER)
                    .append(ManifestYaml.comment(
                            secret.name() + ": " + secret.purpose().title()))
                    .append(ManifestYaml.document(manifest(secret)));
        }
        return text.toString();
    }

    private Map<String, Object> manifest(RequiredSecret secret) {
        Map<String, String> wave = ManifestHead.wave(deployment, ManifestHead.SECRETS_WAVE);
        Map<String, Object> sealed = new LinkedHashMap<>();
        secret.entries()
                .forEach((key, template) ->
                        sealed.put(key, SealedBlob.seal(material.fill(template), certificate.key(), label(secret))));
        Map<String, Object> spec = Tree.of("encryptedData", sealed, "template", template(secret));
        return Tree.of(
                "apiVersion",
                "bitnami.com/v1alpha1",
                "kind",
                "SealedSecret",
                "metadata",
                metadata(secret, wave, scopeAnnotation()),
                "spec",
                spec);
    }

    private Map<String, Object> template(RequiredSecret secret) {
        return Tree.of(
                "metadata",
                metadata(secret, scopeAnnotation(), ManifestHead.revision(revisions, secret)),
                "type",
                ManifestHead.OPAQUE);
    }

    private Map<String, String> scopeAnnotation() {
        return switch (scope) {
            case STRICT -> Map.of();
            case NAMESPACE_WIDE -> Map.of("sealedsecrets.bitnami.com/namespace-wide", "true");
            case CLUSTER_WIDE -> Map.of("sealedsecrets.bitnami.com/cluster-wide", "true");
        };
    }

    private String label(RequiredSecret secret) {
        return switch (scope) {
            case STRICT -> deployment.namespace() + "/" + secret.name();
            case NAMESPACE_WIDE -> deployment.namespace();
            case CLUSTER_WIDE -> "";
        };
    }

    private Map<String, Object> metadata(RequiredSecret secret, Map<String, String> first, Map<String, String> second) {
        Map<String, String> annotations = new LinkedHashMap<>(first);
        annotations.putAll(second);
        return ManifestHead.metadata(deployment, secret.name(), annotations);
    }
}
