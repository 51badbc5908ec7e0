package io.airworthy.benchmarks;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator.Feature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.Yaml;

/**
 * The limit: texts whose trees are at hand already, written and nothing else. Of a text that is no YAML or JSON, the
 * lines are copied.
 */
final class Bare {

    private static final YAMLFactory YAML = YAMLFactory.builder()
            .disable(Feature.WRITE_DOC_START_MARKER)
            .disable(Feature.SPLIT_LINES)
            .enable(Feature.INDENT_ARRAYS_WITH_INDICATOR)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .build();

    private static final YAMLMapper MAPPER = new YAMLMapper();

    private final List<Map<String, Object>> trees = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();

    private Bare() {}

    static Bare of(Collection<String> texts) {
        Bare bare = new Bare();
        texts.forEach(bare::add);
        return bare;
    }

    private void add(String text) {
        if (text.startsWith("#!") || isMarkdown(text)) {
            text.lines().forEach(lines::add);
            return;
        }
        try (MappingIterator<Map<String, Object>> documents = MAPPER.readerFor(
                        new TypeReference<LinkedHashMap<String, Object>>() {})
                .readValues(text)) {
            while (documents.hasNext()) {
                Map<String, Object> tree = documents.next();
                if (tree != null) {
                    trees.add(tree);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isMarkdown(String text) {
        return text.startsWith("# ") && text.contains("\n## ");
    }

    /** By the streaming generator, as the library writes. */
    int generator() {
        try {
            StringWriter text = new StringWriter();
            for (Map<String, Object> tree : trees) {
                try (JsonGenerator generator = YAML.createGenerator(text)) {
                    write(generator, tree);
                }
            }
            for (String line : lines) {
                text.append(line).append('\n');
            }
            return text.toString().length();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(JsonGenerator generator, Object value) throws IOException {
        if (value instanceof Map<?, ?> map) {
            generator.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                generator.writeFieldName((String) entry.getKey());
                write(generator, entry.getValue());
            }
            generator.writeEndObject();
        } else if (value instanceof List<?> list) {
            generator.writeStartArray();
            for (Object element : list) {
                write(generator, element);
            }
            generator.writeEndArray();
        } else if (value instanceof String text) {
            generator.writeString(text);
        } else if (value instanceof Boolean truth) {
            generator.writeBoolean(truth);
        } else if (value == null) {
            generator.writeNull();
        } else {
            generator.writeNumber(value.toString());
        }
    }

    /** By Jackson's databind. */
    int databind() {
        try {
            int length = 0;
            for (Map<String, Object> tree : trees) {
                length += MAPPER.writeValueAsString(tree).length();
            }
            return length;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** By SnakeYAML. */
    int snakeYaml() {
        Yaml yaml = new Yaml();
        int length = 0;
        for (Map<String, Object> tree : trees) {
            length += yaml.dump(tree).length();
        }
        return length;
    }
}
