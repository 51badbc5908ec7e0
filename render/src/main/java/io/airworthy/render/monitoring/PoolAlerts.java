package io.airworthy.render.monitoring;

import static io.airworthy.render.monitoring.AlertSeverity.CRITICAL;
import static io.airworthy.render.monitoring.AlertSeverity.WARNING;

import io.airworthy.AirflowDeployment;
import io.airworthy.database.PgBouncerPool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Alerts on what PgBouncer's exporter shows. Every limit is one of each replica. */
final class PoolAlerts {

    private static final int CLIENTS_PERCENT = 80;

    /** PgBouncer's own default, after which it disconnects a client that waits. */
    private static final long QUERY_WAIT_TIMEOUT = 120;

    private static final Pattern SECONDS = Pattern.compile("[1-9][0-9]{0,5}");

    private final AirflowDeployment deployment;
    private final List<Alert> alerts = new ArrayList<>();

    PoolAlerts(AirflowDeployment deployment) {
        this.deployment = deployment;
    }

    List<Alert> all() {
        deployment.pgBouncer().ifPresent(this::alerts);
        return List.copyOf(alerts);
    }

    private void alerts(PgBouncerPool pool) {
        PoolSeries series = new PoolSeries(deployment);
        String metadata = deployment.names().metadataAlias();
        alert(
                "AirflowPoolClientsWait",
                RunbookPage.POOL_SATURATED,
                WARNING,
                "sum by (pod, database) (" + series.ofPools("waiting_clients", series.aliases()) + ") > 0",
                Duration.ofMinutes(5),
                "Clients of Airflow's PgBouncer wait for a connection",
                "{{ $value }} clients of {{ $labels.database }} have waited in {{ $labels.pod }} for 5 minutes. A replica opens "
                        + sizes(pool) + ".");
        long wait = waitTimeout(pool) / 2;
        alert(
                "AirflowPoolWaitsTooLong",
                RunbookPage.POOL_SATURATED,
                CRITICAL,
                "max by (pod, database) (" + series.ofPools("max_wait", series.aliases()) + ") > " + wait,
                Duration.ofMinutes(1),
                "Airflow's PgBouncer will soon disconnect clients that wait",
                "A client of {{ $labels.database }} has waited for {{ $value }} s. After " + waitTimeout(pool)
                        + " s (query_wait_timeout) PgBouncer disconnects it.");
        busy("AirflowPoolServersBusy", series, metadata, pool.metadataPoolSize());
        if (deployment.release().connections().usesResultBackend()) {
            busy(
                    "AirflowResultPoolServersBusy",
                    series,
                    deployment.names().resultBackendAlias(),
                    pool.resultBackendPoolSize());
        }
        long clients = (long) pool.maxClientConnections() * CLIENTS_PERCENT / 100;
        alert(
                "AirflowPoolClientLimit",
                RunbookPage.POOL_SATURATED,
                WARNING,
                "max by (pod) (" + series.items("used_clients") + ") > " + clients,
                Duration.ofMinutes(5),
                "Airflow's PgBouncer is close to its limit of clients",
                "{{ $labels.pod }} has {{ $value }} clients; beyond " + pool.maxClientConnections()
                        + " (max_client_conn) it refuses them.");
        alert(
                "AirflowDatabaseUnreachable",
                RunbookPage.DATABASE_DOWN,
                CRITICAL,
                "sum(" + series.connections(metadata) + ") < 1",
                Duration.ofMinutes(5),
                "Airflow's PgBouncer has no connection to the database",
                "No replica has had a connection for metadata for 5 minutes. The database does not answer or refuses the login,"
                        + " or Airflow does not use PgBouncer.");
        alert(
                "AirflowPoolMetricsMissing",
                RunbookPage.METRICS_MISSING,
                WARNING,
                "absent(" + series.connections(metadata) + ")",
                Duration.ofMinutes(10),
                "Prometheus has no metrics of Airflow's PgBouncer",
                "No alert on PgBouncer's own metrics can be raised. Its exporter is not scraped, or PgBouncer does not"
                        + " answer it.");
    }

    private void busy(String name, PoolSeries series, String alias, int size) {
        alert(
                name,
                RunbookPage.POOL_SATURATED,
                WARNING,
                "sum by (pod) (" + series.ofPools("active_server", List.of(alias)) + ") >= " + size,
                Duration.ofMinutes(15),
                "All server connections of Airflow's PgBouncer are busy",
                "In {{ $labels.pod }} all " + size + " connections for " + alias
                        + " have been busy for 15 minutes: queries are slow, or the pool is small.");
    }

    private String sizes(PgBouncerPool pool) {
        return pool.metadataPoolSize() + " connections for metadata"
                + (deployment.release().connections().usesResultBackend()
                        ? " and " + pool.resultBackendPoolSize() + " for Celery's results"
                        : "");
    }

    private static long waitTimeout(PgBouncerPool pool) {
        String given = pool.options().getOrDefault("query_wait_timeout", "");
        return SECONDS.matcher(given).matches() ? Long.parseLong(given) : QUERY_WAIT_TIMEOUT;
    }

    private void alert(
            String name,
            RunbookPage page,
            AlertSeverity severity,
            String expression,
            Duration pending,
            String summary,
            String description) {
        alerts.add(new Alert(name, page, severity, AlertSource.PGBOUNCER, expression, pending, summary, description));
    }
}
