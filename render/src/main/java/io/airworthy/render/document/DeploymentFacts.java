package io.airworthy.render.document;

import io.airworthy.AirflowDeployment;
import io.airworthy.AuthManager;
import io.airworthy.Delivery;
import io.airworthy.ExternalUrl;
import io.airworthy.WebTier;
import io.airworthy.celery.CeleryBroker;
import io.airworthy.configuration.AirflowTrait;
import io.airworthy.metrics.MetricsExporter;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What documents say of a deployment as a whole, besides what its model says. */
final class DeploymentFacts {

    /** The name of a metric, or a pattern of names, in PromQL. */
    private static final Pattern METRIC =
            Pattern.compile("[a-z_]+(?=\\{[^}])|(?<=__name__=~\")[^\"]+|[a-z]+(?:_[a-z]+){2,}(?=[)\\[])");

    /** Where the platform's own repository is, which nobody has said. */
    private static final String REPOSITORY = "https://git.example.com/platform/airflow.git";

    private static final String AUTH_MANAGER = "core.auth_manager";

    private final AirflowDeployment deployment;
    private final Workloads workloads;
    private final RuleSet rules;
    private final boolean takesOwnership;

    private DeploymentFacts(AirflowDeployment deployment, RuleSet rules, boolean takesOwnership) {
        this.deployment = deployment;
        this.workloads = deployment.release().workloads();
        this.rules = rules;
        this.takesOwnership = takesOwnership;
    }

    /**
     * All facts of a deployment.
     *
     * @param deployment the deployment
     * @param rules the rules that it was judged by
     */
    static Facts of(AirflowDeployment deployment, RuleSet rules) {
        return of(deployment, rules, false);
    }

    /** The same of a release whose objects belong to no release of Helm's yet. */
    static Facts of(AirflowDeployment deployment, RuleSet rules, boolean takesOwnership) {
        return Facts.of(
                new DeploymentFacts(deployment, rules, takesOwnership),
                new PlatformFacts(deployment),
                new DatabaseFacts(deployment),
                new DagFacts(deployment),
                new LogFacts(deployment),
                new AvailabilityFacts(deployment),
                new SecretFacts(deployment),
                deployment,
                deployment.release());
    }

    Words kubectl() {
        return new Words(Group.kubectl(deployment));
    }

    String releaseSelector() {
        return "release=" + deployment.releaseName();
    }

    String chartRepository() {
        return HelmValues.CHART_REPOSITORY;
    }

    String valuesFile() {
        return HelmValues.FILE_NAME;
    }

    String manifestFile() {
        return SecretsManifest.FILE_NAME;
    }

    String imageName() {
        String tag = deployment.image().tag().orElse(deployment.airflowVersion().text());
        String image = deployment.image().repository() + ":" + tag;
        return deployment.image().digest().map(digest -> image + "@" + digest).orElse(image);
    }

    boolean airflow3() {
        return deployment.airflowVersion().major() >= 3;
    }

    boolean lintsConfig() {
        return AirflowTrait.CONFIG_LINT.isIn(deployment.airflowVersion());
    }

    boolean asksForLogicalDate() {
        return AirflowTrait.TRIGGERS_WITHOUT_LOGICAL_DATE.isIn(deployment.airflowVersion());
    }

    /** From Airflow 3 on, the users' tables have revisions of their own. */
    boolean fab() {
        return airflow3()
                && !deployment.airflowConfig().containsKey(AUTH_MANAGER)
                && deployment.authManager().equals(AuthManager.FAB);
    }

    /** One that makes the first administrator itself. */
    Optional<String> ownAuthManager() {
        return Optional.ofNullable(deployment.airflowConfig().get(AUTH_MANAGER))
                .or(() -> Optional.of(deployment.authManager())
                        .filter(manager -> !manager.mayBeFab())
                        .map(AuthManager::className));
    }

    boolean hasCertificates() {
        return deployment.release().connections().needsDatabaseCa()
                || deployment.release().connections().poolHasCertificate()
                || deployment.baseUrl().filter(ExternalUrl::isHttps).isPresent()
                || alerts().stream().anyMatch(alert -> alert.page() == RunbookPage.CERTIFICATE_EXPIRING);
    }

    String reportUrl() {
        return "http://localhost:" + WebTier.PORT
                + deployment.baseUrl().map(ExternalUrl::path).orElse("")
                + deployment.webTier().healthPath();
    }

    Group everything() {
        return group(workloads.all());
    }

    Group airflow() {
        return group(workloads.airflow());
    }

    Group airflowButWeb() {
        return group(workloads.airflowWithout(Component.WEB));
    }

    Group scheduler() {
        return group(List.of(workloads.scheduler()));
    }

    Group web() {
        return group(List.of(workloads.web()));
    }

    Group parser() {
        return group(List.of(workloads.dagParser()));
    }

    Group workers() {
        return group(workloads.workers());
    }

    /** One of them, to ask for all. */
    Group worker() {
        return group(workloads.workers().stream().limit(1).toList());
    }

    Group triggerer() {
        return of(Part.TRIGGERER);
    }

    Group pool() {
        return of(Part.PGBOUNCER);
    }

