package io.airworthy.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SaslPrepTest {

    /** The examples of https://www.rfc-editor.org/rfc/rfc4013#section-3, and the habits of PostgreSQL. */
    static List<Arguments> texts() {
        return List.of(
                Arguments.of("a soft hyphen is mapped to nothing", "I\u00ADX", Optional.of("IX")),
                Arguments.of("no transformation", "user", Optional.of("user")),
                Arguments.of("case is kept", "USER", Optional.of("USER")),
                Arguments.of("normal form KC", "\u00AA", Optional.of("a")),
                Arguments.of("normal form KC again", "\u2168", Optional.of("IX")),
                Arguments.of("bidirectional check", "\u0627\u0031", Optional.empty()),
                Arguments.of("both directions", "\u0627a\u0627", Optional.empty()),
                Arguments.of("right to left", "\u0627\u0031\u0628", Optional.of("\u0627\u0031\u0628")),
                Arguments.of("an ASCII control character passes in ASCII", "\u0007", Optional.of("\u0007")),
                Arguments.of("but is prohibited elsewhere", "\u0007ä", Optional.empty()),
                Arguments.of("a no-break space is a space", "a\u00A0b", Optional.of("a b")),
                Arguments.of("so is a zero-width space", "a\u200Bb", Optional.of("a b")),
                Arguments.of("nothing left", "\u00AD", Optional.empty()),
                Arguments.of("private use", "\uE000", Optional.empty()),
                Arguments.of("unassigned in Unicode 3.2", "\uD83D\uDD11", Optional.empty()),
                Arguments.of("composed", "a\u0308", Optional.of("ä")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("texts")
    void preparesAsPostgresDoes(String what, String text, Optional<String> expected) {
        assertThat(SaslPrep.prepare(text)).isEqualTo(expected);
    }

    @Test
    void agreesWithTheTablesOfPythonOnEveryCodePointOfThePlanesThatHaveText() throws Exception {
        Tool.assumePython();
        StringBuilder ours = new StringBuilder();
        for (int c = 0x80; c < 0x30000; c++) {
            if (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE) {
                ours.append(SaslPrep.prepare(Character.toString(c)).isPresent() ? '1' : '0');
            }
        }
        String theirs = Tool.run("", "python3", "-c", """
                from stringprep import *
                prohibited = [in_table_c21_c22, in_table_c3, in_table_c4, in_table_c6, in_table_c7, in_table_c8,
                              in_table_c9, in_table_a1]
                def good(c):
                    return in_table_c12(c) or not in_table_b1(c) and not any(table(c) for table in prohibited)
                print("".join("01"[good(chr(c))] for c in range(0x80, 0x30000) if not 0xd800 <= c <= 0xdfff))
                """);
        assertThat(ours.toString().equals(theirs.strip())).isTrue();
    }
}
