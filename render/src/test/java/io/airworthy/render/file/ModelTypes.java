package io.airworthy.render.file;

import io.airworthy.AirflowDeployment;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** All types that a deployment is made of. */
final class ModelTypes {

    private ModelTypes() {}

    static Set<Class<?>> all() {
        Set<Class<?>> found = new LinkedHashSet<>();
        Deque<Class<?>> open = new ArrayDeque<>(Set.of(AirflowDeployment.class));
        while (!open.isEmpty()) {
            Class<?> type = open.remove();
            if (type.getName().startsWith("io.airworthy") && found.add(type)) {
                parts(type).flatMap(ModelTypes::classes).forEach(open::add);
            }
        }
        return found;
    }

    private static Stream<? extends Type> parts(Class<?> type) {
        if (type.isRecord()) {
            return Arrays.stream(Objects.requireNonNull(type.getRecordComponents()))
                    .map(part -> part.getGenericType());
        }
        if (type.isSealed() && !type.isEnum()) {
            return Arrays.stream(Objects.requireNonNull(type.getPermittedSubclasses()));
        }
        return !type.isEnum() && Shapes.of(type) instanceof ObjectShape object
                ? object.attributes().stream()
                        .map(attribute -> attribute.getter().getGenericReturnType())
                : Stream.empty();
    }

    private static Stream<Class<?>> classes(Type type) {
        if (type instanceof ParameterizedType several) {
            return Arrays.stream(several.getActualTypeArguments()).flatMap(ModelTypes::classes);
        }
        return type instanceof WildcardType ? Stream.empty() : Stream.of((Class<?>) type);
    }
}
