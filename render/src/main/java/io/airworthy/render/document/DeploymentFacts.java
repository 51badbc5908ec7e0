package io.airworthy.render.document;

import io.airworthy.AirflowDeployment;
import io.airworthy.AuthManager;
import io.airworthy.Delivery;
import io.airworthy.ExternalUrl;
import io.airworthy.WebTier;
import io.airworthy.configuration.AirflowTrait;
import io.airworthy.connection.ConnectionBudget;
import io.airworthy.connection.Hop;
import io.airworthy.dags.GitRef;
import io.airworthy.database.DatabaseProvider;
import io.airworthy.database.DatabaseSetup;
import io.airworthy.database.PgBouncerPool;
import io.airworthy.database.TlsMode;
import io.airworthy.material.Purpose;
import io.airworthy.operations.Operations;
import io.airworthy.pods.Component;
import io.airworthy.release.Part;
import io.airworthy.release.Workload;
import io.airworthy.release.Workloads;
import io.airworthy.render.kubernetes.SecretsManifest;
import io.airworthy.render.monitoring.Alerts;
import io.airworthy.render.monitoring.RunbookPage;
import io.airworthy.validation.RuleSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Everything that the documents can say of a deployment. */
final class DeploymentFacts {

    private final AirflowDeployment deployment;
    private final Workloads workloads;
    private final Kubectl kubectl;
    private final HealthCommands health;
    private final Rollout rollout;
    private final DatabaseServer server;
    private final Facts facts = new Facts();

    private DeploymentFacts(AirflowDeployment deployment) {
        this.deployment = deployment;
        this.workloads = deployment.release().workloads();
        this.kubectl = new Kubectl(deployment);
        this.health = new HealthCommands(deployment);
        this.rollout = new Rollout(deployment);
        this.server = new DatabaseServer(deployment);
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
        all.database();
        all.pool();
        all.broker();
        all.dags();
        all.logs();
        all.delivery(rules);
        all.checks();
        new SecretFacts(deployment).addTo(all.facts);
        return all.facts;
    }

    private void names() {
        facts.text("release", deployment.releaseName())
                .text("namespace", deployment.namespace())
                .text("airflow-version", deployment.airflowVersion())
                .text("chart-version", deployment.chartVersion())
                .text("manifest-file", SecretsManifest.FILE_NAME)
                .text("home", deployment.image().airflowHome())
                .text("release-selector", "release=" + deployment.releaseName())
                .text("web-title", deployment.webTier().title())
                .ifAny("migration-job", () -> rollout.migrationJob().map(Fact.Text::new))
                .text("service", () -> workloads.web().name())
                .text("service-port", HealthCommands.servicePort(deployment))
                .text(
                        "address",
                        () -> deployment.baseUrl().map(url -> url.text()).orElse(""))
                .flag("has-address", () -> deployment.baseUrl().isPresent())
                .script("address.expiry", this::addressExpiry)
                .flag("certificates", this::hasCertificates)
                .text(
                        "base-path",
                        () -> deployment.baseUrl().map(ExternalUrl::path).orElse(""))
                .ifAny(
                        "auth-manager",
                        () -> Optional.ofNullable(deployment.airflowConfig().get("core.auth_manager"))
                                .or(() -> Optional.of(deployment.authManager())
                                        .filter(manager -> !manager.mayBeFab())
                                        .map(AuthManager::className))
                                .map(Fact.Text::new))
                .ifAny("admin", () -> deployment.adminUser().map(user -> new Fact.Text(user.username())))
                .text("web-attribute", () -> deployment.webTier() == WebTier.WEBSERVER ? "webserver" : "apiServer")
                .flag("fab", this::hasFabTables)
                .flag("airflow-3", () -> deployment.airflowVersion().major() >= 3)
                .flag("config-lint", () -> AirflowTrait.CONFIG_LINT.isIn(deployment.airflowVersion()))
                .words("kubectl", kubectl::inNamespace)
                .prose("table", () -> Phrase.ofBlocks(List.of(new FactsTable(deployment).block())))
                .script("diagram", () -> new Diagram(deployment).lines());
    }

