package io.airworthy.validation;

import io.airworthy.AirflowDeployment;
import io.airworthy.availability.Component;
import java.util.Map;

/** Where a component stands in the chart's values, which depends on the chart and on Airflow. */
final class ValuesKeys {

    /** Where not with chart 1.21.0. */
    private static final Map<String, String> WORKERS_MOVED = Map.of(
            "replicas", "1.19.0",
            "keda", "1.20.0",
            "podDisruptionBudget", "1.20.0",
            "resources", "1.20.0");

    private ValuesKeys() {}

    /** The path of one of a component's keys. Those of the workers moved to {@code workers.celery} one after the other. */
    static String of(AirflowDeployment deployment, Component component, String key) {
        String place = deployment.names().valuesKey(component);
        String first = key.contains(".") ? key.substring(0, key.indexOf('.')) : key;
        boolean hasMoved = component == Component.WORKERS
                && deployment.chartVersion().isAtLeast(WORKERS_MOVED.getOrDefault(first, "1.21.0"));
        return place + (hasMoved ? ".celery." : ".") + key;
    }

    /** The resources of the Kubernetes executor's pods. */
    static String taskPodResources(AirflowDeployment deployment) {
        return deployment.chartVersion().isAtLeast("1.20.0") ? "workers.kubernetes.resources" : "workers.resources";
    }

    static String ingress(AirflowDeployment deployment) {
        return deployment.airflowVersion().isAirflow3() ? "ingress.apiServer" : "ingress.web";
    }
}
