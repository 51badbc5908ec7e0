package io.airworthy.testkit;

import io.airworthy.logging.CloudIdentity;
import io.airworthy.logging.LogSearch;
import io.airworthy.logging.LogStore;
import io.airworthy.logging.LogStore.S3Addressing;
import io.airworthy.logging.LogStore.S3Encryption;
import io.airworthy.logging.RemoteLogging;
import io.airworthy.logging.RemoteLoggingBuilder;
import java.time.Period;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Builders;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Remote logs: every store with every identity that its cloud knows. */
public final class Logs {

    private static final String ROLE = "arn:aws:iam::111122223333:role/team/airflow-logs";
    private static final String UUID = "00000000-1111-2222-3333-444455556666";

    private Logs() {}

    /** A store, and an identity that it knows. */
    private record Access(LogStore store, CloudIdentity identity) {}

    /**
     * Remote logging.
     *
     * @return stores with identities of the same cloud
     */
    public static Arbitrary<RemoteLogging> remoteLoggings() {
        return accesses()
                .flatMap(access -> Builders.withBuilder(
                                () -> RemoteLogging.to(access.store()).identity(access.identity()))
                        .use(Arbitraries.of("logs", "my_connection_2"))
                        .withProbability(0.3)
                        .in(RemoteLoggingBuilder::connectionId)
                        .use(Arbitraries.of(true, false))
                        .in(RemoteLoggingBuilder::deleteLocalLogs)
                        .use(Arbitraries.of(Period.ofDays(1), Period.ofMonths(18)))
                        .withProbability(0.5)
                        .in(RemoteLoggingBuilder::retention)
                        .build(RemoteLoggingBuilder::build));
    }

    /**
     * Stores of all clouds.
     *
     * @return buckets, containers and log groups that can exist
     */
    public static Arbitrary<LogStore> stores() {
        return accesses().map(Access::store);
    }

    /**
     * Identities of all clouds.
     *
     * @return roles, accounts and keys, written as their clouds write them
     */
    public static Arbitrary<CloudIdentity> identities() {
        return accesses().map(Access::identity);
    }

    private static Arbitrary<Access> accesses() {
        return Arbitraries.frequencyOf(
                Tuple.of(
                        3,
                        with(
                                s3(),
                                Arbitraries.of(
                                        CloudIdentity.irsa(ROLE),
                                        CloudIdentity.eksPodIdentity(ROLE),
                                        CloudIdentity.ofNodes(),
                                        CloudIdentity.keySecret()))),
                Tuple.of(1, with(compatible(), Arbitraries.of(CloudIdentity.keySecret(), CloudIdentity.ofNodes()))),
                Tuple.of(
                        1,
                        with(
                                Arbitraries.of(
                                        LogStore.s3("my-airflow-logs-bucket", "logs"),
                                        LogStore.gcs("my-logs.example.com", ""),
                                        LogStore.azureBlob("account1", "airflow-logs", "")),
                                Arbitraries.of(
                                        CloudIdentity.existingConnection(),
                                        CloudIdentity.existingConnection("log-store", "AIRFLOW_CONN")))),
                Tuple.of(
                        1,
                        with(
                                Arbitraries.just(LogStore.cloudWatch(
                                        "arn:aws:logs:eu-west-1:111122223333:log-group:/airflow/tasks#1")),
                                Arbitraries.of(CloudIdentity.irsa(ROLE), CloudIdentity.keySecret()))),
                Tuple.of(
                        2,
                        with(
                                prefixes().map(prefix -> LogStore.gcs("my-logs.example.com", prefix)),
                                Arbitraries.of(
                                        CloudIdentity.gkeWorkloadIdentity("logs@project.iam.gserviceaccount.com"),
                                        CloudIdentity.keyFile("/etc/gcp/my key.json"),
                                        CloudIdentity.keySecret()))),
                Tuple.of(
                        2,
                        with(
                                prefixes().map(prefix -> LogStore.azureBlob("account1", "airflow-logs", prefix)),
                                Arbitraries.of(
                                        CloudIdentity.azureWorkloadIdentity(UUID, UUID), CloudIdentity.keySecret()))));
    }

    private static Arbitrary<LogStore> s3() {
        return Combinators.combine(prefixes(), Arbitraries.of(S3Encryption.values()))
                .as((prefix, encryption) -> LogStore.s3("my-airflow-logs-bucket", prefix).toBuilder()
                        .encryption(encryption)
                        .build());
    }

    /** Stores that are not Amazon's and speak its language. */
    private static Arbitrary<LogStore> compatible() {
        return Builders.withBuilder(() -> LogStore.S3.builder().bucket("my-airflow-logs-bucket"))
                .use(Arbitraries.of("https://minio.example.com:9000", "http://10.0.0.7:9000", "https://[fd00::7]"))
                .withProbability(0.8)
                .in((store, endpoint) -> store.endpoint(endpoint))
                .use(Arbitraries.of("us-east-1", "garage"))
                .withProbability(0.5)
                .in((store, region) -> store.region(region))
                .use(Arbitraries.of(S3Addressing.class))
                .withProbability(0.5)
                .in((store, style) -> store.addressing(style))
                .use(Arbitraries.of("/etc/minio/ca.crt", "/opt/a b/ü&=?$(x).pem"))
                .withProbability(0.5)
                .in((store, file) -> store.caFile(file))
                .build(store -> store.build());
    }

    /**
     * Search engines that logs are read from.
     *
     * @return Elasticsearch and OpenSearch
     */
    public static Arbitrary<LogSearch> searches() {
        return Combinators.combine(
                        Arbitraries.of(LogSearch.Engine.class), Names.subdomains(), Arbitraries.of(true, false))
                .as((engine, secret, stdout) -> LogSearch.builder()
                        .engine(engine)
                        .secretName(secret)
                        .writesToStdout(stdout)
                        .build());
    }

    private static Arbitrary<String> prefixes() {
        return Arbitraries.of("", "logs", "team a/logs", "50%", "%(x)s", "{{ x }}", "ünï", "it's \"here\"");
    }

    private static Arbitrary<Access> with(Arbitrary<? extends LogStore> stores, Arbitrary<CloudIdentity> identities) {
        return Combinators.combine(stores, identities).as(Access::new);
    }
}
