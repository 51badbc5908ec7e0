package io.airworthy.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.airworthy.AirflowDeployment;
import io.airworthy.render.kubernetes.PublicValues;
import io.airworthy.secrets.Sensitive;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.Tag;
import org.jspecify.annotations.Nullable;

/** A public value stays as it was made, whatever is done to what it was made from and to what it hands out. */
@Tag("slow")
class NothingChangesTest {

    /** What is filled on purpose: builders, and declarations of rules. */
    private static final Set<String> GROWING = Set.of("Builder", "Declaration");

    private static List<Class<?>> values() {
        return Stream.of(AirflowDeployment.class, Sensitive.class, DeploymentPackage.class)
                .flatMap(type -> ApiListing.ofModuleWith(type).types())
                .filter(type -> GROWING.stream().noneMatch(type.getSimpleName()::endsWith))
                .filter(type -> !type.isAnnotation() && !Throwable.class.isAssignableFrom(type))
                .toList();
    }

    @Example
    void whatIsHandedOutChangesNothing() throws Exception {
        int handedOut = 0;
        for (Class<?> type : values()) {
            for (Method accessor : accessors(type)) {
                Object value = PublicValues.sample(type);
                Object first = accessor.invoke(value);
                String before = snapshot(first);
                spoil(first);
                assertThat(snapshot(accessor.invoke(value)))
                        .as(accessor.toString())
                        .isEqualTo(before);
                handedOut++;
            }
        }
        assertThat(handedOut).isGreaterThan(60);
    }

    @Example
    void whatIsPassedInIsCopied() throws Exception {
        int passedIn = 0;
        for (Class<?> type : values()) {
            for (Executable maker : makers(type)) {
                Object[] arguments = Stream.of(maker.getGenericParameterTypes())
                        .map(NothingChangesTest::full)
                        .toArray();
                Object made = maker instanceof Constructor<?> constructor
                        ? constructor.newInstance(arguments)
                        : ((Method) maker).invoke(null, arguments);
                String before = state(made, type);
                Stream.of(arguments).forEach(NothingChangesTest::spoil);
                assertThat(state(made, type)).as(maker.toString()).isEqualTo(before);
                passedIn++;
            }
        }
        assertThat(passedIn).isGreaterThan(10);
    }

    private static List<Method> accessors(Class<?> type) {
        return Stream.of(type.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()) && !Modifier.isStatic(method.getModifiers()))
                .filter(method -> method.getParameterCount() == 0 && isMutable(method.getReturnType()))
                .toList();
    }

    private static List<Executable> makers(Class<?> type) {
        boolean isAbstract = Modifier.isAbstract(type.getModifiers());
        return Stream.<Executable>concat(
                        isAbstract ? Stream.empty() : Stream.of(type.getConstructors()),
                        Stream.of(type.getDeclaredMethods())
                                .filter(method -> Modifier.isStatic(method.getModifiers()))
                                .filter(method -> method.getReturnType() == type))
                .filter(maker -> Modifier.isPublic(maker.getModifiers()))
                .filter(maker -> Stream.of(maker.getParameterTypes()).anyMatch(NothingChangesTest::isMutable))
                .filter(maker -> !maker.getName().equals("of") || maker.getParameterCount() < 3)
                .toList();
    }

    private static boolean isMutable(Class<?> type) {
        return type.isArray() || Map.class.isAssignableFrom(type) || Collection.class.isAssignableFrom(type);
    }

    /** What a value shows of itself. */
    private static String state(Object value, Class<?> type) throws ReflectiveOperationException {
        List<String> shown = new ArrayList<>(List.of(value.toString(), String.valueOf(value.hashCode())));
        for (Method accessor : accessors(type)) {
            shown.add(snapshot(accessor.invoke(value)));
        }
        return String.join("\n", shown);
    }

    private static String snapshot(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> snapshot(entry.getKey()) + "=" + snapshot(entry.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (value instanceof Collection<?> collection) {
            return collection.stream().map(NothingChangesTest::snapshot).collect(Collectors.joining(", ", "[", "]"));
        }
        return value != null && value.getClass().isArray()
                ? IntStream.range(0, Array.getLength(value))
                        .mapToObj(i -> snapshot(Array.get(value, i)))
                        .collect(Collectors.joining(", ", "[", "]"))
                : String.valueOf(value);
    }

    /** Changes whatever lets itself be changed, from the inside out. */
    private static void spoil(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            map.values().forEach(NothingChangesTest::spoil);
            attempt(map::clear);
        } else if (value instanceof Collection<?> collection) {
            collection.forEach(NothingChangesTest::spoil);
            attempt(collection::clear);
        } else if (value != null && value.getClass().isArray()) {
            for (int i = 0; i < Array.getLength(value); i++) {
                spoil(Array.get(value, i));
                Array.set(value, i, Array.get(Array.newInstance(value.getClass().getComponentType(), 1), 0));
            }
        }
    }

    private static void attempt(Runnable change) {
        try {
            change.run();
        } catch (UnsupportedOperationException refused) {
            // That is the point.
        }
    }

    /** A value to pass in; a collection that can be changed, with something in it. */
    private static Object full(Type type) {
        Class<?> raw = raw(type);
        if (raw.isArray() && !raw.getComponentType().isPrimitive()) {
            Object array = Array.newInstance(raw.getComponentType(), 1);
            Array.set(array, 0, PublicValues.sample(raw.getComponentType()));
            return array;
        }
        if (Map.class.isAssignableFrom(raw)) {
            Map<Object, Object> map = new LinkedHashMap<>();
            Object value = raw(argument(type, 1)) == Object.class ? nested() : full(argument(type, 1));
            map.put(full(argument(type, 0)), value);
            return map;
        }
        if (Collection.class.isAssignableFrom(raw)) {
            Collection<Object> many = raw == Set.class ? new LinkedHashSet<>() : new ArrayList<>();
            many.add(full(argument(type, 0)));
            return many;
        }
        return PublicValues.sample(raw);
    }

    private static Object nested() {
        return new ArrayList<>(List.of(new LinkedHashMap<>(Map.of("a", new ArrayList<>(List.of(1))))));
    }

    private static Type argument(Type type, int index) {
        return ((ParameterizedType) type).getActualTypeArguments()[index];
    }

    private static Class<?> raw(Type type) {
        if (type instanceof ParameterizedType parameterized) {
            return (Class<?>) parameterized.getRawType();
        }
        if (type instanceof WildcardType wildcard) {
            return raw(wildcard.getUpperBounds()[0]);
        }
        return type instanceof Class<?> plain ? plain : Object.class;
    }
}
