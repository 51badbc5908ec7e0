package io.airworthy.render.document;

import io.airworthy.AirflowDeployment;
import io.airworthy.pods.Component;
import java.util.ArrayList;
import java.util.List;

/** What to watch, and what it means when it moves. */
final class Monitoring {

    private final AirflowDeployment deployment;

    Monitoring(AirflowDeployment deployment) {
        this.deployment = deployment;
    }

    List<Block> blocks() {
        List<List<Phrase>> rows = new ArrayList<>();
        if (!deployment.metrics().exporters().isEmpty()) {
            rows.addAll(airflow());
        }
        if (deployment.pgBouncer().isPresent()) {
            rows.addAll(pool());
        }
        if (rows.isEmpty()) {
            return List.of();
        }
        return List.of(
                Block.heading(2, "Watch"),
                Block.paragraph("Set up alerts for these. {}", names()),
                Block.table(List.of("Metric", "Alert when", "Look at"), rows));
    }

    private Phrase names() {
        return deployment.metrics().exporters().isEmpty()
                ? Phrase.of("Airflow's own metrics are not exported.")
                : Phrase.of(
                        "Airflow's metrics begin with the prefix {}; exporters write underscores instead of dots.",
                        Phrase.code(deployment.metrics().prefix()));
    }

    private List<List<Phrase>> airflow() {
        List<List<Phrase>> rows = new ArrayList<>();
        rows.add(row("scheduler_heartbeat", "it does not rise for 2 minutes", "the schedulers and the database"));
        if (deployment.components().contains(Component.DAG_PROCESSOR)) {
            rows.add(row("dag_processor_heartbeat", "it does not rise for 5 minutes", "the DAG processors"));
        }
        if (deployment.components().contains(Component.TRIGGERER)) {
            rows.add(row(
                    "triggerer_heartbeat", "it does not rise for 5 minutes", "the triggerers; deferred tasks hang"));
        }
        rows.add(row("scheduler.tasks.starving", "above 0 for 15 minutes", "\"Scale\", and the pools in Airflow"));
        rows.add(row("executor.open_slots", "0 for 15 minutes", "\"Scale\""));
        rows.add(row("executor.queued_tasks", "it rises for 15 minutes", "workers and their queue"));
        rows.add(row("scheduler.critical_section_duration", "above 5 s", "the database: schedulers wait for locks"));
        rows.add(row("dag_processing.import_errors", "above 0", "`airflow dags list-import-errors`"));
        rows.add(row("dag_processing.total_parse_time", "it doubles", "the last DAG changes; more DAG processors"));
        rows.add(row(
                switch (deployment.webTier()) {
                    case WEBSERVER -> "zombies_killed";
                    case API_SERVER -> "task_instances_without_heartbeats_killed";
                },
                "it rises",
                "pods that run tasks: out of memory, evicted"));
        if (deployment.usesCelery()) {
            rows.add(row("celery.task_timeout_error", "it rises", "the broker: tasks cannot be queued"));
        }
        return rows;
    }

    private static List<List<Phrase>> pool() {
        return List.of(
                row("pgbouncer_pools_waiting_clients", "above 0 for 5 minutes", "\"PgBouncer is saturated\""),
                row("pgbouncer_pools_max_wait", "above 5 s", "\"PgBouncer is saturated\""),
                row("pgbouncer_pools_active_server", "it stays at the pool's size", "slow queries, or a small pool"),
                row(
                        "pgbouncer_databases_current_connections",
                        "it stays 0 while Airflow works",
                        "\"Verify\": Airflow bypasses the pool"));
    }

    private static List<Phrase> row(String metric, String alert, String look) {
        return List.of(Phrase.code(metric), Phrase.of(alert), Phrase.of(look));
    }
}
