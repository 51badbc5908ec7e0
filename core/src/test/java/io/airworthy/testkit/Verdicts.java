package io.airworthy.testkit;

import io.airworthy.Waiver;
import io.airworthy.validation.Finding;
import io.airworthy.validation.Rule;
import io.airworthy.validation.RuleSet;
import io.airworthy.validation.ValidationReport;
import io.airworthy.validation.Violation;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Rules, and what they say about deployments that break one of them. */
public final class Verdicts {

    private Verdicts() {}

    /**
     * The standard rules, one at a time.
     *
     * @return each rule, as likely as another
     */
    public static Arbitrary<Rule> rules() {
        return Arbitraries.of(RuleSet.standard().rules());
    }

    /**
     * Sets of rules.
     *
     * @return the standard rules, all of them or all but one
     */
    public static Arbitrary<RuleSet> ruleSets() {
        List<RuleSet> sets = RuleSet.standard().rules().stream()
                .map(rule -> RuleSet.standard().without(rule.id()))
                .toList();
        return Arbitraries.oneOf(Arbitraries.just(RuleSet.standard()), Arbitraries.of(sets));
    }

    /**
     * Waivers of rules that can be waived.
     *
     * @return waivers that count
     */
    public static Arbitrary<Waiver> waivers() {
        return rules().filter(Rule::isWaivable).map(rule -> Waiver.of(rule.id(), "on purpose: it's \"ünï\" {{here}}"));
    }

    /**
     * Reports.
     *
     * @return the reports of deployments that break one rule
     */
    public static Arbitrary<ValidationReport> reports() {
        return NearlyValidDeployments.all().map(broken -> broken.deployment().validate());
    }

    /**
     * Violations.
     *
     * @return one violation of each deployment that breaks a rule
     */
    public static Arbitrary<Violation> violations() {
        return reports().flatMap(report -> Arbitraries.of(report.all()));
    }

    /**
     * Places where a rule is broken.
     *
     * @return one place of each deployment that breaks a rule
     */
    public static Arbitrary<Finding> findings() {
        return violations().map(Violation::finding);
    }
}
