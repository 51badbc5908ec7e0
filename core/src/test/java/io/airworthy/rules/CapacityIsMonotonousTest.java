package io.airworthy.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.airworthy.AirflowDeployment;
import io.airworthy.database.PgBouncerPool;
import io.airworthy.database.PgBouncerPoolBuilder;
import io.airworthy.testkit.Change;
import io.airworthy.testkit.Deployments;
import io.airworthy.testkit.NearlyValidDeployments;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;

/** More capacity never leads to a complaint about too little of it. */
class CapacityIsMonotonousTest {

    private static final int TRIES = 40;

    /** Deployments that fit, and deployments of which one number is too small. */
    @Provide
    Arbitrary<AirflowDeployment> deployments() {
        return Arbitraries.oneOf(
                Deployments.valid(),
                NearlyValidDeployments.breaking("CAP-002"),
                NearlyValidDeployments.breaking("CAP-003"),
                NearlyValidDeployments.breaking("CAP-004"),
                NearlyValidDeployments.breaking("CAP-005"));
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
    void aServerWithMoreConnectionsAddsNoViolation(
            @ForAll("deployments") AirflowDeployment airflow, @ForAll @IntRange(min = 1, max = 100_000) int more) {
        airflow.database()
                .maxConnections()
                .ifPresent(most -> assertThat(
                                reported(Change.ofDatabase(it -> it.maxConnections(most + more)), airflow))
                        .isSubsetOf(reported(airflow)));
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
    void aPoolThatTakesMoreClientsAddsNoViolation(
            @ForAll("deployments") AirflowDeployment airflow, @ForAll @IntRange(min = 1, max = 100_000) int more) {
        assertThat(reported(
                        ofPool(
                                airflow,
                                (pool, given) -> pool.maxClientConnections(given.maxClientConnections() + more)),
                        airflow))
                .isSubsetOf(reported(airflow));
    }

    /** What a larger pool opens has to be there at the server, which is the one thing that it can lack. */
    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
    void aLargerPoolAddsNothingButWhatTheServerCannotCarry(
            @ForAll("deployments") AirflowDeployment airflow, @ForAll @IntRange(min = 1, max = 1000) int more) {
        Change larger = ofPool(
                airflow,
                (pool, given) -> pool.metadataPoolSize(given.metadataPoolSize() + more)
                        .resultBackendPoolSize(given.resultBackendPoolSize() + more));

        assertThat(reported(larger, airflow)).isSubsetOf(with(reported(airflow), "CAP-005"));
        assertThat(reported(larger, onAServerOfUnknownSize(airflow)))
                .isSubsetOf(reported(onAServerOfUnknownSize(airflow)));
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
    void moreReplicasOfThePoolAddNothingButWhatTheServerCannotCarry(
            @ForAll("deployments") AirflowDeployment airflow, @ForAll @IntRange(min = 1, max = 50) int more) {
        Change wider = ofPool(airflow, (pool, given) -> pool.replicas(given.replicas() + more));

        assertThat(reported(wider, airflow)).isSubsetOf(with(reported(airflow), "CAP-005"));
    }

    /** A change that knows what the pool was before. */
    private static Change ofPool(
            AirflowDeployment airflow, BiFunction<PgBouncerPoolBuilder, PgBouncerPool, PgBouncerPoolBuilder> change) {
        return deployment -> airflow.pgBouncer()
                .flatMap(given ->
                        Change.ofPool(pool -> change.apply(pool, given)).in(deployment));
    }

    private static AirflowDeployment onAServerOfUnknownSize(AirflowDeployment airflow) {
        return Change.ofDatabase(it -> it.maxConnections(OptionalInt.empty()))
                .in(airflow)
                .orElseThrow();
    }

    private static Set<String> reported(Change change, AirflowDeployment airflow) {
        return reported(change.in(airflow).orElse(airflow));
    }

    private static Set<String> reported(AirflowDeployment airflow) {
        return airflow.validate().all().stream()
                .map(violation -> violation.rule().id())
                .collect(Collectors.toSet());
    }

    private static Set<String> with(Set<String> ids, String one) {
        ids.add(one);
        return ids;
    }
}
