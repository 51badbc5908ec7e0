package io.airworthy.values;

import java.util.Objects;

/**
 * A key at which the extra values say something else than the model.
 *
 * @param path where the extra value stands
 * @param decidedAt where the model's value stands: the same key, or the one that took its place in this chart version
 */
public record Contradiction(String path, String decidedAt) {

    /** Refuses null. */
    public Contradiction {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(decidedAt, "decidedAt");
    }
}
