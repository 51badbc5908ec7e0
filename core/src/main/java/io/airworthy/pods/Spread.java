package io.airworthy.pods;

/**
 * How a component's pods are spread over nodes and zones.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/">Topology spread</a>
 */
public enum Spread {
    /** As the Kubernetes scheduler decides. */
    ANYWHERE,
    /** On different nodes where possible. */
    NODES,
    /** On different nodes and in different zones where possible. */
    NODES_AND_ZONES,
    /** On different nodes and in different zones; a pod that has no such place waits. */
    STRICTLY_NODES_AND_ZONES
}
