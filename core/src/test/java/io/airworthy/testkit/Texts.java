package io.airworthy.testkit;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Tuple;

/** Texts in which some reader on the way to Airflow sees more than text: Helm, YAML, the kubelet, Python, a shell. */
public final class Texts {

    private Texts() {}

    /**
     * Texts of one line, without white space around them.
     *
     * @return ordinary and nasty texts, neither empty nor blank
     */
    public static Arbitrary<String> lines() {
        return Arbitraries.frequencyOf(
                        Tuple.of(2, Arbitraries.of("plain", "two words", "1", "10000000", "1.10", "0644", "1e6")),
                        Tuple.of(4, nasty()),
                        Tuple.of(4, nasty().list().ofMinSize(2).ofMaxSize(4).map(parts -> String.join("", parts))))
                .map(String::strip);
    }

    /**
     * Texts of any number of lines.
     *
     * @return like {@link #lines()}, and empty ones, and ones with line breaks and white space around them
     */
    public static Arbitrary<String> texts() {
        return Arbitraries.frequencyOf(
                Tuple.of(6, lines()),
                Tuple.of(1, Arbitraries.of("", " ", " around ", "a\nb", "a\n", "\n", "a\r\nb", "\ttabs\t")),
                Tuple.of(1, lines().list().ofMinSize(2).ofMaxSize(3).map(lines -> String.join("\n", lines))));
    }

    /**
     * Texts of several lines that Python's ConfigParser reads as they are, but for blanks at the edges of lines.
     *
     * @return lines none of which is a comment
     */
    public static Arbitrary<String> paragraphs() {
        return lines().filter(line -> !line.startsWith("#") && !line.startsWith(";"))
                .list()
                .ofMinSize(2)
                .ofMaxSize(4)
                .map(lines -> String.join("\n  ", lines).strip());
    }

    private static Arbitrary<String> nasty() {
        return Arbitraries.of(
                "{{ .Values.airflowVersion }}",
                "{{",
                "}}",
                "{{{",
                "{{- end }}",
                "{{/* gone */}}",
                "{{ \"{{\" }}",
                "{{ `{{` }}",
                "%",
                "%%",
                "50%",
                "%(home)s",
                "%s",
                "$",
                "$$",
                "$(HOSTNAME)",
                "$$(HOSTNAME)",
                "$HOME",
                "${HOME}",
                "$(",
                "~",
                "'",
                "''",
                "\"",
                "\\",
                "\\n",
                "a 'b' \"c\"",
                "`",
                "#",
                "a # b",
                ";",
                "a ; b",
                "=",
                "a = b",
                ":",
                "a: b",
                "- a",
                "[section]",
                "{a: b}",
                "&a",
                "*a",
                "!a",
                "|",
                ">",
                "---",
                "...",
                "@a",
                "yes",
                "no",
                "null",
                "True",
                "é",
                "ß",
                "日本語",
                "😀",
                "\u0130i",
                "a\tb",
                "a b");
    }
}
