package io.airworthy.render.source;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A sequence of values. */
public final class SourceSequence implements SourceNode {

    private final SourceRegion region;
    private final List<SourceNode> elements;

    SourceSequence(SourceRegion region, List<SourceNode> elements) {
        this.region = region;
        this.elements = List.copyOf(elements);
    }

    @Override
    public SourceRegion region() {
        return region;
    }

    /** The values, in their order. */
    public List<SourceNode> elements() {
        return elements;
    }

    @Override
    public <T extends @Nullable Object> T match(
            Function<? super SourceMapping, ? extends T> mapping,
            Function<? super SourceSequence, ? extends T> sequence,
            Function<? super SourceScalar, ? extends T> scalar) {
        return sequence.apply(this);
    }
}
