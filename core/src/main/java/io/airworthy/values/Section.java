package io.airworthy.values;

import io.airworthy.frozen.FrozenTree;
import java.util.Map;
import java.util.Objects;

/**
 * A few top-level keys of a values file that belong together, and what a reader should know about them.
 *
 * @param comment stands above the keys as {@code #} lines; blank lines part its paragraphs; empty for none
 * @param values the keys in the order in which they are written
 */
public record Section(String comment, Map<String, ?> values) {

    /** Keeps the keys as they are now, in their order. */
    public Section {
        Objects.requireNonNull(comment, "comment");
        values = FrozenTree.of(values, "values");
    }
}
