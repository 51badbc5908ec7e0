package io.airworthy.pods;

/**
 * How a StatefulSet starts and ends its pods when their number changes.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#pod-management-policies">Pod management
 *     policies</a>
 */
public enum PodManagementPolicy {
    /** One after the other, each when the one before is ready. The default of Kubernetes. */
    ORDERED_READY("OrderedReady"),
    /** All at once. */
    PARALLEL("Parallel");

    private final String text;

    PodManagementPolicy(String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return text;
    }
}
