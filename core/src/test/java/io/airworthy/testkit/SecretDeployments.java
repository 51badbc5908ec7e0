package io.airworthy.testkit;

import io.airworthy.AdminUser;
import io.airworthy.AirflowDeployment;
import io.airworthy.AirflowDeploymentBuilder;
import io.airworthy.Executor;
import io.airworthy.celery.CeleryBroker;
import io.airworthy.dags.GitAccess;
import io.airworthy.dags.GitRepository;
import io.airworthy.dags.GitSync;
import io.airworthy.dags.KnownHosts;
import io.airworthy.database.DatabaseProvider;
import io.airworthy.database.ExternalDatabase;
import io.airworthy.database.ExternalDatabaseBuilder;
import io.airworthy.database.PgBouncerPool;
import io.airworthy.database.PoolAuthentication;
import io.airworthy.database.TlsMode;
import io.airworthy.logging.CloudIdentity;
import io.airworthy.logging.LogStore;
import io.airworthy.logging.RemoteLogging;
import java.util.List;

/** Deployments that between them need every kind of secret material. For tests that need one in particular. */
public final class SecretDeployments {

    /** A self-signed certificate of nobody, valid for a hundred years. */
    public static final String CERTIFICATE = """
            -----BEGIN CERTIFICATE-----
            MIIBdjCCARugAwIBAgIUDp6aT4Ypebp14SB+4kbO1RBSJNswCgYIKoZIzj0EAwIw
            DzENMAsGA1UEAwwEdGVzdDAgFw0yNjExMjMxNDQ5NDBaGA8yMTI2MTAzMDE0NDk0
            MFowDzENMAsGA1UEAwwEdGVzdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABDeM
            bJQLigMZ+wAWPq99UvRjsFuLlId45ZR4yFBsmgtU+6eTXGfAxDvxeo+xRAwU9KUx
            Px9KzQWqvJJotfrz5lKjUzBRMB0GA1UdDgQWBBS4fJkG8SmA3k14VkXVxDFmz8dC
            QzAfBgNVHSMEGDAWgBS4fJkG8SmA3k14VkXVxDFmz8dCQzAPBgNVHRMBAf8EBTAD
            AQH/MAoGCCqGSM49BAMCA0kAMEYCIQDGXlvUqGfmLQhidZEH+GPtKrOief5Xsv5w
            5dKlXUE5OgIhAK1OHUwsTkIhMbgyR4cxdFkLxKS1M3Us6GblenTiHW2f
            -----END CERTIFICATE-----
            """;

    /** In the form of a private key, which nobody checks further. */
    public static final String PRIVATE_KEY =
            "-----BEGIN PRIVATE KEY-----\nWnE3WHc5S3ZacTdYdzlLdg==\n-----END PRIVATE KEY-----\n";

    private SecretDeployments() {}

    /** All of them. */
    public static List<AirflowDeployment> all() {
        return List.of(plain(), withEverythingMade(), withEverythingGiven());
    }

    /** Celery on the chart's Redis, a pool that knows the verifier, a deploy key, an AWS key, an administrator. */
    public static AirflowDeployment withEverythingMade() {
        return base().database(database().build())
                .pgBouncer(PgBouncerPool.builder()
                        .authentication(PoolAuthentication.SCRAM_VERIFIER)
                        .build())
                .broker(CeleryBroker.chartRedis())
                .gitSync(GitSync.builder()
                        .repository(GitRepository.of("git@github.com:example/dags.git"))
                        .access(GitAccess.deployKey(KnownHosts.github()))
                        .build())
                .remoteLogging(RemoteLogging.to(LogStore.s3("logs", "")).as(CloudIdentity.keySecret()))
                .adminUser(new AdminUser("admin", "admin@example.com", "Ada", "Admin"))
                .build();
    }

    /** A pool with a certificate, a broker elsewhere, an HTTPS repository, a Google key file. */
    public static AirflowDeployment withEverythingGiven() {
        return base().database(database().build())
                .pgBouncer(
                        PgBouncerPool.builder().clientTls(TlsMode.VERIFY_FULL).build())
                .broker(CeleryBroker.externalRedis("redis.example.com"))
                .gitSync(GitSync.builder()
                        .repository(GitRepository.of("https://github.com/example/dags.git"))
                        .access(GitAccess.httpsCredentials("x-access-token"))
                        .build())
                .remoteLogging(RemoteLogging.to(LogStore.gcs("logs", "")).as(CloudIdentity.keySecret()))
                .build();
    }

    /** One process after the other, straight to a server whose certificate nobody checks. */
    public static AirflowDeployment plain() {
        return AirflowDeployment.builder()
                .chartVersion("1.22.0")
                .airflowVersion("3.2.2")
                .executors(Executor.LOCAL)
                .database(database().tls(TlsMode.REQUIRE).build())
                .build();
    }

    private static AirflowDeploymentBuilder base() {
        return AirflowDeployment.builder()
                .chartVersion("1.22.0")
                .airflowVersion("3.2.2")
                .executors(Executor.CELERY);
    }

    private static ExternalDatabaseBuilder database() {
        return ExternalDatabase.builder().provider(DatabaseProvider.AWS_RDS).host("db.example.com");
    }
}
