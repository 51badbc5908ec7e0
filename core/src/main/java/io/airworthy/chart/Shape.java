package io.airworthy.chart;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What may stand at one place of a values tree, as one line of a chart's data file says it. */
final class Shape {

    /** The kinds of value that YAML knows. */
    enum Type {
        STRING("a string"),
        INTEGER("an integer"),
        NUMBER("a number"),
        BOOLEAN("true or false"),
        NULL("null"),
        LIST("a list"),
        OBJECT("an object");

        private final String spoken;

        Type(String spoken) {
            this.spoken = spoken;
        }

        @Override
        public String toString() {
            return spoken;
        }
    }

    /** What becomes of a key that the chart does not know. */
    enum Keys {
        /** It is refused. */
        CLOSED,
        /** It is accepted, and nothing reads it. */
        OPEN,
        /** There is no unknown key: each stands for itself, and all take the same shape. */
        MAP,
        /** There is no unknown key: whatever stands here is handed on. */
        FREE
    }

    /** What a value has to keep to beyond its type; absent parts are null or empty. */
    record Limits(
            List<String> allowed,
            @Nullable Pattern pattern,
            @Nullable Long minimum,
            @Nullable Long maximum,
            List<String> required,
            List<String> requiredAnyOf,
            boolean distinct,
            boolean filled,
            boolean dateTime) {}

    private final Set<Type> types;
    private final Keys keys;
    private final @Nullable String definition;
    private final Limits limits;
    private final @Nullable Object defaultValue;
    private final SortedMap<String, Shape> children = new TreeMap<>();
    private @Nullable Shape element;
    private @Nullable Shape mapValue;

    Shape(Set<Type> types, Keys keys, @Nullable String definition, Limits limits, @Nullable Object defaultValue) {
        this.types = Collections.unmodifiableSet(types.isEmpty() ? EnumSet.noneOf(Type.class) : EnumSet.copyOf(types));
        this.keys = keys;
        this.definition = definition;
        this.limits = limits;
        this.defaultValue = defaultValue;
    }

    /** Only for the reader, while it puts the lines together. */
    void put(KeyPath.Step step, Shape shape) {
        if (step.place()) {
            element = shape;
        } else if (step.text().equals("*")) {
            mapValue = shape;
        } else {
            children.put(step.text(), shape);
        }
    }

    Set<Type> types() {
        return types;
    }

    Keys keys() {
        return keys;
    }

    /** The name of the definition that this place refers to. */
    @Nullable
    String definition() {
        return definition;
    }

    Limits limits() {
        return limits;
    }

    /** What the chart takes when nothing is written; only for single values. */
    @Nullable
    Object defaultValue() {
        return defaultValue;
    }

    Map<String, Shape> children() {
        return Collections.unmodifiableSortedMap(children);
    }

    /** What the elements of a list take; null if anything. */
    @Nullable
    Shape element() {
        return element;
    }

    /** What the values of a map take; null if anything. */
    @Nullable
    Shape mapValue() {
        return mapValue;
    }

    /** What stands one step further, as far as this says; null if nothing known may stand there. */
    @Nullable
    Shape at(KeyPath.Step step) {
        if (step.place()) {
            return element;
        }
        Shape child = children.get(step.text());
        return child != null ? child : mapValue;
    }
}
