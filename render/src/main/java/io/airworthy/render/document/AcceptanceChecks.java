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
                Block.paragraph("The commands are in the runbook, under \"Verify\"."),
                Block.bullets(ticks()));
    }

    private List<Phrase> ticks() {
        List<Phrase> ticks = new ArrayList<>();
        ticks.add(Tick.open("All pods healthy, and Airflow's health report says so of every component"));
        ticks.add(Tick.open("Migration done: `airflow db check-migrations`"));
        deployment
                .pgBouncer()
                .ifPresent(pool ->
                        ticks.add(Tick.open("Airflow goes through PgBouncer: `SHOW POOLS` counts its connections")));
        ticks.add(Tick.open(
                deployment.gitSync().isPresent()
                        ? "DAGs synced successfully: the pods have the repository's commit"
                        : "DAGs are there: `airflow dags list`"));
        ticks.add(Tick.open("DAG import errors: 0"));
        ticks.add(Tick.open("Test task executed"));
        if (deployment.remoteLogging().isPresent()) {
            ticks.add(Tick.open("Logs appearing in remote storage, and read back in the user interface"));
            if (deployment.ha().deferrableTasks()) {
                ticks.add(Tick.open("Logs of a deferred task as well: the triggerer writes its own"));
            }
        }
        if (!deployment.metrics().exporters().isEmpty()) {
            ticks.add(Tick.open("Metrics visible in monitoring, and one alert tried"));
        }
        ticks.add(Tick.open("None of the Secrets that the chart makes by itself is there"));
        ticks.add(Tick.open("Each disruption budget allows a disruption"));
        Stream<String> made = deployment
                .secretDelivery()
                .match(
                        plain -> Stream.empty(),
                        external -> Stream.of("Every ExternalSecret is Ready"),
                        sealedSecrets -> Stream.of("Every SealedSecret is Synced"));
        made.map(Tick::open).forEach(ticks::add);
        ticks.add(Tick.open("Clocks are in step: tokens allow 10 seconds of difference"));
        ticks.add(Tick.open("Drills done: a key rotated, a backup restored, a database failover"));
        return ticks;
    }
}
