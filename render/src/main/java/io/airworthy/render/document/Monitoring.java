package io.airworthy.render.document;

import io.airworthy.AirflowDeployment;
import io.airworthy.render.monitoring.Alerts;
import java.util.List;

/** What is alerted on. */
final class Monitoring {

    private final AirflowDeployment deployment;

    Monitoring(AirflowDeployment deployment) {
        this.deployment = deployment;
    }

    List<Block> blocks() {
        return List.of(
                Block.heading(2, "Watch"),
                Block.paragraph(
                        "{} has these alerts for Prometheus, with thresholds from this deployment's own numbers; {} is a"
                                + " dashboard for Grafana that shows what they look at.",
                        Phrase.code("monitoring/rules.yaml"),
                        Phrase.code("monitoring/dashboard.json")),
                Block.table(
                        List.of("Alert", "Severity", "What has happened"),
                        Alerts.of(deployment).all().stream()
                                .map(alert -> List.of(
                                        Phrase.code(alert.name()),
                                        Phrase.of(alert.severity().toString()),
                                        Phrase.of("{}", alert.summary())))
                                .toList()));
    }
}
