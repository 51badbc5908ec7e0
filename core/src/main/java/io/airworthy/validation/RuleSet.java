package io.airworthy.validation;

import io.airworthy.AirflowDeployment;
import io.airworthy.Waiver;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The rules that a deployment is judged by. The standard set can be extended, and rules can be taken out of it.
 *
 * <p>Rule sets are immutable and safe for use by several threads.
 */
public final class RuleSet {

    private static final RuleSet STANDARD = new RuleSet(Map.of())
            .with(NameRules.ALL)
            .with(VersionRules.ALL)
            .with(ImageRules.ALL)
            .with(DatabaseRules.ALL)
            .with(PoolRules.ALL)
            .with(CeleryRules.ALL)
            .with(GitRules.ALL)
            .with(LoggingRules.ALL)
            .with(AvailabilityRules.ALL)
            .with(CapacityRules.ALL)
            .with(MetricsRules.ALL)
            .with(WebRules.ALL)
            .with(SecretRules.ALL)
            .with(EnvironmentRules.ALL)
            .with(ConfigurationRules.ALL)
            .with(ExtraValuesRules.ALL)
            .with(ChartRules.ALL)
            .with(OptionRules.ALL)
            .with(SecretSettingRules.ALL)
            .with(HostRisks.ALL)
            .with(DoorRisks.ALL)
            .with(AirflowRisks.ALL)
            .with(DeliveryRules.ALL);

    private final Map<String, Rule> rules;

    private RuleSet(Map<String, Rule> rules) {
        this.rules = rules;
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
        return with(List.of(more));
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
        for (Rule rule : more) {
            // Rules only ever come after rules that are there already, so they cannot wait for each other.
            rule.prerequisites().stream()
                    .filter(id -> !larger.containsKey(id))
                    .sorted()
                    .findFirst()
                    .ifPresent(missing -> {
                        throw new IllegalArgumentException(
                                "rule " + rule.id() + " is to be asked after " + missing + ", which is not in the set");
                    });
            if (larger.putIfAbsent(rule.id(), rule) != null) {
                throw new IllegalArgumentException("there is a rule " + rule.id() + " already");
            }
        }
        return new RuleSet(larger);
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
        for (String id : ruleIds) {
            if (smaller.remove(id) == null) {
                throw new IllegalArgumentException("there is no rule " + id);
            }
        }
        return new RuleSet(smaller);
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
        return Optional.ofNullable(rules.get(id));
    }

    /**
     * Judges a deployment.
     *
     * @param deployment the deployment
     * @return everything that is wrong, at once
     */
    public ValidationReport validate(AirflowDeployment deployment) {
        Verdicts verdicts = new Verdicts(deployment);
        List<Violation> violations = new ArrayList<>();
        Stream.concat(rules.values().stream(), WaiverRules.over(rules).stream())
                .forEach(rule -> verdicts.of(rule)
                        .forEach(finding -> violations.add(new Violation(rule, finding, waiver(deployment, rule)))));
        return new ValidationReport(violations);
    }

    private static Optional<Waiver> waiver(AirflowDeployment deployment, Rule rule) {
        return deployment.waivers().stream()
                .filter(waiver -> rule.isWaivable() && waiver.ruleId().equals(rule.id()))
                .findFirst();
    }

    /** What each rule finds, each asked once and only after its prerequisites. */
    private final class Verdicts {

        private final AirflowDeployment deployment;
        private final Map<String, List<Finding>> findings = new HashMap<>();

        Verdicts(AirflowDeployment deployment) {
            this.deployment = deployment;
        }

        List<Finding> of(Rule rule) {
            List<Finding> known = findings.get(rule.id());
            if (known != null) {
                return known;
            }
            List<Finding> found = prerequisitesHold(rule.prerequisites()) ? rule.check(deployment) : List.of();
            findings.put(rule.id(), found);
            return found;
        }

        /** A prerequisite that was not asked because its own prerequisite is broken does not hold either. */
        private boolean prerequisitesHold(Set<String> ids) {
            return ids.stream()
                    .flatMap(id -> find(id).stream())
                    .allMatch(rule -> prerequisitesHold(rule.prerequisites()) && of(rule).isEmpty());
        }
    }
}
