package io.airworthy.render.document;

import java.util.List;

/** Something that is true of a deployment, and how it is written in each kind of place that a document has for it. */
interface Fact {

    /** What a deployment does not have. */
    Fact ABSENT = new Fact() {
        @Override
        public boolean holds() {
            return false;
        }

        @Override
        public String toString() {
            return "what is not there";
        }
    };

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
    default List<Facts> each() {
        throw misplaced("a section that is repeated");
    }

    private IllegalStateException misplaced(String place) {
        return new IllegalStateException(this + " cannot stand in " + place);
    }

    /** A name, a number, an address: escaped by where it stands. */
    record Text(String text) implements Fact {

        @Override
        public Phrase inText() {
            return Phrase.plain(text);
        }

        @Override
        public String inCode() {
            return text;
        }

        @Override
        public String inShell() {
            return Script.quoted(text);
        }
    }

    /** Markdown that is right already. */
    record Prose(Phrase phrase) implements Fact {

        @Override
        public Phrase inText() {
            return phrase;
        }
    }

    /** Words of a shell line that are right already. */
    record ShellWords(Script.Words words) implements Fact {

        @Override
        public String inShell() {
            return words.text();
        }
    }

    /** Lines of a block of code that are right already. */
    record Lines(List<String> asLines) implements Fact {

        @Override
        public boolean holds() {
            return !asLines.isEmpty();
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

    /** Several things of one kind. */
    record Several(List<Facts> each) implements Fact {

        @Override
        public boolean holds() {
            return !each.isEmpty();
        }
    }
}
