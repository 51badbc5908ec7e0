package io.airworthy.render.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.marcnuri.helm.Helm;
import io.airworthy.AirflowDeployment;
import io.airworthy.catalogue.RequiredSecret;
import io.airworthy.catalogue.SecretCatalogue;
import io.airworthy.release.Part;
import io.airworthy.release.Workloads;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The oracle is the chart: what a command names is what Helm renders. */
class NamesInCommandsTest {

    private static final Pattern WORKLOAD = Pattern.compile("\\b((?:deployment|statefulset)/[-a-z0-9]+)");
    private static final Pattern CONTAINER = Pattern.compile("((?:deployment|statefulset)/[-a-z0-9]+) -c ([-a-z0-9]+)");
    private static final Pattern SELECTED_CONTAINER =
            Pattern.compile("-l release=([-a-z0-9]+),component=([-a-z0-9]+) -c ([-a-z0-9]+)");
    private static final Pattern LISTED = Pattern.compile(
            "(?:get|get -o yaml|annotate) (poddisruptionbudget|serviceaccount|scaledobject) ((?:[a-z0-9][-a-z0-9]*(?=\\s|$) ?)+)");
    private static final Pattern SECRETS =
            Pattern.compile("(?:get|describe|patch) secret ((?:[a-z0-9][-a-z0-9]*(?=\\s|$) ?)+)");

    @TempDir
    Path folder;

