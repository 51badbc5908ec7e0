package io.airworthy.render.monitoring;

import java.util.Locale;

/** How soon somebody has to look. */
public enum AlertSeverity {
    /** Now: Airflow does not run tasks, or loses them, or people cannot reach it. */
    CRITICAL,
    /** Today: something is about to fail, or works worse than it should. */
    WARNING;

    /** As the label {@code severity} has it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
