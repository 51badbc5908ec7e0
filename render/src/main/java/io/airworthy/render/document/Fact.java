package io.airworthy.render.document;

import io.airworthy.frozen.Tree;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something that is true of a deployment, and how it is written in each kind of place that a document has for it. */
interface Fact {

    /** What a deployment does not have. */
    Fact ABSENT = new Fact() {
        @Override
        public boolean holds() {
            return false;
        }

        @Override
        public List<?> each() {
            return List.of();
        }

        @Override
        public String toString() {
            return "what is not there";
        }
    };

    /** The fact that a value of the model is, or none. */
    static Fact of(@Nullable Object value) {
        if (value == null) {
            return ABSENT;
        }
        if (value instanceof Fact fact) {
            return fact;
        }
        if (Tree.kind(value) == Tree.Kind.BOOLEAN) {
            return new Flag(value.equals(true));
        }
        return Tree.map(value)
                .<List<?>>map(map -> map.entrySet().stream()
                        .map(entry -> new Pair(entry.getKey(), entry.getValue()))
                        .toList())
                .or(() -> Tree.collection(value).map(List::copyOf))
                .<Fact>map(Several::new)
                .orElseGet(() -> new One(value));
    }

    /** Whether a section that depends on it is written. */
    default boolean holds() {
        return true;
    }

    /** In running text, as Markdown. */
    default Phrase inText() {
        throw misplaced("running text");
    }

    /** Between backticks, as it is typed. */
    default String inCode() {
        throw misplaced("code within text");
    }

    /** Within a line for the shell. */
    default String inShell() {
        throw misplaced("a line for the shell");
    }

    /** As lines of their own in a block of code. */
    default List<String> asLines() {
        throw misplaced("lines of their own");
    }

    /** As things that a section is repeated for. */
    default List<?> each() {
        return List.of(this);
    }

    private IllegalStateException misplaced(String place) {
        return new IllegalStateException(this + " cannot stand in " + place);
    }

    /** A name, a number, an address, or something with facts of its own: escaped by where it stands. */
    record One(Object value) implements Fact {

        @Override
        public boolean holds() {
            return !inCode().isEmpty();
        }

        @Override
        public Phrase inText() {
            return Phrase.plain(inCode());
        }

        @Override
        public String inCode() {
            return value.toString();
        }

        @Override
        public String inShell() {
            return Words.quoted(inCode());
        }

        @Override
        public List<String> asLines() {
            return inCode().lines().toList();
        }

        @Override
        public List<?> each() {
            return List.of(value);
        }
    }

    /** How many places have asked for it. */
    final class Counter implements Fact {

        private int places;

        @Override
        public Phrase inText() {
            places++;
            return Phrase.plain(Integer.toString(places));
        }
    }

    /** Whether something is so. */
    record Flag(boolean holds) implements Fact {}

    /** Several things of one kind: names with commas between them, or words of a shell. */
    record Several(List<?> each) implements Fact {

        @Override
        public boolean holds() {
            return !each.isEmpty();
        }

        @Override
        public Phrase inText() {
            return Phrase.codes(names());
        }

        @Override
        public String inShell() {
            return Words.of(names()).text();
        }

        @Override
        public List<String> asLines() {
            return names();
        }

        private List<String> names() {
            return each.stream().map(Object::toString).toList();
        }
    }

    /** What knows itself what is behind it. */
    interface Start {
        @Nullable
        Object follow(String name);
    }

    /** An entry of a map. */
    record Pair(Object key, Object value) {}
}
