package io.airworthy.render.file;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A record that says what kind of thing a name names: {@code {branch: main}}. */
final class KindShape extends Shape {

    private static final Shape NAME = Shapes.of(String.class);

    final Map<String, Enum<?>> kinds = new LinkedHashMap<>();
    private final Presets presets;
    private final Constructor<?> constructor;
    private final Method kind;
    private final Method name;

    KindShape(Class<?> type) {
        var parts = Objects.requireNonNull(type.getRecordComponents());
        this.presets = new Presets(type);
        this.constructor = ObjectShape.constructor(type);
        this.kind = parts[0].getAccessor();
        this.name = parts[1].getAccessor();
        for (Object constant : Objects.requireNonNull(parts[0].getType().getEnumConstants())) {
            kinds.put(Words.key((Enum<?>) constant), (Enum<?>) constant);
        }
    }

    static boolean is(Class<?> type) {
        var parts = Objects.requireNonNull(type.getRecordComponents());
        return parts.length == 2
                && parts[0].getType().isEnum()
                && parts[0].getType().getDeclaringClass() == type
                && parts[1].getType() == String.class;
    }

    Presets presets() {
        return presets;
    }

    @Override
    Object write(@Nullable Object value) {
        Objects.requireNonNull(value);
        Optional<String> word = presets.word(value);
        return word.isPresent()
                ? word.get()
                : Map.of(Words.key((Enum<?>) Reflected.call(kind, value)), Reflected.call(name, value));
    }

    @Override
    String java(JavaSource source, Object value) {
        return presets.word(value)
                .map(word -> source.preset(value.getClass(), word))
                .orElseGet(() -> JavaSource.call(
                        "new " + source.name(value.getClass()),
                        List.of(
                                source.constant((Enum<?>) Reflected.call(kind, value)),
                                NAME.java(source, Reflected.call(name, value)))));
    }

    @Override
    Optional<Object> read(Reading reading, ModelPath path, List<Layer> layers) {
        Layer layer = last(layers);
        Optional<Object> preset = layer.word().flatMap(presets::value);
        if (preset.isPresent()) {
            return preset;
        }
        return only(reading, path, layer, kinds.keySet())
                .flatMap(entry -> NAME.read(reading, path, entry.getValue())
                        .flatMap(text -> made(
                                reading,
                                path,
                                layer,
                                () -> Reflected.make(
                                        constructor, Objects.requireNonNull(kinds.get(entry.getKey())), text))));
    }
}
