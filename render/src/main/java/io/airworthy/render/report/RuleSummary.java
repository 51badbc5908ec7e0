package io.airworthy.render.report;

import io.airworthy.validation.Rule;
import io.airworthy.validation.Severity;
import java.util.Objects;
import java.util.Optional;

/**
 * What a report says about a rule, whatever it is that the rule judges.
 *
 * @param id the id, {@code "CAP-002"}
 * @param severity how bad a breach is
 * @param title what is wrong when the rule is broken, as a sentence without its full stop
 * @param because what happens in production when the rule is broken, as a sentence without its full stop
 * @param remedy what would be right, as an instruction without its full stop
 * @param source where the reason is documented, an address
 */
public record RuleSummary(
        String id, Severity severity, String title, String because, String remedy, Optional<String> source) {

    /** Refuses null. */
    public RuleSummary {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(because, "because");
        Objects.requireNonNull(remedy, "remedy");
        Objects.requireNonNull(source, "source");
    }

    /**
     * The summary of a rule about deployments.
     *
     * @param rule the rule
     * @return the summary
     */
    public static RuleSummary of(Rule rule) {
        Objects.requireNonNull(rule, "rule");
        return new RuleSummary(rule.id(), rule.severity(), rule.title(), rule.because(), rule.remedy(), rule.source());
    }

    RuleSummary inTermsOfFiles() {
        return new RuleSummary(id, severity, title, because, FileTerms.in(remedy), source);
    }
}
