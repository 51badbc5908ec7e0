package io.airworthy.render.lint;

import io.airworthy.chart.KeyPath;
import io.airworthy.frozen.Tree;
import io.airworthy.render.source.SourceMapping;
import io.airworthy.render.source.SourceNode;
import io.airworthy.render.source.SourceRegion;
import io.airworthy.render.source.SourceScalar;
import io.airworthy.render.source.SourceSequence;
import io.airworthy.render.source.SourceSpot;
import io.airworthy.render.source.SourceText;
import io.airworthy.render.yaml.YamlText;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The text of one file's values. A change of it leaves everything beside it as it is; there is none where the text would say
 * something else afterwards than what was asked for.
 */
final class ValuesText {

    private static final Pattern BARE = Pattern.compile("[A-Za-z/][\\w./@+-]*(:[\\w./@+-]+)*");
    private static final Pattern DASH = Pattern.compile("\\s*-\\s+");

    /** A stretch of text, and what comes in its place. */
    private record Cut(int start, int end, String by) {}

    private final Layer layer;
    private final String text;

    ValuesText(Layer layer) {
        this.layer = layer;
        this.text = layer.text().text();
    }

    Layer layer() {
        return layer;
    }

    boolean has(KeyPath path) {
        return spot(path).steps() == path.steps().size();
    }

    SourceSpot spot(KeyPath path) {
        return SourceSpot.deepest(layer.root(), path);
    }

    /** Writes a value at a key, whether something stands there already or not. */
    Optional<ValuesText> put(KeyPath path, @Nullable Object value) {
        SourceSpot spot = spot(path);
        boolean isThere = spot.steps() == path.steps().size();
        Optional<Cut> cut = isThere
                ? spot.node().scalar().map(scalar -> replaced(scalar, value))
                : inserted(path, spot, List.of(), ": " + written(value), 0);
        return changed(cut, tree -> put(tree, path.steps(), value));
    }

    /** Removes a key or an element of a list; a mapping that is left empty goes as well, because Helm would take it for null. */
    Optional<ValuesText> remove(KeyPath path) {
        return changed(removed(path, false), tree -> remove(tree, path.steps()));
    }

    /** Removes a key that was copied, and the comments above it, which were copied as well. */
    Optional<ValuesText> take(KeyPath path) {
        return changed(removed(path, true), tree -> remove(tree, path.steps()));
    }

    /** Calls a key something else. */
    Optional<ValuesText> rename(KeyPath path, String key) {
        KeyPath to = parent(path).key(key);
        SourceSpot spot = spot(path);
        return has(path) && !has(to)
                ? changed(
                        spot.entry()
                                .filter(entry -> !entry.isMerged())
                                .map(entry -> entry.key().region())
                                .map(region -> new Cut(region.offset(), region.endOffset(), plain(key))),
                        tree -> {
                            @Nullable Object value = find(tree, path.steps());
                            remove(tree, path.steps());
                            put(tree, to.steps(), value);
                        })
                : Optional.empty();
    }

    /** Writes at a key, where nothing stands yet, what stands at another one. */
    Optional<ValuesText> copy(KeyPath from, KeyPath to) {
        SourceSpot source = spot(from);
        SourceSpot target = spot(to);
        if (!has(from) || has(to)) {
            return Optional.empty();
        }
        return changed(
                source.entry()
                        .filter(entry -> !entry.isMerged())
                        .flatMap(entry -> tail(source, entry, target)
                                .flatMap(tail -> inserted(
                                        to,
                                        target,
                                        comments(entry),
                                        tail,
                                        entry.key().region().column() - 1))),
                tree -> put(tree, to.steps(), find(tree, from.steps())));
    }

    /** Removes an entry that has no effect, because another one of its name comes later. */
    Optional<ValuesText> dropLost(KeyPath path, SourceMapping.Entry lost) {
        return spot(path).parent().flatMap(parent -> changed(removed(parent, lost, false), tree -> {}));
    }

    private Optional<ValuesText> changed(Optional<Cut> cut, Consumer<Map<String, @Nullable Object>> meaning) {
        return cut.flatMap(change -> {
            String after = text.substring(0, change.start()) + change.by() + text.substring(change.end());
            Map<String, @Nullable Object> expected = Values.map(layer.root());
            meaning.accept(expected);
            return layer.in(SourceText.of(layer.text().name(), after))
                    .filter(changed -> Objects.equals(pruned(Values.map(changed.root())), pruned(expected)))
                    .map(ValuesText::new);
        });
    }

