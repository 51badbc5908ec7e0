package io.airworthy;

/**
 * When a node fetches an image that it may already have.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/containers/images/#image-pull-policy">Image pull policy</a>
 */
public enum PullPolicy {
    /** At every start of a container. The registry is asked, but layers that the node has are not fetched again. */
    ALWAYS("Always"),
    /** If the node does not have it. */
    IF_NOT_PRESENT("IfNotPresent"),
    /** Never: the nodes have it already. */
    NEVER("Never");

    private final String text;

    PullPolicy(String text) {
        this.text = text;
    }

    /** As Kubernetes writes it, {@code "IfNotPresent"}. */
    @Override
    public String toString() {
        return text;
    }
}
