package io.airworthy.render.file;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The values that a type has factory methods without parameters for, by the names of these. */
final class Presets {

    /** {@code ofDefaults()} says of what is made how it is made. */
    private static final Pattern NO_NAME = Pattern.compile("of([A-Z].*)?|builder");

    private final Map<String, Object> values = new LinkedHashMap<>();

    Presets(Class<?> type) {
        Arrays.stream(type.getMethods())
                .filter(method -> Modifier.isStatic(method.getModifiers())
                        && method.getParameterCount() == 0
                        && method.getDeclaringClass() == type
                        && type.isAssignableFrom(method.getReturnType())
                        && !NO_NAME.matcher(method.getName()).matches())
                .sorted(Comparator.comparing(Method::getName))
                .forEach(method -> values.put(method.getName(), Reflected.call(method, null)));
    }

    /** Without those that say no more than an empty mapping. */
    Presets without(Object value) {
        values.values().removeIf(value::equals);
        return this;
    }

    Set<String> words() {
        return values.keySet();
    }

    Optional<Object> value(String word) {
        return Optional.ofNullable(values.get(word));
    }

    Optional<String> word(Object value) {
        return values.entrySet().stream()
                .filter(preset -> preset.getValue().equals(value))
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
