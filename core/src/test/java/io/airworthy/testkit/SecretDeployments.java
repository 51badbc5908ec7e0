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
            MIIBmzCCAUGgAwIBAgIULU9rlhlkP6sbhXVXV6OnyEN37oswCgYIKoZIzj0EAwIw
            DzENMAsGA1UEAwwEdGVzdDAgFw0yNjExMjUxNzUzMzlaGA8yMTI2MTEwMTE3NTMz
            OVowDzENMAsGA1UEAwwEdGVzdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABCCO
            tPu7Y9vmLUtjOP2+qPDhFYqL9It/QEoA4VwjgpF25yt1mZWJmK/HjTXV0bfpYPIM
            BHJSvOUZkLxdrM6yjCejeTB3MB0GA1UdDgQWBBTb+bdz3P66yAX5bqR//FTP3KqD
            JTAfBgNVHSMEGDAWgBTb+bdz3P66yAX5bqR//FTP3KqDJTAPBgNVHRMBAf8EBTAD
            AQH/MCQGA1UdEQQdMBuCGWFpcmZsb3ctcGdib3VuY2VyLmFpcmZsb3cwCgYIKoZI
            zj0EAwIDSAAwRQIgGgoTeIylxXjBLiJoRma5bPZQB2MkTxEfy/47XoT9KQYCIQDG
            fkG+Vjj4FiRaNyihL/hOQ9dV6wnC1OI1Ra3Qy1Oy9Q==
            -----END CERTIFICATE-----
            """;

    /** The private key of that certificate, which protects nothing. */
    public static final String PRIVATE_KEY = """
            -----BEGIN PRIVATE KEY-----
            MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgxu5v3iVwaR2RGFrl
            pbPlq+2onDKMAbe0Rz3j3vzF+JihRANCAAQgjrT7u2Pb5i1LYzj9vqjw4RWKi/SL
            f0BKAOFcI4KRducrdZmViZivx4011dG36WDyDARyUrzlGZC8XazOsown
            -----END PRIVATE KEY-----
            """;

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
                .adminUser(AdminUser.builder()
                        .username("admin")
                        .email("admin@example.com")
                        .firstName("Ada")
                        .lastName("Admin")
                        .build())
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
