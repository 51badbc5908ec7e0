package io.airworthy.rules;

import static io.airworthy.testkit.SampleDeployments.but;
import static io.airworthy.testkit.SampleDeployments.exercise;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.airworthy.AirflowDeployment;
import io.airworthy.catalogue.SecretCatalogue;
import io.airworthy.connection.ConnectionPlan;
import io.airworthy.connection.Hop;
import io.airworthy.dags.GitAccess;
import io.airworthy.dags.GitSync;
import io.airworthy.dags.KnownHosts;
import io.airworthy.database.PgBouncerPool;
import io.airworthy.database.TlsMode;
import io.airworthy.logging.LogStore;
import io.airworthy.logging.LogStore.S3Encryption;
import io.airworthy.logging.RemoteLogging;
import io.airworthy.material.Purpose;
import io.airworthy.metrics.Metrics;
import io.airworthy.metrics.MetricsExporter.ChartStatsd;
import io.airworthy.metrics.MetricsExporter.OpenTelemetry;
import io.airworthy.pods.HaSettings;
import io.airworthy.pods.Resources;
import io.airworthy.testkit.SampleDeployments;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The mistakes that the usual production checklist for the chart teaches, and what becomes of each here: a violation, or
 * nothing that could be written down.
 */
class ExerciseMistakesTest {

    /** A mistake that can be written, with the rules that find it. */
    record Written(String mistake, AirflowDeployment deployment, List<String> ruleIds) {
        @Override
        public String toString() {
            return mistake;
        }
    }

