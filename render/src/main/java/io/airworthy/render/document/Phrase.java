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
record Phrase(String markdown) {

    /** No text. */
    static final Phrase NOTHING = new Phrase("");

    private static final Pattern LINE_BREAKS = Pattern.compile("[\\p{Cntrl}\\u2028\\u2029]+");
    private static final Pattern SPECIAL =
            Pattern.compile("[\\\\`*\\[\\]<>|~&]|(?<![\\p{L}\\p{N}])_|_(?![\\p{L}\\p{N}])");
    private static final Pattern BLOCK_START = Pattern.compile("^(\\s*(?:#{1,6}|[+=-]+|\\d{1,9}[.)]))(?=\\s|$)");
    private static final Pattern BACKTICKS = Pattern.compile("`+");

    /**
     * Words with values in them.
     *
     * @param words Markdown, with {@code {}} where a value belongs
     * @param values the values in order; a phrase stands as it is, everything else is escaped
     */
    static Phrase of(String words, Object... values) {
        return new Phrase(Placeholders.fill(words, values, Phrase::inline));
    }

    /** A text that is not Markdown. */
    static Phrase plain(String text) {
        String oneLine = oneLine(text);
        String escaped = SPECIAL.matcher(oneLine).replaceAll(found -> Matcher.quoteReplacement("\\" + found.group()));
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

    /** The phrase as a table cell: a bar would end the cell even inside code. */
    String cell() {
        StringBuilder cell = new StringBuilder();
        boolean escaped = false;
        for (char c : markdown.toCharArray()) {
            cell.append(c == '|' && !escaped ? "\\|" : Character.toString(c));
            escaped = c == '\\' && !escaped;
        }
        return cell.toString();
    }

    static String capitalized(String words) {
        return words.isEmpty() ? words : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    static String oneLine(String text) {
        return LINE_BREAKS.matcher(text).replaceAll(" ");
    }

    static int longestRunOfBackticks(String text) {
        return BACKTICKS
                .matcher(text)
                .results()
                .mapToInt(run -> run.group().length())
                .max()
                .orElse(0);
    }

    private static String inline(Object value) {
        return value instanceof Phrase phrase
                ? phrase.markdown()
                : plain(String.valueOf(value)).markdown();
    }

    private static String escapeBlockStart(MatchResult start) {
        String mark = start.group();
        String last = mark.substring(mark.length() - 1);
        return Matcher.quoteReplacement(mark.substring(0, mark.length() - 1) + "\\" + last);
    }
}
