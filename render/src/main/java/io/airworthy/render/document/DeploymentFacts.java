package io.airworthy.render.document;

import io.airworthy.AirflowDeployment;
import io.airworthy.AuthManager;
import io.airworthy.Delivery;
import io.airworthy.ExternalUrl;
import io.airworthy.WebTier;
import io.airworthy.celery.CeleryBroker;
import io.airworthy.configuration.AirflowTrait;
import io.airworthy.metrics.MetricsExporter;
import io.airworthy.operations.Operations;
import io.airworthy.pods.Component;
import io.airworthy.release.Part;
import io.airworthy.release.Workload;
import io.airworthy.release.Workloads;
import io.airworthy.render.gitops.ArgoCdApplication;
import io.airworthy.render.gitops.FluxRelease;
import io.airworthy.render.helm.HelmValues;
import io.airworthy.render.kubernetes.SecretsManifest;
import io.airworthy.render.monitoring.Alert;
import io.airworthy.render.monitoring.Alerts;
import io.airworthy.render.monitoring.RunbookPage;
import io.airworthy.validation.RuleSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Everything that the documents can say of a deployment. */
final class DeploymentFacts {

    /** The name of a metric, or a pattern of names, in PromQL. */
    private static final Pattern METRIC = Pattern.compile("[a-z_]+(?=\\{[^}])|(?<=__name__=~\")[^\"]+");

    /** Where the platform's own repository is, which nobody has said. */
    private static final String REPOSITORY = "https://git.example.com/platform/airflow.git";

    /** Where the chart's StatsD exporter shows Airflow's metrics. */
    private static final int STATSD_PORT = 9102;

    private final AirflowDeployment deployment;
    private final Workloads workloads;
    private final Kubectl kubectl;
    private final List<Alert> alerts;
    private final Facts facts = new Facts();

    private DeploymentFacts(AirflowDeployment deployment) {
        this.deployment = deployment;
        this.workloads = deployment.release().workloads();
        this.kubectl = new Kubectl(deployment);
        this.alerts = Alerts.of(deployment).all();
    }

    /**
     * The facts of a deployment.
     *
     * @param deployment the deployment
     * @param rules the rules that it was judged by
     */
    static Facts of(AirflowDeployment deployment, RuleSet rules) {
        DeploymentFacts all = new DeploymentFacts(deployment);
        all.names();
        all.operations();
        all.workloads();
        all.tasks();
        all.delivery(rules);
        all.checks();
        all.monitoring();
        new PlatformFacts(deployment).addTo(all.facts);
        new DatabaseFacts(deployment).addTo(all.facts);
        new DagFacts(deployment).addTo(all.facts);
        new LogFacts(deployment).addTo(all.facts);
        new AvailabilityFacts(deployment).addTo(all.facts);
        new SecretFacts(deployment).addTo(all.facts);
        return all.facts;
    }

    private void names() {
        facts.text("release", deployment.releaseName())
                .text("namespace", deployment.namespace())
                .text("namespace-reference", "namespace/" + deployment.namespace())
                .text("airflow-version", deployment.airflowVersion())
                .text("chart-version", deployment.chartVersion())
                .text("chart-repository", HelmValues.CHART_REPOSITORY)
                .text("values-file", HelmValues.FILE_NAME)
                .text("manifest-file", SecretsManifest.FILE_NAME)
                .text("image", this::image)
                .text("executors", deployment.executorText())
                .text("home", deployment.image().airflowHome())
                .text("release-selector", "release=" + deployment.releaseName())
                .choice("web-tier", WebTier.class, deployment::webTier)
                .text("web-title", deployment.webTier().title())
                .text("service", () -> workloads.web().name())
                .text("service-port", PlatformFacts.servicePort(deployment))
                .flag("certificates", this::hasCertificates)
                .ifAnyText(
                        "auth-manager",
                        () -> Optional.ofNullable(deployment.airflowConfig().get("core.auth_manager"))
                                .or(() -> Optional.of(deployment.authManager())
                                        .filter(manager -> !manager.mayBeFab())
                                        .map(AuthManager::className)))
                .ifAnyText("admin", () -> deployment.adminUser().map(user -> user.username()))
                .flag("fab", this::hasFabTables)
                .flag("airflow-3", () -> deployment.airflowVersion().major() >= 3)
                .flag("config-lint", () -> AirflowTrait.CONFIG_LINT.isIn(deployment.airflowVersion()))
                .flag(
                        "asks-for-logical-date",
                        () -> AirflowTrait.TRIGGERS_WITHOUT_LOGICAL_DATE.isIn(deployment.airflowVersion()))
                .words("kubectl", kubectl::inNamespace)
                .script("diagram", () -> new Diagram(deployment).lines());
    }

