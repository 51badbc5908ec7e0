package io.airworthy.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.airworthy.AirflowDeployment;
import io.airworthy.Concurrency;
import io.airworthy.Executor;
import io.airworthy.database.DatabaseProvider;
import io.airworthy.database.ExternalDatabase;
import io.airworthy.database.PgBouncerPool;
import io.airworthy.pods.ComponentSettings;
import io.airworthy.pods.HaSettings;
import io.airworthy.pods.HaSettingsBuilder;
import io.airworthy.pods.KedaScaling;
import io.airworthy.pods.WorkerScaling;
import io.airworthy.validation.Violation;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class ConnectionBudgetPropertiesTest {

    @Property(tries = 500)
    void aSizedPoolCarriesItsDeployment(@ForAll("deployments") AirflowDeployment airflow) {
        ConnectionBudget.of(airflow).sizedPool().ifPresent(pool -> {
            ConnectionBudget budget =
                    ConnectionBudget.of(airflow.toBuilder().pgBouncer(pool).build());
            assertThat(carries(budget, pool)).isTrue();
            assertThat(ConnectionBudget.clientCapacity(pool) * 5L).isGreaterThanOrEqualTo(budget.clients() * 6);
        });
    }

    @Property(tries = 200)
    void whereNoPoolIsFoundThereIsNone(@ForAll("deployments") AirflowDeployment airflow) {
        if (ConnectionBudget.of(airflow).sizedPool().isPresent()) {
            return;
        }
        for (int metadata = 1; metadata <= 40; metadata++) {
            for (int results = 1; results <= 10; results++) {
                PgBouncerPool pool = airflow.pgBouncer().orElseGet(PgBouncerPool::ofDefaults).toBuilder()
                        .metadataPoolSize(metadata)
                        .resultBackendPoolSize(results)
                        .maxClientConnections(100_000)
                        .build();
                ConnectionBudget budget =
                        ConnectionBudget.of(airflow.toBuilder().pgBouncer(pool).build());
                assertThat(carries(budget, pool)).isFalse();
            }
        }
    }

    @Property(tries = 200)
    void aSizedPoolKeepsWhateverElseWasDecidedAboutIt(@ForAll("deployments") AirflowDeployment airflow) {
        PgBouncerPool given = airflow.pgBouncer().orElseGet(PgBouncerPool::ofDefaults);
        ConnectionBudget.of(airflow)
                .sizedPool()
                .ifPresent(pool -> assertThat(pool.toBuilder()
                                .maxClientConnections(given.maxClientConnections())
                                .metadataPoolSize(given.metadataPoolSize())
                                .resultBackendPoolSize(given.resultBackendPoolSize())
                                .build())
                        .isEqualTo(given));
    }

    @Property(tries = 200)
    void aServerWithMoreConnectionsBreaksNoRuleThatASmallerOneKeeps(
            @ForAll("deployments") AirflowDeployment airflow, @ForAll @IntRange(min = 1, max = 5000) int more) {
        ExternalDatabase larger = airflow.database().toBuilder()
                .maxConnections(airflow.database().maxConnections().orElseThrow() + more)
                .build();
        AirflowDeployment on = airflow.toBuilder().database(larger).build();
        assertThat(brokenRules(airflow)).containsAll(brokenRules(on));
        if (ConnectionBudget.of(airflow).sizedPool().isPresent()) {
            assertThat(ConnectionBudget.of(on).sizedPool()).isPresent();
        }
    }

    @Property(tries = 200)
    void oneMoreOfAnythingNeverNeedsFewerConnections(
            @ForAll("deployments") AirflowDeployment airflow, @ForAll @IntRange(min = 1, max = 5) int more) {
        HaSettings ha = airflow.ha();
        long before = ConnectionBudget.of(airflow).clients();
        for (HaSettings grown : List.of(
                ha.toBuilder().scheduler(grown(ha.scheduler(), more)).build(),
                ha.toBuilder().web(grown(ha.web(), more)).build(),
                ha.toBuilder().dagProcessor(grown(ha.dagProcessor(), more)).build(),
                ha.toBuilder().triggerer(grown(ha.triggerer(), more)).build(),
                ha.toBuilder().workers(grown(ha.workers(), more)).build())) {
            assertThat(ConnectionBudget.of(airflow.toBuilder().ha(grown).build())
                            .clients())
                    .isGreaterThanOrEqualTo(before);
        }
    }

    /** What a pool is for, reckoned from the numbers alone. */
    private static boolean carries(ConnectionBudget budget, PgBouncerPool pool) {
        return ConnectionBudget.clientCapacity(pool) >= budget.clients()
                && pool.metadataPoolSize() >= budget.metadataPoolFloor()
                && pool.resultBackendPoolSize() >= 5
                && budget.serverConnections() <= budget.serverCapacity().orElseThrow();
    }

    @Provide
    Arbitrary<AirflowDeployment> deployments() {
        Arbitrary<String> versions = Arbitraries.of("2.9.3", "2.11.0", "3.0.6", "3.1.8", "3.2.2");
        Arbitrary<Executor> executors = Arbitraries.of(Executor.CELERY, Executor.KUBERNETES, Executor.LOCAL);
        Arbitrary<Integer> maxConnections = Arbitraries.integers().between(20, 500);
        Arbitrary<String> charts = Arbitraries.of("1.15.0", "1.22.0");
        return Combinators.combine(versions, charts, executors, maxConnections, ha(), concurrency(), pools())
                .as((version, chart, executor, connections, ha, concurrency, pool) -> AirflowDeployment.builder()
                        .chartVersion(chart)
                        .airflowVersion(version)
                        .executor(executor)
                        .database(ExternalDatabase.builder()
                                .provider(DatabaseProvider.SELF_HOSTED)
                                .host("db.example.com")
                                .maxConnections(connections)
                                .build())
                        .ha(ha)
                        .concurrency(concurrency)
                        .pgBouncer(pool)
                        .build());
    }

    private static Arbitrary<HaSettings> ha() {
        Arbitrary<ComponentSettings> component =
                Arbitraries.integers().between(1, 4).map(ConnectionBudgetPropertiesTest::replicas);
        Arbitrary<Optional<KedaScaling>> scaling = Arbitraries.integers()
                .between(1, 10)
                .map(most -> WorkerScaling.keda(0, most))
                .optional(0.3);
        return Combinators.combine(component, component, component, component, component, scaling)
                .as((scheduler, web, dagProcessor, triggerer, workers, keda) -> {
                    HaSettingsBuilder ha = HaSettings.builder()
                            .scheduler(scheduler)
                            .web(web)
                            .dagProcessor(dagProcessor)
                            .triggerer(triggerer)
                            .workers(workers);
                    return ha.workerScaling(keda).build();
                });
    }

    private static Arbitrary<Concurrency> concurrency() {
        Arbitrary<Integer> few = Arbitraries.integers().between(1, 4);
        Arbitrary<Integer> some = Arbitraries.integers().between(1, 40);
        return Combinators.combine(few, few, some, some, few, some)
                .as((api, web, parallelism, tasks, pool, overflow) -> Concurrency.builder()
                        .apiServerWorkers(api)
                        .webserverWorkers(web)
                        .parallelism(parallelism)
                        .workerConcurrency(tasks)
                        .databasePoolSize(pool)
                        .databaseMaxOverflow(overflow)
                        .build());
    }

    private static Arbitrary<Optional<PgBouncerPool>> pools() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 3),
                        Arbitraries.integers().between(1, 60),
                        Arbitraries.integers().between(1, 30))
                .as((replicas, metadata, results) -> PgBouncerPool.builder()
                        .replicas(replicas)
                        .metadataPoolSize(metadata)
                        .resultBackendPoolSize(results)
                        .build())
                .optional(0.7);
    }

    private static ComponentSettings grown(ComponentSettings component, int more) {
        return replicas(component.replicas() + more);
    }

    private static ComponentSettings replicas(int replicas) {
        return ComponentSettings.builder().replicas(replicas).build();
    }

    private static List<String> brokenRules(AirflowDeployment airflow) {
        return airflow.validate().violations().stream()
                .map(ConnectionBudgetPropertiesTest::ruleId)
                .toList();
    }

    private static String ruleId(Violation violation) {
        return violation.rule().id();
    }
}
