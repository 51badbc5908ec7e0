package io.airworthy.validation;

import io.airworthy.AirflowDeployment;
import io.airworthy.Waiver;
import io.airworthy.frozen.Frozen;
import io.airworthy.rules.StandardRules;
import io.airworthy.values.Settings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The rules that a deployment is judged by. The standard set can be extended, and rules can be taken out of it.
 *
 * <p>Rule sets are immutable and safe for use by several threads.
 */
public final class RuleSet {

    private static final RuleSet STANDARD = new RuleSet(Map.of(), Optional.empty()).with(StandardRules.all());

    private final Map<String, Rule> rules;
    private final List<Rule> ofWaivers;
    private final Optional<Map<AirflowDeployment, ValidationReport>> reports;

    private RuleSet(Map<String, Rule> rules, Optional<Map<AirflowDeployment, ValidationReport>> reports) {
        this.rules = rules;
        this.ofWaivers = WaiverRules.over(rules);
        this.reports = reports;
    }

    /**
     * The rules of this library.
     *
     * @return the standard set
     */
    public static RuleSet standard() {
        return STANDARD;
    }

    /**
     * This set and more rules.
     *
     * @param more the rules
     * @return the larger set
     * @throws IllegalArgumentException if the set has a rule of the same id already, or lacks one that a rule is to be
     *     asked after
     */
    public RuleSet with(Rule... more) {
        return with(Arrays.asList(Objects.requireNonNull(more, "more")));
    }

    /**
     * This set and more rules.
     *
     * @param more the rules
     * @return the larger set
     * @throws IllegalArgumentException if the set has a rule of the same id already, or lacks one that a rule is to be
     *     asked after
     */
    public RuleSet with(List<Rule> more) {
        Map<String, Rule> larger = new LinkedHashMap<>(rules);
        for (Rule rule : Frozen.list(more, "more")) {
            // Rules only ever come after rules that are there already, so they cannot wait for each other.
            rule.prerequisites().stream()
                    .filter(id -> !larger.containsKey(id))
                    .sorted()
                    .findFirst()
                    .ifPresent(missing -> {
                        throw new IllegalArgumentException(
                                "rule " + rule.id() + " comes after " + missing + ", which is not in the set");
                    });
            if (larger.putIfAbsent(rule.id(), rule) != null) {
                throw new IllegalArgumentException("there is already a rule " + rule.id());
            }
        }
        return new RuleSet(larger, Optional.empty());
    }

    /**
     * This set without some of its rules.
     *
     * @param ruleIds the ids of the rules to take out
     * @return the smaller set
     * @throws IllegalArgumentException if the set has no rule of such an id
     */
    public RuleSet without(String... ruleIds) {
        Map<String, Rule> smaller = new LinkedHashMap<>(rules);
        for (String id : Frozen.list(Arrays.asList(Objects.requireNonNull(ruleIds, "ruleIds")), "ruleIds")) {
            if (smaller.remove(id) == null) {
                throw new IllegalArgumentException("there is no rule " + id);
            }
        }
        return new RuleSet(smaller, Optional.empty());
    }

    /**
     * The rules, in the order in which they report.
     *
     * @return the rules
     */
    public List<Rule> rules() {
        return List.copyOf(rules.values());
    }

    /**
     * The rule of an id.
     *
     * @param id the id
     * @return the rule, where the set has it
     */
    public Optional<Rule> find(String id) {
        return Optional.ofNullable(rules.get(Objects.requireNonNull(id, "id")));
    }

    /**
     * These rules in a set that judges a deployment only once and keeps the report. It is for code that renders one
     * deployment to several things: every renderer judges what it is given.
     *
     * @return a set that keeps reports as long as it lives; this one, if it does so already
     */
    public RuleSet remembering() {
        return this == STANDARD || reports.isPresent()
                ? this
                : new RuleSet(rules, Optional.of(new ConcurrentHashMap<>()));
    }

