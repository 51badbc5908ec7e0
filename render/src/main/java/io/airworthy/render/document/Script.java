package io.airworthy.render.document;

import io.airworthy.render.shell.ShellWord;
import java.util.List;
import java.util.stream.Stream;

/**
 * Lines for a POSIX shell. Values enter them quoted, so that a name with a space or a quote stays one word.
 *
 * @param lines the lines
 */
record Script(List<String> lines) {

    /**
     * A script of one line.
     *
     * @param words a shell line, with {@code {}} where a value belongs
     * @param values the values in order; a word of type {@link Words} stands as it is, everything else is quoted
     */
    static Script of(String words, Object... values) {
        return new Script(List.of()).line(words, values);
    }

    /** An empty script. */
    static Script empty() {
        return new Script(List.of());
    }

    /** This script and one more line. */
    Script line(String words, Object... values) {
        return with(Placeholders.fill(words, values, Script::word));
    }

    /** This script and a comment. */
    Script comment(String words, Object... values) {
        return with("# " + Placeholders.fill(words, values, value -> Phrase.oneLine(String.valueOf(value))));
    }

    /** This script and another one after it. */
    Script then(Script other) {
        return new Script(Stream.concat(lines.stream(), other.lines().stream()).toList());
    }

    /** A script of one line, as part of another line. */
    Words words() {
        return new Words(String.join("\n", lines));
    }

    /** A word that the shell takes for exactly this text. */
    static String quoted(String text) {
        return ShellWord.of(text).toString();
    }

    /**
     * Shell text that is already right.
     *
     * @param text the text
     */
    record Words(String text) {

        /** Several values, each quoted. */
        static Words of(List<String> values) {
            return new Words(
                    String.join(" ", values.stream().map(Script::quoted).toList()));
        }
    }

    private Script with(String line) {
        return new Script(Stream.concat(lines.stream(), Stream.of(line)).toList());
    }

    private static String word(Object value) {
        return value instanceof Words words ? words.text() : quoted(String.valueOf(value));
    }
}
