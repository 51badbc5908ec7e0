package io.airworthy.pods;

import java.time.Duration;
import java.util.Optional;
import org.immutables.value.Value;

/** The container that deletes old logs from a component's own disk. What is left out is the chart's own. */
@Value.Immutable
public interface LogGroomer {

    /** Whether it runs. Default true. */
    @Value.Default
    default boolean enabled() {
        return true;
    }

    /** How old logs may get, in whole days. The chart's default: 15. */
    Optional<Integer> retentionDays();

    /** The time between two runs, in whole minutes. The chart's default: 15. */
    Optional<Duration> frequency();

    /** What the container asks for. */
    Optional<Resources> resources();

    /** No groomer. */
    static LogGroomer off() {
        return builder().enabled(false).build();
    }

    /** Starts a groomer. */
    static LogGroomerBuilder builder() {
        return new LogGroomerBuilder();
    }

    /** Starts a groomer from this one, with all its attributes. */
    default LogGroomerBuilder toBuilder() {
        return builder().from(this);
    }
}
