package io.airworthy.pods;

import java.time.Duration;
import java.util.Optional;
import org.immutables.value.Value;

/**
 * A taint of nodes that pods tolerate.
 *
 * <p>Operator and effect are Kubernetes' words; a rule refuses others and names the nearest.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/">Taints and tolerations</a>
 */
@Value.Immutable
public interface Toleration {

    /** The taint's key. Left out, with the operator {@code Exists}: every taint. */
    Optional<String> key();

    /** {@code Equal} or {@code Exists}. Default {@code Equal}. */
    @Value.Default
    default String operator() {
        return "Equal";
    }

    /** The taint's value, for {@code Equal}. */
    Optional<String> value();

    /** {@code NoSchedule}, {@code PreferNoSchedule} or {@code NoExecute}. Left out: every effect. */
    Optional<String> effect();

    /** How long a pod stays on a node with the effect {@code NoExecute}, in whole seconds. Left out: forever. */
    Optional<Duration> during();

    /**
     * A taint of one key, value and effect.
     *
     * @param key the key
     * @param value the value
     * @param effect the effect
     * @return the toleration
     */
    static Toleration of(String key, String value, String effect) {
        return builder().key(key).value(value).effect(effect).build();
    }

    /**
     * Every taint of one key, whatever its value and effect.
     *
     * @param key the key
     * @return the toleration
     */
    static Toleration exists(String key) {
        return builder().key(key).operator("Exists").build();
    }

    /** Starts a toleration. */
    static TolerationBuilder builder() {
        return new TolerationBuilder();
    }

    /** Starts a toleration from this one, with all its attributes. */
    default TolerationBuilder toBuilder() {
        return builder().from(this);
    }
}
