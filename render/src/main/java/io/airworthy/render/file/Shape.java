package io.airworthy.render.file;

import io.airworthy.frozen.Tree;
import io.airworthy.render.source.SourceNode;
import io.airworthy.render.source.SourceScalar;
import io.airworthy.render.source.SourceSequence;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How values of one type are written and read. {@link Shapes} finds it out from the type itself, so that nothing of the model is
 * repeated here.
 */
abstract class Shape {

    /** The tree that says a value: maps, lists, texts, numbers and booleans. */
    abstract @Nullable Object write(@Nullable Object value);

    /** The Java that makes a value. */
    abstract String java(JavaSource source, Object value);

    /**
     * The value that files say.
     *
     * @param layers what they say, the last one first in importance; at least one
     * @return the value; empty if there is a problem, which the reading then has
     */
    abstract Optional<Object> read(Reading reading, ModelPath path, List<Layer> layers);

    /** The tree of a value that is said as a change of another one, where its type has attributes. */
    @Nullable
    Object write(@Nullable Object value, Optional<Object> from) {
        return write(value);
    }

    /** The value that files say as a change of another one, where its type has attributes. */
    Optional<Object> read(Reading reading, ModelPath path, List<Layer> layers, Optional<Object> from) {
        return read(reading, path, layers);
    }

    /** What stands for no value at all, of a type that has such a thing: an empty list. */
    Optional<Object> none() {
        return Optional.empty();
    }

    /** The value of which nothing has to be said, of a type that has one. */
    Optional<Object> bare() {
        return Optional.empty();
    }

    /** The key of a map that a name stands for; empty if there is a problem, which the reading then has. */
    Optional<Object> key(Reading reading, ModelPath path, Layer layer, String name) {
        return Optional.of(name);
    }

    /** The keys of its mapping, where these are the same for each value. */
    Set<String> keys() {
        return Set.of();
    }

    static Layer last(List<Layer> layers) {
        return layers.get(layers.size() - 1);
    }

    static Optional<Object> refuse(Reading reading, ModelPath path, Layer layer, String takes) {
        reading.refuse(layer.place(), path, "takes " + takes + ", but here is " + what(layer.node()));
        return Optional.empty();
    }

    /** Reports a word that stands for none of the values that may be written as one. */
    static void refuseWord(Reading reading, ModelPath path, Layer layer, String word, Set<String> words) {
        reading.refuse(layer.place(), path, "\"" + word + "\" is not allowed here" + Reading.hint(word, words));
    }

    /** The only entry of a mapping, whose key says what its value is. */
    static Optional<Map.Entry<String, List<Layer>>> only(
            Reading reading, ModelPath path, Layer layer, Set<String> keys) {
        String takes = "one of the keys " + String.join(", ", keys);
        if (!layer.isMapping()) {
            refuse(reading, path, layer, "a mapping with " + takes);
            return Optional.empty();
        }
        Map<String, List<Layer>> entries = reading.entries(path, List.of(layer));
        int refused = reading.refused();
        reading.requireKnown(path, entries, keys, key -> List.of());
        if (reading.refused() > refused) {
            return Optional.empty();
        }
        if (entries.size() != 1) {
            reading.refuse(layer.place(), path, "takes " + takes + ", but here are " + entries.size());
            return Optional.empty();
        }
        return entries.entrySet().stream().findFirst();
    }

    private static String what(SourceNode node) {
        return node.match(mapping -> "a mapping", sequence -> "a list", scalar -> switch (Tree.kind(scalar.value())) {
            case NULL -> "nothing";
            case BOOLEAN -> "the boolean " + scalar.text();
            case INTEGER, BIG_INTEGER, DECIMAL -> "the number " + scalar.text();
            default -> "a text";
        });
    }

    /** What a value is made of, where making it may refuse. */
    static Optional<Object> made(Reading reading, ModelPath path, Layer layer, Supplier<Object> maker) {
        try {
            return Optional.of(maker.get());
        } catch (IllegalArgumentException refused) {
            reading.refuse(layer.place(), path, String.valueOf(refused.getMessage()));
            return Optional.empty();
        }
    }