    private static Stream<Arguments> deployments() {
        return Deployments.all().entrySet().stream().map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("deployments")
    void whatCommandsNameIsWhatTheChartRenders(String name, AirflowDeployment deployment) throws Exception {
        Rendered chart = rendered(deployment);
        String commands = commands(deployment);
        assertThat(named(WORKLOAD, commands, found -> found.group(1))).isSubsetOf(chart.workloads());
        assertThat(named(CONTAINER, commands, found -> found.group(1) + " " + found.group(2)))
                .isSubsetOf(chart.containers());
        assertThat(named(SELECTED_CONTAINER, commands, found -> found.group(2) + " " + found.group(3)))
                .isSubsetOf(chart.containersByComponent());
        assertThat(listed(commands)).isSubsetOf(chart.objects());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("deployments")
    void everyWorkloadOfTheChartIsNamed(String name, AirflowDeployment deployment) throws Exception {
        assertThat(named(WORKLOAD, commands(deployment), found -> found.group(1)))
                .containsExactlyInAnyOrderElementsOf(rendered(deployment).workloads());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("deployments")
    void onlySecretsOfTheCatalogueAreNamed(String name, AirflowDeployment deployment) {
        Set<String> required = SecretCatalogue.of(deployment).required().stream()
                .map(RequiredSecret::name)
                .collect(Collectors.toSet());
        assertThat(SECRETS.matcher(commands(deployment))
                        .results()
                        .flatMap(found -> Stream.of(found.group(1).split(" "))))
                .isNotEmpty()
                .allSatisfy(secret -> assertThat(required).contains(secret));
    }

    private static String commands(AirflowDeployment deployment) {
        return String.join("\n", new DocumentText(Deployments.documents(deployment)).fenced("bash"));
    }

    private static Set<String> listed(String commands) {
        return LISTED.matcher(commands)
                .results()
                .flatMap(found -> Stream.of(found.group(2).trim().split(" ")).map(name -> found.group(1) + "/" + name))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> named(
            Pattern pattern, String commands, java.util.function.Function<MatchResult, String> name) {
        return pattern.matcher(commands).results().map(name).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The few values that decide which objects there are; the rest stays the chart's. */
    private Rendered rendered(AirflowDeployment deployment) throws Exception {
        Path values = Files.writeString(folder.resolve("values.yaml"), values(deployment));
        String manifests = new Helm(archive(deployment))
                .template()
                .withName(deployment.releaseName())
                .withNamespace(deployment.namespace())
                .withValuesFile(values)
                .call();
        List<JsonNode> objects = new ArrayList<>();
        new YAMLMapper()
                .readerFor(JsonNode.class)
                .<JsonNode>readValues(new YAMLFactory().createParser(manifests))
                .forEachRemaining(objects::add);
        return new Rendered(objects.stream().filter(JsonNode::isObject).toList());
    }

    private static Path archive(AirflowDeployment deployment) {
        String charts = System.getProperty("airworthy.charts", "");
        String file = "airflow-" + deployment.chartVersion() + ".tgz";
        Assumptions.assumeFalse(
                charts.isEmpty(), "Skipped: set -Dairworthy.charts to a folder that holds " + file + ", the chart");
        Path archive = Path.of(charts, file);
        Assumptions.assumeTrue(Files.isRegularFile(archive), "Skipped: there is no " + archive);
        return archive;
    }

    private static String values(AirflowDeployment deployment) {
        boolean statsd = Workloads.of(deployment).find(Part.STATSD).isPresent();
        boolean redis = Workloads.of(deployment).redis().isPresent();
        boolean budgets = deployment.chartVersion().isAtLeast(1, 19, 0);
        String web = deployment.airflowVersion().major() >= 3 ? "apiServer" : "webserver";
        return """
                airflowVersion: "%s"
                executor: "%s"
                postgresql: {enabled: false}
                data: {metadataSecretName: m, resultBackendSecretName: r, brokerUrlSecretName: b}
                redis: {enabled: %s, passwordSecretName: %s}
                statsd: {enabled: %s}
                pgbouncer: {enabled: %s, configSecretName: c, podDisruptionBudget: {enabled: true}}
                scheduler: {podDisruptionBudget: {enabled: true}}
                %s: {podDisruptionBudget: {enabled: true}}
                dagProcessor: {enabled: true%s}
                triggerer: {%s}
                workers: {%s, keda: {enabled: %s}}
                dags: {gitSync: {enabled: %s}}
                """.formatted(
                        deployment.airflowVersion(),
                        deployment.executorText(),
                        redis,
                        redis ? "p" : "null",
                        statsd,
                        deployment.pgBouncer().isPresent(),
                        web,
                        budgets ? ", podDisruptionBudget: {enabled: true}" : "",
                        budgets ? "podDisruptionBudget: {enabled: true}" : "",
                        budgets ? "podDisruptionBudget: {enabled: true}" : "replicas: 2",
                        deployment.ha().workerScaling().isPresent(),
                        deployment.gitSync().isPresent());
    }

    /** What Helm rendered, hooks left out. */
    private record Rendered(List<JsonNode> manifests) {

        Set<String> objects() {
            return manifests.stream().map(Rendered::name).collect(Collectors.toCollection(TreeSet::new));
        }

        Set<String> workloads() {
            return pods().map(Rendered::name).collect(Collectors.toCollection(TreeSet::new));
        }

        Set<String> containers() {
            return pods().flatMap(pod -> containersOf(pod).map(container -> name(pod) + " " + container))
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        Set<String> containersByComponent() {
            return pods().flatMap(pod -> containersOf(pod)
                            .map(container -> pod.at("/spec/template/metadata/labels/component")
                                            .asText() + " " + container))
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        private Stream<JsonNode> pods() {
            return manifests.stream()
                    .filter(manifest -> Set.of("Deployment", "StatefulSet")
                            .contains(manifest.at("/kind").asText()));
        }

        private static Stream<String> containersOf(JsonNode workload) {
            List<String> names = new ArrayList<>();
            workload.at("/spec/template/spec/containers")
                    .forEach(container -> names.add(container.at("/name").asText()));
            return names.stream();
        }

        private static String name(JsonNode manifest) {
            return manifest.at("/kind").asText().toLowerCase(Locale.ROOT) + "/"
                    + manifest.at("/metadata/name").asText();
        }
    }
}
