package io.airworthy.render.document;

/**
 * One line of the checklist.
 *
 * @param done whether the model guarantees it; otherwise a person confirms it
 * @param text what is guaranteed or to be confirmed
 */
record Tick(boolean done, Phrase text) {

    /** What the model guarantees. */
    static Tick guaranteed(String words, Object... values) {
        return new Tick(true, Phrase.of(words, values));
    }

    /** What only a person can confirm. */
    static Tick open(String words, Object... values) {
        return new Tick(false, Phrase.of(words, values));
    }

    String markdown() {
        return (done ? "- [x] " : "- [ ] ") + text.markdown();
    }
}
