package io.airworthy.testkit;

import io.airworthy.AirflowDeployment;
import io.airworthy.material.Purpose;
import io.airworthy.validation.Rule;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * One way to break one rule.
 *
 * @param ruleId the rule that finds it
 * @param change what turns a valid deployment into one that breaks this rule and no other
 */
public record Mistake(String ruleId, Change change) {

    private static final String NAMES_ARE_NEEDED = "NAME-007";

    /**
     * The mistake of a rule's own example, in any deployment that has what the example changes.
     *
     * @param rule the rule
     * @return the mistake
     */
    static Mistake ofExample(Rule rule) {
        Change example = deployment -> {
            try {
                return rule.breaking(deployment);
            } catch (IllegalStateException lacking) {
                return Optional.empty();
            }
        };
        return new Mistake(rule.id(), example.where(deployment -> ExampleConditions.hold(rule.id(), deployment)));
    }

    /**
     * Makes the mistake.
     *
     * @param valid a deployment that has no errors
     * @return the deployment with the mistake; empty where it cannot be made, as in a pool that is not there
     */
    public Optional<AirflowDeployment> in(AirflowDeployment valid) {
        return change.in(valid).map(broken -> ruleId.equals(NAMES_ARE_NEEDED) ? broken : withNeededNames(broken));
    }

    /** A mistake may leave a Secret out; that its name then names nothing is not part of it. */
    private static AirflowDeployment withNeededNames(AirflowDeployment broken) {
        Map<Purpose, String> names = new EnumMap<>(Purpose.class);
        broken.secretNames().forEach((purpose, name) -> {
            if (broken.release().secrets().find(purpose).isPresent()) {
                names.put(purpose, name);
            }
        });
        return broken.toBuilder().secretNames(names).build();
    }

    @Override
    public String toString() {
        return ruleId;
    }
}