    /**
     * Judges a deployment.
     *
     * <p>A rule whose test throws, or returns null, is reported as an error of that rule, which names the exception and the
     * line that threw it; its message, which may repeat a secret, is left out. The other rules are asked all the same,
     * except those that come after the failed one. A Java machine that is out of memory ends the validation.
     *
     * @param deployment the deployment
     * @return everything that is wrong, at once
     */
    public ValidationReport validate(AirflowDeployment deployment) {
        Objects.requireNonNull(deployment, "deployment");
        if (this == STANDARD) {
            return deployment.release().derived(ValidationReport.class, () -> judge(deployment));
        }
        return reports.map(known -> known.computeIfAbsent(deployment, this::judge))
                .orElseGet(() -> judge(deployment));
    }

    private ValidationReport judge(AirflowDeployment deployment) {
        Verdicts verdicts = new Verdicts(deployment);
        List<Violation> violations = new ArrayList<>();
        Stream.concat(rules.values().stream(), ofWaivers.stream()).forEach(rule -> {
            Verdict verdict = verdicts.of(rule);
            verdict.findings()
                    .forEach(finding -> violations.add(
                            new Violation(verdict.rule(), placed(deployment, finding), waiver(deployment, rule))));
        });
        return new ValidationReport(violations);
    }

    /** A finding about an attribute names the key that the attribute is. */
    private static Finding placed(AirflowDeployment deployment, Finding finding) {
        return finding.valuesPath().isPresent()
                        || !deployment.chartVersion().isSupported()
                        || !deployment.airflowVersion().isRelease()
                ? finding
                : Settings.keyOf(deployment, finding.modelPath())
                        .map(finding::inValues)
                        .orElse(finding);
    }

    private static Optional<Waiver> waiver(AirflowDeployment deployment, Rule rule) {
        return deployment.waivers().stream()
                .filter(waiver -> rule.isWaivable() && waiver.ruleId().equals(rule.id()))
                .findFirst();
    }

    /** What a rule finds; for one that failed, what its stand-in does. */
    private record Verdict(Rule rule, boolean wasAsked, List<Finding> findings) {

        boolean holds() {
            return wasAsked && findings.isEmpty();
        }

        static Verdict of(Rule rule, AirflowDeployment deployment) {
            try {
                return new Verdict(rule, true, rule.check(deployment));
            } catch (Exception | AssertionError | LinkageError | StackOverflowError failure) {
                return new Verdict(
                        rule.failed(),
                        true,
                        List.of(Finding.at(
                                "rules[" + rule.id() + "]", "rule " + rule.id() + " failed: " + inWords(failure))));
            }
        }

        private static String inWords(Throwable failure) {
            String type = failure.getClass().getName();
            return Stream.of(failure.getStackTrace())
                    .filter(frame -> !frame.getClassName().startsWith("java."))
                    .findFirst()
                    .map(frame -> type + " in " + frame.getClassName() + "." + frame.getMethodName() + ", line "
                            + frame.getLineNumber())
                    .orElse(type);
        }
    }

    /** What each rule finds, each asked once and only after its prerequisites. */
    private final class Verdicts {

        private final AirflowDeployment deployment;
        private final Map<String, Verdict> verdicts = new HashMap<>();

        Verdicts(AirflowDeployment deployment) {
            this.deployment = deployment;
        }

        Verdict of(Rule rule) {
            Verdict known = verdicts.get(rule.id());
            if (known != null) {
                return known;
            }
            Verdict verdict = prerequisitesHold(rule.prerequisites())
                    ? Verdict.of(rule, deployment)
                    : new Verdict(rule, false, List.of());
            verdicts.put(rule.id(), verdict);
            return verdict;
        }

        /** A prerequisite that was not asked because its own prerequisite is broken does not hold either. */
        private boolean prerequisitesHold(Set<String> ids) {
            for (String id : ids) {
                Rule rule = rules.get(id);
                if (rule != null && !of(rule).holds()) {
                    return false;
                }
            }
            return true;
        }
    }
}
