package io.airworthy.render.kubernetes;

import io.airworthy.AirflowDeployment;
import io.airworthy.catalogue.RequiredSecret;
import io.airworthy.frozen.Tree;
import java.util.LinkedHashMap;
import java.util.Map;

/** What every manifest of a Secret begins with. */
final class ManifestHead {

    /**
     * The type of all Secrets with material, the certificate's too: nobody who mounts a Secret looks at its type, and a
     * Secret that was once made with one type cannot be changed to another.
     */
    static final String OPAQUE = "Opaque";

    /**
     * The type of a Secret that holds placeholders. A type cannot be changed, so the API server refuses to overwrite a Secret
     * of another type with such a one.
     */
    static final String PLACEHOLDER = "airworthy.io/placeholder";

    private ManifestHead() {}

    /** A Secret without its content, which goes in last. */
    static Map<String, Object> of(
            AirflowDeployment deployment, RequiredSecret secret, Map<String, String> annotations, String type) {
        Map<String, Object> metadata = Tree.of(
                "name", secret.name(),
                "namespace", deployment.namespace(),
                "labels", labels(deployment));
        if (!annotations.isEmpty()) {
            metadata.put("annotations", annotations);
        }
        return Tree.of("apiVersion", "v1", "kind", "Secret", "metadata", metadata, "type", type);
    }

    /** The labels of every object that we make. */
    static Map<String, String> labels(AirflowDeployment deployment) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("app.kubernetes.io/managed-by", "airworthy");
        labels.put("release", deployment.releaseName());
        return labels;
    }
}
