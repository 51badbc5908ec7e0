package io.airworthy.testkit;

import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.sessions.JqwikSession;

/** Single values of arbitraries, for tests that are not jqwik's. */
final class Samples {

    /** How many tries jqwik is told to expect: as many as a property has where nobody says. */
    private static final int TRIES = 1000;

    private Samples() {}

    /** The value that an arbitrary makes of a seed, always the same. */
    static <T> T of(Arbitrary<T> arbitrary, long seed) {
        AtomicReference<T> value = new AtomicReference<>();
        JqwikSession.run(() ->
                value.set(arbitrary.generator(TRIES).next(new Random(seed)).value()));
        return value.get();
    }
}
