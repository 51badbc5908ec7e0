package io.airworthy.render.lint;

import io.airworthy.chart.KeyPath;
import io.airworthy.render.source.SourceMapping;
import io.airworthy.render.source.SourceNode;
import io.airworthy.render.source.SourceText;
import java.util.List;
import java.util.Optional;

/**
 * The values of one file: Helm merges several, and the last one that says something decides.
 *
 * @param text the text that the nodes' places count in
 * @param placement where that text stands in the file
 */
record Layer(SourceText text, Placement placement, SourceNode root) {

    /**
     * What stands at a path, or above it.
     *
     * @param steps how much of the path is there
     * @param entry the key, unless it is an element of a list or the root
     * @param parent the mapping that has the key
     */
    record Spot(int steps, SourceNode node, Optional<SourceMapping.Entry> entry, Optional<SourceMapping> parent) {}

    /** What a node has at a path, or the deepest part of the path that is there. */
    static Spot deepest(SourceNode root, KeyPath path) {
        Spot spot = new Spot(0, root, Optional.empty(), Optional.empty());
        for (KeyPath.Step step : path.steps()) {
            Optional<Spot> next = next(spot, step);
            if (next.isEmpty()) {
                return spot;
            }
            spot = next.get();
        }
        return spot;
    }

    private static Optional<Spot> next(Spot spot, KeyPath.Step step) {
        return spot.node()
                .match(
                        mapping -> step.place()
                                ? Optional.empty()
                                : mapping.entry(step.text())
                                        .map(entry -> new Spot(
                                                spot.steps() + 1,
                                                entry.value(),
                                                Optional.of(entry),
                                                Optional.of(mapping))),
                        sequence -> element(sequence.elements(), step)
                                .map(node -> new Spot(spot.steps() + 1, node, Optional.empty(), Optional.empty())),
                        scalar -> Optional.empty());
    }

    private static Optional<SourceNode> element(List<SourceNode> elements, KeyPath.Step step) {
        boolean known = step.place() && !step.text().isEmpty() && step.text().length() < 9;
        int index = known ? Integer.parseInt(step.text()) : -1;
        return index >= 0 && index < elements.size() ? Optional.of(elements.get(index)) : Optional.empty();
    }
}
