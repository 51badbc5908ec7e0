package io.airworthy.render.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.airworthy.AdminUser;
import io.airworthy.AirflowDeployment;
import io.airworthy.AirflowDeploymentBuilder;
import io.airworthy.Executor;
import io.airworthy.Flower;
import io.airworthy.celery.CeleryBroker;
import io.airworthy.chart.ChartProfile;
import io.airworthy.pods.DisruptionBudget;
import io.airworthy.pods.HaSettings;
import io.airworthy.release.Container;
import io.airworthy.release.Containers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the library says of the containers and their amounts, against what the charts render. */
@ExtendWith(Charts.AtHand.class)
class ContainerAmountsTest {

    private static final Map<String, Object> AMOUNTS =
            Map.of("requests", Map.of("cpu", "10m", "memory", "32Mi"), "limits", Map.of("cpu", "100m"));

    /** By chart and by what runs the tasks, the release of Airflow to try. */
    private static final Map<String, Map<String, String>> AIRFLOW = Map.of(
            "1.15.0", Map.of("celery", "2.9.3", "kubernetes", "2.9.3"),
            "1.16.0", Map.of("celery", "2.10.5", "kubernetes", "2.10.5"),
            "1.17.0", Map.of("celery", "2.11.0", "kubernetes", "2.11.0"),
            "1.18.0", Map.of("celery", "3.0.2", "kubernetes", "3.0.2", "both", "3.0.2", "local", "2.11.0"),
            "1.19.0", Map.of("celery", "3.1.8", "kubernetes", "3.1.8", "both", "3.1.8"),
            "1.20.0", Map.of("celery", "3.1.8", "kubernetes", "3.1.8", "both", "3.1.8"),
            "1.21.0", Map.of("celery", "3.1.8", "kubernetes", "3.1.8", "both", "3.1.8", "local", "3.1.8"),
            "1.22.0", Map.of("celery", "3.2.2", "kubernetes", "3.2.2", "both", "3.2.2", "local", "3.2.2"));

    static Stream<Arguments> releases() {
        List<Arguments> all = new ArrayList<>();
        new TreeMap<>(AIRFLOW).forEach((chart, releases) -> {
            new TreeMap<>(releases).forEach((tasks, airflow) -> {
                all.add(Arguments.of(
                        chart + ", " + tasks + ", with more of everything",
                        deployment(airflow, tasks, chart, more(chart, tasks))));
                if (tasks.equals("celery")) {
                    all.add(Arguments.of(chart + ", with amounts", deployment(airflow, tasks, chart, amounts(chart))));
                }
            });
        });
        return all.stream();
    }

