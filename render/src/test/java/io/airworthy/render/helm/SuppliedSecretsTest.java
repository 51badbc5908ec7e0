package io.airworthy.render.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.airworthy.AirflowDeployment;
import io.airworthy.AirflowDeploymentBuilder;
import io.airworthy.Executor;
import io.airworthy.catalogue.RequiredSecret;
import io.airworthy.catalogue.SecretCatalogue;
import io.airworthy.catalogue.SuppliedSecret;
import io.airworthy.database.DatabaseProvider;
import io.airworthy.database.ServerPooling;
import io.airworthy.database.TlsMode;
import io.airworthy.material.Purpose;
import io.airworthy.pods.Component;
import io.airworthy.pods.Variable;
import io.airworthy.validation.Violation;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Secrets that somebody else makes: every key that pods read is in one of ours, or listed as supplied. */
@ExtendWith(Charts.AtHand.class)
class SuppliedSecretsTest {

    /** The containers that sign tokens. */
    private static final Set<String> SIGNING = Set.of("scheduler", "api-server");

    @ParameterizedTest
    @CsvSource({"1.19.0, 3.1.0", "1.22.0, 3.1.8"})
    void anotherTeamMakesTheConnection(String chart, String airflow) {
        Release release = working(
                chart,
                airflow,
                it -> kubernetes(it)
                        .database(database -> database.provider(DatabaseProvider.SELF_HOSTED)
                                .host("airflow-primary.databases.svc")
                                .tls(TlsMode.REQUIRE)
                                .pooling(ServerPooling.OTHER))
                        .pgBouncer(Optional.empty())
                        .suppliedSecret(Purpose.DATABASE, "airflow-db-connection")
                        .pods(pods -> pods.variables(List.of(
                                Variable.fromSecret("PG_HOST", "airflow-pguser-airflow", "pgbouncer-host"),
                                Variable.fromSecret("PG_PASSWORD", "airflow-pguser-airflow", "password")))));

        assertThat(release.podOf(Component.SCHEDULER)
                        .container("scheduler")
                        .secretOf("AIRFLOW__DATABASE__SQL_ALCHEMY_CONN"))
                .contains(new SecretKey("airflow-db-connection", "connection"));
        assertThat(supplied(release))
                .contains("airflow-db-connection [connection, connectionAsync]", "airflow-pguser-airflow []");
        assertThat(made(release)).doesNotContain("airflow-db-connection");
    }

    @ParameterizedTest
    @CsvSource({"1.15.0, 2.9.3", "1.19.0, 3.1.0", "1.22.0, 3.2.2"})
    void everySecretIsThereAlready(String chart, String airflow) {
        Release release = working(chart, airflow, it -> {
            AirflowDeploymentBuilder all = kubernetes(it);
            Arrays.stream(Purpose.values())
                    .filter(purpose ->
                            it.build().release().secrets().find(purpose).isPresent())
                    .forEach(purpose -> all.suppliedSecret(purpose, "my-" + purpose.suffix()));
            return all;
        });

        assertThat(made(release)).isEmpty();
        assertThat(supplied(release)).contains("my-fernet-secret [fernet-key]");
    }

    @ParameterizedTest
    @CsvSource({"1.15.0, 2.9.3", "1.17.0, 2.10.5", "1.22.0, 3.2.2"})
    void oneSecretHasSeveralKeys(String chart, String airflow) {
        Release release = working(
                chart,
                airflow,
                it -> it.suppliedSecret(Purpose.FERNET, "airflow-keys")
                        .suppliedSecret(Purpose.DATABASE, "airflow-keys")
                        .suppliedSecret(
                                airflow.startsWith("2") ? Purpose.WEBSERVER_KEY : Purpose.API_KEY, "airflow-keys"));

        assertThat(supplied(release))
                .hasSize(3)
                .allSatisfy(text -> assertThat(text).startsWith("airflow-keys "));
    }

