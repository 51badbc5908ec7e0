package io.airworthy.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.airworthy.AirflowDeployment;
import io.airworthy.render.kubernetes.PublicValues;
import io.airworthy.secrets.Sensitive;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.AnnotatedWildcardType;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.Tag;
import org.jspecify.annotations.Nullable;

/**
 * Every public constructor and method of the three modules refuses null at once, alone and inside of collections, with an
 * exception that says which argument it was. A {@code match} needs the function of its variant alone.
 */
@Tag("slow")
class NothingTakesNullTest {

    /** Marks a collection's null in the place of its argument. */
    private enum Inside {
        ELEMENT,
        KEY,
        VALUE
    }

    private static Stream<Class<?>> types() {
        return Stream.of(AirflowDeployment.class, Sensitive.class, DeploymentPackage.class)
                .flatMap(type -> ApiListing.ofModuleWith(type).types())
                .filter(type -> !type.isAnnotation())
                .filter(type -> !isAbstractBuilder(type));
    }

    /** An example of jqwik's, since the testkit's values are made where properties run. */
    @Example
    void refusesNullByTheNameOfTheArgument() {
        List<Executable> callables =
                types().flatMap(NothingTakesNullTest::callables).toList();

        assertThat(callables).hasSizeGreaterThan(400);
        assertThat(callables.stream().flatMap(NothingTakesNullTest::faults)).isEmpty();
    }

    private static Stream<Executable> callables(Class<?> type) {
        Stream<Executable> constructors =
                Modifier.isAbstract(type.getModifiers()) ? Stream.empty() : Stream.of(type.getConstructors());
        return Stream.concat(constructors, Stream.of(type.getDeclaredMethods()))
                .filter(callable -> Modifier.isPublic(callable.getModifiers()) && !callable.isSynthetic())
                .filter(callable -> !Set.of("equals", "valueOf", "match").contains(callable.getName()))
                .filter(callable -> callable.getParameterCount() > 0);
    }

    private static Stream<String> faults(Executable callable) {
        List<String> faults = new ArrayList<>();
        for (int i = 0; i < callable.getParameterCount(); i++) {
            Parameter parameter = callable.getParameters()[i];
            if (!parameter.getType().isPrimitive() && !isNullable(parameter.getAnnotatedType())) {
                fault(callable, i, null).ifPresent(faults::add);
                for (Inside inside : placesInside(parameter)) {
                    fault(callable, i, inside).ifPresent(faults::add);
                }
            }
        }
        return faults.stream();
    }

    private static List<Inside> placesInside(Parameter parameter) {
        Class<?> type = parameter.getType();
        if (Map.class.isAssignableFrom(type)) {
            return Stream.of(Inside.KEY, Inside.VALUE)
                    .filter(inside -> !isNullable(argument(parameter, inside == Inside.KEY ? 0 : 1)))
                    .toList();
        }
        boolean isMany = type.isArray() && !type.getComponentType().isPrimitive()
                || Collection.class.isAssignableFrom(type)
                || type == Iterable.class;
        return isMany ? List.of(Inside.ELEMENT) : List.of();
    }

    /** What happens instead of the exception, if anything else does. */
    private static Optional<String> fault(Executable callable, int index, @Nullable Inside inside) {
        String place = callable.getDeclaringClass().getName() + "." + callable.getName() + ": "
                + callable.getParameters()[index].getName() + (inside == null ? "" : " " + inside);
        try {
            call(callable, arguments(callable, index, inside));
            return Optional.of(place + " is taken");
        } catch (NullPointerException refusal) {
            return isNamed(refusal, callable, index)
                    ? Optional.empty()
                    : Optional.of(place + " is refused with: " + refusal.getMessage());
        } catch (Throwable other) {
            return Optional.of(place + " ends in " + other);
        }
    }

