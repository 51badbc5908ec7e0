package io.airworthy.render.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Assumptions;

/** The schemas of the operators' resources, which are not ours to ship: tests find them where a system property says. */
final class DeliverySchemas {

    private static final String FOLDER = System.getProperty("airworthy.schemas", "");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, Schema> READ = new ConcurrentHashMap<>();
    private static final Map<String, String> FILES = Map.of(
            "ExternalSecret external-secrets.io/v1", "external-secrets/ExternalSecret.v1.json",
            "ExternalSecret external-secrets.io/v1beta1", "external-secrets/ExternalSecret.v1beta1.json",
            "SecretStore external-secrets.io/v1", "external-secrets/SecretStore.v1.json",
            "SecretStore external-secrets.io/v1beta1", "external-secrets/SecretStore.v1beta1.json",
            "ClusterSecretStore external-secrets.io/v1", "external-secrets/ClusterSecretStore.v1.json",
            // Of the same form, and the version has no file of its own for it.
            "ClusterSecretStore external-secrets.io/v1beta1", "external-secrets/SecretStore.v1beta1.json",
            "PushSecret external-secrets.io/v1alpha1", "external-secrets/PushSecret.v1alpha1.json",
            "SealedSecret bitnami.com/v1alpha1", "sealed-secrets/SealedSecret.v1alpha1.json");

    private DeliverySchemas() {}

    static void assumeAtHand() {
        Assumptions.assumeFalse(
                FOLDER.isEmpty(),
                "Skipped: set -Dairworthy.schemas to a folder that holds external-secrets/*.json and"
                        + " sealed-secrets/*.json");
    }

    /** What the schema of its kind says against a manifest; fields that the schema does not know are refused as well. */
    static List<String> refusals(Map<String, ?> manifest) {
        assumeAtHand();
        String kind = manifest.get("kind") + " " + manifest.get("apiVersion");
        String file = FILES.get(kind);
        if (file == null) {
            return List.of("there is no schema of " + kind);
        }
        return READ
                .computeIfAbsent(file, DeliverySchemas::schema)
                .validate(JSON.<JsonNode>valueToTree(manifest))
                .stream()
                .map(Object::toString)
                .toList();
    }

    private static Schema schema(String file) {
        try {
            ObjectNode schema = (ObjectNode) JSON.readTree(Files.readString(Path.of(FOLDER, file)));
            close(schema);
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                    .getSchema(schema);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The API server drops unknown fields with a warning at best; here they are mistakes. */
    private static void close(JsonNode node) {
        if (node instanceof ObjectNode object
                && object.path("properties").isObject()
                && !object.has("additionalProperties")
                && !object.path("x-kubernetes-preserve-unknown-fields").asBoolean()) {
            object.put("additionalProperties", false);
        }
        node.forEach(DeliverySchemas::close);
    }
}
