package io.airworthy.render.document;

import io.airworthy.AirflowDeployment;
import io.airworthy.ExternalUrl;
import io.airworthy.ServicePort;
import io.airworthy.WebTier;
import io.airworthy.catalogue.RequiredSecret;
import io.airworthy.catalogue.SecretCatalogue;
import io.airworthy.configuration.AirflowTrait;
import io.airworthy.dags.GitSync;
import io.airworthy.material.Purpose;
import io.airworthy.release.Part;
import io.airworthy.release.Workload;
import io.airworthy.release.Workloads;
import java.util.ArrayList;
import java.util.List;

/** The commands that say how the deployment is. Installation, procedures and incidents all use the same ones. */
final class HealthCommands {

    /** What {@code airflow config lint} finds in every deployment: the chart itself sets it. */
    static final String OPTIONS_OF_THE_CHART = "`executor` and `enable_proxy_fix`";

    /** Where the API server or the webserver listens. */
    static final int WEB_PORT = WebTier.PORT;

    /** Where the chart's StatsD exporter shows Airflow's metrics. */
    static final int STATSD_PORT = 9102;

    /** Where the exporter in each pod of the pool shows PgBouncer's metrics. */
    static final int POOL_EXPORTER_PORT = 9127;

    private final AirflowDeployment deployment;
    private final Kubectl kubectl;
    private final Workloads workloads;
    private final DatabaseServer server;

    HealthCommands(AirflowDeployment deployment) {
        this.deployment = deployment;
        this.kubectl = new Kubectl(deployment);
        this.workloads = deployment.release().workloads();
        this.server = new DatabaseServer(deployment);
    }

    Script pods() {
        return kubectl.line("get pods -l {}", "release=" + deployment.releaseName());
    }

    /** Airflow's own report, asked for inside the pod: no ingress, no login. */
    Script report() {
        return kubectl.exec(
                workloads.web(),
                "curl -fsS --max-time 20 {}",
                "http://localhost:" + WEB_PORT + webPath() + reportPath());
    }

    Script schedulers() {
        return kubectl.exec(workloads.web(), "airflow jobs check --job-type SchedulerJob --allow-multiple --limit 100");
    }

    Script workers() {
        return kubectl.exec(
                workloads.workers().get(0),
                "python -m celery --app airflow.providers.celery.executors.celery_executor.app inspect ping");
    }

    Script database() {
        return kubectl.exec(workloads.web(), "airflow db check")
                .then(kubectl.exec(workloads.web(), "airflow db check-migrations"));
    }

    /** What each pool replica says of itself. {@code hostaddr} wins over the host in the URL. */
    Script poolStatistics() {
        return Script.of("(")
                .line(
                        "  url=$({})",
                        kubectl.secretValue(deployment.names().secret(Purpose.POOL_STATS), SecretCatalogue.CONNECTION))
                .line(
                        "  for ip in $({} get pods -l {} -o 'jsonpath={.items[*].status.podIP}'); do",
                        kubectl.inNamespace(),
                        "release=" + deployment.releaseName() + ",component=pgbouncer")
                .line("    echo \"PgBouncer at $ip\"")
                .line("    printf '%s\\n' \"$url&hostaddr=$ip\" |")
                .line("      {} \\", kubectl.withInput(workloads.web()))
                .line("        sh -c 'read -r url && psql \"$url\" -c \"SHOW POOLS\" -c \"SHOW SERVERS\"'")
                .line("  done")
                .line(")");
    }

    /** Asked where the files are: Airflow 2 reads them for both answers. */
    Script dags() {
        return kubectl.exec(workloads.dagParser(), "airflow dags list")
                .then(kubectl.exec(workloads.dagParser(), "airflow dags list-import-errors"));
    }

    /** The label selector of all pods of a workload. A log asked for by workload comes from one pod only. */
    String selector(Workload workload) {
        // Pods of tasks have the label of workers, and a container of another name.
        return selector(workload.container())
                + (workload.part() == Part.WORKERS && deployment.usesKubernetesPods()
                        ? ",kubernetes_executor!=True"
                        : "");
    }

    /** Groups of workers have the label of all workers. */
    private String selector(String component) {
        return "release=" + deployment.releaseName() + ",component=" + component;
    }

    Script gitSyncLogs() {
        return workloads.withGitSync().stream()
                .map(this::selector)
                .distinct()
                .map(selector -> kubectl.line("logs -l {} -c git-sync --prefix --tail=5", selector))
                .reduce(Script.empty(), Script::then);
    }

