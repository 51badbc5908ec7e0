package io.airworthy.secrets;

import java.util.Objects;
import java.util.Optional;

/**
 * One step of a rotation.
 *
 * @param what what is to be done, in a sentence
 * @param command how, where it is a command; nothing secret stands in it
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
