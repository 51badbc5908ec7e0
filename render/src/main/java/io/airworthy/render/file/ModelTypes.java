package io.airworthy.render.file;

import io.airworthy.AirflowDeployment;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The types that a deployment is made of. */
final class ModelTypes {

    private static final Set<Class<?>> ALL = find();

    private ModelTypes() {}

    static Set<Class<?>> all() {
        return ALL;
    }

    /**
     * The type by which a value is written: of a variant it is the choice, because what is read is one of all its variants.
     *
     * @param own the value's own class, or what stands for it in a signature
     */
    static Optional<Class<?>> written(@Nullable Class<?> own) {
        if (own == null) {
            return Optional.empty();
        }
        Optional<Class<?>> choice = Arrays.stream(own.getInterfaces())
                .filter(type -> ALL.contains(type) && type.isSealed())
                .<Class<?>>map(type -> type)
                .findFirst();
        if (choice.isPresent() || ALL.contains(own)) {
            return choice.isPresent() ? choice : Optional.of(own);
        }
        return Stream.concat(Stream.ofNullable(own.getSuperclass()), Arrays.stream(own.getInterfaces()))
                .flatMap(type -> written(type).stream())
                .findFirst();
    }

    private static Set<Class<?>> find() {
        Set<Class<?>> found = new LinkedHashSet<>();
        Deque<Class<?>> open = new ArrayDeque<>(Set.of(AirflowDeployment.class));
        while (!open.isEmpty()) {
            Class<?> type = open.remove();
            if (type.getName().startsWith("io.airworthy") && found.add(type)) {
                parts(type).flatMap(ModelTypes::classes).forEach(open::add);
            }
        }
        return Collections.unmodifiableSet(found);
    }

    private static Stream<? extends Type> parts(Class<?> type) {
        if (type.isEnum()) {
            return Stream.empty();
        }
        if (type.isRecord()) {
            return Arrays.stream(Objects.requireNonNull(type.getRecordComponents()))
                    .map(part -> part.getGenericType());
        }
        if (type.isSealed()) {
            return Arrays.stream(Objects.requireNonNull(type.getPermittedSubclasses()));
        }
        return ((ObjectShape) Shapes.of(type))
                .attributes().stream().map(attribute -> attribute.getter().getGenericReturnType());
    }

    private static Stream<Class<?>> classes(Type type) {
        if (type instanceof ParameterizedType several) {
            return Arrays.stream(several.getActualTypeArguments()).flatMap(ModelTypes::classes);
        }
        return type instanceof WildcardType ? Stream.empty() : Stream.of((Class<?>) type);
    }
}
