package io.airworthy.render.lint;

import io.airworthy.frozen.Frozen;
import io.airworthy.render.report.Report;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Values files for other versions.
 *
 * @param changed each file that changes, with its new text
 * @param moves what was done, a line each
 * @param report what is wrong with the new texts, and left to a person
 */
public record MigrationResult(Map<String, String> changed, List<String> moves, Report report) {

    /** Copies what can change. */
    public MigrationResult {
        changed = Frozen.map(changed, "changed");
        moves = Frozen.list(moves, "moves");
        Objects.requireNonNull(report, "report");
    }
}
