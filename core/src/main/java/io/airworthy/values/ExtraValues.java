package io.airworthy.values;

import io.airworthy.chart.KeyPath;
import io.airworthy.frozen.Tree;
import java.util.ArrayList;
import java.util.HashMap;
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

    private final Map<String, ?> extra;
    private final ChartKeys keys;
    private final List<Contradiction> contradictions = new ArrayList<>();
    private final Map<String, String> places = new HashMap<>();

    ExtraValues(Map<String, ?> extra, ChartKeys keys) {
        this.extra = extra;
        this.keys = keys;
    }

    /** The paths at which the user's values say something else than the model. */
    List<Contradiction> contradictions() {
        return List.copyOf(contradictions);
    }

    /** Where elements of the merged lists stand in the user's own. */
    Map<String, String> places() {
        return Map.copyOf(places);
    }

    /** Extra keys join the section that has their top-level key already; the others stand in one of their own. */
    List<Section> mergedInto(List<Section> own) {
        Map<String, @Nullable Object> left = inOrder(extra);
        moved(left, KeyPath.ROOT, own);
        List<Section> sections = new ArrayList<>();
        for (Section section : own) {
            Map<String, @Nullable Object> mine = new LinkedHashMap<>(left);
            mine.keySet().retainAll(section.values().keySet());
            left.keySet().removeAll(mine.keySet());
            sections.add(new Section(section.comment(), merge("", section.values(), mine)));
        }
        if (!left.isEmpty()) {
            sections.add(new Section("Extra values, as given.", left));
        }
        return List.copyOf(sections);
    }

    /** Of a value at one place of a key that has moved and the model's at another, the chart takes one and drops the other. */
    private void moved(Map<?, ?> extra, KeyPath here, List<Section> own) {
        extra.forEach((key, value) -> {
            KeyPath path = here.key(String.valueOf(key));
            Optional<KeyPath> decided = keys.otherPlaces(path).stream()
                    .filter(place -> find(own, place).isPresent())
                    .findFirst();
            // A map moves key by key, unless it has a successor as a whole.
            if (Tree.kind(value) == Tree.Kind.MAP
                    && (decided.isEmpty() || keys.successor(path).isEmpty())) {
                moved(Tree.mapOrEmpty(value), path, own);
            } else if (decided.isPresent() && !isSame(find(own, decided.get()).orElseThrow(), value)) {
                contradictions.add(
                        new Contradiction(path.toString(), decided.get().toString()));
            }
        });
    }

    private static Optional<Object> find(List<Section> sections, KeyPath path) {
        return sections.stream()
                .map(section -> find(section.values(), path.steps()))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<Object> find(@Nullable Object value, List<KeyPath.Step> steps) {
        if (steps.isEmpty()) {
            return Optional.ofNullable(value);
        }
        return find(Tree.mapOrEmpty(value).get(steps.get(0).text()), steps.subList(1, steps.size()));
    }

    /** The values with all keys sorted: maps that are equal may list them in any order, and differently tomorrow. */
    static Map<String, @Nullable Object> inOrder(Map<String, ?> values) {
        Map<String, @Nullable Object> sorted = new TreeMap<>();
        values.forEach((key, value) -> sorted.put(key, inOrder(value)));
        return sorted;
    }

    @SuppressWarnings("unchecked")
    private static @Nullable Object inOrder(@Nullable Object value) {
        return Tree.<@Nullable Object>fold(
                value,
                map -> inOrder((Map<String, ?>) map),
                list -> list.stream().map(ExtraValues::inOrder).collect(Collectors.toCollection(ArrayList::new)),
                () -> value);
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
        Tree.Kind kind = Tree.kind(extra);
        if (kind == Tree.Kind.MAP && Tree.kind(rendered) == kind) {
            return merge(path, (Map<String, ?>) rendered, (Map<String, ?>) extra);
        }
        if (kind == Tree.Kind.LIST && Tree.kind(rendered) == kind && isOfMaps((List<?>) rendered)) {
            return joined(path, (List<?>) rendered, (List<?>) extra);
        }
        if (!isSame(rendered, extra)) {
            contradictions.add(new Contradiction(path, path));
        }
        return rendered;
    }

    /** A list of variables or volumes can be added to, a command cannot. */
    private static boolean isOfMaps(List<?> list) {
        return list.stream().allMatch(element -> Tree.kind(element) == Tree.Kind.MAP);
    }

    /** Of two variables or volumes of one name the last would count, or Kubernetes would refuse both. */
    private List<@Nullable Object> joined(String path, List<?> rendered, List<?> extra) {
        List<Object> taken =
                rendered.stream().flatMap(element -> identity(element).stream()).toList();
        List<@Nullable Object> all = new ArrayList<>(rendered);
        for (int i = 0; i < extra.size(); i++) {
            Object element = extra.get(i);
            if (!rendered.contains(element)) {
                places.put(path + "[" + all.size() + "]", path + "[" + i + "]");
                all.add(element);
                if (identity(element).filter(taken::contains).isPresent()
                        || !rendered.isEmpty() && Tree.kind(element) != Tree.Kind.MAP) {
                    contradictions.add(new Contradiction(path + "[" + i + "]", path));
                }
            }
        }
        return all;
    }

    /** What no two elements of a list may share, where the elements are named. */
    private static Optional<Object> identity(@Nullable Object element) {
        Map<?, ?> map = Tree.mapOrEmpty(element);
        return Stream.of("envName", "mountPath", "name")
                .filter(map::containsKey)
                .findFirst()
                .map(map::get);
    }

    /** An integer is the same in whatever type it comes. */
    private static boolean isSame(@Nullable Object rendered, @Nullable Object extra) {
        return Objects.equals(rendered, extra)
                || Tree.kind(rendered) == Tree.Kind.INTEGER
                        && Tree.kind(extra) == Tree.Kind.INTEGER
                        && rendered.toString().equals(extra.toString());
    }
}
