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

class ScriptTest {

    @BeforeContainer
    static void needBash() {
        Bash.assumeIsThere();
    }

    @Test
    void whatNeedsNoQuotesHasNone() {
        assertThat(Script.of("kubectl -n {}", "airflow").lines()).containsExactly("kubectl -n airflow");
    }

    @Test
    void whatNeedsQuotesHasThem() {
        assertThat(Script.of("echo {}", "it's $HOME").lines()).containsExactly("echo 'it'\\''s $HOME'");
        assertThat(Script.of("echo {}", "").lines()).containsExactly("echo ''");
    }

    @Test
    void aCommentEndsWithItsLine() {
        assertThat(Script.empty().comment("see {}", "a\nrm -rf b").lines()).containsExactly("# see a rm -rf b");
    }

    @Tag("slow")
    @Property(tries = 50)
    void theShellGetsExactlyTheValue(@ForAll String text) {
        // No shell holds a NUL, and an argument is bytes: lone surrogates have none.
        Assume.that(text.indexOf('\0') < 0 && text.equals(new String(text.getBytes(UTF_8), UTF_8)));
        Script script = Script.of("printf %s {}", text);
        assertThat(Bash.run(String.join("\n", script.lines()))).isEqualTo(text);
    }

    @Test
    void severalValuesAreSeveralWords() {
        Script script = Script.of("printf '%s.' {}", Script.Words.of(List.of("a b", "c")));
        assertThat(script.lines()).containsExactly("printf '%s.' 'a b' c");
    }
}
