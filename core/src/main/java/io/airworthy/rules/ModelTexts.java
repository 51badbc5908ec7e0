package io.airworthy.rules;

import io.airworthy.AirflowDeployment;
import io.airworthy.frozen.Tree;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Every text of a deployment, with its place in the model. The walk finds the attributes itself, so that it knows a new one
 * at once: the components of a record, and of a value with a builder whatever the builder sets.
 */
final class ModelTexts {

    /**
     * One text.
     *
     * @param path where it is, {@code "waivers[0].reason"}
     * @param attribute its attribute, whichever element it is in, {@code "waivers.reason"}; a map's keys have an attribute
     *     of their own, {@code "environment.key"}
     * @param text the text
     */
    record Text(String path, String attribute, String text) {}

    /**
     * What a value of one type is made of.
     *
     * @param methods what may hold a text
     * @param isWrapper whether the value is a record of one text, which is that text: "executors[0]", not
     *     "executors[0].name"
     */
    private record Attributes(List<Method> methods, boolean isWrapper) {

        static Attributes of(Class<?> type) {
            List<Method> all = type.isRecord() ? components(type) : built(type);
            return new Attributes(
                    all.stream()
                            .filter(method -> !method.getReturnType().isPrimitive()
                                    && !method.getReturnType().isEnum())
                            .toList(),
                    type.isRecord() && all.size() == 1 && all.get(0).getReturnType() == String.class);
        }
    }

    private static final ClassValue<Attributes> ATTRIBUTES = new ClassValue<>() {
        @Override
        protected Attributes computeValue(Class<?> type) {
            return Attributes.of(type);
        }
    };

    private final List<Text> texts = new ArrayList<>();

    private ModelTexts() {}

    static List<Text> of(AirflowDeployment deployment) {
        return deployment.release().derived(ModelTexts.class, () -> walked(deployment)).texts;
    }

    private static ModelTexts walked(AirflowDeployment deployment) {
        ModelTexts all = new ModelTexts();
        all.walk("", "", deployment);
        return all;
    }

    private void walk(String path, String attribute, @Nullable Object value) {
        switch (Tree.kind(value)) {
            case TEXT -> texts.add(new Text(path, attribute, String.valueOf(value)));
            case LIST -> elements(path, attribute, Tree.listOrEmpty(value));
            case MAP -> entries(path, attribute, "", Tree.mapOrEmpty(value));
            case OTHER -> other(path, attribute, Objects.requireNonNull(value));
            case NULL, BOOLEAN, INTEGER, BIG_INTEGER, DECIMAL -> {}
        }
    }

    private void other(String path, String attribute, Object value) {
        Optional<Collection<?>> elements = Tree.collection(value);
        if (elements.isPresent()) {
            elements(path, attribute, elements.get());
        } else if (value.getClass().getName().startsWith("io.airworthy.")
                && Tree.constant(value).isEmpty()) {
            attributes(path, attribute, value);
        }
    }

    private void elements(String path, String attribute, Collection<?> elements) {
        int i = 0;
        for (Object element : elements) {
            walk(path + "[" + i++ + "]", attribute, element);
        }
    }

    private void attributes(String path, String attribute, Object value) {
        Attributes attributes = ATTRIBUTES.get(value.getClass());
        for (Method each : attributes.methods()) {
            Object inner = read(each, value);
            if (inner != null && !Tree.isEmpty(inner)) {
                boolean isWrapper = attributes.isWrapper();
                walk(
                        isWrapper ? path : below(path, each.getName()),
                        isWrapper ? attribute : below(attribute, each.getName()),
                        inner);
            }
        }
    }

    /** Keys inside of a map's values are told as the chart's documents tell them: {@code "extraValues[a.b[0].c]"}. */
    private void entries(String path, String attribute, String inside, Map<?, ?> map) {
        map.forEach((key, value) -> {
            String place = below(inside, String.valueOf(key));
            walk(path + "[" + place + "]", attribute + ".key", key);
            entry(path, attribute, place, value);
        });
    }

    private void entry(String path, String attribute, String inside, @Nullable Object value) {
        switch (Tree.kind(value)) {
            case MAP -> entries(path, attribute, inside, Tree.mapOrEmpty(value));
            case LIST -> {
                List<?> list = Tree.listOrEmpty(value);
                for (int i = 0; i < list.size(); i++) {
                    entry(path, attribute, inside + "[" + i + "]", list.get(i));
                }
            }
            case NULL, TEXT, BOOLEAN, INTEGER, BIG_INTEGER, DECIMAL, OTHER ->
                walk(path + "[" + inside + "]", attribute, value);
        }
    }

    private static List<Method> components(Class<?> record) {
        return Stream.of(record.getRecordComponents())
                .map(RecordComponent::getAccessor)
                .toList();
    }

    private static List<Method> built(Class<?> type) {
        try {
            Method toBuilder = type.getMethod("toBuilder");
            List<String> set = Stream.of(toBuilder.getReturnType().getMethods())
                    .filter(method -> method.getParameterCount() == 1)
                    .map(Method::getName)
                    .toList();
            return Stream.of(toBuilder.getDeclaringClass().getMethods())
                    .filter(method -> method.getParameterCount() == 0 && set.contains(method.getName()))
                    .sorted((one, other) -> one.getName().compareTo(other.getName()))
                    .toList();
        } catch (NoSuchMethodException foreign) {
            throw new IllegalStateException(type + " is neither a record nor has it a builder", foreign);
        }
    }

    private static @Nullable Object read(Method attribute, Object value) {
        try {
            return Tree.present(attribute.invoke(value));
        } catch (IllegalAccessException | InvocationTargetException unreadable) {
            throw new IllegalStateException(attribute + " cannot be read", unreadable);
        }
    }

    private static String below(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
