package io.airworthy.connection;

import static io.airworthy.testkit.SampleDeployments.azure;
import static io.airworthy.testkit.SampleDeployments.but;
import static io.airworthy.testkit.SampleDeployments.exercise;
import static io.airworthy.testkit.SampleDeployments.ha;
import static io.airworthy.testkit.SampleDeployments.kubernetesOnGoogle;
import static io.airworthy.testkit.SampleDeployments.onOlderChart;
import static io.airworthy.testkit.SampleDeployments.pool;
import static io.airworthy.testkit.SampleDeployments.redis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.airworthy.AirflowDeployment;
import io.airworthy.database.PgBouncerPool;
import io.airworthy.database.TlsMode;
import io.airworthy.material.SecretTemplate;
import io.airworthy.pods.WorkerScaling;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Who connects to whom, and the texts that say so: written by hand. */
class ConnectionPlanTest {

    private static final String RDS =
            "airflow.c1abcdefgh.eu-west-1.rds.amazonaws.com:5432/airflow as airflow, TLS verify-full";
    private static final String POOL = "airflow-pgbouncer.airflow:6543/";
    private static final String DIRECT_URL = "postgresql://airflow:<database-password>@airflow.c1abcdefgh.eu-west-1.rds"
            + ".amazonaws.com:5432/airflow?sslmode=verify-full&sslrootcert=%2Fetc%2Fairworthy%2Fdatabase-ca%2Fca.crt";

