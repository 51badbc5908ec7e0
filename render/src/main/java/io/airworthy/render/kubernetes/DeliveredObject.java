package io.airworthy.render.kubernetes;

import io.airworthy.AirflowDeployment;
import io.airworthy.Delivery;
import io.airworthy.frozen.Tree;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the metadata of every object begins with that brings a Secret into the cluster. */
final class DeliveredObject {

    /** Stores, before what reads from them. */
    static final String STORE_WAVE = "-2";

    /** Secrets, before the migration and the pods. */
    static final String SECRETS_WAVE = "-1";

    private DeliveredObject() {}

    static Map<String, Object> metadata(AirflowDeployment deployment, String name, String wave) {
        Map<String, Object> metadata = Tree.of("name", name, "namespace", deployment.namespace());
        withoutNamespace(deployment, metadata, wave);
        return metadata;
    }

    static Map<String, Object> clusterMetadata(AirflowDeployment deployment, String name, String wave) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("name", name);
        withoutNamespace(deployment, metadata, wave);
        return metadata;
    }

    private static void withoutNamespace(AirflowDeployment deployment, Map<String, Object> metadata, String wave) {
        metadata.put("labels", ManifestHead.labels(deployment));
        if (deployment.delivery() == Delivery.ARGO_CD) {
            Map<String, String> annotations = new LinkedHashMap<>();
            annotations.put("argocd.argoproj.io/sync-wave", wave);
            metadata.put("annotations", annotations);
        }
    }
}
