package io.airworthy.render.document;

import io.airworthy.AirflowDeployment;
import java.util.ArrayList;
import java.util.List;

/** Whether anybody would notice. */
final class MonitoringChecks {

    private final AirflowDeployment deployment;

    MonitoringChecks(AirflowDeployment deployment) {
        this.deployment = deployment;
    }

    List<Block> blocks() {
        List<Phrase> ticks = new ArrayList<>();
        if (deployment.metrics().exporters().isEmpty()) {
            ticks.add(Tick.open("Metrics enabled: No; nobody is alerted when the scheduler stops"));
        } else {
            ticks.add(Tick.guaranteed(
                    "Metrics enabled: Yes, with prefix {}",
                    Phrase.code(deployment.metrics().prefix())));
            ticks.add(Tick.guaranteed("Exporter: {}", FactsTable.metrics(deployment)));
        }
        if (deployment.pgBouncer().isPresent()) {
            ticks.add(Tick.guaranteed("PgBouncer's exporter: port 9127 of each pool pod"));
        }
        ticks.add(Tick.open("Dashboards created"));
        ticks.add(Tick.open("Alerts for every line under \"Watch\" in the runbook"));
        return List.of(Block.heading(2, "Monitoring"), Block.bullets(ticks));
    }
}
