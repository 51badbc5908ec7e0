package io.airworthy.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.airworthy.AirflowDeployment;
import io.airworthy.ArbitraryDeployments;
import io.airworthy.Waiver;
import io.airworthy.testkit.SampleDeployments;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

class ValidationPropertiesTest {

    private static final int TRIES = 200;

    /** Each rule alone, whatever the rules before it found: prerequisites may be taken out of a set. */
    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
    void noRuleThrowsWhateverItIsAsked(@ForAll long seed) {
        AirflowDeployment deployment = ArbitraryDeployments.ofSeed(seed);

        for (Rule rule : RuleSet.standard().rules()) {
            assertThatCode(() -> rule.check(deployment)).as(rule.id()).doesNotThrowAnyException();
        }
    }

    @Property(tries = 60, shrinking = ShrinkingMode.OFF)
    void theSameDeploymentAlwaysGetsTheSameReport(@ForAll long seed) {
        assertThat(ArbitraryDeployments.ofSeed(seed).validate())
                .hasToString(ArbitraryDeployments.ofSeed(seed).validate().toString());
    }

    @Property(tries = 60, shrinking = ShrinkingMode.OFF)
    void noReportRepeatsAPassword(@ForAll long seed) {
        AirflowDeployment deployment = ArbitraryDeployments.ofSeed(seed).toBuilder()
                .waivers(List.of())
                .environment(Map.of("DB_PASSWORD", "hunter2"))
                .airflowConfig(Map.of("smtp.smtp_password", "hunter2"))
                .extraValues(Map.of("fernetKey", "hunter2"))
                .build();

        assertThat(deployment.validate().errors().stream()
                        .filter(error -> Set.of("DB-001", "CEL-003", "GIT-001", "GIT-002", "RISK-001")
                                .contains(error.rule().id()))
                        .map(Violation::toString))
                .noneMatch(text -> text.contains("hunter2"));
    }

    @Property(tries = 60, shrinking = ShrinkingMode.OFF)
    void waivingEverythingThatCanBeWaivedLeavesOnlyWhatCannot(@ForAll long seed) {
        AirflowDeployment unwaived =
                ArbitraryDeployments.ofSeed(seed).toBuilder().waivers(List.of()).build();
        ValidationReport before = unwaived.validate();
        Set<String> broken = before.all().stream()
                .map(violation -> violation.rule().id())
                .filter(id -> RuleSet.standard().find(id).orElseThrow().isWaivable())
                .collect(Collectors.toCollection(TreeSet::new));

        ValidationReport after = unwaived.toBuilder()
                .waivers(broken.stream().map(id -> Waiver.of(id, "on purpose")).toList())
                .build()
                .validate();

        assertThat(after.violations()).noneMatch(violation -> violation.rule().isWaivable());
        assertThat(after.all())
                .extracting(Violation::finding)
                .containsExactlyElementsOf(
                        before.all().stream().map(Violation::finding).toList());
    }

    @Property(tries = 60, shrinking = ShrinkingMode.OFF)
    void noRuleReportsAfterARuleThatItWaitsForWasBroken(@ForAll long seed) {
        Set<String> broken = ArbitraryDeployments.ofSeed(seed).validate().all().stream()
                .map(violation -> violation.rule().id())
                .collect(Collectors.toSet());

        assertThat(broken)
                .allSatisfy(id -> assertThat(RuleSet.standard()
                                .find(id)
                                .map(Rule::prerequisites)
                                .orElse(Set.of()))
                        .doesNotContainAnyElementsOf(broken));
    }

    @Property(tries = 20, shrinking = ShrinkingMode.OFF)
    void whatIsSoundStaysSoundWhenItIsBuiltAgain(@ForAll boolean onAzure) {
        AirflowDeployment sound = onAzure ? SampleDeployments.azure() : SampleDeployments.exercise();

        assertThat(sound.toBuilder().build())
                .isEqualTo(sound)
                .hasSameHashCodeAs(sound)
                .hasToString(sound.toString());
    }
}
