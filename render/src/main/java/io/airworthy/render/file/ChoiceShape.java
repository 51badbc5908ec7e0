package io.airworthy.render.file;

import io.airworthy.render.source.SourceMapping;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A closed choice: one key that names the variant as {@code match} does, or its name alone where it needs nothing more. */
final class ChoiceShape extends Shape {

    final Class<?> type;
    private @Nullable Map<String, Variant> variants;
    private @Nullable Presets presets;

    /** One variant. */
    record Variant(Class<?> type, Shape shape) {}

    ChoiceShape(Class<?> type) {
        this.type = type;
    }

    synchronized Map<String, Variant> variants() {
        if (variants == null) {
            Map<String, Variant> found = new LinkedHashMap<>();
            Method match = Reflected.method(type, "match", method -> method.getDeclaringClass() == type);
            for (Parameter function : match.getParameters()) {
                Type given = ((ParameterizedType) function.getParameterizedType()).getActualTypeArguments()[0];
                Class<?> variant = (Class<?>) ((WildcardType) given).getLowerBounds()[0];
                found.put(function.getName(), new Variant(variant, Shapes.of(variant)));
            }
            variants = found;
        }
        return variants;
    }

    private synchronized Presets presets() {
        if (presets == null) {
            presets = new Presets(type);
        }
        return presets;
    }

    /** All that may stand there alone. */
    Set<String> words() {
        Set<String> words = new LinkedHashSet<>(presets().words());
        variants().forEach((name, variant) -> {
            if (variant.shape().bare().isPresent()) {
                words.add(name);
            }
        });
        return words;
    }

    private Optional<Object> value(String word) {
        return presets()
                .value(word)
                .or(() -> Optional.ofNullable(variants().get(word))
                        .flatMap(variant -> variant.shape().bare()));
    }

    @Override
    Object write(@Nullable Object value) {
        Objects.requireNonNull(value);
        String name = name(value);
        Shape shape = Objects.requireNonNull(variants().get(name)).shape();
        Object body = shape.write(value);
        if (Map.of().equals(body) && shape.bare().isPresent()) {
            return name;
        }
        Optional<String> word = presets().word(value);
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put(name, body);
        return word.<Object>map(it -> it).orElse(tree);
    }

    private String name(Object value) {
        return variants().entrySet().stream()
                .filter(each -> each.getValue().type().isInstance(value))
                .findFirst()
                .orElseThrow()
                .getKey();
    }

    @Override
    String java(JavaSource source, Object value) {
        return presets()
                .word(value)
                .map(word -> source.preset(type, word))
                .orElseGet(() -> Objects.requireNonNull(variants().get(name(value)))
                        .shape()
                        .java(source, value));
    }

    @Override
    Optional<Object> read(Reading reading, ModelPath path, List<Layer> layers) {
        Layer layer = last(layers);
        Optional<String> word = layer.word();
        if (word.isPresent()) {
            Optional<Object> value = value(word.get());
            value.ifPresentOrElse(
                    it -> reading.chosen(path, name(it)), () -> refuseName(reading, path, layer, word.get()));
            return value;
        }
        return only(reading, path, layer, variants().keySet())
                .map(Map.Entry::getKey)
                .flatMap(name -> {
                    reading.chosen(path, name);
                    return Objects.requireNonNull(variants().get(name))
                            .shape()
                            .read(reading, path.variant(name), merged(name, layers));
                });
    }

    /** What the files say of this variant, without those before another one. */
    private List<Layer> merged(String name, List<Layer> layers) {
        List<Layer> same = new ArrayList<>();
        for (int i = layers.size() - 1; i >= 0; i--) {
            Layer layer = layers.get(i);
            Optional<SourceMapping.Entry> entry = layer.node().mapping().flatMap(mapping -> mapping.entry(name));
            if (entry.isEmpty()) {
                break;
            }
            same.add(0, layer.below(entry.get().key().region(), entry.get().value()));
        }
        return same;
    }

    private void refuseName(Reading reading, ModelPath path, Layer layer, String word) {
        if (variants().containsKey(word)) {
            reading.refuse(layer.place(), path, word + " needs more than its name; write {" + word + ": …}");
        } else {
            Set<String> known = words();
            known.addAll(variants().keySet());
            refuseWord(reading, path, layer, word, known);
        }
    }
}
