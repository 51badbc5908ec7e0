package io.airworthy.testkit;

import io.airworthy.chart.ChartProfile;
import io.airworthy.connection.ConnectionPlan;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What users add on their own: variables, options, chart values, waivers. */
final class FreeSettingMistakes {

    static final List<Mistake> ALL = List.of(
            new Mistake(
                    "CFG-006",
                    Change.of(it -> it.airflowConfig("core.dags_folder", "/opt/airflow/other"))
                            .where(deployment -> deployment.gitSync().isPresent())),
            new Mistake(
                    "VAL-006",
                    Change.of(it -> it.extraValue("cleanup", Map.of("enabled", true)))
                            .where(deployment -> !deployment.chartVersion().isAtLeast(1, 16, 0))
                            .where(deployment -> ConnectionPlan.of(deployment)
                                    .metadata()
                                    .caFile()
                                    .isPresent())),
            new Mistake(
                    "VAL-007",
                    Change.of(it -> it.extraValue("pgbouncer", Map.of("maxClientConn", 500)))
                            .where(deployment -> deployment.pgBouncer().isPresent())),
            new Mistake(
                    "VAL-010",
                    Change.of(it -> it.extraValue(
                                    "workers",
                                    Map.of("celery", Map.of("sets", List.of(Map.of("name", "gpu", "replicas", 4))))))
                            .where(deployment -> ChartProfile.of(
                                            deployment.chartVersion().text())
                                    .has("workers.celery.sets"))),
            new Mistake(
                    "VAL-016",
                    Change.ofScheduler(it -> it.priorityClass(Optional.empty()))
                            .then(Change.of(it -> it.extraValue("scheduler", Map.of("priorityClassName", "high"))))),
            new Mistake(
                    "OPT-001",
                    Change.of(it -> it.airflowConfig("scheduler.min_file_process_interval", "30"))
                            .where(deployment -> deployment.airflowVersion().major() >= 3)),
            new Mistake(
                    "OPT-002",
                    Change.of(it -> it.environment("AIRFLOW__WEBSERVER__INSTANCE_NAME", "Team A"))
                            .where(deployment -> deployment.airflowVersion().isAtLeast(3, 1, 0))),
            new Mistake(
                    "OPT-004",
                    Change.of(it -> it.airflowVersion("3.0.1"))
                            .where(deployment ->
                                    deployment.airflowVersion().minorLine().equals("3.0"))
                            .where(deployment -> deployment.image().tag().isEmpty())),
            new Mistake("WAIVE-001", Change.of(it -> it.waive("DB-999", "because"))),
            new Mistake("WAIVE-002", Change.of(it -> it.waive("DB-006", " "))));

    private FreeSettingMistakes() {}
}
