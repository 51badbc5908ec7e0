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
        Found found = find(path);
        return found.steps == path.steps().size() ? Optional.of(found.region) : Optional.empty();
    }

    /**
     * Where the deepest part of a path stands that is there, which is where the rest of it would have to be written.
     *
     * @param path keys as {@link SourceMapping.Entry#name()} has them
     * @return its region; the whole document's if there is nothing of the path
     */
    public SourceRegion nearest(KeyPath path) {
        Objects.requireNonNull(path, "path");
        return find(path).region;
    }

    private record Found(int steps, SourceRegion region) {}

    private Found find(KeyPath path) {
        Found found = new Found(0, root.region());
        SourceNode node = root;
        for (KeyPath.Step step : path.steps()) {
            if (node instanceof SourceMapping mapping && !step.place()) {
                Optional<SourceMapping.Entry> entry = mapping.entry(step.text());
                if (entry.isEmpty()) {
                    return found;
                }
                node = entry.get().value();
                found = new Found(found.steps + 1, entry.get().key().region());
            } else if (node instanceof SourceSequence sequence && step.place()) {
                int index = index(step.text());
                if (index >= sequence.elements().size()) {
                    return found;
                }
                node = sequence.elements().get(index);
                found = new Found(found.steps + 1, node.region());
            } else {
                return found;
            }
        }
        return found;
    }

    /** The place in a list; a path that means any place means none in particular. */
    private static int index(String place) {
        return place.isEmpty() || place.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(place);
    }
}
