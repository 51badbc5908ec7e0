package io.airworthy.pods;

/**
 * From where a Service can be reached.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/services-networking/service/#publishing-services-service-types">Service
 *     types</a>
 */
public enum ServiceType {
    /** From inside the cluster. */
    CLUSTER_IP("ClusterIP"),
    /** Through a port of every node. */
    NODE_PORT("NodePort"),
    /** Through a load balancer that the cloud makes. */
    LOAD_BALANCER("LoadBalancer");

    private final String text;

    ServiceType(String text) {
        this.text = text;
    }

    /** As Kubernetes writes it, {@code "ClusterIP"}. */
    @Override
    public String toString() {
        return text;
    }
}
