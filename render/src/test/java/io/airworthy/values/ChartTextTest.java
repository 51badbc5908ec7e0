package io.airworthy.values;

import static org.assertj.core.api.Assertions.assertThat;

import io.airworthy.testkit.Texts;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChartTextTest {

    @Provide
    Arbitrary<String> texts() {
        return Texts.texts();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "$HOME, $$HOME",
        "a$$b, a$$$$b",
        "$(HOSTNAME), $$(HOSTNAME)",
        "$$(HOSTNAME), $$$$(HOSTNAME)",
        "plain, plain",
    })
    void variablesDoubleEveryDollar(String text, String written) {
        assertThat(ChartText.variable(text)).isEqualTo(written);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "{{ ti.dag_id }}, {{ `{{` }} ti.dag_id }}",
        "50%, 50%%",
        "{{{%, {{ `{{` }}{%%",
    })
    void optionsAreEscapedForHelmAndForPython(String text, String written) {
        assertThat(ChartText.option(text)).isEqualTo(written);
    }

    @Property(tries = 300)
    void theKubeletGivesEveryVariableBack(@ForAll("texts") String text) {
        assertThat(KubeletText.expand(ChartText.variable(text), Map.of("HOSTNAME", "pod", "HOME", "/", "X", "x")))
                .isEqualTo(text);
    }
}
