package io.airworthy.render.document;

import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A piece of running text in Markdown. What comes from the model enters it escaped, so that no name can become a heading,
 * a link or a second table cell.
 *
 * @param markdown the text, on one line
 */
record Phrase(String markdown) implements Fact {

    private static final String SPECIAL = "\\`*[]<>|~&";
    private static final Pattern BLOCK_START = Pattern.compile("^(\\s*(?:#{1,6}|[+=-]+|\\d{1,9}[.)]))(?=\\s|$)");

    /** A text that is not Markdown. */
    static Phrase plain(String text) {
        String oneLine = oneLine(text);
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < oneLine.length(); i++) {
            char c = oneLine.charAt(i);
            if (SPECIAL.indexOf(c) >= 0 || c == '_' && !isInsideOfWord(oneLine, i)) {
                escaped.append('\\');
            }
            escaped.append(c);
        }
        return new Phrase(BLOCK_START.matcher(escaped).replaceFirst(Phrase::escapeBlockStart));
    }

    /** A name, a path, a value: something that is typed exactly so. */
    static Phrase code(String text) {
        String oneLine = oneLine(text);
        if (oneLine.isBlank()) {
            return new Phrase("(empty)");
        }
        String fence = "`".repeat(longestRunOfBackticks(oneLine) + 1);
        String pad = oneLine.startsWith("`") || oneLine.endsWith("`") ? " " : "";
        return new Phrase(fence + pad + oneLine + pad + fence);
    }

    /** Several things that are typed exactly so, with commas between them. */
    static Phrase codes(List<String> texts) {
        return new Phrase(texts.stream().map(text -> code(text).markdown()).collect(Collectors.joining(", ")));
    }

    @Override
    public boolean holds() {
        return !markdown.isEmpty();
    }

    @Override
    public Phrase inText() {
        return this;
    }

    /** The phrase as a table cell: a bar would end the cell even inside code. */
    String cell() {
        StringBuilder cell = new StringBuilder();
        boolean escaped = false;
        for (char c : markdown.toCharArray()) {
            if (c == '|' && !escaped) {
                cell.append('\\');
            }
            cell.append(c);
            escaped = c == '\\' && !escaped;
        }
        return cell.toString();
    }

    static String capitalized(String words) {
        return words.isEmpty() ? words : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    static String oneLine(String text) {
        StringBuilder line = new StringBuilder();
        boolean wasBreak = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean isBreak = c < ' ' || c == '\u007f' || c == '\u2028' || c == '\u2029';
            if (!isBreak) {
                line.append(c);
            } else if (!wasBreak) {
                line.append(' ');
            }
            wasBreak = isBreak;
        }
        return line.toString();
    }

    static int longestRunOfBackticks(String text) {
        int longest = 0;
        int run = 0;
        for (int i = 0; i < text.length(); i++) {
            run = text.charAt(i) == '`' ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        return longest;
    }

    /** Whether an underscore has letters or digits on both sides, and so begins no emphasis. */
    private static boolean isInsideOfWord(String text, int place) {
        return place > 0
                && place + 1 < text.length()
                && isOfWord(text.codePointBefore(place))
                && isOfWord(text.codePointAt(place + 1));
    }

    private static boolean isOfWord(int point) {
        int type = Character.getType(point);
        return Character.isLetter(point)
                || type == Character.DECIMAL_DIGIT_NUMBER
                || type == Character.LETTER_NUMBER
                || type == Character.OTHER_NUMBER;
    }

    private static String escapeBlockStart(MatchResult start) {
        String mark = start.group();
        String last = mark.substring(mark.length() - 1);
        return Matcher.quoteReplacement(mark.substring(0, mark.length() - 1) + "\\" + last);
    }
}
