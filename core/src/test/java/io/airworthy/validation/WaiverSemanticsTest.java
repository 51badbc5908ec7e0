package io.airworthy.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.airworthy.testkit.NearlyValidDeployments;
import io.airworthy.testkit.NearlyValidDeployments.Broken;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/** What a waiver does, and what it does not. */
class WaiverSemanticsTest {

    @Provide
    Arbitrary<Broken> broken() {
        return NearlyValidDeployments.all();
    }

    /** The same in every build: {@code NearlyValidDeploymentsTest} tries new ones in the extended profile. */
    @Property(tries = 100, shrinking = ShrinkingMode.OFF, seed = "1")
    void aWaivedRuleMovesToTheWaivedAndNothingElseChanges(@ForAll("broken") Broken broken) {
        String rule = broken.mistake().ruleId();
        Assume.that(RuleSet.standard().find(rule).filter(Rule::isWaivable).isPresent());

        ValidationReport before = broken.deployment().validate();
        ValidationReport after = broken.deployment().toBuilder()
                .waive(rule, "on purpose")
                .build()
                .validate();

        assertThat(findings(after.all())).isEqualTo(findings(before.all()));
        // A mistake in a waiver's reason comes with a waiver that the deployment has before.
        assertThat(findings(after.waived()))
                .isEqualTo(findings(before.all().stream()
                        .filter(violation ->
                                isOf(rule, violation) || before.waived().contains(violation))
                        .toList()));
        assertThat(findings(after.violations()))
                .isEqualTo(findings(before.violations().stream()
                        .filter(violation -> !isOf(rule, violation))
                        .toList()));
        assertThat(after.errors()).isEmpty();
    }

    /** The mistakes that carry a password carry this one. */
    @Property(tries = 100, shrinking = ShrinkingMode.OFF)
    void noReportRepeatsAPasswordThatSomebodyPutIntoTheModel(@ForAll("broken") Broken broken) {
        assertThat(broken.deployment().validate().toString()).doesNotContain("s3cret");
    }

    private static boolean isOf(String rule, Violation violation) {
        return violation.rule().id().equals(rule);
    }

    private static List<Finding> findings(List<Violation> violations) {
        return violations.stream().map(Violation::finding).toList();
    }
}
