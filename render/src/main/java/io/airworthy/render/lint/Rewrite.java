package io.airworthy.render.lint;

import io.airworthy.chart.KeyPath;
import io.airworthy.frozen.Tree;
import io.airworthy.render.report.Fix;
import io.airworthy.render.report.Fix.Replacement;
import io.airworthy.render.source.SourceMapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A change of values that one or several files say, as a change of their texts. All of it can be made, or there is none. */
final class Rewrite {

    private final List<Layer> before;
    private final Optional<List<ValuesText>> after;

    private Rewrite(List<Layer> before, Optional<List<ValuesText>> after) {
        this.before = before;
        this.after = after;
    }

    static Rewrite of(List<Layer> layers) {
        return new Rewrite(
                layers, Optional.of(layers.stream().map(ValuesText::new).toList()));
    }

    /** Whether all changes so far can be made. */
    boolean isPossible() {
        return after.isPresent();
    }

    /** What the texts say after all changes so far. */
    Values values() {
        return new Values(
                after.map(texts -> texts.stream().map(ValuesText::layer).toList())
                        .orElse(before));
    }

    boolean has(KeyPath path) {
        return after.stream().flatMap(List::stream).anyMatch(text -> text.has(path));
    }

    /** Writes a value into the file that says it now, or that says what is nearest to it. */
    Rewrite put(KeyPath path, @Nullable Object value) {
        return changed(all -> {
            int nearest = 0;
            for (int i = 1; i < all.size(); i++) {
                if (all.get(i).spot(path).steps() >= all.get(nearest).spot(path).steps()
                        && before.get(i).placement().exact()) {
                    nearest = i;
                }
            }
            int place = nearest;
            return all.get(place).put(path, value).map(text -> with(all, place, text));
        });
    }

    /** Removes it from every file. */
    Rewrite remove(KeyPath path) {
        return each(path, text -> text.remove(path));
    }

    Rewrite rename(KeyPath path, String key) {
        return each(path, text -> text.rename(path, key));
    }

    Rewrite dropLost(KeyPath path, SourceMapping.Entry lost) {
        return each(path, text -> text.dropLost(path, lost));
    }

    /** Writes it at other keys instead, if nothing stands there yet; mappings are merged. */
    Rewrite move(KeyPath from, List<KeyPath> to) {
        KeyPath last = to.get(0);
        boolean isRenamed = to.size() == 1
                && last.steps().size() == from.steps().size()
                && last.steps()
                        .subList(0, last.steps().size() - 1)
                        .equals(from.steps().subList(0, from.steps().size() - 1));
        return each(
                from,
                text -> isRenamed && !text.has(last)
                        ? text.rename(from, Values.last(last))
                        : copied(text, from, to)
                                .flatMap(copied ->
                                        to.stream().anyMatch(text::has) ? copied.remove(from) : copied.take(from)));
    }

    private static Optional<ValuesText> copied(ValuesText text, KeyPath from, List<KeyPath> to) {
        Optional<ValuesText> copied = Optional.of(text);
        for (KeyPath target : to) {
            copied = copied.flatMap(it -> copied(it, from, target));
        }
        return copied;
    }

    private static Optional<ValuesText> copied(ValuesText text, KeyPath from, KeyPath to) {
        if (!text.has(to)) {
            return text.copy(from, to);
        }
        boolean areMaps = Stream.of(from, to)
                .allMatch(path -> text.spot(path).node().mapping().isPresent());
        if (!areMaps) {
            return Optional.empty();
        }
        Optional<ValuesText> copied = Optional.of(text);
        for (Object key : Tree.mapOrEmpty(Values.tree(text.spot(from).node())).keySet()) {
            copied = copied.flatMap(it -> copied(it, from.key((String) key), to.key((String) key)));
        }
        return copied;
    }

    private Rewrite each(KeyPath path, Function<ValuesText, Optional<ValuesText>> change) {
        return changed(all -> {
            List<ValuesText> changed = new ArrayList<>();
            for (ValuesText text : all) {
                Optional<ValuesText> next = text.has(path) ? change.apply(text) : Optional.of(text);
                if (next.isEmpty()) {
                    return Optional.empty();
                }
                changed.add(next.get());
            }
            return Optional.of(changed);
        });
    }

    private Rewrite changed(Function<List<ValuesText>, Optional<List<ValuesText>>> change) {
        return new Rewrite(before, after.flatMap(change));
    }

    private static List<ValuesText> with(List<ValuesText> all, int place, ValuesText text) {
        List<ValuesText> changed = new ArrayList<>(all);
        changed.set(place, text);
        return changed;
    }

    Optional<Fix> safe(String what) {
        return fix(what, true);
    }

    Optional<Fix> toLookAt(String what) {
        return fix(what, false);
    }

    private Optional<Fix> fix(String what, boolean isSafe) {
        return replacements().map(replacements -> new Fix(what, isSafe, replacements));
    }

    /** None if nothing changes, or if a file would have to change whose text is not as the file has it. */
    Optional<List<Replacement>> replacements() {
        if (after.isEmpty()) {
            return Optional.empty();
        }
        List<Replacement> all = new ArrayList<>();
        for (int i = 0; i < before.size(); i++) {
            Layer layer = before.get(i);
            String text = after.get().get(i).layer().text().text();
            if (!layer.text().text().equals(text)) {
                if (!layer.placement().exact()) {
                    return Optional.empty();
                }
                all.addAll(TextDifference.between(layer.text().text(), text, layer.placement()));
            }
        }
        return all.isEmpty() ? Optional.empty() : Optional.of(all);
    }
}
