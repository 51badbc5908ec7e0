package io.airworthy.testkit;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Texts that nobody has checked: noise, right texts with something wrong in them, and far too much of something. */
public final class OutsideTexts {

    private static final int LONGEST = 200_000;

    private OutsideTexts() {}

    /**
     * Texts for a reader of some format.
     *
     * @param samples right texts of the format, and pieces that mean something in it
     * @return noise, the samples, the samples damaged at any place, joined to each other and repeated very often
     */
    public static Arbitrary<String> like(String... samples) {
        Arbitrary<String> pieces = Arbitraries.frequencyOf(Tuple.of(3, Arbitraries.of(samples)), Tuple.of(1, noise(8)));
        return Arbitraries.frequencyOf(
                Tuple.of(1, noise(60)),
                Tuple.of(2, Arbitraries.of(samples)),
                Tuple.of(6, damaged(Arbitraries.of(samples))),
                Tuple.of(3, pieces.list().ofMaxSize(12).map(list -> String.join("", list))),
                Tuple.of(
                        1,
                        Combinators.combine(pieces, Arbitraries.of(2, 50, 3000)).as(OutsideTexts::repeated)));
    }

    /** Much of something, but no more than a reader can be asked to read often. */
    private static String repeated(String piece, int times) {
        return piece.repeat(Math.max(1, Math.min(times, LONGEST / Math.max(1, piece.length()))));
    }

    /** One stretch of the text is replaced by noise, which may be empty. */
    private static Arbitrary<String> damaged(Arbitrary<String> texts) {
        Arbitrary<Double> places = Arbitraries.doubles().between(0, 1);
        return Combinators.combine(texts, places, Arbitraries.integers().between(0, 5), noise(5))
                .as((text, place, length, noise) -> {
                    int start = (int) (place * text.length());
                    int end = Math.min(text.length(), start + length);
                    return text.substring(0, start) + noise + text.substring(end);
                });
    }

    private static Arbitrary<String> noise(int longest) {
        return Arbitraries.oneOf(
                Arbitraries.strings().ascii().ofMaxLength(longest),
                Arbitraries.strings().all().ofMaxLength(longest),
                Arbitraries.strings()
                        .withChars("\0\t\r\n \u00a0\u2003\ufeff-+.:/@#%$\"'\\|,=*!?[]{}()<>\ud800\udfff\u202e0189azAZ")
                        .ofMaxLength(longest));
    }
}