    /** One text. */
    static final class Text extends Shape {

        final String takes;
        final @Nullable String pattern;
        private final Function<String, Object> of;
        private final Function<Object, String> text;

        Text(String takes, @Nullable String pattern, Function<String, Object> of, Function<Object, String> text) {
            this.takes = takes;
            this.pattern = pattern;
            this.of = of;
            this.text = text;
        }

        @Override
        Object write(@Nullable Object value) {
            return text.apply(Objects.requireNonNull(value));
        }

        @Override
        String java(JavaSource source, Object value) {
            return source.text(value, text.apply(value));
        }

        @Override
        Optional<Object> read(Reading reading, ModelPath path, List<Layer> layers) {
            Layer layer = last(layers);
            if (layer.word().isEmpty()) {
                return refuse(reading, path, layer, takes);
            }
            SourceScalar scalar = layer.node().scalar().orElseThrow();
            Optional<Object> value = made(reading, path, layer, () -> of.apply(scalar.text()));
            if (value.isPresent() && Tree.kind(scalar.value()) != Tree.Kind.TEXT) {
                reading.refuse(
                        layer.place(),
                        path,
                        "takes " + takes + "; write \"" + scalar.text() + "\" with quotes, as it is read as "
                                + what(scalar) + " otherwise");
                return Optional.empty();
            }
            return value;
        }
    }

    /** A type that is one text, or one whole number read as text: {@code cpuRequest: 2}. */
    static final class TextOrNumber extends Shape {

        private final Text text;

        TextOrNumber(Text text) {
            this.text = text;
        }

        @Override
        Object write(@Nullable Object value) {
            return text.write(value);
        }

        @Override
        String java(JavaSource source, Object value) {
            return text.java(source, value);
        }

        @Override
        Optional<Object> read(Reading reading, ModelPath path, List<Layer> layers) {
            Layer layer = last(layers);
            Optional<Long> number = layer.whole();
            return number.isPresent()
                    ? made(
                            reading,
                            path,
                            layer,
                            () -> text.of.apply(number.get().toString()))
                    : text.read(reading, path, layers);
        }
    }

    /** A whole number. */
    static final class Whole extends Shape {

        final long least;
        final long most;

        Whole(long least, long most) {
            this.least = least;
            this.most = most;
        }

        @Override
        Object write(@Nullable Object value) {
            return Objects.requireNonNull(value);
        }

        @Override
        String java(JavaSource source, Object value) {
            return JavaSource.number(value);
        }

        @Override
        Optional<Object> read(Reading reading, ModelPath path, List<Layer> layers) {
            Layer layer = last(layers);
            Optional<Long> number = layer.whole().filter(it -> it >= least && it <= most);
            if (number.isEmpty()) {
                boolean tooLarge = layer.node()
                        .scalar()
                        .filter(scalar -> Tree.isNumber(scalar.value()))
                        .isPresent();
                return refuse(
                        reading, path, layer, "a whole number" + (tooLarge ? " from " + least + " to " + most : ""));
            }
            return most == Integer.MAX_VALUE ? number.map(Long::intValue) : number.map(it -> it);
        }
    }

    /** True or false. */
    static final class Truth extends Shape {

        @Override
        Object write(@Nullable Object value) {
            return Objects.requireNonNull(value);
        }

        @Override
        String java(JavaSource source, Object value) {
            return value.toString();
        }

        @Override
        Optional<Object> read(Reading reading, ModelPath path, List<Layer> layers) {
            Layer layer = last(layers);
            return layer.node()
                    .scalar()
                    .map(SourceScalar::value)
                    .filter(value -> Tree.kind(value) == Tree.Kind.BOOLEAN)
                    .or(() -> refuse(reading, path, layer, "true or false"));
        }
    }

    /** One of several constants. */
    static final class Constant extends Shape {

        final Map<String, Enum<?>> words = new LinkedHashMap<>();

