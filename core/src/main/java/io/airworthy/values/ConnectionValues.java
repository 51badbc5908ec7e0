package io.airworthy.values;

import io.airworthy.catalogue.Purpose;
import io.airworthy.catalogue.SecretCatalogue;
import io.airworthy.connection.ConnectionPlan;
import io.airworthy.database.PgBouncerPool;
import io.airworthy.pods.Spread;
import java.util.ArrayList;
import java.util.List;

/** Database, pool and broker, and the files that connections to them need. */
final class ConnectionValues {

    /** Where Airflow's containers have the key file of a Google service account. */
    static final String LOG_STORE_KEY_FOLDER = "/etc/airworthy/log-store";

    private ConnectionValues() {}

    static void write(ValuesDraft values) {
        database(values);
        files(values);
        values.deployment().pgBouncer().ifPresent(pool -> pool(values, pool));
        broker(values);
    }

    private static void database(ValuesDraft values) {
        values.section("The database is outside the chart. The Secrets hold complete URLs"
                + (values.deployment().pgBouncer().isPresent() ? ", which lead through PgBouncer." : "."));
        values.put("postgresql.enabled", false);
        values.putSecret("data.metadataSecretName", Purpose.DATABASE);
        values.putSecret("data.resultBackendSecretName", Purpose.RESULT_BACKEND);
        if (values.catalogue().find(Purpose.BROKER).isPresent()) {
            values.putSecret("data.brokerUrlSecretName", Purpose.BROKER);
        } else if (!values.deployment().usesCelery()
                || values.deployment().broker().isPresent()) {
            // Nothing reads it without Celery; without a name the chart makes a Secret that holds nonsense.
            values.put("data.brokerUrlSecretName", values.deployment().names().object(Purpose.BROKER.suffix()));
        }
    }

    private static void files(ValuesDraft values) {
        List<Mount> mounts = mounts(values);
        if (mounts.isEmpty()) {
            return;
        }
        values.section("Files that every Airflow container"
                + (values.deployment().pgBouncer().isPresent() ? " and PgBouncer need" : " needs")
                + ": what server certificates are checked against, and keys that are files.");
        values.put("volumes", mounts.stream().map(Mount::volume).toList());
        values.put("volumeMounts", mounts.stream().map(Mount::volumeMount).toList());
    }

    private static List<Mount> mounts(ValuesDraft values) {
        SecretCatalogue catalogue = values.catalogue();
        List<Mount> mounts = new ArrayList<>();
        catalogue
                .find(Purpose.DATABASE_CA)
                .ifPresent(secret -> mounts.add(new Mount(
                        "database-ca", secret.name(), folder(ConnectionPlan.DATABASE_CA_FILE), SecretCatalogue.CA)));
        if (values.plan().needsPoolCa()) {
            catalogue
                    .find(Purpose.POOL_TLS)
                    .ifPresent(secret -> mounts.add(new Mount(
                            "pgbouncer-ca", secret.name(), folder(ConnectionPlan.POOL_CA_FILE), SecretCatalogue.CA)));
        }
        catalogue
                .find(Purpose.LOG_STORE)
                .filter(secret -> secret.entries().containsKey(SecretCatalogue.KEY_FILE))
                .ifPresent(secret -> mounts.add(
                        new Mount("log-store", secret.name(), LOG_STORE_KEY_FOLDER, SecretCatalogue.KEY_FILE)));
        return mounts;
    }

    private static String folder(String file) {
        return file.substring(0, file.lastIndexOf('/'));
    }

    private static void pool(ValuesDraft values, PgBouncerPool pool) {
        values.section(
                "PgBouncer between Airflow and the database. Its configuration, users and limits are in the Secret"
                        + " named by configSecretName: with that, the chart ignores its own keys for them.");
        values.put("pgbouncer.enabled", true);
        values.put("pgbouncer.replicas", pool.replicas());
        values.putSecret("pgbouncer.configSecretName", Purpose.POOL);
        values.putSecret("pgbouncer.metricsExporterSidecar.statsSecretName", Purpose.POOL_STATS);
        values.put("pgbouncer.resources", ComponentValues.resources(pool.resources()));
        ComponentValues.disruptionBudget(values, "pgbouncer", pool.disruptionBudget());
        // The chart keeps the pool's replicas apart by nothing of its own.
        values.put(
                "pgbouncer.topologySpreadConstraints",
                ComponentValues.spread(values.deployment(), Spread.NODES_AND_ZONES, "pgbouncer"));
        if (values.plan().poolHasCertificate()) {
            certificate(values);
        }
        NetworkValues.monitoring(values).ifPresent(from -> values.put("pgbouncer.extraNetworkPolicies", List.of(from)));
    }

    private static void certificate(ValuesDraft values) {
        values.catalogue()
                .find(Purpose.POOL_TLS)
                .map(secret ->
                        new Mount("pgbouncer-tls", secret.name(), ConnectionPlan.POOL_TLS_FOLDER, "tls.crt", "tls.key"))
                .ifPresent(mount -> {
                    values.put("pgbouncer.extraVolumes", List.of(mount.volume()));
                    values.put("pgbouncer.extraVolumeMounts", List.of(mount.volumeMount()));
                });
    }

    private static void broker(ValuesDraft values) {
        boolean chartRedis =
                values.plan().brokerUrl().isPresent() && values.deployment().usesChartRedis();
        values.section(chartRedis ? "The broker is the chart's own Redis." : "The chart's own Redis is not used.");
        values.put("redis.enabled", chartRedis);
        values.putSecret("redis.passwordSecretName", Purpose.REDIS);
    }
}
