package io.airworthy.render.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.airworthy.AirflowDeployment;
import io.airworthy.metrics.Metrics;
import io.airworthy.metrics.MetricsExporter.ChartStatsd;
import io.airworthy.metrics.StatsdMapping;
import io.airworthy.render.KeptText;
import io.airworthy.table.DataFile;
import io.airworthy.testkit.SampleDeployments;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Alerts and dashboard ask for what exporters were seen to show, with the labels that it had. */
class ExportedMetricsTest {

    private static final Pattern NAMED = Pattern.compile("([a-zA-Z_:][\\w:]*)\\{([^}]*)\\}");
    private static final Pattern BARE = Pattern.compile("\\b(airflow_\\w+)(?=[\\[)])");
    private static final Pattern BY_EXPRESSION = Pattern.compile("\\{__name__=~\"([^\"]*)\",?([^}]*)\\}");
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)(?:=~|!=|=)\"");

    /** Prometheus gives them to what it scrapes. */
    private static final Set<String> OF_TARGETS = Set.of("namespace", "pod");

    private record Exported(
            String exporter,
            Set<String> charts,
            String airflow,
            String prefix,
            String metric,
            String type,
            Set<String> labels) {

        boolean isIn(String exporter, String chart, String airflow, String prefix) {
            return this.exporter.equals(exporter)
                    && charts.contains(chart)
                    && this.airflow.equals(airflow)
                    && this.prefix.equals(prefix);
        }
    }

    private static final List<Exported> EXPORTED = KeptText.of(ExportedMetricsTest.class, "exported-metrics.tsv")
            .lines()
            .filter(line -> !line.startsWith("#"))
            .map(line -> line.split("\t", -1))
            .map(row -> new Exported(
                    row[0], Set.of(row[1].split(",")), row[2], row[3], row[4], row[5], Set.of(row[6].split(","))))
            .toList();

    @ParameterizedTest(name = "chart {0}, Airflow {1}, prefix {2}")
    @CsvSource({
        "1.15.0, 2.11.2, airflow",
        "1.18.0, 2.11.2, airflow",
        "1.22.0, 2.11.2, airflow",
        "1.18.0, 3.3.2, airflow",
        "1.22.0, 3.3.2, airflow",
        "1.22.0, 3.3.2, team_a.airflow",
        "1.22.0, 3.3.2, team-a",
        "1.22.0, 3.3.2, A-1",
        "1.22.0, 3.3.2, 0"
    })
    void whatIsAskedForWasShown(String chart, String airflow, String prefix) {
        AirflowDeployment deployment = SampleDeployments.exercise().toBuilder()
                .chartVersion(chart)
                .airflowVersion(airflow)
                .metrics(metrics -> metrics.prefix(prefix))
                .build();
        // With other prefixes only some of the metrics were sent.
        Set<String> shown = Stream.concat(
                        EXPORTED.stream()
                                .filter(metric -> metric.isIn("statsd_exporter", chart, airflow, prefix))
                                .flatMap(ExportedMetricsTest::withLabels),
                        others())
                .collect(Collectors.toSet());

        assertThat(asked(deployment))
                .filteredOn(asked -> prefix.equals("airflow") || isOfThoseSent(asked))
                .isNotEmpty()
                .allSatisfy(asked -> assertThat(shown).anyMatch(series -> asked.matches(series)));
    }

    @Test
    void whatIsAskedOfOpenTelemetryWasSent() {
        AirflowDeployment deployment = WatchedDeployments.openTelemetry().toBuilder()
                .airflowVersion("3.3.2")
                .build();
        Set<String> shown = Stream.concat(
                        EXPORTED.stream()
                                .filter(metric -> metric.exporter().equals("otlp"))
                                .flatMap(ExportedMetricsTest::withLabels),
                        others())
                .collect(Collectors.toSet());

        assertThat(asked(deployment))
                .filteredOn(asked ->
                        !asked.name().contains("killed") && !asked.name().contains("timeouts"))
                .hasSizeGreaterThan(20)
                .allSatisfy(asked -> assertThat(shown).anyMatch(asked::matches));
    }

    @Test
    void whatMetricsAreThereIsSaidByTheirVersion() {
        Set<String> sent2 = sentBy("2.11.2");
        Set<String> sent3 = sentBy("3.3.2");

        assertThat(DataFile.rows(AirflowSeries.class::getResourceAsStream, "airflow-metrics.tsv"))
                .allSatisfy(row -> {
                    String name = "airflow_" + row[0].replace('.', '_');
                    assertThat(sent2.contains(name)).as(row[0]).isEqualTo(row[2].startsWith("2"));
                    assertThat(sent3.contains(name)).as(row[0]).isEqualTo(row[3].isEmpty());
                });
    }

    @Test
    void whatTheListsKeepBackIsNotAskedFor() {
        assertThat(names(
                        SampleDeployments.but(it -> it.metrics(metrics -> metrics.allowList("^scheduler_heartbeat$")))))
                .containsExactly("AirflowSchedulerDown", "AirflowMetricsMissing");
        assertThat(names(SampleDeployments.but(
                        it -> it.metrics(metrics -> metrics.blockList("heartbeat", "^dag_proc")))))
                .containsExactly(
                        "AirflowSlotsExhausted", "AirflowTasksQueued", "AirflowBrokerDown", "AirflowMetricsMissing");
        // Airflow 2 compares beginnings.
        assertThat(names(SampleDeployments.airflow2().toBuilder()
                        .metrics(metrics -> metrics.blockList("heartbeat", "Scheduler_", "dag_", "pool"))
                        .build()))
                .containsExactly(
                        "AirflowTriggererStuck",
                        "AirflowSlotsExhausted",
                        "AirflowTasksLost",
                        "AirflowBrokerDown",
                        "AirflowMetricsMissing");
    }

    @Test
    void ownMappingsDecideWhatAMetricIsCalled() {
        AirflowDeployment renamed = statsd(ChartStatsd.builder()
                .overrideMapping(StatsdMapping.of("airflow.scheduler_heartbeat", "beats", Map.of()))
                .overrideMapping(StatsdMapping.of("airflow.pool.queued_slots.*", "queued", Map.of("name", "$1")))
                .overrideMapping(new StatsdMapping(Map.of("match", "airflow.triggerer_heartbeat", "action", "drop")))
                .build());

        assertThat(MonitoringFilesTest.alert(renamed, "AirflowSchedulerDown")
                        .orElseThrow()
                        .expression())
                .startsWith("(sum(increase(beats{namespace=\"airflow\",");
        assertThat(MonitoringFilesTest.alert(renamed, "AirflowTasksQueued")
                        .orElseThrow()
                        .expression())
                .startsWith("sum(queued{namespace=\"airflow\",pod=~\"airflow-statsd-.+\",name!=\"\"}) >= 32 or (");
        assertThat(MonitoringFilesTest.alert(renamed, "AirflowTriggererStuck")).isEmpty();
        assertThat(names(statsd(ChartStatsd.builder()
                        .arg("--statsd.mapping-config=/etc/other/mappings.yml")
                        .build())))
                .isEmpty();
    }

    @Test
    void whatPrometheusDoesNotGetIsNotAskedFor() {
        assertThat(names(SampleDeployments.but(it -> it.metrics(Metrics.statsd("statsd.monitoring", 8125)))))
                .isEmpty();
        assertThat(names(SampleDeployments.but(it -> it.metrics(Metrics.none()))))
                .isEmpty();
    }

    private static AirflowDeployment statsd(ChartStatsd statsd) {
        return SampleDeployments.but(it -> it.metrics(metrics -> metrics.exporters(List.of(statsd))));
    }

    /** The alerts on Airflow's own metrics. */
    private static List<String> names(AirflowDeployment deployment) {
        return Alerts.of(deployment).all().stream()
                .filter(alert -> alert.source() == AlertSource.AIRFLOW)
                .map(Alert::name)
                .toList();
    }

    private static Set<String> sentBy(String airflow) {
        return EXPORTED.stream()
                .filter(metric -> metric.isIn("statsd_exporter", "1.22.0", airflow, "airflow"))
                .map(Exported::metric)
                .collect(Collectors.toSet());
    }

    private static Stream<String> others() {
        return EXPORTED.stream()
                .filter(metric -> Set.of("pgbouncer_exporter", "documented").contains(metric.exporter()))
                .flatMap(ExportedMetricsTest::withLabels);
    }

    /** A metric as {@code name/label,label}. Collectors end counters in {@code _total} or do not. */
    private static Stream<String> withLabels(Exported metric) {
        Set<String> labels = new TreeSet<>(metric.labels());
        labels.addAll(OF_TARGETS);
        labels.remove("");
        String of = "/" + String.join(",", labels);
        return metric.type().equals("counter")
                ? Stream.of(metric.metric() + of, metric.metric() + "_total" + of)
                : Stream.of(metric.metric() + of);
    }

    private record Asked(String name, Set<String> labels) {

        boolean matches(String series) {
            int slash = series.indexOf('/');
            return series.substring(0, slash).matches(name)
                    && Set.of(series.substring(slash + 1).split(",")).containsAll(labels);
        }
    }

    private static boolean isOfThoseSent(Asked asked) {
        return Stream.of("scheduler_heartbeat", "dag_processor_heartbeat", "pool_open", "pool_running", "executor")
                .anyMatch(asked.name()::contains);
    }

    private static List<Asked> asked(AirflowDeployment deployment) {
        return Stream.concat(Alerts.of(deployment).all().stream().map(Alert::expression), queries(deployment).stream())
                .flatMap(ExportedMetricsTest::asked)
                .distinct()
                .toList();
    }

    private static Stream<Asked> asked(String expression) {
        return Stream.concat(
                Stream.concat(
                        BARE.matcher(expression).results().map(match -> new Asked(match.group(1), Set.of())),
                        BY_EXPRESSION
                                .matcher(expression)
                                .results()
                                .map(match -> new Asked(match.group(1), labels(match.group(2))))),
                NAMED.matcher(expression).results().map(match -> new Asked(match.group(1), labels(match.group(2)))));
    }

    private static Set<String> labels(String matchers) {
        return LABEL.matcher(matchers).results().map(match -> match.group(1)).collect(Collectors.toSet());
    }

    static List<String> queries(AirflowDeployment deployment) {
        try {
            return new ObjectMapper()
                    .readTree(new Dashboard(deployment).asText()).findValues("expr").stream()
                            .map(JsonNode::asText)
                            .toList();
        } catch (com.fasterxml.jackson.core.JsonProcessingException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
