package io.airworthy.render.source;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A mapping, as it is written: a key may be there more than once, and the last one counts. Merge keys are replaced by what they
 * merge, in their place: as with Helm, they win over what stands before them.
 */
public final class SourceMapping implements SourceNode {

    private final SourceRegion region;
    private final List<Entry> entries;

    SourceMapping(SourceRegion region, List<Entry> entries) {
        this.region = region;
        this.entries = List.copyOf(entries);
    }

    /** One key and its value. */
    public static final class Entry {

        private final SourceScalar key;
        private final SourceNode value;
        private final boolean merged;

        Entry(SourceScalar key, SourceNode value, boolean merged) {
            this.key = key;
            this.value = value;
            this.merged = merged;
        }

        Entry merged() {
            return new Entry(key, value, true);
        }

        /** The key as Helm reads it: {@code y} is {@code true}, {@code 0x10} is {@code 16}. */
        public String name() {
            return key.name();
        }

        /** The key as it is written. */
        public SourceScalar key() {
            return key;
        }

        /** What it has. */
        public SourceNode value() {
            return value;
        }

        /** Whether a merge key brought it here. */
        public boolean isMerged() {
            return merged;
        }
    }

    @Override
    public SourceRegion region() {
        return region;
    }

    /** All entries in the order of the text. */
    public List<Entry> entries() {
        return entries;
    }

    /**
     * The entry that counts for a key.
     *
     * @param name as {@link Entry#name()} has it
     * @return the last one of that name
     */
    public Optional<Entry> entry(String name) {
        Objects.requireNonNull(name, "name");
        return entries.stream().filter(entry -> entry.name().equals(name)).reduce((first, second) -> second);
    }

    @Override
    public <T extends @Nullable Object> T match(
            Function<? super SourceMapping, ? extends T> mapping,
            Function<? super SourceSequence, ? extends T> sequence,
            Function<? super SourceScalar, ? extends T> scalar) {
        return mapping.apply(this);
    }
}
