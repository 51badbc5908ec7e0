package io.airworthy.render.source;

import java.util.Objects;

/**
 * A place where what a text says cannot be read at sight.
 *
 * @param kind what is there
 * @param region where
 */
public record SourceMark(Kind kind, SourceRegion region) {

    /** What YAML has for writing a thing once and meaning it twice, or for meaning something else than is written. */
    public enum Kind {
        /** {@code &name} before a value. */
        ANCHOR,
        /** {@code *name} instead of a value. */
        ALIAS,
        /** {@code <<} instead of a key. */
        MERGE_KEY,
        /** {@code !!type} before a value. */
        TAG
    }

    /** Refuses null. */
    public SourceMark {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(region, "region");
    }
}
