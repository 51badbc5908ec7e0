package io.airworthy.rules;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a text of several lines sets: YAML, Python, an ini file, a shell script. Read line by line and never refused, since
 * nobody says which of them it is: {@code key: value} and {@code key = value}, each below the lines that it is indented
 * under.
 */
final class TextLines {

    /**
     * What a line sets.
     *
     * @param path the keys that it stands below and its own, with dots between them
     * @param name its own key, or a variable's name
     * @param value the value, without quotes
     * @param isVariable whether it is an element {@code {name: …, value: …}}
     */
    record Line(String path, String name, String value, boolean isVariable) {}

    private record Key(int indent, String name) {}

    private static final Pattern LINE = Pattern.compile("(?<indent>[ \\t]{0,200}(?:- {1,20}){0,5})(?:export )?"
            + "(?<quote>[\"']?)(?<key>[A-Za-z_][A-Za-z0-9_./-]{0,200})\\k<quote>[ \\t]{0,20}(?::(?=\\s|$)|=)[ \\t]{0,20}"
            + "(?<value>.{0,4000})");

    private static final Pattern ITEM =
            Pattern.compile("(?<indent>[ \\t]{0,200}(?:- {1,20}){1,5})(?<value>\\S.{0,4000})");

    /** {@code key: value} inside of braces, and the braces inside of these. */
    private static final Pattern IN_BRACES = Pattern.compile("(?<close>})|"
            + "(?<quote>[\"']?)(?<key>[A-Za-z_][A-Za-z0-9_./-]{0,200})\\k<quote>\\s{0,20}:\\s{0,20}(?:(?<open>\\{)"
            + "|(?<value>\"[^\"]{0,2000}\"|'[^']{0,2000}'|\\[[^\\[\\]{}]{0,2000}]"
            + "|[^\"'{}\\[\\],\\s][^{}\\[\\],\\n]{0,2000}))");

    private static final Pattern QUOTED =
            Pattern.compile("(?<quote>[\"'])(?<text>.{0,4000}?)\\k<quote>[ \\t,;]{0,20}(?:#.{0,4000})?");

    private static final Pattern PYTHON = Pattern.compile("(?m)^(?:import |from \\S{1,200} import |def |class )");

    private static final Pattern CONSTANT = Pattern.compile("True|False|None|-?[0-9][0-9_.]{0,30}");

    private final List<Line> lines = new ArrayList<>();
    private final Deque<Key> above = new ArrayDeque<>();
    private final boolean isPython;

    /** The element of a list that the lines are in, as far as it is read. */
    private Optional<String> name = Optional.empty();

    private Optional<String> value = Optional.empty();

    private TextLines(String text) {
        this.isPython = isPython(text);
    }

    static List<Line> of(String text) {
        TextLines read = new TextLines(text);
        text.lines().filter(line -> !isComment(line)).forEach(read::line);
        return read.lines;
    }

    /** Whether a value is a text that sets something; a list in YAML may do with one line. */
    static boolean isText(String value) {
        return value.indexOf('\n') >= 0 || value.startsWith("- ");
    }

    /** Python's names are not its values: what stands without quotes is code. */
    static boolean isPython(String text) {
        return PYTHON.matcher(text).find();
    }

    static boolean isComment(String line) {
        String start = line.stripLeading();
        return start.startsWith("#") || start.startsWith("//") || start.startsWith(";");
    }

    private void line(String line) {
        Matcher setting = LINE.matcher(line);
        Matcher item = ITEM.matcher(line);
        if (setting.matches()) {
            begin(setting.group("indent"));
            setting(
                    setting.group("indent").length(),
                    setting.group("key"),
                    setting.group("value").strip());
        } else if (item.matches()) {
            begin(item.group("indent"));
            item(item.group("value").strip());
        } else if (line.contains("{")) {
            inBraces("", line);
        }
    }

