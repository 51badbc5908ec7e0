package io.airworthy.secrets;

import io.airworthy.frozen.Frozen;
import java.util.List;
import java.util.Objects;

/**
 * A secret from outside that can be used, and what had to be corrected first.
 *
 * <p>Only what is unambiguous is corrected: a lost line end, a second layer of base64. Everything else is refused with
 * an {@link UnusableSecretException}. Show the notes to the person who supplied the secret: what the cluster holds may
 * still be the broken form.
 *
 * @param value the secret, in its canonical form
 * @param notes what was corrected, a sentence fragment each, in order; empty if nothing was. No note contains any part
 *     of the secret.
 * @param <T> the kind of secret
 */
public record Accepted<T>(T value, List<String> notes) {

    /**
     * Copies the notes.
     *
     * @param value the secret, in its canonical form
     * @param notes what was corrected
     */
    public Accepted {
        Objects.requireNonNull(value, "value");
        notes = Frozen.list(notes, "notes");
    }

    /** Whether anything was corrected. */
    public boolean wasCorrected() {
        return !notes.isEmpty();
    }
}
