package io.airworthy.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.airworthy.AirflowDeployment;
import io.airworthy.validation.Rule;
import io.airworthy.validation.RuleSet;
import io.airworthy.validation.Severity;
import io.airworthy.validation.ValidationReport;
import io.airworthy.validation.Violation;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.Shrinkable;

class NearlyValidDeploymentsTest {

    /** What a mistake breaks besides its rule is for the extended profile to find, which draws new deployments. */
    private static final Random SAME_IN_EVERY_BUILD = new Random(1);

    @Example
    void everyRuleHasItsMistake() {
        List<String> ids = Stream.concat(
                        RuleSet.standard().rules().stream().map(Rule::id), Stream.of("WAIVE-001", "WAIVE-002"))
                .toList();

        assertThat(NearlyValidDeployments.mistakes())
                .extracting(Mistake::ruleId)
                .containsExactlyInAnyOrderElementsOf(ids);
    }

    @Example
    void everyMistakeCanBeMadeInSomeValidDeployment() {
        Set<Mistake> impossible = new HashSet<>(NearlyValidDeployments.mistakes());

        Deployments.valid()
                .sampleStream()
                .limit(1000)
                .peek(valid -> impossible.removeIf(mistake -> mistake.in(valid).isPresent()))
                .anyMatch(valid -> impossible.isEmpty());

        assertThat(impossible).isEmpty();
    }

    @Example
    void breakingARuleReportsThatRuleAndNothingElse() {
        boolean extended = Boolean.getBoolean("airworthy.extended");

        Deployments.valid().generator(1000).stream(extended ? new Random() : SAME_IN_EVERY_BUILD)
                .map(Shrinkable::value)
                .limit(extended ? 100 : 6)
                .forEach(NearlyValidDeploymentsTest::eachMistakeBreaksItsOwnRule);
    }

    @Example
    void aRuleThatNoMistakeIsKnownOfIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NearlyValidDeployments.breaking("ACME-001"))
                .withMessage("no mistake is known that breaks ACME-001");
    }

    private static void eachMistakeBreaksItsOwnRule(AirflowDeployment valid) {
        Set<String> warnings = ids(valid.validate());

        for (Mistake mistake : NearlyValidDeployments.mistakes()) {
            mistake.in(valid)
                    .ifPresent(broken -> onlyItsOwnRuleIsBroken(mistake.ruleId(), broken.validate(), warnings));
        }
    }

    private static void onlyItsOwnRuleIsBroken(String rule, ValidationReport report, Set<String> warningsBefore) {
        boolean isWarning = RuleSet.standard()
                .find(rule)
                .filter(it -> it.severity() == Severity.WARNING)
                .isPresent();
        Set<String> allowed = new HashSet<>(warningsBefore);
        allowed.add(rule);

        assertThat(ids(report)).as(rule + "\n" + report).contains(rule).isSubsetOf(allowed);
        assertThat(ids(report.errors())).isEqualTo(isWarning ? Set.of() : Set.of(rule));
    }

    private static Set<String> ids(ValidationReport report) {
        return ids(report.all());
    }

    private static Set<String> ids(List<Violation> violations) {
        return violations.stream().map(violation -> violation.rule().id()).collect(Collectors.toSet());
    }
}
