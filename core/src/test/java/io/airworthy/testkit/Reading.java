package io.airworthy.testkit;

import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Holds a reader of outside text to its word: a value or the documented exception, and soon. */
public final class Reading {

    private static final int LONGEST_SECONDS = 20;

    /** A thread that hangs is left behind; the others read on. */
    private static final ExecutorService THREADS = Executors.newCachedThreadPool(reading -> {
        Thread thread = new Thread(reading, "reader of outside text");
        thread.setDaemon(true);
        return thread;
    });

    private Reading() {}

    /**
     * Reads, and fails when the reader hangs or throws anything but what it documents.
     *
     * @param reader what reads
     * @param documented the exceptions that it may throw
     */
    public static void endsWell(Callable<?> reader, Class<?>... documented) {
        Future<?> reading = THREADS.submit(reader);
        try {
            reading.get(LONGEST_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            if (!Set.of(documented).contains(failed.getCause().getClass())) {
                throw new AssertionError("thrown, but not documented: " + failed.getCause(), failed.getCause());
            }
        } catch (TimeoutException hangs) {
            reading.cancel(true);
            throw new AssertionError("it has not ended after " + LONGEST_SECONDS + " seconds", hangs);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while it read", stopped);
        }
    }
}
