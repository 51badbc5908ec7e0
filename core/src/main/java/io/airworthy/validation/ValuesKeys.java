package io.airworthy.validation;

import io.airworthy.AirflowDeployment;
import io.airworthy.availability.Component;

/** Where a component stands in the chart's values, which depends on the chart and on Airflow. */
final class ValuesKeys {

    private ValuesKeys() {}

    static String of(AirflowDeployment deployment, Component component) {
        return component == Component.WORKERS && deployment.chartVersion().isAtLeast("1.21.0")
                ? "workers.celery"
                : deployment.names().valuesKey(component);
    }

    /** The pods of the Kubernetes executor. */
    static String taskPods(AirflowDeployment deployment) {
        return deployment.chartVersion().isAtLeast("1.21.0") ? "workers.kubernetes" : "workers";
    }

    static String ingress(AirflowDeployment deployment) {
        return deployment.airflowVersion().isAirflow3() ? "ingress.apiServer" : "ingress.web";
    }
}
