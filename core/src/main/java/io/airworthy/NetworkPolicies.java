package io.airworthy;

import java.util.Optional;
import org.immutables.value.Value;

/**
 * Policies that only admit the pods that need a connection. By default, the chart's policy for the API server admits no
 * pods, not even the workers; the rendered values name those that it has to admit.
 */
@Value.Immutable
public interface NetworkPolicies {

    /** The namespace of the ingress controller, which must reach the API server. */
    Optional<String> ingressNamespace();

    /** The namespace of Prometheus, which must reach the exporters. */
    Optional<String> monitoringNamespace();

    /**
     * Policies that admit an ingress controller and Prometheus.
     *
     * @param ingressNamespace the namespace of the ingress controller
     * @param monitoringNamespace the namespace of Prometheus
     * @return the policies
     */
    static NetworkPolicies admitting(String ingressNamespace, String monitoringNamespace) {
        return NetworkPolicies.builder()
                .ingressNamespace(ingressNamespace)
                .monitoringNamespace(monitoringNamespace)
                .build();
    }

    /** Starts policies. */
    static NetworkPoliciesBuilder builder() {
        return new NetworkPoliciesBuilder();
    }

    /** Starts policies from these, with all their attributes. */
    default NetworkPoliciesBuilder toBuilder() {
        return builder().from(this);
    }
}
