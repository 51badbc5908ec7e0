package io.airworthy.render.kubernetes;

/**
 * A text contains no Secrets in the form in which a cluster, {@code kubectl} or a client returns them, or only a part
 * of them. The message says why and, where there is one, at which line and column. It never repeats the text, which may
 * be secret; for the same reason there is never a cause.
 */
public final class MalformedSecretsException extends Exception {

    private static final long serialVersionUID = 1L;

    MalformedSecretsException(String reason) {
        super(reason);
    }

    /** Text that is not YAML or JSON from a place on. Lines and columns begin with 1. */
    static MalformedSecretsException at(int line, int column) {
        return new MalformedSecretsException("line " + line + ", column " + column
                + ": this is not YAML or JSON as kubectl get secret -o yaml writes it (the text may be secret and"
                + " is not repeated)");
    }
}
