package io.airworthy.render.monitoring;

import io.airworthy.AirflowDeployment;
import io.airworthy.database.PgBouncerPool;
import io.airworthy.frozen.Tree;
import io.airworthy.pods.Component;
import io.airworthy.release.Workload;
import io.airworthy.render.json.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A dashboard for Grafana: what the alerts look at, beside the limits that they compare it with. */
final class Dashboard {

    private static final int WIDTH = 24;
    private static final int PANEL_WIDTH = 8;
    private static final int PANEL_HEIGHT = 8;

    /** The form that Grafana 10 and later read without a change. */
    private static final int SCHEMA = 39;

    private record Query(String expression, String legend) {}

    private record Panel(String title, String unit, List<Query> queries) {}

    private final AirflowDeployment deployment;
    private final AirflowSeries airflow;

    Dashboard(AirflowDeployment deployment) {
        this.deployment = deployment;
        this.airflow = AirflowSeries.of(deployment);
    }

    String asText() {
        List<Map<String, Object>> panels = new ArrayList<>();
        row(panels, "Airflow", ofAirflow());
        deployment.pgBouncer().ifPresent(pool -> row(panels, "PgBouncer", ofPool(pool)));
        row(panels, "Kubernetes", ofKubernetes());
        return JsonText.of(Tree.of(
                "uid",
                uid(),
                "title",
                "Airflow: " + deployment.releaseName() + " in " + deployment.namespace(),
                "tags",
                List.of("airflow"),
                "schemaVersion",
                SCHEMA,
                "editable",
                true,
                "refresh",
                "1m",
                "time",
                Tree.of("from", "now-6h", "to", "now"),
                "templating",
                Tree.of("list", List.of(source())),
                "panels",
                panels));
    }

    /** Grafana takes at most 40 characters. */
    private String uid() {
        String name = "airflow-" + deployment.namespace() + "-" + deployment.releaseName();
        return name.length() <= 40 ? name : name.substring(0, 31) + "-" + Integer.toHexString(name.hashCode());
    }

    private static Map<String, Object> source() {
        return Tree.of("name", "datasource", "label", "Prometheus", "type", "datasource", "query", "prometheus");
    }

