package io.airworthy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.airworthy.database.PgBouncerPool;
import io.airworthy.testkit.SampleDeployments;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A variant of a deployment is one expression. */
class VariantsTest {

    private static final AirflowDeployment BASE = SampleDeployments.exercise();

    static Stream<Arguments> absentParts() {
        return Stream.of(
                absent("pgBouncer", it -> it.pgBouncer(Optional.empty()).pgBouncer(pool -> pool.replicas(3))),
                absent("gitSync", it -> it.gitSync(Optional.empty()).gitSync(git -> git.depth(0))),
                absent(
                        "remoteLogging",
                        it -> it.remoteLogging(Optional.empty()).remoteLogging(logs -> logs.connectionId("logs"))),
                absent("ingress", it -> it.ingress(ingress -> ingress.path("/airflow"))));
    }

    @Test
    void changesNestedValuesAndNothingElse() {
        AirflowDeployment variant = BASE.toBuilder()
                .namespace("staging")
                .image(image -> image.tag("3.2.2-acme"))
                .database(database -> database.host("staging.db.example.com"))
                .pgBouncer(pool -> pool.replicas(3))
                .gitSync(git -> git.subPath("staging"))
                .remoteLogging(logging -> logging.connectionId("staging"))
                .ha(ha -> ha.scheduler(it -> it.replicas(1))
                        .web(it -> it.replicas(2))
                        .dagProcessor(it -> it.replicas(3))
                        .triggerer(it -> it.replicas(4))
                        .workers(it -> it.replicas(5)))
                .concurrency(concurrency -> concurrency.parallelism(64))
                .metrics(metrics -> metrics.prefix("staging"))
                .build();

        assertThat(variant)
                .isEqualTo(BASE.toBuilder()
                        .namespace("staging")
                        .image(BASE.image().toBuilder().tag("3.2.2-acme").build())
                        .database(BASE.database().toBuilder()
                                .host("staging.db.example.com")
                                .build())
                        .pgBouncer(PgBouncerPool.builder().replicas(3).build())
                        .gitSync(BASE.gitSync().orElseThrow().toBuilder()
                                .subPath("staging")
                                .build())
                        .remoteLogging(BASE.remoteLogging().orElseThrow().toBuilder()
                                .connectionId("staging")
                                .build())
                        .ha(BASE.ha().toBuilder()
                                .scheduler(BASE.ha().scheduler().toBuilder()
                                        .replicas(1)
                                        .build())
                                .web(BASE.ha().web().toBuilder().replicas(2).build())
                                .dagProcessor(BASE.ha().dagProcessor().toBuilder()
                                        .replicas(3)
                                        .build())
                                .triggerer(BASE.ha().triggerer().toBuilder()
                                        .replicas(4)
                                        .build())
                                .workers(BASE.ha().workers().toBuilder()
                                        .replicas(5)
                                        .build())
                                .build())
                        .concurrency(Concurrency.builder().parallelism(64).build())
                        .metrics(BASE.metrics().toBuilder().prefix("staging").build())
                        .build());
    }

    @Test
    void aLaterChangeSeesTheEarlierOne() {
        AirflowDeployment variant = BASE.toBuilder()
                .ingress(WebIngress.builder().host("airflow.example.com").build())
                .ingress(ingress -> ingress.path("/airflow"))
                .ingress(ingress -> ingress.tlsSecret("airflow-tls"))
                .build();

        assertThat(variant.ingress())
                .contains(WebIngress.builder()
                        .host("airflow.example.com")
                        .path("/airflow")
                        .tlsSecret("airflow-tls")
                        .build());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("absentParts")
    void whatIsNotThereCannotBeChanged(String attribute, UnaryOperator<AirflowDeploymentBuilder> change) {
        assertThatIllegalStateException()
                .isThrownBy(() -> change.apply(BASE.toBuilder()))
                .withMessage(attribute + " is not set");
    }

    @Test
    void aBuilderThatLacksWhatBuildAsksForSaysSo() {
        assertThatIllegalStateException()
                .isThrownBy(() -> AirflowDeployment.builder().ha(ha -> ha.scheduler(it -> it.replicas(1))))
                .withMessageStartingWith(
                        "ha(ha -> ...) changes what is set so far; call it after everything that is required.")
                .withMessageContaining("chartVersion")
                .withMessageContaining("database");
    }

    private static Arguments absent(String attribute, UnaryOperator<AirflowDeploymentBuilder> change) {
        return Arguments.of(attribute, change);
    }
}
