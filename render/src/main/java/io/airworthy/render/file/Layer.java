package io.airworthy.render.file;

import io.airworthy.frozen.Tree;
import io.airworthy.render.source.SourceNode;
import io.airworthy.render.source.SourceRegion;
import io.airworthy.render.source.SourceScalar;
import java.util.Optional;

/**
 * What one file says of a value.
 *
 * @param place where: the key, or the element of a list
 * @param node what
 * @param expanded whether a word stands there that means all this
 */
record Layer(FilePlace place, SourceNode node, boolean expanded) {

    Layer below(SourceRegion region, SourceNode child) {
        return new Layer(expanded ? place : new FilePlace(place.file(), region), child, expanded);
    }

    boolean isMapping() {
        return node.mapping().isPresent();
    }

    boolean isNothing() {
        return node.scalar().filter(scalar -> scalar.value() == null).isPresent();
    }

    /** The plain or quoted word that stands there. */
    Optional<String> word() {
        return node.scalar().filter(scalar -> scalar.value() != null).map(SourceScalar::text);
    }

    /** The whole number that stands there, unless it is larger than any attribute takes. */
    Optional<Long> whole() {
        return node.scalar().map(SourceScalar::value).flatMap(Tree::whole);
    }
}
