package io.airworthy.render.lint;

import io.airworthy.render.report.RuleSummary;
import io.airworthy.validation.Severity;
import java.util.List;
import java.util.Optional;

/** Mistakes that only values can make: the model has no way to say them. */
final class ValuesRules {

    private static final String GUIDE = "https://airflow.apache.org/docs/helm-chart/stable/production-guide.html";
    private static final String PARAMETERS = "https://airflow.apache.org/docs/helm-chart/stable/parameters-ref.html";
    private static final String GIT_SYNC = "https://airflow.apache.org/docs/helm-chart/stable/manage-dag-files.html";
    private static final String DELIVERY =
            "https://airflow.apache.org/docs/helm-chart/stable/index.html#installing-the-chart-with-argo-cd-flux-rancher-or-terraform";

    static final RuleSummary POOL_IS_USED = error(
            "VALS-001",
            "Airflow bypasses the pool",
            "Airflow connects with the URL in the metadata Secret, and PgBouncer idles in front of a host that does not"
                    + " exist",
            "let the Secret's URL point at the pool, and give pgbouncer.configSecretName and"
                    + " pgbouncer.metricsExporterSidecar.statsSecretName",
            GUIDE + "#pgbouncer");

    static final RuleSummary KEYS_ARE_KEPT = warning(
            "VALS-002",
            "A key changes with every upgrade",
            "the chart generates a new one at each helm upgrade: users are logged out, and pods that started before and"
                    + " after refuse each other's tokens",
            "put the key into a Secret of your own and name that here",
            GUIDE + "#webserver-secret-key");

    static final RuleSummary REVISION_IS_TAKEN = error(
            "VALS-003",
            "git-sync does not take the revision that is written",
            "the chart hands on branch, rev and ref together, and branch wins: pods run other DAGs than the file says, or"
                    + " git-sync exits at its start",
            "write the same revision to branch and ref, and leave rev at HEAD",
            GIT_SYNC);

    static final RuleSummary BUDGET_IS_ONE = error(
            "VALS-004",
            "A disruption budget has two limits",
            "the chart's own maxUnavailable: 1 stays beside minAvailable, and Kubernetes rejects the budget",
            "write maxUnavailable: null beside minAvailable",
            PARAMETERS);

    static final RuleSummary DELIVERY_RUNS_JOBS = error(
            "VALS-005",
            "The migration waits for pods that wait for the migration",
            "the jobs are Helm hooks that run after all pods are ready, and the pods become ready after the migration:"
                    + " the installation hangs until it times out",
            "set useHelmHooks: false for migrateDatabaseJob and createUserJob",
            DELIVERY);

    static final RuleSummary ADMINISTRATOR_HAS_A_PASSWORD = warning(
            "VALS-006",
            "There is an administrator admin with the password admin",
            "whoever reaches the web interface can log in and run code with Airflow's permissions",
            "switch the job off and create users yourself, or give it another password",
            GUIDE);

    static final RuleSummary DATABASE_IS_NAMED = error(
            "VALS-007",
            "No database is named",
            "the bundled PostgreSQL is off, and Airflow connects to the host that it would have had: no pod starts",
            "set data.metadataSecretName, or data.metadataConnection.host",
            GUIDE + "#database");

    static final RuleSummary POOL_TAKES_THE_CONNECTION = error(
            "VALS-008",
            "Airflow asks the pool for TLS, which it does not have",
            "the chart writes sslmode into Airflow's URL to the pool as well, and every connection fails with 'server does"
                    + " not support SSL, but SSL was required'",
            "set data.metadataConnection.sslmode: disable, and pgbouncer.sslmode for the connection to the server",
            GUIDE + "#pgbouncer");

    static final RuleSummary TLS_MODE_IS_TAKEN = error(
            "VALS-009",
            "The chart drops the TLS mode",
            "it writes sslmode into the URL only where the protocol is exactly postgresql, and the connection may be"
                    + " unencrypted",
            "write protocol: postgresql",
            GUIDE + "#database");

    static final RuleSummary VARIABLE_COUNTS = error(
            "VALS-010",
            "The chart overrides a variable",
            "the chart sets the same variable from a Secret of its own after this one, and the last one counts",
            "switch the chart's own off under enableBuiltInSecretEnvVars, or name your Secret at the key for it",
            GUIDE);

    static final RuleSummary RESULTS_ARE_IN_THE_DATABASE = error(
            "VALS-011",
            "Celery cannot read the address of its result backend",
            "without db+ Celery looks for a result backend called postgresql, and no worker starts",
            "write db+ in front of it",
            "https://docs.celeryq.dev/en/stable/userguide/configuration.html#database-url-examples");

