package io.airworthy.render.file;

import io.airworthy.frozen.Tree;
import java.lang.reflect.Method;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * One attribute of a value.
 *
 * @param name what it is called
 * @param getter reads it
 * @param setter the builder's; empty for a part of a record
 * @param shape its type's, without the {@link Optional} around it
 * @param presence whether it must be said
 */
record Attribute(String name, Method getter, Optional<Method> setter, Shape shape, Presence presence) {

    /** What an attribute is where nothing is said of it. */
    enum Presence {
        REQUIRED,
        OPTIONAL,
        NONE_OR_MORE,
        DEFAULT
    }

    /** There is one of each, and the JDK links what records come with at the first call, which takes long. */
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return getter.hashCode();
    }

    /** What the builder or the constructor is given. */
    Object given(Optional<Object> value) {
        if (getter.getReturnType() == OptionalInt.class) {
            return value.map(it -> OptionalInt.of((Integer) it)).orElse(OptionalInt.empty());
        }
        return presence == Presence.OPTIONAL ? value : value.orElseThrow();
    }

    /** Its value; empty where there is nothing to say. */
    Optional<Object> of(Object owner) {
        Object value = Reflected.call(getter, owner);
        return switch (presence) {
            case OPTIONAL -> Optional.ofNullable(Tree.present(value));
            case NONE_OR_MORE -> shape.none().equals(Optional.of(value)) ? Optional.empty() : Optional.of(value);
            case REQUIRED, DEFAULT -> Optional.of(value);
        };
    }
}
