package io.airworthy.render.kubernetes;

import io.airworthy.AirflowDeployment;
import io.airworthy.Delivery;
import io.airworthy.catalogue.Reader;
import io.airworthy.catalogue.RequiredSecret;
import io.airworthy.frozen.Tree;
import io.airworthy.secrets.SecretRevisions;
import java.util.Map;
import java.util.stream.Collectors;

/** What the manifests that bring Secrets into the cluster have in common. */
final class ManifestHead {

    /**
     * The type of all Secrets with material, also of the certificate's: what mounts a Secret does not look at its type,
     * and the type of a Secret cannot be changed.
     */
    static final String OPAQUE = "Opaque";

    /**
     * The type of a Secret that holds placeholders. A type cannot be changed, so the API server refuses to overwrite a
     * Secret of another type with it.
     */
    static final String PLACEHOLDER = "airworthy.io/placeholder";

    /** Stores come before what reads from them. */
    static final String STORE_WAVE = "-2";

    /** Secrets come before the migration and the pods. */
    static final String SECRETS_WAVE = "-1";

    private ManifestHead() {}

    /** A Secret without its content, which goes in last. */
    static Map<String, Object> secret(
            AirflowDeployment deployment, RequiredSecret secret, Map<String, String> annotations, String type) {
        return Tree.of(
                "apiVersion",
                "v1",
                "kind",
                "Secret",
                "metadata",
                metadata(deployment, secret.name(), annotations),
                "type",
                type);
    }

    /** The metadata of an object in the deployment's namespace. */
    static Map<String, Object> metadata(AirflowDeployment deployment, String name, Map<String, String> annotations) {
        Map<String, Object> metadata = Tree.of("name", name, "namespace", deployment.namespace());
        metadata.putAll(labelsAnd(deployment, annotations));
        return metadata;
    }

    /** The labels of every object of this library, and annotations if there are any. */
    static Map<String, Object> labelsAnd(AirflowDeployment deployment, Map<String, String> annotations) {
        Map<String, Object> metadata = Tree.of(
                "labels", Tree.of("app.kubernetes.io/managed-by", "airworthy", "release", deployment.releaseName()));
        if (!annotations.isEmpty()) {
            metadata.put("annotations", annotations);
        }
        return metadata;
    }

    /** The annotation by which Argo CD applies an object in its turn; none where Argo CD does not deliver. */
    static Map<String, String> wave(AirflowDeployment deployment, String wave) {
        return deployment.delivery() == Delivery.ARGO_CD ? Map.of("argocd.argoproj.io/sync-wave", wave) : Map.of();
    }

    /** The annotation that says which revision a Secret is in; none before its first rotation. */
    static Map<String, String> revision(SecretRevisions revisions, RequiredSecret secret) {
        return revisions
                .of(secret.purpose())
                .map(revision -> Map.of(SecretRevisions.ANNOTATION, revision))
                .orElse(Map.of());
    }

    /** Name and title of a Secret, and who reads it: the first paragraphs of the comment above it. */
    static String comment(RequiredSecret secret) {
        return secret.name() + ": " + secret.purpose().title() + "\n\nRead by: "
                + secret.readers().stream().map(Reader::toString).collect(Collectors.joining(", ")) + ".";
    }
}