    @Test
    void everySupportedChartIsTried() {
        assertThat(AIRFLOW).containsOnlyKeys(Charts.VERSIONS);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("releases")
    void everyContainerIsKnownWithTheAmountsThatTheChartRenders(String name, AirflowDeployment airflow) {
        Release release = HelmChart.render(airflow);

        Map<String, Set<String>> said = new LinkedHashMap<>();
        for (Container container : Containers.of(airflow)) {
            if (release.showsJobs() || !isJob(airflow, container)) {
                said.put(container.toString(), container.amounts());
            }
        }
        Map<String, Set<String>> rendered = new LinkedHashMap<>();
        for (Pod pod : release.pods()) {
            String workload = pod.name().equals(Pod.TASK) ? Container.TASK_PODS : pod.name();
            pod.containers()
                    .forEach(container -> rendered.put(
                            workload + "/" + container.name(),
                            amounts(container.node().path("resources"))));
        }
        assertThat(said).containsExactlyInAnyOrderEntriesOf(rendered);
    }

    private static boolean isJob(AirflowDeployment airflow, Container container) {
        return Stream.of("run-airflow-migrations", "create-user")
                .map(airflow.names()::object)
                .anyMatch(container.pod()::equals);
    }

    /** As the API server completes them: what has a limit has a request. */
    private static Set<String> amounts(JsonNode resources) {
        Set<String> amounts = new TreeSet<>();
        for (String resource : List.of("cpu", "memory")) {
            if (resources.path("limits").has(resource)) {
                amounts.add("limits." + resource);
                amounts.add("requests." + resource);
            }
            if (resources.path("requests").has(resource)) {
                amounts.add("requests." + resource);
            }
        }
        return amounts;
    }

    private static AirflowDeployment deployment(
            String airflow, String tasks, String chart, Map<String, Object> extraValues) {
        AirflowDeploymentBuilder deployment = Exercise.on(chart, airflow)
                .executors(executors(tasks))
                .ha(withoutBudgets().toBuilder()
                        .fixWorkerPermissions(!extraValues.isEmpty())
                        .build())
                .adminUser(AdminUser.builder()
                        .username("admin")
                        .email("admin@example.com")
                        .firstName("Ada")
                        .lastName("Lovelace")
                        .build())
                .extraValues(extraValues);
        return tasks.equals("celery") || tasks.equals("both")
                ? deployment
                        .broker(CeleryBroker.chartRedis())
                        .flower(Flower.ofDefaults())
                        .build()
                : deployment.build();
    }

    private static List<Executor> executors(String tasks) {
        return switch (tasks) {
            case "celery" -> List.of(Executor.CELERY);
            case "kubernetes" -> List.of(Executor.KUBERNETES);
            case "local" -> List.of(Executor.LOCAL);
            default -> List.of(Executor.CELERY, Executor.KUBERNETES);
        };
    }

    private static HaSettings withoutBudgets() {
        HaSettings usual = HaSettings.production();
        return usual.toBuilder()
                .dagProcessor(usual.dagProcessor().toBuilder()
                        .disruptionBudget(DisruptionBudget.none())
                        .build())
                .triggerer(usual.triggerer().toBuilder()
                        .disruptionBudget(DisruptionBudget.none())
                        .build())
                .workers(usual.workers().toBuilder()
                        .disruptionBudget(DisruptionBudget.none())
                        .build())
                .build();
    }

    /** Amounts wherever only extra values can say them. */
    private static Map<String, Object> amounts(String chart) {
        Map<String, Object> groomed = Map.of("logGroomerSidecar", Map.of("resources", AMOUNTS));
        Map<String, Object> values = new LinkedHashMap<>();
        List.of("scheduler", "dagProcessor", "triggerer").forEach(key -> values.put(key, groomed));
        values.put("workers", isSplit(chart) ? Map.of("celery", groomed) : groomed);
        List.of("statsd", "redis", "flower", "createUserJob", "migrateDatabaseJob")
                .forEach(key -> values.put(key, Map.of("resources", AMOUNTS)));
        values.put("pgbouncer", Map.of("metricsExporterSidecar", Map.of("resources", AMOUNTS)));
        values.put("dags", Map.of("gitSync", Map.of("resources", Map.of("limits", Map.of("cpu", "200m")))));
        return values;
    }

    /** Containers that only extra values ask for, and some that they take away. */
    private static Map<String, Object> more(String chart, String tasks) {
        List<Object> own = List.of(
                Map.of("name", "own", "image", "busybox:1.36"),
                Map.of("name", "other", "image", "busybox:1.36", "resources", AMOUNTS));
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("scheduler", Map.of("extraContainers", own, "logGroomerSidecar", Map.of("enabled", false)));
        values.put("triggerer", Map.of("extraInitContainers", own, "waitForMigrations", Map.of("enabled", false)));
        values.put("dags", Map.of("gitSync", Map.of("containerName", "pull")));
        values.put("flower", Map.of("extraContainers", own));
        values.put("migrateDatabaseJob", Map.of("extraContainers", own));
        Map<String, Object> workers = new LinkedHashMap<>();
        workers.put("extraContainers", own);
        workers.put("extraInitContainers", own);
        workers.put("kerberosSidecar", Map.of("enabled", true, "resources", AMOUNTS));
        workers.put("kerberosInitContainer", Map.of("enabled", true));
        if (isSplit(chart) && (tasks.equals("celery") || tasks.equals("both"))) {
            workers.put(
                    "celery",
                    Map.of(
                            "sets",
                            List.of(
                                    Map.of("name", "gpu", "queue", "gpu"),
                                    Map.of("name", "small", "queue", "small", "resources", AMOUNTS))));
        }
        values.put("workers", workers);
        values.put("cleanup", Map.of("enabled", true));
        if (isSplit(chart)) {
            values.put("databaseCleanup", Map.of("enabled", true, "resources", AMOUNTS));
        }
        if (chart.equals("1.22.0")) {
            values.put("otelCollector", Map.of("tracesEnabled", true));
        }
        return values;
    }

    private static boolean isSplit(String chart) {
        return ChartProfile.of(chart).has("workers.celery.sets");
    }
}
