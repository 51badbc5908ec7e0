package io.airworthy.render.document;

import io.airworthy.AirflowDeployment;
import io.airworthy.connection.Hop;
import io.airworthy.dags.GitRef;
import io.airworthy.dags.GitSync;
import io.airworthy.logging.RemoteLogging;
import io.airworthy.material.Purpose;
import io.airworthy.metrics.MetricsExporter;
import io.airworthy.release.Part;
import io.airworthy.release.Workload;
import io.airworthy.release.Workloads;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** How to see that every part works, with commands that work for this chart and this Airflow. */
final class Verification {

    private final AirflowDeployment deployment;
    private final Kubectl kubectl;
    private final Workloads workloads;
    private final HealthCommands health;

    Verification(AirflowDeployment deployment) {
        this.deployment = deployment;
        this.kubectl = new Kubectl(deployment);
        this.workloads = deployment.release().workloads();
        this.health = new HealthCommands(deployment);
    }

    List<Block> blocks() {
        return Stream.of(
                        List.of(Block.heading(2, "Verify")),
                        pods(),
                        database(),
                        pool(),
                        dags(),
                        task(),
                        secrets(),
                        availability(),
                        metrics())
                .flatMap(List::stream)
                .toList();
    }

    private List<Block> pods() {
        List<Block> blocks = new ArrayList<>();
        blocks.add(Block.heading(3, "Health"));
        blocks.add(Block.paragraph("All pods are ready, and Airflow's own health report says `healthy` for each"
                + " component. Read the report: its HTTP status is 200 even when a"
                + " component is dead."));
        blocks.add(health.pods().then(health.report()).then(health.schedulers()).block());
        if (deployment.usesCelery()) {
            blocks.add(Block.paragraph("Every Celery worker answers `pong`:"));
            blocks.add(health.workers().block());
        }
        workloads.redis().ifPresent(redis -> {
            blocks.add(Block.paragraph("Redis answers `PONG`:"));
            blocks.add(kubectl.exec(redis, "sh -c 'REDISCLI_AUTH=\"$REDIS_PASSWORD\" redis-cli ping'")
                    .block());
        });
        return blocks;
    }

    private List<Block> database() {
        List<Block> blocks = new ArrayList<>();
        blocks.add(Block.heading(3, "Database"));
        blocks.add(Block.paragraph(
                "Both commands must end without an error. The second one tells you whether the" + " migration ran."));
        blocks.add(health.database().block());
        Hop metadata = deployment.release().connections().metadata();
        blocks.add(Block.paragraph(
                "The database URL that Airflow uses, with the password hidden. It must name {}:",
                Phrase.code(Connections.address(metadata.host(), metadata.port()))));
        blocks.add(kubectl.execWithInput(workloads.scheduler(), "python - <<'PYTHON'")
                .then(new Script(List.of(
                        "from airflow.configuration import conf",
                        "from sqlalchemy.engine import make_url",
                        "print(make_url(conf.get('database', 'sql_alchemy_conn')).render_as_string(hide_password=True))",
                        "PYTHON")))
                .block());
        if (deployment.database().tls().isEncrypted()) {
            blocks.addAll(encryption());
        }
        return blocks;
    }

    private List<Block> encryption() {
        return List.of(
                Block.paragraph("The connection to the database server must be encrypted: `ssl` must be `t`:"),
                kubectl.query(
                                workloads.scheduler(),
                                "SELECT ssl, version, cipher FROM pg_stat_ssl WHERE pid = pg_backend_pid();")
                        .block());
    }

    private List<Block> pool() {
        return deployment
                .pgBouncer()
                .map(pool -> List.of(
                        Block.heading(3, "PgBouncer"),
                        Block.paragraph("Each replica has its own pool, so this asks each one. PgBouncer's pods have"
                                + " no psql, and the URL in the stats Secret leads to `127.0.0.1`:"
                                + " the command runs psql in an Airflow pod and overrides the"
                                + " address. The password goes through standard input and is never"
                                + " printed."),
                        health.poolStatistics().block(),
                        Block.paragraph(
                                "`cl_waiting` and `maxwait` must be 0, and the databases {} must appear. If a pool"
                                        + " stays empty while Airflow works, Airflow bypasses it.",
                                Phrase.codes(poolDatabases()))))
                .orElseGet(List::of);
    }

    private List<String> poolDatabases() {
        return deployment.usesCelery()
                ? List.of(deployment.names().metadataAlias(), deployment.names().resultBackendAlias())
                : List.of(deployment.names().metadataAlias());
    }

    private List<Block> dags() {
        List<Block> blocks = new ArrayList<>();
        blocks.add(Block.heading(3, "DAGs"));
        deployment.gitSync().ifPresent(git -> blocks.addAll(gitSync(git)));
        blocks.add(Block.paragraph("The DAGs are listed, and none fails to import:"));
        blocks.add(health.dags().block());
        return blocks;
    }

