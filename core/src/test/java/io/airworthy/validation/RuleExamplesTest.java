package io.airworthy.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.airworthy.AirflowDeployment;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule of this library has its smallest broken deployment. What the report says of it is in docs/rules. */
class RuleExamplesTest {

    static List<Rule> rules() {
        return Stream.of(RuleSet.standard().rules(), WaiverRules.over(Map.of()))
                .flatMap(List::stream)
                .toList();
    }

    @Test
    void nothingIsWrongWithTheSoundDeployment() {
        assertThat(Rule.soundDeployment().validate()).hasToString("0 errors, 0 warnings");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void theExampleOfARuleBreaksThatRuleAndNoOther(Rule rule) {
        AirflowDeployment broken = rule.example().orElseThrow();

        assertThat(broken.validate().violations())
                .isNotEmpty()
                .extracting(violation -> violation.rule().id())
                .containsOnly(rule.id());
    }
}
