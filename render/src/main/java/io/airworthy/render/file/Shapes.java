package io.airworthy.render.file;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Period;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Finds out how values of a type are written, from the type. */
final class Shapes {

    private static final Map<Class<?>, Shape> SIMPLE = Map.ofEntries(
            Map.entry(Object.class, new Shape.Anything()),
            Map.entry(String.class, new Shape.Text("a text", null, text -> text, text -> (String) text)),
            Map.entry(int.class, new Shape.Whole(Integer.MIN_VALUE, Integer.MAX_VALUE)),
            Map.entry(Integer.class, new Shape.Whole(Integer.MIN_VALUE, Integer.MAX_VALUE)),
            Map.entry(long.class, new Shape.Whole(Long.MIN_VALUE, Long.MAX_VALUE)),
            Map.entry(Long.class, new Shape.Whole(Long.MIN_VALUE, Long.MAX_VALUE)),
            Map.entry(boolean.class, new Shape.Truth()),
            Map.entry(Boolean.class, new Shape.Truth()),
            Map.entry(
                    Duration.class,
                    new Shape.Text(
                            "a duration like 90s, 1h30m or 7d",
                            Times.DURATION,
                            Times::duration,
                            it -> Times.text((Duration) it))),
            Map.entry(
                    Period.class,
                    new Shape.Text(
                            "a period like 30d, 6mo or 1y",
                            Times.PERIOD,
                            Times::period,
                            it -> Times.text((Period) it))));

    private static final Map<Class<?>, Shape> FOUND = new ConcurrentHashMap<>();

    private Shapes() {}

    static Shape of(Type type) {
        if (type instanceof ParameterizedType several) {
            Type[] parts = several.getActualTypeArguments();
            if (several.getRawType() == Map.class) {
                return new Shape.ByKey(of(parts[0]), of(parts[1]), false);
            }
            if (several.getRawType() == List.class || several.getRawType() == Set.class) {
                return new Shape.Many(of(parts[0]), several.getRawType() == Set.class);
            }
            throw new IllegalStateException("No file can say a " + type);
        }
        Class<?> own = (Class<?>) type;
        Shape simple = SIMPLE.get(own);
        if (simple != null) {
            return simple;
        }
        Shape found = FOUND.get(own);
        if (found == null) {
            found = find(own);
            FOUND.put(own, found);
        }
        return found;
    }

    private static Shape find(Class<?> type) {
        if (type.isEnum()) {
            return new Shape.Constant(type);
        }
        if (type.isRecord()) {
            return record(type);
        }
        if (type.isSealed()) {
            return new ChoiceShape(type);
        }
        return new ObjectShape(type);
    }

    private static Shape record(Class<?> type) {
        RecordComponent[] parts = Objects.requireNonNull(type.getRecordComponents());
        if (parts.length == 1) {
            Shape inner = of(parts[0].getGenericType());
            Constructor<?> constructor = ObjectShape.constructor(type);
            Method part = parts[0].getAccessor();
            return new Shape.Wrapped(
                    parts[0].getType() == String.class ? new Shape.TextOrNumber((Shape.Text) inner) : inner,
                    new Presets(type),
                    value -> Reflected.make(constructor, value),
                    value -> Reflected.call(part, value));
        }
        Optional<Method> parser = Arrays.stream(type.getMethods())
                .filter(method -> Modifier.isStatic(method.getModifiers())
                        && method.getName().equals("of")
                        && method.getReturnType() == type
                        && Arrays.equals(method.getParameterTypes(), new Class<?>[] {String.class}))
                .findFirst();
        if (parser.isPresent()) {
            return new Shape.TextOrNumber(new Shape.Text(
                    "a text or a whole number",
                    null,
                    text -> Reflected.call(parser.get(), null, text),
                    Object::toString));
        }
        return KindShape.is(type) ? new KindShape(type) : new ObjectShape(type);
    }
}
