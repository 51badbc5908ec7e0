package io.airworthy.testkit;

import static io.airworthy.testkit.Change.ofDatabase;

import io.airworthy.Delivery;
import io.airworthy.chart.ChartProfile;
import io.airworthy.connection.ConnectionPlan;
import java.util.List;
import java.util.Map;

/** What users add on their own: variables, options, chart values, waivers. */
final class FreeSettingMistakes {

    static final List<Mistake> ALL = List.of(
            new Mistake("ENV-001", Change.of(it -> it.environment("my-variable", "1"))),
            new Mistake(
                    "ENV-002",
                    Change.of(it -> it.environment("AIRFLOW__DATABASE__SQL_ALCHEMY_CONN_CMD", "cat /secrets/url"))),
            new Mistake("ENV-003", Change.of(it -> it.environment("AIRFLOW__SECRETS__JWT_SECRET", "$JWT_SECRET"))),
            new Mistake("TEXT-001", Change.of(it -> it.environment("GREETING", "hello\0"))),
            new Mistake("TEXT-002", Change.of(it -> it.environment("GREETING", "a\u202ec"))),
            new Mistake("TEXT-003", ofDatabase(it -> it.database("air\nflow"))),
            new Mistake("TEXT-004", ofDatabase(it -> it.database("-Xairflow"))),
            new Mistake("ENV-006", Change.of(it -> it.environment("airflow__core__parallelism", "64"))),
            new Mistake("ENV-007", Change.of(it -> it.environment("HTTP_PROXY", "http://proxy.example.com:3128"))),
            new Mistake("CFG-001", Change.of(it -> it.airflowConfig("default_timezone", "utc"))),
            new Mistake("CFG-002", Change.of(it -> it.airflowConfig("metrics.statsd_host", "localhost"))),
            new Mistake("CFG-003", Change.of(it -> it.airflowConfig("secrets.jwt_secret", "$JWT_SECRET"))),
            new Mistake("CFG-005", Change.of(it -> it.airflowConfig("core.default_timezone", "utc\n"))),
            new Mistake(
                    "CFG-006",
                    Change.of(it -> it.airflowConfig("core.dags_folder", "/opt/airflow/other"))
                            .where(deployment -> deployment.gitSync().isPresent())),
            new Mistake("DEL-001", Change.of(it -> it.extraValue("migrateDatabaseJob", Map.of("enabled", false)))),
            new Mistake(
                    "DEL-002",
                    Change.of(it -> it.delivery(Delivery.ARGO_CD)
                            .extraValue("extraConfigMaps", Map.of("banner", Map.of("data", "text: hello"))))),
            new Mistake("VAL-005", Change.of(it -> it.extraValue("dags", Map.of("gitSync", Map.of("wait", 5))))),
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
                    "VAL-008",
                    Change.of(it ->
                            it.extraValue("enableBuiltInSecretEnvVars", Map.of("AIRFLOW__CORE__FERNET_KEY", false)))),
            new Mistake("VAL-009", Change.of(it -> it.extraValue("labels", Map.of("team", "Data & Analytics")))),
            new Mistake(
                    "VAL-010",
                    Change.of(it -> it.extraValue(
                                    "workers",
                                    Map.of("celery", Map.of("sets", List.of(Map.of("name", "gpu", "replicas", 4))))))
                            .where(deployment -> ChartProfile.of(
                                            deployment.chartVersion().text())
                                    .has("workers.celery.sets"))),
            new Mistake("VAL-012", Change.of(it -> it.extraValue("scheduler", Map.of("replicas", 77)))),
            new Mistake("VAL-013", Change.of(it -> it.extraValue("schedular", Map.of("replicas", 3)))),
            new Mistake(
                    "VAL-014",
                    Change.of(it -> it.extraValue("securityContexts", Map.of("pods", Map.of("runAsUser", 50000))))),
            new Mistake(
                    "VAL-015",
                    Change.of(it -> it.extraValue(
                            "flower", Map.of("extraNetworkPolicies", List.of(Map.of("podSelector", Map.of())))))),
            new Mistake("VAL-011", Change.of(it -> it.extraValue("flower", Map.of("enabled", true)))),
            new Mistake(
                    "OPT-001",
                    Change.of(it -> it.airflowConfig("scheduler.min_file_process_interval", "30"))
                            .where(deployment -> deployment.airflowVersion().major() >= 3)),
            new Mistake(
                    "OPT-002",
                    Change.of(it -> it.environment("AIRFLOW__WEBSERVER__INSTANCE_NAME", "Team A"))
                            .where(deployment -> deployment.airflowVersion().isAtLeast(3, 1, 0))),
            new Mistake("OPT-003", Change.of(it -> it.airflowConfig("core.default_timezon", "utc"))),
            new Mistake(
                    "OPT-004",
                    Change.of(it -> it.airflowVersion("3.0.1"))
                            .where(deployment ->
                                    deployment.airflowVersion().minorLine().equals("3.0"))
                            .where(deployment -> deployment.image().tag().isEmpty())),
            new Mistake("VAL-001", Change.of(it -> it.extraValue("useStandardNaming", true))),
            new Mistake("VAL-003", Change.of(it -> it.extraValue("statsd", Map.of("scale", 0.5)))),
            new Mistake("VAL-004", Change.of(it -> it.extraValue("postgresql", Map.of("enabled", true)))),
            new Mistake("WAIVE-001", Change.of(it -> it.waive("DB-999", "because"))),
            new Mistake("WAIVE-002", Change.of(it -> it.waive("DB-006", " "))));

    private FreeSettingMistakes() {}
}
