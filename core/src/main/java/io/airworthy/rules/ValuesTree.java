package io.airworthy.rules;

import io.airworthy.frozen.FrozenTree;
import io.airworthy.frozen.Tree;
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
            return switch (Tree.kind(value)) {
                case TEXT, INTEGER, BOOLEAN -> true;
                case MAP, LIST -> Tree.isEmpty(value);
                case NULL, BIG_INTEGER, DECIMAL, OTHER -> false;
            };
        }

        String typeInWords() {
            if (value == null) {
                return "it is null";
            }
            if (value instanceof FrozenTree.Unwritable unwritable) {
                return unwritable.why();
            }
            return Tree.fold(
                    value,
                    map -> Tree.hasTextKeys(map)
                            ? "it is nested too deeply, or contains itself"
                            : "it has a key that is not text",
                    list -> "it is nested too deeply, or contains itself",
                    () -> "it is a " + value.getClass().getSimpleName());
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
        return Tree.find(root, path);
    }

    /** All maps inside, with their paths: those of text keys alone, and none inside of lists. */
    Stream<Leaf> maps() {
        return maps("", root, List.of());
    }

    private static Stream<Leaf> maps(String path, Map<?, ?> map, List<Object> around) {
        if (around.size() >= DEEPEST || around.stream().anyMatch(outer -> outer == map) || !Tree.hasTextKeys(map)) {
            return Stream.empty();
        }
        Stream<Leaf> inner = map.entrySet().stream()
                .sorted(Comparator.comparing(entry -> String.valueOf(entry.getKey())))
                .flatMap(entry -> Tree.map(entry.getValue()).stream()
                        .flatMap(child -> maps(below(path, entry.getKey()), child, inside(around, map))));
        return path.isEmpty() ? inner : Stream.concat(Stream.of(new Leaf(path, map)), inner);
    }

    /** All leaves, in the order of their keys. */
    Stream<Leaf> leaves() {
        return leaves("", root, List.of());
    }

    /** Goes no deeper than {@link #DEEPEST}, and not into a map or list that it is inside of. */
    private static Stream<Leaf> leaves(String path, @Nullable Object value, List<Object> around) {
        Stream<Leaf> leaf = path.isEmpty() ? Stream.empty() : Stream.of(new Leaf(path, value));
        if (Tree.isEmpty(value) || around.size() >= DEEPEST || around.stream().anyMatch(outer -> outer == value)) {
            return leaf;
        }
        return Tree.fold(
                value,
                map -> Tree.hasTextKeys(map) ? leavesOf(path, map, inside(around, map)) : leaf,
                list -> leavesOf(path, list, inside(around, list)),
                () -> leaf);
    }

    private static Stream<Leaf> leavesOf(String path, Map<?, ?> map, List<Object> inside) {
        return map.entrySet().stream()
                .sorted(Comparator.comparing(entry -> String.valueOf(entry.getKey())))
                .flatMap(entry -> leaves(below(path, entry.getKey()), entry.getValue(), inside));
    }

    private static Stream<Leaf> leavesOf(String path, List<?> list, List<Object> inside) {
        return IntStream.range(0, list.size()).boxed().flatMap(i -> leaves(path + "[" + i + "]", list.get(i), inside));
    }

    private static List<Object> inside(List<Object> around, Object value) {
        return Stream.concat(around.stream(), Stream.of(value)).toList();
    }

    private static String below(String path, @Nullable Object key) {
        return path.isEmpty() ? String.valueOf(key) : path + "." + key;
    }
}
