package io.airworthy.render.document;

import io.airworthy.frozen.Tree;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What documents can say, by name. A name is a path through the methods of the model and of the facts beside it:
 * {@code git-sync.period.to-seconds}. A path goes on behind
 *
 * <ul>
 *   <li>an enum with one of its constants, and says whether it is that one: {@code delivery.argo-cd};
 *   <li>a closed choice with one of its variants, which is absent if it is another one: {@code remote-logging.store.s3.bucket};
 *   <li>a method that takes a constant with that constant: {@code secrets.find.fernet}.
 * </ul>
 *
 * <p>In a section that is repeated, {@code it} is what it is repeated for, and {@code last} says whether that is the last one.
 * Behind what a deployment does not have, everything is absent. A test walks the paths of all pages through the types.
 */
final class Facts implements Fact.Start {

    private static final Map<String, List<String>> PATHS = new ConcurrentHashMap<>();
    private static final ClassValue<Map<String, Optional<Method>>> METHODS = new ClassValue<>() {
        @Override
        protected Map<String, Optional<Method>> computeValue(Class<?> type) {
            return new ConcurrentHashMap<>();
        }
    };
    private static final ClassValue<Map<String, Step>> STEPS = new ClassValue<>() {
        @Override
        protected Map<String, Step> computeValue(Class<?> type) {
            return new ConcurrentHashMap<>();
        }
    };

    private final List<?> subjects;
    private final @Nullable Facts around;
    private final boolean last;
    private final Map<String, Optional<Object>> known;

    private Facts(List<?> subjects, @Nullable Facts around, boolean last) {
        this.subjects = subjects;
        this.around = around;
        this.last = last;
        this.known = around == null ? new HashMap<>() : Map.of();
    }

    /** The facts of objects: the first that has a name tells what it is. */
    static Facts of(Object... subjects) {
        return new Facts(List.of(subjects), null, true);
    }

    /** The facts of a part: what it does not have is asked of what it is a part of. */
    Facts part(Object part) {
        return part(part, true);
    }

    private Facts part(Object part, boolean last) {
        return new Facts(part instanceof Facts facts ? facts.subjects : List.of(part), this, last);
    }

    /** The facts of each part that a path leads to. */
    List<Facts> parts(String path) {
        List<?> parts = get(path).each();
        return IntStream.range(0, parts.size())
                .mapToObj(i -> part(parts.get(i), i + 1 == parts.size()))
                .toList();
    }

    /** The fact that a path leads to. */
    Fact get(String path) {
        return Fact.of(follow(path));
    }

    @Override
    public @Nullable Object follow(String path) {
        List<String> names = PATHS.computeIfAbsent(path, any -> List.of(any.split("\\.")));
        String first = names.get(0);
        Object value =
                switch (first) {
                    case "it" -> subjects.get(0);
                    case "last" -> last;
                    default -> start(first);
                };
        for (int i = 1; i < names.size() && value != null; i++) {
            value = step(value, names.get(i));
        }
        return value;
    }

    /** What is derived of a whole deployment may take long, and does not change. */
    private @Nullable Object start(String name) {
        if (around != null) {
            return derive(name);
        }
        Optional<Object> value = known.get(name);
        if (value == null) {
            value = Optional.ofNullable(derive(name));
            known.put(name, value);
        }
        return value.orElse(null);
    }

    private @Nullable Object derive(String name) {
        for (Object subject : subjects) {
            // A text that a section is repeated for has no facts of its own.
            Optional<Method> method =
                    Tree.kind(subject) == Tree.Kind.TEXT ? Optional.empty() : method(subject.getClass(), name);
            if (method.isPresent()) {
                return result(subject, method.get());
            }
        }
        if (around == null) {
            throw new IllegalStateException("there is no fact " + name);
        }
        return around.start(name);
    }

    /** What is behind a value, by a name: found once for each type. */
    private interface Step {
        @Nullable
        Object from(Object value);
    }

