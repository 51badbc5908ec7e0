package io.airworthy.render.helm;

/** A comment's paragraphs as lines of YAML, none much longer than a person reads at once. */
final class CommentLines {

    private static final int WIDTH = 100;

    private CommentLines() {}

    /** Appends the lines with their {@code #} and their line breaks; nothing for an empty comment. */
    static void append(StringBuilder text, String comment) {
        int column = 0;
        int begin = nextWord(comment, 0);
        while (begin < comment.length()) {
            int end = begin;
            while (end < comment.length() && !isBetweenWords(comment.codePointAt(end))) {
                end += Character.charCount(comment.codePointAt(end));
            }
            if (column > 0 && column + 1 + end - begin > WIDTH) {
                text.append('\n');
                column = 0;
            }
            text.append(column == 0 ? "# " : " ").append(comment, begin, end);
            column += (column == 0 ? 2 : 1) + end - begin;
            begin = nextWord(comment, end);
            if (begin < comment.length() && endsParagraph(comment, end, begin)) {
                text.append("\n#\n");
                column = 0;
            }
        }
        text.append(column == 0 ? "" : "\n");
    }

    private static int nextWord(String comment, int from) {
        int begin = from;
        while (begin < comment.length() && isBetweenWords(comment.codePointAt(begin))) {
            begin += Character.charCount(comment.codePointAt(begin));
        }
        return begin;
    }

    /** Blanks, line breaks of all kinds, and whatever YAML does not allow in a comment. */
    private static boolean isBetweenWords(int point) {
        return switch (Character.getType(point)) {
            case Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.CONTROL,
                    Character.SURROGATE -> true;
            default -> point == '\uFEFF' || point == '\uFFFE' || point == '\uFFFF';
        };
    }

    /** Whether there is an empty line between two words. */
    private static boolean endsParagraph(String comment, int from, int to) {
        int breaks = 0;
        for (int i = from; i < to; i++) {
            char c = comment.charAt(i);
            boolean isFirstOfTwo = c == '\r' && comment.charAt(i + 1) == '\n';
            breaks += !isFirstOfTwo && "\n\u000B\f\r\u0085\u2028\u2029".indexOf(c) >= 0 ? 1 : 0;
        }
        return breaks > 1;
    }
}
