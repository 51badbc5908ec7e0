package io.airworthy.render.document;

import io.airworthy.AirflowDeployment;
import io.airworthy.pods.Component;
import java.util.ArrayList;
import java.util.List;

/** The disruption budgets that the chart makes. Before 1.19 it has none for workers, triggerer and DAG processor. */
final class DisruptionBudgets {

    private DisruptionBudgets() {}

    /** Their names. */
    static List<String> of(AirflowDeployment deployment) {
        List<String> names = new ArrayList<>();
        for (Component component : deployment.components()) {
            if (exists(deployment, component)) {
                names.add(deployment.names().workload(component) + "-pdb");
            }
        }
        deployment
                .pgBouncer()
                .filter(pool -> !pool.disruptionBudget().isNone())
                .ifPresent(pool -> names.add(deployment.names().object("pgbouncer") + "-pdb"));
        return names;
    }

    /** Whether the chart makes one for a component. */
    static boolean exists(AirflowDeployment deployment, Component component) {
        return !deployment.ha().of(component).disruptionBudget().isNone() && isPossible(deployment, component);
    }

    /** Whether the chart can make one for a component. */
    static boolean isPossible(AirflowDeployment deployment, Component component) {
        return deployment.chartVersion().has(deployment.names().valuesKey(component) + ".podDisruptionBudget");
    }
}
