package io.airworthy.render.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.airworthy.render.shell.ShellWord;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShellWordTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "airflow-fernet-secret | airflow-fernet-secret",
                "a b                   | 'a b'",
                "it's                  | \"it's\"",
                "$HOME                 | '$HOME'",
                "so!                   | 'so!'",
                "a\"'                  | 'a\"'\\'''"
            },
            delimiter = '|')
    void aWordIsWrittenAsPlainlyAsItsTextAllows(String text, String word) {
        assertThat(ShellWord.of(text)).hasToString(word);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {"a:, @b, \"a:${X}@b\"", "a\", b, 'a\"'\"${X}\"'b'"})
    void aVariableStandsInDoubleQuotes(String before, String after, String word) {
        assertThat(ShellWord.of(before).variable("X").text(after)).hasToString(word);
    }

    @Provide
    Arbitrary<List<String>> texts() {
        return Arbitraries.oneOf(
                        Arbitraries.strings().withChars("aB '\"\\$`!\n\t#;&|<>*?~(){}[]=\u0085\u2028\u00e9\r\u001b"),
                        Arbitraries.strings().ofMaxLength(10))
                .map(text -> text.replaceAll("[\\x00\\p{Cs}]", ""))
                .list()
                .ofSize(30);
    }

    @Tag("slow")
    @Property(tries = 20)
    void aShellReadsTheTextBackOnOneLineOfAComment(@ForAll("texts") List<String> texts) throws Exception {
        Shell.assume();
        StringBuilder script = new StringBuilder("X='$x \"'\n");
        StringBuilder expected = new StringBuilder();
        for (String text : texts) {
            ShellWord word = ShellWord.of(text).variable("X").text(text);
            assertThat(word.toString()).doesNotContain("\r", "\u0085", "\u2028");
            script.append("printf '%s\\0' ")
                    .append(word)
                    .append(' ')
                    .append(ShellWord.of(text))
                    .append('\n');
            expected.append(text)
                    .append("$x \"")
                    .append(text)
                    .append('\0')
                    .append(text)
                    .append('\0');
        }
        Path file = Files.createTempFile("words", ".sh");
        try {
            Files.writeString(file, script);
            assertThat(new String(Shell.run(file.getParent(), "sh", file.toString()), StandardCharsets.UTF_8))
                    .isEqualTo(expected.toString());
        } finally {
            Files.delete(file);
        }
    }
}
