package io.airworthy.render.monitoring;

import io.airworthy.AirflowDeployment;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What is alerted on in a deployment: only what something in it shows, with thresholds from its own numbers.
 *
 * <p>Values are immutable; the same deployment has the same alerts, always in the same order.
 */
public final class Alerts {

    private final List<Alert> all;

    private Alerts(List<Alert> all) {
        this.all = all;
    }

    /**
     * The alerts of a deployment.
     *
     * @param deployment the deployment
     * @return its alerts
     */
    public static Alerts of(AirflowDeployment deployment) {
        Objects.requireNonNull(deployment, "deployment");
        return deployment
                .release()
                .derived(
                        Alerts.class,
                        () -> new Alerts(Stream.of(
                                        new AirflowAlerts(deployment).all(),
                                        new PoolAlerts(deployment).all(),
                                        new KubernetesAlerts(deployment).all())
                                .flatMap(List::stream)
                                .toList()));
    }

    /**
     * All of them.
     *
     * @return the alerts, those of one source together
     */
    public List<Alert> all() {
        return all;
    }
}
