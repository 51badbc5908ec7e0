package io.airworthy.values;

import io.airworthy.frozen.Tree;
import io.airworthy.pods.Quantity;
import io.airworthy.pods.Resources;
import io.airworthy.pods.ResourcesBuilder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * How something of the model is written in the values, and read from them.
 *
 * @param write what stands in the values for it
 * @param read what it is in the model; empty where the model cannot say it
 */
record Format<T>(Function<T, Object> write, Function<Object, Optional<T>> read) {

    private static final Pattern DIGITS = Pattern.compile("\\d{1,18}");

    static final Format<Integer> INTEGER = new Format<>(number -> number, Format::integer);

    static final Format<Boolean> BOOLEAN = new Format<>(
            truth -> truth,
            given -> given.equals(true)
                    ? Optional.of(true)
                    : given.equals(false) ? Optional.of(false) : Optional.empty());

    /** Text that reaches its reader as it is. An empty one says nothing. */
    static final Format<String> TEXT = text(text -> text, text -> text);

    /** Text in an environment variable, where the kubelet replaces {@code $(NAME)}. */
    static final Format<String> VARIABLE = text(ChartText::variable, ChartText::fromVariable);

    /** Text that the chart runs through its template engine. */
    static final Format<String> TEMPLATED_TEXT = text(ChartText::templated, ChartText::fromTemplated);

    /** A map of texts. An empty one says nothing. */
    static final Format<Map<String, String>> TEXTS = texts(text -> text, text -> text);

    /** A map of texts that the chart runs through its template engine. */
    static final Format<Map<String, String>> TEMPLATED_TEXTS = texts(ChartText::templated, ChartText::fromTemplated);

    /** A list of texts. An empty one says nothing. */
    static final Format<List<String>> TEXT_LIST = listOf(TEXT);

    /** A list of texts that the chart runs through its template engine. */
    static final Format<List<String>> TEMPLATED_TEXT_LIST = listOf(TEMPLATED_TEXT);

    /** What Kubernetes defines, as it is. An empty map says nothing. */
    static final Format<Map<String, Object>> TREE = new Format<>(ExtraValues::inOrder, given -> {
        Map<String, Object> tree = new TreeMap<>();
        Tree.mapOrEmpty(given).forEach((key, value) -> tree.put(String.valueOf(key), value));
        return tree.isEmpty() ? Optional.empty() : Optional.of(tree);
    });

    static final Format<Resources> RESOURCES = new Format<>(Format::resources, Format::resources);

    static <T> Format<T> textOf(Function<T, String> write, Function<String, T> read) {
        return TEXT.as(write, read);
    }

    static <T> Format<List<T>> listOf(Format<T> element) {
        return new Format<>(
                list -> list.stream().map(element.write()).toList(),
                given -> some(Tree.listOrEmpty(given).stream()
                        .flatMap(one -> element.read().apply(one).stream())
                        .toList()));
    }

    static <K, V> Optional<Map<K, V>> some(Map<K, V> map) {
        return map.isEmpty() ? Optional.empty() : Optional.of(map);
    }

    static <T> Optional<List<T>> some(List<T> list) {
        return list.isEmpty() ? Optional.empty() : Optional.of(list);
    }

    static <T extends Enum<T>> Format<T> oneOf(T[] all) {
        return new Format<>(
                Enum::toString,
                given -> Arrays.stream(all)
                        .filter(one -> one.toString().equals(given))
                        .findFirst());
    }

    /** The same text for another type. */
    <U> Format<U> as(Function<U, T> write, Function<T, U> read) {
        return new Format<>(
                value -> this.write.apply(write.apply(value)),
                given -> this.read.apply(given).map(read));
    }

    private static Format<Map<String, String>> texts(UnaryOperator<String> write, UnaryOperator<String> read) {
        return new Format<>(
                texts -> {
                    Map<String, String> written = new TreeMap<>();
                    texts.forEach((key, text) -> written.put(key, write.apply(text)));
                    return written;
                },
                given -> {
                    Map<String, String> texts = new TreeMap<>();
                    Tree.mapOrEmpty(given)
                            .forEach((key, text) -> texts.put(String.valueOf(key), read.apply(String.valueOf(text))));
                    return texts.isEmpty() ? Optional.empty() : Optional.of(texts);
                });
    }

    private static Format<String> text(Function<String, String> write, Function<String, String> read) {
        return new Format<>(
                write::apply,
                given -> Tree.text(given).filter(text -> !text.isEmpty()).map(read));
    }

    static Optional<Integer> integer(Object given) {
        return Tree.kind(given) == Tree.Kind.INTEGER ? number(given.toString()) : Optional.empty();
    }

    /** A text of digits. */
    static Optional<Long> wholeNumber(String text) {
        return DIGITS.matcher(text).matches() ? Optional.of(Long.valueOf(text)) : Optional.empty();
    }

    static Optional<Integer> number(String text) {
        try {
            return Optional.of(Integer.valueOf(text));
        } catch (NumberFormatException notAnInteger) {
            return Optional.empty();
        }
    }

    private static Map<String, Object> resources(Resources resources) {
        Map<String, Object> all = new LinkedHashMap<>();
        amounts(all, "requests", resources.cpuRequest(), resources.memoryRequest());
        amounts(all, "limits", resources.cpuLimit(), resources.memoryLimit());
        return all;
    }

    private static void amounts(
            Map<String, Object> all, String kind, Optional<Quantity> cpu, Optional<Quantity> memory) {
        Map<String, Object> amounts = new LinkedHashMap<>();
        cpu.ifPresent(amount -> amounts.put("cpu", amount.text()));
        memory.ifPresent(amount -> amounts.put("memory", amount.text()));
        if (!amounts.isEmpty()) {
            all.put(kind, amounts);
        }
    }

    private static Optional<Resources> resources(Object given) {
        ResourcesBuilder resources = Resources.builder();
        amount(given, "requests", "cpu", resources::cpuRequest);
        amount(given, "requests", "memory", resources::memoryRequest);
        amount(given, "limits", "cpu", resources::cpuLimit);
        amount(given, "limits", "memory", resources::memoryLimit);
        return Optional.of(resources.build());
    }

    private static void amount(Object given, String kind, String what, Function<String, ResourcesBuilder> set) {
        Tree.find(Tree.mapOrEmpty(given), kind + "." + what)
                .map(Object::toString)
                .ifPresent(set::apply);
    }
}
