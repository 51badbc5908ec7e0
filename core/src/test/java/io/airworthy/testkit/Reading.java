package io.airworthy.testkit;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.function.ThrowingSupplier;

/** Holds a reader of outside text to its word: a value or the documented exception, and soon. */
public final class Reading {

    private static final Duration LONGEST = Duration.ofSeconds(20);

    private Reading() {}

    /**
     * Reads, and fails when the reader hangs or throws anything but what it documents.
     *
     * @param reader what reads
     * @param documented the exceptions that it may throw
     */
    public static void endsWell(ThrowingSupplier<?> reader, Class<?>... documented) {
        Set<Class<?>> allowed = Set.of(documented);
        Assertions.assertTimeoutPreemptively(LONGEST, () -> {
            try {
                reader.get();
            } catch (Exception thrown) {
                if (!allowed.contains(thrown.getClass())) {
                    throw new AssertionError("thrown, but not documented: " + thrown, thrown);
                }
            }
        });
    }
}
