package io.airworthy.render.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.airworthy.AdminUser;
import io.airworthy.AirflowDeployment;
import io.airworthy.Executor;
import io.airworthy.chart.ChartVersion;
import io.airworthy.database.DatabaseCleanup;
import io.airworthy.pods.PodCleanup;
import io.airworthy.pods.SecurityContexts;
import io.airworthy.testkit.SampleDeployments;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One attribute says it for every container of every pod, whatever the chart itself takes from all pods. */
@ExtendWith(Charts.AtHand.class)
class PodSecurityTest {

    @ParameterizedTest
    @CsvSource({"1.15.0, 2.9.3", "1.19.0, 3.1.8", "1.22.0, 2.11.0", "1.22.0, 3.2.2"})
    void everythingIsRestricted(String chart, String airflow) {
        Release release = release(chart, airflow, SecurityContexts.restricted());

        assertThat(release.pods()).hasSizeGreaterThan(7);
        assertThat(release.pods())
                .allSatisfy(pod -> assertThat(pod.containers()).allSatisfy(container -> restricted(pod, container)));
    }

    @ParameterizedTest
    @CsvSource({"1.15.0, 2.9.3", "1.19.0, 3.1.8", "1.22.0, 2.11.0", "1.22.0, 3.2.2"})
    void openShiftGivesEveryUid(String chart, String airflow) {
        Release release = release(chart, airflow, SecurityContexts.openShift());

        assertThat(release.pods())
                .allSatisfy(pod -> assertThat(pod.containers()).allSatisfy(container -> {
                    restricted(pod, container);
                    for (String id : List.of("runAsUser", "runAsGroup", "fsGroup")) {
                        assertThat(effective(pod, container, id).isMissingNode())
                                .as("%s of %s in %s", id, container, pod)
                                .isTrue();
                    }
                }));
    }

    @ParameterizedTest
    @CsvSource({"1.15.0, 2.9.3", "1.22.0, 3.2.2"})
    void otherImagesKeepTheirUsers(String chart, String airflow) {
        int airflowsUser = 50_000;
        Release release = release(
                chart,
                airflow,
                SecurityContexts.builder()
                        .pod(Map.of("runAsUser", airflowsUser))
                        .container(Map.of("runAsUser", airflowsUser))
                        .build());

        Set<String> others = new TreeSet<>();
        release.pods()
                .forEach(pod -> pod.containers().stream()
                        .filter(container ->
                                effective(pod, container, "runAsUser").asInt() != airflowsUser)
                        .map(Container::name)
                        .forEach(others::add));
        assertThat(others)
                .containsExactly("git-sync", "git-sync-init", "metrics-exporter", "pgbouncer", "redis", "statsd");
    }

    /** The standard, as Kubernetes' admission reads it. */
    private static void restricted(Pod pod, Container container) {
        String where = container + " in " + pod;
        assertThat(effective(pod, container, "runAsNonRoot").asBoolean())
                .as(where)
                .isTrue();
        assertThat(effective(pod, container, "runAsUser").asInt(1)).as(where).isPositive();
        assertThat(effective(pod, container, "seccompProfile").path("type").asText())
                .as(where)
                .isEqualTo("RuntimeDefault");
        JsonNode own = container.node().path("securityContext");
        assertThat(own.path("allowPrivilegeEscalation").asBoolean(true))
                .as(where)
                .isFalse();
        assertThat(own.at("/capabilities/drop/0").asText()).as(where).isEqualTo("ALL");
    }

    private static JsonNode effective(Pod pod, Container container, String key) {
        JsonNode own = container.node().path("securityContext").path(key);
        return own.isMissingNode() ? pod.spec().path("securityContext").path(key) : own;
    }

    private static Release release(String chart, String airflow, SecurityContexts contexts) {
        AirflowDeployment deployment = SampleDeployments.exercise().toBuilder()
                .chartVersion(chart)
                .airflowVersion(airflow)
                .executors(
                        airflow.startsWith("2.")
                                ? List.of(Executor.CELERY_KUBERNETES)
                                : List.of(Executor.CELERY, Executor.KUBERNETES))
                .adminUser(AdminUser.builder()
                        .username("admin")
                        .email("admin@example.com")
                        .firstName("First")
                        .lastName("Administrator")
                        .build())
                .podCleanup(PodCleanup.ofDefaults())
                .databaseCleanup(
                        ChartVersion.of(chart).has("databaseCleanup")
                                ? Optional.of(DatabaseCleanup.of("0 3 * * *", 30))
                                : Optional.empty())
                .pods(pods -> pods.securityContexts(contexts))
                .build();
        return HelmChart.rendered(deployment);
    }
}
