package io.airworthy.render.file;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Calls of public methods of the model, whose own exceptions come through. */
final class Reflected {

    private Reflected() {}

    static Object call(Method method, @Nullable Object target, @Nullable Object... arguments) {
        try {
            return Objects.requireNonNull(method.invoke(target, arguments));
        } catch (InvocationTargetException thrown) {
            throw own(thrown);
        } catch (IllegalAccessException impossible) {
            throw new IllegalStateException(method + " is not public", impossible);
        }
    }

    static Object get(Field constant) {
        try {
            return Objects.requireNonNull(constant.get(null));
        } catch (IllegalAccessException impossible) {
            throw new IllegalStateException(constant + " is not public", impossible);
        }
    }

    static Object make(Constructor<?> constructor, Object... arguments) {
        try {
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException thrown) {
            throw own(thrown);
        } catch (InstantiationException | IllegalAccessException impossible) {
            throw new IllegalStateException(constructor + " is not public", impossible);
        }
    }

    static Method method(Class<?> type, String name, Predicate<Method> which) {
        return Arrays.stream(type.getMethods())
                .filter(method -> method.getName().equals(name) && !method.isBridge() && which.test(method))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(type + " has no such method " + name));
    }

    private static RuntimeException own(InvocationTargetException thrown) {
        if (thrown.getCause() instanceof RuntimeException own) {
            return own;
        }
        throw new IllegalStateException(thrown.getCause());
    }
}
