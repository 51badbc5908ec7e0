package io.airworthy.render.helm;

import io.airworthy.chart.ValuesProblem;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A values file that was read: what it says, and where it says it. */
public final class ValuesDocument {

    private final Map<String, @Nullable Object> values;
    private final Map<String, Position> positions;

    ValuesDocument(Map<String, @Nullable Object> values, Map<String, Position> positions) {
        this.values = Collections.unmodifiableMap(values);
        this.positions = positions;
    }

    /**
     * A place in the text.
     *
     * @param line from 1
     * @param column from 1, in characters as an editor counts them
     */
    public record Position(int line, int column) {

        @Override
        public String toString() {
            return "line " + line + ", column " + column;
        }
    }

    /**
     * What the file says: maps in the order of the text, lists, strings, integers ({@link Integer}, {@link Long} or
     * {@link java.math.BigInteger}), {@link Double}, booleans and nulls.
     *
     * @return the tree; it cannot be changed
     */
    public Map<String, @Nullable Object> values() {
        return values;
    }

    /**
     * Where a key or an element of a list stands.
     *
     * @param path as {@link ValuesProblem#path()} spells it
     * @return its place; empty if the file does not say anything there
     */
    public Optional<Position> positionOf(String path) {
        Objects.requireNonNull(path, "path");
        return Optional.ofNullable(positions.get(path));
    }
}