    static Stream<Arguments> hops() {
        String metadata = "Airflow -> PgBouncer at " + POOL + "airflow-metadata as airflow, TLS disable";
        String results = "Airflow -> PgBouncer at " + POOL + "airflow-result-backend as airflow, TLS disable";
        String server = "PgBouncer -> Amazon RDS at " + RDS;
        String stats = "exporter -> PgBouncer's console at 127.0.0.1:6543/pgbouncer as pgbouncer_stats, TLS disable";
        String migration = "migration job -> Amazon RDS at " + RDS;
        return Stream.of(
                arguments("the exercise", exercise(), List.of(metadata, results, server, stats, migration)),
                arguments(
                        "KEDA beside it, which has no CA",
                        ha(it -> it.workerScaling(WorkerScaling.keda(1, 9))),
                        List.of(
                                metadata,
                                results,
                                server,
                                stats,
                                migration,
                                "KEDA -> Amazon RDS at " + RDS.replace("verify-full", "require"))),
                arguments(
                        "no pool",
                        but(it -> it.pgBouncer(Optional.empty())),
                        List.of("Airflow -> Amazon RDS at " + RDS, "Celery -> Amazon RDS at " + RDS)),
                arguments(
                        "a chart whose migration has no URL of its own, without Celery",
                        onOlderChart(
                                "1.15.0",
                                "2.9.3",
                                it -> it.executors(kubernetesOnGoogle().executors())
                                        .broker(Optional.empty())),
                        List.of(metadata, server, stats)),
                arguments(
                        "a pool with a certificate",
                        pool(it -> it.clientTls(TlsMode.VERIFY_FULL)),
                        List.of(
                                metadata.replace("disable", "verify-full"),
                                results.replace("disable", "verify-full"),
                                server,
                                stats.replace("disable", "require"),
                                migration)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hops")
    void everyHopIsNamedInOrder(String name, AirflowDeployment deployment, List<String> expected) {
        assertThat(ConnectionPlan.of(deployment).hops())
                .extracting(Hop::toString)
                .containsExactlyElementsOf(expected);
    }

    @Test
    void theTextsOfTheExerciseLeadThroughThePoolAndTheMigrationPastIt() {
        ConnectionPlan plan = ConnectionPlan.of(exercise());
        String login = "airflow:<database-password>@" + POOL;

        assertThat(plan.metadataUrl().redacted())
                .isEqualTo("postgresql://" + login + "airflow-metadata?sslmode=disable");
        assertThat(plan.resultBackendUrl().redacted())
                .isEqualTo("db+postgresql://" + login + "airflow-result-backend?sslmode=disable");
        assertThat(plan.asyncUrl().redacted())
                .isEqualTo("postgresql+asyncpg://" + login
                        + "airflow-metadata?ssl=disable&prepared_statement_cache_size=0");
        assertThat(plan.directUrl().redacted()).isEqualTo(DIRECT_URL);
        assertThat(plan.kedaUrl().redacted())
                .isEqualTo(DIRECT_URL.substring(0, DIRECT_URL.indexOf('?')) + "?sslmode=require");
        assertThat(plan.statsUrl().redacted())
                .isEqualTo(
                        "postgresql://pgbouncer_stats:<pool-stats-password>@127.0.0.1:6543/pgbouncer?sslmode=disable");
        assertThat(plan.brokerUrl().map(SecretTemplate::redacted))
                .contains("redis://:<redis-password>@airflow-redis:6379/0");
    }

    @Test
    void withoutAPoolTheTextsLeadToTheServer() {
        ConnectionPlan plan = ConnectionPlan.of(but(it -> it.pgBouncer(Optional.empty())));

        assertThat(plan.metadataUrl().redacted()).isEqualTo(DIRECT_URL);
        assertThat(plan.asyncUrl().redacted())
                .isEqualTo(
                        DIRECT_URL.substring(0, DIRECT_URL.indexOf('?')).replace("postgresql:", "postgresql+asyncpg:")
                                + "?ssl=verify-full");
    }

    @Test
    void aRedisMayAskForNoPasswordAndHaveAnAuthorityOfItsOwn() {
        assertThat(ConnectionPlan.of(redis(it -> it.host("10.20.30.40").tls(false)))
                        .brokerUrl()
                        .map(SecretTemplate::redacted))
                .contains("redis://10.20.30.40:6379/0");
        assertThat(ConnectionPlan.of(redis(it -> it.caFile("/etc/redis ca/ca.crt")))
                        .brokerUrl()
                        .map(SecretTemplate::redacted))
                .contains("rediss://redis.example.com:6379/0?ssl_cert_reqs=CERT_REQUIRED"
                        + "&ssl_ca_certs=%2Fetc%2Fredis%20ca%2Fca.crt");
    }

    @Test
    void aRedisElsewhereIsAskedForItsCertificateWhereItHasOne() {
        assertThat(ConnectionPlan.of(redis("redis.example.com", 6380, true))
                        .brokerUrl()
                        .map(SecretTemplate::redacted))
                .contains("rediss://:<broker-password>@redis.example.com:6380/0?ssl_cert_reqs=CERT_REQUIRED");
        assertThat(ConnectionPlan.of(redis("fd00::6", 6379, false)).brokerUrl().map(SecretTemplate::redacted))
                .contains("redis://:<broker-password>@[fd00::6]:6379/0");
        assertThat(ConnectionPlan.of(azure().toBuilder()
                                .executors(kubernetesOnGoogle().executors())
                                .build())
                        .brokerUrl())
                .isEmpty();
    }

    @Test
    void thePoolsFileSaysWhatThePoolIs() {
        PgBouncerPool pool = PgBouncerPool.builder().clientTls(TlsMode.REQUIRE).build();

        assertThat(ConnectionPlan.of(pool(it -> it.from(pool)))
                        .pgBouncerIni(pool)
                        .redacted())
                .isEqualTo("""
                [databases]
                airflow-metadata = host='airflow.c1abcdefgh.eu-west-1.rds.amazonaws.com' port=5432 dbname='airflow' pool_size=20
                airflow-result-backend = host='airflow.c1abcdefgh.eu-west-1.rds.amazonaws.com' port=5432 dbname='airflow' pool_size=10

                [pgbouncer]
                listen_addr = *
                listen_port = 6543
                auth_type = scram-sha-256
                auth_file = /etc/pgbouncer/users.txt
                stats_users = pgbouncer_stats
                pool_mode = transaction
                max_client_conn = 500
                max_prepared_statements = 200
                ignore_startup_parameters = extra_float_digits
                server_tls_sslmode = verify-full
                server_tls_ca_file = /etc/airworthy/database-ca/ca.crt
                client_tls_sslmode = require
                client_tls_cert_file = /etc/airworthy/pgbouncer-tls/tls.crt
                client_tls_key_file = /etc/airworthy/pgbouncer-tls/tls.key
                """);
        assertThat(ConnectionPlan.of(kubernetesOnGoogle().toBuilder()
                                .database(exercise().database().toBuilder()
                                        .tls(TlsMode.REQUIRE)
                                        .build())
                                .build())
                        .pgBouncerIni(PgBouncerPool.ofDefaults())
                        .redacted())
                .doesNotContain("airflow-result-backend", "server_tls_ca_file", "client_tls")
                .contains("server_tls_sslmode = require\n");
    }

    @Test
    void aCaIsNeededWhereACertificateIsChecked() {
        ConnectionPlan checking = ConnectionPlan.of(pool(it -> it.clientTls(TlsMode.VERIFY_CA)));
        ConnectionPlan encrypting = ConnectionPlan.of(pool(it -> it.clientTls(TlsMode.REQUIRE)));
        ConnectionPlan plain = ConnectionPlan.of(exercise());

        assertThat(checking.needsPoolCa()).isTrue();
        assertThat(checking.poolHasCertificate()).isTrue();
        assertThat(encrypting.needsPoolCa()).isFalse();
        assertThat(encrypting.poolHasCertificate()).isTrue();
        assertThat(plain.poolHasCertificate()).isFalse();
        assertThat(plain.needsDatabaseCa()).isTrue();
    }

    /** Before there are no asynchronous connections, and after Airflow makes their URL as it should be. */
    @ParameterizedTest(name = "Airflow {0}: {1}")
    @CsvSource({"3.0.6, false", "3.1.0, true", "3.3.2, true", "3.4.0, false"})
    void airflowIsToldTheAsynchronousUrlWhereItWouldMakeAWrongOne(String version, boolean told) {
        ConnectionPlan plan = ConnectionPlan.of(but(it -> it.airflowVersion(version)));

        assertThat(plan.usesAsyncUrl()).isEqualTo(told);
    }
}