    private List<Panel> ofAirflow() {
        return Stream.of(
                        panel(
                                "Heartbeats per minute",
                                "short",
                                List.of(
                                        perMinute("scheduler_heartbeat", "schedulers"),
                                        deployment.components().contains(Component.DAG_PROCESSOR)
                                                ? perMinute("dag_processor_heartbeat", "DAG processors")
                                                : Optional.empty(),
                                        deployment.components().contains(Component.TRIGGERER)
                                                ? perMinute("triggerer_heartbeat", "triggerers")
                                                : Optional.empty())),
                        panel(
                                "Slots of a scheduler",
                                "short",
                                List.of(
                                        value("executor.running_tasks", "running"),
                                        value("executor.queued_tasks", "queued"),
                                        value("executor.open_slots", "free"),
                                        limit(
                                                value("executor.open_slots", ""),
                                                deployment.concurrency().parallelism(),
                                                "parallelism"))),
                        panel(
                                "Tasks that starve for a slot in a pool",
                                "short",
                                List.of(value("scheduler.tasks.starving", "tasks"))),
                        panel("Free slots by pool", "short", List.of(family("pool.open_slots"))),
                        panel("Running tasks by pool", "short", List.of(family("pool.running_slots"))),
                        panel("Queued tasks by pool", "short", List.of(family("pool.queued_slots"))),
                        panel(
                                "Tasks that failed or were lost, per minute",
                                "short",
                                List.of(
                                        perMinute("ti_failures", "failed"),
                                        perMinute("zombies_killed", "lost"),
                                        perMinute("task_instances_without_heartbeats_killed", "lost"))),
                        panel(
                                "DAG files",
                                "short",
                                List.of(
                                        value("dag_processing.import_errors", "import errors"),
                                        value("dag_processing.file_path_queue_size", "waiting to be read"))),
                        panel(
                                "Time to read all DAG files",
                                "s",
                                List.of(value("dag_processing.total_parse_time", "seconds"))),
                        deployment.components().contains(Component.TRIGGERER)
                                ? panel("Triggers", "short", List.of(family("triggers.running")))
                                : Optional.<Panel>empty())
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<Query> perMinute(String metric, String legend) {
        return airflow.series(metric).map(series -> new Query("sum(rate(" + series + "[5m])) * 60", legend));
    }

    private Optional<Query> value(String metric, String legend) {
        return airflow.series(metric).map(series -> new Query("max(" + series + ")", legend));
    }

    private Optional<Query> family(String metric) {
        return airflow.family(metric).map(family -> new Query(family.selector(), family.legend()));
    }

    private static Optional<Query> limit(Optional<Query> beside, long limit, String legend) {
        return beside.map(query -> new Query("vector(" + limit + ")", legend));
    }

    private List<Panel> ofPool(PgBouncerPool pool) {
        PoolSeries series = new PoolSeries(deployment);
        List<Query> servers = new ArrayList<>();
        servers.add(new Query(
                "sum by (pod, database) (" + series.ofPools("active_server", series.aliases()) + ")",
                "{{pod}} {{database}}"));
        servers.add(new Query("vector(" + pool.metadataPoolSize() + ")", "pool size for metadata"));
        if (deployment.release().connections().usesResultBackend()) {
            servers.add(new Query("vector(" + pool.resultBackendPoolSize() + ")", "pool size for results"));
        }
        return List.of(
                new Panel(
                        "Clients by replica",
                        "short",
                        List.of(
                                new Query(series.items("used_clients"), "{{pod}}"),
                                new Query("vector(" + pool.maxClientConnections() + ")", "max_client_conn"))),
                new Panel("Busy server connections by replica", "short", servers),
                new Panel(
                        "Clients that wait",
                        "short",
                        List.of(new Query(
                                "sum by (pod, database) (" + series.ofPools("waiting_clients", series.aliases()) + ")",
                                "{{pod}} {{database}}"))),
                new Panel(
                        "Longest wait",
                        "s",
                        List.of(new Query(
                                "max by (pod, database) (" + series.ofPools("max_wait", series.aliases()) + ")",
                                "{{pod}} {{database}}"))));
    }

    private List<Panel> ofKubernetes() {
        String namespace = "namespace=\"" + deployment.namespace() + "\"";
        String pods =
                "{" + namespace + ",pod=~\"" + PromQl.literal(deployment.names().object("")) + ".+\"}";
        return List.of(
                new Panel(
                        "Ready pods",
                        "short",
                        Stream.of(false, true)
                                .flatMap(stateful -> ready(namespace, stateful).stream())
                                .toList()),
                new Panel(
                        "Restarts of containers in an hour",
                        "short",
                        List.of(new Query(
                                "sum by (pod, container) (increase(kube_pod_container_status_restarts_total" + pods
                                        + "[1h])) > 0",
                                "{{pod}} {{container}}"))),
                new Panel(
                        "Memory by pod",
                        "bytes",
                        List.of(new Query(
                                "sum by (pod) (container_memory_working_set_bytes"
                                        + PromQl.with(pods, "container!=\"\"") + ")",
                                "{{pod}}"))));
    }

    private Optional<Query> ready(String namespace, boolean stateful) {
        List<String> names = deployment.release().workloads().all().stream()
                .filter(workload -> workload.isStateful() == stateful)
                .map(Workload::name)
                .toList();
        String kind = stateful ? "statefulset" : "deployment";
        String metric =
                stateful ? "kube_statefulset_status_replicas_ready" : "kube_deployment_status_replicas_available";
        return names.isEmpty()
                ? Optional.empty()
                : Optional.of(new Query(
                        metric + "{" + namespace + "," + kind + "=~\"" + PromQl.anyOf(names) + "\"}",
                        "{{" + kind + "}}"));
    }

    private static Optional<Panel> panel(String title, String unit, List<Optional<Query>> queries) {
        List<Query> shown = queries.stream().flatMap(Optional::stream).toList();
        return shown.isEmpty() ? Optional.empty() : Optional.of(new Panel(title, unit, shown));
    }

    /** A row with its panels below it, from left to right. */
    private static void row(List<Map<String, Object>> panels, String title, List<Panel> row) {
        if (row.isEmpty()) {
            return;
        }
        int top = panels.stream()
                .map(panel -> Tree.mapOrEmpty(panel.get("gridPos")))
                .mapToInt(place -> (int) place.get("y") + (int) place.get("h"))
                .max()
                .orElse(0);
        panels.add(Tree.of("id", panels.size() + 1, "type", "row", "title", title, "gridPos", place(0, top, WIDTH, 1)));
        for (int i = 0; i < row.size(); i++) {
            int across = WIDTH / PANEL_WIDTH;
            panels.add(panel(
                    panels.size() + 1,
                    row.get(i),
                    place(i % across * PANEL_WIDTH, top + 1 + i / across * PANEL_HEIGHT, PANEL_WIDTH, PANEL_HEIGHT)));
        }
    }

    private static Map<String, Object> panel(int id, Panel panel, Map<String, Object> place) {
        List<Map<String, Object>> targets = new ArrayList<>();
        for (Query query : panel.queries()) {
            targets.add(Tree.of(
                    "refId",
                    String.valueOf((char) ('A' + targets.size())),
                    "datasource",
                    datasource(),
                    "expr",
                    query.expression(),
                    "legendFormat",
                    query.legend()));
        }
        return Tree.of(
                "id",
                id,
                "type",
                "timeseries",
                "title",
                panel.title(),
                "gridPos",
                place,
                "datasource",
                datasource(),
                "fieldConfig",
                Tree.of("defaults", Tree.of("unit", panel.unit(), "min", 0), "overrides", List.of()),
                "targets",
                targets);
    }

    private static Map<String, Object> datasource() {
        return Tree.of("type", "prometheus", "uid", "${datasource}");
    }

    private static Map<String, Object> place(int x, int y, int width, int height) {
        return Tree.of("x", x, "y", y, "w", width, "h", height);
    }
}
