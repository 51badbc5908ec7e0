package io.airworthy.pods;

import java.time.Duration;
import java.util.List;
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

    /** How old logs may get beyond {@link #retentionDays}, in minutes. The chart's default: 0. From chart 1.20 on. */
    Optional<Integer> retentionMinutes();

    /** How large the logs may get in all, in bytes, before the oldest go. The chart's default: no limit. From chart 1.20 on. */
    Optional<Long> maxSizeBytes();

    /** How much of the volume the logs may fill, in percent. The chart's default: no limit. From chart 1.20 on. */
    Optional<Integer> maxSizePercent();

    /** The command of the container. Default: the image's. */
    List<String> command();

    /** The arguments of the container. The chart's default: {@code bash /clean-logs}. */
    List<String> args();

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
