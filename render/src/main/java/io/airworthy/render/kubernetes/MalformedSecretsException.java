package io.airworthy.render.kubernetes;

/**
 * What was to be read holds no Secrets as a cluster, {@code kubectl} or a client hands them out, or is only a part of them.
 * The message says why and, where there is one, at which line and column. It never repeats what stands there, because that
 * may be secret; for the same reason there is never a cause.
 */
public final class MalformedSecretsException extends Exception {

    private static final long serialVersionUID = 1L;

    MalformedSecretsException(String reason) {
        super(reason);
    }

    /** Text that is no YAML or JSON from a place on; lines and columns begin with 1. */
    static MalformedSecretsException at(int line, int column) {
        return new MalformedSecretsException("line " + line + ", column " + column
                + ": this is not YAML or JSON as kubectl get secret -o yaml writes it (the text may be secret and"
                + " is not repeated)");
    }
}
