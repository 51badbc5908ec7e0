package io.airworthy.render.document;

import io.airworthy.secret.Encoding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
        if (value instanceof List<?> list && other instanceof List<?> others) {
            List<Object> own = new ArrayList<>(list);
            own.removeAll(others);
            return own.isEmpty()
                    ? Phrase.of("nothing more")
                    : Phrase.codes(own.stream().map(ValueText::text).toList());
        }
        return of(value);
    }

    private static String text(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> text(entry.getKey()) + ": " + text(entry.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (value instanceof List<?> list) {
            return list.stream().map(ValueText::text).collect(Collectors.joining(", ", "[", "]"));
        }
        return value instanceof String string
                ? "\"" + Encoding.JSON_STRING.encode(string) + "\""
                : String.valueOf(value);
    }
}
