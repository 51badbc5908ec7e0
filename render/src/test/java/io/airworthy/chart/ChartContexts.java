package io.airworthy.chart;

import io.airworthy.chart.KeyTrials.Assignment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Deployments that differ in what is switched on, and in what they bring themselves: a key may lie behind any of it. */
public final class ChartContexts {

    private static final Map<String, Object> SEARCH =
            Map.of("host", "search", "port", 9200, "scheme", "http", "user", "reader", "pass", "search");
    private static final Map<String, Object> DATABASE = Map.of(
            "user",
            "airflow",
            "pass",
            "database",
            "protocol",
            "postgresql",
            "host",
            "db",
            "port",
            5432,
            "db",
            "airflow",
            "sslmode",
            "disable");

    private final ChartProfile profile;
    private final List<Assignment> start;
    private final String bothExecutors;

    private ChartContexts(ChartProfile profile, int airflowMajor) {
        this.profile = profile;
        this.start = List.of(
                Assignment.of("airflowVersion", airflowMajor == 3 ? "3.0.6" : "2.11.0"),
                Assignment.of("fernetKey", "fernet"),
                Assignment.of("webserverSecretKey", "webserver"),
                Assignment.of("apiSecretKey", "api"),
                Assignment.of("jwtSecret", "jwt"),
                Assignment.of("redis.password", "redis"));
        this.bothExecutors =
                profile.root().children().get("executor").limits().allowed().isEmpty()
                        ? "CeleryExecutor,KubernetesExecutor"
                        : "CeleryKubernetesExecutor";
    }

    /** By name, the simplest first. */
    public static Map<String, List<Assignment>> of(ChartProfile profile, int airflowMajor) {
        ChartContexts all = new ChartContexts(profile, airflowMajor);
        Map<String, List<Assignment>> contexts = new LinkedHashMap<>();
        contexts.put("plain", all.executor("CeleryExecutor"));
        contexts.put("everything", all.everything(all.bothExecutors));
        contexts.put("everything, with Celery alone", all.everything("CeleryExecutor"));
        contexts.put("the alternatives", all.alternatives());
        contexts.put("task pods", all.taskPods());
        contexts.put("local tasks", all.localTasks());
        contexts.put("own services", all.ownServices());
        contexts.put("own OpenSearch", all.ownOpenSearch());
        return contexts;
    }

    private List<Assignment> executor(String executor) {
        return plus(start, Assignment.of("executor", executor));
    }

    private List<Assignment> everything(String executor) {
        List<Assignment> all = new ArrayList<>(executor(executor));
        all.addAll(switchedOn("hpa", "opensearch"));
        all.add(Assignment.of("elasticsearch.secretName", "search"));
        // DAGs from a volume are not pulled by every pod.
        all.add(Assignment.of("dags.persistence.enabled", false));
        all.add(Assignment.of("otelCollector.tracesEnabled", true));
        all.add(Assignment.of("otelCollector.metricsEnabled", true));
        all.add(Assignment.of("flower.username", "flower"));
        all.add(Assignment.of("flower.password", "flower"));
        all.add(Assignment.of("webserver.webserverConfig", "A = 1"));
        all.add(Assignment.of("apiServer.apiServerConfig", "A = 1"));
        all.addAll(wherever("automountServiceAccountToken", false));
        all.addAll(wherever("fixPermissions", true));
        all.addAll(wherever("networkPolicy.ingress.from", List.of(Map.of("podSelector", Map.of()))));
        return all;
    }

    /** Where the chart takes one thing or another, what is not in everything. */
    private List<Assignment> alternatives() {
        List<Assignment> all = new ArrayList<>(executor(bothExecutors));
        all.addAll(switchedOn("keda", "elasticsearch", "persistence"));
        all.add(Assignment.of("opensearch.secretName", "search"));
        all.addAll(wherever("persistence.enabled", false));
        all.addAll(wherever("service.type", "NodePort"));
        return all;
    }

    private List<Assignment> taskPods() {
        return plus(executor("KubernetesExecutor"), Assignment.of("workers.kubernetes.serviceAccount.create", true));
    }

    private List<Assignment> localTasks() {
        List<Assignment> all = new ArrayList<>(executor("LocalExecutor"));
        all.addAll(switchedOn("hpa", "opensearch", "elasticsearch"));
        all.add(Assignment.of("dags.persistence.enabled", false));
        return all;
    }

    private List<Assignment> ownServices() {
        List<Assignment> all = new ArrayList<>(executor(bothExecutors));
        all.addAll(switchedOn("hpa", "opensearch", "redis"));
        all.add(Assignment.of("redis.enabled", false));
        all.add(Assignment.of("data.brokerUrl", "redis://redis"));
        all.add(Assignment.of("data.metadataConnection", DATABASE));
        all.add(Assignment.of("data.resultBackendConnection", DATABASE));
        all.add(Assignment.of("elasticsearch.connection", SEARCH));
        all.add(Assignment.of("images.airflow.repository", "acme/airflow"));
        all.add(Assignment.of("pgbouncer.metricsExporterSidecar.statsSecretName", "stats"));
        all.add(Assignment.of("pgbouncer.ssl.ca", "authority"));
        return all;
    }

    private List<Assignment> ownOpenSearch() {
        return plus(
                executor(bothExecutors),
                Assignment.of("opensearch.enabled", true),
                Assignment.of("opensearch.connection", SEARCH));
    }

    /** Every switch but the database in the chart, the switch of all ingresses, and those under some keys. */
    private List<Assignment> switchedOn(String... but) {
        return paths(KeyPath.ROOT, profile.root())
                .filter(path -> path.toString().endsWith(".enabled"))
                .map(KeyPath::toString)
                .filter(path -> !path.equals("postgresql.enabled") && !path.equals("ingress.enabled"))
                .filter(path -> Stream.of(but)
                        .noneMatch(key -> List.of(path.split("\\.")).contains(key)))
                .map(path -> Assignment.of(path, true))
                .toList();
    }

    private List<Assignment> wherever(String end, Object value) {
        return paths(KeyPath.ROOT, profile.root())
                .map(KeyPath::toString)
                .filter(path -> path.endsWith("." + end))
                .map(path -> Assignment.of(path, value))
                .toList();
    }

    private static Stream<KeyPath> paths(KeyPath path, Shape shape) {
        return shape.children().entrySet().stream()
                .flatMap(child -> Stream.concat(
                        Stream.of(path.key(child.getKey())), paths(path.key(child.getKey()), child.getValue())));
    }

    private static List<Assignment> plus(List<Assignment> first, Assignment... more) {
        return Stream.concat(first.stream(), Stream.of(more)).toList();
    }
}
