package io.airworthy.render.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.airworthy.AirflowDeployment;
import io.airworthy.frozen.Tree;
import io.airworthy.render.KeptText;
import io.airworthy.render.source.SourceText;
import io.airworthy.testkit.AirworthyDomain;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The judges are a validator of JSON Schema and the structural rules of Kubernetes. */
class DeploymentSchemaTest {

    private static final Path RESOURCES = Path.of("src/main/resources/io/airworthy/render/file");
    private static final String COMMAND =
            "written by: mvn -pl render -am test -Dtest=DeploymentSchemaTest -Dairworthy.refresh=true";
    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(FileJson.write(SchemaWriter.schema()), InputFormat.JSON);

    @Test
    void theSchemaIsThatOfTheModel() throws IOException {
        keep("airflow-deployment.schema.json", FileJson.write(SchemaWriter.schema()));

        assertThat(DeploymentFile.jsonSchema()).as(COMMAND).isEqualTo(FileJson.write(SchemaWriter.schema()));
    }

    @Test
    void theCustomResourceIsThatOfTheModel() throws IOException {
        String text = FileYaml.write(SchemaWriter.customResource());
        keep("airflow-deployment.crd.yaml", text);

        assertThat(DeploymentFile.customResourceDefinition()).as(COMMAND).isEqualTo(text);
        // kubectl keeps what it applied in an annotation, as JSON, and annotations hold no more than 262,144 bytes.
        assertThat(new ObjectMapper()
                        .writeValueAsString(SchemaWriter.customResource())
                        .length())
                .isLessThan(250_000);
    }

    private static void keep(String name, String text) throws IOException {
        KeptText.assertMade(RESOURCES.resolve(name), text, COMMAND);
    }

    @Property(tries = 60)
    @Domain(AirworthyDomain.class)
    void whatIsWrittenIsValid(@ForAll AirflowDeployment airflow) {
        assertThat(SCHEMA.validate(DeploymentFile.writeJson(airflow), InputFormat.JSON))
                .isEmpty();
    }

    @Property(tries = 200)
    @Domain(AirworthyDomain.class)
    @Domain(DomainContext.Global.class)
    void whatIsBrokenIsBrokenForBoth(@ForAll AirflowDeployment airflow, @ForAll long seed) throws IOException {
        Map<?, ?> file = new ObjectMapper().readValue(DeploymentFile.writeJson(airflow), Map.class);
        Object broken = broken(file, "", new Random(seed));
        String text = FileJson.write(broken);

        boolean isRead =
                DeploymentFile.read(SourceText.of("f", text)).problems().isEmpty();
        assertThat(SCHEMA.validate(text, InputFormat.JSON).isEmpty()).as(text).isEqualTo(isRead);
    }

    /** Another key, nothing where something is needed, or a value of another type, somewhere. */
    private static Object broken(Object tree, String key, Random random) {
        Map<?, ?> map = Tree.mapOrEmpty(tree);
        if (!map.isEmpty() && random.nextInt(4) > 0) {
            Map<String, Object> copy = new LinkedHashMap<>();
            List<?> keys = new ArrayList<>(map.keySet());
            Object chosen = keys.get(random.nextInt(keys.size()));
            map.forEach((name, value) ->
                    copy.put((String) name, name.equals(chosen) ? broken(value, (String) name, random) : value));
            return copy;
        }
        List<?> list = Tree.list(tree).orElse(List.of());
        if (!list.isEmpty() && random.nextBoolean()) {
            List<Object> copy = new ArrayList<>(list);
            int place = random.nextInt(list.size());
            copy.set(place, broken(list.get(place), key, random));
            return copy;
        }
        if (!map.isEmpty()) {
            Map<Object, Object> copy = new LinkedHashMap<>(map);
            if (random.nextBoolean()) {
                copy.put("surprise", "value");
            } else {
                copy.remove(copy.keySet().iterator().next());
            }
            return copy;
        }
        return Stream.of(List.of(List.of()), true, 0.5, Map.of("surprise", 1))
                .skip(random.nextInt(4))
                .findFirst()
                .orElseThrow();
    }

    /**
     * The structural rules.
     *
     * @see <a href="https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#specifying-a-structural-schema">Specifying
     *     a structural schema</a>
     */
    @Test
    void theCustomResourceIsStructural() throws IOException {
        Map<?, ?> definition = new YAMLMapper().readValue(DeploymentFile.customResourceDefinition(), Map.class);
        Map<?, ?> spec = Tree.mapOrEmpty(definition.get("spec"));
        Map<?, ?> version =
                Tree.mapOrEmpty(((List<?>) Tree.list(spec.get("versions")).orElseThrow()).get(0));
        List<String> faults = new ArrayList<>();
        structural(Tree.mapOrEmpty(Tree.mapOrEmpty(version.get("schema")).get("openAPIV3Schema")), "", faults);

        assertThat(faults).isEmpty();
        // Kubernetes reads patterns with Go, which knows no groups of these kinds.
        assertThat(DeploymentFile.customResourceDefinition()).doesNotContain("(?=", "(?!", "(?<", "(?:");
    }

    private static final List<String> ALLOWED = List.of(
            "type",
            "description",
            "format",
            "nullable",
            "pattern",
            "enum",
            "required",
            "minProperties",
            "maxProperties",
            "properties",
            "items",
            "additionalProperties",
            "x-kubernetes-int-or-string",
            "x-kubernetes-preserve-unknown-fields");

    private static void structural(Map<?, ?> schema, String path, List<String> faults) {
        schema.keySet().stream().filter(key -> !ALLOWED.contains(key)).forEach(key -> faults.add(path + ": " + key));
        boolean isTyped = schema.get("type") instanceof String
                || Boolean.TRUE.equals(schema.get("x-kubernetes-int-or-string"))
                || Boolean.TRUE.equals(schema.get("x-kubernetes-preserve-unknown-fields"));
        if (!isTyped) {
            faults.add(path + " has no type");
        }
        if (schema.containsKey("properties") && schema.containsKey("additionalProperties")) {
            faults.add(path + " has both properties and additionalProperties");
        }
        Tree.mapOrEmpty(schema.get("properties"))
                .forEach((name, part) -> structural(Tree.mapOrEmpty(part), path + "." + name, faults));
        part(schema.get("items"), path + "[]", faults);
        part(schema.get("additionalProperties"), path + ".*", faults);
    }

    private static void part(@Nullable Object schema, String path, List<String> faults) {
        if (schema != null) {
            structural(Tree.mapOrEmpty(schema), path, faults);
        }
    }
}
