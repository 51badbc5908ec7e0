package io.airworthy.render.yaml;

import java.math.BigDecimal;
import java.util.Locale;

/** Texts and numbers as YAML. */
public final class YamlText {

    private YamlText() {}

    /** A text in double quotes, with escapes for what a person would not see. */
    public static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> quoted.append('\\').append(c);
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                case '\r' -> quoted.append("\\r");
                default -> {
                    int point = text.codePointAt(i);
                    if (point == ' ' || isVisible(point)) {
                        quoted.appendCodePoint(point);
                    } else {
                        quoted.append(String.format(Locale.ROOT, point > 0xffff ? "\\U%08x" : "\\u%04x", point));
                    }
                    i += Character.charCount(point) - 1;
                }
            }
        }
        return quoted.append('"').toString();
    }

    /** A finite number. YAML 1.1 takes {@code 1.0E10} for text. */
    public static String decimal(double number) {
        BigDecimal exact = new BigDecimal(Double.toString(number));
        return exact.setScale(Math.max(1, exact.scale())).toPlainString();
    }

    /**
     * Whether a literal block holds the text exactly, and a person sees all of it: no blanks at the ends of lines or before
     * the first, and at most one line break at the end, because more would take in the empty line after the block.
     */
    public static boolean isLiteral(String text) {
        return text.indexOf('\n') > 0
                && !text.startsWith(" ")
                && !text.endsWith("\n\n")
                && !text.endsWith(" ")
                && !text.contains(" \n")
                && text.codePoints().allMatch(point -> point == '\n' || point == ' ' || isVisible(point));
    }

    private static boolean isVisible(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SPACE_SEPARATOR -> false;
            default -> true;
        };
    }
}