    private Cut replaced(SourceScalar scalar, @Nullable Object value) {
        SourceRegion region = scalar.region();
        String written = like(scalar, value);
        return new Cut(
                region.offset(), region.endOffset(), region.offset() == region.endOffset() ? " " + written : written);
    }

    /** A value, in the quotes that another one has. */
    static String like(SourceScalar scalar, @Nullable Object value) {
        return switch (scalar.style()) {
            case SINGLE_QUOTED ->
                Tree.text(value)
                        .map(text -> "'" + text.replace("'", "''") + "'")
                        .orElseGet(() -> written(value));
            case DOUBLE_QUOTED -> Tree.text(value).map(YamlText::quoted).orElseGet(() -> written(value));
            case PLAIN, LITERAL, FOLDED -> written(value);
        };
    }

    /**
     * @param comments what stands above the key
     * @param tail what stands behind it, from its colon on, its further lines indented as behind a key at {@code column}
     */
    private Optional<Cut> inserted(KeyPath path, SourceSpot spot, List<String> comments, String tail, int column) {
        List<KeyPath.Step> missing =
                path.steps().subList(spot.steps(), path.steps().size());
        if (missing.stream().anyMatch(KeyPath.Step::place)) {
            return Optional.empty();
        }
        Optional<SourceMapping> mapping = spot.node().mapping();
        if (mapping.isPresent() && isFlow(mapping.get())) {
            return tail.contains("\n") ? Optional.empty() : Optional.of(inFlow(mapping.get(), missing, tail));
        }
        boolean isNothing =
                spot.node().scalar().filter(scalar -> scalar.text().isEmpty()).isPresent();
        return mapping.isPresent()
                ? mapping.get().entries().stream()
                        .filter(entry -> !entry.isMerged())
                        .reduce((first, second) -> second)
                        .map(last -> line(end(last), last.key().region().column() - 1, missing, comments, tail, column))
                : spot.entry()
                        .filter(entry -> isNothing && beginsItsLine(entry))
                        .map(entry ->
                                line(end(entry), entry.key().region().column() + 1, missing, comments, tail, column));
    }

    private Cut line(int after, int indent, List<KeyPath.Step> keys, List<String> comments, String tail, int column) {
        StringBuilder lines = new StringBuilder();
        int here = indent;
        for (int i = 0; i < keys.size(); i++) {
            String line = lineBreak() + " ".repeat(here);
            lines.append(i == 0 ? "" : ":");
            if (i + 1 == keys.size()) {
                comments.forEach(comment -> lines.append(line).append(comment));
            }
            lines.append(line).append(plain(keys.get(i).text()));
            here += 2;
        }
        lines.append(shifted(tail, here - 2 - column));
        int place = lineEnd(after);
        return new Cut(place, place, lines.toString());
    }

    private Cut inFlow(SourceMapping mapping, List<KeyPath.Step> keys, String tail) {
        String entry = keys.stream().map(key -> plain(key.text())).collect(Collectors.joining(": {"))
                + tail
                + "}".repeat(keys.size() - 1);
        int place = mapping.entries().isEmpty()
                ? mapping.region().endOffset() - 1
                : end(mapping.entries().get(mapping.entries().size() - 1));
        return new Cut(place, place, (mapping.entries().isEmpty() ? "" : ", ") + entry);
    }

    /** What stands behind a key, in a form that can stand where it is to go. */
    private Optional<String> tail(SourceSpot source, SourceMapping.Entry entry, SourceSpot target) {
        boolean intoFlow = target.node().mapping().filter(this::isFlow).isPresent();
        boolean fromFlow = source.parent().filter(this::isFlow).isPresent();
        int start = entry.key().region().endOffset();
        String tail = text.substring(start, intoFlow || fromFlow ? end(entry) : lineEnd(end(entry)));
        return (intoFlow || fromFlow) && tail.contains("\n") ? Optional.empty() : Optional.of(tail);
    }

    /** What stands above a key. */
    private List<String> comments(SourceMapping.Entry entry) {
        return text.substring(
                        commentsStart(entry), lineStart(entry.key().region().offset()))
                .lines()
                .map(String::strip)
                .toList();
    }

    private static String shifted(String tail, int by) {
        return by == 0
                ? tail
                : Pattern.compile("\n( *)(?=[^ \r\n])")
                        .matcher(tail)
                        .replaceAll(match ->
                                "\n" + " ".repeat(Math.max(0, match.group(1).length() + by)));
    }

