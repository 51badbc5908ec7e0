package io.airworthy.frozen;

import java.math.BigInteger;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What stands in a tree of values that may be anything: chart values, or a manifest that was read. */
public final class Tree {

    private static final Map<Class<?>, Kind> SCALARS = Map.of(
            String.class, Kind.TEXT,
            Boolean.class, Kind.BOOLEAN,
            Integer.class, Kind.INTEGER,
            Long.class, Kind.INTEGER,
            BigInteger.class, Kind.BIG_INTEGER,
            Double.class, Kind.DECIMAL);

    /** The kinds of values in a tree. */
    public enum Kind {
        /** Nothing. */
        NULL,
        /** A text. */
        TEXT,
        /** True or false. */
        BOOLEAN,
        /** An integer of 64 bits or fewer. */
        INTEGER,
        /** An integer of any length. */
        BIG_INTEGER,
        /** A number with a fraction. */
        DECIMAL,
        /** A list. */
        LIST,
        /** A map. */
        MAP,
        /** Something that belongs into no tree. */
        OTHER
    }

    private Tree() {}

    /** A map of keys and values in turn, in this order, which can be changed. */
    public static Map<String, Object> of(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }

    /** What a value is. */
    public static Kind kind(@Nullable Object value) {
        if (value == null) {
            return Kind.NULL;
        }
        Kind scalar = SCALARS.get(value.getClass());
        return scalar != null ? scalar : fold(value, map -> Kind.MAP, list -> Kind.LIST, () -> Kind.OTHER);
    }

    /** Takes a value apart: what it is decides which function makes the result. */
    public static <T extends @Nullable Object> T fold(
            @Nullable Object value, Function<Map<?, ?>, T> map, Function<List<?>, T> list, Supplier<T> leaf) {
        if (value instanceof Map<?, ?> entries) {
            return map.apply(entries);
        }
        return value instanceof List<?> elements ? list.apply(elements) : leaf.get();
    }

    /** A value as a map, if it is one. */
    public static Optional<Map<?, ?>> map(@Nullable Object value) {
        return fold(value, Optional::of, list -> Optional.empty(), Optional::empty);
    }

    /** A value as a list, if it is one. */
    public static Optional<List<?>> list(@Nullable Object value) {
        return fold(value, map -> Optional.empty(), Optional::of, Optional::empty);
    }

    /** A value as a map; an empty one in the place of anything else. */
    public static Map<?, ?> mapOrEmpty(@Nullable Object value) {
        return fold(value, map -> map, list -> Map.of(), Map::of);
    }

    /** A value as a list; an empty one in the place of anything else. */
    public static List<?> listOrEmpty(@Nullable Object value) {
        return fold(value, map -> List.of(), list -> list, List::of);
    }

    /** A value as a text, if it is one. */
    public static Optional<String> text(@Nullable Object value) {
        return value instanceof String text ? Optional.of(text) : Optional.empty();
    }

    /** A value as an integer of 64 bits, if it is one. */
    public static Optional<Long> whole(@Nullable Object value) {
        return value instanceof Number number && kind(value) == Kind.INTEGER
                ? Optional.of(number.longValue())
                : Optional.empty();
    }

    /** A value as a constant of the model, which trees have as a word. */
    public static Optional<Enum<?>> constant(@Nullable Object value) {
        return value instanceof Enum<?> constant ? Optional.of(constant) : Optional.empty();
    }

    /** A value as several ones, if it is a list, a set or another collection. */
    public static Optional<Collection<?>> collection(@Nullable Object value) {
        return value instanceof Collection<?> several ? Optional.of(several) : Optional.empty();
    }

    /** What a value holds that may be absent; any other value itself. */
    public static @Nullable Object present(@Nullable Object value) {
        if (value instanceof OptionalInt number) {
            return number.isPresent() ? number.getAsInt() : null;
        }
        if (value instanceof OptionalLong number) {
            return number.isPresent() ? number.getAsLong() : null;
        }
        return value instanceof Optional<?> optional ? optional.orElse(null) : value;
    }

    /** Whether a value is a number of any kind. */
    public static boolean isNumber(@Nullable Object value) {
        return switch (kind(value)) {
            case INTEGER, BIG_INTEGER, DECIMAL -> true;
            case NULL, TEXT, BOOLEAN, LIST, MAP, OTHER -> false;
        };
    }

    /** Whether a value is a number that JSON cannot hold: infinite, or none at all. */
    public static boolean isInfinite(@Nullable Object value) {
        return value instanceof Double number && !Double.isFinite(number);
    }

    /** Whether a value is a map or a list without anything in it. */
    public static boolean isEmpty(@Nullable Object value) {
        return fold(value, Map::isEmpty, List::isEmpty, () -> false);
    }

    /** Whether all keys of a map are texts. Sorted maps throw when they are asked for a key of another type. */
    public static boolean hasTextKeys(Map<?, ?> map) {
        for (Object key : map.keySet()) {
            if (kind(key) != Kind.TEXT) {
                return false;
            }
        }
        return true;
    }

    /** The value at a path of keys with dots between them, if the path leads to one through maps. */
    public static Optional<Object> find(Map<?, ?> root, String path) {
        Object found = root;
        int begin = 0;
        while (begin <= path.length()) {
            int dot = path.indexOf('.', begin);
            int end = dot < 0 ? path.length() : dot;
            Map<?, ?> map = mapOrEmpty(found);
            found = hasTextKeys(map) ? map.get(path.substring(begin, end)) : null;
            begin = end + 1;
        }
        return Optional.ofNullable(found);
    }
}