    /** What only the people who run it know. */
    private void operations() {
        Operations operations = deployment.operations();
        facts.ifAny("kube-context", () -> operations.kubeContext().map(Fact.Text::new))
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
                .flag(
                        "recovery",
                        () -> operations.recoveryTimeObjective().isPresent()
                                || operations.recoveryPointObjective().isPresent())
                .text("recovery-time", () -> objective(operations.recoveryTimeObjective()))
                .text("recovery-point", () -> objective(operations.recoveryPointObjective()));
    }

    private static String objective(Optional<Duration> objective) {
        return objective.map(time -> time.toMinutes() + " minutes").orElse("a time that nobody has said");
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
                || Alerts.of(deployment).all().stream()
                        .anyMatch(alert -> alert.page() == RunbookPage.CERTIFICATE_EXPIRING);
    }

    /** A tag or a commit stays where it is, whatever is merged. */
    private boolean isPinned() {
        return deployment
                .gitSync()
                .map(git -> git.ref().kind())
                .filter(kind -> kind == GitRef.Kind.TAG || kind == GitRef.Kind.COMMIT)
                .isPresent();
    }

    private boolean readsByApp() {
        return deployment
                .gitSync()
                .filter(git -> git.access().match(key -> false, token -> false, app -> true, anonymous -> false))
                .isPresent();
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

    private Script addressExpiry() {
        return deployment
                .baseUrl()
                .filter(ExternalUrl::isHttps)
                .flatMap(ExternalUrl::parts)
                .map(url -> Script.of(
                        "openssl s_client -connect {}:443 -servername {} < /dev/null 2> /dev/null | openssl x509 -noout -subject -enddate",
                        url.host(),
                        url.host()))
                .orElse(Script.empty());
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
                .flag("has-triggerer", () -> workloads.find(Part.TRIGGERER).isPresent())
                .words("budgets", () -> Script.Words.of(new AvailabilityChecks(deployment).budgetNames()))
                .flag(
                        "has-budgets",
                        () -> !new AvailabilityChecks(deployment).budgetNames().isEmpty())
                .prose("volumes", () -> new PodVolumes(deployment).each())
                .flag("has-volumes", () -> new PodVolumes(deployment).areMade());
    }

    private void reference(String name, Supplier<Optional<Workload>> workload) {
        facts.ifAny(name, () -> workload.get().map(it -> new Fact.Text(it.reference())))
                .ifAny(name + ".container", () -> workload.get().map(it -> new Fact.Text(it.container())))
                .ifAny(
                        name + ".replicas",
                        () -> workload.get().map(it -> new Fact.Text(Integer.toString(it.replicas()))))
                .ifAny(name + ".selector", () -> workload.get().map(it -> new Fact.Text(health.selector(it))))
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
                .script("running-tasks", health::runningTasks)
                .script("test-run", health::testRun)
                .script("ping-workers", () -> deployment.usesCelery() ? health.workers() : Script.empty());
    }

    private long seconds(Component component) {
        return Kubectl.gracePeriod(deployment, component).toSeconds();
    }

    private void database() {
        DatabaseSetup setup = DatabaseSetup.of(deployment.database());
        Hop metadata = deployment.release().connections().metadata();
        facts.text("database.provider", deployment.database().provider().title())
                .text(
                        "database.address",
                        Connections.address(
                                deployment.database().host(),
                                deployment.database().port()))
                .text("first-hop", Connections.address(metadata.host(), metadata.port()))
                .text("database.ca-file", server::caPath)
                .flag("database.encrypted", () -> deployment.database().tls().isEncrypted())
                .flag("database.verifies-host", () -> deployment.database().tls() == TlsMode.VERIFY_FULL)
                .flag(
                        "database.by-operator",
                        () -> !deployment.database().credentials().isOurs())
                .flag("database.on-rds", () -> deployment.database().provider() == DatabaseProvider.AWS_RDS)
                .flag(
                        "database.on-cloud-sql",
                        () -> deployment.database().provider() == DatabaseProvider.GOOGLE_CLOUD_SQL)
                .flag(
                        "database.on-azure",
                        () -> deployment.database().provider() == DatabaseProvider.AZURE_FLEXIBLE_SERVER)
                .prose("backups", () -> server.backups().orElse(Phrase.of("not in the model")))
                .flag("backup.known", () -> deployment.database().backup().isPresent())
                .flag("database.managed", () -> deployment.database().provider() != DatabaseProvider.SELF_HOSTED)
                .flag(
                        "backup.point-in-time",
                        () -> deployment
                                .database()
                                .backup()
                                .filter(policy -> policy.pointInTimeRecovery())
                                .isPresent())
                .script("database.sessions", health::sessions)
                .script("database.sizes", health::sizes)
                .script("database.end-session", () -> server.endSession(workloads.web()))
                .script("database.set-password", () -> server.setPassword(workloads.web()))
                .script("database.encryption", health::encryption)
                .script("database.create", () -> server.create(setup))
                .flag("database.supplied", () -> deployment.suppliedSecrets().contains(Purpose.DATABASE))
                .script("dump", () -> server.dump(workloads.web()))
                .script("restore-database", () -> server.restore(workloads.web()))
                .script("pause-dags", () -> server.pauseDags(workloads.web()))
                .prose(
                        "connections.hops",
                        () -> Phrase.ofBlocks(List.of(connections().diagram())))
                .prose(
                        "connections.demands",
                        () -> Phrase.ofBlocks(List.of(connections().demands())))
                .prose(
                        "connections.totals",
                        () -> Phrase.ofBlocks(List.of(connections().totals())));
    }

    private void pool() {
        facts.flag("pool.exists", () -> deployment.pgBouncer().isPresent())
                .script(
                        "pool.statistics",
                        () -> deployment.pgBouncer().isPresent() ? health.poolStatistics() : Script.empty())
                .text("pool.budget", () -> deployment.release().budget().clients())
                .ifAny("pool.limit", () -> ofPool(PgBouncerPool::maxClientConnections))
                .ifAny("pool.size", () -> ofPool(PgBouncerPool::metadataPoolSize))
                .ifAny("pool.capacity", () -> ofPool(ConnectionBudget::clientCapacity))
                .prose(
                        "pool.databases",
                        () -> Phrase.codes(
                                deployment.usesCelery()
                                        ? List.of(
                                                deployment.names().metadataAlias(),
                                                deployment.names().resultBackendAlias())
                                        : List.of(deployment.names().metadataAlias())));
    }

    private Connections connections() {
        return new Connections(deployment);
    }

    private Optional<Fact> ofPool(Function<PgBouncerPool, Object> attribute) {
        return deployment.pgBouncer().map(pool -> new Fact.Text(String.valueOf(attribute.apply(pool))));
    }

    private void broker() {
        facts.flag("redis.exists", () -> workloads.redis().isPresent())
                .prose(
                        "broker",
                        () -> deployment
                                .broker()
                                .map(broker -> FactsTable.broker(deployment, broker))
                                .orElse(Phrase.of("none")));
    }

    private void dags() {
        facts.flag("git-sync", () -> deployment.gitSync().isPresent())
                .ifAny(
                        "git.repository",
                        () -> deployment
                                .gitSync()
                                .map(git -> new Fact.Text(git.repository().toString())))
                .ifAny(
                        "git.ref",
                        () -> deployment
                                .gitSync()
                                .map(git -> new Fact.Text(git.ref().toString())))
                .ifAny(
                        "git.period",
                        () -> deployment
                                .gitSync()
                                .map(git ->
                                        new Fact.Text(Long.toString(git.period().toSeconds()))))
                .ifAny(
                        "git.when-failing",
                        () -> deployment.gitSync().map(git -> new Fact.Prose(DagChecks.whenSyncingFails(git))))
                .flag("git.pinned", this::isPinned)
                .flag("git.by-app", this::readsByApp)
                .flag(
                        "git.by-key",
                        () -> deployment
                                .release()
                                .secrets()
                                .find(Purpose.GIT_SSH)
                                .isPresent())
                .flag(
                        "git.by-token",
                        () -> deployment
                                .release()
                                .secrets()
                                .find(Purpose.GIT_HTTPS)
                                .isPresent())
                .script("git.logs", health::gitSyncLogs)
                .script(
                        "git.commits",
                        () -> deployment.gitSync().map(health::commits).orElse(Script.empty()));
    }

    private void logs() {
        facts.flag("log-store", () -> deployment.remoteLogging().isPresent())
                .ifAny(
                        "log-store.place",
                        () -> deployment
                                .remoteLogging()
                                .map(logging -> new Fact.Prose(new LogLocation(logging.store()).container())))
                .ifAny(
                        "log-store.identity",
                        () -> deployment
                                .remoteLogging()
                                .map(logging -> new Fact.Prose(new LogAccess(deployment, logging).identity())))
                .ifAny(
                        "log-store.accounts",
                        () -> deployment
                                .remoteLogging()
                                .filter(logging -> logging.identity().isOfServiceAccounts())
                                .map(logging -> new Fact.ShellWords(
                                        Script.Words.of(new LogAccess(deployment, logging).serviceAccounts()))))
                .prose(
                        "log-store.set-up",
                        () -> Phrase.ofBlocks(deployment
                                .remoteLogging()
                                .map(logging -> new LogAccess(deployment, logging).setUp())
                                .orElse(List.of())))
                .script(
                        "log-store.list",
                        () -> deployment
                                .remoteLogging()
                                .map(logging -> new LogLocation(logging.store()).list())
                                .orElse(Script.empty()))
                .script("log-store.failed-writes", health::failedUploads)
                .script("log-store.failed-reads", health::failedReads);
    }

    private void delivery(RuleSet rules) {
        Map<String, Delivery> tools = new LinkedHashMap<>();
        tools.put("by-helm", Delivery.HELM);
        tools.put("by-helm-wait", Delivery.HELM_WAIT);
        tools.put("by-argo-cd", Delivery.ARGO_CD);
        tools.put("by-flux", Delivery.FLUX);
        tools.put("by-terraform", Delivery.TERRAFORM);
        tools.forEach((name, tool) -> facts.flag(name, () -> deployment.delivery() == tool));
        facts.text("delivery", rollout.title())
                .prose("delivery.explanation", rollout::explanation)
                .prose("delivery.definition", () -> Phrase.ofBlocks(rollout.definition(rules)))
                .script("deliver", rollout::apply)
                .script("deliver-and-resume", rollout::applyAndResume)
                .script("deliver-again", rollout::applyAgain)
                .script("revert-and-resume", rollout::revertAndResume)
                .script("suspend", () -> rollout.suspend().orElse(Script.empty()))
                .script("resume", rollout::resume);
    }

    private void checks() {
        facts.script("pods", health::pods)
                .script("report", health::report)
                .script("schedulers", health::schedulers)
                .script("database-check", health::database)
                .script("dag-check", health::dags)
                .script("decrypt-check", health::decrypts)
                .script("generated-secrets", health::generatedSecrets)
                .text("generated-names", health::generatedNames)
                .words("report-command", () -> health.report().words())
                .text("namespace-reference", "namespace/" + deployment.namespace())
                .script("workload-checks", this::workloadChecks)
                .text(
                        "sync-page",
                        () -> deployment.secretDelivery().isSealed() ? "secret-missing" : "secret-not-syncing")
                .prose("before-new-version", rollout::beforeNewVersion)
                .script("schema-revision", () -> new Migration(deployment).revision())
                .script("downgrade", () -> new Migration(deployment).downgrade())
                .script("fab-downgrade", () -> new Migration(deployment).downgradeFab())
                .flag(
                        "metrics-of-any-kind",
                        () -> !deployment.metrics().exporters().isEmpty()
                                || deployment.pgBouncer().isPresent())
                .flag("metrics", () -> !deployment.metrics().exporters().isEmpty())
                .prose("metrics.place", () -> FactsTable.metrics(deployment))
                .script("metrics.option", health::metricsOption)
                .script("statsd.scrape", health::statsdMetrics)
                .script("pool.scrape", health::poolMetrics);
    }
}
