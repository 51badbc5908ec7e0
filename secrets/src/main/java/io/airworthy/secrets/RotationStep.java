package io.airworthy.secrets;

import java.util.Objects;
import java.util.Optional;

/**
 * One step of a rotation.
 *
 * @param what the action, in a sentence
 * @param command the command for it, if there is one; it contains nothing secret
 */
public record RotationStep(String what, Optional<String> command) {

    /** Refuses null. */
    public RotationStep {
        Objects.requireNonNull(what, "what");
        Objects.requireNonNull(command, "command");
    }

    static RotationStep of(String what) {
        return new RotationStep(what, Optional.empty());
    }

    static RotationStep of(String what, String command) {
        return new RotationStep(what, Optional.of(command));
    }
}
