package io.airworthy.render.helm;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One difference between the values of two deployments.
 *
 * @param kind what happened to the key
 * @param path where, in the later values, or in the earlier ones for a key that is gone:
 *     {@code scheduler.resources.limits.cpu}; a list counts as one value
 * @param movedFrom the key's earlier place, for a key that moved
 * @param before the earlier value; null for a key that is new, and where null is the value
 * @param after the later value; null for a key that is gone, and where null is the value
 */
public record ValueChange(
        Kind kind,
        String path,
        Optional<String> movedFrom,
        @Nullable Object before,
        @Nullable Object after) {

    /** Refuses null. */
    public ValueChange {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(movedFrom, "movedFrom");
    }

    /** What can happen to a key. */
    public enum Kind {
        /** The key is new. */
        ADDED,
        /** The key is gone. */
        REMOVED,
        /** The key has another value. */
        CHANGED,
        /** The key has another name in the later chart or the later Airflow; its value may have changed as well. */
        MOVED
    }

    static ValueChange added(String path, @Nullable Object after) {
        return new ValueChange(Kind.ADDED, path, Optional.empty(), null, after);
    }

    static ValueChange removed(String path, @Nullable Object before) {
        return new ValueChange(Kind.REMOVED, path, Optional.empty(), before, null);
    }

    static ValueChange changed(String path, @Nullable Object before, @Nullable Object after) {
        return new ValueChange(Kind.CHANGED, path, Optional.empty(), before, after);
    }

    static ValueChange moved(String from, String path, @Nullable Object before, @Nullable Object after) {
        return new ValueChange(Kind.MOVED, path, Optional.of(from), before, after);
    }
}
