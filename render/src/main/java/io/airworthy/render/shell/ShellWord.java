package io.airworthy.render.shell;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;

/** One word of a shell command, of text and variables, which a POSIX shell reads back exactly, even when it is pasted. */
public final class ShellWord {

    /** Where a word begins with an equals sign, zsh looks for a program of that name. */
    private static final Pattern BARE = Pattern.compile("(?!=)[A-Za-z0-9_./:@%+=,-]+");

    /** In an interactive shell an exclamation mark in double quotes refers to the history. */
    private static final Pattern SAFE_IN_DOUBLE_QUOTES =
            Pattern.compile("[^\"$`\\\\!\\p{Cntrl}\\x80-\\x9f\\u2028\\u2029\\ufeff]|\n");

    private record Part(String text, boolean isVariable) {}

    private final List<Part> parts = new ArrayList<>();

    /**
     * A word that begins with a text.
     *
     * @param text the text
     * @return the word
     */
    public static ShellWord of(String text) {
        return new ShellWord().text(text);
    }

    /**
     * Adds a text.
     *
     * @param text the text
     * @return this word
     */
    public ShellWord text(String text) {
        parts.add(new Part(text, false));
        return this;
    }

    /**
     * Adds what a variable holds.
     *
     * @param name the variable
     * @return this word
     */
    public ShellWord variable(String name) {
        parts.add(new Part(name, true));
        return this;
    }

    /** The word as a shell takes it: without quotes where it needs none, in single quotes where it has no variable. */
    @Override
    public String toString() {
        if (parts.stream()
                .allMatch(
                        part -> !part.isVariable() && BARE.matcher(part.text()).matches())) {
            return join(Part::text);
        }
        boolean isText = parts.stream()
                .noneMatch(part -> part.isVariable() || part.text().contains("'"));
        if (!isText && parts.stream().allMatch(part -> part.isVariable() || isSafe(part.text()))) {
            return "\"" + join(part -> part.isVariable() ? "${" + part.text() + "}" : part.text()) + "\"";
        }
        return join(part -> part.isVariable() ? "\"${" + part.text() + "}\"" : quoted(part.text()));
    }

    private static boolean isSafe(String text) {
        return text.codePoints()
                .allMatch(point ->
                        SAFE_IN_DOUBLE_QUOTES.matcher(Character.toString(point)).matches());
    }

    private String join(Function<Part, String> written) {
        StringBuilder word = new StringBuilder();
        parts.forEach(part -> word.append(written.apply(part)));
        return word.toString();
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("'");
        text.codePoints().forEach(point -> {
            String character = Character.toString(point);
            if (point == '\'') {
                quoted.append("'\\''");
            } else if (!isSafe(character) && "\"$`\\!".indexOf(point) < 0) {
                // Invisible characters, and those that would end a comment's line in YAML.
                quoted.append("'\"$(printf '").append(octal(character)).append("')\"'");
            } else {
                quoted.append(character);
            }
        });
        return quoted.append('\'').toString();
    }

    private static String octal(String character) {
        StringBuilder escapes = new StringBuilder();
        for (byte b : character.getBytes(StandardCharsets.UTF_8)) {
            escapes.append(String.format(Locale.ROOT, "\\%03o", b & 0xff));
        }
        return escapes.toString();
    }
}
