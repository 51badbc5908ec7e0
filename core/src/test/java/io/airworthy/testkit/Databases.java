package io.airworthy.testkit;

import io.airworthy.database.BackupPolicy;
import io.airworthy.database.DatabaseCleanup;
import io.airworthy.database.DatabaseCredentials;
import io.airworthy.database.DatabaseProvider;
import io.airworthy.database.ExternalDatabase;
import io.airworthy.database.ExternalDatabaseBuilder;
import io.airworthy.database.PgBouncerPool;
import io.airworthy.database.PoolAuthentication;
import io.airworthy.database.PoolMode;
import io.airworthy.database.ServerPooling;
import io.airworthy.database.TlsMode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Builders;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** External databases, and the pools before them. */
public final class Databases {

    private Databases() {}

    /**
     * External databases of every provider, without a {@code max_connections}: how many are enough depends on the
     * deployment.
     *
     * @return databases with every TLS mode that the rules accept for the provider
     */
    public static Arbitrary<ExternalDatabase> databases() {
        return Arbitraries.of(DatabaseProvider.values()).flatMap(Databases::of);
    }

    /**
     * Pools, whose sizes do not know of any deployment yet.
     *
     * @return pools with every way to authenticate, with and without TLS to Airflow
     */
    public static Arbitrary<PgBouncerPool> pools() {
        return Arbitraries.frequencyOf(
                        Tuple.of(1, Arbitraries.just(1)),
                        Tuple.of(6, Arbitraries.of(2, 3)),
                        Tuple.of(1, Arbitraries.integers().between(4, 200)))
                .flatMap(Databases::poolOf);
    }

    /**
     * Where the URL of a database comes from.
     *
     * @return our Secret, no password, and operators' Secrets with a URL or with keys of their own
     */
    public static Arbitrary<DatabaseCredentials> credentials() {
        return Arbitraries.of(
                DatabaseCredentials.ours(),
                DatabaseCredentials.identity(),
                DatabaseCredentials.urlFrom("airflow-pguser-airflow", "uri"),
                DatabaseCredentials.urlFrom("team.database", "connection"),
                DatabaseCredentials.urlFrom("team-database", "URL").toBuilder()
                        .asyncKey("async-url")
                        .build(),
                DatabaseCredentials.keysFrom("airflow-db-app", "username", "password"),
                DatabaseCredentials.keysFrom("airflow-pguser-airflow", "user", "password").toBuilder()
                        .hostKey("pgbouncer-host")
                        .portKey("pgbouncer-port")
                        .databaseKey("dbname")
                        .build());
    }

    /**
     * Ways to keep a database.
     *
     * @return policies that keep backups for a day at least
     */
    public static Arbitrary<BackupPolicy> backups() {
        return Combinators.combine(
                        Arbitraries.of("automated daily snapshots", "pg_dump, hourly; {{a}} 100% $HOME"),
                        Arbitraries.of(Duration.ofDays(1), Duration.ofDays(14), Duration.ofDays(3650)),
                        Arbitraries.of(true, false))
                .as((description, retention, pointInTime) -> BackupPolicy.builder()
                        .description(description)
                        .retention(retention)
                        .pointInTimeRecovery(pointInTime)
                        .build());
    }

    private static Arbitrary<ExternalDatabase> of(DatabaseProvider provider) {
        Arbitrary<TlsMode> tls = provider == DatabaseProvider.GOOGLE_CLOUD_SQL
                ? Arbitraries.of(TlsMode.REQUIRE, TlsMode.VERIFY_CA)
                : Arbitraries.of(TlsMode.REQUIRE, TlsMode.VERIFY_CA, TlsMode.VERIFY_FULL);
        return Builders.withBuilder(() -> ExternalDatabase.builder().provider(provider))
                .use(Hosts.hosts())
                .in(ExternalDatabaseBuilder::host)
                .use(Hosts.ports())
                .withProbability(0.5)
                .in(ExternalDatabaseBuilder::port)
                .use(identifiers())
                .withProbability(0.5)
                .in(ExternalDatabaseBuilder::database)
                .use(identifiers())
                .withProbability(0.5)
                .in(ExternalDatabaseBuilder::user)
                .use(tls)
                .withProbability(0.7)
                .in(ExternalDatabaseBuilder::tls)
                .use(Arbitraries.of(ServerPooling.values()))
                .withProbability(0.2)
                .in(ExternalDatabaseBuilder::pooling)
                .use(backups())
                .withProbability(0.5)
                .in(ExternalDatabaseBuilder::backup)
                .use(Secrets.sources())
                .withProbability(0.3)
                .in(ExternalDatabaseBuilder::passwordFrom)
                .build(ExternalDatabaseBuilder::build);
    }

