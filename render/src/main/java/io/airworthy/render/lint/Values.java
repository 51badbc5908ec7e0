package io.airworthy.render.lint;

import io.airworthy.chart.KeyPath;
import io.airworthy.frozen.Tree;
import io.airworthy.render.source.SourceNode;
import io.airworthy.render.source.SourceSpot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What several files say together, as Helm merges them: the last one wins, maps are merged, lists are not. */
final class Values {

    private final List<Layer> layers;
    private final Map<String, @Nullable Object> tree;

    /** @param layers at least one, the first file first */
    Values(List<Layer> layers) {
        this.layers = List.copyOf(layers);
        Map<String, @Nullable Object> merged = new LinkedHashMap<>();
        layers.forEach(layer -> merge(merged, map(layer.root())));
        this.tree = merged;
    }

    List<Layer> layers() {
        return layers;
    }

    Map<String, @Nullable Object> tree() {
        return tree;
    }

    /** What the last file that says something there says; or, if none does, what is nearest to it. */
    Found find(KeyPath path) {
        Found best = null;
        for (int i = layers.size() - 1; i >= 0; i--) {
            SourceSpot spot = SourceSpot.deepest(layers.get(i).root(), path);
            // Where no layer says anything, the one with lines of its own is the place to write it.
            boolean isNearer = best == null
                    || spot.steps() > best.spot().steps()
                    || spot.steps() == 0
                            && !best.layer().placement().exact()
                            && best.spot().steps() == 0;
            if (isNearer) {
                best = new Found(layers.get(i), spot);
            }
        }
        if (best == null) {
            throw new IllegalStateException("there are no values");
        }
        return best;
    }

    boolean has(KeyPath path) {
        return find(path).spot().steps() == path.steps().size();
    }

    /** Something that stands in a file. */
    record Found(Layer layer, SourceSpot spot) {}

    /** What a mapping says, in maps and lists that can be changed. */
    @SuppressWarnings("unchecked")
    static Map<String, @Nullable Object> map(SourceNode mapping) {
        return (Map<String, @Nullable Object>) Tree.mapOrEmpty(tree(mapping));
    }

    static @Nullable Object tree(SourceNode node) {
        return node.match(
                mapping -> {
                    Map<String, @Nullable Object> map = new LinkedHashMap<>();
                    mapping.entries().forEach(entry -> map.put(entry.name(), tree(entry.value())));
                    return map;
                },
                sequence -> {
                    List<@Nullable Object> list = new ArrayList<>();
                    sequence.elements().forEach(element -> list.add(tree(element)));
                    return list;
                },
                scalar -> scalar.value());
    }

    @SuppressWarnings("unchecked")
    private static void merge(Map<String, @Nullable Object> into, Map<?, ?> more) {
        more.forEach((key, value) -> {
            Object before = into.get(key);
            if (Tree.kind(value) == Tree.Kind.MAP && Tree.kind(before) == Tree.Kind.MAP) {
                merge((Map<String, @Nullable Object>) before, Tree.mapOrEmpty(value));
            } else {
                into.put((String) key, value);
            }
        });
    }

    /** The key or the place that a path ends with. */
    static String last(KeyPath path) {
        return path.steps().get(path.steps().size() - 1).text();
    }

    Optional<Object> at(KeyPath path) {
        return at(tree, path);
    }

    static Optional<Object> at(Map<?, ?> tree, KeyPath path) {
        Optional<Object> found = Optional.of(tree);
        for (KeyPath.Step step : path.steps()) {
            found = found.flatMap(value -> Optional.ofNullable(
                    step.place() ? element(value, step) : Tree.mapOrEmpty(value).get(step.text())));
        }
        return found;
    }

    Optional<Object> at(String path) {
        return at(KeyPath.of(path));
    }

    private static @Nullable Object element(Object list, KeyPath.Step step) {
        List<?> elements = Tree.listOrEmpty(list);
        int index = step.text().isEmpty() ? elements.size() : Integer.parseInt(step.text());
        return index < elements.size() ? elements.get(index) : null;
    }
}
