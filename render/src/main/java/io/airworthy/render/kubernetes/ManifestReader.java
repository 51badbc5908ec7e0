package io.airworthy.render.kubernetes;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.airworthy.frozen.Tree;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.reader.ReaderException;

/**
 * Reads the objects in a text: YAML documents or JSON, one after the other or in an array. A text becomes a {@code
 * String}, a {@code !!binary} its bytes; a number or a time becomes a marker that is not text.
 */
final class ManifestReader {

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static final Set<String> TRUE = Set.of("true", "yes", "on");

    private final List<Map<String, @Nullable Object>> objects = new ArrayList<>();

    /** An alias is the same node as its anchor and becomes the same object, so that nothing is copied. */
    private final Map<Node, @Nullable Object> read = new IdentityHashMap<>();

    private ManifestReader() {}

    static List<Map<String, @Nullable Object>> read(String text) throws MalformedSecretsException {
        ManifestReader reader = new ManifestReader();
        String whole = text.startsWith("\uFEFF") ? text.substring(1) : text;
        String start = whole.stripLeading();
        if (start.startsWith("{") || start.startsWith("[")) {
            reader.readJson(whole);
        } else {
            reader.readYaml(whole);
        }
        return reader.objects;
    }

    /** YAML includes most of JSON, but not tabs, nor one object after the other. */
    private void readJson(String text) throws MalformedSecretsException {
        try (JsonParser parser = JSON.createParser(text)) {
            while (parser.nextToken() != null) {
                JsonLocation place = parser.currentTokenLocation();
                add(value(parser), place.getLineNr(), place.getColumnNr());
            }
        } catch (JsonProcessingException malformed) {
            JsonLocation place = malformed.getLocation();
            throw MalformedSecretsException.at(
                    place == null ? 1 : place.getLineNr(), place == null ? 1 : place.getColumnNr());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Reads as deep as the parser allows, a thousand levels. */
    private static @Nullable Object value(JsonParser parser) throws IOException {
        switch (parser.currentToken()) {
            case START_OBJECT -> {
                Map<String, @Nullable Object> map = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String key = parser.currentName();
                    parser.nextToken();
                    map.put(key, value(parser));
                }
                return map;
            }
            case START_ARRAY -> {
                List<@Nullable Object> list = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    list.add(value(parser));
                }
                return list;
            }
            case VALUE_STRING -> {
                return parser.getText();
            }
            case VALUE_NULL -> {
                return null;
            }
            case VALUE_TRUE, VALUE_FALSE -> {
                return parser.getBooleanValue();
            }
            default -> {
                return parser.currentToken();
            }
        }
    }

    private void readYaml(String text) throws MalformedSecretsException {
        LoaderOptions options = new LoaderOptions();
        // The text is in memory already: all Secrets of a namespace are easily more than the parser's three million
        // characters.
        options.setCodePointLimit(Integer.MAX_VALUE);
        try {
            for (Node document : new Yaml(options).composeAll(new StringReader(text))) {
                Mark place = document.getStartMark();
                add(value(document), place.getLine() + 1, place.getColumn() + 1);
            }
        } catch (MarkedYAMLException malformed) {
            throw at(malformed.getProblemMark());
        } catch (ReaderException unprintable) {
            int before = text.offsetByCodePoints(0, unprintable.getPosition());
            int line = (int)
                    text.substring(0, before).chars().filter(c -> c == '\n').count();
            throw MalformedSecretsException.at(line + 1, before - text.lastIndexOf('\n', before - 1));
        } catch (YAMLException nested) {
            throw new MalformedSecretsException(
                    "it is nested deeper than " + options.getNestingDepthLimit() + " levels, and no Secret is");
        }
    }

    @SuppressWarnings("unchecked") // Both parsers make keys of texts only.
    private void add(@Nullable Object document, int line, int column) throws MalformedSecretsException {
        switch (Tree.kind(document)) {
            case NULL -> {}
            case MAP -> objects.add((Map<String, @Nullable Object>) document);
            case LIST -> {
                for (Object each : Tree.listOrEmpty(document)) {
                    if (Tree.list(each).isPresent()) {
                        throw MalformedSecretsException.at(line, column);
                    }
                    add(each, line, column);
                }
            }
            case TEXT, BOOLEAN, INTEGER, BIG_INTEGER, DECIMAL, OTHER ->
                throw MalformedSecretsException.at(line, column);
        }
    }

    private @Nullable Object value(Node node) throws MalformedSecretsException {
        if (read.containsKey(node)) {
            return read.get(node);
        }
        if (node instanceof MappingNode mapping) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            read.put(node, map);
            for (NodeTuple entry : mapping.getValue()) {
                if (!(entry.getKeyNode() instanceof ScalarNode key) || map.containsKey(key.getValue())) {
                    throw at(entry.getKeyNode().getStartMark());
                }
                map.put(key.getValue(), value(entry.getValueNode()));
            }
            return map;
        }
        if (node instanceof SequenceNode sequence) {
            List<@Nullable Object> list = new ArrayList<>();
            read.put(node, list);
            for (Node each : sequence.getValue()) {
                list.add(value(each));
            }
            return list;
        }
        return scalar((ScalarNode) node);
    }

    private static @Nullable Object scalar(ScalarNode node) throws MalformedSecretsException {
        if (node.getTag().equals(Tag.NULL)) {
            return null;
        }
        if (node.getTag().equals(Tag.BINARY)) {
            try {
                return Base64.getMimeDecoder().decode(node.getValue());
            } catch (IllegalArgumentException notBase64) {
                throw at(node.getStartMark());
            }
        }
        if (node.getTag().equals(Tag.BOOL)) {
            return TRUE.contains(node.getValue().toLowerCase(Locale.ROOT));
        }
        return node.getTag().equals(Tag.STR) ? node.getValue() : node.getTag();
    }

    private static MalformedSecretsException at(@Nullable Mark place) {
        return MalformedSecretsException.at(
                place == null ? 1 : place.getLine() + 1, place == null ? 1 : place.getColumn() + 1);
    }
}
