package io.airworthy.render.helm;

import io.airworthy.chart.KeyPath;
import io.airworthy.frozen.FrozenTree;
import io.airworthy.frozen.Tree;
import io.airworthy.render.yaml.YamlText;
import io.airworthy.values.Section;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes trees, and decides what is quoted: all text that is a value, and each key that is not a plain word. */
final class YamlWriter {

    private static final Set<String> NO_WORDS = Set.of("y", "n", "yes", "no", "on", "off", "true", "false", "null");

    /** What is longer is written as {@code ? key}, on a line of its own. */
    private static final int LONGEST_SIMPLE_KEY = 127;

    private final StringBuilder text = new StringBuilder();

    private final Set<String> topLevelKeys = new HashSet<>();

    /** The keys, and the places in lists, that lead to where the writer is. */
    private final List<Object> here = new ArrayList<>();

    String write(List<Section> sections) {
        for (Section section : sections) {
            for (String key : section.values().keySet()) {
                if (!topLevelKeys.add(key)) {
                    throw new IllegalArgumentException(
                            "The key " + key + " is in two sections; a file can contain it only once");
                }
            }
            text.append(text.isEmpty() ? "" : "\n");
            CommentLines.append(text, section.comment());
            map(section.values(), 0);
        }
        return text.isEmpty() ? "{}\n" : text.toString();
    }

    /** The entries, the first of them where the text ends. */
    private void map(Map<?, ?> map, int indent) {
        int begin = text.length();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (text.length() > begin) {
                indent(indent);
            }
            String key = (String) entry.getKey();
            here.add(key);
            requireWhole(key);
            if (isWord(key)) {
                text.append(key).append(':');
                value(entry.getValue(), indent + 2);
            } else if (isSimple(key)) {
                YamlText.quote(text, key);
                text.append(':');
                value(entry.getValue(), indent + 2);
            } else {
                text.append("? ");
                YamlText.quote(text, key);
                text.append('\n');
                indent(indent);
                text.append(':');
                element(entry.getValue(), indent + 2);
            }
            here.remove(here.size() - 1);
        }
    }

    /** Whether no reader could take a key for anything but a word. */
    private static boolean isWord(String key) {
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            boolean isLetter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
            if (!isLetter && (i == 0 || c != '-' && (c < '0' || c > '9'))) {
                return false;
            }
        }
        return isSimple(key) && !NO_WORDS.contains(key.toLowerCase(Locale.ROOT));
    }

    private static boolean isSimple(String key) {
        return !key.isEmpty() && key.length() <= LONGEST_SIMPLE_KEY && key.indexOf('\n') < 0;
    }

    private void list(List<?> list, int indent) {
        for (int i = 0; i < list.size(); i++) {
            if (i > 0) {
                indent(indent);
            }
            here.add(i);
            text.append('-');
            element(list.get(i), indent + 2);
            here.remove(here.size() - 1);
        }
    }

    /** What stands behind a key: a map or a list begins on the next line. */
    private void value(@Nullable Object value, int indent) {
        if (isScalar(value)) {
            scalar(value, indent);
        } else {
            text.append('\n');
            indent(indent);
            map(Tree.mapOrEmpty(value), indent);
            list(Tree.listOrEmpty(value), indent);
        }
    }

    /** What stands behind a dash: a map or a list begins on the same line. */
    private void element(@Nullable Object value, int indent) {
        if (isScalar(value)) {
            scalar(value, indent);
        } else {
            text.append(' ');
            map(Tree.mapOrEmpty(value), indent);
            List<?> list = Tree.listOrEmpty(value);
            if (!list.isEmpty()) {
                text.append("  ");
                list(list, indent + 2);
            }
        }
    }

    /** Whether a value has no lines of its own. */
    private static boolean isScalar(@Nullable Object value) {
        return switch (Tree.kind(value)) {
            case MAP, LIST -> Tree.isEmpty(value);
            case NULL, TEXT, BOOLEAN, INTEGER, BIG_INTEGER, DECIMAL, OTHER -> true;
        };
    }

    private void scalar(@Nullable Object value, int indent) {
        text.append(' ');
        switch (Tree.kind(value)) {
            case NULL, BOOLEAN, INTEGER, BIG_INTEGER -> text.append(value);
            case MAP -> text.append("{}");
            case LIST -> text.append("[]");
            case TEXT -> text((String) Objects.requireNonNull(value), indent);
            case DECIMAL -> {
                if (Tree.isInfinite(value)) {
                    throw unwritable(Objects.requireNonNull(value));
                }
                text.append(YamlText.decimal((Double) Objects.requireNonNull(value)));
            }
            case OTHER -> throw unwritable(Objects.requireNonNull(value));
        }
        text.append('\n');
    }

    private void text(String value, int indent) {
        requireWhole(value);
        if (!YamlText.isLiteral(value)) {
            YamlText.quote(text, value);
            return;
        }
        text.append(value.endsWith("\n") ? "|" : "|-");
        for (int begin = 0; begin < value.length(); ) {
            int end = value.indexOf('\n', begin);
            end = end < 0 ? value.length() : end;
            text.append('\n');
            if (end > begin) {
                indent(indent);
                text.append(value, begin, end);
            }
            begin = end + 1;
        }
    }

    private void indent(int indent) {
        for (int i = 0; i < indent; i++) {
            text.append(' ');
        }
    }

    private IllegalArgumentException unwritable(Object value) {
        String what = FrozenTree.whyUnwritable(value)
                .orElseGet(() -> "it is the " + value.getClass().getSimpleName() + " " + value);
        return new IllegalArgumentException(at() + " " + what
                + "; YAML supports maps with text keys, lists, strings, integers, finite doubles, booleans and"
                + " nulls");
    }

    private void requireWhole(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i)) && !Character.isSupplementaryCodePoint(text.codePointAt(i++))) {
                throw new IllegalArgumentException(at() + " there is text with half of a surrogate pair at character "
                        + i + ", which no encoding can represent");
            }
        }
    }

    private String at() {
        List<KeyPath.Step> steps = here.stream()
                .map(step -> new KeyPath.Step(step.toString(), Tree.text(step).isEmpty()))
                .toList();
        return steps.isEmpty() ? "At the top level" : "At " + new KeyPath(steps);
    }
}
