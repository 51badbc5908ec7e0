package io.airworthy.render.document;

import io.airworthy.render.shell.ShellWord;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Shell text that is already right: words, or lines.
 *
 * @param text the text
 */
record Words(String text) implements Fact {

    /** Several values, each a word that the shell takes for exactly that text. */
    static Words of(List<String> values) {
        return new Words(values.stream().map(Words::quoted).collect(Collectors.joining(" ")));
    }

    /** A word that the shell takes for exactly this text. */
    static String quoted(String text) {
        return ShellWord.of(text).toString();
    }

    @Override
    public String inShell() {
        return text;
    }

    @Override
    public List<String> asLines() {
        return text.lines().toList();
    }
}
