package io.airworthy.render.helm;

import java.util.regex.Pattern;

/** A comment's paragraphs as lines of YAML, none much longer than a person reads at once. */
final class CommentLines {

    private static final int WIDTH = 100;

    /** Blanks, line breaks of all kinds, and whatever YAML does not allow in a comment. */
    private static final Pattern BETWEEN_WORDS =
            Pattern.compile("[\\s\\p{Z}\\p{Cc}\\p{Cs}\\x{FEFF}\\x{FFFE}\\x{FFFF}]+");

    private static final Pattern BETWEEN_PARAGRAPHS = Pattern.compile("\\R\\h*\\R\\s*");

    private CommentLines() {}

    /** The lines with their {@code #} and their line breaks; empty for an empty comment. */
    static String of(String comment) {
        if (comment.isBlank()) {
            return "";
        }
        StringBuilder lines = new StringBuilder();
        for (String paragraph : BETWEEN_PARAGRAPHS.split(comment.strip())) {
            lines.append(lines.isEmpty() ? "" : "#\n");
            append(lines, paragraph);
        }
        return lines.toString();
    }

    private static void append(StringBuilder lines, String paragraph) {
        StringBuilder line = new StringBuilder("#");
        for (String word : BETWEEN_WORDS.split(paragraph)) {
            if (word.isEmpty()) {
                continue;
            }
            if (line.length() > 1 && line.length() + 1 + word.length() > WIDTH) {
                lines.append(line).append('\n');
                line.setLength(1);
            }
            line.append(' ').append(word);
        }
        lines.append(line).append('\n');
    }
}
