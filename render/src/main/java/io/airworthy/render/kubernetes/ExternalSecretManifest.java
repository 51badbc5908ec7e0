package io.airworthy.render.kubernetes;

import io.airworthy.AirflowDeployment;
import io.airworthy.catalogue.RemoteEntries;
import io.airworthy.catalogue.RemoteEntries.Reading;
import io.airworthy.catalogue.RequiredSecret;
import io.airworthy.frozen.Tree;
import io.airworthy.material.ExternalSecrets;
import io.airworthy.material.Material;
import io.airworthy.material.SecretSource.Remote;
import io.airworthy.secrets.SecretRevisions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The ExternalSecret that makes one Secret of a deployment.
 *
 * @see <a href="https://external-secrets.io/latest/api/externalsecret/">ExternalSecret</a>
 */
final class ExternalSecretManifest {

    private final AirflowDeployment deployment;
    private final ExternalSecrets external;
    private final RemoteEntries entries;
    private final SecretRevisions revisions;

    ExternalSecretManifest(
            AirflowDeployment deployment, ExternalSecrets external, RemoteEntries entries, SecretRevisions revisions) {
        this.deployment = deployment;
        this.external = external;
        this.entries = entries;
        this.revisions = revisions;
    }

    Map<String, Object> of(RequiredSecret secret) {
        return Tree.of(
                "apiVersion", external.apiVersion().toString(),
                "kind", "ExternalSecret",
                "metadata",
                        ManifestHead.metadata(
                                deployment, secret.name(), ManifestHead.wave(deployment, ManifestHead.SECRETS_WAVE)),
                "spec", spec(secret));
    }

    private Map<String, Object> spec(RequiredSecret secret) {
        Map<String, Object> spec = new LinkedHashMap<>();
        boolean once = entries.reading(secret.purpose()) == Reading.ONCE;
        spec.put("refreshPolicy", once ? "CreatedOnce" : "Periodic");
        spec.put("refreshInterval", goDuration(external.refreshInterval()));
        spec.put(
                "secretStoreRef",
                Tree.of(
                        "kind", external.store().kind().toString(),
                        "name", external.store().name()));
        spec.put("target", target(secret, once));
        spec.put("data", secret.materials().stream().map(this::entry).toList());
        return spec;
    }

    private Map<String, Object> target(RequiredSecret secret, boolean once) {
        Map<String, Object> target = new LinkedHashMap<>();
        target.put("name", secret.name());
        // An orphan outlives its ExternalSecret, so the keys survive if the release is deleted by accident.
        target.put("creationPolicy", once ? "Orphan" : "Owner");
        target.put("deletionPolicy", "Retain");
        if (once) {
            target.put("immutable", true);
        }
        target.put("template", template(secret));
        return target;
    }

    private Map<String, Object> template(RequiredSecret secret) {
        Map<String, Object> data = new LinkedHashMap<>();
        secret.entries()
                .forEach((key, text) ->
                        data.put(key, GoTemplate.of(text, deployment.release().secrets()::isOneLine)));
        Map<String, Object> template =
                Tree.of("engineVersion", "v2", "mergePolicy", "Replace", "type", ManifestHead.OPAQUE);
        template.put("metadata", ManifestHead.labelsAnd(deployment, ManifestHead.revision(revisions, secret)));
        template.put("data", data);
        return template;
    }

    /** Defaults are written out, because Argo CD would report those of the API server as a difference. */
    private Map<String, Object> entry(Material material) {
        Remote remote = entries.of(material);
        Map<String, Object> reference = new LinkedHashMap<>();
        reference.put("key", remote.key());
        if (!remote.property().isEmpty()) {
            reference.put("property", remote.property());
        }
        reference.put("conversionStrategy", "Default");
        reference.put("decodingStrategy", "None");
        reference.put("metadataPolicy", "None");
        return Tree.of("secretKey", GoTemplate.variable(material), "remoteRef", reference);
    }

    /** As Go writes it, so that it does not differ from what the operator writes back. */
    static String goDuration(Duration duration) {
        return duration.toHours() + "h" + duration.toMinutesPart() + "m" + duration.toSecondsPart() + "s";
    }
}
