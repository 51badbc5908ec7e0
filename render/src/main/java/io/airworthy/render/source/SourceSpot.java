package io.airworthy.render.source;

import io.airworthy.chart.KeyPath;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What stands at a path, or at the deepest part of it that is there.
 *
 * @param steps how many steps of the path are there
 * @param node the value
 * @param entry the key with its value, unless it is an element of a sequence or the root
 * @param parent the mapping that has the key
 */
public record SourceSpot(
        int steps, SourceNode node, Optional<SourceMapping.Entry> entry, Optional<SourceMapping> parent) {

    /** Refuses null. */
    public SourceSpot {
        Objects.requireNonNull(node, "node");
        Objects.requireNonNull(entry, "entry");
        Objects.requireNonNull(parent, "parent");
    }

    /**
     * What a node has at a path, or the deepest part of the path that is there.
     *
     * @param root where the path begins
     * @param path keys as {@link SourceMapping.Entry#name()} has them
     * @return the spot; the root itself if there is nothing of the path
     */
    public static SourceSpot deepest(SourceNode root, KeyPath path) {
        Objects.requireNonNull(root, "root");
        Objects.requireNonNull(path, "path");
        SourceSpot spot = new SourceSpot(0, root, Optional.empty(), Optional.empty());
        for (KeyPath.Step step : path.steps()) {
            Optional<SourceSpot> next = spot.next(step);
            if (next.isEmpty()) {
                return spot;
            }
            spot = next.get();
        }
        return spot;
    }

    /** Where it stands: the key, or the element of a sequence. */
    public SourceRegion region() {
        return entry.map(found -> found.key().region()).orElseGet(node::region);
    }

    private Optional<SourceSpot> next(KeyPath.Step step) {
        return node.match(
                mapping -> step.place()
                        ? Optional.empty()
                        : mapping.entry(step.text())
                                .map(found -> new SourceSpot(
                                        steps + 1, found.value(), Optional.of(found), Optional.of(mapping))),
                sequence -> element(sequence.elements(), step)
                        .map(found -> new SourceSpot(steps + 1, found, Optional.empty(), Optional.empty())),
                scalar -> Optional.empty());
    }

    /** A path that means any place of a list means none in particular. */
    private static Optional<SourceNode> element(List<SourceNode> elements, KeyPath.Step step) {
        boolean isPlace = step.place() && !step.text().isEmpty() && step.text().length() < 10;
        int index = isPlace ? Integer.parseInt(step.text()) : Integer.MAX_VALUE;
        return index < elements.size() ? Optional.of(elements.get(index)) : Optional.empty();
    }
}
