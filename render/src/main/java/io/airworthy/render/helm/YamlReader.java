package io.airworthy.render.helm;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import io.airworthy.chart.KeyPath;
import io.airworthy.render.helm.ValuesDocument.Position;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;

/** Reads one document through Jackson's parser, with Helm's idea of what a bare word means. */
final class YamlReader {

    private static final YAMLFactory FACTORY = factory();
    private static final Pattern OCTAL = Pattern.compile("0o[0-7]{1,20}");

    private static final Pattern MARK = Pattern.compile("(?m)^ in '?reader'?, line ([0-9]{1,9}), column ([0-9]{1,9}):");

    /** The words that Helm's reader turns into a boolean even as keys, and Jackson does not. */
    private static final Map<String, Boolean> BOOLEAN_WORDS = booleanWords();

    private final String text;
    private final int[] codePoints;
    private final Map<String, Position> positions = new HashMap<>();

    YamlReader(String text) {
        this.text = text.startsWith("\uFEFF") ? text.substring(1) : text;
        this.codePoints = this.text.codePoints().toArray();
    }

    ValuesDocument read() throws MalformedYamlException {
        requirePrintable();
        try (YAMLParser parser = FACTORY.createParser(text)) {
            JsonToken first = parser.nextToken();
            if (first == null || first == JsonToken.VALUE_NULL && parser.nextToken() == null) {
                return new ValuesDocument(Map.of(), Map.of());
            }
            if (first != JsonToken.START_OBJECT) {
                throw malformed(parser, "values must be a mapping of keys to values");
            }
            Map<String, @Nullable Object> values = map(parser, KeyPath.ROOT);
            if (parser.nextToken() != null) {
                throw malformed(parser, "a values file is one document, but a second one starts here");
            }
            return new ValuesDocument(values, positions);
        } catch (JsonProcessingException e) {
            throw new MalformedYamlException(problemPosition(e), reason(e));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, @Nullable Object> map(YAMLParser parser, KeyPath path)
            throws IOException, MalformedYamlException {
        requirePlain(parser);
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            requirePlain(parser);
            String key = key(parser);
            KeyPath here = path.key(key);
            if (map.containsKey(key)) {
                throw malformed(parser, "the key " + here + " is here for the second time");
            }
            positions.put(here.toString(), position(parser.currentTokenLocation()));
            parser.nextToken();
            map.put(key, value(parser, here));
        }
        return path.steps().isEmpty() ? map : Collections.unmodifiableMap(map);
    }

    private String key(YAMLParser parser) throws IOException, MalformedYamlException {
        String key = parser.currentName();
        if (isBare(parser)) {
            if (key.equals("<<")) {
                throw malformed(parser, "a merge key; write out its content");
            }
            Boolean flag = BOOLEAN_WORDS.get(key);
            return flag == null ? key : flag.toString();
        }
        return key;
    }

    private @Nullable Object value(YAMLParser parser, KeyPath path) throws IOException, MalformedYamlException {
        requirePlain(parser);
        return switch (parser.currentToken()) {
            case START_OBJECT -> map(parser, path);
            case START_ARRAY -> list(parser, path);
            case VALUE_STRING -> string(parser);
            case VALUE_NUMBER_INT -> parser.getNumberValue();
            case VALUE_NUMBER_FLOAT -> number(parser);
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }

    private List<@Nullable Object> list(YAMLParser parser, KeyPath path) throws IOException, MalformedYamlException {
        List<@Nullable Object> list = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            KeyPath here = path.place(list.size());
            positions.put(here.toString(), position(parser.currentTokenLocation()));
            list.add(value(parser, here));
        }
        return Collections.unmodifiableList(list);
    }

    private Object string(YAMLParser parser) throws IOException {
        String word = parser.getText();
        if (isBare(parser)) {
            Boolean flag = BOOLEAN_WORDS.get(word);
            if (flag != null) {
                return flag;
            }
            if (OCTAL.matcher(word).matches()) {
                return Long.valueOf(word.substring(2), 8);
            }
        }
        return word;
    }

    private static Double number(YAMLParser parser) throws IOException, MalformedYamlException {
        double number;
        try {
            number = parser.getDoubleValue();
        } catch (JsonProcessingException e) {
            // Jackson finds numbers like .inf, and then cannot read them.
            number = Double.NaN;
        }
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            throw malformed(parser, "a number that JSON cannot hold; write a finite one");
        }
        return number;
    }

