package io.airworthy.chart;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.airworthy.render.helm.CommandLine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes a chart version's data file from the {@code values.schema.json} in the chart's archive. Only facts are taken over:
 * keys, types, limits and single defaults; no text that somebody wrote for readers.
 *
 * <p>To support a new chart version, add its row to {@code charts.tsv}, and run this in the project's folder:
 *
 * <pre>
 * helm pull airflow --repo https://airflow.apache.org --version 1.23.0
 * mvn -q -Pprofile -pl render -am test-compile -Dchart=airflow-1.23.0.tgz
 * </pre>
 *
 * The same archive gives the same bytes. A schema that says something that a data file cannot hold is refused, so that a
 * profile is never weaker than the chart.
 */
final class ProfileWriter {

    private static final Set<String> NOT_FOR_MACHINES = Set.of(
            "$comment",
            "$schema",
            "default",
            "definitions",
            "description",
            "examples",
            "title",
            "x-docsSection",
            "x-docsSectionOrder");
    private static final Set<String> UNDERSTOOD = Set.of(
            "$ref",
            "additionalProperties",
            "anyOf",
            "enum",
            "format",
            "items",
            "maximum",
            "minProperties",
            "minimum",
            "oneOf",
            "pattern",
            "properties",
            "required",
            "type",
            "uniqueItems");
    private static final Set<String> FORMATS_WITHOUT_EFFECT = Set.of("int32", "int64");

    /** One word, so that a default never carries somebody's sentence, script or query with it. */
    private static final Pattern PLAIN_DEFAULT = Pattern.compile("[\\x21\\x23-\\x5b\\x5d-\\x7e]*");

