package io.airworthy;

/**
 * Who runs Helm. The chart's migration is a hook that runs after everything else; a tool that waits for the pods first
 * waits forever, because the pods wait for the migration.
 *
 * @see <a href="https://airflow.apache.org/docs/helm-chart/stable/index.html#installing-the-chart-with-argo-cd-flux-rancher-or-terraform">Installing
 *     with Argo CD, Flux, Rancher or Terraform</a>
 */
public enum Delivery {
    /** {@code helm upgrade --install} without {@code --wait}: the chart's hooks stay hooks. */
    HELM(true),
    /** {@code helm upgrade --install --wait}. */
    HELM_WAIT(false),
    /** Argo CD. */
    ARGO_CD(false),
    /** Flux. */
    FLUX(false),
    /** Terraform's Helm provider. */
    TERRAFORM(false);

    private final boolean usesHelmHooks;

    Delivery(boolean usesHelmHooks) {
        this.usesHelmHooks = usesHelmHooks;
    }

    /**
     * Whether the chart's jobs may stay Helm hooks.
     *
     * @return true only if Helm does not wait for pods before it runs hooks
     */
    public boolean usesHelmHooks() {
        return usesHelmHooks;
    }
}
