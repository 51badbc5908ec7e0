package io.airworthy.render.document;

import java.util.function.Function;

/** Puts values into words, in one pass: what a value says is never taken for a placeholder. */
final class Placeholders {

    private static final String PLACE = "{}";

    private Placeholders() {}

    static String fill(String words, Object[] values, Function<Object, String> written) {
        StringBuilder filled = new StringBuilder();
        int end = 0;
        int used = 0;
        for (int place = words.indexOf(PLACE); place >= 0; place = words.indexOf(PLACE, end)) {
            if (used == values.length) {
                throw new IllegalArgumentException("more places than values in: " + words);
            }
            filled.append(words, end, place).append(written.apply(values[used]));
            used++;
            end = place + PLACE.length();
        }
        if (used < values.length) {
            throw new IllegalArgumentException("more values than places in: " + words);
        }
        return filled.append(words, end, words.length()).toString();
    }
}
