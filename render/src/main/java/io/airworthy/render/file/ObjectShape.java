package io.airworthy.render.file;

import io.airworthy.render.file.Attribute.Presence;
import io.airworthy.render.source.SourceDocument;
import io.airworthy.render.source.SourceText;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A value with attributes: an interface with a builder, or a record. */
final class ObjectShape extends Shape {

    final Class<?> type;
    private @Nullable List<Attribute> attributes;
    private @Nullable Presets presets;
    private @Nullable Method build;

    ObjectShape(Class<?> type) {
        this.type = type;
    }

    synchronized Presets presets() {
        if (presets == null) {
            Presets all = new Presets(type);
            presets = bare().map(all::without).orElse(all);
        }
        return presets;
    }

    @Override
    Optional<Object> bare() {
        boolean needsNothing = attributes().stream().noneMatch(attribute -> attribute.presence() == Presence.REQUIRED);
        return needsNothing ? Optional.of(make(Map.of())) : Optional.empty();
    }

    /** In the order of the source. */
    synchronized List<Attribute> attributes() {
        if (attributes == null) {
            attributes = type.isRecord() ? components() : getters();
        }
        return attributes;
    }

    private List<Attribute> components() {
        return Arrays.stream(Objects.requireNonNull(type.getRecordComponents()))
                .map(part -> attribute(part.getAccessor(), Optional.empty(), part.getGenericType()))
                .toList();
    }

    /** What the builder can be given; the other methods follow from these. */
    private List<Attribute> getters() {
        Class<?> builder = plain(type, "builder").getReturnType();
        build = plain(builder, "build");
        Map<String, List<Method>> setters = Arrays.stream(builder.getMethods())
                .filter(method -> method.getParameterCount() == 1)
                .collect(Collectors.groupingBy(Method::getName));
        return Arrays.stream(type.getMethods())
                .filter(method -> !Modifier.isStatic(method.getModifiers()) && method.getParameterCount() == 0)
                .filter(method -> setter(setters, method).isPresent())
                .collect(Collectors.toMap(Method::getName, method -> method, ObjectShape::lower))
                .values()
                .stream()
                .sorted(Comparator.comparing(
                                (Method method) -> ModelTexts.order(method.getDeclaringClass(), method.getName()))
                        .thenComparing(Method::getName))
                .map(method -> attribute(method, setter(setters, method), method.getGenericReturnType()))
                .toList();
    }

    private static Method plain(Class<?> type, String name) {
        return Reflected.method(type, name, method -> method.getParameterCount() == 0);
    }

    private static Optional<Method> setter(Map<String, List<Method>> setters, Method getter) {
        Class<?> attribute = getter.getReturnType();
        boolean several = List.class.isAssignableFrom(attribute) || Set.class.isAssignableFrom(attribute);
        return setters.getOrDefault(getter.getName(), List.of()).stream()
                .filter(setter -> setter.getParameterTypes()[0] == (several ? Iterable.class : attribute))
                .findFirst();
    }

    private static Method lower(Method one, Method other) {
        return one.getDeclaringClass().isAssignableFrom(other.getDeclaringClass()) ? other : one;
    }

    private Attribute attribute(Method getter, Optional<Method> setter, Type type) {
        boolean number = type == OptionalInt.class;
        boolean optional = number || getter.getReturnType() == Optional.class;
        Type own = number ? int.class : optional ? ((ParameterizedType) type).getActualTypeArguments()[0] : type;
        Shape shape = Shapes.of(own);
        if (shape instanceof Shape.ByKey map
                && map.value instanceof Shape.Anything
                && setter.filter(this::takesNothing).isPresent()) {
            shape = new Shape.ByKey(map.key, map.value, true);
        }
        Presence presence = optional
                ? Presence.OPTIONAL
                : getter.isDefault()
                        ? Presence.DEFAULT
                        : shape.none().isPresent() ? Presence.NONE_OR_MORE : Presence.REQUIRED;
        return new Attribute(getter.getName(), getter, setter, shape, presence);
    }

