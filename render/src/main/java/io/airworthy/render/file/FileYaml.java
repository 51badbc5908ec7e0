package io.airworthy.render.file;

import io.airworthy.frozen.Tree;
import io.airworthy.render.source.SourceText;
import io.airworthy.render.yaml.YamlText;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes trees as a person would: quotes only where a reader of YAML 1.1 or 1.2 needs them, short lists on one line. */
final class FileYaml {

    private static final Pattern KEY = Pattern.compile("[A-Za-z_][A-Za-z0-9_./-]*");

    /** What no reader takes for anything but a text, as far as its characters go. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_/.][A-Za-z0-9_/.@+=:*-]*(?<!:)");

    private static final Pattern VERSION = Pattern.compile("[0-9]+\\.[0-9]+\\.[0-9]+");

    /** Numbers of any reader, base sixty, dates. */
    private static final Pattern NUMBER_LIKE =
            Pattern.compile("[-+]?[0-9][0-9_]*(:[0-9].*|-[0-9].*|\\.)?|[-+.0-9eE_]+");

    private static final int LONGEST_LINE = 100;

    private final StringBuilder text = new StringBuilder();

    static String write(Map<?, ?> tree) {
        FileYaml yaml = new FileYaml();
        if (tree.isEmpty()) {
            return "{}\n";
        }
        yaml.map(tree, 0);
        return yaml.text.toString();
    }

    private void map(Map<?, ?> map, int indent) {
        String separator = "";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            text.append(separator).append(key(String.valueOf(entry.getKey()))).append(':');
            value(entry.getValue(), indent + 2);
            separator = " ".repeat(indent);
        }
    }

    private void list(List<?> list, int indent) {
        for (Object each : list) {
            text.append(" ".repeat(indent)).append('-');
            switch (Tree.kind(each)) {
                case MAP -> {
                    Map<?, ?> map = Tree.mapOrEmpty(each);
                    if (isBlock(map, indent)) {
                        text.append(' ');
                        map(map, indent + 2);
                    } else {
                        value(each, indent + 2);
                    }
                }
                default -> value(each, indent + 2);
            }
        }
    }

    private void value(@Nullable Object value, int indent) {
        switch (Tree.kind(value)) {
            case MAP -> {
                Map<?, ?> map = Tree.mapOrEmpty(value);
                if (isBlock(map, indent)) {
                    text.append('\n').append(" ".repeat(indent));
                    map(map, indent);
                } else {
                    text.append(' ').append(flow(map)).append('\n');
                }
            }
            case LIST -> {
                List<?> list = Tree.listOrEmpty(value);
                String flow = flow(list);
                if (list.isEmpty() || list.stream().allMatch(FileYaml::isScalar) && fits(flow, indent)) {
                    text.append(' ').append(flow).append('\n');
                } else {
                    text.append('\n');
                    list(list, indent);
                }
            }
            case TEXT -> text((String) Objects.requireNonNull(value), indent);
            default -> text.append(' ').append(scalar(value)).append('\n');
        }
    }

    /** Whether it takes lines of its own: not if it is empty, or one short thing as in {@code {branch: main}}. */
    private static boolean isBlock(Map<?, ?> map, int indent) {
        return !map.isEmpty()
                && !(map.size() == 1 && map.values().stream().allMatch(FileYaml::isScalar) && fits(flow(map), indent));
    }

    private static boolean fits(String flow, int indent) {
        return flow.length() <= Math.min(LONGEST_LINE - indent, 60);
    }

    private static boolean isScalar(@Nullable Object value) {
        return switch (Tree.kind(value)) {
            case MAP, LIST -> false;
            case TEXT -> !((String) Objects.requireNonNull(value)).contains("\n");
            default -> true;
        };
    }

    private static String flow(Map<?, ?> map) {
        return map.entrySet().stream()
                .map(entry -> key(String.valueOf(entry.getKey())) + ": " + flowScalar(entry.getValue()))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static String flow(List<?> list) {
        return list.stream().map(FileYaml::flowScalar).collect(Collectors.joining(", ", "[", "]"));
    }

    private static String flowScalar(@Nullable Object value) {
        return isScalar(value) ? scalar(value) : "";
    }

    private void text(String value, int indent) {
        if (!YamlText.isLiteral(value)) {
            text.append(' ').append(scalar(value)).append('\n');
            return;
        }
        text.append(value.endsWith("\n") ? " |\n" : " |-\n");
        value.lines()
                .forEach(line -> text.append(line.isEmpty() ? "" : " ".repeat(indent))
                        .append(line)
                        .append('\n'));
    }

    private static String scalar(@Nullable Object value) {
        return switch (Tree.kind(value)) {
            case NULL -> "null";
            case TEXT ->
                isPlain((String) Objects.requireNonNull(value)) ? (String) value : YamlText.quoted((String) value);
            case DECIMAL -> YamlText.decimal(FileJson.finite((Double) Objects.requireNonNull(value)));
            case BOOLEAN, INTEGER, BIG_INTEGER -> String.valueOf(value);
            default -> throw FileJson.unwritable(Objects.requireNonNull(value));
        };
    }

    private static String key(String key) {
        return KEY.matcher(key).matches() && isPlain(key) ? key : YamlText.quoted(key);
    }

    private static boolean isPlain(String text) {
        return PLAIN.matcher(text).matches()
                && (VERSION.matcher(text).matches()
                        || !NUMBER_LIKE.matcher(text).matches())
                && SourceText.of("", text)
                        .read()
                        .documents()
                        .get(0)
                        .root()
                        .scalar()
                        .filter(scalar -> text.equals(scalar.value()))
                        .isPresent();
    }
}