        Constant(Class<?> type) {
            for (Object constant : Objects.requireNonNull(type.getEnumConstants())) {
                words.put(Words.of((Enum<?>) constant), (Enum<?>) constant);
            }
        }

        @Override
        Object write(@Nullable Object value) {
            return Words.of((Enum<?>) Objects.requireNonNull(value));
        }

        @Override
        String java(JavaSource source, Object value) {
            return source.constant((Enum<?>) value);
        }

        @Override
        Optional<Object> read(Reading reading, ModelPath path, List<Layer> layers) {
            Layer layer = last(layers);
            Optional<String> word = layer.word();
            if (word.isEmpty()) {
                return refuse(reading, path, layer, "one of " + String.join(", ", words.keySet()));
            }
            Enum<?> constant = words.get(word.get());
            if (constant == null) {
                refuseWord(reading, path, layer, word.get(), words.keySet());
            }
            return Optional.ofNullable(constant);
        }

        @Override
        Optional<Object> key(Reading reading, ModelPath path, Layer layer, String name) {
            Enum<?> constant = words.get(name);
            if (constant == null) {
                reading.refuse(layer.place(), path, () -> "no such key" + Reading.hint(name, words.keySet()));
            }
            return Optional.ofNullable(constant);
        }
    }

    /** Several values of one type. */
    static final class Many extends Shape {

        final Shape element;
        final boolean set;

        Many(Shape element, boolean set) {
            this.element = element;
            this.set = set;
        }

        @Override
        Object write(@Nullable Object value) {
            List<@Nullable Object> list = new ArrayList<>();
            ((Iterable<?>) Objects.requireNonNull(value)).forEach(each -> list.add(element.write(each)));
            return list;
        }

        @Override
        Optional<Object> none() {
            return Optional.of(set ? Set.of() : List.of());
        }

        @Override
        String java(JavaSource source, Object value) {
            return source.many(element, (Collection<?>) value, set);
        }

        @Override
        Optional<Object> read(Reading reading, ModelPath path, List<Layer> layers) {
            Layer layer = last(layers);
            Optional<List<SourceNode>> elements = layer.node().sequence().map(SourceSequence::elements);
            if (elements.isEmpty()) {
                return refuse(reading, path, layer, "a list, in brackets or with a dash before each element");
            }
            List<Object> values = new ArrayList<>();
            for (int i = 0; i < elements.get().size(); i++) {
                SourceNode node = elements.get().get(i);
                Layer here = layer.below(node.region(), node);
                ModelPath place = path.element(i);
                reading.found(place, here.place());
                element.read(reading, place, List.of(here)).ifPresent(values::add);
            }
            if (values.size() < elements.get().size()) {
                return Optional.empty();
            }
            return Optional.of(set ? new LinkedHashSet<>(values) : values);
        }
    }

    /** Values by key. */
    static final class ByKey extends Shape {

        final Shape key;
        final Shape value;
        final boolean takesNothing;

        ByKey(Shape key, Shape value, boolean takesNothing) {
            this.key = key;
            this.value = value;
            this.takesNothing = takesNothing;
        }

        @Override
        Object write(@Nullable Object map) {
            // Equal maps may have their keys in any order.
            Map<String, @Nullable Object> tree = new TreeMap<>();
            ((Map<?, ?>) Objects.requireNonNull(map))
                    .forEach((name, each) ->
                            tree.put((String) Objects.requireNonNull(key.write(name)), value.write(each)));
            return tree;
        }

        @Override
        Optional<Object> none() {
            return Optional.of(Map.of());
        }

        @Override
        String java(JavaSource source, Object value) {
            return this.value instanceof Anything ? source.tree(value) : source.map(key, this.value, (Map<?, ?>) value);
        }

