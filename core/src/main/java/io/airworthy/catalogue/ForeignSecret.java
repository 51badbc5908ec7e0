package io.airworthy.catalogue;

/**
 * A Secret that the deployment reads and somebody else makes, such as cert-manager.
 *
 * @param name its name in the cluster
 * @param type its Kubernetes type
 * @param purpose what it is for, in words
 */
public record ForeignSecret(String name, String type, String purpose) {}
