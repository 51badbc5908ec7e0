package io.airworthy.testkit;

import io.airworthy.AirflowDeployment;
import io.airworthy.validation.Rule;
import io.airworthy.validation.RuleSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/**
 * Deployments with one thing wrong: every standard rule can be broken in any valid deployment that has what the rule is
 * about, and no other rule breaks with it.
 *
 * <pre>{@code
 * @Provide
 * Arbitrary<AirflowDeployment> deploymentsWithoutAPort() {
 *     return NearlyValidDeployments.breaking("DB-003");
 * }
 * }</pre>
 */
public final class NearlyValidDeployments {

    private static final List<Mistake> MISTAKES = Stream.concat(
                    SpecialMistakes.ALL.stream(),
                    RuleSet.standard().rules().stream()
                            .filter(rule -> SpecialMistakes.ALL.stream()
                                    .noneMatch(special -> special.ruleId().equals(rule.id())))
                            .map(Mistake::ofExample))
            .toList();

    private NearlyValidDeployments() {}

    /**
     * A valid deployment, and the same with one mistake.
     *
     * @param mistake the mistake
     * @param valid the deployment before it
     * @param deployment the deployment with it
     */
    public record Broken(Mistake mistake, AirflowDeployment valid, AirflowDeployment deployment) {}

    /**
     * Deployments that break one rule.
     *
     * @param ruleId the rule
     * @return deployments whose report has this rule, and no error of another
     * @throws IllegalArgumentException if no mistake is known that breaks the rule
     */
    public static Arbitrary<AirflowDeployment> breaking(String ruleId) {
        return made(mistake(ruleId)).map(Broken::deployment);
    }

    /**
     * One deployment that breaks a rule, for tests that are not jqwik's: inside of a property it throws.
     * {@link DeploymentsSource} gives a test many.
     *
     * @param ruleId the rule
     * @param seed any number
     * @return the deployment that this version of the test kit always makes of rule and seed
     * @throws IllegalArgumentException if no mistake is known that breaks the rule
     */
    public static AirflowDeployment sample(String ruleId, long seed) {
        return Samples.of(breaking(ruleId), seed);
    }

    /**
     * Deployments that break one rule, whichever.
     *
     * @return deployments that break each rule as often as another
     */
    public static Arbitrary<Broken> all() {
        return Arbitraries.of(MISTAKES).flatMap(NearlyValidDeployments::made);
    }

    /**
     * Valid deployments with one mistake.
     *
     * @param mistake the mistake
     * @return valid deployments in which it can be made, before and after
     */
    public static Arbitrary<Broken> made(Mistake mistake) {
        return Deployments.valid()
                .map(valid -> mistake.in(valid).map(broken -> new Broken(mistake, valid, broken)))
                .filter(Optional::isPresent)
                .map(Optional::orElseThrow);
    }

    /**
     * The mistakes that are known: one for each of the {@linkplain RuleSet#standard() standard rules}, and for the rules
     * about waivers.
     *
     * @return the mistakes
     */
    public static List<Mistake> mistakes() {
        return MISTAKES;
    }

    /**
     * The mistake that breaks a rule.
     *
     * @param ruleId the {@linkplain Rule#id() rule's id}
     * @return the mistake
     * @throws IllegalArgumentException if none is known
     */
    public static Mistake mistake(String ruleId) {
        return MISTAKES.stream()
                .filter(mistake -> mistake.ruleId().equals(ruleId))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no mistake is known that breaks " + ruleId));
    }
}
