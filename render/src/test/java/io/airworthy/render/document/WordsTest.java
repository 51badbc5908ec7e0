package io.airworthy.render.document;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.junit.jupiter.api.Test;

class WordsTest {

    @BeforeContainer
    static void needBash() {
        Bash.assumeIsThere();
    }

    private static String echo(String text) {
        return Template.parse("block", "```bash\nprintf %s {{text}}\n```")
                .render(Facts.of(new MarkdownTest.Texts("", text)))
                .replaceAll("^```bash\n|```\n$", "");
    }

    @Test
    void whatNeedsNoQuotesHasNone() {
        assertThat(echo("airflow")).isEqualTo("printf %s airflow\n");
    }

    @Test
    void whatNeedsQuotesHasThem() {
        assertThat(echo("it's $HOME")).isEqualTo("printf %s 'it'\\''s $HOME'\n");
        assertThat(echo("")).isEqualTo("printf %s ''\n");
    }

    @Tag("slow")
    @Property(tries = 50)
    void theShellGetsExactlyTheValue(@ForAll String text) {
        // No shell holds a NUL, and an argument is bytes: lone surrogates have none.
        Assume.that(text.indexOf('\0') < 0 && text.equals(new String(text.getBytes(UTF_8), UTF_8)));
        assertThat(Bash.run("printf %s " + Words.quoted(text))).isEqualTo(text);
    }

    @Test
    void severalValuesAreSeveralWords() {
        assertThat(Words.of(List.of("a b", "c")).text()).isEqualTo("'a b' c");
    }
}