    static Stream<Written> writtenMistakes() {
        return Stream.of(
                new Written(
                        "StatsD at localhost beside the chart's exporter",
                        but(it -> it.metrics(Metrics.statsd("localhost", 8125))),
                        List.of("MET-003")),
                new Written(
                        "the same through the configuration",
                        but(it -> it.airflowConfig(
                                Map.of("metrics.statsd_host", "localhost", "metrics.statsd_port", "8125"))),
                        List.of("CFG-002", "CFG-002")),
                new Written(
                        "OpenTelemetry through variables while StatsD is on",
                        but(it -> it.environment(Map.of(
                                "AIRFLOW__METRICS__OTEL_ON", "True",
                                "AIRFLOW__METRICS__OTEL_HOST", "otel-collector.monitoring",
                                "AIRFLOW__METRICS__OTEL_PORT", "4318"))),
                        List.of("ENV-002", "ENV-002", "ENV-002")),
                new Written(
                        "both exporters at once",
                        but(it -> it.metrics(Metrics.builder()
                                .exporter(ChartStatsd.builder().build())
                                .exporter(OpenTelemetry.builder()
                                        .host("otel-collector.monitoring")
                                        .port(4318)
                                        .interval(Duration.ofMinutes(1))
                                        .build())
                                .build())),
                        List.of("MET-001")),
                new Written(
                        "a database URL with sslmode where a host belongs",
                        SampleDeployments.database(it -> it.host(
                                "airflow:YOUR_PASSWORD@postgres-host.example.com:5432/airflow?sslmode=require")),
                        List.of("DB-001")),
                new Written(
                        "encryption without a check of the certificate",
                        SampleDeployments.database(it -> it.tls(TlsMode.REQUIRE)),
                        List.of("DB-006")),
                new Written(
                        "a deploy key without known hosts",
                        SampleDeployments.git(it -> it.access(GitAccess.deployKey(KnownHosts.none()))),
                        List.of("GIT-007")),
                new Written(
                        "100 clients for two schedulers and two API servers",
                        SampleDeployments.pool(it -> it.maxClientConnections(100)
                                .metadataPoolSize(10)
                                .resultBackendPoolSize(5)),
                        List.of("CAP-002")),
                new Written("one PgBouncer pod", SampleDeployments.pool(it -> it.replicas(1)), List.of("PGB-008")),
                new Written(
                        "the URL in a variable, past the pool",
                        but(it -> it.environment("AIRFLOW__DATABASE__SQL_ALCHEMY_CONN", "postgresql://db/airflow")),
                        List.of("ENV-002")),
                new Written(
                        "a chart that cannot take Airflow 3's keys",
                        but(it -> it.chartVersion("1.17.0")),
                        List.of("VER-003")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("writtenMistakes")
    void aMistakeThatCanBeWrittenIsFound(Written written) {
        assertThat(written.deployment().validate().violations())
                .extracting(violation -> violation.rule().id())
                .containsExactlyElementsOf(written.ruleIds());
    }

    @Nested
    class ThatCannotBeWritten {

        @Test
        void neverRotatingTheFernetKeyIsNotThePolicy() {
            assertThat(Purpose.FERNET.rotation()).isEqualTo("yearly, and on exposure");
            assertThat(Purpose.FERNET.howToRotate()).contains("three steps", "Never replace the key at once");
        }

        @Test
        void thePoolIsNotBypassedBecauseTheUrlIsDerivedFromThePool() {
            Hop metadata = ConnectionPlan.of(exercise()).metadata();

            assertThat(metadata)
                    .hasToString("Airflow -> PgBouncer at airflow-pgbouncer.airflow:6543/airflow-metadata"
                            + " as airflow, TLS disable");
        }

        @Test
        void thePoolDoesNotPointAtTheBundledDatabaseBecauseItsFilesAreOurs() {
            AirflowDeployment deployment = exercise();

            assertThat(SecretCatalogue.of(deployment)
                            .find(Purpose.POOL)
                            .orElseThrow()
                            .entries())
                    .containsOnlyKeys("pgbouncer.ini", "users.txt");
            assertThat(ConnectionPlan.of(deployment)
                            .pgBouncerIni(PgBouncerPool.ofDefaults())
                            .redacted())
                    .contains("host='airflow.c1abcdefgh.eu-west-1.rds.amazonaws.com'")
                    .doesNotContain("postgres ");
        }

        @Test
        void tlsBelongsToAHopSoTheOneToThePoolDoesNotInheritTheServers() {
            ConnectionPlan plan = ConnectionPlan.of(exercise());

            assertThat(plan.metadataUrl().redacted()).endsWith("?sslmode=disable");
            assertThat(plan.directUrl().redacted()).contains("?sslmode=verify-full&sslrootcert=");
        }

        @Test
        void theAsynchronousUrlHasNoSslmode() {
            assertThat(ConnectionPlan.of(exercise()).asyncUrl().redacted())
                    .startsWith("postgresql+asyncpg://")
                    .doesNotContain("sslmode");
        }

        @Test
        void theWebTierHasOneNameForBothOfAirflowsGenerations() {
            assertThat(attributes(HaSettings.class)).contains("web").doesNotContain("webserver", "apiServer");
        }

        @Test
        void airflow3HasAnApiKeyAndAJwtSecretAndNoWebserverKey() {
            SecretCatalogue secrets = SecretCatalogue.of(exercise());

            assertThat(secrets.find(Purpose.API_KEY).orElseThrow().entries()).containsOnlyKeys("api-secret-key");
            assertThat(secrets.find(Purpose.JWT).orElseThrow().entries()).containsOnlyKeys("jwt-secret");
            assertThat(secrets.find(Purpose.WEBSERVER_KEY)).isEmpty();
        }

        @Test
        void theChartsExporterHasNeitherHostNorPortToSet() {
            assertThat(attributes(ChartStatsd.class)).doesNotContain("host", "port");
        }

        @Test
        void variablesAreAMapForAllOfAirflowSoNoComponentHasItsOwnList() {
            assertThat(attributes(AirflowDeployment.class))
                    .contains("environment")
                    .doesNotContain("extraEnv", "env");
            assertThat(attributes(HaSettings.class)).doesNotContain("extraEnv", "env");
        }

        @Test
        void aBudgetIsOneOfTwoAmountsAndNeverBoth() {
            assertThat(HaSettings.production().scheduler().disruptionBudget()).hasToString("maxUnavailable 1");
        }

        @Test
        void nobodyConfiguresALeaderElection() {
            assertThat(attributes(HaSettings.class)).noneMatch(attribute -> attribute.contains("leader"));
        }

        @Test
        void aRevisionIsOneReferenceSoBranchAndRefCannotDiffer() {
            assertThat(attributes(GitSync.class)).contains("ref").doesNotContain("branch", "rev");
        }

        @Test
        void thePeriodIsADurationSoNoUnitIsLost() {
            assertThat(attributes(GitSync.class)).contains("period").doesNotContain("wait");
        }

        @Test
        void logsAreEncryptedAsTheBucketSaysUnlessSomebodyAsksForSse() {
            assertThat(LogStore.s3("bucket", "").encryption()).isEqualTo(S3Encryption.BUCKET_DEFAULT);
        }

        @Test
        void anIdentityBelongsToTheLoggingAndNotToOneServiceAccount() {
            assertThatThrownBy(() -> RemoteLogging.to(LogStore.s3("bucket", "")).build())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("identity");
        }

        @Test
        void limitsAreTextSoNoReaderTakesThemForNumbers() {
            assertThat(Resources.requests("500m", "1Gi").limits("2", "4Gi").cpuLimit())
                    .hasToString("Optional[2]");
        }

        private static List<String> attributes(Class<?> type) {
            return Stream.of(type.getMethods())
                    .filter(method -> method.getParameterCount() == 0)
                    .map(Method::getName)
                    .toList();
        }
    }
}
