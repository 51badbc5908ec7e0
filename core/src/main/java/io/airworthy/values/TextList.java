package io.airworthy.values;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A list of maps that stands as YAML text in the values, because the chart runs it through its template engine: in blocks,
 * as people write it, or in braces, as this library does. What is neither is passed over.
 */
final class TextList {

    private static final int DEEPEST = 16;

    private static final Pattern ENTRY =
            Pattern.compile("(\"[^\"\\\\]*+\"|'[^']*+'|[A-Za-z0-9_./-]++)\\s*+:(?:\\s++(.*+))?", Pattern.DOTALL);

    private static final Pattern TOKEN = Pattern.compile(
            "\\s*+([{}:,]|\"(?:[^\"\\\\]++|\\\\.)*+\"|'[^']*+'|[^{}:,\\s\"'][^{},:]*+)", Pattern.DOTALL);

    private static final Pattern ESCAPE = Pattern.compile("\\\\(u[0-9A-Fa-f]{4}|[^u])", Pattern.DOTALL);

    private record Line(int indent, String text) {}

    private final List<Line> lines;
    private int next;

    private TextList(String text) {
        this.lines = text.lines()
                .filter(line -> !line.isBlank() && !line.stripLeading().startsWith("#"))
                .map(line -> new Line(indent(line), line.strip()))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    /** The maps of the list, as far as they can be read. */
    static List<Map<String, Object>> of(String text) {
        TextList list = new TextList(text);
        List<Map<String, Object>> maps = new ArrayList<>();
        while (list.next < list.lines.size()) {
            Line line = list.lines.get(list.next);
            if (!line.text().startsWith("- ")) {
                list.next++;
                continue;
            }
            String first = line.text().substring(1);
            if (first.stripLeading().startsWith("{")) {
                list.next++;
                maps.add(new Braces(first).map(0));
            } else {
                int indent = line.indent() + 1 + indent(first);
                list.lines.set(list.next, new Line(indent, first.strip()));
                maps.add(list.block(indent, 0));
            }
        }
        return maps;
    }

    /** The entries at one indent, with what is indented under them. */
    private Map<String, Object> block(int indent, int depth) {
        Map<String, Object> map = new LinkedHashMap<>();
        while (next < lines.size() && lines.get(next).indent() == indent) {
            Matcher entry = ENTRY.matcher(lines.get(next).text());
            if (!entry.matches()) {
                break;
            }
            next++;
            String key = unquoted(entry.group(1));
            String value = entry.group(2) == null ? "" : entry.group(2);
            boolean hasBlock =
                    value.isEmpty() && next < lines.size() && lines.get(next).indent() > indent && depth < DEEPEST;
            map.put(
                    key,
                    hasBlock
                            ? block(lines.get(next).indent(), depth + 1)
                            : value.startsWith("{") && !value.startsWith("{{")
                                    ? new Braces(value).map(0)
                                    : unquoted(value));
        }
        return map;
    }

    private static int indent(String line) {
        return line.length() - line.stripLeading().length();
    }

    private static String unquoted(String text) {
        String bare = text.strip();
        if (bare.startsWith("\"") || bare.startsWith("'")) {
            int end = bare.lastIndexOf(bare.charAt(0));
            if (end == 0) {
                return bare;
            }
            String inside = bare.substring(1, end);
            return bare.charAt(0) == '\''
                    ? inside.replace("''", "'")
                    : ESCAPE.matcher(inside).replaceAll(TextList::unescaped);
        }
        return bare.replaceFirst("\\s#.*", "").stripTrailing();
    }

    private static String unescaped(MatchResult escape) {
        String what = escape.group(1);
        String character =
                switch (what.charAt(0)) {
                    case 'n' -> "\n";
                    case 't' -> "\t";
                    case 'r' -> "\r";
                    case 'b' -> "\b";
                    case 'f' -> "\f";
                    case 'u' -> Character.toString(Integer.parseInt(what.substring(1), 16));
                    default -> what;
                };
        return Matcher.quoteReplacement(character);
    }

    /** A map in braces. */
    private static final class Braces {

        private final Matcher token;

        Braces(String text) {
            this.token = TOKEN.matcher(text);
            token.find();
        }

        /** Reads on to the brace that closes this map. */
        Map<String, Object> map(int depth) {
            Map<String, Object> map = new LinkedHashMap<>();
            String key = "";
            while (token.find() && !token.group(1).equals("}")) {
                String part = token.group(1);
                if (part.equals("{") && depth < DEEPEST) {
                    map.put(key, map(depth + 1));
                } else if (part.equals(",")) {
                    key = "";
                } else if (key.isEmpty()) {
                    key = unquoted(part);
                } else if (!part.equals(":")) {
                    map.put(key, unquoted(part));
                }
            }
            return map;
        }
    }
}
