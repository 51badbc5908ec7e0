package io.airworthy.render.document;

import static org.assertj.core.api.Assertions.assertThat;

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

    /** What the templates of these tests ask for. */
    record Texts(String code, String text) {}

    record Block(List<String> lines) {}

    @Test
    void aBarEndsACellOnlyWhereACellEnds() {
        assertThat(Template.parse("row", "| `{{code}}` | {{text}} |").render(Facts.of(new Texts("a|b", "c|d"))))
                .isEqualTo("| `a\\|b` | c\\|d |\n");
    }

    @Test
    void fencesAreLongerThanAnyInTheText() {
        assertThat(Template.parse("block", "```text\n{{lines}}\n```")
                        .render(Facts.of(new Block(List.of("a", "````", "b")))))
                .isEqualTo("`````text\na\n````\nb\n`````\n");
    }

    @Test
    void aFactIsQuotedAsTheLanguageOfItsBlockQuotes() {
        String block = "a: \"{{text}}\"";
        Facts facts = Facts.of(new Texts("", "\"${x}\""));

        assertThat(Template.parse("block", "```yaml\n" + block + "\n```").render(facts))
                .isEqualTo("```yaml\na: \"\\\"${x}\\\"\"\n```\n");
        assertThat(Template.parse("block", "```hcl\n" + block + "\n```").render(facts))
                .isEqualTo("```hcl\na: \"\\\"$${x}\\\"\"\n```\n");
    }

    @Test
    void aFactInADiagramIsANodeOrALabel() {
        assertThat(Template.parse("block", "```mermaid\nw_{{text}}[\"{{text}}\"]\n```")
                        .render(Facts.of(new Texts("", "a-b \"`"))))
                .isEqualTo("```mermaid\nw_a_b___[\"a-b #34;#96;\"]\n```\n");
    }

    @Test
    void aFactInACommentOfAShellIsOnOneLine() {
        assertThat(Template.parse("block", "```bash\n# see {{text}}\n```").render(Facts.of(new Texts("", "a b\nrm c"))))
                .isEqualTo("```bash\n# see a b rm c\n```\n");
    }

    @Property
    void anyTextIsOneCell(@ForAll String text) {
        String row = Template.parse("row", "| {{text}} | `{{text}}` |").render(Facts.of(new Texts("", text)));
        assertThat(UNESCAPED_BAR.matcher(row).results().count()).isEqualTo(3);
    }
}
