package io.airworthy.catalogue;

import static io.airworthy.testkit.SampleDeployments.azure;
import static io.airworthy.testkit.SampleDeployments.but;
import static io.airworthy.testkit.SampleDeployments.exercise;
import static io.airworthy.testkit.SampleDeployments.kubernetesOnGoogle;
import static io.airworthy.testkit.SampleDeployments.logging;
import static io.airworthy.testkit.SampleDeployments.pool;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.airworthy.AirflowDeployment;
import io.airworthy.AirflowImage;
import io.airworthy.database.TlsMode;
import io.airworthy.logging.CloudIdentity;
import io.airworthy.logging.LogStore;
import io.airworthy.material.Material;
import io.airworthy.material.Purpose;
import io.airworthy.testkit.SampleDeployments;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Which Secrets a deployment needs, with which keys, and who reads them: written by hand. */
class SecretCatalogueTest {

    private static final String FERNET = "airflow-fernet-secret [fernet-key] every Airflow container";
    private static final String API = "airflow-api-secret [api-secret-key] every Airflow container";
    private static final String JWT = "airflow-jwt-signing-secret [jwt-secret] scheduler and API server";
    private static final String STATS = "airflow-pgbouncer-stats-secret [connection] PgBouncer's exporter";
    private static final String POOL = "airflow-pgbouncer-secret [pgbouncer.ini, users.txt] PgBouncer";
    private static final String CA = "airflow-database-ca-secret [ca.crt] every Airflow container, PgBouncer";
    private static final String RESULTS = "airflow-result-backend-secret [connection] every Airflow container";
    private static final String BROKER = "airflow-broker-secret [connection] every Airflow container";
    private static final String DATABASE =
            "airflow-database-secret [connection, connectionAsync, connectionDirect] every"
                    + " Airflow container, migration job";

