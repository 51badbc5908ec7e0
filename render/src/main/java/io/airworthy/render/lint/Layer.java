package io.airworthy.render.lint;

import io.airworthy.chart.KeyPath;
import io.airworthy.render.source.SourceFile;
import io.airworthy.render.source.SourceNode;
import io.airworthy.render.source.SourceSequence;
import io.airworthy.render.source.SourceSpot;
import io.airworthy.render.source.SourceText;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The values of one file: Helm merges several, and the last one that says something decides.
 *
 * @param text the text that the nodes' places count in
 * @param placement where that text stands in the file
 * @param document which document of the text has them
 * @param path where in that document they are
 */
record Layer(SourceText text, Placement placement, SourceNode root, int document, KeyPath path) {

    /** What a node of a file says. */
    static Layer of(SourceFile file, Placement placement, SourceNode root) {
        for (int document = 0; document < file.documents().size(); document++) {
            Optional<KeyPath> path = path(file.documents().get(document).root(), KeyPath.ROOT, root);
            if (path.isPresent()) {
                return new Layer(file.text(), placement, root, document, path.get());
            }
        }
        throw new IllegalArgumentException("the node is not in the file");
    }

    /** No values at all, at a place of a file. */
    static Layer nothing(SourceText text, Placement placement) {
        SourceFile empty = SourceText.of(text.name(), "{}").read();
        return of(empty, placement, empty.documents().get(0).root());
    }

    private static Optional<KeyPath> path(SourceNode here, KeyPath path, SourceNode wanted) {
        return here == wanted
                ? Optional.of(path)
                : here.mapping().stream()
                        .flatMap(mapping -> mapping.entries().stream())
                        .filter(entry -> entry.value().region().offset()
                                        <= wanted.region().offset()
                                && wanted.region().offset()
                                        <= entry.value().region().endOffset())
                        .flatMap(entry -> path(entry.value(), path.key(entry.name()), wanted).stream())
                        .findFirst()
                        .or(() -> elements(here, path, wanted));
    }

    private static Optional<KeyPath> elements(SourceNode here, KeyPath path, SourceNode wanted) {
        List<SourceNode> elements =
                here.sequence().map(SourceSequence::elements).orElse(List.of());
        return IntStream.range(0, elements.size())
                .boxed()
                .flatMap(i -> path(elements.get(i), path.place(i), wanted).stream())
                .findFirst();
    }

    /** Whether an umbrella chart hands these values on, below the name that it calls this chart by. */
    boolean isOfUmbrella() {
        return path.steps().size() == 1;
    }

    /** The same values in a changed text. */
    Optional<Layer> in(SourceText changed) {
        return changed.read().documents().stream()
                .skip(document)
                .findFirst()
                .map(found -> SourceSpot.deepest(found.root(), path))
                .filter(spot -> spot.steps() == path.steps().size()
                        && spot.node().mapping().isPresent())
                .map(spot -> new Layer(changed, placement, spot.node(), document, path));
    }
}
