package io.airworthy.render.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.airworthy.AirflowDeployment;
import io.airworthy.AirflowDeploymentBuilder;
import io.airworthy.Executor;
import io.airworthy.database.DatabaseCredentials;
import io.airworthy.database.DatabaseProvider;
import io.airworthy.database.ServerPooling;
import io.airworthy.database.TlsMode;
import io.airworthy.material.Material;
import io.airworthy.material.Purpose;
import io.airworthy.pods.Component;
import io.airworthy.validation.Violation;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The database's credentials are in a Secret that an operator made, with keys of its own. */
@ExtendWith(Charts.AtHand.class)
class CredentialsTest {

    @ParameterizedTest
    @CsvSource({"1.15.0, 2.9.3", "1.17.0, 2.10.5", "1.19.0, 3.1.0", "1.20.0, 3.1.0", "1.22.0, 3.2.2"})
    void cloudNativePgHasUserAndPasswordInKeysOfTheirOwn(String chart, String airflow) {
        Release release = working(
                chart,
                airflow,
                it -> it.database(database -> database.credentials(
                        DatabaseCredentials.keysFrom("airflow-db-app", "username", "password").toBuilder()
                                .hostKey("host")
                                .databaseKey("dbname")
                                .build())));

        Container scheduler = release.podOf(Component.SCHEDULER).container("scheduler");
        assertThat(scheduler.environment())
                .containsEntry(
                        "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN",
                        "postgresql://$(AIRWORTHY_DATABASE_USER):$(AIRWORTHY_DATABASE_PASSWORD)@"
                                + "$(AIRWORTHY_DATABASE_HOST):5432/$(AIRWORTHY_DATABASE_NAME)?sslmode=require")
                .containsEntry(
                        "AIRFLOW__CELERY__RESULT_BACKEND",
                        "db+postgresql://$(AIRWORTHY_DATABASE_USER):$(AIRWORTHY_DATABASE_PASSWORD)@"
                                + "$(AIRWORTHY_DATABASE_HOST):5432/$(AIRWORTHY_DATABASE_NAME)?sslmode=require");
        assertThat(scheduler.secretOf("AIRWORTHY_DATABASE_HOST")).contains(new SecretKey("airflow-db-app", "host"));
        assertThat(scheduler.environment().containsKey("AIRFLOW__DATABASE__SQL_ALCHEMY_CONN_ASYNC"))
                .isEqualTo(airflow.startsWith("3"));
    }

    @ParameterizedTest
    @CsvSource({"1.15.0, 2.9.3", "1.17.0, 2.10.5", "1.19.0, 3.1.0", "1.20.0, 3.1.0", "1.22.0, 3.2.2"})
    void crunchyHasAUrlInOneKey(String chart, String airflow) {
        Release release = working(
                chart,
                airflow,
                it -> it.executors(List.of(Executor.KUBERNETES))
                        .broker(Optional.empty())
                        .database(database ->
                                database.credentials(DatabaseCredentials.urlFrom("airflow-pguser-airflow", "uri"))));

        assertThat(release.pod(Pod.TASK).airflowContainers())
                .isNotEmpty()
                .allSatisfy(container -> assertThat(container.secretOf("AIRFLOW__DATABASE__SQL_ALCHEMY_CONN"))
                        .contains(new SecretKey("airflow-pguser-airflow", "uri")));
        assertThat(release.catalogue().find(Purpose.DATABASE)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1.15.0, 2.9.3", "1.19.0, 3.1.0", "1.22.0, 3.2.2"})
    void anIdentityLogsInWithAUrlThatHasNoPassword(String chart, String airflow) {
        Release release = working(
                chart, airflow, it -> it.database(database -> database.credentials(DatabaseCredentials.identity())));

        assertThat(release.podOf(Component.WORKERS).container("worker").secretOf("AIRFLOW__DATABASE__SQL_ALCHEMY_CONN"))
                .contains(new SecretKey(release.names().secret(Purpose.DATABASE), "connection"));
        assertThat(release.catalogue().required(Purpose.DATABASE).orElseThrow().entries())
                .allSatisfy((key, url) -> assertThat(url.redacted())
                        .matches("postgresql(\\+asyncpg)?://airflow@[^:@]+:\\d+/airflow\\?.*"));
        assertThat(release.catalogue().materials()).doesNotContain(Material.DATABASE_PASSWORD);
    }

    @ParameterizedTest
    @CsvSource({"1.15.0, 2.9.3", "1.19.0, 3.1.0", "1.22.0, 3.2.2"})
    void aUrlUnderTheChartsOwnKeyNeedsNothingElse(String chart, String airflow) {
        Release release = working(
                chart,
                airflow,
                it -> it.database(database ->
                        database.credentials(DatabaseCredentials.urlFrom("airflow-db-connection", "connection"))));

        Container worker = release.podOf(Component.WORKERS).container("worker");
        assertThat(worker.secretOf("AIRFLOW__DATABASE__SQL_ALCHEMY_CONN"))
                .contains(new SecretKey("airflow-db-connection", "connection"));
        // Airflow makes the result backend's URL of the database's.
        assertThat(worker.variables().stream().map(entry -> entry.path("name").asText()))
                .doesNotContain("AIRFLOW__CELERY__RESULT_BACKEND");
    }

    @ParameterizedTest
    @CsvSource({"1.16.0, 2.10.5", "1.19.0, 3.1.0", "1.22.0, 3.2.2"})
    void aPoolWhoseSecretsAreSuppliedTakesTheOperatorsPassword(String chart, String airflow) {
        Release release = working(
                chart,
                airflow,
                it -> it.pgBouncer(Exercise.celery(chart, airflow).pgBouncer())
                        .suppliedSecret(Purpose.POOL, "team-pgbouncer")
                        .suppliedSecret(Purpose.POOL_STATS, "team-pgbouncer")
                        .database(database -> database.pooling(ServerPooling.NONE)
                                .credentials(
                                        DatabaseCredentials.keysFrom("airflow-db-app", "username", "password")
                                                .toBuilder()
                                                .hostKey("host")
                                                .build())));

        assertThat(release.podOf(Component.SCHEDULER)
                        .container("scheduler")
                        .environment()
                        .get("AIRFLOW__DATABASE__SQL_ALCHEMY_CONN"))
                .contains("@airflow-pgbouncer.airflow:6543/airflow-metadata?");
        assertThat(release.pod("airflow-run-airflow-migrations")
                        .container("run-airflow-migrations")
                        .environment()
                        .get("AIRWORTHY_DIRECT_CONNECTION"))
                .contains("@$(AIRWORTHY_DATABASE_HOST):5432/airflow?");
    }

    private static Release working(String chart, String airflow, UnaryOperator<AirflowDeploymentBuilder> change) {
        AirflowDeployment deployment = change.apply(Exercise.celery(chart, airflow).toBuilder()
                        .pgBouncer(Optional.empty())
                        .database(database -> database.provider(DatabaseProvider.SELF_HOSTED)
                                .host("airflow-db-rw.databases")
                                .pooling(ServerPooling.OTHER)
                                .tls(TlsMode.REQUIRE)
                                .maxConnections(600)))
                .build();
        assertThat(deployment.validate().errors())
                .extracting(Violation::toString)
                .isEmpty();
        Release release = HelmChart.render(deployment);
        EverythingArrived.check(release);
        return release;
    }
}
