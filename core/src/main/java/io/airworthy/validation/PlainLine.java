package io.airworthy.validation;

/** Text that stays one line in every file that it passes through, YAML and Python's ConfigParser among them. */
final class PlainLine {

    private PlainLine() {}

    /** Whether no reader sees a line break or a character that YAML forbids. */
    static boolean isOne(String text) {
        return text.codePoints().noneMatch(PlainLine::isForbidden);
    }

    /** Whether the line has no tabs either: for names. */
    static boolean isName(String text) {
        return isOne(text) && text.indexOf('\t') < 0;
    }

    /** Whether the text, of however many lines, has a form in UTF-8: half a surrogate pair has none. */
    static boolean isEncodable(String text) {
        return text.codePoints().noneMatch(PlainLine::isSurrogate);
    }

    private static boolean isForbidden(int c) {
        boolean control = Character.isISOControl(c) && c != '\t';
        boolean separator = c == 0x2028 || c == 0x2029;
        boolean noCharacter = (c & 0xFFFE) == 0xFFFE || isSurrogate(c) || c == 0xFEFF;
        return control || separator || noCharacter;
    }

    private static boolean isSurrogate(int c) {
        return c >= 0xD800 && c <= 0xDFFF;
    }
}
