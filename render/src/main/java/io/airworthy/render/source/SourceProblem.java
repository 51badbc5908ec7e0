package io.airworthy.render.source;

import java.util.Objects;

/**
 * Why a text, or a part of it, cannot be read.
 *
 * @param region where
 * @param message why, in one line
 */
public record SourceProblem(SourceRegion region, String message) {

    /** Refuses null. */
    public SourceProblem {
        Objects.requireNonNull(region, "region");
        Objects.requireNonNull(message, "message");
    }

    @Override
    public String toString() {
        return region + ": " + message;
    }
}
