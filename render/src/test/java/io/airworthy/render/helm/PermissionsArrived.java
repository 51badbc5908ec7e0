package io.airworthy.render.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.airworthy.Rbac;
import io.airworthy.WebTier;
import io.airworthy.chart.ChartTrait;
import io.airworthy.pods.Component;

/** The roles that the model asks for are there, and bound to the accounts of the pods. */
final class PermissionsArrived {

    private final Release release;
    private final Rbac rbac;

    private PermissionsArrived(Release release) {
        this.release = release;
        this.rbac = release.deployment().rbac();
    }

    static void check(Release release) {
        PermissionsArrived arrived = new PermissionsArrived(release);
        arrived.role("pod-launcher-role", arrived.rbac.create() && arrived.rbac.allowPodLaunching());
        arrived.role("job-launcher-role", arrived.rbac.create() && arrived.rbac.allowJobLaunching());
        arrived.openShift();
    }

    private void role(String suffix, boolean isMade) {
        assertThat(release.object("Role", release.names().object(suffix)).isMissingNode())
                .as("role %s", suffix)
                .isEqualTo(!isMade || rbac.multiNamespaceMode());
        assertThat(release.object("ClusterRole", ofTheCluster(suffix)).isMissingNode())
                .as("cluster role %s", suffix)
                .isEqualTo(!isMade || !rbac.multiNamespaceMode());
    }

    private void openShift() {
        JsonNode binding = rbac.multiNamespaceMode()
                ? release.object("ClusterRoleBinding", ofTheCluster("scc-rolebinding"))
                : release.object("RoleBinding", release.names().object("scc-rolebinding"));
        assertThat(binding.isMissingNode()).isEqualTo(!rbac.create() || !rbac.createSccRoleBinding());
        if (!binding.isMissingNode()) {
            for (Component component : release.components()) {
                assertThat(Release.elements(binding.path("subjects"))
                                .anyMatch(subject -> subject.path("name")
                                        .asText()
                                        .equals(release.names().serviceAccount(component))))
                        .as("OpenShift admits %s", component)
                        .isEqualTo(isAdmitted(component));
            }
        }
    }

    private boolean isAdmitted(Component component) {
        return switch (component) {
            case SCHEDULER, TRIGGERER -> true;
            case WORKERS ->
                release.deployment().executors().size() == 1
                        || release.deployment()
                                .chartVersion()
                                .has(ChartTrait.OPENSHIFT_ADMITS_WORKERS_OF_SEVERAL_EXECUTORS);
            case WEB ->
                release.deployment().webTier() == WebTier.WEBSERVER
                        || release.deployment().chartVersion().has(ChartTrait.OPENSHIFT_ADMITS_API_SERVER_AND_REDIS);
            case DAG_PROCESSOR -> release.deployment().chartVersion().has(ChartTrait.OPENSHIFT_ADMITS_DAG_PROCESSORS);
        };
    }

    private String ofTheCluster(String suffix) {
        return release.deployment().namespace() + "-" + release.names().object(suffix);
    }
}
