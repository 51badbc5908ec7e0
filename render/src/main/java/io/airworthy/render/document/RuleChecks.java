package io.airworthy.render.document;

import io.airworthy.validation.ValidationReport;
import io.airworthy.validation.Violation;
import java.util.ArrayList;
import java.util.List;

/** What the rules still say: errors that nobody fixed, warnings to decide on, and what is broken on purpose. */
final class RuleChecks {

    private final ValidationReport report;

    RuleChecks(ValidationReport report) {
        this.report = report;
    }

    List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        blocks.add(Block.heading(2, "Validation"));
        blocks.add(Block.bullets(ticks()));
        if (!report.waived().isEmpty()) {
            blocks.add(Block.paragraph("Waived on purpose:"));
            blocks.add(Block.table(
                    List.of("Rule", "What", "Reason"),
                    report.waived().stream().map(RuleChecks::waiver).toList()));
        }
        return blocks;
    }

    private List<Phrase> ticks() {
        List<Phrase> ticks = new ArrayList<>();
        if (report.isDeployable()) {
            ticks.add(Tick.guaranteed("No rule stops the deployment"));
        }
        report.errors().forEach(error -> ticks.add(tick("Error", error)));
        report.warnings().forEach(warning -> ticks.add(tick("Warning", warning)));
        return ticks;
    }

    private static Phrase tick(String severity, Violation violation) {
        return Tick.open(
                "{} {}, {}: {}. {}. Fix: {}.",
                severity,
                violation.rule().id(),
                Phrase.code(violation.finding().modelPath()),
                violation.finding().what(),
                Phrase.capitalized(violation.rule().because()),
                violation.remedy());
    }

    private static List<Phrase> waiver(Violation violation) {
        return List.of(
                Phrase.plain(violation.rule().id()),
                Phrase.of(
                        "{}: {}",
                        Phrase.code(violation.finding().modelPath()),
                        violation.finding().what()),
                Phrase.plain(violation.waiver().orElseThrow().reason()));
    }
}
