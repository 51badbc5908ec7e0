package io.airworthy.pods;

/**
 * What becomes of a claim that no pod needs any more.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#persistentvolumeclaim-retention">Retention
 *     of claims</a>
 */
public enum ClaimRetention {
    /** It is kept, with what is on it, until somebody deletes it. */
    RETAIN("Retain"),
    /** It is deleted, with what is on it. */
    DELETE("Delete");

    private final String text;

    ClaimRetention(String text) {
        this.text = text;
    }

    /** The word as Kubernetes writes it. */
    @Override
    public String toString() {
        return text;
    }
}
