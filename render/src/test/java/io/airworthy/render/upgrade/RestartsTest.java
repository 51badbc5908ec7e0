package io.airworthy.render.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import io.airworthy.AirflowDeployment;
import io.airworthy.Executor;
import io.airworthy.release.Part;
import io.airworthy.render.helm.ValueChange;
import io.airworthy.testkit.SampleDeployments;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which pods are made anew for a key of the values; real Helm is asked the same where the charts are at hand. */
class RestartsTest {

    private static final AirflowDeployment CELERY = SampleDeployments.exercise();
    private static final AirflowDeployment TASK_PODS =
            SampleDeployments.but(it -> it.executors(List.of(Executor.CELERY, Executor.KUBERNETES)));

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "config.core.parallelism, SCHEDULER WEB DAG_PROCESSOR TRIGGERER WORKERS",
        "executor, SCHEDULER WEB DAG_PROCESSOR TRIGGERER WORKERS",
        "volumes, SCHEDULER WEB DAG_PROCESSOR TRIGGERER WORKERS PGBOUNCER",
        "pgbouncer.resources.limits.cpu, PGBOUNCER",
        "pgbouncer.enabled, SCHEDULER WEB DAG_PROCESSOR TRIGGERER WORKERS",
        "redis.resources.limits.cpu, REDIS",
        "statsd.resources.limits.cpu, STATSD",
        "statsd.enabled, SCHEDULER WEB DAG_PROCESSOR TRIGGERER WORKERS",
        "scheduler.replicas,",
        "scheduler.priorityClassName, SCHEDULER",
        "scheduler.resources.requests.cpu, SCHEDULER",
        "scheduler.resources.limits.cpu, SCHEDULER WEB DAG_PROCESSOR TRIGGERER WORKERS",
        "redis.enabled, REDIS",
        "apiServer.priorityClassName, WEB",
        "webserver.priorityClassName,",
        "dagProcessor.priorityClassName, DAG_PROCESSOR",
        "triggerer.priorityClassName, TRIGGERER",
        "workers.celery.replicas,",
        "workers.priorityClassName, WORKERS",
        "dags.gitSync.period, DAG_PROCESSOR TRIGGERER WORKERS",
        "migrateDatabaseJob.env,",
        "networkPolicies.enabled,",
        "ingress.apiServer.enabled,",
        "quotas.pods,",
        "labels.team, SCHEDULER WEB DAG_PROCESSOR TRIGGERER WORKERS PGBOUNCER REDIS STATSD",
        "somethingNew, SCHEDULER WEB DAG_PROCESSOR TRIGGERER WORKERS PGBOUNCER REDIS STATSD",
    })
    void aKeyRestartsWhosePodsItChanges(String path, String parts) {
        assertThat(restarts(CELERY, CELERY, change(path, Optional.empty())).restarted())
                .isEqualTo(parts(parts));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "statsd.overrideMappings, STATSD",
        "scheduler.serviceAccount.annotations, SCHEDULER",
        "workers.celery.serviceAccount.annotations, WORKERS",
        "pgbouncer.metricsExporterSidecar.sslmode, PGBOUNCER",
        "fernetKey, SCHEDULER WEB DAG_PROCESSOR TRIGGERER WORKERS",
        "scheduler.priorityClassName,",
    })
    void aKeyThatPodsReadWithoutAChecksumAsksForRestartsByHand(String path, String parts) {
        assertThat(restarts(CELERY, CELERY, change(path, Optional.empty())).byHand())
                .isEqualTo(parts(parts));
    }

    @Test
    void theTemplateOfTaskPodsIsPartOfTheConfiguration() {
        ValueChange workers = change("workers.priorityClassName", Optional.empty());
        Set<Part> airflow = parts("SCHEDULER WEB DAG_PROCESSOR TRIGGERER WORKERS");

        assertThat(restarts(CELERY, TASK_PODS, workers).restarted()).isEqualTo(airflow);
        assertThat(restarts(TASK_PODS, CELERY, workers).restarted()).isEqualTo(airflow);
    }

    @Test
    void aKeyThatMovedIsReadInBothPlaces() {
        assertThat(restarts(CELERY, CELERY, change("apiServer.env", Optional.of("scheduler.env")))
                        .restarted())
                .containsExactly(Part.SCHEDULER, Part.WEB);
    }

    @Test
    void anotherChartRestartsWhatIsThereBeforeAndAfter() {
        AirflowDeployment older =
                SampleDeployments.but(it -> it.chartVersion("1.20.0").pgBouncer(Optional.empty()));

        assertThat(restarts(older, CELERY).restarted())
                .isEqualTo(EnumSet.complementOf(EnumSet.of(Part.PGBOUNCER, Part.FLOWER)));
        assertThat(restarts(CELERY, CELERY).restarted()).isEmpty();
    }

    private static Restarts restarts(AirflowDeployment before, AirflowDeployment after, ValueChange... changes) {
        return new Restarts(before, after, List.of(changes));
    }

    private static ValueChange change(String path, Optional<String> movedFrom) {
        return new ValueChange(ValueChange.Kind.CHANGED, path, movedFrom, "old", "new");
    }

    private static Set<Part> parts(String names) {
        Set<Part> parts = EnumSet.noneOf(Part.class);
        if (names != null) {
            Arrays.stream(names.split(" ")).map(Part::valueOf).forEach(parts::add);
        }
        return parts;
    }
}
