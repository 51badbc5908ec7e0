package io.airworthy.rules;

import io.airworthy.AirflowDeployment;
import io.airworthy.frozen.FrozenTree;
import io.airworthy.frozen.Tree;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The chart values that the user adds, as a tree of paths. They are copied when the deployment is built, so that keys are
 * texts and nothing contains itself.
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
            return FrozenTree.whyUnwritable(value)
                    .orElseGet(() -> Tree.fold(
                            value,
                            map -> "it is nested too deeply",
                            list -> "it is nested too deeply",
                            () -> "it is a " + value.getClass().getSimpleName()));
        }
    }

    static ValuesTree of(AirflowDeployment deployment) {
        return of(deployment.extraValues());
    }

    static ValuesTree of(Map<String, @Nullable Object> values) {
        return new ValuesTree(values);
    }

    /** The value at a path of keys with dots between them. */
    Optional<Object> find(String path) {
        return Tree.find(root, path);
    }

    /** Whether the value at a path is true. */
    boolean isOn(String path) {
        return find(path).filter(Boolean.TRUE::equals).isPresent();
    }

    /** All maps inside, with their paths, but none inside of lists. */
    Stream<Leaf> maps() {
        return maps("", root, 0);
    }

    private static Stream<Leaf> maps(String path, Map<?, ?> map, int depth) {
        if (depth >= DEEPEST) {
            return Stream.empty();
        }
        Stream<Leaf> inner = inOrder(map)
                .flatMap(entry -> Tree.map(entry.getValue()).stream()
                        .flatMap(child -> maps(below(path, entry.getKey()), child, depth + 1)));
        return path.isEmpty() ? inner : Stream.concat(Stream.of(new Leaf(path, map)), inner);
    }

    /** All leaves, in the order of their keys; what is nested deeper than {@link #DEEPEST} is one. */
    Stream<Leaf> leaves() {
        return leaves("", root, 0);
    }

    private static Stream<Leaf> leaves(String path, @Nullable Object value, int depth) {
        Supplier<Stream<Leaf>> leaf = () -> path.isEmpty() ? Stream.empty() : Stream.of(new Leaf(path, value));
        return Tree.isEmpty(value) || depth >= DEEPEST
                ? leaf.get()
                : Tree.fold(
                        value,
                        map -> inOrder(map)
                                .flatMap(entry -> leaves(below(path, entry.getKey()), entry.getValue(), depth + 1)),
                        list -> IntStream.range(0, list.size())
                                .boxed()
                                .flatMap(i -> leaves(path + "[" + i + "]", list.get(i), depth + 1)),
                        leaf);
    }

    private static Stream<? extends Map.Entry<?, ?>> inOrder(Map<?, ?> map) {
        return map.entrySet().stream().sorted(Comparator.comparing(entry -> String.valueOf(entry.getKey())));
    }

    private static String below(String path, Object key) {
        return path.isEmpty() ? String.valueOf(key) : path + "." + key;
    }
}
