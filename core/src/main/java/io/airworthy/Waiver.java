package io.airworthy;

import java.util.Objects;

/**
 * A rule that this deployment breaks on purpose. The checklist prints it.
 *
 * @param ruleId the rule's id, {@code "DB-006"}
 * @param reason why breaking it is right here
 */
public record Waiver(String ruleId, String reason) {

    /** Refuses null. */
    public Waiver {
        Objects.requireNonNull(ruleId, "ruleId");
        Objects.requireNonNull(reason, "reason");
    }
}
