package io.airworthy.render.shell;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** One word of a shell command, of text and variables, which a POSIX shell reads back exactly, even when it is pasted. */
public final class ShellWord {

    /** Where a word begins with an equals sign, zsh looks for a program of that name. */
    private static boolean isBare(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean isPlain = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
            if (!isPlain && "_./:@%+=,-".indexOf(c) < 0) {
                return false;
            }
        }
        return !text.isEmpty() && text.charAt(0) != '=';
    }

    /** In an interactive shell an exclamation mark in double quotes refers to the history. */
    private static boolean isSafe(int point) {
        return point == '\n' || "\"$`\\!\u2028\u2029\ufeff".indexOf(point) < 0 && !Character.isISOControl(point);
    }

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
        if (parts.stream().allMatch(part -> !part.isVariable() && isBare(part.text()))) {
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
        return text.codePoints().allMatch(ShellWord::isSafe);
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
            } else if (!isSafe(point) && "\"$`\\!".indexOf(point) < 0) {
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