    private static final Pattern VERSION = Pattern.compile("^version: *(\\S+)", Pattern.MULTILINE);

    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_$/ -]+");

    private final Map<?, ?> definitions;
    private final Map<String, String> referencesByName = new TreeMap<>();
    private final Set<String> referencesToWrite = new LinkedHashSet<>();
    private final StringBuilder text = new StringBuilder();

    private ProfileWriter(Map<?, ?> schema) {
        this.definitions = map(schema.get("definitions"));
    }

    /**
     * Reads a chart's archive and writes its profile, {@code chart-1.23.0.tsv}.
     *
     * @param arguments the archive to read, the folder of the data files
     * @throws IOException if one cannot be read or the other cannot be written
     */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 2) {
            throw new IllegalArgumentException("Two arguments: the chart's archive, the folder of the data files");
        }
        Matcher version = VERSION.matcher(unpack(arguments[0], "Chart.yaml"));
        if (!version.find()) {
            throw new IllegalArgumentException("Chart.yaml has no version");
        }
        Files.writeString(
                Path.of(arguments[1], "chart-" + version.group(1) + ".tsv"),
                profileOf(unpack(arguments[0], "values.schema.json")));
    }

    private static String unpack(String archive, String file) {
        return CommandLine.run(List.of("tar", "-xzOf", archive, "airflow/" + file));
    }

    /** @throws IllegalArgumentException if the schema says something that a data file cannot hold */
    static String profileOf(String schemaJson) {
        Map<?, ?> schema = map(read(schemaJson));
        ProfileWriter writer = new ProfileWriter(schema);
        writer.writeChildren("", schema);
        writer.writeDefinitions();
        return writer.text.toString();
    }

    private void writeDefinitions() {
        Set<String> written = new TreeSet<>();
        while (!written.containsAll(referencesToWrite)) {
            for (String reference : new TreeSet<>(referencesToWrite)) {
                if (written.add(reference)) {
                    String key = reference.substring("#/definitions/".length());
                    Object definition = definitions.get(key);
                    if (definition == null) {
                        throw new IllegalArgumentException("The schema refers to " + reference + ", which it lacks");
                    }
                    writeLine(nameOf(reference), map(definition));
                }
            }
        }
    }

    private void writeLine(String path, Map<?, ?> node) {
        Map<String, String> attributes = new LinkedHashMap<>();
        Set<String> taken = new TreeSet<>();
        take(path, node, taken, attributes);
        text.append(path).append('\t').append(String.join("|", taken));
        attributes.forEach(
                (name, value) -> text.append('\t').append(name).append('=').append(value));
        String defaultText = defaultOf(node.get("default"), taken);
        if (defaultText != null) {
            text.append("\tdefault=").append(defaultText);
        }
        text.append('\n');
        writeChildren(path, node);
        for (Object alternative : list(node.get("oneOf"))) {
            writeChildren(path, map(alternative));
        }
    }

    private void take(String path, Map<?, ?> node, Set<String> taken, Map<String, String> attributes) {
        if (node.get("$ref") instanceof String reference) {
            // Draft 7 ignores whatever stands beside a reference, and so does Helm.
            taken.add(nameOf(reference));
            referencesToWrite.add(reference);
            return;
        }
        for (Object keyword : node.keySet()) {
            if (!UNDERSTOOD.contains(keyword)
                    && !NOT_FOR_MACHINES.contains(keyword)
                    && !keyword.toString().startsWith("x-kubernetes-")) {
                throw new IllegalArgumentException(path + ": a data file cannot hold the keyword " + keyword);
            }
        }
        for (Object alternative : list(node.get("oneOf"))) {
            int before = taken.size();
            take(path, map(alternative), taken, attributes);
            if (taken.size() == before) {
                throw new IllegalArgumentException(path + ": two alternatives of oneOf are of the same type");
            }
        }
        typesOf(node).forEach(type -> taken.add(wordFor(path, type, node)));
        if (taken.isEmpty()) {
            taken.add(node.get("additionalProperties") instanceof Map ? "map" : "any");
        }
        limits(path, node, attributes);
    }

    private static List<?> typesOf(Map<?, ?> node) {
        Object type = node.get("type");
        if (type == null) {
            return List.of();
        }
        return type instanceof List<?> several ? several : List.of(type);
    }

    private static String wordFor(String path, Object type, Map<?, ?> node) {
        return switch (type.toString()) {
            case "string", "integer", "number", "boolean", "null" -> type.toString();
            case "array" -> "list";
            case "object" -> wordForObject(path, node);
            default -> throw new IllegalArgumentException(path + ": no such type as " + type);
        };
    }

    private static String wordForObject(String path, Map<?, ?> node) {
        Object others = node.get("additionalProperties");
        boolean hasKeys = !map(node.get("properties")).isEmpty();
        if (others instanceof Map) {
            if (hasKeys) {
                throw new IllegalArgumentException(path + ": an object has either known keys or free ones");
            }
            return "map";
        }
        if (Boolean.FALSE.equals(others)) {
            return "closed";
        }
        return hasKeys ? "open" : "free";
    }

    private static void limits(String path, Map<?, ?> node, Map<String, String> attributes) {
        put(attributes, "enum", words(node.get("enum")));
        if (node.get("pattern") instanceof String pattern) {
            attributes.put("pattern", pattern);
        }
        put(attributes, "min", node.get("minimum"));
        put(attributes, "max", node.get("maximum"));
        put(attributes, "required", words(node.get("required")));
        List<Object> anyOfThese = new ArrayList<>();
        for (Object alternative : list(node.get("anyOf"))) {
            List<?> required = list(map(alternative).get("required"));
            if (required.size() != 1 || map(alternative).size() != 1) {
                throw new IllegalArgumentException(path + ": a data file holds anyOf only for one required key each");
            }
            anyOfThese.addAll(required);
        }
        put(attributes, "anyof", words(anyOfThese));
        if (Boolean.TRUE.equals(node.get("uniqueItems"))) {
            attributes.put("distinct", "true");
        }
        Object fewest = node.get("minProperties");
        if (fewest != null) {
            if (!fewest.equals(1L)) {
                throw new IllegalArgumentException(path + ": a data file holds minProperties only of 1");
            }
            attributes.put("filled", "true");
        }
        Object format = node.get("format");
        if ("date-time".equals(format)) {
            attributes.put("datetime", "true");
        } else if (format != null && !FORMATS_WITHOUT_EFFECT.contains(format)) {
            throw new IllegalArgumentException(path + ": a data file cannot hold the format " + format);
        }
    }

    private static void put(Map<String, String> attributes, String name, @Nullable Object value) {
        if (value != null) {
            attributes.put(name, value.toString());
        }
    }

    private static @Nullable String words(@Nullable Object words) {
        List<String> texts = new ArrayList<>();
        for (Object word : list(words)) {
            if (!(word instanceof String text) || text.contains(",")) {
                throw new IllegalArgumentException("A data file lists only words without commas, not " + word);
            }
            texts.add(text);
        }
        return texts.isEmpty() ? null : String.join(",", texts);
    }

    private static @Nullable String defaultOf(@Nullable Object value, Set<String> taken) {
        if (value instanceof Boolean && taken.contains("boolean")
                || value instanceof Long && (taken.contains("integer") || taken.contains("number"))) {
            return value.toString();
        }
        if (value instanceof String word
                && taken.contains("string")
                && PLAIN_DEFAULT.matcher(word).matches()) {
            return '"' + word + '"';
        }
        return null;
    }

    private void writeChildren(String path, Map<?, ?> node) {
        if (node.containsKey("$ref")) {
            return;
        }
        Map<String, Object> properties = new TreeMap<>();
        map(node.get("properties")).forEach((key, value) -> properties.put(key.toString(), value));
        properties.forEach((key, value) -> {
            if (!KEY.matcher(key).matches()) {
                throw new IllegalArgumentException(path + ": a data file cannot hold the key " + key);
            }
            KeyPath parent = path.isEmpty() ? KeyPath.ROOT : KeyPath.of(path);
            writeLine(parent.key(key).toString(), map(value));
        });
        if (node.get("items") instanceof Map<?, ?> items) {
            writeLine(path + "[]", items);
        }
        if (node.get("additionalProperties") instanceof Map<?, ?> values) {
            writeLine(path + ".*", values);
        }
    }

    private String nameOf(String reference) {
        if (!reference.startsWith("#/definitions/")) {
            throw new IllegalArgumentException("The schema refers to " + reference + ", outside of its definitions");
        }
        String name = "@" + reference.substring(Math.max(reference.lastIndexOf('.'), reference.lastIndexOf('/')) + 1);
        String known = referencesByName.putIfAbsent(name, reference);
        if (known != null && !known.equals(reference)) {
            throw new IllegalArgumentException(reference + " and " + known + " have the same short name");
        }
        return name;
    }

    private static Map<?, ?> map(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }

    private static List<?> list(@Nullable Object value) {
        return value instanceof List<?> list ? list : List.of();
    }

    private static @Nullable Object read(String json) {
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            parser.nextToken();
            return valueAt(parser);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable Object valueAt(JsonParser parser) throws IOException {
        switch (parser.currentToken()) {
            case START_OBJECT -> {
                Map<String, @Nullable Object> object = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String key = parser.currentName();
                    parser.nextToken();
                    object.put(key, valueAt(parser));
                }
                return object;
            }
            case START_ARRAY -> {
                List<@Nullable Object> array = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    array.add(valueAt(parser));
                }
                return array;
            }
            case VALUE_NUMBER_INT -> {
                return parser.getLongValue();
            }
            case VALUE_NUMBER_FLOAT -> {
                return parser.getDoubleValue();
            }
            case VALUE_TRUE -> {
                return true;
            }
            case VALUE_FALSE -> {
                return false;
            }
            case VALUE_STRING -> {
                return parser.getText();
            }
            default -> {
                return null;
            }
        }
    }
}
