package io.airworthy.render.lint;

import io.airworthy.frozen.Tree;
import io.airworthy.render.helm.ValuesYaml;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Values in which something stands at another place, is gone, or is what nobody expects there. */
final class ChangedValues {

    /** What people, and programs, write into files. No null in a map: only values.yaml tells where Helm takes a default away. */
    private static final List<String> WRITTEN = List.of(
            "true",
            "\"true\"",
            "'false'",
            "yes",
            "0",
            "1",
            "-1",
            "7",
            "\"7\"",
            "70000",
            "5000000000",
            "9007199254740993",
            "1.5",
            "3.0",
            "1e3",
            "-0",
            "0x1F",
            "1.10",
            "1.2.3",
            "2026-01-31",
            "\"2026-01-31T12:00:00Z\"",
            "\"\"",
            "text",
            "Always",
            "ClusterIP",
            "RollingUpdate",
            "disable",
            "CeleryExecutor",
            "\"CeleryExecutor,KubernetesExecutor\"",
            "100m",
            "50%",
            "10Gi",
            "[]",
            "[a]",
            "[a, a]",
            "[1]",
            "[null]",
            "[[]]",
            "[{}]",
            "[{name: a}]",
            "[{name: a, value: b}]",
            "[{name: a, value: 1}]",
            "{}",
            "{a: 1}",
            "{a: b}",
            "{name: a}",
            "{enabled: 1}",
            "{a: {b: 1}}",
            "{1: a}",
            "{limits: {cpu: 1}}",
            "!!str 1");

    private static final String PLACE = "a-place-for-something-else";

    private final Random random;
    private final Map<String, @Nullable Object> tree;

    private ChangedValues(Map<?, ?> tree, Random random) {
        this.tree = copy(tree);
        this.random = random;
    }

    /** The text of values, changed at one place. */
    static String of(Map<?, ?> tree, Random random) {
        ChangedValues values = new ChangedValues(tree, random);
        values.change();
        String text = ValuesYaml.write(values.tree);
        return text.replace('"' + PLACE + '"', WRITTEN.get(random.nextInt(WRITTEN.size())));
    }

    private void change() {
        List<Object> holders = new ArrayList<>();
        collect(tree, holders);
        Object holder = holders.get(random.nextInt(holders.size()));
        int way = random.nextInt(6);
        if (Tree.kind(holder) == Tree.Kind.LIST) {
            element(list(holder), way);
        } else {
            entry(map(holder), way);
        }
    }

    private void element(List<@Nullable Object> list, int way) {
        int index = random.nextInt(list.size());
        if (way == 0) {
            list.remove(index);
        } else {
            list.set(index, PLACE);
        }
    }

    private void entry(Map<String, @Nullable Object> map, int way) {
        String key = List.copyOf(map.keySet()).get(random.nextInt(map.size()));
        switch (way) {
            case 0 -> map.remove(key);
            case 1 -> map.put(key + key.charAt(key.length() - 1), map.remove(key));
            default -> map.put(key, PLACE);
        }
    }

    /** Everything that holds something. */
    private static void collect(@Nullable Object value, List<Object> holders) {
        if (value != null && !Tree.isEmpty(value)) {
            if (Tree.kind(value) == Tree.Kind.MAP) {
                holders.add(value);
                map(value).values().forEach(inner -> collect(inner, holders));
            } else if (Tree.kind(value) == Tree.Kind.LIST) {
                holders.add(value);
                list(value).forEach(inner -> collect(inner, holders));
            }
        }
    }

    private static Map<String, @Nullable Object> copy(Map<?, ?> map) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        map.forEach((key, value) -> copy.put((String) key, copy(value)));
        return copy;
    }

    private static @Nullable Object copy(@Nullable Object value) {
        return switch (Tree.kind(value)) {
            case MAP -> copy(Tree.mapOrEmpty(value));
            case LIST -> {
                List<@Nullable Object> copy = new ArrayList<>();
                Tree.listOrEmpty(value).forEach(inner -> copy.add(copy(inner)));
                yield copy;
            }
            default -> value;
        };
    }

    @SuppressWarnings("unchecked")
    private static Map<String, @Nullable Object> map(Object value) {
        return (Map<String, @Nullable Object>) value;
    }

    @SuppressWarnings("unchecked")
    private static List<@Nullable Object> list(Object value) {
        return (List<@Nullable Object>) value;
    }
}
