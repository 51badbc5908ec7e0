package io.airworthy.render.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.airworthy.chart.KeyPath;
import io.airworthy.render.helm.NastyText;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SourceTextTest {

    /** What Helm 3 made of the same texts. */
    static Stream<Arguments> readAsByHelm() {
        return Stream.of(
                Arguments.of("a:\tb", Map.of("a", "b")),
                Arguments.of("r:\n  - a:\t1\n    b: 2", Map.of("r", List.of(Map.of("a", 1, "b", 2)))),
                Arguments.of("{\n\t\"a\":\t1,\n\t\"b\": [\t2]\n}", Map.of("a", 1, "b", List.of(2))),
                Arguments.of("w: x\t# c", Map.of("w", "x")),
                Arguments.of(
                        "m: &m {x: 1}\nk: {x: 5, <<: *m}\no: {<<: *m, x: 5}",
                        Map.of("m", Map.of("x", 1), "k", Map.of("x", 1), "o", Map.of("x", 5))),
                Arguments.of(
                        "a: &a {x: 1, w: 1}\nb: &b {x: 2, z: 2}\nc: {<<: [*a, *b]}",
                        Map.of(
                                "a",
                                Map.of("x", 1, "w", 1),
                                "b",
                                Map.of("x", 2, "z", 2),
                                "c",
                                Map.of("x", 1, "w", 1, "z", 2))),
                Arguments.of("d: 1\nd: 2", Map.of("d", 2)),
                Arguments.of("0x10: k\n1.50: f\ny: yes", Map.of("16", "k", "1.5", "f", "true", true)),
                Arguments.of("t: 2020-01-01\nz: !foo 1\nzz: !!str 1", Map.of("t", "2020-01-01", "z", "1", "zz", "1")),
                Arguments.of("a: 12e4567\nb: 12e4", Map.of("a", "12e4567", "b", 120000.0)),
                Arguments.of("u: 08\nf: 1_0.5\nd: !!binary aGk=", Map.of("u", 8.0, "f", 10.5, "d", "hi")),
                Arguments.of("s: !!int \"12\"\no: 0600\np: 0o14", Map.of("s", 12, "o", 384, "p", 12)),
                Arguments.of("a: &k b\n*k : 1", Map.of("a", "b", "b", 1)),
                Arguments.of("? a\n: b", Map.of("a", "b")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("readAsByHelm")
    void readsAsHelmDoes(String text, Map<String, Object> expected) {
        SourceFile file = SourceText.of("values.yaml", text).read();

        assertThat(file.problems()).isEmpty();
        assertThat(value(file.documents().get(0).root())).isEqualTo(expected);
    }

    static Stream<Arguments> unreadable() {
        return Stream.of(
                Arguments.of(
                        "a: 1\n\tb: 2",
                        "line 2, column 1: while scanning for the next token, found character '\\t(TAB)' that cannot start any token. (Do not use \\t(TAB) for indentation)"),
                Arguments.of(
                        "a:\n-\tb",
                        "line 2, column 2: while scanning for the next token, found character '\\t(TAB)' that cannot start any token. (Do not use \\t(TAB) for indentation)"),
                Arguments.of("a: *b", "line 1, column 4: an alias, but nothing before it has the anchor &b"),
                Arguments.of("a: &x {b: *x}", "line 1, column 11: the alias *x is inside of its own anchor"),
                Arguments.of("a:\n  <<: 1", "line 2, column 7: a merge key takes a mapping or a list of mappings"),
                Arguments.of("~: 1", "line 1, column 1: nothing as a key; a key is a text"),
                Arguments.of("? [b]\n: 1", "line 1, column 3: a key that is not text"),
                Arguments.of("a: !!binary '*'", "line 1, column 4: !!binary that is not base64"),
                Arguments.of("a: .nan", "line 1, column 4: a number that JSON cannot hold; write a finite one"),
                Arguments.of("é: \u0001", "line 1, column 4: the character U+0001; YAML allows it only as an escape"),
                Arguments.of(
                        "%YAML 1.99999999999\n---\na: 1",
                        "line 1, column 20: while scanning a YAML directive, found a number which cannot represent a valid version: 99999999999"),
                Arguments.of("[".repeat(100_000), "line 1, column 201: more than 200 levels of nesting"),
                Arguments.of("- ".repeat(100_000), "line 1, column 401: more than 200 levels of nesting"),
                Arguments.of(
                        bomb(),
                        "line 5, column 45: aliases that stand for more than 100,000 values; write less, or without them"),
                Arguments.of(
                        "a: 1\nb: " + "x".repeat(9_000_000),
                        "line 2, column 1: a line of more than 1,000,000 characters"),
                Arguments.of(
                        "a: 1\n".repeat(10_000_000),
                        "line 1, column 1: this file has 50,000,000 characters; at most 10,000,000 are read"));
    }

    private static String bomb() {
        return "a1: &a1 [x, x, x, x, x, x, x, x, x, x]\n"
                + IntStream.range(1, 30)
                        .mapToObj(i -> "a" + (i + 1) + ": &a" + (i + 1) + " [" + ("*a" + i + ", ").repeat(9) + "*a" + i
                                + "]\n")
                        .collect(Collectors.joining());
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("unreadable")
    void saysWhereAndWhyATextCannotBeRead(String text, String expected) {
        SourceFile file = Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(20), () -> SourceText.of("values.yaml", text).read());

        assertThat(file.problems()).extracting(SourceProblem::toString).containsExactly(expected);
    }

    @Test
    void saysWhereBytesAreNotUtf8() {
        byte[] bytes = "a: ü\nb: ?x\n".getBytes(StandardCharsets.UTF_8);
        bytes[9] = (byte) 0xff;

        assertThat(SourceText.of("a.yaml", bytes).read().problems())
                .extracting(SourceProblem::toString)
                .containsExactly("line 2, column 4: the byte 0xff, which is not UTF-8");
        assertThat(SourceText.of("a.yaml", new byte[] {0x61, (byte) 0xc3})
                        .read()
                        .problems())
                .extracting(SourceProblem::toString)
                .containsExactly("line 1, column 2: the byte 0xc3, which is not UTF-8");
        assertThat(SourceText.of("a.yaml", new byte[50_000_000]).read().problems())
                .extracting(SourceProblem::toString)
                .containsExactly("line 1, column 1: this file has 50,000,000 bytes; at most 10,000,000 are read");
    }

    @Test
    void knowsWhereEachPathStands() {
        SourceText text = SourceText.of(
                "values.yaml",
                ("\uFEFF# 😀 a comment\r\nscheduler:\r\n  env:\r\n    - name: \"A😀\"   # why\r\n      \"a.b\": |\r\n        one\r\n"
                                + "\r\nother: {x: [1, 2]}\r\n")
                        .getBytes(StandardCharsets.UTF_8));
        SourceFile file = text.read();
        SourceDocument document = file.documents().get(0);

        assertThat(file.problems()).isEmpty();
        assertThat(document.regionOf(KeyPath.of("scheduler.env[0].name"))).hasValueSatisfying(region -> {
            assertThat(region).hasToString("line 4, column 7");
            assertThat(text.at(region)).isEqualTo("name");
        });
        assertThat(document.regionOf(KeyPath.of("other.x[1]"))).map(text::at).contains("2");
        assertThat(document.regionOf(KeyPath.of("other.x[2]"))).isEmpty();
        assertThat(text.at(document.nearest(KeyPath.of("other.x[2].y")))).isEqualTo("x");
        assertThat(text.at(document.nearest(KeyPath.of("none"))))
                .startsWith("scheduler")
                .endsWith("2]}");
        assertThat(document.regionOf(KeyPath.of("scheduler.env[0]")))
                .map(text::at)
                .hasValueSatisfying(it -> assertThat(it).startsWith("name: \"A").endsWith("one"));
        assertThat(document.regionOf(KeyPath.of("scheduler.env[].name"))).isEmpty();
    }

    @Test
    void keepsWhatIsWrittenTwiceAndHow() {
        SourceMapping root = (SourceMapping) SourceText.of("a", "a: 'x'\na: >-\n  y\n")
                .read()
                .documents()
                .get(0)
                .root();

        assertThat(root.entries())
                .extracting(entry -> ((SourceScalar) entry.value()).style())
                .containsExactly(SourceScalar.Style.SINGLE_QUOTED, SourceScalar.Style.FOLDED);
    }

    @Test
    void readsSeveralDocumentsAndKeepsThoseBeforeAMistake() {
        SourceFile file = SourceText.of("a", "a: 1\n---\n---\nb: [\n").read();

        assertThat(file.documents()).hasSize(2);
        assertThat(file.problems()).hasSize(1);
        assertThat(SourceText.of("a", "# nothing\n").read().documents()).isEmpty();
    }

    @Property(tries = 1000)
    void anyTextIsReadOrHasAProblemWithItsPlace(@ForAll("yamlLikeText") String text) {
        SourceText source = SourceText.of("any", text);
        SourceFile file = source.read();

        file.problems()
                .forEach(problem -> assertThat(source.at(problem.region())).isNotNull());
        file.documents().forEach(document -> everyRegionIsInside(document.root(), source));
    }

    private static void everyRegionIsInside(SourceNode node, SourceText source) {
        assertThat(source.at(node.region())).isNotNull();
        if (node instanceof SourceMapping mapping) {
            mapping.entries().forEach(entry -> {
                everyRegionIsInside(entry.key(), source);
                everyRegionIsInside(entry.value(), source);
            });
        } else if (node instanceof SourceSequence sequence) {
            sequence.elements().forEach(element -> everyRegionIsInside(element, source));
        }
    }

    private static @Nullable Object value(SourceNode node) {
        if (node instanceof SourceMapping mapping) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            mapping.entries().forEach(entry -> map.put(entry.name(), value(entry.value())));
            return map;
        }
        if (node instanceof SourceSequence sequence) {
            List<@Nullable Object> list = new ArrayList<>();
            sequence.elements().forEach(element -> list.add(value(element)));
            return list;
        }
        return ((SourceScalar) node).value();
    }

    @Provide
    Arbitrary<String> yamlLikeText() {
        return NastyText.likeYaml();
    }
}
