package io.airworthy.render.lint;

import java.util.Objects;

/**
 * What values cannot tell.
 *
 * @param ruleId the rule that is judged once it is answered
 * @param text the question
 * @param attribute the attribute of the model that answers it
 */
public record OpenQuestion(String ruleId, String text, String attribute) {

    /** Refuses null. */
    public OpenQuestion {
        Objects.requireNonNull(ruleId, "ruleId");
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(attribute, "attribute");
    }
}
