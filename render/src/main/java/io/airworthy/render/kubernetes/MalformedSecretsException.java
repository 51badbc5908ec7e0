package io.airworthy.render.kubernetes;

/**
 * What was to be read is not YAML as {@code kubectl} writes it. The message says where, but not what stands there, because
 * that may be secret; for the same reason there is never a cause.
 */
public final class MalformedSecretsException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int line;
    private final int column;

    MalformedSecretsException(int line, int column) {
        super("line " + line + ", column " + column
                + ": this is not YAML as kubectl get secret -o yaml writes it (what stands there may be secret and is not"
                + " repeated)");
        this.line = line;
        this.column = column;
    }

    /**
     * The line where reading stopped.
     *
     * @return the line, from 1
     */
    public int line() {
        return line;
    }

    /**
     * The column where reading stopped.
     *
     * @return the column, from 1
     */
    public int column() {
        return column;
    }
}
