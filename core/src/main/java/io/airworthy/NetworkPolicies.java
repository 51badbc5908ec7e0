package io.airworthy;

import java.util.Objects;
import java.util.Optional;

/**
 * Policies that let only those pods in that have business there. The chart's own policy for the API server admits nobody
 * until it is told whom, which cuts the workers off; the renderer tells it.
 *
 * @param ingressNamespace the namespace of the ingress controller, which must reach the API server
 * @param monitoringNamespace the namespace of Prometheus, which must reach the exporters
 */
public record NetworkPolicies(Optional<String> ingressNamespace, Optional<String> monitoringNamespace) {

    /** Refuses null. */
    public NetworkPolicies {
        Objects.requireNonNull(ingressNamespace, "ingressNamespace");
        Objects.requireNonNull(monitoringNamespace, "monitoringNamespace");
    }

    /**
     * Policies that admit an ingress controller and Prometheus.
     *
     * @param ingressNamespace the namespace of the ingress controller
     * @param monitoringNamespace the namespace of Prometheus
     * @return the policies
     */
    public static NetworkPolicies admitting(String ingressNamespace, String monitoringNamespace) {
        Objects.requireNonNull(ingressNamespace, "ingressNamespace");
        Objects.requireNonNull(monitoringNamespace, "monitoringNamespace");
        return new NetworkPolicies(Optional.of(ingressNamespace), Optional.of(monitoringNamespace));
    }
}
