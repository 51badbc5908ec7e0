package io.airworthy.render.lint;

import java.util.Objects;

/**
 * Something that values say and the deployment that was made of them does not.
 *
 * @param valuesPath where the values say it
 * @param reason why it is left out
 */
public record LeftOut(String valuesPath, String reason) {

    /** Refuses null. */
    public LeftOut {
        Objects.requireNonNull(valuesPath, "valuesPath");
        Objects.requireNonNull(reason, "reason");
    }
}
