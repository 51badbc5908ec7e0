package io.airworthy.chart;

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
            int changes = distance(written.toLowerCase(Locale.ROOT), key.toLowerCase(Locale.ROOT));
            if (changes < fewest) {
                fewest = changes;
                nearest = key;
            }
        }
        return Optional.ofNullable(nearest);
    }

    /** Letters to insert, drop, replace or swap with their neighbour. */
    private static int distance(String from, String to) {
        int[][] changes = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                if (i == 0 || j == 0) {
                    changes[i][j] = i + j;
                    continue;
                }
                int replaced = changes[i - 1][j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                int best = Math.min(replaced, Math.min(changes[i - 1][j], changes[i][j - 1]) + 1);
                if (i > 1
                        && j > 1
                        && from.charAt(i - 1) == to.charAt(j - 2)
                        && from.charAt(i - 2) == to.charAt(j - 1)) {
                    best = Math.min(best, changes[i - 2][j - 2] + 1);
                }
                changes[i][j] = best;
            }
        }
        return changes[from.length()][to.length()];
    }
}
