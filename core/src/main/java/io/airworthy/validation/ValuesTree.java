package io.airworthy.validation;

import io.airworthy.frozen.FrozenTree;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Chart values as a tree of paths.
 *
 * @param root the values
 */
record ValuesTree(Map<String, Object> root) {

    /** Deeper than any values file. */
    static final int DEEPEST = 32;

    /**
     * A value that has no values below it.
     *
     * @param path where it is, {@code "a.b[0].c"}
     * @param value the value; a map or list where the tree cannot go on
     */
    record Leaf(String path, @Nullable Object value) {

        boolean isWritable() {
            return value instanceof String
                    || value instanceof Integer
                    || value instanceof Long
                    || value instanceof Boolean
                    || value instanceof Map<?, ?> map && map.isEmpty()
                    || value instanceof List<?> list && list.isEmpty();
        }

        String typeInWords() {
            if (value == null) {
                return "it is null";
            }
            if (value instanceof FrozenTree.Unwritable unwritable) {
                return unwritable.why();
            }
            if (value instanceof Map<?, ?> map) {
                return map.keySet().stream().allMatch(String.class::isInstance)
                        ? "it is nested too deeply, or contains itself"
                        : "it has a key that is not text";
            }
            return value instanceof List<?>
                    ? "it is nested too deeply, or contains itself"
                    : "it is a " + value.getClass().getSimpleName();
        }

        /** Whether the leaf is what stands at a path, or below it. */
        boolean isBelow(String other) {
            return path.equals(other) || path.startsWith(other + ".") || path.startsWith(other + "[");
        }
    }

    static ValuesTree of(Map<String, Object> root) {
        return new ValuesTree(root);
    }

    /** The value at a path of keys with dots between them. */
    Optional<Object> find(String path) {
        Optional<Object> found = Optional.of(root);
        for (String key : path.split("\\.")) {
            found = found.flatMap(
                    value -> value instanceof Map<?, ?> map ? Optional.ofNullable(get(map, key)) : Optional.empty());
        }
        return found;
    }

    /** All maps inside, with their paths: those of text keys alone, and none inside of lists. */
    Stream<Leaf> maps() {
        return maps("", root, List.of());
    }

    private static Stream<Leaf> maps(String path, Map<?, ?> map, List<Object> around) {
        if (around.size() >= DEEPEST || around.stream().anyMatch(outer -> outer == map) || !hasTextKeys(map)) {
            return Stream.empty();
        }
        Stream<Leaf> inner = map.entrySet().stream()
                .filter(entry -> entry.getValue() instanceof Map)
                .sorted(Comparator.comparing(entry -> String.valueOf(entry.getKey())))
                .flatMap(entry -> maps(below(path, entry.getKey()), (Map<?, ?>) entry.getValue(), inside(around, map)));
        return path.isEmpty() ? inner : Stream.concat(Stream.of(new Leaf(path, map)), inner);
    }

    /** All leaves, in the order of their keys. */
    Stream<Leaf> leaves() {
        return leaves("", root, List.of());
    }

    /** Goes no deeper than {@link #DEEPEST}, and not into a map or list that it is inside of. */
    private static Stream<Leaf> leaves(String path, @Nullable Object value, List<Object> around) {
        boolean mayGoOn = around.size() < DEEPEST && around.stream().noneMatch(outer -> outer == value);
        if (mayGoOn && value instanceof Map<?, ?> map && !map.isEmpty() && hasTextKeys(map)) {
            List<Object> inside = inside(around, map);
            return map.entrySet().stream()
                    .sorted(Comparator.comparing(entry -> String.valueOf(entry.getKey())))
                    .flatMap(entry -> leaves(below(path, entry.getKey()), entry.getValue(), inside));
        }
        if (mayGoOn && value instanceof List<?> list && !list.isEmpty()) {
            List<Object> inside = inside(around, list);
            return IntStream.range(0, list.size())
                    .boxed()
                    .flatMap(i -> leaves(path + "[" + i + "]", list.get(i), inside));
        }
        return path.isEmpty() ? Stream.empty() : Stream.of(new Leaf(path, value));
    }

    private static List<Object> inside(List<Object> around, Object value) {
        return Stream.concat(around.stream(), Stream.of(value)).toList();
    }

    private static String below(String path, @Nullable Object key) {
        return path.isEmpty() ? String.valueOf(key) : path + "." + key;
    }

    private static boolean hasTextKeys(Map<?, ?> map) {
        return map.keySet().stream().allMatch(String.class::isInstance);
    }

    /** Sorted maps throw when they are asked for a key of another type. */
    private static @Nullable Object get(Map<?, ?> map, String key) {
        return hasTextKeys(map) ? map.get(key) : null;
    }
}
