package io.airworthy;

/**
 * When a node fetches an image, although it may have one of that name.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/containers/images/#image-pull-policy">Image pull policy</a>
 */
public enum PullPolicy {
    /** At every start of a container: the registry is asked, and what is there already is not fetched again. */
    ALWAYS("Always"),
    /** Where the node does not have it. */
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