    /** A line leaves what it is not indented under. */
    private void begin(String indent) {
        if (indent.contains("-")) {
            name = Optional.empty();
            value = Optional.empty();
        }
        // A list may stand at the indent of the key that it belongs to.
        int depth = indent.contains("-") ? indent.indexOf('-') + 1 : indent.length();
        while (!above.isEmpty() && above.peekLast().indent() >= depth) {
            above.removeLast();
        }
    }

    private void setting(int indent, String key, String text) {
        if (text.isEmpty() || text.equals("|") || text.equals(">") || text.equals("{") || text.equals("[")) {
            if (above.size() < ValuesTree.DEEPEST) {
                above.addLast(new Key(indent, key));
            }
        } else if (text.startsWith("[") && !text.contains("{")) {
            items(key, text);
        } else if (text.startsWith("{") || text.startsWith("[")) {
            inBraces(key + ".", text);
        } else if (!isPython || isConstant(text)) {
            add(key, unquoted(text));
            remember(key, text);
            variable();
        }
    }

    private void item(String text) {
        if (text.startsWith("{")) {
            inBraces("", text);
        } else {
            above.stream()
                    .reduce((first, last) -> last)
                    .ifPresent(key -> lines.add(new Line(path(""), key.name(), unquoted(text), false)));
        }
    }

    private void inBraces(String prefix, String text) {
        Deque<String> outer = new ArrayDeque<>();
        Matcher inner = IN_BRACES.matcher(text);
        while (inner.find()) {
            if (inner.group("close") != null) {
                outer.pollLast();
            } else if (inner.group("open") != null) {
                if (outer.size() < ValuesTree.DEEPEST) {
                    outer.addLast(inner.group("key"));
                }
            } else {
                String key = inner.group("key");
                String given = inner.group("value").strip();
                String path = prefix + outer.stream().map(name -> name + ".").collect(Collectors.joining()) + key;
                if (given.startsWith("[")) {
                    items(path, given);
                } else if (!isPython || isConstant(given)) {
                    add(path, unquoted(given));
                }
                if (prefix.isEmpty() && outer.isEmpty()) {
                    remember(key, given);
                }
            }
        }
        variable();
    }

    /** The elements of a list on one line. */
    private void items(String path, String list) {
        Stream.of(list.replaceAll("[\\[\\]]", "").split(","))
                .map(element -> unquoted(element.strip()))
                .filter(element -> !element.isEmpty())
                .forEach(element -> add(path, element));
    }

    private void remember(String key, String text) {
        if (key.equals("name")) {
            name = Optional.of(unquoted(text));
        }
        if (key.equals("value")) {
            value = Optional.of(unquoted(text));
        }
    }

    private void variable() {
        if (name.isPresent() && value.isPresent()) {
            lines.add(new Line("", name.orElseThrow(), value.orElseThrow(), true));
            name = Optional.empty();
            value = Optional.empty();
        }
    }

    private void add(String key, String text) {
        lines.add(new Line(path(key), key.substring(key.lastIndexOf('.') + 1), text, false));
    }

    private String path(String key) {
        Iterator<String> keys = Stream.concat(above.stream().map(Key::name), Stream.of(key))
                .filter(part -> !part.isEmpty())
                .iterator();
        List<String> parts = new ArrayList<>();
        keys.forEachRemaining(parts::add);
        return parts.stream().collect(Collectors.joining("."));
    }

    private static boolean isConstant(String text) {
        return QUOTED.matcher(text).matches()
                || CONSTANT.matcher(text.replaceFirst("[ \\t]{0,20}[,#].{0,4000}$", ""))
                        .matches();
    }

    private static String unquoted(String text) {
        Matcher quoted = QUOTED.matcher(text);
        return quoted.matches()
                ? quoted.group("text")
                : text.replaceFirst("[ \\t]#.{0,4000}$", "")
                        .replaceFirst("[,;]$", "")
                        .strip();
    }
}
