package io.airworthy.render.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.marcnuri.helm.Helm;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The oracle is Helm itself: a chart that says, as JSON, which values it got. */
class ValuesYamlAndHelmTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    @Test
    void helmReadsWhatWeWrote() throws Exception {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("list", NastyText.ALL);
        for (int i = 0; i < NastyText.ALL.size(); i++) {
            values.put("nasty" + i, Map.of(NastyText.ALL.get(i), NastyText.ALL.get(i)));
        }
        values.put("truth", true);
        values.put("lie", false);
        values.put("integers", List.of(0, -1, 1_000_000, 9_007_199_254_740_991L));
        values.put("fractions", List.of(0.5, 1.1, 1e-7, 1e21));

        assertThat(helmReads(ValuesYaml.write(values))).isEqualTo(asJson(values));
    }

    @Test
    void weReadWhatHelmReads() throws Exception {
        String text = """
                words: [y, Y, n, N, yes, Yes, no, NO, on, Off, true, True, FALSE, nope]
                quoted: ["y", 'n', "0o14", "0600"]
                numbers: [0600, 0o14, 0x1F, 0b11, 1_000, 1.10, -5, +5, 1e3, .5, 12:30, 1.2.3]
                nothing: [null, Null, ~, ""]
                y: {n: a, on: b, "no": c}
                block: |
                  y
                folded: >-
                  n
                """;

        assertThat(asJson(ValuesYaml.read(text).values())).isEqualTo(helmReads(text));
    }

    private static JsonNode asJson(Object values) {
        return doubles(JSON.valueToTree(values));
    }

    /** JSON knows one kind of number, and so does Helm. */
    private static JsonNode doubles(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.fieldNames().forEachRemaining(key -> object.set(key, doubles(object.get(key))));
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, doubles(array.get(i)));
            }
        } else if (node.isNumber()) {
            return DoubleNode.valueOf(node.doubleValue());
        }
        return node;
    }

    private JsonNode helmReads(String values) throws Exception {
        Path chart = Files.createDirectories(folder.resolve("echo"));
        Files.createDirectories(chart.resolve("templates"));
        Files.writeString(chart.resolve("Chart.yaml"), "apiVersion: v2\nname: echo\nversion: 1.0.0\n");
        Files.writeString(chart.resolve("templates/values.yaml"), """
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: values
                data:
                  base64: {{ .Values | toJson | b64enc | quote }}
                """);
        Path file = Files.writeString(folder.resolve("values.yaml"), values);
        String rendered = new Helm(chart).template().withValuesFile(file).call();
        Matcher base64 = Pattern.compile("base64: \"([^\"]*)\"").matcher(rendered);
        assertThat(base64.find()).as(rendered).isTrue();
        String json = new String(Base64.getDecoder().decode(base64.group(1)), StandardCharsets.UTF_8);
        return doubles(JSON.readTree(json));
    }
}