    static final RuleSummary POOL_VERIFIES_WITH_A_CA = error(
            "VALS-012",
            "The pool has no CA to verify the server with",
            "PgBouncer refuses every connection to the server, and its clients hang",
            "set pgbouncer.ssl.ca",
            GUIDE + "#pgbouncer");

    static final RuleSummary CHART_IS_THE_OFFICIAL_ONE = error(
            "VALS-013",
            "These are values of another chart",
            "the official chart does not have these keys: it drops or rejects them",
            "install the chart that they were written for, or rewrite them for this one",
            "https://airflow.apache.org/docs/helm-chart/stable/index.html");

    static final RuleSummary IDENTITY_READS_LOGS = warning(
            "VALS-014",
            "Nothing here lets Airflow's pods write their logs",
            "without a role, a connection or an identity of the nodes, the first task's log is lost",
            "annotate the service accounts, or set config.logging.remote_log_conn_id",
            "https://airflow.apache.org/docs/apache-airflow/stable/administration-and-deployment/logging-monitoring/logging-tasks.html");

    static final RuleSummary STATSD_REACHES_THE_EXPORTER = warning(
            "VALS-015",
            "Airflow's metrics do not reach the chart's exporter",
            "the chart's StatsD exporter runs and gets nothing, because the address that the chart sets for it is"
                    + " overridden",
            "remove statsd_host and statsd_port, or set statsd.enabled: false",
            PARAMETERS);

    static final RuleSummary BUNDLED_DATABASE = warning(
            "VALS-016",
            "The database is the bundled PostgreSQL",
            "it has one pod, no backup and no update, from an image that gets no fixes",
            "use an external database, and set postgresql.enabled: false",
            GUIDE + "#database");

    static final RuleSummary SCHEDULERS_HAVE_THE_KEY = error(
            "VALS-017",
            "Schedulers have no deploy key for git-sync",
            "where DAG files are on a volume, the chart gives schedulers git-sync without the volume of its key, and"
                    + " Kubernetes rejects them: Not found: \"git-sync-ssh-key\"",
            "add a volume git-sync-ssh-key of that Secret to scheduler.extraVolumes, with defaultMode: 288; or use an HTTPS"
                    + " address with dags.gitSync.credentialsSecret",
            "https://github.com/apache/airflow/issues/51803");

    static final RuleSummary DATABASE_IS_USED = warning(
            "VALS-019",
            "The bundled PostgreSQL runs, and nothing uses it",
            "it takes a pod and a volume, and people look for Airflow's data in the wrong database",
            "set postgresql.enabled: false",
            GUIDE + "#database");

    static final RuleSummary SUPPRESSION_IS_USED = warning(
            "LINT-001",
            "A suppression has no effect",
            "it hides the next mistake of this kind, which nobody has looked at",
            "remove it",
            "https://airflow.apache.org/docs/helm-chart/stable/index.html");

    static final RuleSummary SUPPRESSION_HAS_A_REASON = warning(
            "LINT-002",
            "A suppression has no reason",
            "nobody knows later whether it is still right, so it does not count",
            "write why, behind the rule's id",
            "https://airflow.apache.org/docs/helm-chart/stable/index.html");

    static final List<RuleSummary> ALL = List.of(
            POOL_IS_USED,
            KEYS_ARE_KEPT,
            REVISION_IS_TAKEN,
            BUDGET_IS_ONE,
            DELIVERY_RUNS_JOBS,
            ADMINISTRATOR_HAS_A_PASSWORD,
            DATABASE_IS_NAMED,
            POOL_TAKES_THE_CONNECTION,
            TLS_MODE_IS_TAKEN,
            VARIABLE_COUNTS,
            RESULTS_ARE_IN_THE_DATABASE,
            POOL_VERIFIES_WITH_A_CA,
            CHART_IS_THE_OFFICIAL_ONE,
            IDENTITY_READS_LOGS,
            STATSD_REACHES_THE_EXPORTER,
            BUNDLED_DATABASE,
            SCHEDULERS_HAVE_THE_KEY,
            DATABASE_IS_USED,
            SUPPRESSION_IS_USED,
            SUPPRESSION_HAS_A_REASON);

    private ValuesRules() {}

    private static RuleSummary error(String id, String title, String because, String remedy, String source) {
        return new RuleSummary(id, Severity.ERROR, title, because, remedy, Optional.of(source));
    }

    private static RuleSummary warning(String id, String title, String because, String remedy, String source) {
        return new RuleSummary(id, Severity.WARNING, title, because, remedy, Optional.of(source));
    }
}
