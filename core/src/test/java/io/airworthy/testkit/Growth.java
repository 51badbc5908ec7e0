package io.airworthy.testkit;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Set;
import java.util.function.IntFunction;

/** Holds a reader of outside text to a time that grows like its input, not like the square of it. */
public final class Growth {

    private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

    /** What is done in less is not worth a complaint, and cannot be measured well. */
    private static final long SHORT_NANOSECONDS = Duration.ofMillis(40).toNanos();

    /** Four times the input takes four times as long, or sixteen times if it goes by the square. */
    private static final int STEP = 4;

    private static final int MOST = 9;

    private static final int ATTEMPTS = 3;

    private Growth() {}

    /** Reads one input. */
    public interface Reader<T> {

        /**
         * Reads.
         *
         * @param input the input
         * @throws Exception what it documents
         */
        void read(T input) throws Exception;
    }

    /**
     * Reads inputs of two sizes, and fails when the larger one takes much more than its share of processor time, or when
     * anything is thrown but what is documented.
     *
     * @param size the smaller size; where time goes by its square, four times as much should take a second or more
     * @param input makes an input of a size
     * @param reader what reads
     * @param documented the exceptions that it may throw
     * @param <T> the input's type
     */
    public static <T> void isLinear(int size, IntFunction<T> input, Reader<T> reader, Class<?>... documented) {
        T small = input.apply(size);
        T large = input.apply(STEP * size);
        long shorter = 0;
        long longer = 0;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            shorter = time(small, reader, documented);
            longer = time(large, reader, documented);
            if (longer <= MOST * Math.max(shorter, SHORT_NANOSECONDS)) {
                return;
            }
        }
        throw new AssertionError("size " + size + " took " + Duration.ofNanos(shorter) + ", size " + STEP * size + " "
                + Duration.ofNanos(longer));
    }

    private static <T> long time(T input, Reader<T> reader, Class<?>... documented) {
        long begin = CLOCK.getCurrentThreadCpuTime();
        try {
            reader.read(input);
        } catch (Throwable thrown) {
            if (!Set.of(documented).contains(thrown.getClass())) {
                throw new AssertionError("thrown, but not documented: " + thrown, thrown);
            }
        }
        return CLOCK.getCurrentThreadCpuTime() - begin;
    }
}
