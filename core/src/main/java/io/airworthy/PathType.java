package io.airworthy;

/**
 * Which request paths an ingress path matches.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/services-networking/ingress/#path-types">Path types</a>
 */
public enum PathType {
    /** The path and everything below it. */
    PREFIX("Prefix"),
    /** That path alone. */
    EXACT("Exact"),
    /** The ingress controller decides; some take a pattern, such as {@code /*}. */
    IMPLEMENTATION_SPECIFIC("ImplementationSpecific");

    private final String text;

    PathType(String text) {
        this.text = text;
    }

    /** As Kubernetes writes it, {@code "Prefix"}. */
    @Override
    public String toString() {
        return text;
    }
}