    /** Names as PostgreSQL takes them: nearly anything, 63 bytes of it. */
    private static Arbitrary<String> identifiers() {
        return Arbitraries.of(
                "airflow",
                "user@host",
                "we:ird/na?me#",
                "quote\"and'more",
                "per%cent",
                "do$$llar$(X)",
                "{{ braces }}",
                "back\\slash",
                "ünïcode",
                "with space",
                "~tilde+plus",
                "n".repeat(63));
    }

    private static Arbitrary<PgBouncerPool> poolOf(int replicas) {
        return Builders.withBuilder(() -> PgBouncerPool.builder().replicas(replicas))
                .use(Arbitraries.of(PoolMode.TRANSACTION, PoolMode.SESSION))
                .withProbability(0.3)
                .in((pool, mode) -> pool.poolMode(mode))
                .use(Arbitraries.of(PoolAuthentication.values()))
                .withProbability(0.6)
                .in((pool, authentication) -> pool.authentication(authentication))
                .use(Arbitraries.of(TlsMode.DISABLE, TlsMode.REQUIRE, TlsMode.VERIFY_CA, TlsMode.VERIFY_FULL))
                .withProbability(0.6)
                .in((pool, tls) -> pool.clientTls(tls))
                .use(Availability.resources())
                .withProbability(0.5)
                .in((pool, resources) -> pool.resources(resources))
                .use(Availability.resources())
                .withProbability(0.3)
                .in((pool, resources) -> pool.exporterResources(resources))
                .use(Arbitraries.of(Map.of("server_lifetime", "600", "log_connections", "0"), Map.of("verbose", "2")))
                .withProbability(0.3)
                .in((pool, options) -> pool.options(options))
                .use(Arbitraries.of(Map.of("max_db_connections", "50")))
                .withProbability(0.2)
                .in((pool, options) -> pool.metadataOptions(options))
                .use(Availability.serviceAccounts())
                .withProbability(0.2)
                .in((pool, account) -> pool.serviceAccount(account))
                .use(Arbitraries.maps(Arbitraries.of("acme.com/of-pool", "owner"), Arbitraries.of("data", "no")))
                .withProbability(0.2)
                .in((pool, annotations) -> pool.serviceAnnotations(annotations))
                .use(Names.subdomains())
                .withProbability(0.2)
                .in((pool, name) -> pool.priorityClass(name))
                .use(Availability.budgets(replicas))
                .in((pool, budget) -> pool.disruptionBudget(budget))
                .build(pool -> pool.build());
    }

    /**
     * Jobs that delete old rows.
     *
     * @return clean-ups of some tables and of all
     */
    public static Arbitrary<DatabaseCleanup> cleanups() {
        return Builders.withBuilder(DatabaseCleanup::builder)
                .use(Arbitraries.of("0 3 * * *", "@daily", "*/15 1-5 * JAN-MAR SUN"))
                .withProbability(0.6)
                .in((cleanup, schedule) -> cleanup.schedule(schedule))
                .use(Arbitraries.of(1, 30, 3650))
                .withProbability(0.6)
                .in((cleanup, days) -> cleanup.retentionDays(days))
                .use(Arbitraries.just(true))
                .withProbability(0.3)
                .in((cleanup, skip) -> cleanup.skipArchive(skip))
                .use(Arbitraries.just(List.of("log", "task_instance")))
                .withProbability(0.3)
                .in((cleanup, tables) -> cleanup.tables(tables))
                .use(Availability.resources())
                .withProbability(0.3)
                .in((cleanup, resources) -> cleanup.job(job -> job.resources(resources)))
                .use(Availability.commands())
                .withProbability(0.2)
                .in((cleanup, words) -> cleanup.job(job -> job.command(words).args(words)))
                .build(cleanup -> cleanup.build());
    }
}
