package io.airworthy.frozen;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.RandomAccess;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Copies a tree of chart values, all the way down: maps with text keys, lists, and leaves that cannot change. What is no
 * such tree becomes an {@link Unwritable}, so that a rule can say where it stands.
 */
public final class FrozenTree {

    /** How many maps and lists may stand inside each other: more than in any values file, whatever it is part of. */
    private static final int DEEPEST = 64;

    /** Far more than Helm can keep of one release, so that a tree which repeats itself ends. */
    private static final int MOST_VALUES = 100_000;

    private static final Set<Class<?>> LEAVES = Set.of(
            String.class,
            Boolean.class,
            Integer.class,
            Long.class,
            BigInteger.class,
            Double.class,
            Float.class,
            BigDecimal.class,
            Short.class,
            Byte.class);

    private static final Set<Class<?>> COPIES = Set.of(FrozenMap.class, FrozenList.class, Unwritable.class);

    private static final Unwritable ENDLESS =
            new Unwritable("it is nested too deeply, is too large, or contains itself");

    private int values;

    /** The maps and lists that the copy is inside of. */
    private final List<Object> around = new ArrayList<>();

    private FrozenTree() {}

    /**
     * What stands in the place of a value that no values file can hold.
     *
     * @param why what is wrong with the value, {@code "it is a Date"}; never the value
     */
    public record Unwritable(String why) {

        /** Refuses null. */
        public Unwritable {
            Objects.requireNonNull(why, "why");
        }

        @Override
        public String toString() {
            return "unwritable: " + why;
        }
    }

    /**
     * Whether the values of a map need no copy.
     *
     * @param tree a map that nobody can change
     * @return true if each of them is such a copy already, or cannot change, and no key is null
     */
    public static boolean isFrozen(Map<String, ? extends @Nullable Object> tree) {
        return tree.keySet().stream().allMatch(Objects::nonNull)
                && tree.values().stream().allMatch(FrozenTree::isFrozenValue);
    }

    /**
     * Copies a tree, unless it is such a copy already.
     *
     * @param tree the tree
     * @param name what it is called in the message of the exception
     * @return the copy, in the order given
     * @throws NullPointerException if the map or one of its own keys is null
     */
    public static Map<String, @Nullable Object> of(Map<String, ? extends @Nullable Object> tree, String name) {
        Objects.requireNonNull(tree, name).keySet().forEach(key -> Objects.requireNonNull(key, name + " key"));
        return tree instanceof FrozenMap frozen ? frozen : new FrozenTree().map(tree);
    }

    /** Copies one value of such a tree. */
    public static Object value(Object value) {
        return Objects.requireNonNull(of(Map.of("value", value), "value").get("value"));
    }

    /** Why no values file can hold a value, if it is an {@link Unwritable}. */
    public static Optional<String> whyUnwritable(@Nullable Object value) {
        return value instanceof Unwritable unwritable ? Optional.of(unwritable.why()) : Optional.empty();
    }

    private static boolean isFrozenValue(@Nullable Object value) {
        return value == null || LEAVES.contains(value.getClass()) || COPIES.contains(value.getClass());
    }

    private @Nullable Object copy(@Nullable Object value) {
        values++;
        if (value == null || isFrozenValue(value)) {
            return value;
        }
        boolean mayGoOn = around.size() < DEEPEST
                && values < MOST_VALUES
                && around.stream().noneMatch(outer -> outer == value);
        return Tree.<Object>fold(
                value,
                map -> mayGoOn ? mapOrNone(map) : ENDLESS,
                list -> mayGoOn ? list(list) : ENDLESS,
                () -> new Unwritable("it is a " + value.getClass().getSimpleName()));
    }

    private Object mapOrNone(Map<?, ?> map) {
        return Tree.hasTextKeys(map) ? map(map) : new Unwritable("it has a key that is not text");
    }

    private FrozenMap map(Map<?, ?> map) {
        around.add(map);
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        map.forEach((key, value) -> copy.put((String) key, copy(value)));
        around.remove(around.size() - 1);
        return new FrozenMap(copy);
    }

    private FrozenList list(List<?> list) {
        around.add(list);
        List<@Nullable Object> copy = new ArrayList<>();
        list.forEach(value -> copy.add(copy(value)));
        around.remove(around.size() - 1);
        return new FrozenList(copy);
    }

    /** A type of its own, so that a copy is known as one and not copied again. */
    private static final class FrozenMap extends AbstractMap<String, @Nullable Object> {

        private final Map<String, @Nullable Object> entries;

        FrozenMap(Map<String, @Nullable Object> entries) {
            this.entries = Collections.unmodifiableMap(entries);
        }

        @Override
        public Set<Entry<String, @Nullable Object>> entrySet() {
            return entries.entrySet();
        }

        @Override
        public boolean containsKey(@Nullable Object key) {
            return entries.containsKey(key);
        }

        @Override
        public @Nullable Object get(@Nullable Object key) {
            return entries.get(key);
        }
    }

    /** As {@link FrozenMap}. */
    private static final class FrozenList extends AbstractList<@Nullable Object> implements RandomAccess {

        private final List<@Nullable Object> elements;

        FrozenList(List<@Nullable Object> elements) {
            this.elements = elements;
        }

        @Override
        public @Nullable Object get(int index) {
            return elements.get(index);
        }

        @Override
        public int size() {
            return elements.size();
        }
    }
}
