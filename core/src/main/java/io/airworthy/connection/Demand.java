package io.airworthy.connection;

import java.util.Objects;

/**
 * The most connections that one kind of process opens.
 *
 * @param who which processes, in words
 * @param purpose what the connections are for
 * @param connections how many, all processes together
 * @param calculation how the number is calculated: {@code "2 schedulers x (5 + 10 + 1 health check)"}
 */
public record Demand(String who, Use purpose, long connections, String calculation) {

    /** Refuses null. */
    public Demand {
        Objects.requireNonNull(who, "who");
        Objects.requireNonNull(purpose, "purpose");
        Objects.requireNonNull(calculation, "calculation");
    }

    /** What a connection is for, which decides whether it goes through the pool, and through which part of it. */
    public enum Use {
        /** Airflow's metadata: through the pool where there is one. */
        METADATA,
        /** Celery's results: through the pool where there is one. */
        RESULTS,
        /** Directly to the server. */
        DIRECT
    }
}
