package io.airworthy.render.yaml;

import java.math.BigDecimal;
import java.util.List;
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
                default -> {
                    boolean pair = i + 1 < text.length() && Character.isSurrogatePair(c, text.charAt(i + 1));
                    if (pair && isVisible(text.codePointAt(i))) {
                        quoted.append(c).append(text.charAt(++i));
                    } else if (!Character.isSurrogate(c) && (c == ' ' || isVisible(c))) {
                        quoted.append(c);
                    } else {
                        quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
                    }
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
        if (text.indexOf('\n') < 0) {
            return false;
        }
        List<String> lines = List.of(text.split("\n", -1));
        boolean ended = lines.get(lines.size() - 1).isEmpty();
        return !lines.get(0).isEmpty()
                && !lines.get(0).startsWith(" ")
                && !(ended && lines.get(lines.size() - 2).isEmpty())
                && lines.stream().noneMatch(line -> line.endsWith(" "))
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
