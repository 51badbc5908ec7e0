package io.airworthy.database;

import java.time.Duration;
import java.util.Objects;

/**
 * How the metadata database is backed up. Nothing is configured by it: it is what the checklist states, and what the
 * runbook relies on before an upgrade.
 *
 * @param description how and how often, in words: {@code "automated snapshots, daily"}
 * @param retention how long a backup is kept
 * @param pointInTimeRecovery whether any moment inside the retention can be restored
 */
public record BackupPolicy(String description, Duration retention, boolean pointInTimeRecovery) {

    /** Refuses null. */
    public BackupPolicy {
        Objects.requireNonNull(description, "description");
        Objects.requireNonNull(retention, "retention");
    }

    /**
     * Automated daily snapshots with point-in-time recovery, as the managed services make them.
     *
     * @param retention how long a backup is kept
     * @return the policy
     */
    public static BackupPolicy automated(Duration retention) {
        return new BackupPolicy("automated daily snapshots", retention, true);
    }
}