    /** The commit in the pods and the one in the repository. */
    Script commits(GitSync git) {
        Script here = kubectl.exec(workloads.dagParser(), "readlink " + deployment.dagMount() + "/repo");
        String name = git.ref().name();
        return switch (git.ref().kind()) {
            case COMMIT -> here.comment("It must end in {}", name);
            case BRANCH -> here.then(remote(git, "refs/heads/" + name));
            // An annotated tag is an object of its own; the commit stands behind it.
            case TAG -> here.then(remote(git, "refs/tags/" + name, "refs/tags/" + name + "^{}"));
            case HEAD -> here.then(remote(git, name));
        };
    }

    private static Script remote(GitSync git, String... refs) {
        return Script.of("git ls-remote {} {}", git.repository().toString(), Script.Words.of(List.of(refs)));
    }

    Script testRun() {
        Workload in = workloads.dagParser();
        return Script.of("dag_id=your_small_dag")
                .line("run_id=check-$(date +%s)")
                .then(kubectl.exec(in, "airflow dags unpause \"$dag_id\""))
                .then(kubectl.exec(in, "airflow dags trigger --run-id \"$run_id\"" + logicalDate() + " \"$dag_id\""))
                .then(kubectl.exec(in, "airflow tasks states-for-dag-run \"$dag_id\" \"$run_id\""));
    }

    /** Without one, a DAG with {@code {{ ds }}} fails although Airflow works. */
    private String logicalDate() {
        return AirflowTrait.TRIGGERS_WITHOUT_LOGICAL_DATE.isIn(deployment.airflowVersion())
                ? " --logical-date \"$(date -u +%Y-%m-%dT%H:%M:%SZ)\""
                : "";
    }

    Script failedUploads() {
        Script script = workloads.writingLogs().stream()
                .filter(workload -> workload.part() != Part.WORKERS
                        || workload.equals(workloads.workers().get(0)))
                .map(workload -> failedUploads(selector(workload), workload.container()))
                .reduce(Script.empty(), Script::then);
        return deployment.usesKubernetesPods()
                ? script.then(
                        failedUploads("release=" + deployment.releaseName() + ",kubernetes_executor=True", "base"))
                : script;
    }

    private Script failedUploads(String selector, String container) {
        return kubectl.line(
                "logs -l {} -c {} --since=1h --tail=-1 --max-log-requests=50 | grep -i {} || echo 'no failed upload'",
                selector,
                container,
                "could not write logs");
    }

    /** Tries the keys on everything that is encrypted in the database. A connection that is a variable proves nothing. */
    Script decrypts() {
        return kubectl.execWithInput(workloads.web(), "python - <<'PYTHON'")
                .then(new Script("""
                        from airflow.models.crypto import get_fernet
                        from airflow.utils.session import create_session
                        from sqlalchemy import text
                        encrypted = text(\"""
                            SELECT password FROM connection WHERE is_encrypted AND password <> ''
                            UNION ALL SELECT extra FROM connection WHERE is_extra_encrypted AND extra <> ''
                            UNION ALL SELECT val FROM variable WHERE is_encrypted AND val <> ''\""")
                        decrypted = lost = 0
                        with create_session() as session:
                            for (token,) in session.execute(encrypted):
                                try:
                                    get_fernet().decrypt(token.encode())
                                    decrypted += 1
                                except Exception:
                                    lost += 1
                        print(f"decrypted {decrypted}, lost {lost}")
                        PYTHON\
                        """.lines().toList()));
    }

    /** Reads an exporter through a port that is open only as long as it takes; network policies do not stop it. */
    Script scrape(Workload exporter, int port, String pattern) {
        return kubectl.line("port-forward {} {} > /dev/null &", exporter.reference(), port + ":" + port)
                .line("forward=$!; sleep 3")
                .line("curl -fsS http://127.0.0.1:{}/metrics | grep -E {}", port, pattern)
                .line("kill \"$forward\"");
    }

    /** What runs and waits now. Asked in the DAG processor, which stays while others are stopped. */
    Script runningTasks() {
        return kubectl.query(
                workloads.dagParser(),
                "SELECT state, count(*) FROM task_instance WHERE state IN ('queued', 'running') GROUP BY state;");
    }

    /** Who is connected to the server, and what holds the others up. Asked around the pool, which may be what hangs. */
    Script sessions() {
        return server.query(workloads.web(), """
                SELECT pid, client_addr, application_name, state, now() - xact_start AS age,
                       pg_blocking_pids(pid) AS waits_for, left(query, 60) AS query
                FROM pg_stat_activity WHERE datname = current_database() ORDER BY xact_start NULLS LAST LIMIT 30;\
                """);
    }