    private static @Nullable Object step(Object value, String name) {
        if (value instanceof Fact.Start start) {
            return start.follow(name);
        }
        Class<?> type =
                Tree.constant(value).<Class<?>>map(Enum::getDeclaringClass).orElse(value.getClass());
        return STEPS.get(type).computeIfAbsent(name, any -> step(type, name)).from(value);
    }

    private static Step step(Class<?> type, String name) {
        Optional<?> constant = constant(type, name);
        if (constant.isPresent()) {
            return value -> value == constant.get();
        }
        Optional<Method> method = method(type, name);
        if (method.isPresent()) {
            return value -> result(value, method.get());
        }
        Class<?> variant = types(type)
                .filter(Class::isSealed)
                .flatMap(choice -> Arrays.stream(choice.getPermittedSubclasses()))
                .filter(one -> one.getSimpleName().equals(Phrase.capitalized(inJava(name))))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("there is no " + name + " in " + type));
        return value -> variant.isInstance(value) ? value : null;
    }

    /** A method that waits for its argument. */
    private record Chooser(Object target, Method method) implements Fact.Start {

        @Override
        public @Nullable Object follow(String name) {
            Class<?> type = method.getParameterTypes()[0];
            return result(
                    target,
                    method,
                    constant(type, name).orElseThrow(() -> new IllegalStateException("there is no " + name)));
        }
    }

    /** The method that pages call by this name: one that takes nothing, or else one that takes a constant. */
    static Optional<Method> method(Class<?> type, String name) {
        return METHODS.get(type)
                .computeIfAbsent(
                        name,
                        any -> types(type)
                                .filter(Facts::isVisible)
                                .flatMap(visible -> Arrays.stream(
                                        isOwn(visible) ? visible.getDeclaredMethods() : visible.getMethods()))
                                .filter(method -> method.getName().equals(inJava(name)))
                                .filter(Facts::isFact)
                                .min((one, other) -> one.getParameterCount() - other.getParameterCount()));
    }

    private static boolean isFact(Method method) {
        Class<?>[] parameters = method.getParameterTypes();
        return !Modifier.isStatic(method.getModifiers())
                && !Modifier.isPrivate(method.getModifiers())
                && !method.isBridge()
                && method.getReturnType() != void.class
                && (parameters.length == 0 || parameters.length == 1 && parameters[0].isEnum());
    }

    /** What builders make is hidden behind the types that are not. */
    private static boolean isVisible(Class<?> type) {
        return Modifier.isPublic(type.getModifiers()) || isOwn(type);
    }

    private static boolean isOwn(Class<?> type) {
        return type.getPackage() == Facts.class.getPackage();
    }

    /** A type and all that it is. */
    private static Stream<Class<?>> types(Class<?> type) {
        return Stream.concat(
                        Stream.of(type),
                        Stream.concat(Stream.ofNullable(type.getSuperclass()), Arrays.stream(type.getInterfaces()))
                                .flatMap(Facts::types))
                .distinct();
    }

    private static @Nullable Object result(Object target, Method method, Object... arguments) {
        if (arguments.length < method.getParameterCount()) {
            return new Chooser(target, method);
        }
        try {
            return Tree.present(method.invoke(target, arguments));
        } catch (InvocationTargetException thrown) {
            throw new IllegalStateException(method.getName(), thrown.getCause());
        } catch (IllegalAccessException impossible) {
            throw new IllegalStateException(method + " is hidden", impossible);
        }
    }

    private static Optional<?> constant(Class<?> type, String name) {
        String inJava = name.toUpperCase(Locale.ROOT).replace('-', '_');
        return Stream.ofNullable(type.getEnumConstants())
                .flatMap(Arrays::stream)
                .filter(constant -> ((Enum<?>) constant).name().equals(inJava))
                .findFirst();
    }

    /** What pages call {@code git-sync} is {@code gitSync}. */
    private static String inJava(String name) {
        return Arrays.stream(name.split("-"))
                .map(Phrase::capitalized)
                .collect(Collectors.collectingAndThen(
                        Collectors.joining(),
                        words -> words.substring(0, 1).toLowerCase(Locale.ROOT) + words.substring(1)));
    }
}
