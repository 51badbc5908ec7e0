package io.airworthy.rules;

import io.airworthy.AirflowDeployment;
import io.airworthy.chart.ChartMove;
import io.airworthy.chart.ChartMoves;
import io.airworthy.chart.KeyPath;
import io.airworthy.pods.Component;

/** Where a component stands in the chart's values, which depends on the chart and on Airflow. */
final class ValuesKeys {

    private ValuesKeys() {}

    /** The path of one of a component's keys, as this chart names it. */
    static String of(AirflowDeployment deployment, Component component, String key) {
        String path = deployment.names().valuesKey(component) + "." + key;
        return deployment.chartVersion().isSupported()
                ? ChartMoves.find(deployment.chartVersion().text(), deployment.airflowVersion(), KeyPath.of(path))
                        .filter(move -> move.standing() == ChartMove.Standing.DEPRECATED)
                        .flatMap(ChartMove::successor)
                        .orElse(path)
                : path;
    }

    /** The resources of the Kubernetes executor's pods. */
    static String taskPodResources(AirflowDeployment deployment) {
        return deployment.chartVersion().has("workers.kubernetes.resources")
                ? "workers.kubernetes.resources"
                : "workers.resources";
    }
}