    /** By the argument, or by the component it becomes; a generated builder is called by the name of the attribute. */
    private static boolean isNamed(NullPointerException refusal, Executable callable, int index) {
        boolean isAttribute = Stream.of(refusal.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith("io.airworthy"))
                .limit(2)
                .anyMatch(frame -> frame.getClassName().endsWith("Builder")
                        && frame.getMethodName().equals(callable.getName()));
        Set<String> names = Stream.concat(
                        Stream.of(callable.getParameters()[index].getName(), callable.getName()), components(callable))
                .collect(Collectors.toSet());
        String message = String.valueOf(refusal.getMessage());
        // What the virtual machine says by itself names whatever was null, and is left out where it says it often.
        boolean isSaid = !message.startsWith("Cannot ");
        return isAttribute
                || isSaid && Pattern.compile("\\W+").splitAsStream(message).anyMatch(names::contains);
    }

    private static Stream<String> components(Executable callable) {
        Class<?> made = callable instanceof Method method ? method.getReturnType() : callable.getDeclaringClass();
        return Stream.of(made, callable.getDeclaringClass())
                .flatMap(type -> type.isRecord()
                        ? Arrays.stream(type.getRecordComponents()).map(component -> component.getName())
                        : Arrays.stream(type.getMethods())
                                .filter(method -> method.getParameterCount() == 0)
                                .map(Method::getName));
    }

    private static @Nullable Object[] arguments(Executable callable, int index, @Nullable Inside inside) {
        @Nullable Object[] arguments = new Object[callable.getParameterCount()];
        for (int i = 0; i < arguments.length; i++) {
            Class<?> type = callable.getParameterTypes()[i];
            if (i != index) {
                arguments[i] = type.isArray() && !type.getComponentType().isPrimitive()
                        ? Array.newInstance(type.getComponentType(), 0)
                        : PublicValues.sample(type);
            } else if (inside != null) {
                arguments[i] = withNull(callable.getParameters()[i], inside);
            }
        }
        return arguments;
    }

    private static Object withNull(Parameter parameter, Inside inside) {
        Class<?> type = parameter.getType();
        if (type.isArray()) {
            return Array.newInstance(type.getComponentType(), 1);
        }
        if (inside == Inside.ELEMENT) {
            Collection<@Nullable Object> one = Set.class == type ? new HashSet<>() : new ArrayList<>();
            one.add(null);
            return one;
        }
        Map<@Nullable Object, @Nullable Object> one = new LinkedHashMap<>();
        one.put(
                inside == Inside.KEY ? null : sampleOf(argument(parameter, 0)),
                inside == Inside.VALUE ? null : sampleOf(argument(parameter, 1)));
        return one;
    }

    private static Object sampleOf(AnnotatedType annotated) {
        Type type = annotated.getType();
        if (type instanceof WildcardType wildcard) {
            type = wildcard.getUpperBounds()[0];
        }
        Type raw = type instanceof ParameterizedType parameterized ? parameterized.getRawType() : type;
        return PublicValues.sample((Class<?>) raw);
    }

    private static void call(Executable callable, @Nullable Object[] arguments) throws Throwable {
        try {
            if (callable instanceof Constructor<?> constructor) {
                constructor.newInstance(arguments);
            } else {
                Method method = (Method) callable;
                method.invoke(
                        Modifier.isStatic(method.getModifiers()) ? null : receiver(method.getDeclaringClass()),
                        arguments);
            }
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }

    private static Object receiver(Class<?> type) throws ReflectiveOperationException {
        return isBuilder(type) ? type.getConstructor().newInstance() : PublicValues.sample(type);
    }

    private static boolean isBuilder(Class<?> type) {
        return type.getSimpleName().endsWith("Builder")
                && Arrays.stream(type.getConstructors()).anyMatch(constructor -> constructor.getParameterCount() == 0);
    }

    /** The short forms in it are tried on the generated builder below it. */
    private static boolean isAbstractBuilder(Class<?> type) {
        return type.getSimpleName().equals("Builder") && Modifier.isAbstract(type.getModifiers());
    }

    private static AnnotatedType argument(Parameter parameter, int index) {
        return ((AnnotatedParameterizedType) parameter.getAnnotatedType()).getAnnotatedActualTypeArguments()[index];
    }

    private static boolean isNullable(AnnotatedType type) {
        return type.isAnnotationPresent(Nullable.class)
                || type.getType().getTypeName().equals("?")
                || type instanceof AnnotatedWildcardType wildcard
                        && Stream.of(wildcard.getAnnotatedUpperBounds()).anyMatch(NothingTakesNullTest::isNullable);
    }
}
