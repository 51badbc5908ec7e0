package io.airworthy;

import org.immutables.value.Value;

/**
 * What Airflow's pods may do in the cluster: the roles that the chart makes and binds to their service accounts.
 *
 * <p>Default: roles in Airflow's own namespace that let schedulers, workers and triggerers start pods.
 *
 * @see <a href="https://kubernetes.io/docs/reference/access-authn-authz/rbac/">Using RBAC authorization</a>
 */
@Value.Immutable
public interface Rbac {

    /** Whether the chart makes roles and bindings. Default true; otherwise the platform has to, and the checklist says which. */
    @Value.Default
    default boolean create() {
        return true;
    }

    /** Whether pods may be started, which the Kubernetes executor and {@code KubernetesPodOperator} do. Default true. */
    @Value.Default
    default boolean allowPodLaunching() {
        return true;
    }

    /** Whether jobs may be started, which {@code KubernetesJobOperator} does. Default false. From chart 1.19 on. */
    @Value.Default
    default boolean allowJobLaunching() {
        return false;
    }

    /**
     * Whether tasks may have their pods in other namespaces: the roles are for the whole cluster, and the Kubernetes executor
     * watches all of it. The checklist says what those namespaces must have. Default false.
     */
    @Value.Default
    default boolean multiNamespaceMode() {
        return false;
    }

    /**
     * Whether the service accounts may use OpenShift's {@code anyuid}, which admits the uids of the chart's images. Not needed
     * with {@link io.airworthy.pods.SecurityContexts#openShift()}. Default false.
     */
    @Value.Default
    default boolean createSccRoleBinding() {
        return false;
    }

    /** Starts permissions. */
    static RbacBuilder builder() {
        return new RbacBuilder();
    }

    /** Starts permissions from these, with all their attributes. */
    default RbacBuilder toBuilder() {
        return builder().from(this);
    }
}
