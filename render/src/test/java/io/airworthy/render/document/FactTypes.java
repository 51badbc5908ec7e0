package io.airworthy.render.document;

import io.airworthy.AirflowDeployment;
import io.airworthy.release.Release;
import io.airworthy.render.upgrade.UpgradePlan;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Walks the paths of pages through the types of what they ask, as {@link Facts} does through the objects. */
public record FactTypes(
        List<? extends Type> subjects, @Nullable FactTypes around, Collection<String> unknown, Set<Class<?>> asked)
        implements Template.Asked {

    /** All types whose methods are found by their names. */
    public static Set<Class<?>> all() {
        FactTypes types = ofDeployment(new TreeSet<>());
        Set<Class<?>> asked = new HashSet<>(walk(types).asked);
        FactTypes ofUpgrade = ofUpgrade(new TreeSet<>());
        Page.front("upgrade").ask(ofUpgrade);
        asked.addAll(ofUpgrade.asked);
        return asked;
    }

    /** Asks what every page of a deployment's documents asks. */
    static FactTypes walk(FactTypes types) {
        Arrays.stream(Chapter.values())
                .flatMap(chapter -> chapter.pages().stream())
                .forEach(page -> page.ask(types));
        Stream.of("runbook", "install", "checklist", "secrets", "connections", "verify")
                .forEach(front -> Page.front(front).ask(types));
        return types;
    }

    /** Of a deployment. */
    static FactTypes ofDeployment(Collection<String> unknown) {
        return new FactTypes(
                List.of(
                        Runbook.Index.class,
                        Checklist.Judgement.class,
                        DeploymentFacts.class,
                        PlatformFacts.class,
                        DatabaseFacts.class,
                        DagFacts.class,
                        LogFacts.class,
                        AvailabilityFacts.class,
                        SecretFacts.class,
                        AirflowDeployment.class,
                        Release.class),
                null,
                unknown,
                new HashSet<>());
    }

    /** Of an upgrade. */
    static FactTypes ofUpgrade(Collection<String> unknown) {
        return new FactTypes(List.of(UpgradeFacts.class, UpgradePlan.class), null, unknown, new HashSet<>());
    }

    @Override
    public void fact(String name) {
        if (follow(name).isEmpty()) {
            unknown.add(name);
        }
    }

    @Override
    public FactTypes partsOf(String name) {
        fact(name);
        return follow(name)
                .map(type -> type == Facts.class
                        ? new FactTypes(ofDeployment(unknown).subjects, this, unknown, asked)
                        : new FactTypes(List.of(part(type)), this, unknown, asked))
                .orElse(this);
    }

    private static Type part(Type type) {
        if (Map.class.isAssignableFrom(raw(type))) {
            return Fact.Pair.class;
        }
        return Collection.class.isAssignableFrom(raw(type))
                ? ((ParameterizedType) type).getActualTypeArguments()[0]
                : type;
    }

    private Optional<Type> follow(String path) {
        String[] names = path.split("\\.");
        boolean isReserved = names[0].equals("it") || names[0].equals("last");
        Optional<Method> method = isReserved ? Optional.empty() : method(names[0]);
        Optional<Type> type = isReserved ? Optional.of(subjects.get(0)) : method.map(FactTypes::result);
        for (int i = 1; i < names.length && type.isPresent(); i++) {
            String name = names[i];
            Optional<Class<?>> choice =
                    method.filter(one -> one.getParameterCount() == 1).map(one -> one.getParameterTypes()[0]);
            if (choice.isPresent()) {
                type = type.filter(any -> isConstant(choice.get(), name));
                method = Optional.empty();
            } else {
                Type from = type.get();
                method = method(from, name);
                type = method.map(FactTypes::result).or(() -> other(from, name));
            }
        }
        return type;
    }

    private static boolean isConstant(Class<?> type, String name) {
        return Arrays.stream(type.getEnumConstants())
                .anyMatch(constant -> ((Enum<?>) constant)
                        .name()
                        .equals(name.toUpperCase(Locale.ROOT).replace('-', '_')));
    }

    private Optional<Method> method(String name) {
        return subjects.stream()
                .filter(type -> type != String.class)
                .flatMap(type -> method(type, name).stream())
                .findFirst()
                .or(() -> around == null ? Optional.empty() : around.method(name));
    }

    private Optional<Method> method(Type type, String name) {
        asked.add(raw(type));
        return Facts.method(raw(type), name);
    }

    /** A constant, a variant, or a fact of a deployment. */
    private Optional<Type> other(Type type, String name) {
        Class<?> raw = raw(type);
        if (raw == Facts.class) {
            return ofDeployment(unknown).follow(name);
        }
        if (raw.isEnum()) {
            return Optional.<Type>of(boolean.class).filter(any -> isConstant(raw, name));
        }
        return Stream.ofNullable(raw.getPermittedSubclasses())
                .flatMap(Arrays::stream)
                .filter(variant -> variant.getSimpleName().equalsIgnoreCase(name.replace("-", "")))
                .<Type>map(variant -> variant)
                .findFirst();
    }

    /** What may be absent is what it is when it is there. */
    private static Type result(Method method) {
        Type type = method.getGenericReturnType();
        return raw(type) == Optional.class ? ((ParameterizedType) type).getActualTypeArguments()[0] : type;
    }

    private static Class<?> raw(Type type) {
        return (Class<?>) (type instanceof ParameterizedType parameterized ? parameterized.getRawType() : type);
    }
}