    /** How large the database is, and what in it. */
    Script sizes() {
        return server.query(workloads.web(), """
                SELECT pg_size_pretty(pg_database_size(current_database()));
                SELECT relname, pg_size_pretty(pg_total_relation_size(oid)) FROM pg_class
                WHERE relkind = 'r' ORDER BY pg_total_relation_size(oid) DESC LIMIT 10;\
                """);
    }

    /** Whether the connection to the server is encrypted. */
    Script encryption() {
        return kubectl.query(
                workloads.web(), "SELECT ssl, version, cipher FROM pg_stat_ssl WHERE pid = pg_backend_pid();");
    }

    /** Secrets that the chart makes if no name reaches it. */
    Script generatedSecrets() {
        return Script.of("names=$({} get secrets -o name) &&", kubectl.inNamespace())
                .line(
                        "  { printf '%s\\n' \"$names\" | grep -E {} || echo 'none, as it should be'; }",
                        generatedNames());
    }

    /** The names of the Secrets that the chart generates where the values name none, unless one of ours has the name. */
    String generatedNames() {
        List<String> names = new ArrayList<>(List.of("metadata", "fernet-key"));
        if (deployment.usesCelery()) {
            names.addAll(List.of("result-backend", "broker-url"));
        }
        workloads.redis().ifPresent(redis -> names.add("redis-password"));
        workloads.pool().ifPresent(pool -> names.addAll(List.of("pgbouncer-config", "pgbouncer-stats")));
        names.addAll(
                switch (deployment.webTier()) {
                    case WEBSERVER -> List.of("webserver-secret-key");
                    case API_SERVER -> List.of("api-secret-key", "jwt-secret");
                });
        deployment
                .release()
                .secrets()
                .all()
                .forEach(secret -> names.removeIf(
                        name -> secret.name().equals(deployment.names().object(name))));
        return "^secret/" + deployment.names().object("(" + String.join("|", names) + ")$");
    }

    /** Whether Airflow is told to send metrics. */
    Script metricsOption() {
        return deployment.metrics().exporters().stream()
                .findFirst()
                .map(exporter -> exporter.<String>match(
                        chart -> "statsd_on", statsd -> "statsd_on", node -> "statsd_on", otel -> "otel_on"))
                .map(option -> kubectl.exec(workloads.web(), "airflow config get-value metrics {}", option))
                .orElse(Script.empty());
    }

    /** What the chart's exporter says of the schedulers' heartbeats. */
    Script statsdMetrics() {
        return workloads
                .find(Part.STATSD)
                .map(statsd -> scrape(statsd, STATSD_PORT, "^[^#]*scheduler_heartbeat"))
                .orElse(Script.empty());
    }

    /** What one pod of the pool says of waiting clients. */
    Script poolMetrics() {
        return workloads
                .pool()
                .map(pool -> scrape(pool, POOL_EXPORTER_PORT, "^pgbouncer_exporter_pools_(waiting_clients|max_wait)"))
                .orElse(Script.empty());
    }

    /** Where the user interface cannot read a log. */
    Script failedReads() {
        return kubectl.line(
                "logs -l {} -c {} --since=1h --tail=-1 | grep -iE {} || echo 'no failed read'",
                selector(workloads.web()),
                workloads.web().container(),
                "could not read|access denied|forbidden|credential");
    }

    /** The certificates under a key of a Secret. */
    Script certificateOf(String secret, String key) {
        return Script.of("{} | openssl x509 -noout -subject -enddate", kubectl.secretValue(secret, key));
    }

    /** The certificates that the database CA bundle holds in the cluster. */
    Script caExpiry() {
        return Script.of(
                        "{} > current-ca.pem",
                        kubectl.secretValue(deployment.names().secret(Purpose.DATABASE_CA), SecretCatalogue.CA))
                .line("openssl storeutl -noout -text -certs current-ca.pem | grep -E 'Subject:|Not After'");
    }

    /** Every Secret of the deployment's purposes, whoever makes it. */
    Script.Words secretNames() {
        return names(deployment.release().secrets().all());
    }

    /** The Secrets that have to be created for the deployment. */
    Script.Words ownSecretNames() {
        return names(deployment.release().secrets().required());
    }

    private static Script.Words names(List<RequiredSecret> secrets) {
        return Script.Words.of(
                secrets.stream().map(RequiredSecret::name).distinct().toList());
    }

    /** The port of the web Service that leads to Airflow. */
    static int servicePort(AirflowDeployment deployment) {
        return deployment.webService().ports().stream()
                .filter(port -> port.targetPort().isEmpty())
                .findFirst()
                .map(ServicePort::port)
                .orElse(WEB_PORT);
    }

    private String webPath() {
        return deployment.baseUrl().map(ExternalUrl::path).orElse("");
    }

    private String reportPath() {
        return deployment.webTier().healthPath();
    }
}
