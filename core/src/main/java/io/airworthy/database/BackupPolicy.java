package io.airworthy.database;

import java.time.Duration;
import org.immutables.value.Value;

/**
 * How the metadata database is backed up. It configures nothing: the checklist states it, and the runbook relies on it
 * before an upgrade.
 */
@Value.Immutable
public interface BackupPolicy {

    /** How and how often, in words: {@code "automated snapshots, daily"}. */
    String description();

    /** How long a backup is kept. */
    Duration retention();

    /** Whether any moment inside the retention can be restored. Default false. */
    @Value.Default
    default boolean pointInTimeRecovery() {
        return false;
    }

    /**
     * Automated daily snapshots with point-in-time recovery, as the managed services make them.
     *
     * @param retention how long a backup is kept
     * @return the policy
     */
    static BackupPolicy automated(Duration retention) {
        return BackupPolicy.builder()
                .description("automated daily snapshots")
                .retention(retention)
                .pointInTimeRecovery(true)
                .build();
    }

    /** Starts a policy. */
    static BackupPolicyBuilder builder() {
        return new BackupPolicyBuilder();
    }

    /** Starts a policy from this one, with all its attributes. */
    default BackupPolicyBuilder toBuilder() {
        return builder().from(this);
    }
}
