package io.airworthy.render.document;

import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts values into words, in one pass: what a value says is never taken for a placeholder. */
final class Placeholders {

    private static final Pattern PLACE = Pattern.compile("\\{}");

    private Placeholders() {}

    static String fill(String words, Object[] values, Function<Object, String> written) {
        Iterator<Object> next = List.of(values).iterator();
        String filled = PLACE.matcher(words).replaceAll(found -> {
            if (!next.hasNext()) {
                throw new IllegalArgumentException("more places than values in: " + words);
            }
            return Matcher.quoteReplacement(written.apply(next.next()));
        });
        if (next.hasNext()) {
            throw new IllegalArgumentException("more values than places in: " + words);
        }
        return filled;
    }
}