    static Stream<Arguments> deployments() {
        return Stream.of(
                arguments(
                        "the exercise",
                        exercise(),
                        List.of(
                                DATABASE,
                                RESULTS,
                                CA,
                                POOL,
                                STATS,
                                BROKER,
                                "airflow-redis-password-secret [password] Redis",
                                FERNET,
                                API,
                                JWT,
                                "airflow-git-ssh-secret [gitSshKey] git-sync containers")),
                arguments(
                        "Redis elsewhere, HTTPS, an administrator",
                        azure(),
                        List.of(
                                DATABASE,
                                RESULTS,
                                CA,
                                POOL,
                                STATS,
                                BROKER,
                                FERNET,
                                API,
                                JWT,
                                "airflow-git-https-secret [GIT_SYNC_USERNAME, GIT_SYNC_PASSWORD, GITSYNC_USERNAME,"
                                        + " GITSYNC_PASSWORD] git-sync containers",
                                "airflow-admin-secret [password] create-user job")),
                arguments(
                        "no Celery",
                        kubernetesOnGoogle(),
                        List.of(
                                DATABASE,
                                CA,
                                POOL,
                                STATS,
                                FERNET,
                                API,
                                JWT,
                                "airflow-git-ssh-secret [gitSshKey] git-sync containers")),
                arguments(
                        "nothing but Airflow 2",
                        but(it -> it.airflowVersion("2.11.0")
                                .pgBouncer(Optional.empty())
                                .broker(Optional.empty())
                                .executors(kubernetesOnGoogle().executors())
                                .database(exercise().database().toBuilder()
                                        .tls(TlsMode.REQUIRE)
                                        .build())
                                .gitSync(Optional.empty())
                                .remoteLogging(Optional.empty())),
                        List.of(
                                "airflow-database-secret [connection] every Airflow container",
                                FERNET,
                                "airflow-webserver-secret [webserver-secret-key] every Airflow container")),
                arguments(
                        "a pool with a certificate that is checked",
                        pool(it -> it.clientTls(TlsMode.VERIFY_FULL)),
                        List.of(
                                DATABASE,
                                RESULTS,
                                CA,
                                POOL,
                                STATS,
                                "airflow-pgbouncer-tls-secret [tls.crt, tls.key, ca.crt] PgBouncer, every Airflow container",
                                BROKER,
                                "airflow-redis-password-secret [password] Redis",
                                FERNET,
                                API,
                                JWT,
                                "airflow-git-ssh-secret [gitSshKey] git-sync containers")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("deployments")
    void namesEverySecretOnceWithItsKeysAndReaders(String name, AirflowDeployment deployment, List<String> expected) {
        assertThat(SecretCatalogue.of(deployment).required())
                .extracting(SecretCatalogueTest::line)
                .containsExactlyElementsOf(expected);
    }

    @Test
    void aPoolWhoseCertificateNobodyChecksNeedsNoCa() {
        RequiredSecret certificate = SecretCatalogue.of(pool(it -> it.clientTls(TlsMode.REQUIRE)))
                .find(Purpose.POOL_TLS)
                .orElseThrow();
        assertThat(line(certificate)).isEqualTo("airflow-pgbouncer-tls-secret [tls.crt, tls.key] PgBouncer");
    }

    static Stream<Arguments> logKeys() {
        return Stream.of(
                arguments(
                        LogStore.s3("logs", ""),
                        "connection",
                        "aws://<log-access-key-id>:<log-access-key>@",
                        List.of("AIRFLOW_CONN_AWS_DEFAULT")),
                arguments(
                        LogStore.azureBlob("account", "logs", ""),
                        "connection",
                        "wasb://account:<log-access-key>@",
                        List.of("AIRFLOW_CONN_WASB_DEFAULT")),
                // Google's key is a file: the connection says where, and is no secret.
                arguments(LogStore.gcs("logs", ""), "key.json", "<log-access-key>", List.of()));
    }

    @ParameterizedTest
    @MethodSource("logKeys")
    void aKeyOfTheLogStoreIsAConnectionOrAFile(LogStore store, String key, String text, List<String> variables) {
        SecretCatalogue catalogue = SecretCatalogue.of(logging(
                it -> it.store(store).identity(CloudIdentity.keySecret()).connectionId(connectionId(store))));

        RequiredSecret secret = catalogue.find(Purpose.LOG_STORE).orElseThrow();
        assertThat(secret.entries().keySet()).containsExactly(key);
        assertThat(secret.entries().get(key).redacted()).isEqualTo(text);
        assertThat(catalogue.variables())
                .filteredOn(variable -> variable.secretName().equals(secret.name()))
                .extracting(SecretVariable::variable)
                .containsExactlyElementsOf(variables);
        assertThat(catalogue.sources()).containsKey(Material.LOG_ACCESS_KEY);
        assertThat(catalogue.source(Material.LOG_ACCESS_KEY))
                .isEqualTo(CloudIdentity.keySecret().key().map(CloudIdentity.KeySecret::keyFrom));
        assertThat(catalogue.source(Material.FERNET_KEYS)).isEmpty();
        assertThat(catalogue.isOneLine(Material.LOG_ACCESS_KEY)).isEqualTo(!key.equals("key.json"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Material.class,
            names = {"DATABASE_CA", "POOL_CERTIFICATE", "POOL_PRIVATE_KEY", "POOL_CA", "GIT_DEPLOY_KEY"})
    void certificatesAndKeysAreFilesAndAllElseIsOneLine(Material file) {
        SecretCatalogue catalogue = SecretCatalogue.of(exercise());
        assertThat(catalogue.isOneLine(file)).isFalse();
        assertThat(catalogue.isOneLine(Material.DATABASE_PASSWORD)).isTrue();
    }

    @Test
    void aSecretMayHaveANameOfTheTeams() {
        SecretCatalogue catalogue = SecretCatalogue.of(
                exercise().toBuilder().secretName(Purpose.FERNET, "team-fernet").build());

        assertThat(catalogue.find(Purpose.FERNET)).map(RequiredSecret::name).contains("team-fernet");
        assertThat(catalogue.find(Purpose.DATABASE)).map(RequiredSecret::name).contains("airflow-database-secret");
    }

    @Test
    void whatOthersMakeIsNamedWithItsType() {
        AirflowDeployment deployment = azure().toBuilder()
                .image(AirflowImage.builder().pullSecret("registry").build())
                .build();
        assertThat(SecretCatalogue.of(deployment).foreign())
                .extracting(secret -> secret.name() + " " + secret.type())
                .containsExactly(
                        "registry kubernetes.io/dockerconfigjson", "airflow-example-com-tls kubernetes.io/tls");
        assertThat(SecretCatalogue.of(exercise()).foreign()).isEmpty();
    }

    @Test
    void whatTheUserHasIsLookedForWhereHeSaid() {
        assertThat(SecretCatalogue.of(azure()).sources().keySet())
                .containsExactlyInAnyOrder(
                        Material.DATABASE_PASSWORD, Material.DATABASE_CA, Material.BROKER_PASSWORD, Material.GIT_TOKEN);
        assertThat(SecretCatalogue.of(SampleDeployments.airflow2()).sources().keySet())
                .containsExactlyInAnyOrder(Material.DATABASE_PASSWORD, Material.DATABASE_CA);
    }

    private static String connectionId(LogStore store) {
        return store instanceof LogStore.AzureBlob ? "wasb_default" : "aws_default";
    }

    private static String line(RequiredSecret secret) {
        return secret.name() + " " + secret.entries().keySet() + " "
                + String.join(
                        ", ", secret.readers().stream().map(Reader::toString).toList());
    }
}