    @ParameterizedTest
    @CsvSource({
        "1.15.0, 2.9.3",
        "1.16.0, 2.10.5",
        "1.17.0, 2.10.5",
        "1.18.0, 3.0.2",
        "1.19.0, 3.1.0",
        "1.20.0, 3.1.8",
        "1.21.0, 3.2.0",
        "1.22.0, 3.2.2",
        "1.22.0, 2.11.0"
    })
    void keysHaveNamesOfTheirOwn(String chart, String airflow) {
        List<Purpose> keys = airflow.startsWith("2")
                ? List.of(Purpose.FERNET, Purpose.WEBSERVER_KEY)
                : List.of(Purpose.FERNET, Purpose.API_KEY, Purpose.JWT);
        Release release = working(chart, airflow, it -> {
            keys.forEach(purpose -> it.suppliedSecret(purpose, "vault-airflow", purpose.name()));
            return chart.startsWith("1.15.") ? it : it.executors(List.of(Executor.CELERY, Executor.KUBERNETES));
        });

        for (Purpose purpose : keys) {
            String variable = SecretCatalogue.keyVariable(purpose).orElseThrow();
            for (Pod pod : release.pods()) {
                for (Container container : withAirflow(pod)) {
                    List<JsonNode> definitions = container.variables().stream()
                            .filter(it -> it.path("name").asText().equals(variable))
                            .toList();
                    boolean isRead = purpose == Purpose.JWT
                            ? SIGNING.contains(container.name())
                            : !pod.name().equals(release.names().object("cleanup"));
                    assertThat(definitions)
                            .as("%s in %s of %s", variable, container, pod)
                            .hasSize(isRead ? 1 : 0);
                    definitions.forEach(it -> assertThat(it.at("/valueFrom/secretKeyRef"))
                            .as("%s in %s of %s", variable, container, pod)
                            .hasToString("{\"name\":\"vault-airflow\",\"key\":\"" + purpose.name() + "\"}"));
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1.16.0, 2.10.5", "1.20.0, 3.1.0", "1.22.0, 3.2.2"})
    void thePlatformTeamMakesThePoolsSecrets(String chart, String airflow) {
        Release release = working(
                chart,
                airflow,
                it -> kubernetes(it)
                        .suppliedSecret(Purpose.POOL, "pgbouncer-config")
                        .suppliedSecret(Purpose.POOL_STATS, "pgbouncer-config"));

        assertThat(supplied(release))
                .contains("pgbouncer-config [pgbouncer.ini, users.txt]", "pgbouncer-config [connection]");
    }

    /** The chart's own variables are there, whichever. */
    private static List<Container> withAirflow(Pod pod) {
        return pod.containers().stream()
                .filter(container -> container.variables().stream()
                        .anyMatch(it -> it.path("name").asText().equals("AIRFLOW__DATABASE__SQL_ALCHEMY_CONN")))
                .toList();
    }

    private static AirflowDeploymentBuilder kubernetes(AirflowDeploymentBuilder deployment) {
        return deployment.executors(List.of(Executor.KUBERNETES)).broker(Optional.empty());
    }

    private static List<String> supplied(Release release) {
        return release.catalogue().foreign().stream()
                .map(secret -> secret.name() + " " + secret.keys())
                .toList();
    }

    private static Set<String> made(Release release) {
        return release.catalogue().required().stream()
                .map(RequiredSecret::name)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static Release working(String chart, String airflow, UnaryOperator<AirflowDeploymentBuilder> change) {
        AirflowDeployment deployment =
                change.apply(Exercise.celery(chart, airflow).toBuilder()).build();
        assertThat(deployment.validate().errors())
                .extracting(Violation::toString)
                .isEmpty();
        Release release = HelmChart.render(deployment);
        EverythingArrived.check(release);
        assertThat(deployment.release().secrets().foreign())
                .extracting(SuppliedSecret::name)
                .isNotEmpty();
        return release;
    }
}