    private String image() {
        String tag = deployment.image().tag().orElse(deployment.airflowVersion().text());
        String image = deployment.image().repository() + ":" + tag;
        return deployment.image().digest().map(digest -> image + "@" + digest).orElse(image);
    }

    /** What only the people who run it know. */
    private void operations() {
        Operations operations = deployment.operations();
        facts.ifAnyText("kube-context", operations::kubeContext)
                .several(
                        "dashboards",
                        () -> operations.dashboards().entrySet().stream()
                                .map(dashboard -> new Facts()
                                        .text("title", dashboard.getKey())
                                        .text("url", dashboard.getValue()))
                                .toList())
                .several(
                        "escalation",
                        () -> operations.escalation().stream()
                                .map(contact -> new Facts().text("contact", contact))
                                .toList())
                .ifAnyText(
                        "recovery-time",
                        () -> operations.recoveryTimeObjective().map(Duration::toMinutes))
                .ifAnyText(
                        "recovery-point",
                        () -> operations.recoveryPointObjective().map(Duration::toMinutes));
    }

    /** From Airflow 3 on, the users' tables have revisions of their own. */
    private boolean hasFabTables() {
        return deployment.airflowVersion().major() >= 3
                && !deployment.airflowConfig().containsKey("core.auth_manager")
                && deployment.authManager().equals(AuthManager.FAB);
    }

    private boolean hasCertificates() {
        return deployment.release().connections().needsDatabaseCa()
                || deployment.release().connections().poolHasCertificate()
                || deployment.baseUrl().filter(ExternalUrl::isHttps).isPresent()
                || alerts.stream().anyMatch(alert -> alert.page() == RunbookPage.CERTIFICATE_EXPIRING);
    }

    /** Commands for one workload or for several. */
    private void workloads() {
        reference("scheduler", () -> Optional.of(workloads.scheduler()));
        reference("web", () -> Optional.of(workloads.web()));
        reference("parser", () -> Optional.of(workloads.dagParser()));
        reference("triggerer", () -> workloads.find(Part.TRIGGERER));
        reference("worker", () -> workloads.workers().stream().findFirst());
        reference("pool", workloads::pool);
        reference("redis", workloads::redis);
        reference("statsd", () -> workloads.find(Part.STATSD));

        group("everything", workloads::all);
        group("airflow", workloads::airflow);
        group("airflow-but-web", () -> workloads.airflowWithout(Component.WEB));
        group("scheduler", () -> List.of(workloads.scheduler()));
        group("web", () -> List.of(workloads.web()));
        group("parser", () -> List.of(workloads.dagParser()));
        group("triggerer", () -> workloads.find(Part.TRIGGERER).stream().toList());
        group("workers", workloads::workers);
        group("pool", () -> workloads.pool().stream().toList());
        group("statsd", () -> workloads.find(Part.STATSD).stream().toList());
        group("git-sync", workloads::withGitSync);
        group("broker-readers", () -> {
            List<Workload> readers = new ArrayList<>();
            workloads.redis().ifPresent(readers::add);
            readers.addAll(workloads.airflow());
            return readers;
        });
        facts.script("let-keda-scale", kubectl::letKedaScale)
                .flag(
                        "has-dag-processor",
                        () -> workloads.find(Part.DAG_PROCESSOR).isPresent())
                .several(
                        "git-sync-pods",
                        () -> workloads.withGitSync().stream()
                                .map(kubectl::selector)
                                .distinct()
                                .map(selector -> new Facts().text("selector", selector))
                                .toList())
                .several("log-writers", this::logWriters)
                .codes(
                        "workloads",
                        () -> workloads.all().stream().map(Workload::reference).toList());
    }

