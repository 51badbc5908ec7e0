package io.airworthy.validation;

import io.airworthy.Waiver;
import java.util.Objects;
import java.util.Optional;

/**
 * A rule that a deployment breaks, at one place.
 *
 * @param rule the rule
 * @param finding the place, and what is wrong there
 * @param waiver the waiver, when the rule is broken on purpose
 */
public record Violation(Rule rule, Finding finding, Optional<Waiver> waiver) {

    private static final String INDENT = " ".repeat(8);

    /**
     * Refuses null, and a waiver of another rule.
     *
     * @throws IllegalArgumentException if the waiver names another rule
     */
    public Violation {
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(finding, "finding");
        Objects.requireNonNull(waiver, "waiver");
        if (waiver.filter(given -> !given.ruleId().equals(rule.id())).isPresent()) {
            throw new IllegalArgumentException("the waiver is not for rule " + rule.id());
        }
    }

    /**
     * What would be right: the finding's own remedy, or the rule's.
     *
     * @return the remedy
     */
    public String remedy() {
        return finding.remedy().orElse(rule.remedy());
    }

    /**
     * Whether this stops the deployment.
     *
     * @return true if the rule is an error and nobody waived it
     */
    public boolean isError() {
        return rule.severity() == Severity.ERROR && waiver.isEmpty();
    }

    /** Three lines for a person: what is wrong where, what happens in production, what would be right. */
    @Override
    public String toString() {
        String head = waiver.isPresent() ? "waived" : rule.severity().toString();
        StringBuilder text = new StringBuilder(head);
        text.append(" ".repeat(Math.max(1, 8 - head.length())))
                .append(rule.id())
                .append("  ");
        text.append(finding.modelPath()).append(": ").append(finding.what()).append('\n');
        text.append(INDENT).append(rule.because()).append(".\n");
        text.append(INDENT).append("Fix: ").append(remedy()).append('.');
        finding.valuesPath()
                .ifPresent(path -> text.append('\n')
                        .append(INDENT)
                        .append("In the values: ")
                        .append(path));
        waiver.ifPresent(
                given -> text.append('\n').append(INDENT).append("Waived: ").append(given.reason()));
        return text.toString();
    }
}
