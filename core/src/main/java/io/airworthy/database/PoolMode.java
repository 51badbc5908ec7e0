package io.airworthy.database;

/**
 * How long a client keeps its server connection.
 *
 * @see <a href="https://www.pgbouncer.org/features.html">PgBouncer: features by mode</a>
 */
public enum PoolMode {
    /** As long as the client is connected. Needs as many server connections as there are clients. */
    SESSION("session"),
    /** For one transaction. This is what Airflow needs. */
    TRANSACTION("transaction"),
    /** For one statement. Airflow's transactions of several statements fail. */
    STATEMENT("statement");

    private final String text;

    PoolMode(String text) {
        this.text = text;
    }

    /** The mode as {@code pgbouncer.ini} writes it. */
    @Override
    public String toString() {
        return text;
    }
}