    private boolean isBare(YAMLParser parser) {
        return "\"'|>".indexOf(firstCharacter(parser)) < 0;
    }

    private int firstCharacter(YAMLParser parser) {
        long start = parser.currentTokenLocation().getCharOffset();
        return start >= 0 && start < codePoints.length ? codePoints[(int) start] : ' ';
    }

    private void requirePlain(YAMLParser parser) throws IOException, MalformedYamlException {
        // Jackson tells the anchor of a mapping or a list, but not that of a scalar.
        if (parser.isCurrentAlias() || parser.getObjectId() != null || firstCharacter(parser) == '&') {
            throw malformed(parser, "an anchor or an alias; write out the value in each place");
        }
        if (parser.getTypeId() != null) {
            throw malformed(
                    parser, "a tag; remove it, and write the value with quotes if it is text, otherwise without");
        }
    }

    private void requirePrintable() throws MalformedYamlException {
        int line = 1;
        int column = 1;
        for (int point : codePoints) {
            boolean printable = point == '\t'
                    || point == '\n'
                    || point == '\r'
                    || point == 0x85
                    || point >= 0x20 && point <= 0x7e
                    || point >= 0xa0 && point <= 0xd7ff
                    || point >= 0xe000 && point <= 0xfffd
                    || point >= 0x10000;
            if (!printable) {
                throw new MalformedYamlException(
                        new Position(line, column),
                        String.format(Locale.ROOT, "the character U+%04X; YAML allows it only as an escape", point));
            }
            line += point == '\n' ? 1 : 0;
            column = point == '\n' ? 1 : column + 1;
        }
    }

    private static MalformedYamlException malformed(YAMLParser parser, String reason) {
        return new MalformedYamlException(position(parser.currentTokenLocation()), reason);
    }

    private static Position position(@Nullable JsonLocation location) {
        return location == null
                ? new Position(1, 1)
                : new Position(Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()));
    }

    /** The exception itself carries where the construct began; only its text says where the problem is. */
    private static Position problemPosition(JsonProcessingException e) {
        Matcher mark = MARK.matcher(e.getOriginalMessage());
        Position position = position(e.getLocation());
        while (mark.find()) {
            position = new Position(Integer.parseInt(mark.group(1)), Integer.parseInt(mark.group(2)));
        }
        return position;
    }

    /** The parser's own words, without its drawing of the place. */
    private static String reason(JsonProcessingException e) {
        return e.getOriginalMessage()
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith(" "))
                .collect(Collectors.joining(", "));
    }

    /**
     * The text is in memory already, and what could make more of it, anchors, is refused. So there is no limit to its
     * length: all Secrets of a namespace, Helm's own among them, are easily more than the parser's three million characters.
     */
    private static YAMLFactory factory() {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(Integer.MAX_VALUE);
        // What a factory made without a builder has by default.
        return YAMLFactory.builder()
                .enable(YAMLParser.Feature.EMPTY_STRING_AS_NULL)
                .loaderOptions(options)
                .build();
    }

    private static Map<String, Boolean> booleanWords() {
        Map<String, Boolean> words = new HashMap<>();
        for (String word : List.of("y", "Y", "yes", "Yes", "YES", "on", "On", "ON", "true", "True", "TRUE")) {
            words.put(word, true);
        }
        for (String word : List.of("n", "N", "no", "No", "NO", "off", "Off", "OFF", "false", "False", "FALSE")) {
            words.put(word, false);
        }
        return Map.copyOf(words);
    }
}
