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
        assertThat(Template.parse("row", "| `{{code}}` | {{text}} |")
                        .render(new Facts().text("code", "a|b").text("text", "c|d")))
                .isEqualTo("| `a\\|b` | c\\|d |\n");
    }

    @Test
    void fencesAreLongerThanAnyInTheText() {
        assertThat(Template.parse("block", "```text\n{{lines}}\n```")
                        .render(new Facts().script("lines", () -> new Script(List.of("a", "````", "b")))))
                .isEqualTo("`````text\na\n````\nb\n`````\n");
    }

    @Test
    void aFactIsQuotedAsTheLanguageOfItsBlockQuotes() {
        String block = "a: \"{{text}}\"";
        Facts facts = new Facts().text("text", "\"${x}\"");

        assertThat(Template.parse("block", "```yaml\n" + block + "\n```").render(facts))
                .isEqualTo("```yaml\na: \"\\\"${x}\\\"\"\n```\n");
        assertThat(Template.parse("block", "```hcl\n" + block + "\n```").render(facts))
                .isEqualTo("```hcl\na: \"\\\"$${x}\\\"\"\n```\n");
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
        String row = Template.parse("row", "| {{text}} | `{{text}}` |").render(new Facts().text("text", text));
        assertThat(UNESCAPED_BAR.matcher(row).results().count()).isEqualTo(3);
    }
}
