package io.airworthy.chart;

import io.airworthy.spelling.Spelling;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds the key that somebody probably meant. */
final class NearestKey {

    private NearestKey() {}

    /** The known key with the fewest letters to change, if that is at most a third of them; the first of equals. */
    static Optional<String> to(String written, Collection<String> known) {
        String nearest = null;
        int fewest = Math.max(1, written.length() / 3) + 1;
        for (String key : known) {
            int changes = Spelling.distance(written.toLowerCase(Locale.ROOT), key.toLowerCase(Locale.ROOT));
            if (changes < fewest) {
                fewest = changes;
                nearest = key;
            }
        }
        return Optional.ofNullable(nearest);
    }
}
