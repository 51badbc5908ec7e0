package io.airworthy.frozen;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Copies of collections: unchangeable, in the order given, and without nulls. What holds a null is refused by its name. */
public final class Frozen {

    private Frozen() {}

    /**
     * Copies a list.
     *
     * @param given the elements
     * @param name what they are called in the message of the exception
     * @param <T> the elements' type
     * @return the copy
     * @throws NullPointerException if the list or an element is null
     */
    public static <T> List<T> list(Collection<? extends T> given, String name) {
        List<T> copy = new ArrayList<>(Objects.requireNonNull(given, name));
        for (T element : copy) {
            if (element == null) {
                throw new NullPointerException(name + " element");
            }
        }
        return Collections.unmodifiableList(copy);
    }

    /**
     * Copies a set.
     *
     * @param given the elements
     * @param name what they are called in the message of the exception
     * @param <T> the elements' type
     * @return the copy
     * @throws NullPointerException if the set or an element is null
     */
    public static <T> Set<T> set(Collection<? extends T> given, String name) {
        return Collections.unmodifiableSet(new LinkedHashSet<>(list(given, name)));
    }

    /**
     * Copies a map.
     *
     * @param given the entries
     * @param name what they are called in the message of the exception
     * @param <K> the keys' type
     * @param <V> the values' type
     * @return the copy
     * @throws NullPointerException if the map, a key or a value is null
     */
    public static <K, V> Map<K, V> map(Map<? extends K, ? extends V> given, String name) {
        Map<K, V> copy = new LinkedHashMap<>(Objects.requireNonNull(given, name));
        copy.forEach((key, value) -> {
            Objects.requireNonNull(key, () -> name + " key");
            Objects.requireNonNull(value, () -> name + " value for key: " + key);
        });
        return Collections.unmodifiableMap(copy);
    }
}
