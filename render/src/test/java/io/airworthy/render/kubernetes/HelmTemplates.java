package io.airworthy.render.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.marcnuri.helm.Helm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Go's template engine with Sprig's functions, inside of Helm: it executes templates over data, many at once. */
final class HelmTemplates {

    private static final ObjectMapper JSON = new ObjectMapper();

    private HelmTemplates() {}

    /** A template and what it finds. */
    record Case(String template, Map<String, String> data) {}

    static List<String> execute(Path folder, List<Case> cases) throws IOException {
        Path chart = folder.resolve("chart");
        Files.createDirectories(chart.resolve("templates"));
        Files.writeString(chart.resolve("Chart.yaml"), "apiVersion: v2\nname: templates\nversion: 1.0.0\n");
        Files.writeString(chart.resolve("templates/all.yaml"), """
                {{- $all := list }}
                {{- range (.Values.cases | b64dec | fromJsonArray) }}
                {{- $all = append $all (tpl .template (merge (dict "Template" $.Template) .data)) }}
                {{- end }}
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: texts
                data:
                  base64: {{ $all | toJson | b64enc | quote }}
                """);
        // In base64, because YAML has ideas of its own about characters that JSON takes.
        String encoded = Base64.getEncoder().encodeToString(JSON.writeValueAsBytes(cases));
        Path values = Files.writeString(folder.resolve("values.yaml"), "cases: \"" + encoded + "\"\n");
        String rendered = new Helm(chart).template().withValuesFile(values).call();
        Matcher base64 = Pattern.compile("base64: \"([^\"]*)\"").matcher(rendered);
        assertThat(base64.find()).as(rendered).isTrue();
        JsonNode texts = JSON.readTree(new String(Base64.getDecoder().decode(base64.group(1)), StandardCharsets.UTF_8));
        List<String> all = new ArrayList<>();
        texts.forEach(text -> all.add(text.asText()));
        return all;
    }
}
