package io.airworthy.render.source;

import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One value of a text: a mapping, a sequence or a scalar. An alias is the node that it stands for, with the alias's own region;
 * what is below it has the regions of the anchor.
 */
public sealed interface SourceNode permits SourceMapping, SourceSequence, SourceScalar {

    /** Where it stands, its anchor and tag included. */
    SourceRegion region();

    /** Takes the node apart: the function of its variant makes the result. */
    <T extends @Nullable Object> T match(
            Function<? super SourceMapping, ? extends T> mapping,
            Function<? super SourceSequence, ? extends T> sequence,
            Function<? super SourceScalar, ? extends T> scalar);

    /** The mapping, if it is one. */
    default Optional<SourceMapping> mapping() {
        return match(Optional::of, sequence -> Optional.empty(), scalar -> Optional.empty());
    }

    /** The sequence, if it is one. */
    default Optional<SourceSequence> sequence() {
        return match(mapping -> Optional.empty(), Optional::of, scalar -> Optional.empty());
    }

    /** The scalar, if it is one. */
    default Optional<SourceScalar> scalar() {
        return match(mapping -> Optional.empty(), sequence -> Optional.empty(), Optional::of);
    }
}
