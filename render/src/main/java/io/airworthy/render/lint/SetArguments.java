package io.airworthy.render.lint;

import io.airworthy.render.source.SourceFile;
import io.airworthy.render.source.SourceRegion;
import io.airworthy.render.source.SourceText;
import io.airworthy.render.yaml.YamlText;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What {@code --set} says, as a file that says the same. */
final class SetArguments {

    /** Helm keeps a number that begins with zero as it is written. */
    private static final Pattern BARE = Pattern.compile("true|false|null|-?(0|[1-9][0-9]{0,17})");

    private SetArguments() {}

    /** @param argument {@code scheduler.replicas=2,labels.team=a}; places in lists are not read */
    static List<Layer> layers(String argument) {
        String name = "--set " + argument;
        List<Layer> layers = new ArrayList<>();
        for (String assignment : split(argument, ',')) {
            List<String> sides = split(assignment, '=');
            if (sides.size() > 1) {
                String value = assignment.substring(sides.get(0).length() + 1);
                layer(sides.get(0), value(value), Placement.whole(name), SourceRegion.START)
                        .forEach(layers::add);
            }
        }
        return layers;
    }

    /**
     * What a parameter of an Argo CD Application says.
     *
     * @param isText whether it is a text, whatever it looks like
     */
    static Stream<Layer> parameter(
            String keys, String value, boolean isText, Placement placement, SourceRegion region) {
        return layer(keys, isText ? YamlText.quoted(value) : value(value), placement, region);
    }

    private static Stream<Layer> layer(String path, String value, Placement placement, SourceRegion region) {
        if (path.isEmpty() || path.contains("[")) {
            return Stream.empty();
        }
        List<String> keys = split(path, '.');
        String line = keys.stream()
                        .map(key -> "{" + YamlText.quoted(plain(key)) + ": ")
                        .collect(Collectors.joining())
                + value
                + "}".repeat(keys.size());
        SourceFile file = SourceText.of(placement.file(), line).read();
        return file.documents().stream()
                .map(document -> Layer.of(file, placement.somewhereIn(region), document.root()));
    }

    private static String value(String text) {
        if (text.startsWith("{") && text.endsWith("}")) {
            return split(text.substring(1, text.length() - 1), ',').stream()
                    .map(SetArguments::value)
                    .collect(Collectors.joining(", ", "[", "]"));
        }
        return text.isEmpty() ? "\"\"" : BARE.matcher(text).matches() ? text : YamlText.quoted(plain(text));
    }

    private static String plain(String text) {
        return text.replaceAll("\\\\(.)", "$1");
    }

    /** Parts between characters that no backslash and no brace protects. */
    private static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        int depth = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '{') {
                depth++;
            } else if (c == '}') {
                depth--;
            } else if (c == separator && depth == 0) {
                parts.add(text.substring(start, i));
                start = i + 1;
            }
        }
        parts.add(text.substring(start));
        return parts;
    }
}
