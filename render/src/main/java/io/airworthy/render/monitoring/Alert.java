package io.airworthy.render.monitoring;

import java.time.Duration;
import java.util.Objects;

/**
 * An alert: when it is raised, and who reads what then.
 *
 * @param name its name, {@code AirflowSchedulerDown}
 * @param page the page of the runbook that helps
 * @param severity how soon somebody has to look
 * @param source what shows the metrics that it looks at
 * @param expression when it is raised, in PromQL
 * @param pending how long that must hold
 * @param summary what has happened, in one line; may have templates of Prometheus
 * @param description what that means, and what the threshold is
 */
public record Alert(
        String name,
        RunbookPage page,
        AlertSeverity severity,
        AlertSource source,
        String expression,
        Duration pending,
        String summary,
        String description) {

    /** Refuses null. */
    public Alert {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(page, "page");
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(expression, "expression");
        Objects.requireNonNull(pending, "pending");
        Objects.requireNonNull(summary, "summary");
        Objects.requireNonNull(description, "description");
    }
}
