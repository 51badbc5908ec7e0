package io.airworthy.values;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The data of a ConfigMap as the chart takes it: YAML, of texts by key. Of YAML it reads what people write there. */
final class ConfigMapText {

    private static final Pattern ENTRY = Pattern.compile("([\"']?)([A-Za-z0-9._-]+)\\1[ \\t]*:(?:[ \\t]+(.*))?");

    private static final Pattern BLOCK = Pattern.compile("\\|([1-9]?)([-+]?)[ \\t]*(?:#.*)?");

    /** Line ends and controls to a YAML reader, though JSON writes them as they are. */
    private static final Pattern NOT_PLAIN = Pattern.compile("[\\x7f-\\x9f\\u2028\\u2029\\ufeff]");

    /** What text without quotes cannot begin with. */
    private static final String INDICATORS = "[]{}&*!|>%@`,?#";

    private static final String ESCAPES = "ntrbf\"\\/";
    private static final String ESCAPED = "\n\t\r\b\f\"\\/";

    private final Deque<String> lines;

    private ConfigMapText(String yaml) {
        this.lines = new ArrayDeque<>(yaml.lines().toList());
    }

    static String of(Map<String, String> data) {
        return data.entrySet().stream()
                .map(entry -> Json.of(entry.getKey()) + ": " + ChartText.templated(scalar(entry.getValue())) + "\n")
                .collect(Collectors.joining());
    }

    /** Several lines as a person would write them, unless they have blanks at an end that YAML would drop. */
    private static String scalar(String text) {
        return isBlock(text)
                ? text.lines()
                        .map(line -> "  " + line)
                        .collect(Collectors.joining("\n", text.endsWith("\n") ? "|\n" : "|-\n", ""))
                : NOT_PLAIN
                        .matcher(Json.of(text))
                        .replaceAll(found -> "\\\\u"
                                + HexFormat.of().toHexDigits(found.group().charAt(0)));
    }

    private static boolean isBlock(String text) {
        return text.contains("\n")
                && !Character.isWhitespace(text.charAt(0))
                && !text.endsWith("\n\n")
                && !text.substring(text.lastIndexOf('\n', text.length() - 2) + 1)
                        .isBlank()
                && text.chars().allMatch(c -> c == '\n' || c == '\t' || c >= ' ')
                && !NOT_PLAIN.matcher(text).find();
    }

    /** Empty where it is written in another way than text after text. */
    static Optional<Map<String, String>> read(String yaml) {
        return new ConfigMapText(yaml).read();
    }

    private Optional<Map<String, String>> read() {
        Map<String, String> data = new TreeMap<>();
        while (!lines.isEmpty()) {
            String line = lines.remove();
            if (!line.isBlank() && !line.startsWith("#")) {
                Matcher entry = ENTRY.matcher(line);
                Optional<String> text =
                        entry.matches() ? text(entry.group(3) == null ? "" : entry.group(3)) : Optional.empty();
                if (text.isEmpty()) {
                    return Optional.empty();
                }
                data.put(entry.group(2), text.get());
            }
        }
        return Optional.of(data);
    }

    private Optional<String> text(String given) {
        Matcher block = BLOCK.matcher(given);
        if (block.matches()) {
            return block(block.group(1), block.group(2));
        }
        return given.startsWith("\"") || given.startsWith("'") ? quoted(given) : plain(given);
    }

    private Optional<String> block(String indentation, String chomping) {
        List<String> block = new ArrayList<>();
        while (!lines.isEmpty() && (lines.peek().isBlank() || lines.peek().startsWith(" "))) {
            block.add(lines.remove());
        }
        List<String> said = block.stream().filter(line -> !line.isBlank()).toList();
        int indent = !indentation.isEmpty() ? Integer.parseInt(indentation) : said.isEmpty() ? 0 : blanks(said.get(0));
        if (said.stream().anyMatch(line -> blanks(line) < indent)) {
            return Optional.empty();
        }
        String text = block.stream()
                .map(line -> line.length() > indent ? line.substring(indent) + "\n" : "\n")
                .collect(Collectors.joining());
        String end = text.replaceFirst("\\n+$", "");
        return Optional.of(
                switch (chomping) {
                    case "+" -> text;
                    case "-" -> end;
                    default -> end.isEmpty() ? "" : end + "\n";
                });
    }

    private static int blanks(String line) {
        int blanks = 0;
        while (line.charAt(blanks) == ' ') {
            blanks++;
        }
        return blanks;
    }

    /** Quotes that are closed on the same line. */
    private static Optional<String> quoted(String given) {
        char quote = given.charAt(0);
        StringBuilder text = new StringBuilder();
        for (int i = 1; i < given.length(); i++) {
            char c = given.charAt(i);
            if (c == '\\' && quote == '"') {
                int escape = i + 1 < given.length() ? ESCAPES.indexOf(given.charAt(i + 1)) : -1;
                if (escape >= 0) {
                    text.append(ESCAPED.charAt(escape));
                    i++;
                } else if (given.substring(i).matches("\\\\u[0-9A-Fa-f]{4}.*")) {
                    text.append((char) Integer.parseInt(given.substring(i + 2, i + 6), 16));
                    i += 5;
                } else {
                    return Optional.empty();
                }
            } else if (c != quote) {
                text.append(c);
            } else if (quote == '\'' && given.startsWith("''", i)) {
                text.append(c);
                i++;
            } else {
                String rest = given.substring(i + 1).strip();
                return rest.isEmpty() || rest.startsWith("#") ? Optional.of(text.toString()) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static Optional<String> plain(String given) {
        int comment = given.startsWith("#") ? 0 : given.indexOf(" #");
        String text = (comment < 0 ? given : given.substring(0, comment)).strip();
        boolean isText =
                text.isEmpty() || INDICATORS.indexOf(text.charAt(0)) < 0 && !text.contains(": ") && !text.endsWith(":");
        return isText ? Optional.of(text) : Optional.empty();
    }
}
