package io.airworthy.render.document;

import io.airworthy.frozen.Tree;
import io.airworthy.material.Encoding;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A value of the chart on one line, as JSON writes it. */
final class ValueText {

    private ValueText() {}

    /** The value as it is typed. */
    static Phrase of(@Nullable Object value) {
        return Phrase.code(text(value));
    }

    /** The value; of a list only what another list does not have. */
    static Phrase beside(@Nullable Object value, @Nullable Object other) {
        if (Tree.kind(value) != Tree.Kind.LIST || Tree.kind(other) != Tree.Kind.LIST) {
            return of(value);
        }
        List<Object> own = new ArrayList<>(Tree.listOrEmpty(value));
        own.removeAll(Tree.listOrEmpty(other));
        return own.isEmpty()
                ? new Phrase("nothing more")
                : Phrase.codes(own.stream().map(ValueText::text).toList());
    }

    private static String text(@Nullable Object value) {
        return Tree.fold(
                value,
                map -> map.entrySet().stream()
                        .map(entry -> text(entry.getKey()) + ": " + text(entry.getValue()))
                        .collect(Collectors.joining(", ", "{", "}")),
                list -> list.stream().map(ValueText::text).collect(Collectors.joining(", ", "[", "]")),
                () -> Tree.text(value)
                        .map(text -> "\"" + Encoding.JSON_STRING.encode(text) + "\"")
                        .orElseGet(() -> String.valueOf(value)));
    }
}
