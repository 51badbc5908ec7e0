package io.airworthy.render.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.airworthy.AirflowDeployment;
import io.airworthy.chart.ChartProfile;
import io.airworthy.frozen.Tree;
import io.airworthy.operations.Monitoring;
import io.airworthy.render.helm.Charts;
import io.airworthy.render.helm.HelmChart;
import io.airworthy.render.helm.HelmValues;
import io.airworthy.table.DataFile;
import io.airworthy.testkit.SampleDeployments;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What alerts and monitors name is what each chart makes. */
@ExtendWith(Charts.AtHand.class)
class MonitoredOnRealHelmTest {

    private static final Pattern WORKLOAD = Pattern.compile("\\b(deployment|statefulset)=\"([^\"]+)\"");
    private static final Pattern OTHERS =
            Pattern.compile("\\b(persistentvolumeclaim|poddisruptionbudget|job_name)=~\"([^\"]+)\"");

    static List<String> charts() {
        return ChartProfile.supported();
    }

    @ParameterizedTest
    @MethodSource("charts")
    void monitorsFindTheExportersOfTheChart(String chart) {
        AirflowDeployment airflow = on(chart);
        Map<String, String> files = MonitoringFiles.of(airflow).files();
        List<Map<?, ?>> objects = rendered(airflow);

        Map<?, ?> service = MonitoringFilesTest.yaml(files.get("monitoring/service-monitor.yaml"));
        assertThat(objects.stream()
                        .filter(object -> "Service".equals(object.get("kind")))
                        .filter(object -> has(object, "metadata.labels", at(service, "spec.selector.matchLabels")))
                        .flatMap(object -> names(object, "spec.ports")))
                .contains(text(service, "spec.endpoints", "port"));

        Map<?, ?> pods = MonitoringFilesTest.yaml(files.get("monitoring/pod-monitor.yaml"));
        assertThat(objects.stream()
                        .filter(object -> "Deployment".equals(object.get("kind")))
                        .filter(object ->
                                has(object, "spec.template.metadata.labels", at(pods, "spec.selector.matchLabels")))
                        .flatMap(object -> Tree.listOrEmpty(at(object, "spec.template.spec.containers")).stream())
                        .flatMap(container -> names(Tree.mapOrEmpty(container), "ports")))
                .contains(text(pods, "spec.podMetricsEndpoints", "port"));
    }

    @ParameterizedTest
    @MethodSource("charts")
    void alertsNameObjectsOfTheChart(String chart) {
        AirflowDeployment airflow = on(chart);
        List<Map<?, ?>> objects = rendered(airflow);
        Set<String> named = objects.stream()
                .map(object -> String.valueOf(object.get("kind")).toLowerCase(java.util.Locale.ROOT) + " "
                        + at(object, "metadata.name"))
                .collect(Collectors.toSet());
        Stream.Builder<String> claims = Stream.builder();
        objects.stream()
                .filter(object -> "StatefulSet".equals(object.get("kind")))
                .forEach(object -> Tree.listOrEmpty(at(object, "spec.volumeClaimTemplates"))
                        .forEach(claim ->
                                claims.add("persistentvolumeclaim " + at(Tree.mapOrEmpty(claim), "metadata.name") + "-"
                                        + at(object, "metadata.name") + "-0")));
        claims.build().forEach(named::add);
        String expressions =
                Alerts.of(airflow).all().stream().map(Alert::expression).collect(Collectors.joining("\n"));

        assertThat(WORKLOAD.matcher(expressions).results().map(found -> found.group(1) + " " + found.group(2)))
                .isNotEmpty()
                .allSatisfy(workload -> assertThat(named).contains(workload));
        assertThat(OTHERS.matcher(expressions)
                        .results()
                        .flatMap(found -> Stream.of(found.group(2).split("\\|"))
                                .map(name -> found.group(1).replace("job_name", "job") + " " + name)))
                .isNotEmpty()
                .allSatisfy(object -> assertThat(named).anyMatch(name -> name.matches(object)));
    }

    @ParameterizedTest
    @MethodSource("charts")
    void mappingsAreThoseOfTheChart(String chart) {
        Map<String, Object> file = rendered(on(chart)).stream()
                .filter(object -> "ConfigMap".equals(object.get("kind")))
                .flatMap(object -> Tree.text(Tree.mapOrEmpty(object.get("data")).get("mappings.yml")).stream())
                .map(text -> MonitoringFilesTest.yaml(text.replace("---\n", "")))
                .findFirst()
                .orElseThrow();

        assertThat(Tree.listOrEmpty(file.get("mappings")).stream()
                        .map(Tree::mapOrEmpty)
                        .map(mapping -> String.join(
                                "\t",
                                mapping.containsKey("match_type") ? (String) mapping.get("match_type") : "glob",
                                (String) mapping.get("match"),
                                (String) mapping.get("name"),
                                Tree.mapOrEmpty(mapping.get("labels")).entrySet().stream()
                                        .map(label -> label.getKey() + "=" + label.getValue())
                                        .collect(Collectors.joining(",")))))
                .containsExactlyInAnyOrderElementsOf(
                        DataFile.rows(StatsdNames.class::getResourceAsStream, "statsd-mappings.tsv")
                                .filter(row -> row[0].compareTo(chart) <= 0)
                                .map(row -> String.join("\t", row[1], row[2], row[3], row[4]))
                                .toList());
    }

    private static AirflowDeployment on(String chart) {
        return SampleDeployments.airflow2().toBuilder()
                .chartVersion(chart)
                .operations(operations -> operations.monitoring(Monitoring.prometheusOperator(Map.of())))
                .build();
    }

    private static List<Map<?, ?>> rendered(AirflowDeployment airflow) {
        String text = HelmChart.template(
                Charts.unpacked(airflow.chartVersion().text()),
                airflow.releaseName(),
                airflow.namespace(),
                HelmValues.of(airflow).asText());
        List<Map<?, ?>> objects = new ArrayList<>();
        StreamSupport.stream(
                        new Yaml(new SafeConstructor(new LoaderOptions()))
                                .loadAll(text)
                                .spliterator(),
                        false)
                .flatMap(document -> Tree.map(document).stream())
                .forEach(objects::add);
        return objects;
    }

    private static Object at(Map<?, ?> object, String path) {
        return Tree.find(object, path).orElse("");
    }

    private static boolean has(Map<?, ?> object, String path, Object labels) {
        return Tree.mapOrEmpty(at(object, path))
                .entrySet()
                .containsAll(Tree.mapOrEmpty(labels).entrySet());
    }

    private static Stream<String> names(Map<?, ?> object, String path) {
        return Tree.listOrEmpty(at(object, path)).stream()
                .map(element -> String.valueOf(Tree.mapOrEmpty(element).get("name")));
    }

    private static String text(Map<?, ?> object, String path, String key) {
        return String.valueOf(
                Tree.mapOrEmpty(Tree.listOrEmpty(at(object, path)).get(0)).get(key));
    }
}