    /** Whether a map may have a key without a value, which only the builder knows. */
    private boolean takesNothing(Method setter) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("key", null);
        try {
            Reflected.call(setter, Reflected.call(plain(type, "builder"), null), map);
            return true;
        } catch (NullPointerException refused) {
            return false;
        }
    }

    /**
     * Defaults are left out. A default may follow from other attributes; so a value is read back from what would be written, and
     * what comes back otherwise is written as well: as nothing where it takes something away.
     */
    private Map<Attribute, Optional<Object>> said(Object value, Optional<Object> from) {
        Map<Attribute, Optional<Object>> said = new LinkedHashMap<>();
        for (Attribute attribute : attributes()) {
            if (from.isEmpty() && attribute.presence() != Presence.DEFAULT) {
                attribute.of(value).ifPresent(it -> said.put(attribute, Optional.of(it)));
            }
        }
        Map<Attribute, Optional<Object>> missing = Map.of();
        do {
            said.putAll(missing);
            Object back = make(changed(from, said));
            missing = attributes().stream()
                    .filter(attribute ->
                            !said.containsKey(attribute) && !attribute.of(back).equals(attribute.of(value)))
                    .collect(Collectors.toMap(attribute -> attribute, attribute -> attribute.of(value)));
        } while (!missing.isEmpty());
        return inOrder(said);
    }

    private Map<Attribute, Optional<Object>> inOrder(Map<Attribute, Optional<Object>> said) {
        Map<Attribute, Optional<Object>> sorted = new LinkedHashMap<>();
        attributes().stream().filter(said::containsKey).forEach(each -> sorted.put(each, said.get(each)));
        return sorted;
    }

    /** What a value has, with what is said instead. */
    private Map<Attribute, Object> changed(Optional<Object> from, Map<Attribute, Optional<Object>> said) {
        Map<Attribute, Object> values = values(from);
        said.forEach((attribute, value) -> {
            values.remove(attribute);
            value.ifPresent(it -> values.put(attribute, it));
        });
        return values;
    }

    private Map<Attribute, Object> values(Optional<Object> owner) {
        Map<Attribute, Object> values = new LinkedHashMap<>();
        owner.ifPresent(it -> attributes().forEach(each -> each.of(it).ifPresent(value -> values.put(each, value))));
        return values;
    }

    /** Whether a mapping says what is otherwise than where nothing is said of the attribute. */
    private static boolean isChange(Attribute attribute) {
        return attribute.shape() instanceof ObjectShape && attribute.presence() != Presence.REQUIRED;
    }

    @Override
    Object write(@Nullable Object value) {
        return write(value, Optional.empty());
    }

    @Override
    Object write(@Nullable Object value, Optional<Object> from) {
        Objects.requireNonNull(value);
        Optional<String> word = presets().word(value);
        return word.isPresent() ? word.get() : tree(said(value, from), from);
    }

    private Map<String, @Nullable Object> tree(Map<Attribute, Optional<Object>> said, Optional<Object> from) {
        Map<Attribute, Optional<Object>> others = new LinkedHashMap<>(said);
        others.keySet().removeIf(ObjectShape::isChange);
        Object owner = make(changed(from, others));
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        said.forEach((attribute, it) -> tree.put(
                attribute.name(),
                it.map(value -> attribute
                                .shape()
                                .write(value, isChange(attribute) ? attribute.of(owner) : Optional.empty()))
                        .orElse(null)));
        return tree;
    }

    @Override
    String java(JavaSource source, Object value) {
        return presets()
                .word(value)
                .map(word -> source.preset(type, word))
                .orElseGet(() -> type.isRecord() ? construction(source, value) : building(source, value));
    }

    private String construction(JavaSource source, Object value) {
        return JavaSource.call(
                "new " + source.name(type),
                attributes().stream().map(part -> argument(source, part, value)).toList());
    }

    private static String argument(JavaSource source, Attribute part, Object value) {
        Optional<String> given = part.of(value).map(it -> part.shape().java(source, it));
        if (part.presence() == Presence.OPTIONAL) {
            return source.name(part.getter().getReturnType())
                    + given.map(it -> ".of(" + it + ")").orElse(".empty()");
        }
        return given.orElseGet(
                () -> part.shape().java(source, part.shape().none().orElseThrow()));
    }

    private String building(JavaSource source, Object value) {
        StringBuilder chain = new StringBuilder(source.name(type)).append(".builder()");
        said(value, Optional.empty()).forEach((attribute, said) -> {
            Object it = said.orElseThrow();
            String argument = attribute.shape().java(source, it);
            Method setter = attribute.setter().orElseThrow();
            boolean isWrapped = attribute.presence() == Presence.OPTIONAL
                    && Arrays.stream(setter.getDeclaringClass().getMethods())
                            .filter(method ->
                                    method.getName().equals(setter.getName()) && method.getParameterCount() == 1)
                            .map(method -> method.getParameterTypes()[0])
                            .noneMatch(taken -> taken.isPrimitive() || taken.isInstance(it));
            chain.append(JavaSource.link(
                    attribute.name(),
                    isWrapped ? source.name(attribute.getter().getReturnType()) + ".of(" + argument + ")" : argument));
        });
        return chain.append("\n        .build()").toString();
    }

    @Override
    Optional<Object> read(Reading reading, ModelPath path, List<Layer> given) {
        return read(reading, path, given, Optional.empty());
    }

    @Override
    Optional<Object> read(Reading reading, ModelPath path, List<Layer> given, Optional<Object> from) {
        Layer last = last(given);
        if (!last.isMapping()) {
            return word(reading, path, last);
        }
        List<Layer> mappings = Reading.lastMappings(given);
        Optional<Layer> word = mappings.size() < given.size()
                ? expanded(given.get(given.size() - mappings.size() - 1))
                : Optional.empty();
        List<Layer> layers = Stream.concat(word.stream(), mappings.stream()).toList();
        int refused = reading.refused();
        Map<String, List<Layer>> entries = reading.entries(path, layers);
        Set<String> misspelt = reading.requireKnown(path, entries, keys(), this::owners);
        Map<Attribute, Object> values = values(from.filter(it -> mappings.size() == given.size()));
        Map<Attribute, List<Layer>> changes = new LinkedHashMap<>();
        for (Attribute attribute : attributes()) {
            ModelPath place = path.attribute(attribute.name());
            List<Layer> all = entries.getOrDefault(attribute.name(), List.of());
            List<Layer> said = reading.afterNothing(place, all, () -> isTakenAway(attribute, values));
            if (said.size() < all.size()) {
                values.remove(attribute);
            }
            if (said.isEmpty()) {
                if (attribute.presence() == Presence.REQUIRED
                        && !values.containsKey(attribute)
                        && !misspelt.contains(attribute.name())) {
                    reading.refuse(last.place(), place, "missing");
                }
            } else if (isChange(attribute)) {
                changes.put(attribute, said);
            } else {
                reading.found(place, last(said).place());
                attribute.shape().read(reading, place, said).ifPresent(value -> values.put(attribute, value));
            }
        }
        if (!changes.isEmpty()) {
            Optional<Object> owner =
                    reading.refused() > refused ? Optional.empty() : made(reading, path, last, () -> make(values));
            changes.forEach((attribute, said) -> {
                ModelPath place = path.attribute(attribute.name());
                reading.found(place, last(said).place());
                attribute
                        .shape()
                        .read(reading, place, said, owner.flatMap(attribute::of))
                        .ifPresent(value -> values.put(attribute, value));
            });
        }
        return reading.refused() > refused ? Optional.empty() : made(reading, path, last, () -> make(values));
    }

    @Override
    Set<String> keys() {
        return attributes().stream().map(Attribute::name).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private List<String> owners(String key) {
        return attributes().stream()
                .filter(attribute -> attribute.shape().keys().contains(key))
                .map(Attribute::name)
                .toList();
    }

    private Optional<Object> word(Reading reading, ModelPath path, Layer layer) {
        Optional<String> word = layer.word();
        if (word.isEmpty() || presets().words().isEmpty()) {
            return refuse(reading, path, layer, "a mapping" + words());
        }
        Optional<Object> value = presets().value(word.get());
        if (value.isEmpty()) {
            refuseWord(reading, path, layer, word.get(), presets().words());
        }
        return value;
    }

    private String words() {
        return presets().words().isEmpty()
                ? ""
                : " or one of " + String.join(", ", presets().words());
    }

    /** Whether the attribute is something else where nothing is said of it. */
    private boolean isTakenAway(Attribute attribute, Map<Attribute, Object> values) {
        Map<Attribute, Object> others = new LinkedHashMap<>(values);
        Object there = others.remove(attribute);
        return there != null
                && attribute.presence() != Presence.REQUIRED
                && !attribute.of(make(others)).equals(Optional.of(there));
    }

    /** The mapping that a word stands for, so that another file can say more. */
    private Optional<Layer> expanded(Layer layer) {
        return layer.word()
                .flatMap(word -> presets().value(word))
                .map(value -> new Layer(layer.place(), written(value).root(), true));
    }

    private SourceDocument written(Object value) {
        Map<Attribute, Optional<Object>> all = new LinkedHashMap<>();
        values(Optional.of(value)).forEach((attribute, it) -> all.put(attribute, Optional.of(it)));
        return SourceText.of("", FileJson.write(tree(all, Optional.empty())))
                .read()
                .documents()
                .get(0);
    }

    Object make(Map<Attribute, Object> values) {
        if (type.isRecord()) {
            return record(values);
        }
        Object builder = Reflected.call(plain(type, "builder"), null);
        values.forEach((attribute, value) ->
                Reflected.call(attribute.setter().orElseThrow(), builder, attribute.given(Optional.of(value))));
        return Reflected.call(Objects.requireNonNull(build), builder);
    }

    private Object record(Map<Attribute, Object> values) {
        List<Object> arguments = new ArrayList<>();
        for (Attribute part : attributes()) {
            Object value = values.get(part);
            arguments.add(
                    switch (part.presence()) {
                        case NONE_OR_MORE ->
                            value != null ? value : part.shape().none().orElseThrow();
                        case OPTIONAL, REQUIRED, DEFAULT -> part.given(Optional.ofNullable(value));
                    });
        }
        return Reflected.make(constructor(type), arguments.toArray());
    }

    static Constructor<?> constructor(Class<?> record) {
        Class<?>[] parts = Arrays.stream(Objects.requireNonNull(record.getRecordComponents()))
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            return record.getConstructor(parts);
        } catch (NoSuchMethodException impossible) {
            throw new IllegalStateException(record + " has no public constructor", impossible);
        }
    }
}
