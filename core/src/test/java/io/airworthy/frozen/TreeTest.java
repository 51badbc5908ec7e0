package io.airworthy.frozen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.airworthy.frozen.Tree.Kind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TreeTest {

    @ParameterizedTest
    @MethodSource("values")
    void knowsWhatAValueIs(Object value, Kind kind) {
        assertThat(Tree.kind(value)).isEqualTo(kind);
    }

    private static Stream<Arguments> values() {
        return Stream.of(
                arguments(null, Kind.NULL),
                arguments("a", Kind.TEXT),
                arguments(true, Kind.BOOLEAN),
                arguments(1, Kind.INTEGER),
                arguments(1L, Kind.INTEGER),
                arguments(BigInteger.ONE, Kind.BIG_INTEGER),
                arguments(1.5, Kind.DECIMAL),
                arguments(List.of(1), Kind.LIST),
                arguments(Map.of("a", 1), Kind.MAP),
                arguments(new BigDecimal("1.5"), Kind.OTHER),
                arguments('a', Kind.OTHER));
    }

    @Test
    void takesWhatIsSomethingElseForNothing() {
        assertThat(Tree.mapOrEmpty(List.of(1))).isEmpty();
        assertThat(Tree.listOrEmpty(Map.of("a", 1))).isEmpty();
        assertThat(Tree.text(1)).isEmpty();
        assertThat(Tree.isEmpty("")).isFalse();
        assertThat(Stream.of(List.of(), Map.of())).allMatch(Tree::isEmpty);
    }

    @Test
    void findsWhatStandsBelowMapsWithTextKeysAlone() {
        Map<String, Object> root = Map.of(
                "a", Map.of("b", "c"), "list", List.of(Map.of("b", "c")), "numbers", new TreeMap<>(Map.of(1, "c")));

        assertThat(Tree.find(root, "a.b")).contains("c");
        assertThat(Tree.find(root, "a.b.c")).isEmpty();
        assertThat(Tree.find(root, "list.b")).isEmpty();
        assertThat(Tree.find(root, "numbers.b")).isEmpty();
    }
}
