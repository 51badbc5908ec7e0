package io.airworthy.testkit;

import static io.airworthy.testkit.Change.ofHa;
import static io.airworthy.testkit.Change.ofScheduler;

import io.airworthy.AirflowDeployment;
import io.airworthy.pods.ComponentSettings;
import io.airworthy.pods.DisruptionBudget;
import io.airworthy.pods.Resources;
import io.airworthy.pods.ServiceAccount;
import java.util.List;
import java.util.Optional;

/** How the components run. */
final class AvailabilityMistakes {

    static final List<Mistake> ALL = List.of(
            new Mistake("HA-002", AvailabilityMistakes::withOneWebPod),
            new Mistake("HA-004", AvailabilityMistakes::withoutEviction),
            new Mistake("HA-005", AvailabilityMistakes::withALostBudget),
            new Mistake("HA-012", ofScheduler(it -> it.serviceAccount(ServiceAccount.existing("My Account")))),
            new Mistake(
                    "HA-010",
                    ofHa(it -> it.taskPodResources(Resources.requests("300m", "700Mi")))
                            .where(deployment -> deployment.usesCelery() && deployment.usesKubernetesPods())
                            .where(deployment -> !deployment.chartVersion().isAtLeast(1, 20, 0))));

    private AvailabilityMistakes() {}

    /** The web tier: with fewer schedulers workers might have more slots than are filled. */
    private static Optional<AirflowDeployment> withOneWebPod(AirflowDeployment deployment) {
        ComponentSettings one = deployment.ha().web().toBuilder()
                .replicas(1)
                .disruptionBudget(DisruptionBudget.maxUnavailable(1))
                .build();
        return ofHa(it -> it.web(one)).in(deployment);
    }

    private static Optional<AirflowDeployment> withoutEviction(AirflowDeployment deployment) {
        int all = deployment.ha().scheduler().replicas();
        return ofScheduler(it -> it.disruptionBudget(DisruptionBudget.minAvailable(all)))
                .in(deployment);
    }

    private static Optional<AirflowDeployment> withALostBudget(AirflowDeployment deployment) {
        ComponentSettings budgeted = deployment.ha().triggerer().toBuilder()
                .disruptionBudget(DisruptionBudget.maxUnavailable(1))
                .build();
        return ofHa(it -> it.triggerer(budgeted))
                .where(it -> it.ha().deferrableTasks())
                .where(it -> !it.chartVersion().isAtLeast(1, 19, 0))
                .in(deployment);
    }
}