        @Override
        Optional<Object> read(Reading reading, ModelPath path, List<Layer> layers) {
            if (!last(layers).isMapping()) {
                return refuse(reading, path, last(layers), "a mapping");
            }
            Map<Object, @Nullable Object> values = new LinkedHashMap<>();
            boolean[] whole = {true};
            reading.entries(path, Reading.lastMappings(layers)).forEach((name, entry) -> {
                ModelPath place = path.entry(name);
                List<Layer> left = takesNothing ? entry : reading.afterNothing(place, entry, () -> false);
                if (left.isEmpty()) {
                    return;
                }
                reading.found(place, last(left).place());
                Optional<Object> known = key.key(reading, place, last(left), name);
                Optional<Object> read = known.flatMap(it -> value.read(reading, place, left));
                boolean good = known.isPresent() && (read.isPresent() || takesNothing);
                if (good) {
                    values.put(known.get(), read.orElse(null));
                }
                whole[0] &= good;
            });
            return whole[0] ? Optional.of(values) : Optional.empty();
        }
    }

    /** Whatever a values file may hold. */
    static final class Anything extends Shape {

        @Override
        @Nullable
        Object write(@Nullable Object value) {
            return Tree.<@Nullable Object>fold(
                    value,
                    map -> {
                        Map<String, @Nullable Object> tree = new TreeMap<>();
                        map.forEach((key, each) -> tree.put((String) key, write(each)));
                        return tree;
                    },
                    list -> list.stream()
                            .<@Nullable Object>map(this::write)
                            .collect(Collectors.toCollection(ArrayList::new)),
                    () -> value);
        }

        @Override
        String java(JavaSource source, Object value) {
            return source.tree(value);
        }

        @Override
        Optional<Object> read(Reading reading, ModelPath path, List<Layer> layers) {
            return Optional.ofNullable(tree(reading, path, layers));
        }

        private @Nullable Object tree(Reading reading, ModelPath path, List<Layer> layers) {
            return last(layers)
                    .node()
                    .<@Nullable Object>match(
                            mapping -> map(reading, path, Reading.lastMappings(layers)),
                            sequence -> list(reading, path, last(layers), sequence),
                            SourceScalar::value);
        }

        private Map<String, @Nullable Object> map(Reading reading, ModelPath path, List<Layer> mappings) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            reading.entries(path, mappings).forEach((name, entry) -> {
                ModelPath place = path.treeKey(name);
                reading.found(place, last(entry).place());
                map.put(name, tree(reading, place, entry));
            });
            return map;
        }

        private List<@Nullable Object> list(Reading reading, ModelPath path, Layer layer, SourceSequence sequence) {
            List<@Nullable Object> list = new ArrayList<>();
            for (SourceNode node : sequence.elements()) {
                ModelPath place = path.treeElement(list.size());
                Layer here = layer.below(node.region(), node);
                reading.found(place, here.place());
                list.add(tree(reading, place, List.of(here)));
            }
            return list;
        }
    }

    /** A record of one part, which is written as that part. */
    static final class Wrapped extends Shape {

        final Shape inner;
        private final Presets presets;
        private final Function<Object, Object> wrap;
        private final Function<Object, Object> unwrap;

        Wrapped(Shape inner, Presets presets, Function<Object, Object> wrap, Function<Object, Object> unwrap) {
            this.inner = inner;
            this.presets = presets;
            this.wrap = wrap;
            this.unwrap = unwrap;
        }

        Presets presets() {
            return presets;
        }

        @Override
        @Nullable
        Object write(@Nullable Object value) {
            return presets.word(Objects.requireNonNull(value))
                    .<@Nullable Object>map(word -> word)
                    .orElseGet(() -> inner.write(unwrap.apply(value)));
        }

        @Override
        String java(JavaSource source, Object value) {
            return presets.word(value)
                    .map(word -> source.preset(value.getClass(), word))
                    .or(() -> source.field(value))
                    .orElseGet(() -> JavaSource.call(
                            "new " + source.name(value.getClass()), List.of(inner.java(source, unwrap.apply(value)))));
        }

        @Override
        Optional<Object> read(Reading reading, ModelPath path, List<Layer> layers) {
            Layer layer = last(layers);
            return layer.word()
                    .flatMap(presets::value)
                    .or(() -> inner.read(reading, path, layers)
                            .flatMap(value -> made(reading, path, layer, () -> wrap.apply(value))));
        }
    }
}
