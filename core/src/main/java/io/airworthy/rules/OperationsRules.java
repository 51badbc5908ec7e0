package io.airworthy.rules;

import static io.airworthy.rules.Subject.DEPLOYMENT;

import io.airworthy.AirflowDeployment;
import io.airworthy.database.ServerPooling;
import io.airworthy.metrics.Metrics;
import io.airworthy.operations.Monitoring;
import io.airworthy.operations.Operations;
import io.airworthy.rules.Subject.Part;
import io.airworthy.validation.Finding;
import io.airworthy.validation.Rule;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What the people who run the deployment are told. */
final class OperationsRules {

    private static final Pattern URL = Pattern.compile("https?://[^\\s/?#@]+([/?#]\\S*)?");

    private static final Subject<Operations> OPERATIONS = DEPLOYMENT.at("operations", AirflowDeployment::operations);

    static final Rule LINKS_ARE_URLS = Rule.error("OPS-001")
            .title("A link of the operations is not a URL")
            .because("whoever is paged clicks it and gets nowhere")
            .remedy("use a whole URL that begins with https://, without a password; the runbook's without a fragment")
            .source("https://www.rfc-editor.org/rfc/rfc3986")
            .brokenBy(it -> it.operations(operations -> operations.runbookUrl("RUNBOOK.md")))
            .finds(OPERATIONS.finds(OperationsRules::linkFaults));

    static final Rule NOTHING_IS_BLANK = Rule.error("OPS-002")
            .title("Something that the operations say is empty")
            .because("the runbook names a contact, a dashboard or a context and then says nothing")
            .remedy("write it, or leave it out")
            .brokenBy(it -> it.operations(operations -> operations.escalation(" ")))
            .finds(OPERATIONS.finds(OperationsRules::blanks));

    static final Rule OBJECTIVES_ARE_POSSIBLE = Rule.error("OPS-003")
            .title("A recovery objective is not possible")
            .because("nothing is back before it fails, and nobody can plan for that")
            .remedy("use a recovery time above zero, and a recovery point of zero or more")
            .brokenBy(it -> it.operations(operations -> operations.recoveryTimeObjective(Duration.ZERO)))
            .finds(OPERATIONS.finds(OperationsRules::objectiveFaults));

    static final Rule MONITORS_HAVE_LABELS = Rule.error("OPS-004")
            .title("A label of the monitoring objects is not valid")
            .because("the API server rejects the objects, and nothing is scraped and no alert is raised")
            .remedy("use the labels by which Prometheus selects: kubectl get prometheus -A -o yaml")
            .source("https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/")
            .brokenBy(it -> it.operations(
                    operations -> operations.monitoring(Monitoring.prometheusOperator(Map.of("release", "the stack")))))
            .finds(OPERATIONS.finds(OperationsRules::labelFaults));

    static final Rule ANNOTATIONS_ARE_SOMEWHERE = Rule.error("OPS-005")
            .title("Prometheus finds no annotations")
            .because(
                    "only the Services of the chart's StatsD exporter and of PgBouncer have them, and there is neither")
            .remedy("use Metrics.statsd(), or Monitoring.files() where metrics reach Prometheus in another way")
            .source("https://airflow.apache.org/docs/helm-chart/stable/production-guide.html#metrics")
            .brokenBy(it -> it.metrics(Metrics.openTelemetry("otel.monitoring", 4318))
                    .pgBouncer(Optional.empty())
                    .database(database -> database.pooling(ServerPooling.RDS_PROXY))
                    .operations(operations -> operations.monitoring(Monitoring.annotations())))
            .brokenWhen(deployment ->
                    deployment.operations().monitoring().match(operator -> false, annotations -> true, files -> false)
                            && !deployment.metrics().usesChartStatsd()
                            && deployment.pgBouncer().isEmpty())
            .at("operations.monitoring");

    static final List<Rule> ALL = List.of(
            LINKS_ARE_URLS, NOTHING_IS_BLANK, OBJECTIVES_ARE_POSSIBLE, MONITORS_HAVE_LABELS, ANNOTATIONS_ARE_SOMEWHERE);

    private OperationsRules() {}

    private static Stream<Finding> linkFaults(Part<Operations> part) {
        return Stream.concat(
                part.value().dashboards().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .filter(dashboard -> !URL.matcher(dashboard.getValue()).matches())
                        .map(dashboard -> part.at("dashboards[" + dashboard.getKey() + "]", "it is not a whole URL")),
                part.value().runbookUrl().stream()
                        .filter(url -> !URL.matcher(url).matches() || url.contains("#"))
                        .map(url -> part.at(
                                "runbookUrl",
                                url.contains("#") ? "it has a fragment" : "'" + url + "' is not a whole URL")));
    }

    private static Stream<Finding> blanks(Part<Operations> part) {
        Operations operations = part.value();
        return Stream.of(
                        operations.kubeContext().stream()
                                .filter(String::isBlank)
                                .map(context -> "kubeContext"),
                        operations.dashboards().keySet().stream()
                                .filter(String::isBlank)
                                .map(title -> "dashboards"),
                        IntStream.range(0, operations.escalation().size())
                                .filter(i -> operations.escalation().get(i).isBlank())
                                .mapToObj(i -> "escalation[" + i + "]"))
                .flatMap(places -> places)
                .map(place -> part.at(place, "it is empty"));
    }

    private static Stream<Finding> objectiveFaults(Part<Operations> part) {
        return Stream.concat(
                part.value().recoveryTimeObjective().stream()
                        .filter(time -> time.isNegative() || time.isZero())
                        .map(time -> part.at("recoveryTimeObjective", time + " is not above zero")),
                part.value().recoveryPointObjective().stream()
                        .filter(Duration::isNegative)
                        .map(point -> part.at("recoveryPointObjective", point + " is below zero")));
    }

    private static Stream<Finding> labelFaults(Part<Operations> part) {
        Map<String, String> labels = part.value()
                .monitoring()
                .match(operator -> operator.labels(), annotations -> Map.of(), files -> Map.of());
        return labels.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .flatMap(label -> KubernetesLabels.fault(label.getKey(), label.getValue()).stream())
                .map(fault -> part.at("monitoring.labels", fault));
    }
}
