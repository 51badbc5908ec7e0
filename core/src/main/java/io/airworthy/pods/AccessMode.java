package io.airworthy.pods;

/**
 * Who may use a volume at the same time.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/storage/persistent-volumes/#access-modes">Access modes</a>
 */
public enum AccessMode {
    /** The pods of one node, which may write. In a cluster of several nodes, pods on the others never start. */
    READ_WRITE_ONCE("ReadWriteOnce"),
    /** All pods, which may only read. */
    READ_ONLY_MANY("ReadOnlyMany"),
    /** All pods, which may write. */
    READ_WRITE_MANY("ReadWriteMany");

    private final String text;

    AccessMode(String text) {
        this.text = text;
    }

    /** The mode as Kubernetes writes it. */
    @Override
    public String toString() {
        return text;
    }
}
