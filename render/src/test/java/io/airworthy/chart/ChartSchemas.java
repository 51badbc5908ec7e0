package io.airworthy.chart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import net.jqwik.api.lifecycle.LifecycleContext;
import net.jqwik.api.lifecycle.SkipExecutionHook;
import org.junit.jupiter.api.Assumptions;

/** The charts' own schemas, which are not ours to ship: tests find them where a system property says. */
public final class ChartSchemas {

    private static final String FOLDER = System.getProperty("airworthy.schemas", "");
    private static final String WHERE = "Set -Dairworthy.schemas to a folder that holds the charts' schemas as"
            + " airflow-chart/<version>.values.schema.json";
    private static final Map<String, Schema> READ = new ConcurrentHashMap<>();
    private static final ObjectMapper JSON = new ObjectMapper();

    private ChartSchemas() {}

    /** Skips properties where the schemas are not: jqwik takes no assumptions of JUnit's. */
    public static final class AtHand implements SkipExecutionHook {

        @Override
        public SkipResult shouldBeSkipped(LifecycleContext context) {
            return FOLDER.isEmpty() ? SkipResult.skip(WHERE) : SkipResult.doNotSkip();
        }
    }

    public static Path fileOf(String version) {
        Assumptions.assumeFalse(FOLDER.isEmpty(), WHERE);
        return Path.of(FOLDER, "airflow-chart", version + ".values.schema.json");
    }

    /** What the chart's schema says against values. */
    public static List<String> refusals(String version, Map<String, ?> values) {
        JsonNode tree = JSON.valueToTree(values);
        return schemaOf(version).validate(tree).stream().map(Object::toString).toList();
    }

    /** As Helm does before it asks the schema: a null takes the chart's default away. */
    public static Map<String, Object> withoutRemovedDefaults(Map<?, ?> values) {
        return withoutRemovedDefaults(values, "");
    }

    private static Map<String, Object> withoutRemovedDefaults(Map<?, ?> values, String path) {
        Map<String, Object> left = new LinkedHashMap<>();
        values.forEach((key, value) -> {
            String here = path + "." + key;
            if (value instanceof Map<?, ?> map) {
                left.put(key.toString(), withoutRemovedDefaults(map, here));
            } else if (value != null
                    || !here.endsWith(".podDisruptionBudget.config.maxUnavailable")
                            && !here.endsWith("trategy.rollingUpdate")) {
                left.put(key.toString(), value);
            }
        });
        return left;
    }

    private static Schema schemaOf(String version) {
        Path file = fileOf(version);
        return READ.computeIfAbsent(version, any -> {
            try {
                return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                        .getSchema(Files.readString(file));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
