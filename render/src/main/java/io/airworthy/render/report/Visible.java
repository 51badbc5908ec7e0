package io.airworthy.render.report;

/**
 * Makes characters visible that would steer a terminal or end a line: control characters, whatever turns the direction
 * of writing, and halves of characters. They are written as Java and JSON write them.
 */
final class Visible {

    private Visible() {}

    /** The text, in one line. */
    static String line(String text) {
        StringBuilder line = new StringBuilder();
        text.codePoints().forEach(character -> {
            switch (Character.getType(character)) {
                case Character.CONTROL,
                        Character.FORMAT,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR,
                        Character.SURROGATE -> line.append(escaped(character));
                default -> line.appendCodePoint(character);
            }
        });
        return line.toString();
    }

    static String escaped(int character) {
        return switch (character) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default ->
                "\\u" + (character > 0xFFFF ? "{" + Integer.toHexString(character) + "}" : fourDigits(character));
        };
    }

    private static String fourDigits(int character) {
        return Integer.toHexString(0x10000 | character).substring(1);
    }
}
