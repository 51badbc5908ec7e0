package io.airworthy.render.document;

/** The lines of the checklist, which have a box to tick. */
final class Tick {

    private Tick() {}

    /** What the model guarantees. */
    static Phrase guaranteed(String words, Object... values) {
        return Phrase.of("[x] {}", Phrase.of(words, values));
    }

    /** What only a person can confirm. */
    static Phrase open(String words, Object... values) {
        return Phrase.of("[ ] {}", Phrase.of(words, values));
    }
}
