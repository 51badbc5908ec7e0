package io.airworthy.render.source;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A text, a number, a boolean or nothing. */
public final class SourceScalar implements SourceNode {

    private final SourceRegion region;
    private final Style style;
    private final String text;
    private final @Nullable Object value;

    SourceScalar(SourceRegion region, Style style, String text, @Nullable Object value) {
        this.region = region;
        this.style = style;
        this.text = text;
        this.value = value;
    }

    /** How a scalar is written. */
    public enum Style {
        /** Without quotes. */
        PLAIN,
        /** In single quotes. */
        SINGLE_QUOTED,
        /** In double quotes, as in JSON. */
        DOUBLE_QUOTED,
        /** A block after {@code |}. */
        LITERAL,
        /** A block after {@code >}. */
        FOLDED
    }

    @Override
    public SourceRegion region() {
        return region;
    }

    /** How it is written. */
    public Style style() {
        return style;
    }

    /** The characters, quotes and escapes resolved: {@code 0600} for a plain 0600. */
    public String text() {
        return text;
    }

    /**
     * What Helm makes of it.
     *
     * @return a {@link String}, an {@link Integer}, {@link Long} or {@link java.math.BigInteger}, a finite {@link Double}, a
     *     {@link Boolean}, or null
     */
    public @Nullable Object value() {
        return value;
    }

    /**
     * What Helm makes of it, in words: the name that it has as a key.
     *
     * @return {@code true} for a plain {@code y}, {@code 16} for {@code 0x10}; the characters themselves for null
     */
    public String name() {
        return value == null ? text : CoreWords.name(value);
    }

    @Override
    public <T extends @Nullable Object> T match(
            Function<? super SourceMapping, ? extends T> mapping,
            Function<? super SourceSequence, ? extends T> sequence,
            Function<? super SourceScalar, ? extends T> scalar) {
        return scalar.apply(this);
    }
}
