package io.airworthy.pods;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.immutables.value.Value;

/**
 * How often a container is asked whether it is well. What is left out is the chart's own.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/">Probes</a>
 */
@Value.Immutable
public interface Probe {

    /** How long after the container's start the first question comes, in whole seconds. */
    Optional<Duration> initialDelay();

    /** How long an answer may take, in whole seconds, at least one. */
    Optional<Duration> timeout();

    /** How many failures in a row count, at least one. */
    Optional<Integer> failureThreshold();

    /** The time between two questions, in whole seconds, at least one. */
    Optional<Duration> period();

    /** The protocol of the probe, {@code HTTP} or {@code HTTPS}. Only the web component has it. The chart's default: HTTP. */
    Optional<String> scheme();

    /** What is run in the container, where the chart's own question does not fit. */
    List<String> command();

    /** Starts a probe. */
    static ProbeBuilder builder() {
        return new ProbeBuilder();
    }

    /** Starts a probe from this one, with all its attributes. */
    default ProbeBuilder toBuilder() {
        return builder().from(this);
    }
}
