package io.airworthy.render.monitoring;

import io.airworthy.AirflowDeployment;
import io.airworthy.frozen.Tree;
import io.airworthy.operations.Monitoring;
import io.airworthy.render.helm.ValuesYaml;
import io.airworthy.validation.RuleSet;
import io.airworthy.values.Section;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The folder {@code monitoring} of a deployment's package: alerts as a rule file of Prometheus and a dashboard for Grafana.
 * With {@link Monitoring#prometheusOperator}, also the alerts as a PrometheusRule, and what scrapes the exporters.
 *
 * <p>The same deployment gives the same text, always. The files hold nothing secret.
 */
public final class MonitoringFiles {

    private static final String FOLDER = "monitoring/";

    private final AirflowDeployment deployment;
    private final List<Alert> alerts;

    private MonitoringFiles(AirflowDeployment deployment) {
        this.deployment = deployment;
        this.alerts = Alerts.of(deployment).all();
    }

    /**
     * The files of a deployment, judged by the standard rules.
     *
     * @param deployment the deployment
     * @return its files
     * @throws io.airworthy.validation.InvalidDeploymentException with everything that is wrong, if the deployment has
     *     errors
     */
    public static MonitoringFiles of(AirflowDeployment deployment) {
        return of(deployment, RuleSet.standard());
    }

    /**
     * The files of a deployment, judged by a platform team's own rules.
     *
     * @param deployment the deployment
     * @param rules the rules
     * @return its files
     * @throws io.airworthy.validation.InvalidDeploymentException with everything that is wrong, if the deployment has
     *     errors
     */
    public static MonitoringFiles of(AirflowDeployment deployment, RuleSet rules) {
        Objects.requireNonNull(rules, "rules");
        rules.validate(deployment).orThrow();
        return new MonitoringFiles(deployment);
    }

    /**
     * The files.
     *
     * @return their texts, by their paths inside the package, with slashes
     */
    public Map<String, String> files() {
        Map<String, String> files = new LinkedHashMap<>();
        files.put(FOLDER + "rules.yaml", rules());
        deployment
                .operations()
                .monitoring()
                .<Map<String, String>>match(
                        operator -> operatorFiles(operator.labels()), annotations -> Map.of(), plain -> Map.of())
                .forEach((name, text) -> files.put(FOLDER + name, text));
        files.put(FOLDER + "dashboard.json", new Dashboard(deployment).asText());
        return Collections.unmodifiableMap(files);
    }

    private Map<String, String> operatorFiles(Map<String, String> labels) {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("prometheus-rule.yaml", manifest("", object("PrometheusRule", "alerts", labels, groups())));
        if (deployment.metrics().usesChartStatsd()) {
            files.put(
                    "service-monitor.yaml",
                    manifest(
                            "Airflow's metrics, from the chart's StatsD exporter.",
                            object(
                                    "ServiceMonitor",
                                    "statsd",
                                    labels,
                                    endpoints("endpoints", "statsd", "statsd-scrape"))));
        }
        if (deployment.pgBouncer().isPresent()) {
            files.put(
                    "pod-monitor.yaml",
                    manifest(
                            "PgBouncer's metrics: every replica has limits and numbers of its own.",
                            object(
                                    "PodMonitor",
                                    "pgbouncer",
                                    labels,
                                    endpoints("podMetricsEndpoints", "pgbouncer", "metrics"))));
        }
        return files;
    }

    private String rules() {
        return ValuesYaml.write(List.of(new Section(about(), Map.of()), new Section("", groups())));
    }

    /** What Prometheus has to scrape, so that nobody trusts an alert that cannot be raised. */
    private String about() {
        Set<AlertSource> sources = new LinkedHashSet<>();
        alerts.forEach(alert -> sources.add(alert.source()));
        return "Alerts of Airflow release " + deployment.releaseName() + " in namespace " + deployment.namespace()
                + ", with thresholds from its own numbers.\n\nThey need: "
                + sources.stream().map(AlertSource::needs).collect(Collectors.joining("; "))
                + ". Targets need the labels namespace and pod."
                + (deployment.metrics().exporters().stream()
                                .anyMatch(exporter -> exporter.openTelemetry().isPresent())
                        ? " What a collector sends has no label that tells deployments apart: give each a prefix of its own."
                        : "")
                + (deployment.operations().runbookUrl().isPresent()
                        ? ""
                        : "\n\nrunbook_url names only the runbook's file: set operations.runbookUrl to where people read it.");
    }

    private Map<String, Object> groups() {
        Map<AlertSource, List<Map<String, Object>>> bySource = new EnumMap<>(AlertSource.class);
        alerts.forEach(alert -> bySource.computeIfAbsent(alert.source(), source -> new ArrayList<>())
                .add(rule(alert)));
        List<Map<String, Object>> groups = new ArrayList<>();
        bySource.forEach((source, rules) -> groups.add(Tree.of(
                "name",
                deployment.namespace() + "/" + deployment.releaseName() + " " + source.title(),
                "rules",
                rules)));
        return Tree.of("groups", groups);
    }

    private Map<String, Object> rule(Alert alert) {
        Map<String, Object> rule = Tree.of("alert", alert.name(), "expr", alert.expression());
        if (!alert.pending().isZero()) {
            rule.put("for", PromQl.duration(alert.pending()));
        }
        rule.put(
                "labels",
                Tree.of(
                        "severity",
                        alert.severity().toString(),
                        "namespace",
                        deployment.namespace(),
                        "release",
                        deployment.releaseName()));
        rule.put(
                "annotations",
                Tree.of(
                        "summary",
                        alert.summary(),
                        "description",
                        alert.description(),
                        "runbook_url",
                        alert.page().in(deployment.operations())));
        return rule;
    }

    private Map<String, Object> endpoints(String key, String component, String port) {
        return Tree.of(
                "selector",
                Tree.of(
                        "matchLabels",
                        Tree.of("component", component, "release", deployment.releaseName(), "tier", "airflow")),
                key,
                List.of(Tree.of("port", port)));
    }

    private Map<String, Object> object(
            String kind, String suffix, Map<String, String> labels, Map<String, Object> spec) {
        Map<String, Object> all =
                Tree.of("app.kubernetes.io/managed-by", "airworthy", "release", deployment.releaseName());
        labels.keySet().stream().sorted().forEach(label -> all.put(label, labels.get(label)));
        return Tree.of(
                "apiVersion",
                "monitoring.coreos.com/v1",
                "kind",
                kind,
                "metadata",
                Tree.of("name", deployment.names().object(suffix), "namespace", deployment.namespace(), "labels", all),
                "spec",
                spec);
    }

    private String manifest(String about, Map<String, Object> object) {
        return ValuesYaml.write(
                List.of(new Section(about.isEmpty() ? about() : about, Map.of()), new Section("", object)));
    }
}
