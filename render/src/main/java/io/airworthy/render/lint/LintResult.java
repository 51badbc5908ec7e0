package io.airworthy.render.lint;

import io.airworthy.render.report.Report;
import java.util.List;
import java.util.Map;

/** What a linter found. */
public final class LintResult {

    private final ValuesLinter.Round round;

    LintResult(ValuesLinter.Round round) {
        this.round = round;
    }

    /** The findings, with places and fixes; what is suppressed is waived. */
    public Report report() {
        return round.report();
    }

    /** What the files cannot tell. */
    public List<OpenQuestion> questions() {
        return round.questions();
    }

    /** The chart versions that the files were judged for: one, unless they say several. */
    public List<String> chartVersions() {
        return round.charts();
    }

    /** The Airflow versions, likewise. */
    public List<String> airflowVersions() {
        return round.airflows();
    }

    /**
     * Makes the fixes that are safe, until there is none left.
     *
     * @return each file that they change, with its new text
     */
    public Map<String, String> fixed() {
        return round.fixed();
    }
}
