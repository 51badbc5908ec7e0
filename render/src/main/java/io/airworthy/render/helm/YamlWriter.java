package io.airworthy.render.helm;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator.Feature;
import com.fasterxml.jackson.dataformat.yaml.util.StringQuotingChecker;
import io.airworthy.chart.KeyPath;
import io.airworthy.frozen.FrozenTree;
import io.airworthy.frozen.Tree;
import io.airworthy.render.yaml.YamlText;
import io.airworthy.values.Section;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes trees through Jackson's generator, and decides what is quoted. */
final class YamlWriter {

    /** Values are always quoted; of keys, only those that no reader could take for anything but a word are not. */
    private static final class Quoting extends StringQuotingChecker {

        private static final long serialVersionUID = 1L;

        private static final Set<String> NO_WORDS = Set.of("y", "n", "yes", "no", "on", "off", "true", "false", "null");

        @Override
        public boolean needToQuoteName(String name) {
            return !isWord(name) || NO_WORDS.contains(name.toLowerCase(Locale.ROOT));
        }

        private static boolean isWord(String name) {
            for (int i = 0; i < name.length(); i++) {
                char c = name.charAt(i);
                if (!isLetter(c) && (i == 0 || c != '-' && (c < '0' || c > '9'))) {
                    return false;
                }
            }
            return !name.isEmpty();
        }

        private static boolean isLetter(char c) {
            return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
        }

        @Override
        public boolean needToQuoteValue(String value) {
            return true;
        }
    }

    private static final YAMLFactory FACTORY = YAMLFactory.builder()
            .disable(Feature.WRITE_DOC_START_MARKER)
            .disable(Feature.SPLIT_LINES)
            .enable(Feature.INDENT_ARRAYS_WITH_INDICATOR)
            .stringQuotingChecker(new Quoting())
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .build();

    private final Set<String> topLevelKeys = new HashSet<>();

    /** Where the writer is. */
    private final List<KeyPath.Step> here = new ArrayList<>();

    String write(List<Section> sections) {
        StringBuilder text = new StringBuilder();
        for (Section section : sections) {
            for (String key : section.values().keySet()) {
                if (!topLevelKeys.add(key)) {
                    throw new IllegalArgumentException(
                            "The key " + key + " is in two sections; a file can contain it only once");
                }
            }
            text.append(text.isEmpty() ? "" : "\n");
            CommentLines.append(text, section.comment());
            if (!section.values().isEmpty()) {
                text.append(yaml(section.values()));
            }
        }
        return text.isEmpty() ? "{}\n" : text.toString();
    }

    private String yaml(Map<String, ?> values) {
        StringWriter text = new StringWriter();
        try (YAMLGenerator generator = FACTORY.createGenerator(text)) {
            writeMap(generator, values);
        } catch (IOException e) {
            throw new IllegalArgumentException("These values cannot be written as YAML: " + e.getMessage(), e);
        }
        return text.toString();
    }

    private void writeMap(YAMLGenerator generator, Map<?, ?> map) throws IOException {
        generator.writeStartObject();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            String key = (String) entry.getKey();
            here.add(new KeyPath.Step(key, false));
            requireWhole(key);
            generator.writeFieldName(key);
            writeValue(generator, entry.getValue());
            here.remove(here.size() - 1);
        }
        generator.writeEndObject();
    }

    private void writeValue(YAMLGenerator generator, @Nullable Object value) throws IOException {
        switch (Tree.kind(value)) {
            case NULL -> generator.writeNull();
            case MAP -> writeMap(generator, Tree.mapOrEmpty(value));
            case LIST -> writeList(generator, Tree.listOrEmpty(value));
            case TEXT -> {
                String text = (String) value;
                requireWhole(text);
                generator.configure(Feature.LITERAL_BLOCK_STYLE, YamlText.isLiteral(text));
                generator.writeString(text);
            }
            case BOOLEAN -> generator.writeBoolean((Boolean) value);
            case INTEGER, BIG_INTEGER -> generator.writeNumber(value.toString());
            case DECIMAL -> {
                if (Tree.isInfinite(value)) {
                    throw unwritable(value);
                }
                generator.writeNumber(YamlText.decimal((Double) value));
            }
            case OTHER -> throw unwritable(value);
        }
    }

    private void writeList(YAMLGenerator generator, List<?> list) throws IOException {
        generator.writeStartArray();
        for (int i = 0; i < list.size(); i++) {
            here.add(new KeyPath.Step(Integer.toString(i), true));
            writeValue(generator, list.get(i));
            here.remove(here.size() - 1);
        }
        generator.writeEndArray();
    }

    private IllegalArgumentException unwritable(Object value) {
        String what = FrozenTree.whyUnwritable(value)
                .orElseGet(() -> "it is the " + value.getClass().getSimpleName() + " " + value);
        return new IllegalArgumentException(at() + " " + what
                + "; YAML supports maps with text keys, lists, strings, integers, finite doubles, booleans and"
                + " nulls");
    }

    private void requireWhole(String text) {
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int point = text.codePointAt(i);
            if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
                throw new IllegalArgumentException(at() + " there is text with half of a surrogate pair at character "
                        + (i + 1) + ", which no encoding can represent");
            }
        }
    }

    private String at() {
        return here.isEmpty() ? "At the top level" : "At " + new KeyPath(here);
    }
}
