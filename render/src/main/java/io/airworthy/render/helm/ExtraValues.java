package io.airworthy.render.helm;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Merges the user's own values into the rendered ones: maps by key, lists one after the other, nothing overwritten and
 * nothing named twice.
 */
final class ExtraValues {

    private final List<String> contradictions = new ArrayList<>();

    /** The paths at which the user's values say something else than the model. */
    List<String> contradictions() {
        return contradictions;
    }

    /** The values with all keys sorted: maps that are equal may list them in any order, and differently tomorrow. */
    static Map<String, @Nullable Object> inOrder(Map<String, ?> values) {
        Map<String, @Nullable Object> sorted = new TreeMap<>();
        values.forEach((key, value) -> sorted.put(key, inOrder(value)));
        return sorted;
    }

    @SuppressWarnings("unchecked")
    private static @Nullable Object inOrder(@Nullable Object value) {
        if (value instanceof Map) {
            return inOrder((Map<String, ?>) value);
        }
        return value instanceof List<?> list
                ? list.stream().map(ExtraValues::inOrder).collect(Collectors.toCollection(ArrayList::new))
                : value;
    }

    Map<String, @Nullable Object> merge(Map<String, ?> rendered, Map<String, ?> extra) {
        return merge("", rendered, extra);
    }

    private Map<String, @Nullable Object> merge(String path, Map<String, ?> rendered, Map<String, ?> extra) {
        Map<String, @Nullable Object> merged = new LinkedHashMap<>(rendered);
        extra.forEach((key, value) -> {
            String place = path.isEmpty() ? key : path + "." + key;
            merged.put(key, rendered.containsKey(key) ? merge(place, rendered.get(key), value) : value);
        });
        return merged;
    }

    @SuppressWarnings("unchecked")
    private @Nullable Object merge(String path, @Nullable Object rendered, @Nullable Object extra) {
        if (rendered instanceof Map && extra instanceof Map) {
            return merge(path, (Map<String, ?>) rendered, (Map<String, ?>) extra);
        }
        if (rendered instanceof List<?> first && extra instanceof List<?> second) {
            return joined(path, first, second);
        }
        if (!isSame(rendered, extra)) {
            contradictions.add(path);
        }
        return rendered;
    }

    /** Of two variables or volumes of one name the last would count, or Kubernetes would refuse both. */
    private List<@Nullable Object> joined(String path, List<?> rendered, List<?> extra) {
        List<Object> taken =
                rendered.stream().flatMap(element -> identity(element).stream()).toList();
        List<@Nullable Object> all = new ArrayList<>(rendered);
        for (int i = 0; i < extra.size(); i++) {
            Object element = extra.get(i);
            if (!rendered.contains(element)) {
                all.add(element);
                if (identity(element).filter(taken::contains).isPresent()) {
                    contradictions.add(path + "[" + i + "]");
                }
            }
        }
        return all;
    }

    /** What no two elements of a list may share, where the elements are named. */
    private static Optional<Object> identity(@Nullable Object element) {
        return element instanceof Map<?, ?> map
                ? Stream.of("envName", "mountPath", "name")
                        .filter(map::containsKey)
                        .findFirst()
                        .map(map::get)
                : Optional.empty();
    }

    /** An integer is the same in whatever type it comes. */
    private static boolean isSame(@Nullable Object rendered, @Nullable Object extra) {
        return rendered instanceof Integer first && extra instanceof Long second
                ? first.longValue() == second
                : Objects.equals(rendered, extra);
    }
}
