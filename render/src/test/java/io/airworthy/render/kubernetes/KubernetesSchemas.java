package io.airworthy.render.kubernetes;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Kubernetes' own schemas, which are not ours to ship: tests find them where a system property says. */
final class KubernetesSchemas {

    private static final ObjectMapper JSON = new ObjectMapper();

    private KubernetesSchemas() {}

    /** What the schemas of a Secret say against a manifest. */
    static List<String> refusals(Map<String, ?> manifest) {
        String folder = System.getProperty("airworthy.schemas", "");
        Assumptions.assumeFalse(
                folder.isEmpty(), "Skipped: set -Dairworthy.schemas to a folder that holds kubernetes/secret-*.json");
        List<String> refusals = new ArrayList<>();
        for (Schema schema : schemas(Path.of(folder, "kubernetes"))) {
            schema.validate(JSON.valueToTree(manifest)).forEach(refusal -> refusals.add(refusal.toString()));
        }
        return refusals;
    }

    private static List<Schema> schemas(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches("secret-.*\\.json"))
                    .sorted()
                    .map(KubernetesSchemas::schema)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Schema schema(Path file) {
        try {
            ObjectNode schema = (ObjectNode) JSON.readTree(Files.readString(file));
            // It names a dialect that does not exist.
            schema.remove("$schema");
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                    .getSchema(schema);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
