package io.airworthy.validation;

import java.util.Objects;

/** Thrown when somebody insists on a deployment that has errors. Its message is the whole report. */
public final class InvalidDeploymentException extends RuntimeException {

    private final transient ValidationReport report;

    /**
     * Wraps a report.
     *
     * @param report the report, with at least one error
     */
    public InvalidDeploymentException(ValidationReport report) {
        super("this deployment would not work: " + Objects.requireNonNull(report, "report"));
        this.report = report;
    }

    /**
     * What is wrong.
     *
     * @return the report
     */
    public ValidationReport report() {
        return report;
    }
}
