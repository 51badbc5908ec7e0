package io.airworthy.render.gitops;

import io.airworthy.AirflowDeployment;
import io.airworthy.Delivery;

/** Where the chart comes from, and whether the deployment's values are made for the tool that gets it. */
final class ChartSource {

    static final String CHART = "airflow";

    private ChartSource() {}

    /** Values that leave the migration to a Helm hook would let the tool wait forever. */
    static void require(AirflowDeployment deployment, Delivery delivery) {
        if (deployment.delivery() != delivery) {
            throw new IllegalArgumentException("the deployment is delivered by " + deployment.delivery()
                    + ", and its values are made for that; set delivery(Delivery." + delivery + ")");
        }
    }
}
