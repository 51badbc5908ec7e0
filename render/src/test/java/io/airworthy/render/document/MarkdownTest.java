package io.airworthy.render.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarkdownTest {

    private static final Pattern UNESCAPED_BAR = Pattern.compile("(?<!\\\\)(?:\\\\\\\\)*\\|");

    @ParameterizedTest
    @CsvSource(delimiter = '>', quoteCharacter = '"', textBlock = """
            3.2.2                  > 3.2.2
            1. first               > 1\\. first
            # heading              > \\# heading
            - item                 > \\- item
            max_client_conn        > max_client_conn
            _emphasis_             > \\_emphasis\\_
            a*b*                   > a\\*b\\*
            [text](address)        > \\[text\\](address)
            a|b                    > a\\|b
            `code`                 > \\`code\\`
            """)
    void plainTextStaysPlain(String text, String markdown) {
        assertThat(Phrase.plain(text).markdown()).isEqualTo(markdown);
    }

    @Test
    void markupInPlainTextIsNotMarkup() {
        assertThat(Phrase.plain("<img src=x> & co").markdown()).isEqualTo("\\<img src=x\\> \\& co");
    }

    @Test
    void lineBreaksInNamesDoNotEndTheLine() {
        assertThat(Phrase.plain("a\n\n# b").markdown()).isEqualTo("a # b");
        assertThat(Phrase.code("a\r\nb").markdown()).isEqualTo("`a b`");
        assertThat(Phrase.code("").markdown()).isEqualTo("(empty)");
        assertThat(Phrase.code(" \n").markdown()).isEqualTo("(empty)");
    }

    @Test
    void codeSurvivesBackticks() {
        assertThat(Phrase.code("a`b").markdown()).isEqualTo("``a`b``");
        assertThat(Phrase.code("``").markdown()).isEqualTo("``` `` ```");
    }

    @Test
    void aBarEndsACellOnlyWhereACellEnds() {
        Block table = Block.table(
                List.of("Name", "Value"), List.of(List.of(Phrase.code("a|b"), Phrase.plain("c|d")), List.of()));
        assertThat(table.markdown()).isEqualTo("""
                        | Name | Value |
                        | --- | --- |
                        | `a\\|b` | c\\|d |
                        |  |  |""");
    }

    @Test
    void fencesAreLongerThanAnyInTheText() {
        assertThat(Block.code("text", "a\n````\nb").markdown()).isEqualTo("`````text\na\n````\nb\n`````");
    }

    @Test
    void aValueIsNeverTakenForAPlaceholder() {
        assertThat(Phrase.of("{} and {}", "{}", "b").markdown()).isEqualTo("{} and b");
    }

    @Test
    void everyPlaceHasAValueAndEveryValueAPlace() {
        assertThatThrownBy(() -> Phrase.of("{} {}", "a")).hasMessage("more places than values in: {} {}");
        assertThatThrownBy(() -> Phrase.of("{}", "a", "b")).hasMessage("more values than places in: {}");
    }

    @Property
    void anyTextIsOneCell(@ForAll String text) {
        String row = Block.table(List.of("A", "B"), List.of(List.of(Phrase.plain(text), Phrase.code(text))))
                .markdown()
                .lines()
                .toList()
                .get(2);
        assertThat(UNESCAPED_BAR.matcher(row).results().count()).isEqualTo(3);
    }
}
