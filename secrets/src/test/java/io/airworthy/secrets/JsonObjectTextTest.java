package io.airworthy.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonObjectTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                " { } \n",
                "{\"a\":1}",
                "{\"a\": -0.5e+3, \"b\": [true, false, null, [], {}], \"c\": {\"d\": \"\"}}",
                "{\"a\\\"\\\\\\n\\u00e9\": \"{[,:\"}"
            })
    void oneObjectIsAccepted(String text) {
        assertThat(JsonObjectText.matches(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "\"a\"",
                "1",
                "{",
                "}",
                "{}{}",
                "{a:1}",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{,}",
                "{\"a\":[1,]}",
                "{\"a\":tru}",
                "{\"a\":\"\n\"}",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"",
                "{\"a\":\"\\",
                "{\"a\":[}"
            })
    void anythingElseIsNot(String text) {
        assertThat(JsonObjectText.matches(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 100_000})
    void whatIsNestedWithoutEndIsRefusedBeforeTheStackEnds(int depth) {
        assertThat(JsonObjectText.matches("{\"a\":".repeat(depth))).isFalse();
    }
}
