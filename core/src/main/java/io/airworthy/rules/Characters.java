package io.airworthy.rules;

/** Characters that some reader on the way to Airflow does not take, or takes for something else than they look. */
final class Characters {

    private Characters() {}

    /** Whether the character has no form in UTF-8, or none that YAML and the arguments of a program can hold. */
    static boolean isUnwritable(int c) {
        boolean halfOfAPair = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
        boolean noCharacter = (c & 0xFFFE) == 0xFFFE || c >= 0xFDD0 && c <= 0xFDEF;
        return c == 0 || c == 0xFEFF || halfOfAPair || noCharacter;
    }

    /** Whether some reader takes the character for a line break or for a control character. */
    static boolean isControl(int c) {
        return Character.isISOControl(c) || c == 0x2028 || c == 0x2029;
    }

    /** Whether the character changes the order in which the text after it is shown. */
    static boolean turnsText(int c) {
        return c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069;
    }

    /** Whether the character is one of those marks of direction that stand in Arabic and Hebrew prose, and in no name. */
    static boolean isDirectionMark(int c) {
        return c == 0x200E || c == 0x200F || c == 0x061C;
    }
}
