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

    private static final ClassValue<List<Method>> ATTRIBUTES = new ClassValue<>() {
        @Override
        protected List<Method> computeValue(Class<?> type) {
            return type.isRecord() ? components(type) : built(type);
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
        if (value instanceof String text) {
            texts.add(new Text(path, attribute, text));
        } else if (value instanceof Optional<?> optional) {
            optional.ifPresent(present -> walk(path, attribute, present));
        } else if (value instanceof Collection<?> elements) {
            int i = 0;
            for (Object element : elements) {
                walk(path + "[" + i++ + "]", attribute, element);
            }
        } else if (value instanceof Map<?, ?> map) {
            entries(path, attribute, "", map);
        } else if (value != null && isOurs(value)) {
            List<Method> attributes = ATTRIBUTES.get(value.getClass());
            // A record of one text is that text: "executors[0]", not "executors[0].name".
            boolean isWrapper = value.getClass().isRecord()
                    && attributes.size() == 1
                    && attributes.get(0).getReturnType() == String.class;
            for (Method each : attributes) {
                Object inner = read(each, value);
                if (mayHoldText(inner)) {
                    walk(
                            isWrapper ? path : below(path, each.getName()),
                            isWrapper ? attribute : below(attribute, each.getName()),
                            inner);
                }
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

    private static boolean mayHoldText(@Nullable Object value) {
        if (value instanceof Optional<?> optional) {
            return optional.isPresent();
        }
        if (value instanceof Collection<?> elements) {
            return !elements.isEmpty();
        }
        return value instanceof String || value instanceof Map<?, ?> || value != null && isOurs(value);
    }

    private static boolean isOurs(Object value) {
        return value.getClass().getName().startsWith("io.airworthy.") && !(value instanceof Enum);
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
            return attribute.invoke(value);
        } catch (IllegalAccessException | InvocationTargetException unreadable) {
            throw new IllegalStateException(attribute + " cannot be read", unreadable);
        }
    }

    private static String below(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
