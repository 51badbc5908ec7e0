package io.airworthy.values;

import io.airworthy.frozen.Tree;
import io.airworthy.material.Encoding;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** JSON on one line, for options and texts that hold it. */
final class Json {

    private Json() {}

    /** A tree of maps, lists, texts, numbers, booleans and nulls, in its order. */
    static String of(@Nullable Object value) {
        return Tree.text(value)
                .map(text -> "\"" + Encoding.JSON_STRING.encode(text) + "\"")
                .orElseGet(() -> Tree.fold(
                        value,
                        map -> map.entrySet().stream()
                                .map(entry -> of(entry.getKey()) + ": " + of(entry.getValue()))
                                .collect(Collectors.joining(", ", "{", "}")),
                        list -> list.stream().map(Json::of).collect(Collectors.joining(", ", "[", "]")),
                        () -> String.valueOf(value)));
    }
}
