package io.airworthy.render.document;

import io.airworthy.AirflowDeployment;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What is confirmed after the deployment, each with its command in the runbook. */
final class AcceptanceChecks {

    private final AirflowDeployment deployment;

    AcceptanceChecks(AirflowDeployment deployment) {
        this.deployment = deployment;
    }

    List<Block> blocks() {
        return List.of(
                Block.heading(2, "Post-Deployment Verification"),
                Block.paragraph("The commands are in [INSTALL.md](INSTALL.md#verify)."),
                Block.bullets(ticks()));
    }

    private List<Phrase> ticks() {
        List<Phrase> ticks = new ArrayList<>();
        ticks.add(Tick.open("All pods healthy, and Airflow's health report says `healthy` for every component"));
        ticks.add(Tick.open("Migration done: `airflow db check-migrations`"));
        deployment
                .pgBouncer()
                .ifPresent(pool ->
                        ticks.add(Tick.open("Airflow connects through PgBouncer: `SHOW POOLS` shows its connections")));
        ticks.add(Tick.open(
                deployment.gitSync().isPresent()
                        ? "DAGs synced successfully: the pods have the repository's commit"
                        : "DAGs are listed: `airflow dags list`"));
        ticks.add(Tick.open("DAG import errors: 0"));
        ticks.add(Tick.open("Test task executed"));
        if (deployment.remoteLogging().isPresent()) {
            ticks.add(Tick.open("Logs appear in remote storage, and the user interface shows them"));
            if (deployment.ha().deferrableTasks()) {
                ticks.add(Tick.open("Logs of a deferred task as well: the triggerer writes its own"));
            }
        }
        if (!deployment.metrics().exporters().isEmpty()) {
            ticks.add(Tick.open("Metrics visible in monitoring, and one alert tested"));
        }
        ticks.add(Tick.open("None of the Secrets that the chart generates itself exists"));
        ticks.add(Tick.open("Each disruption budget allows a disruption"));
        Stream<String> made = deployment
                .secretDelivery()
                .match(
                        plain -> Stream.empty(),
                        external -> Stream.of("Every ExternalSecret is Ready"),
                        sealedSecrets -> Stream.of("Every SealedSecret is Synced"));
        made.map(Tick::open).forEach(ticks::add);
        ticks.add(Tick.open("Clocks are synchronized: tokens allow 10 seconds of difference"));
        ticks.add(Tick.open("Drills done: a key rotated, a backup restored, a database failover"));
        return ticks;
    }
}
