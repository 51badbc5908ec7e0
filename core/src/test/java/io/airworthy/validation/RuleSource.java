package io.airworthy.validation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The source of a class that declares rules.
 *
 * @param name the class's name
 * @param text its source
 */
record RuleSource(String name, String text) {

    private static final Path MAIN = Path.of("src", "main", "java", "io", "airworthy");
    private static final Pattern SUMMARY =
            Pattern.compile("(?s)/\\*\\*\\s(?:\\s*\\*)?\\s*(.*?\\.)(?=\\s).*?\\*/\\s*(?:public )?final class");

    /** All of them, by name. */
    static List<RuleSource> all() {
        return Stream.of("rules", "validation")
                .flatMap(folder -> files(MAIN.resolve(folder)))
                .filter(file -> file.toString().endsWith(".java"))
                .map(RuleSource::read)
                .filter(source -> RuleExamplesTest.rules().stream().anyMatch(source::declares))
                .toList();
    }

    boolean declares(Rule rule) {
        return text.contains(declaration(rule));
    }

    /** What the class is about: the first sentence of its Javadoc. */
    String summary() {
        Matcher summary = SUMMARY.matcher(text);
        if (!summary.find()) {
            throw new IllegalStateException(name + " does not say what it is about");
        }
        return summary.group(1).replaceAll("\\s*\\n \\* ?", " ").replaceAll("\\{@code ([^}]*)}", "`$1`");
    }

    /** The Java of a rule's example. */
    String example(Rule rule) {
        int start = text.indexOf("brokenBy(", text.indexOf(declaration(rule))) + "brokenBy(".length();
        String change = text.substring(start, end(start)).replaceFirst("^\\s*it ->\\s+it\\s*", "");
        List<String> lines = change.lines().map(String::stripTrailing).toList();
        int indent = indentOfCalls(lines);
        StringBuilder example = new StringBuilder("deployment.toBuilder()\n        ").append(lines.get(0));
        lines.stream().skip(1).forEach(line -> example.append("\n        ").append(line.substring(indent)));
        return example.append("\n        .build();").toString();
    }

    /** How far the next calls of the builder are indented; what is inside a call's parentheses is indented further. */
    private static int indentOfCalls(List<String> lines) {
        int depth = 0;
        int innermost = Integer.MAX_VALUE;
        for (String line : lines) {
            int indent = line.length() - line.stripLeading().length();
            if (line != lines.get(0)) {
                innermost = Math.min(innermost, depth == 0 ? indent : indent - 8);
            }
            depth += count(line, '(') - count(line, ')');
        }
        return innermost;
    }

    private static int count(String line, char parenthesis) {
        return (int) line.chars().filter(c -> c == parenthesis).count();
    }

    private String declaration(Rule rule) {
        return "Rule." + (rule.severity() == Severity.ERROR ? "error" : "warning") + "(\"" + rule.id() + "\")";
    }

    /** Where the parenthesis closes that has been opened before the start. */
    private int end(int start) {
        int depth = 1;
        boolean quoted = false;
        for (int i = start; ; i++) {
            char c = text.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && c == '(') {
                depth++;
            } else if (!quoted && c == ')' && --depth == 0) {
                return i;
            }
        }
    }

    private static Stream<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The source of a class of this package. */
    static String text(String name) {
        return read(MAIN.resolve("validation").resolve(name + ".java")).text();
    }

    private static RuleSource read(Path file) {
        try {
            return new RuleSource(file.getFileName().toString().replace(".java", ""), Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
