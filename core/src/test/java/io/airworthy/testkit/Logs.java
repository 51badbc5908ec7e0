package io.airworthy.testkit;

import io.airworthy.logging.CloudIdentity;
import io.airworthy.logging.LogStore;
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
                                        CloudIdentity.keySecret()))),
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

    private static Arbitrary<String> prefixes() {
        return Arbitraries.of("", "logs", "team a/logs", "50%", "%(x)s", "{{ x }}", "ünï", "it's \"here\"");
    }

    private static Arbitrary<Access> with(Arbitrary<? extends LogStore> stores, Arbitrary<CloudIdentity> identities) {
        return Combinators.combine(stores, identities).as(Access::new);
    }
}
