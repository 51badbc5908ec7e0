package io.airworthy.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.airworthy.AirflowDeployment;
import io.airworthy.AirflowDeploymentBuilder;
import io.airworthy.Concurrency;
import io.airworthy.Executor;
import io.airworthy.connection.Demand.Use;
import io.airworthy.database.DatabaseProvider;
import io.airworthy.database.ExternalDatabase;
import io.airworthy.database.PgBouncerPool;
import io.airworthy.pods.ComponentSettings;
import io.airworthy.pods.HaSettings;
import io.airworthy.pods.HaSettingsBuilder;
import io.airworthy.pods.WorkerScaling;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The numbers are reckoned by hand, from Airflow's and Celery's own habits. */
class ConnectionBudgetTest {

    private static final HaSettings TWO_TWO_ONE_ONE = ha(2, 2, 1, 1, 1).build();

    static List<Arguments> demands() {
        return List.of(
                // 2 x (15 + 1) + 2 x 1 x (15 + 15) + 16 + 16 + 1 worker + 4; 1 x (16 + 1) + 2
                Arguments.of("3.2.2", airflow("3.2.2", Executor.CELERY), 129, 19),
                // The same without Celery
                Arguments.of("3.2.2, Kubernetes", airflow("3.2.2", Executor.KUBERNETES), 128, 0),
                // 2 x 16 + 2 x 4 x 30 + 16 + 16 + 4
                Arguments.of(
                        "3.0.6, its four API processes",
                        airflow("3.0.6", Executor.LOCAL)
                                .concurrency(Concurrency.builder()
                                        .apiServerWorkers(4)
                                        .build()),
                        308,
                        0),
                // 2 x (5 + 1) + 2 x (5 + 15) + 6 + 6 + 4: the asynchronous engine does not obey the smaller sizes
                Arguments.of(
                        "3.2.2, small pools",
                        airflow("3.2.2", Executor.KUBERNETES).concurrency(sizes(2, 3)),
                        68,
                        0),
                // 2 x (50 + 1) + 2 x (50 + 50) + 51 + 51 + 4
                Arguments.of(
                        "3.2.2, large pools",
                        airflow("3.2.2", Executor.KUBERNETES).concurrency(sizes(20, 30)),
                        408,
                        0),
                // 128 + up to 6 workers of KEDA's; 6 x 17 + 2
                Arguments.of(
                        "3.2.2, KEDA",
                        airflow("3.2.2", Executor.CELERY)
                                .ha(ha(2, 2, 1, 1, 1)
                                        .workerScaling(WorkerScaling.keda(1, 6))
                                        .build()),
                        134,
                        104),
                // 2 x 16 + 2 x (4 x 15 + 3) + 1 x ((1 + 2) x 15 + 1) + 16 + 1 + 2 x min(1 x 16, 2 x 32) + 4; 17 + 2
                Arguments.of("2.11.0, Celery", airflow("2.11.0", Executor.CELERY), 257, 19),
                // The same with 5 workers, 2 x min(5 x 16, 2 x 32); 5 x 17 + 2
                Arguments.of(
                        "2.11.0, more workers than tasks",
                        airflow("2.11.0", Executor.CELERY).ha(ha(2, 2, 1, 1, 5).build()),
                        357,
                        87),
                // The same with 2 x 2 x 32, and no worker
                Arguments.of("2.11.0, Kubernetes", airflow("2.11.0", Executor.KUBERNETES), 352, 0),
                // A task of either executor: 2 x 2 x 32; worker and results as with Celery
                Arguments.of("2.11.0, both", airflow("2.11.0", Executor.CELERY_KUBERNETES), 353, 19));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("demands")
    void countsWhoConnects(String name, AirflowDeploymentBuilder airflow, long metadata, long results) {
        ConnectionBudget budget = ConnectionBudget.of(airflow.build());
        assertThat(budget.total(Use.METADATA)).isEqualTo(metadata);
        assertThat(budget.total(Use.RESULTS)).isEqualTo(results);
        assertThat(budget.clients()).isEqualTo(metadata + results);
        assertThat(budget.total(Use.DIRECT)).isZero();
    }

    @Test
    void saysHowEachNumberComesAbout() {
        AirflowDeployment airflow = airflow("3.2.2", Executor.CELERY)
                .pgBouncer(PgBouncerPool.ofDefaults())
                .ha(ha(2, 2, 1, 1, 1).workerScaling(WorkerScaling.keda(0, 1)).build())
                .build();
        assertThat(ConnectionBudget.of(airflow).demands())
                .containsExactly(
                        new Demand("schedulers", Use.METADATA, 32, "2 schedulers x (5 + 10 + 1 health check)"),
                        new Demand(
                                "API servers",
                                Use.METADATA,
                                60,
                                "2 API servers x 1 process x (5 + 10 + 15 asynchronous)"),
                        new Demand("DAG processors", Use.METADATA, 16, "1 DAG processors x (5 + 10 + 1 probe)"),
                        new Demand("triggerers", Use.METADATA, 16, "1 triggerers x (5 + 10 + 1 probe)"),
                        new Demand("Celery workers", Use.METADATA, 1, "1 workers x 1 main process"),
                        new Demand("jobs", Use.METADATA, 4, "create-user job, waits for the migration, clean-up"),
                        new Demand("Celery results", Use.RESULTS, 19, "1 workers x (16 processes + 1) + 2 schedulers"),
                        new Demand("migration job", Use.DIRECT, 4, "its lock and its work, past the pool"),
                        new Demand("KEDA", Use.DIRECT, 1, "one scaled object"));
    }

    @Test
    void saysWhatAWebserverAndADagProcessorOfAirflow2Open() {
        assertThat(ConnectionBudget.of(airflow("2.11.0", Executor.KUBERNETES).build())
                        .demands())
                .contains(
                        new Demand(
                                "webservers",
                                Use.METADATA,
                                126,
                                "2 webservers x 4 processes x (5 + 10) + 6 for gunicorn itself"),
                        new Demand(
                                "DAG processors",
                                Use.METADATA,
                                46,
                                "1 DAG processors x ((1 + 2 parsing) x (5 + 10) + 1 probe)"));
    }

    static List<Arguments> serverConnections() {
        PgBouncerPool pool = PgBouncerPool.builder()
                .replicas(2)
                .metadataPoolSize(20)
                .resultBackendPoolSize(10)
                .build();
        return List.of(
                Arguments.of("no pool: every client", airflow("3.2.2", Executor.CELERY), 148),
                Arguments.of(
                        "2 x (20 + 10) + 4 for the migration",
                        airflow("3.2.2", Executor.CELERY).pgBouncer(pool),
                        64),
                Arguments.of(
                        "and 1 for KEDA",
                        airflow("3.2.2", Executor.CELERY)
                                .pgBouncer(pool)
                                .ha(ha(2, 2, 1, 1, 1)
                                        .workerScaling(WorkerScaling.keda(1, 6))
                                        .build()),
                        65),
                Arguments.of(
                        "an old chart's migration goes through the pool",
                        airflow("2.11.0", Executor.CELERY)
                                .chartVersion("1.15.0")
                                .pgBouncer(pool),
                        60),
                // 2 x (20 + 5 of the reserve) + 4
                Arguments.of(
                        "a reserve",
                        airflow("3.2.2", Executor.KUBERNETES)
                                .pgBouncer(pool.toBuilder()
                                        .option("reserve_pool_size", "5")
                                        .build()),
                        54),
                // 2 x 22 + 4
                Arguments.of(
                        "a reserve of the database's own, and a limit",
                        airflow("3.2.2", Executor.KUBERNETES)
                                .pgBouncer(pool.toBuilder()
                                        .option("max_db_connections", "22")
                                        .metadataOption("reserve_pool", "8")
                                        .build()),
                        48),
                Arguments.of(
                        "no results without Celery",
                        airflow("3.2.2", Executor.KUBERNETES).pgBouncer(pool),
                        44));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("serverConnections")
    void countsWhatReachesTheServer(String name, AirflowDeploymentBuilder airflow, long expected) {
        assertThat(ConnectionBudget.of(airflow.build()).serverConnections()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "SELF_HOSTED,           100,  87", // 100 - 3 - 10
        "SELF_HOSTED,            55,  46", // 55 - 3 - 6: the headroom is rounded up
        "AWS_RDS,               450, 400", // 450 - 5 - 45
        "AZURE_FLEXIBLE_SERVER,  50,  30", // 50 - 15 - 5
        "AZURE_FLEXIBLE_SERVER,  10,   0"
    })
    void leavesTheServerItsReserveAndSomeHeadroom(DatabaseProvider provider, int maxConnections, long expected) {
        ExternalDatabase database = ExternalDatabase.builder()
                .provider(provider)
                .host("db.example.com")
                .maxConnections(maxConnections)
                .build();
        AirflowDeployment airflow =
                airflow("3.2.2", Executor.CELERY).database(database).build();
        assertThat(ConnectionBudget.of(airflow).serverCapacity()).isEqualTo(OptionalLong.of(expected));
    }

    @Test
    void doesNotKnowWhatAServerHasThatDoesNotSay() {
        assertThat(ConnectionBudget.of(airflow("3.2.2", Executor.CELERY).build())
                        .serverCapacity())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1, 300, 300", "2, 300, 300", "3, 300, 600"})
    void doesNotCountOnTheLastReplica(int replicas, int each, long expected) {
        PgBouncerPool pool = PgBouncerPool.builder()
                .replicas(replicas)
                .maxClientConnections(each)
                .build();
        assertThat(ConnectionBudget.clientCapacity(pool)).isEqualTo(expected);
    }

    @Test
    void aPoolNeedsOneConnectionForEachProcessThatMayHoldATransaction() {
        // 2 schedulers, 2 x 3 API processes, 1 DAG processor, 1 triggerer
        assertThat(ConnectionBudget.of(airflow("3.2.2", Executor.CELERY)
                                .concurrency(Concurrency.builder()
                                        .apiServerWorkers(3)
                                        .build())
                                .build())
                        .metadataPoolFloor())
                .isEqualTo(10);
    }

    @Test
    void sizesThePoolForAFifthMoreClientsWithOneReplicaGone() {
        // 148 x 6 / 5 = 177, in fifties 200; 6 processes hold transactions, but the server has room for the default 20
        assertThat(ConnectionBudget.of(airflow("3.2.2", Executor.CELERY).build())
                        .sizedPool())
                .hasValue(PgBouncerPool.builder().maxClientConnections(200).build());
    }

    private static AirflowDeploymentBuilder airflow(String version, Executor executor) {
        return AirflowDeployment.builder()
                .chartVersion("1.20.0")
                .airflowVersion(version)
                .executor(executor)
                .ha(TWO_TWO_ONE_ONE)
                .database(ExternalDatabase.builder()
                        .provider(DatabaseProvider.SELF_HOSTED)
                        .host("db.example.com")
                        .build());
    }

    private static HaSettingsBuilder ha(int schedulers, int web, int dagProcessors, int triggerers, int workers) {
        return HaSettings.builder()
                .scheduler(replicas(schedulers))
                .web(replicas(web))
                .dagProcessor(replicas(dagProcessors))
                .triggerer(replicas(triggerers))
                .workers(replicas(workers));
    }

    private static ComponentSettings replicas(int replicas) {
        return ComponentSettings.builder().replicas(replicas).build();
    }

    private static Concurrency sizes(int pool, int overflow) {
        return Concurrency.builder()
                .databasePoolSize(pool)
                .databaseMaxOverflow(overflow)
                .build();
    }
}
