package io.airworthy.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.airworthy.configuration.AirflowVersion;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ChartMovesTest {

    static List<String> versions() {
        return ChartProfile.supported();
    }

    @ParameterizedTest(name = "chart {0}: {1} became {2}")
    @CsvSource({
        "1.18.0, workers.replicas,                     ",
        "1.19.0, workers.replicas,                     workers.celery.replicas",
        "1.19.0, workers.resources,                    ",
        "1.20.0, workers.resources,                    workers.celery.resources",
        "1.20.0, workers.tolerations,                  ",
        "1.21.0, workers.tolerations,                  workers.celery.tolerations",
        "1.18.0, webserver.defaultUser,                ",
        "1.19.0, webserver.defaultUser,                createUserJob.defaultUser",
        "1.15.0, dags.gitSync.wait,                    dags.gitSync.period",
        "1.18.0, registry.secretName,                  ",
        "1.19.0, registry.secretName,                  imagePullSecrets",
        "1.15.0, ingress.enabled,                      ingress.web.enabled",
        "1.22.0, ingress.enabled,                      ingress.apiServer.enabled",
        "1.18.0, workers.celery,                       workers",
        "1.18.0, imagePullSecrets,                     registry.secretName",
        "1.15.0, webserver.replicas,                   ",
        "1.22.0, webserver.replicas,                   apiServer.replicas",
        "1.22.0, scheduler.replicas,                   ",
        "1.22.0, scheduler.podDisruptionBudget.minAvailable, scheduler.podDisruptionBudget.config.minAvailable",
    })
    void knowsWhatTookTheKeysPlace(String version, String path, String successor) {
        int airflowMajor = ChartMoves.defaultAirflowMajor(version);
        assertThat(ChartMoves.find(version, airflowMajor, KeyPath.of(path))
                        .filter(move -> move.standing() != ChartMove.Standing.OVERRIDDEN)
                        .flatMap(ChartMove::successor)
                        .orElse(null))
                .isEqualTo(successor);
    }

    @ParameterizedTest(name = "chart {0} with Airflow {1}: {2}")
    @CsvSource({
        "1.18.0, 3, workers.resources,                        ",
        "1.19.0, 3, workers.resources,                        workers.celery.resources",
        "1.19.0, 3, workers.command,                          workers.celery.command workers.kubernetes.command",
        "1.20.0, 3, workers.resources.limits.cpu,             workers.celery.resources.limits.cpu"
                + " workers.kubernetes.resources.limits.cpu",
        "1.20.0, 3, workers.celery.resources.limits.cpu,      workers.resources.limits.cpu",
        "1.20.0, 3, workers.kubernetes.resources.limits.cpu,  workers.resources.limits.cpu",
        "1.20.0, 3, workers.podDisruptionBudget.enabled,      workers.celery.podDisruptionBudget.enabled",
        "1.20.0, 3, workers.serviceAccount.annotations,       workers.celery.serviceAccount.annotations",
        "1.22.0, 2, workers.replicas,                         workers.celery.replicas",
        "1.22.0, 3, workers.celery.replicas,                  workers.replicas",
        "1.22.0, 3, workers.celery.sets,                      ",
        "1.22.0, 3, webserver.replicas,                       ",
        "1.22.0, 3, webserver.defaultUser.enabled,            createUserJob.enabled",
        "1.22.0, 3, createUserJob.defaultUser.role,           webserver.defaultUser.role",
        "1.15.0, 2, dags.gitSync.period,                      dags.gitSync.wait",
        "1.22.0, 3, imagePullSecrets,                         registry.secretName",
        "1.22.0, 3, ingress.apiServer.hosts[0].tls.enabled,   ingress.apiServer.tls.enabled",
        "1.22.0, 3, scheduler.securityContexts.pod.fsGroup,   scheduler.securityContext.fsGroup",
    })
    void knowsWhereElseTheChartTakesWhatAKeySays(String version, int airflowMajor, String path, String places) {
        List<String> expected = places == null ? List.of() : List.of(places.split(" "));
        assertThat(ChartMoves.otherPlaces(version, AirflowVersion.of(airflowMajor + ".0.0"), KeyPath.of(path)))
                .extracting(KeyPath::toString)
                .containsExactlyElementsOf(expected);
    }

    @ParameterizedTest(name = "chart {0}: {1} notices about workers")
    @CsvSource({"1.15.0, 0", "1.18.0, 0", "1.19.0, 19", "1.20.0, 47", "1.21.0, 89", "1.22.0, 89"})
    void countsTheNoticesAboutWorkersAsTheChartsDo(String version, int notices) {
        assertThat(ChartMoves.deprecated(version))
                .filteredOn(move -> move.path().startsWith("workers."))
                .hasSize(notices);
    }

    @ParameterizedTest(name = "chart {0}")
    @MethodSource("versions")
    void onlyDeprecatesKeysThatTheChartHasInFavourOfKeysThatItHas(String version) {
        ChartProfile profile = ChartProfile.of(version);

        assertThat(ChartMoves.deprecated(version)).isNotEmpty().allSatisfy(move -> {
            assertThat(move.standing()).isEqualTo(ChartMove.Standing.DEPRECATED);
            assertThat(profile.has(move.path())).as(move.path()).isTrue();
            move.successors()
                    .forEach(successor ->
                            assertThat(profile.has(successor)).as(successor).isTrue());
        });
    }

    @Test
    void refusesAVersionThatItDoesNotKnow() {
        assertThatThrownBy(() -> ChartMoves.deprecated("1.14.0"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Chart 1.14.0 is not supported; supported are 1.15.0");
    }
}
