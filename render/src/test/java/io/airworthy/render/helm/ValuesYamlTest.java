package io.airworthy.render.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.airworthy.render.helm.ValuesDocument.Position;
import io.airworthy.values.Section;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesYamlTest {

    @Test
    void writesAFileThatAPersonReads() {
        Map<String, Object> web = new LinkedHashMap<>();
        web.put("replicas", 2);
        web.put("enabled", true);
        web.put("resources", Map.of());
        web.put("args", List.of("bash", "-c"));
        web.put("env", List.of(Map.of("name", "A B"), List.of()));
        web.put("knownHosts", "github.com ssh-ed25519 AAAA\ngitlab.com ssh-rsa BBBB\n");
        web.put("ini", "[a]\n\n  b = c");
        web.put("trailing", "a \nb");
        web.put("nothing", null);
        web.put("eks.amazonaws.com/role-arn", "arn:aws:iam::1:role/a");
        web.put("y", 0.5);

        assertThat(ValuesYaml.write(List.of(
                        new Section("", Map.of("airflowVersion", "3.2.2")),
                        new Section(
                                "The API server answers people and workers. Two replicas keep answering while a node is drained, and"
                                        + " that is what the disruption budget asks for.\n\nSee the runbook.",
                                Map.of("apiServer", web)),
                        new Section("Nothing to choose here.", Map.of()))))
                .isEqualTo("""
                        airflowVersion: "3.2.2"

                        # The API server answers people and workers. Two replicas keep answering while a node is drained,
                        # and that is what the disruption budget asks for.
                        #
                        # See the runbook.
                        apiServer:
                          replicas: 2
                          enabled: true
                          resources: {}
                          args:
                            - "bash"
                            - "-c"
                          env:
                            - name: "A B"
                            - []
                          knownHosts: |
                            github.com ssh-ed25519 AAAA
                            gitlab.com ssh-rsa BBBB
                          ini: |-
                            [a]

                              b = c
                          trailing: "a \\nb"
                          nothing: null
                          "eks.amazonaws.com/role-arn": "arn:aws:iam::1:role/a"
                          "y": 0.5

                        # Nothing to choose here.
                        """);
    }

    @Test
    void writesWhatIsUnusualSoThatEveryReaderTakesIt() {
        String longKey = "k".repeat(128);
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("lists", List.of(List.of("a", List.of("b\nc")), List.of(Map.of("d", 1))));
        values.put(longKey, Map.of("a", List.of(1)));
        values.put("two\nlines", List.of(2, 3));
        values.put("", "a");

        assertThat(ValuesYaml.write(values)).isEqualTo("""
                        lists:
                          -   - "a"
                              -   - |-
                                    b
                                    c
                          -   - d: 1
                        ? %s
                        : a:
                            - 1
                        ? "two\\nlines"
                        :   - 2
                            - 3
                        ? ""
                        : "a"
                        """.formatted(longKey));
    }

    @Test
    void writesNoValuesAsAnEmptyMapping() {
        assertThat(ValuesYaml.write(Map.of())).isEqualTo("{}\n");
        assertThat(ValuesYaml.write(List.of())).isEqualTo("{}\n");
    }

    @Test
    void refusesAKeyInTwoSections() {
        assertThatThrownBy(() -> ValuesYaml.write(
                        List.of(new Section("", Map.of("dags", Map.of())), new Section("", Map.of("dags", Map.of())))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The key dags is in two sections; a file can contain it only once");
    }

    static List<Arguments> unwritable() {
        return List.of(
                Arguments.of(
                        Map.of("a", List.of(1.0 / 0)),
                        "At a[0] it is the Double Infinity; YAML supports maps with text keys, lists, strings, integers,"
                                + " finite doubles, booleans and nulls"),
                Arguments.of(
                        Map.of("a", Map.of("b", 'c')),
                        "At a.b it is a Character; YAML supports maps with text keys, lists, strings, integers, finite"
                                + " doubles, booleans and nulls"),
                Arguments.of(
                        Map.of("a", Map.of(1, 2)),
                        "At a it has a key that is not text; YAML supports maps with text keys, lists, strings,"
                                + " integers, finite doubles, booleans and nulls"),
                Arguments.of(
                        Map.of("\uD83D", "b"),
                        "At [\"\ud83d\"] there is text with half of a surrogate pair at character 1, which no encoding can"
                                + " represent"),
                Arguments.of(
                        Map.of("a", "b\uD83D"),
                        "At a there is text with half of a surrogate pair at character 2, which no encoding can represent"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("unwritable")
    void refusesWhatYamlCannotSay(Map<String, ?> values, String expected) {
        assertThatThrownBy(() -> ValuesYaml.write(values))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(expected);
    }

    static List<Arguments> unreadable() {
        return List.of(
                Arguments.of("a: 1\nb: 2\na: 3\n", "line 3, column 1: the key a is here for the second time"),
                Arguments.of("a:\n  b: 1\n  b: 2\n", "line 3, column 3: the key a.b is here for the second time"),
                Arguments.of("- a\n", "line 1, column 1: values must be a mapping of keys to values"),
                Arguments.of("text", "line 1, column 1: values must be a mapping of keys to values"),
                Arguments.of(
                        "a: 1\n---\nb: 2\n",
                        "line 3, column 1: a values file is one document, but a second one starts here"),
                Arguments.of("b: *x\n", "line 1, column 4: an anchor or an alias; write out the value in each place"),
                Arguments.of("a: &x y\n", "line 1, column 4: an anchor or an alias; write out the value in each place"),
                Arguments.of(
                        "a: &x {b: 1}\n", "line 1, column 4: an anchor or an alias; write out the value in each place"),
                Arguments.of(
                        "a: &x [1]\n", "line 1, column 4: an anchor or an alias; write out the value in each place"),
                Arguments.of("&x a: 1\n", "line 1, column 1: an anchor or an alias; write out the value in each place"),
                Arguments.of("a:\n  <<: {b: 1}\n", "line 2, column 3: a merge key; write out its content"),
                Arguments.of(
                        "a: !!str 1\n",
                        "line 1, column 4: a tag; remove it, and write the value with quotes if it is text, otherwise"
                                + " without"),
                Arguments.of("a: b: c\n", "line 1, column 5: mapping values are not allowed here"),
                Arguments.of(
                        "a: [1, 2\nb: 3\n",
                        "line 2, column 2: while parsing a flow sequence, expected ',' or ']', but got :"),
                Arguments.of(
                        "a:\n\tb: 1\n",
                        "line 2, column 1: while scanning for the next token, found character '\\t(TAB)' that cannot start any token. (Do not use \\t(TAB) for indentation)"),
                Arguments.of(
                        "a: \"b\n", "line 2, column 1: while scanning a quoted scalar, found unexpected end of stream"),
                Arguments.of(
                        "a: 1\nb: \u0007\n",
                        "line 2, column 4: the character U+0007; YAML allows it only as an escape"),
                Arguments.of("a: .inf\n", "line 1, column 4: a number that JSON cannot hold; write a finite one"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("unreadable")
    void saysWhereATextIsNoValuesFile(String text, String expected) {
        assertThatThrownBy(() -> ValuesYaml.read(text))
                .isInstanceOf(MalformedYamlException.class)
                .hasMessage(expected)
                .hasNoCause();
    }

    @Test
    void tellsWhereInTheTextAKeyStands() throws Exception {
        ValuesDocument document = ValuesYaml.read("# a comment\nscheduler:\n  env:\n    - name: A\n      \"a.b\": 1\n");

        assertThat(document.positionOf("scheduler.env")).contains(new Position(3, 3));
        assertThat(document.positionOf("scheduler.env[0]")).contains(new Position(4, 7));
        assertThat(document.positionOf("scheduler.env[0][\"a.b\"]")).contains(new Position(5, 7));
        assertThat(document.positionOf("scheduler.args")).isEmpty();
    }

    @ParameterizedTest(name = "empty in way {index}")
    @ValueSource(strings = {"", "\n", "# only a comment\n", "---\n", "~\n"})
    void readsAnEmptyFileAsNoValues(String text) throws Exception {
        assertThat(ValuesYaml.read(text).values()).isEmpty();
    }

    @Property(tries = 1000)
    void whatIsWrittenIsReadBack(@ForAll("trees") Map<String, Object> tree) throws Exception {
        String text = ValuesYaml.write(tree);

        assertThat(ValuesYaml.read(text).values()).isEqualTo(tree);
        assertThat(text).doesNotContain("\r").endsWith("\n");
        assertThat(ValuesYaml.write(tree)).isEqualTo(text);
    }

    @Property(tries = 300)
    void sectionsAndCommentsChangeNothing(@ForAll("trees") Map<String, Object> tree, @ForAll("text") String comment)
            throws Exception {
        List<Section> sections = new ArrayList<>();
        tree.forEach((key, value) -> sections.add(new Section(comment, Collections.singletonMap(key, value))));

        assertThat(ValuesYaml.read(ValuesYaml.write(sections)).values()).isEqualTo(tree);
    }

    @Property(tries = 1000)
    void anyTextIsReadOrRefusedWithItsPlace(@ForAll("yamlLikeText") String text) {
        try {
            assertThat(ValuesYaml.read(text).values()).isNotNull();
        } catch (MalformedYamlException e) {
            assertThat(e).hasMessageMatching("line \\d+, column \\d+: .+");
        }
    }

    @Provide
    Arbitrary<Map<String, Object>> trees() {
        Arbitrary<Object> leaves = Arbitraries.oneOf(
                text().map(value -> (Object) value),
                Arbitraries.integers().map(value -> (Object) value),
                Arbitraries.longs().map(ValuesYamlTest::narrowed),
                Arbitraries.bigIntegers()
                        .between(BigInteger.TWO.pow(64), BigInteger.TWO.pow(90))
                        .map(value -> (Object) value),
                Arbitraries.doubles().map(value -> (Object) (value + 0.0)),
                Arbitraries.of(true, false).map(value -> (Object) value),
                Arbitraries.just(null));
        Arbitrary<Object> nodes = Arbitraries.lazyOf(
                () -> leaves,
                () -> leaves,
                () -> leaves,
                () -> list(leaves),
                () -> maps(leaves).map(map -> map),
                () -> list(Arbitraries.oneOf(leaves, list(leaves), maps(leaves).map(map -> map))));
        return maps(nodes);
    }

    private Arbitrary<Object> list(Arbitrary<Object> elements) {
        return elements.list().ofMaxSize(3).map(list -> (Object) list);
    }

    private Arbitrary<Map<String, Object>> maps(Arbitrary<Object> values) {
        return Arbitraries.maps(text(), values).ofMaxSize(3).map(LinkedHashMap::new);
    }

    /** As the reader gives it: an integer that fits is an Integer. */
    private static Object narrowed(Long value) {
        return value == value.intValue() ? (Object) value.intValue() : (Object) value;
    }

    @Provide
    Arbitrary<String> text() {
        Arbitrary<String> pieces = Arbitraries.oneOf(
                Arbitraries.of(NastyText.ALL),
                Arbitraries.of(
                        "\n", "\r", "\r\n", " ", "\t", "a", "#", ": ", "- ", "'", "\"", "\\", "{{", "%", "\u0085"),
                Arbitraries.chars().all().filter(c -> !Character.isSurrogate(c)).map(String::valueOf));
        return Arbitraries.oneOf(
                Arbitraries.of(NastyText.ALL),
                pieces.list().ofMaxSize(8).map(list -> String.join("", list)),
                Arbitraries.strings().alpha().ofLength(200));
    }

    @Provide
    Arbitrary<String> yamlLikeText() {
        return NastyText.likeYaml();
    }
}