    private Optional<Cut> removed(KeyPath path, boolean withComments) {
        if (path.steps().isEmpty() || !has(path)) {
            return Optional.empty();
        }
        KeyPath.Step last = path.steps().get(path.steps().size() - 1);
        KeyPath above = parent(path);
        if (last.place()) {
            return spot(above).node().sequence().flatMap(list -> removed(above, list, Integer.parseInt(last.text())));
        }
        SourceSpot spot = spot(path);
        SourceMapping parent = spot.parent().orElseThrow();
        boolean isAlone = parent.entries().size() == 1 && !isFlow(parent);
        return isAlone ? removed(above, false) : removed(parent, spot.entry().orElseThrow(), withComments);
    }

    private Optional<Cut> removed(SourceMapping parent, SourceMapping.Entry entry, boolean withComments) {
        if (entry.isMerged()) {
            return Optional.empty();
        }
        if (isFlow(parent)) {
            return Optional.of(ofFlow(
                    parent.entries().stream()
                            .map(it -> it.key().region().offset())
                            .toList(),
                    parent.entries().stream().map(this::end).toList(),
                    parent.entries().indexOf(entry)));
        }
        int start = withComments ? commentsStart(entry) : entry.key().region().offset();
        return beginsItsLine(entry) ? Optional.of(lines(start, end(entry))) : Optional.empty();
    }

    /** Where the comments directly above a key begin, at its own depth; those at the head of a file are about all of it. */
    private int commentsStart(SourceMapping.Entry entry) {
        int key = entry.key().region().offset();
        int start = lineStart(key);
        String depth = text.substring(start, key);
        int above = start;
        while (above > 0 && isComment(depth, lineStart(above - 1))) {
            above = lineStart(above - 1);
        }
        return above == 0 ? start : above;
    }

    private boolean isComment(String depth, int line) {
        return text.startsWith(depth + "#", line);
    }

    private Optional<Cut> removed(KeyPath path, SourceSequence list, int place) {
        SourceNode element = list.elements().get(place);
        if (list.elements().size() == 1) {
            return spot(path).entry().filter(entry -> !entry.isMerged()).map(entry -> {
                int colon = text.indexOf(':', entry.key().region().endOffset());
                return new Cut(colon, end(entry), ": []");
            });
        }
        if (isFlow(list)) {
            return Optional.of(ofFlow(
                    list.elements().stream().map(it -> it.region().offset()).toList(),
                    list.elements().stream().map(this::end).toList(),
                    place));
        }
        int start = element.region().offset();
        return DASH.matcher(text.substring(lineStart(start), start)).matches()
                ? Optional.of(lines(start, end(element)))
                : Optional.empty();
    }

    private static Cut ofFlow(List<Integer> starts, List<Integer> ends, int index) {
        return index + 1 < starts.size()
                ? new Cut(starts.get(index), starts.get(index + 1), "")
                : new Cut(index == 0 ? starts.get(0) : ends.get(index - 1), ends.get(index), "");
    }

    private Cut lines(int start, int end) {
        int from = lineStart(start);
        int to = lineEnd(end);
        boolean isLast = to == text.length();
        return isLast && from > 0
                ? new Cut(from - (from > 1 && text.charAt(from - 2) == '\r' ? 2 : 1), to, "")
                : new Cut(from, text.indexOf('\n', to) + 1, "");
    }

    /** Behind the last character of an entry, or of a value: comments that follow do not belong to it. */
    private int end(SourceMapping.Entry entry) {
        int colon = text.indexOf(':', entry.key().region().endOffset());
        return Math.max(colon + 1, end(entry.value()));
    }

    private int end(SourceNode node) {
        int region = node.region().endOffset();
        boolean isAlias = text.startsWith("*", node.region().offset());
        return isAlias
                ? region
                : node.match(
                        mapping -> isFlow(mapping)
                                ? region
                                : mapping.entries().stream()
                                        .filter(entry -> !entry.isMerged())
                                        .mapToInt(this::end)
                                        .max()
                                        .orElse(region),
                        sequence -> isFlow(sequence) || sequence.elements().isEmpty()
                                ? region
                                : end(sequence.elements()
                                        .get(sequence.elements().size() - 1)),
                        scalar -> region);
    }

    private boolean isFlow(SourceNode node) {
        char last = text.charAt(Math.max(node.region().offset(), node.region().endOffset() - 1));
        char first = text.charAt(node.region().offset());
        return first == '{' || first == '[' || (first == '&' || first == '!') && (last == '}' || last == ']');
    }

