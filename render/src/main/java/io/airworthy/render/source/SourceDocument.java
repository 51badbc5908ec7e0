package io.airworthy.render.source;

import io.airworthy.chart.KeyPath;
import java.util.Objects;
import java.util.Optional;

/** One document of a file. */
public final class SourceDocument {

    private final SourceNode root;

    SourceDocument(SourceNode root) {
        this.root = root;
    }

    /** What it says. */
    public SourceNode root() {
        return root;
    }

    /**
     * Where a path stands: the key, or the element of a sequence.
     *
     * @param path keys as {@link SourceMapping.Entry#name()} has them
     * @return its region; empty if the document does not say anything there
     */
    public Optional<SourceRegion> regionOf(KeyPath path) {
        Objects.requireNonNull(path, "path");
        SourceSpot spot = SourceSpot.deepest(root, path);
        return spot.steps() == path.steps().size() ? Optional.of(spot.region()) : Optional.empty();
    }

    /**
     * Where the deepest part of a path stands that is there, which is where the rest of it would have to be written.
     *
     * @param path keys as {@link SourceMapping.Entry#name()} has them
     * @return its region; the whole document's if there is nothing of the path
     */
    public SourceRegion nearest(KeyPath path) {
        Objects.requireNonNull(path, "path");
        return SourceSpot.deepest(root, path).region();
    }
}