    private List<Block> gitSync(GitSync git) {
        return List.of(
                Block.paragraph(
                        "git-sync runs in {}. The last lines of each log name the commit:",
                        Phrase.codes(workloads.withGitSync().stream()
                                .map(Workload::reference)
                                .toList())),
                health.gitSyncLogs().block(),
                commits(git),
                health.commits(git).block());
    }

    private static Block commits(GitSync git) {
        return git.ref().kind() == GitRef.Kind.COMMIT
                ? Block.paragraph("The commit that the DAG processor reads:")
                : Block.paragraph(
                        "The commit that the DAG processor reads, and the one in the repository at {}:", git.ref());
    }

    private List<Block> task() {
        List<Block> blocks = new ArrayList<>();
        blocks.add(Block.heading(3, "A task, and its log"));
        blocks.add(Block.paragraph("Run a small DAG of your own: the chart turns Airflow's examples off, so there is no"
                + " `example_bash_operator`. Repeat the last command until every task is `success`."));
        blocks.add(health.testRun().block());
        deployment.remoteLogging().ifPresent(logging -> blocks.addAll(remoteLog(logging)));
        return blocks;
    }

    private List<Block> remoteLog(RemoteLogging logging) {
        LogLocation location = new LogLocation(logging.store());
        return List.of(
                Block.paragraph("When the task has ended, its log is in the store:"),
                location.list().block(),
                Block.paragraph("Open the same log in the user interface, which reads it with another service"
                        + " account. Its first lines must name the store, not a worker's address. A"
                        + " failed upload does not fail the task, so look for one:"),
                health.failedUploads().block());
    }

    private List<Block> secrets() {
        return List.of(
                Block.heading(3, "Secrets"),
                Block.paragraph("Every Secret exists and has its keys. This shows sizes, never values:"),
                kubectl.line("describe secret {}", health.secretNames()).block(),
                Block.paragraph(
                        "None of the Secrets that the chart generates itself may exist. If one does, a name in the"
                                + " values did not reach the chart, and the key changes with an upgrade:"),
                kubectl.line("get secrets -o name | grep -E {} || echo 'none, as it should be'", generatedNames())
                        .block(),
                Block.paragraph(
                        "Airflow can decrypt with the Fernet key in {}. Name a connection that exists; the command"
                                + " prints `decrypted`, or an error:",
                        Phrase.code(deployment.names().secret(Purpose.FERNET))),
                health.decrypts().block());
    }

    /** The names of the Secrets that the chart generates where the values name none, unless one of ours has the name. */
    private String generatedNames() {
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

    private List<Block> availability() {
        List<String> budgets = new AvailabilityChecks(deployment).budgetNames();
        List<Block> blocks = new ArrayList<>();
        blocks.add(Block.heading(3, "Availability"));
        if (!budgets.isEmpty()) {
            blocks.add(Block.paragraph("Each budget exists and allows a disruption; 0 would block every node drain:"));
            blocks.add(kubectl.line("get poddisruptionbudget {}", Script.Words.of(budgets))
                    .block());
        }
        blocks.add(Block.paragraph("The replicas of a component run on different nodes:"));
        blocks.add(
                kubectl.line("get pods -l {} -o wide --sort-by=.spec.nodeName", "release=" + deployment.releaseName())
                        .block());
        return blocks;
    }

    private List<Block> metrics() {
        List<Block> blocks = new ArrayList<>();
        blocks.add(Block.heading(3, "Metrics"));
        if (deployment.metrics().exporters().isEmpty()) {
            blocks.add(Block.paragraph(
                    "This deployment exports no metrics. Nobody is alerted when the scheduler" + " stops."));
            return blocks;
        }
        MetricsExporter exporter = deployment.metrics().exporters().get(0);
        blocks.addAll(workloads.find(Part.STATSD).map(this::chartStatsd).orElseGet(() -> external(exporter)));
        if (deployment.pgBouncer().isPresent()) {
            int port = HealthCommands.POOL_EXPORTER_PORT;
            blocks.add(Block.paragraph("Each PgBouncer pod has an exporter on port {}. This asks one of them:", port));
            blocks.add(health.scrape(
                            workloads.pool().orElseThrow(),
                            port,
                            "^pgbouncer_exporter_pools_(waiting_clients|max_wait)")
                    .block());
        }
        return blocks;
    }

    private List<Block> chartStatsd(Workload statsd) {
        int port = HealthCommands.STATSD_PORT;
        return List.of(
                Block.paragraph(
                        "The exporter answers on port {}, and the counter of the schedulers' heartbeats rises."
                                + " Prometheus finds it by the Service's annotations:",
                        port),
                health.scrape(statsd, port, "^[^#]*scheduler_heartbeat").block());
    }

    private List<Block> external(MetricsExporter exporter) {
        String option = exporter.match(
                chartStatsd -> "statsd_on", node -> "statsd_on", statsd -> "statsd_on", otel -> "otel_on");
        return List.of(
                Block.paragraph(
                        "Airflow sends its metrics to {}. This option must be on; then look for"
                                + " `scheduler_heartbeat` there:",
                        FactsTable.metrics(deployment)),
                kubectl.exec(workloads.scheduler(), "airflow config get-value metrics {}", option)
                        .block());
    }
}