    /** Which containers send logs of tasks to the store. */
    private List<Facts> logWriters() {
        List<Facts> writers = new ArrayList<>();
        workloads.writingLogs().stream()
                .filter(workload -> workload.part() != Part.WORKERS
                        || workload.equals(workloads.workers().get(0)))
                .map(workload -> new Facts()
                        .text("selector", kubectl.selector(workload))
                        .text("container", workload.container()))
                .forEach(writers::add);
        if (deployment.usesKubernetesPods()) {
            writers.add(new Facts()
                    .text("selector", "release=" + deployment.releaseName() + ",kubernetes_executor=True")
                    .text("container", "base"));
        }
        return writers;
    }

    private void reference(String name, Supplier<Optional<Workload>> workload) {
        facts.ifAnyText(name, () -> workload.get().map(Workload::reference))
                .ifAnyText(name + ".container", () -> workload.get().map(Workload::container))
                .ifAnyText(name + ".selector", () -> workload.get().map(kubectl::selector))
                .ifAny("in." + name, () -> workload.get().map(it -> new Fact.ShellWords(kubectl.in(it))))
                .ifAny(
                        "in." + name + ".with-input",
                        () -> workload.get().map(it -> new Fact.ShellWords(kubectl.withInput(it))))
                .ifAny(
                        "in." + name + ".with-terminal",
                        () -> workload.get().map(it -> new Fact.ShellWords(kubectl.withTerminal(it))));
    }

    private void group(String name, Supplier<List<Workload>> group) {
        facts.script("restart." + name, () -> kubectl.restart(group.get()))
                .script("wait." + name, () -> kubectl.waitFor(group.get()))
                .script("stop." + name, () -> kubectl.stop(group.get()))
                .script("start." + name, () -> kubectl.start(group.get()));
    }

    /** What becomes of running tasks when something stops. */
    private void tasks() {
        facts.flag("celery", deployment::usesCelery)
                .flag("task-pods", deployment::usesKubernetesPods)
                .flag("tasks-in-scheduler", workloads::tasksRunInScheduler)
                .text("grace.workers", () -> seconds(Component.WORKERS))
                .text("grace.scheduler", () -> seconds(Component.SCHEDULER))
                .text("parallelism", () -> deployment.concurrency().parallelism())
                .text("worker-concurrency", () -> deployment.concurrency().workerConcurrency())
                .prose("broker", () -> deployment.broker().map(this::broker).orElse(Phrase.NOTHING));
    }

    private long seconds(Component component) {
        return Kubectl.gracePeriod(deployment, component).toSeconds();
    }

    private Phrase broker(CeleryBroker broker) {
        return broker.match(
                chartRedis -> Phrase.of(
                        "the chart's own Redis, {}",
                        Phrase.code(deployment.names().redisHost())),
                redis -> Phrase.of(
                        "Redis at {}, {}",
                        Phrase.code(DatabaseFacts.address(redis.host(), redis.port()) + "/" + redis.database()),
                        redis.tls() ? "TLS" : "without TLS"),
                sentinel -> Phrase.of(
                        "Redis {} behind the sentinels {}",
                        Phrase.code(sentinel.masterName()),
                        Phrase.codes(sentinel.sentinels())),
                rabbitMq -> Phrase.of(
                        "RabbitMQ at {}, virtual host {}, {}",
                        Phrase.code(DatabaseFacts.address(rabbitMq.host(), rabbitMq.port())),
                        Phrase.code(rabbitMq.virtualHost()),
                        rabbitMq.tls() ? "TLS" : "without TLS"),
                sqs -> Phrase.of(
                        "Amazon SQS in {}, queues {}",
                        sqs.region(),
                        Phrase.codes(sqs.queues().keySet().stream().sorted().toList())),
                existing -> Phrase.of(
                        "the URL in Secret {}, which somebody else makes", Phrase.code(existing.secretName())));
    }

