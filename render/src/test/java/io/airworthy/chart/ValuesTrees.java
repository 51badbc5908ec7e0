package io.airworthy.chart;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/** Grows values that a profile takes, and breaks them in one place or several. */
final class ValuesTrees {

    private static final List<Object> ANYTHING = List.of(
            "text",
            "",
            "true",
            "7",
            "Always",
            "2026-01-31T12:00:00Z",
            "CeleryExecutor",
            0,
            7,
            -1,
            5_000_000_000L,
            2.5,
            3.0,
            true,
            false,
            List.of(),
            List.of("a", "a"),
            List.of(Map.of("name", "a")),
            Map.of(),
            Map.of("name", "a"),
            Map.of("a", Map.of("b", 1)));

    private final ChartProfile profile;
    private final Random random;

    ValuesTrees(ChartProfile profile, Random random) {
        this.profile = profile;
        this.random = random;
    }

    Map<String, Object> grown() {
        Map<String, Object> tree = new LinkedHashMap<>();
        List<String> keys = new ArrayList<>(profile.root().children().keySet());
        for (int i = 0; i < 4; i++) {
            String key = keys.get(random.nextInt(keys.size()));
            tree.put(key, value(profile.root().children().get(key), 7));
        }
        return tree;
    }

    /** One path through the profile, with only what has to stand beside it, and anything at its end. */
    Map<String, Object> chain() {
        List<String> keys = new ArrayList<>(profile.root().children().keySet());
        String key = keys.get(random.nextInt(keys.size()));
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put(key, link(profile.root().children().get(key)));
        return tree;
    }

    private Object link(Shape shape) {
        Shape here = shape.definition() == null ? shape : profile.resolve(shape);
        if (random.nextInt(6) == 0) {
            return anything();
        }
        if (here.mapValue() != null) {
            return Map.of("free/key", Objects.requireNonNullElse(link(here.mapValue()), "null"));
        }
        if (here.element() != null) {
            return Collections.singletonList(link(here.element()));
        }
        if (here.children().isEmpty()) {
            return random.nextBoolean() ? value(here, 2) : anything();
        }
        Map<String, Object> object = object(here, 0);
        List<String> known = new ArrayList<>(here.children().keySet());
        String key = known.get(random.nextInt(known.size()));
        object.put(key, link(here.children().get(key)));
        return object;
    }

    private Object anything() {
        return random.nextInt(12) == 0 ? null : ANYTHING.get(random.nextInt(ANYTHING.size()));
    }

    /** Puts something that may be wrong at one place of the tree. */
    @SuppressWarnings("unchecked")
    void breakOnce(Map<String, Object> tree) {
        List<Object> holders = new ArrayList<>();
        collect(tree, holders);
        Object holder = holders.get(random.nextInt(holders.size()));
        Object anything = anything();
        if (holder instanceof List<?> list) {
            List<Object> values = (List<Object>) list;
            if (values.isEmpty() || random.nextBoolean()) {
                values.add(anything);
            } else {
                values.set(random.nextInt(values.size()), anything);
            }
            return;
        }
        Map<String, Object> values = (Map<String, Object>) holder;
        List<String> keys = new ArrayList<>(values.keySet());
        int way = random.nextInt(3);
        if (keys.isEmpty() || way == 0) {
            values.put("unknown" + random.nextInt(3), anything);
        } else if (way == 1) {
            values.put(keys.get(random.nextInt(keys.size())), anything);
        } else {
            values.remove(keys.get(random.nextInt(keys.size())));
        }
    }

    private static void collect(Object value, List<Object> holders) {
        if (value instanceof LinkedHashMap<?, ?> map) {
            holders.add(map);
            map.values().forEach(child -> collect(child, holders));
        } else if (value instanceof ArrayList<?> list) {
            holders.add(list);
            list.forEach(child -> collect(child, holders));
        }
    }

    private Object value(Shape shape, int depth) {
        List<Object> ways = new ArrayList<>(shape.types());
        if (shape.definition() != null) {
            ways.add(profile.resolve(shape));
        }
        Object way = ways.get(random.nextInt(ways.size()));
        if (way instanceof Shape definition) {
            return value(definition, depth);
        }
        return switch ((Shape.Type) way) {
            case STRING -> string(shape.limits());
            case INTEGER -> integer(shape.limits());
            case NUMBER -> random.nextBoolean() ? (Object) 0.25 : (Object) 12;
            case BOOLEAN -> random.nextBoolean();
            case NULL -> shape.limits().allowed().isEmpty() ? null : string(shape.limits());
            case LIST -> list(shape, depth);
            case OBJECT -> object(shape, depth);
        };
    }

    private Object string(Shape.Limits limits) {
        if (!limits.allowed().isEmpty()) {
            return limits.allowed().get(random.nextInt(limits.allowed().size()));
        }
        if (limits.pattern() != null) {
            return "CeleryExecutor,KubernetesExecutor";
        }
        return limits.dateTime() ? "2026-01-31T12:00:00Z" : "text" + random.nextInt(1000);
    }

    private Object integer(Shape.Limits limits) {
        return limits.minimum() == null ? (Object) random.nextInt(100) : (Object) limits.minimum();
    }

    private List<Object> list(Shape shape, int depth) {
        List<Object> list = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0 && depth > 0; i--) {
            list.add(shape.element() == null ? "anything" : value(shape.element(), depth - 1));
        }
        return list;
    }

    private Map<String, Object> object(Shape shape, int depth) {
        Map<String, Object> object = new LinkedHashMap<>();
        List<String> keys = new ArrayList<>(shape.limits().required());
        if (!shape.limits().requiredAnyOf().isEmpty()) {
            keys.add(shape.limits()
                    .requiredAnyOf()
                    .get(random.nextInt(shape.limits().requiredAnyOf().size())));
        }
        List<String> known = new ArrayList<>(shape.children().keySet());
        for (int i = random.nextInt(4); i > 0 && depth > 0 && !known.isEmpty(); i--) {
            keys.add(known.get(random.nextInt(known.size())));
        }
        if (shape.mapValue() != null && depth > 0) {
            object.put("free/key", value(shape.mapValue(), depth - 1));
        }
        if (shape.limits().filled() && keys.isEmpty()) {
            keys.add(known.get(0));
        }
        keys.forEach(key -> {
            Shape child = shape.children().get(key);
            object.put(key, child == null ? "anything" : value(child, depth - 1));
        });
        return object;
    }
}