    private boolean beginsItsLine(SourceMapping.Entry entry) {
        int key = entry.key().region().offset();
        return text.substring(lineStart(key), key).isBlank();
    }

    private int lineStart(int offset) {
        return text.lastIndexOf('\n', offset - 1) + 1;
    }

    /** Before the line break. */
    private int lineEnd(int offset) {
        int end = text.indexOf('\n', offset);
        return end < 0 ? text.length() : end > 0 && text.charAt(end - 1) == '\r' ? end - 1 : end;
    }

    private String lineBreak() {
        return text.contains("\r\n") ? "\r\n" : "\n";
    }

    private static KeyPath parent(KeyPath path) {
        return new KeyPath(path.steps().subList(0, path.steps().size() - 1));
    }

    /** A text without quotes, where YAML reads it as the same text. */
    private static String plain(String text) {
        boolean isSame = BARE.matcher(text).matches()
                && SourceText.of("", text).read().documents().stream()
                        .allMatch(document -> document.root()
                                .scalar()
                                .filter(scalar -> text.equals(scalar.value()))
                                .isPresent());
        return isSame ? text : YamlText.quoted(text);
    }

    static String written(@Nullable Object value) {
        return Tree.<String>fold(
                value,
                map -> map.entrySet().stream()
                        .map(entry -> plain(String.valueOf(entry.getKey())) + ": " + written(entry.getValue()))
                        .collect(Collectors.joining(", ", "{", "}")),
                list -> list.stream().map(ValuesText::written).collect(Collectors.joining(", ", "[", "]")),
                () -> Tree.text(value).map(ValuesText::plain).orElseGet(() -> String.valueOf(value)));
    }

    private static @Nullable Object find(Map<String, @Nullable Object> tree, List<KeyPath.Step> steps) {
        @Nullable Object value = tree;
        for (KeyPath.Step step : steps) {
            value = step.place()
                    ? Tree.listOrEmpty(value).get(Integer.parseInt(step.text()))
                    : Tree.mapOrEmpty(value).get(step.text());
        }
        return value;
    }

    @SuppressWarnings("unchecked")
    private static void put(@Nullable Object tree, List<KeyPath.Step> steps, @Nullable Object value) {
        KeyPath.Step first = steps.get(0);
        if (first.place()) {
            List<@Nullable Object> list = (List<@Nullable Object>) Objects.requireNonNull(tree);
            int place = Integer.parseInt(first.text());
            if (steps.size() == 1) {
                list.set(place, value);
            } else {
                put(list.get(place), steps.subList(1, steps.size()), value);
            }
            return;
        }
        Map<String, @Nullable Object> map = (Map<String, @Nullable Object>) Objects.requireNonNull(tree);
        if (steps.size() == 1) {
            map.put(first.text(), value);
        } else {
            if (map.get(first.text()) == null) {
                map.put(first.text(), new LinkedHashMap<String, @Nullable Object>());
            }
            put(map.get(first.text()), steps.subList(1, steps.size()), value);
        }
    }

    private static void remove(Map<String, @Nullable Object> tree, List<KeyPath.Step> steps) {
        @Nullable Object parent = find(tree, steps.subList(0, steps.size() - 1));
        KeyPath.Step last = steps.get(steps.size() - 1);
        if (last.place()) {
            Tree.listOrEmpty(parent).remove(Integer.parseInt(last.text()));
        } else {
            Tree.mapOrEmpty(parent).remove(last.text());
        }
    }

    /** Without empty mappings, which say nothing, and with numbers of one kind. */
    private static @Nullable Object pruned(@Nullable Object value) {
        return Tree.<@Nullable Object>fold(
                value,
                map -> {
                    Map<Object, @Nullable Object> pruned = new LinkedHashMap<>();
                    map.forEach((key, inner) -> {
                        @Nullable Object kept = pruned(inner);
                        if (kept == null || !kept.equals(Map.of())) {
                            pruned.put(key, kept);
                        }
                    });
                    return pruned;
                },
                list -> {
                    List<@Nullable Object> pruned = new ArrayList<>();
                    list.forEach(element -> pruned.add(pruned(element)));
                    return pruned;
                },
                () -> switch (Tree.kind(value)) {
                    case INTEGER, BIG_INTEGER -> new BigInteger(String.valueOf(value));
                    default -> value;
                });
    }
}
