package io.airworthy;

import org.immutables.value.Value;

/** A rule that this deployment breaks on purpose. The checklist prints it. */
@Value.Immutable
public interface Waiver {

    /** The rule's id, {@code "DB-006"}. */
    String ruleId();

    /** Why breaking it is right here. */
    String reason();

    /**
     * A rule that is broken on purpose.
     *
     * @param ruleId the rule's id
     * @param reason why breaking it is right here
     * @return the waiver
     */
    static Waiver of(String ruleId, String reason) {
        return builder().ruleId(ruleId).reason(reason).build();
    }

    /** Starts a waiver. */
    static WaiverBuilder builder() {
        return new WaiverBuilder();
    }

    /** Starts a waiver from this one, with all its attributes. */
    default WaiverBuilder toBuilder() {
        return builder().from(this);
    }
}