    Group redis() {
        return of(Part.REDIS);
    }

    Group statsd() {
        return of(Part.STATSD);
    }

    Group gitSyncing() {
        return group(workloads.withGitSync());
    }

    Group brokerReaders() {
        return group(Stream.concat(redis().members().stream(), workloads.airflow().stream())
                .toList());
    }

    private Group of(Part part) {
        return group(workloads.find(part).stream().toList());
    }

    private Group group(List<Workload> members) {
        return new Group(deployment, members);
    }

    /** How long the pods of a component have to stop, in seconds. */
    long grace(Component component) {
        return Group.gracePeriod(deployment, component).toSeconds();
    }

    /** A workload, with the page for when it does not run. */
    record Watched(String reference, String page) {

        String ready() {
            return reference + " is ready";
        }
    }

    List<Watched> watched() {
        return workloads.all().stream()
                .map(workload -> new Watched(
                        workload.reference(), RunbookPage.of(workload.part()).id()))
                .toList();
    }

    /** From Airflow 3 on, workers ask the API server instead. */
    List<Workload> askingDatabase() {
        return workloads.airflow().stream()
                .filter(workload -> workload.part() != Part.WORKERS || !airflow3())
                .toList();
    }

    /** In the order of their names: the model has them in any. */
    List<String> queueNames() {
        return deployment
                .broker()
                .flatMap(CeleryBroker::sqs)
                .map(sqs -> sqs.queues().keySet().stream().sorted().toList())
                .orElse(List.of());
    }

    Optional<String> brokerAddress() {
        return deployment
                .broker()
                .flatMap(broker -> broker.<Optional<String>>match(
                        chartRedis -> Optional.empty(),
                        redis -> Optional.of(DatabaseFacts.address(redis.host(), redis.port())),
                        sentinel -> Optional.empty(),
                        rabbitMq -> Optional.of(DatabaseFacts.address(rabbitMq.host(), rabbitMq.port())),
                        sqs -> Optional.empty(),
                        existing -> Optional.empty()));
    }

    boolean runsHelm() {
        return deployment.delivery() == Delivery.HELM || deployment.delivery() == Delivery.HELM_WAIT;
    }

    boolean fromGit() {
        return deployment.delivery() == Delivery.ARGO_CD || deployment.delivery() == Delivery.FLUX;
    }

    boolean takesOwnership() {
        return takesOwnership;
    }

    String commitMessage() {
        return "Airflow " + deployment.releaseName();
    }

    /** The migration's Job, if the release has one. The chart deletes it some minutes after its end. */
    Optional<String> migrationJobName() {
        return Optional.of(deployment.names().object("run-airflow-migrations"))
                .filter(name -> deployment.migrateDatabase());
    }

    /** Ordinary Jobs stand in the way of the next ones, which Kubernetes refuses to change. Helm's hooks do not. */
    List<String> lastJobs() {
        List<String> jobs = new ArrayList<>();
        if (deployment.delivery() != Delivery.HELM && deployment.delivery() != Delivery.ARGO_CD) {
            migrationJobName().ifPresent(jobs::add);
            deployment.adminUser().ifPresent(user -> jobs.add(deployment.names().object("create-user")));
        }
        return jobs;
    }

    String valuesRepository() {
        return REPOSITORY;
    }

    String valuesConfigMap() {
        return deployment.names().object("values");
    }

    String argoCdApplication() {
        return ArgoCdApplication.of(deployment, rules)
                .valuesFromRepository(REPOSITORY, "main", "production-deployment/" + HelmValues.FILE_NAME)
                .asText();
    }

    String fluxRelease() {
        return FluxRelease.of(deployment, rules)
                .valuesFromConfigMap(valuesConfigMap())
                .asText();
    }

    List<Alert> alerts() {
        return Alerts.of(deployment).all();
    }

    /** The pages that alerts lead to. */
    Set<String> alertedPages() {
        return alerts().stream().map(alert -> alert.page().id()).collect(Collectors.toSet());
    }

    /** An alert with the metrics that it looks at, and the title of its page. */
    record Watching(Alert alert, List<String> metrics, Phrase title) {}

    List<Watching> watching() {
        return alerts().stream()
                .map(alert -> new Watching(
                        alert,
                        METRIC.matcher(alert.expression())
                                .results()
                                .map(MatchResult::group)
                                .distinct()
                                .toList(),
                        Chapter.INCIDENT.page(alert.page().id()).title()))
                .toList();
    }

    Optional<MetricsExporter> exporter() {
        return deployment.metrics().exporters().stream().findFirst();
    }

    Optional<String> exporterAddress() {
        return exporter()
                .flatMap(exporter -> exporter.<Optional<String>>match(
                        chart -> Optional.empty(),
                        statsd -> Optional.of(DatabaseFacts.address(statsd.host(), statsd.port())),
                        node -> Optional.empty(),
                        otel -> Optional.of((otel.tls() ? "https://" : "http://")
                                + DatabaseFacts.address(otel.host(), otel.port()))));
    }

    boolean exportsMetrics() {
        return exporter().isPresent() || deployment.pgBouncer().isPresent();
    }
}
