package io.airworthy.chart;

import io.airworthy.chart.Shape.Keys;
import io.airworthy.chart.Shape.Limits;
import io.airworthy.chart.Shape.Type;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The text form of a profile, one line a key, columns separated by tabs.
 *
 * <pre>
 * pgbouncer                closed
 * pgbouncer.sslmode        string    enum=disable,allow,…    default="prefer"
 * scheduler.env[]          closed    required=name           anyof=value,valueFrom
 * scheduler.affinity       &#64;Affinity
 * labels                   map
 * labels.*                 string
 * &#64;Affinity                closed
 * &#64;Affinity.nodeAffinity   &#64;NodeAffinity
 * </pre>
 *
 * The second column lists what is taken: {@code string}, {@code integer}, {@code number}, {@code boolean}, {@code null},
 * {@code list}, a definition, or an object: {@code closed}, {@code open}, {@code map}, {@code free} (see {@link Keys}).
 */
final class ProfileFile {

    /** A profile's tree: the root, and the Kubernetes types that it refers to by name. */
    record Content(Shape root, Map<String, Shape> definitions) {}

    private static final Limits NO_LIMITS =
            new Limits(List.of(), null, null, null, List.of(), List.of(), false, false, false);

    private final Map<String, Shape> byPath = new HashMap<>();
    private final Map<String, Shape> definitions = new TreeMap<>();
    private final Shape root = new Shape(Set.of(Type.OBJECT), Keys.CLOSED, null, NO_LIMITS, null);

    private ProfileFile() {}

    /** @throws IllegalArgumentException if the text is not what the writer writes */
    static Content parse(String text) {
        ProfileFile file = new ProfileFile();
        text.lines().filter(line -> !line.isEmpty() && !line.startsWith("#")).forEach(file::add);
        return new Content(file.root, Map.copyOf(file.definitions));
    }

    private void add(String line) {
        String[] columns = line.split("\t");
        if (columns.length < 2) {
            throw new IllegalArgumentException("A line of a chart profile has a path and a type: \"" + line + "\"");
        }
        Shape shape = shapeOf(columns);
        byPath.put(columns[0], shape);
        KeyPath path = KeyPath.of(columns[0]);
        KeyPath.Step last = path.steps().get(path.steps().size() - 1);
        if (path.steps().size() == 1) {
            if (last.text().startsWith("@")) {
                definitions.put(last.text(), shape);
            } else {
                root.put(last, shape);
            }
            return;
        }
        String parent = new KeyPath(path.steps().subList(0, path.steps().size() - 1)).toString();
        Shape holder = byPath.get(parent);
        if (holder == null) {
            throw new IllegalArgumentException("\"" + columns[0] + "\" must come after a line for \"" + parent + "\"");
        }
        holder.put(last, shape);
    }

    private static Shape shapeOf(String[] columns) {
        Set<Type> types = EnumSet.noneOf(Type.class);
        Keys keys = Keys.FREE;
        String definition = null;
        for (String taken : columns[1].split("\\|")) {
            if (taken.startsWith("@")) {
                definition = taken;
                continue;
            }
            switch (taken) {
                case "string" -> types.add(Type.STRING);
                case "integer" -> types.add(Type.INTEGER);
                case "number" -> types.add(Type.NUMBER);
                case "boolean" -> types.add(Type.BOOLEAN);
                case "null" -> types.add(Type.NULL);
                case "list" -> types.add(Type.LIST);
                case "any" -> types.addAll(EnumSet.allOf(Type.class));
                case "closed", "open", "map", "free" -> {
                    types.add(Type.OBJECT);
                    keys = Keys.valueOf(taken.toUpperCase(Locale.ROOT));
                }
                default -> throw new IllegalArgumentException("A chart profile has no type \"" + taken + "\"");
            }
        }
        Map<String, String> attributes = attributesOf(columns);
        String defaultText = attributes.get("default");
        return new Shape(
                types, keys, definition, limitsOf(attributes), defaultText == null ? null : scalarOf(defaultText));
    }

    private static Map<String, String> attributesOf(String[] columns) {
        Map<String, String> attributes = new HashMap<>();
        for (int column = 2; column < columns.length; column++) {
            int equals = columns[column].indexOf('=');
            attributes.put(columns[column].substring(0, equals), columns[column].substring(equals + 1));
        }
        return attributes;
    }

    private static Limits limitsOf(Map<String, String> attributes) {
        if (attributes.isEmpty()) {
            return NO_LIMITS;
        }
        String pattern = attributes.get("pattern");
        return new Limits(
                list(attributes.get("enum")),
                pattern == null ? null : Pattern.compile(pattern),
                number(attributes.get("min")),
                number(attributes.get("max")),
                list(attributes.get("required")),
                list(attributes.get("anyof")),
                attributes.containsKey("distinct"),
                attributes.containsKey("filled"),
                attributes.containsKey("datetime"));
    }

    private static List<String> list(@Nullable String text) {
        return text == null ? List.of() : List.of(text.split(","));
    }

    private static @Nullable Long number(@Nullable String text) {
        return text == null ? null : Long.valueOf(text);
    }

    private static Object scalarOf(String text) {
        if (text.startsWith("\"")) {
            return text.substring(1, text.length() - 1);
        }
        if (text.equals("true") || text.equals("false")) {
            return Boolean.valueOf(text);
        }
        return Long.valueOf(text);
    }
}
