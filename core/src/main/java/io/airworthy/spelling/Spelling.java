package io.airworthy.spelling;

/** How far two spellings are apart. */
public final class Spelling {

    private Spelling() {}

    /**
     * How many mistakes turn one text into the other: letters to insert, drop, replace, or swap with their neighbour.
     *
     * @param from one text
     * @param to the other
     * @return the number of mistakes; 0 if the texts are the same
     */
    public static int distance(String from, String to) {
        int[][] mistakes = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                if (i == 0 || j == 0) {
                    mistakes[i][j] = i + j;
                    continue;
                }
                int replaced = mistakes[i - 1][j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                int best = Math.min(replaced, Math.min(mistakes[i - 1][j], mistakes[i][j - 1]) + 1);
                if (i > 1
                        && j > 1
                        && from.charAt(i - 1) == to.charAt(j - 2)
                        && from.charAt(i - 2) == to.charAt(j - 1)) {
                    best = Math.min(best, mistakes[i - 2][j - 2] + 1);
                }
                mistakes[i][j] = best;
            }
        }
        return mistakes[from.length()][to.length()];
    }
}