    private void delivery(RuleSet rules) {
        Delivery delivery = deployment.delivery();
        facts.choice("by", Delivery.class, deployment::delivery)
                .flag("runs-helm", () -> delivery == Delivery.HELM || delivery == Delivery.HELM_WAIT)
                .flag("from-git", () -> delivery == Delivery.ARGO_CD || delivery == Delivery.FLUX)
                .flag("takes-ownership", () -> false)
                .text("commit-message", "Airflow " + deployment.releaseName())
                .flag("migrates", deployment::migrateDatabase)
                .ifAnyText("migration-job", this::migrationJob)
                .ifAnyText(
                        "migration-job-time",
                        () -> deployment.migrationJob().timeToLive().map(Duration::toSeconds))
                .ifAny("last-jobs", this::lastJobs)
                .text("values-repository", REPOSITORY)
                .text("values-config-map", deployment.names().object("values"))
                .script(
                        "argo-cd-application",
                        () -> lines(ArgoCdApplication.of(deployment, rules)
                                .valuesFromRepository(
                                        REPOSITORY, "main", "production-deployment/" + HelmValues.FILE_NAME)
                                .asText()))
                .script(
                        "flux-release",
                        () -> lines(FluxRelease.of(deployment, rules)
                                .valuesFromConfigMap(deployment.names().object("values"))
                                .asText()));
    }

    private static Script lines(String text) {
        return new Script(text.lines().toList());
    }

    /** The migration's Job, if the release has one. The chart deletes it some minutes after its end. */
    private Optional<String> migrationJob() {
        return deployment.migrateDatabase()
                ? Optional.of(deployment.names().object("run-airflow-migrations"))
                : Optional.empty();
    }

    /** Ordinary Jobs stand in the way of the next ones, which Kubernetes refuses to change. Helm's hooks do not. */
    private Optional<Fact> lastJobs() {
        List<String> jobs = new ArrayList<>();
        migrationJob().ifPresent(jobs::add);
        deployment.adminUser().ifPresent(user -> jobs.add(deployment.names().object("create-user")));
        return jobs.isEmpty() || deployment.delivery() == Delivery.HELM || deployment.delivery() == Delivery.ARGO_CD
                ? Optional.empty()
                : Optional.of(new Fact.ShellWords(Script.Words.of(jobs)));
    }

    private void checks() {
        facts.text(
                        "report-url",
                        () -> "http://localhost:" + WebTier.PORT
                                + deployment.baseUrl().map(ExternalUrl::path).orElse("")
                                + deployment.webTier().healthPath())
                .script("workload-checks", this::workloadChecks);
    }

    /** Each workload with the page for it. */
    private Script workloadChecks() {
        return workloads.all().stream()
                .map(workload -> Script.of(
                        "check {} {} is_ready {}",
                        workload.reference() + " is ready",
                        RunbookPage.of(workload.part()).id(),
                        workload.reference()))
                .reduce(Script.empty(), Script::then);
    }

    private void monitoring() {
        facts.several(
                        "alerts",
                        () -> alerts.stream().map(DeploymentFacts::alert).toList())
                .flag(
                        "metrics-of-any-kind",
                        () -> !deployment.metrics().exporters().isEmpty()
                                || deployment.pgBouncer().isPresent())
                .part("metrics", deployment.metrics().exporters().stream().findFirst(), this::metrics);
    }

    private static Facts alert(Alert alert) {
        return new Facts()
                .text("name", alert.name())
                .text("severity", alert.severity())
                .text("id", alert.page().id())
                .text("summary", alert.summary())
                .codes(
                        "metrics",
                        () -> METRIC.matcher(alert.expression())
                                .results()
                                .map(MatchResult::group)
                                .distinct()
                                .toList())
                .prose(
                        "title",
                        () -> new Phrase(
                                Chapter.INCIDENT.page(alert.page().id()).title()));
    }

    private Facts metrics(MetricsExporter exporter) {
        return new Facts()
                .text("prefix", deployment.metrics().prefix())
                .text(
                        "option",
                        exporter.<String>match(
                                chart -> "statsd_on", statsd -> "statsd_on", node -> "statsd_on", otel -> "otel_on"))
                .prose(
                        "place",
                        () -> exporter.match(
                                chart -> Phrase.of(
                                        "StatsD exporter {}, port {}",
                                        Phrase.code(deployment.names().object("statsd")),
                                        STATSD_PORT),
                                statsd -> Phrase.of(
                                        "StatsD at {}",
                                        Phrase.code(DatabaseFacts.address(statsd.host(), statsd.port()))),
                                node -> Phrase.of("StatsD on each pod's node, port {}", node.port()),
                                otel -> Phrase.of(
                                        "OpenTelemetry collector at {}",
                                        Phrase.code((otel.tls() ? "https://" : "http://")
                                                + DatabaseFacts.address(otel.host(), otel.port())))));
    }
}
