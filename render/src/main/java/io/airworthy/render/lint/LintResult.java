package io.airworthy.render.lint;

import io.airworthy.frozen.Frozen;
import io.airworthy.render.report.Report;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a linter found.
 *
 * @param report the findings, with places and fixes; what is suppressed is waived
 * @param questions what the files cannot tell
 * @param chartVersions the chart versions that the files were judged for: one, unless they say several
 * @param airflowVersions the Airflow versions, likewise
 * @param fixed each file that safe fixes change, with its new text
 */
public record LintResult(
        Report report,
        List<OpenQuestion> questions,
        List<String> chartVersions,
        List<String> airflowVersions,
        Map<String, String> fixed) {

    /** Copies what can change. */
    public LintResult {
        Objects.requireNonNull(report, "report");
        questions = Frozen.list(questions, "questions");
        chartVersions = Frozen.list(chartVersions, "chartVersions");
        airflowVersions = Frozen.list(airflowVersions, "airflowVersions");
        fixed = Frozen.map(fixed, "fixed");
    }
}
