package io.airworthy;

import io.airworthy.celery.CeleryBroker;
import io.airworthy.chart.ChartVersion;
import io.airworthy.configuration.AirflowVersion;
import io.airworthy.dags.DagBundle;
import io.airworthy.dags.GitSync;
import io.airworthy.dags.GitSyncBuilder;
import io.airworthy.database.DatabaseCleanup;
import io.airworthy.database.ExternalDatabase;
import io.airworthy.database.ExternalDatabaseBuilder;
import io.airworthy.database.PgBouncerPool;
import io.airworthy.database.PgBouncerPoolBuilder;
import io.airworthy.frozen.FrozenTree;
import io.airworthy.logging.LogSearch;
import io.airworthy.logging.RemoteLogging;
import io.airworthy.logging.RemoteLoggingBuilder;
import io.airworthy.material.Purpose;
import io.airworthy.material.SecretDelivery;
import io.airworthy.metrics.Metrics;
import io.airworthy.metrics.MetricsBuilder;
import io.airworthy.metrics.MetricsExporter;
import io.airworthy.operations.Operations;
import io.airworthy.operations.OperationsBuilder;
import io.airworthy.pods.Component;
import io.airworthy.pods.HaSettings;
import io.airworthy.pods.HaSettingsBuilder;
import io.airworthy.pods.JobSettings;
import io.airworthy.pods.JobSettingsBuilder;
import io.airworthy.pods.PodCleanup;
import io.airworthy.pods.Pods;
import io.airworthy.pods.PodsBuilder;
import io.airworthy.pods.ServiceAccount;
import io.airworthy.pods.SharedVolume;
import io.airworthy.pods.WorkerGroup;
import io.airworthy.pods.WorkerScaling;
import io.airworthy.release.Release;
import io.airworthy.store.SecretsBackend;
import io.airworthy.validation.RuleSet;
import io.airworthy.validation.ValidationReport;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.immutables.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * One production deployment of Apache Airflow on Kubernetes, described completely: everything else in this library is
 * derived from it.
 *
 * <p>Defaults: release and namespace {@code airflow}, the official image, {@link HaSettings#production()}, delivered
 * with {@code helm upgrade --install}, plain Secrets, no pool, no DAG repository, no remote logs, no metrics, no
 * ingress, no network policies, no administrator. The rules ask for those that production needs.
 *
 * <p>{@code build()} only refuses what is missing. {@link #validate()} reports everything else that is wrong, all at
 * once. Values are immutable and safe for use by several threads.
 *
 * @see <a href="https://airflow.apache.org/docs/helm-chart/stable/production-guide.html">The chart's production guide</a>
 */
@Value.Immutable
public interface AirflowDeployment {

    /** The Helm release. It begins the name of every object in the cluster, unless {@link #fullName} does. Default {@code airflow}. */
    @Value.Default
    default String releaseName() {
        return "airflow";
    }

    /**
     * What begins the name of every object in the cluster, instead of the release's name. It turns on the chart's
     * {@code useStandardNaming}, under which a release {@code prod} makes {@code prod-airflow} by itself. Default: the release's
     * name.
     */
    Optional<String> fullName();

    /** The Kubernetes namespace. Default {@code airflow}. */
    @Value.Default
    default String namespace() {
        return "airflow";
    }

    /** The version of the Helm chart. */
    ChartVersion chartVersion();

    /** The version of Airflow. */
    AirflowVersion airflowVersion();

    /** How tasks are run: one executor, or several for which each task chooses. */
    List<Executor> executors();

    /** The image of all of Airflow's pods. Default: the official one. */
    @Value.Default
    default AirflowImage image() {
        return AirflowImage.official();
    }

    /**
     * The images of what the chart runs beside Airflow, where they are not the chart's own.
     *
     * <pre>{@code
     * .image(ChartImage.REDIS, ContainerImage.from("registry.example.com/mirror/redis"))
     * }</pre>
     */
    Map<ChartImage, ContainerImage> images();

    /** The metadata database. */
    ExternalDatabase database();

    /** The connection pool in front of the database. */
    Optional<PgBouncerPool> pgBouncer();

    /** The message broker, which the Celery executor needs. */
    Optional<CeleryBroker> broker();

    /** The page that shows Celery's workers and tasks. It needs the Celery executor. Default: none. */
    Optional<Flower> flower();

    /**
     * Where the DAG files come from. Each pod pulls them for itself, unless they go to a {@link #dagVolume}. Without it they must be
     * in the image or on such a volume.
     */
    Optional<GitSync> gitSync();

    /**
     * The volume that has the DAG files. Something else writes them to it, or {@link #gitSync} does: then it runs in the DAG
     * processors from chart 1.19 on, and in the schedulers where these parse the files or run tasks, and all other pods read what
     * it wrote. Default: none.
     *
     * @see <a href="https://airflow.apache.org/docs/helm-chart/stable/manage-dag-files.html">Manage DAG files</a>
     */
    Optional<SharedVolume> dagVolume();

    /**
     * The folder in which Airflow finds DAG files, an absolute path: {@link #dagVolume} is mounted there, and {@link #gitSync}
     * has its repository in {@code repo} below it. Default: {@code dags} below {@link AirflowImage#airflowHome}.
     */
    Optional<String> dagFolder();

    /**
     * Sources of DAG files that Airflow 3 reads itself. Default: none, which is Airflow's own one, the folder that
     * {@link #gitSync}, {@link #dagVolume} or the image fills.
     */
    List<DagBundle> dagBundles();

    /** Where task logs are kept. */
    Optional<RemoteLogging> remoteLogging();

    /** The search engine that task logs are read from if there is no {@link #remoteLogging}. Default: none. */
    Optional<LogSearch> logSearch();

    /**
     * The volume that all pods write logs to and read them from. It may stand beside {@link #remoteLogging}. Default: none.
     *
     * @see <a href="https://airflow.apache.org/docs/helm-chart/stable/manage-logs.html">Manage logs</a>
     */
    Optional<SharedVolume> logVolume();

    /** How every component runs. Default {@link HaSettings#production()}. */
    @Value.Default
    default HaSettings ha() {
        return HaSettings.production();
    }

    /**
     * What is said of all pods that the chart runs: where they run, their labels and volumes, their variables. Default:
     * nothing.
     */
    @Value.Default
    default Pods pods() {
        return Pods.builder().build();
    }

    /**
     * How long a pod waits for the migration of the database before it fails and is started again, in whole seconds, at
     * least one. The chart's default: 60 seconds.
     */
    Optional<Duration> migrationTimeout();

    /** What Airflow's pods may do in the cluster. Default: start pods in their own namespace. */
    @Value.Default
    default Rbac rbac() {
        return Rbac.builder().build();
    }

    /**
     * Whether the release migrates the database, with a job at every installation and upgrade. Without the job, somebody has to run
     * {@code airflow db migrate} of the new version themselves: until then all pods wait. Default true.
     */
    @Value.Default
    default boolean migrateDatabase() {
        return true;
    }

    /** How the job that migrates the database runs, where there is one. Default: as in the chart. */
    @Value.Default
    default JobSettings migrationJob() {
        return JobSettings.builder().build();
    }

    /** How the job that creates the {@link #adminUser} runs. Default: as in the chart. */
    @Value.Default
    default JobSettings createUserJob() {
        return JobSettings.builder().build();
    }

    /** The job that deletes the pods of finished tasks from time to time. Default: none. */
    Optional<PodCleanup> podCleanup();

    /** The job that deletes old rows from the database from time to time. Default: none. */
    Optional<DatabaseCleanup> databaseCleanup();

    /** How much runs at once. Default {@link Concurrency#ofDefaults()}. */
    @Value.Default
    default Concurrency concurrency() {
        return Concurrency.ofDefaults();
    }

    /** The exporter that sends metrics. Default: none. */
    @Value.Default
    default Metrics metrics() {
        return Metrics.none();
    }

    /** The Service of the web interface. Default: reached from inside the cluster, on port 8080. */
    @Value.Default
    default WebService webService() {
        return WebService.builder().build();
    }

    /** The chart's own ingress for the web interface. Without it, something else has to route browsers to Airflow. */
    Optional<WebIngress> ingress();

    /**
     * The address that users type, if it is not the ingress's: because TLS ends in front of the ingress, or because a
     * gateway, a service mesh, a route or a load balancer is used instead of the chart's ingress.
     */
    Optional<ExternalUrl> externalUrl();

    /** Which pods accept connections from where. Without it, every pod accepts all of them. */
    Optional<NetworkPolicies> networkPolicies();

    /** How users are authenticated. Default {@link AuthManager#FAB}, as the chart has it. */
    @Value.Default
    default AuthManager authManager() {
        return AuthManager.FAB;
    }

    /**
     * {@code webserver_config.py}: how people sign in with Flask AppBuilder. Default: none, which is Airflow's own file, with
     * users in the database.
     */
    Optional<WebConfiguration> webConfiguration();

    /** The administrator to create. Without one the chart's create-user job is off. */
    Optional<AdminUser> adminUser();

    /** Who runs Helm. Default {@link Delivery#HELM}. */
    @Value.Default
    default Delivery delivery() {
        return Delivery.HELM;
    }

    /** How the Secrets get into the cluster. Default: somebody applies them. */
    @Value.Default
    default SecretDelivery secretDelivery() {
        return SecretDelivery.plain();
    }

    /**
     * Secrets that have a name of your own, by what they are for. The others are called after the release:
     * {@code airflow-fernet-secret}.
     *
     * <pre>{@code
     * .secretName(Purpose.FERNET, "airflow-encryption")
     * }</pre>
     */
    Map<Purpose, String> secretNames();

    /**
     * What the Secrets are for that somebody else makes: an operator, an agent of a vault, another team. This deployment
     * refers to them, by the names that it would give to its own, and the checklist says which keys they must have.
     * Several of them may be one Secret. Default: none.
     *
     * <pre>{@code
     * .suppliedSecret(Purpose.FERNET, "platform-airflow-keys")
     * .suppliedSecret(Purpose.API_KEY, "platform-airflow-keys")
     * }</pre>
     */
    Set<Purpose> suppliedSecrets();

    /**
     * The keys under which supplied Secrets have the Fernet key, the API server's or webserver's key and the JWT secret, where the
     * chart reads others. Pods then get them in variables of this library's, and the chart's own are off. Default: those that the
     * chart reads.
     *
     * <pre>{@code
     * .suppliedSecret(Purpose.FERNET, "vault-airflow", "FERNET_KEY")
     * }</pre>
     */
    Map<Purpose, String> secretKeys();

    /** Where Airflow looks for connections and variables before it looks into its database. Default: none. */
    Optional<SecretsBackend> secretsBackend();

    /**
     * Environment variables for all of Airflow's containers. Nothing secret, because they are written to the values
     * file.
     */
    Map<String, String> environment();

    /**
     * Options of {@code airflow.cfg} that the model does not cover, as {@code section.option}. Write the values as
     * Airflow has to read them: the renderer escapes them. A value may have several lines; Airflow drops blanks around
     * them.
     */
    Map<String, String> airflowConfig();

    /**
     * Chart values that the model does not cover: maps, lists, strings, integers, booleans, and null, which removes the
     * chart's default. They are merged with the rendered ones, may not contradict them, and are checked against the
     * chart like everything else.
     *
     * <p>{@code build()} copies them all the way down. What a values file cannot hold, such as an array or a date, is
     * replaced by a note, which a rule reports.
     */
    @AllowNulls
    Map<String, @Nullable Object> extraValues();

    /**
     * {@code airflow_local_settings.py}: cluster policies, {@code pod_mutation_hook}, banners. Default: the chart's own file, which
     * with Airflow 2 only warns of a generated webserver key.
     *
     * @see <a href="https://airflow.apache.org/docs/apache-airflow/stable/administration-and-deployment/cluster-policies.html">Cluster
     *     policies</a>
     */
    Optional<String> airflowLocalSettings();

    /** ConfigMaps that the chart makes beside its own, for pods to read. Default: none. */
    List<ExtraConfigMap> extraConfigMaps();

    /**
     * What the people who run this deployment know: contacts, objectives, dashboards, and how it is monitored. Default: nothing
     * said, and alerts as plain files.
     */
    @Value.Default
    default Operations operations() {
        return Operations.builder().build();
    }

    /** The rules that this deployment breaks on purpose. */
    List<Waiver> waivers();

    /**
     * This deployment with its own copy of the extra values, all the way down. {@code build()} calls it.
     *
     * @return this deployment
     */
    @Value.Check
    default AirflowDeployment withOwnExtraValues() {
        return FrozenTree.isFrozen(extraValues())
                ? this
                : toBuilder()
                        .extraValues(FrozenTree.of(extraValues(), "extraValues"))
                        .build();
    }

    /** Checks the deployment against the standard rules, and reports everything that is wrong at once. */
    default ValidationReport validate() {
        return RuleSet.standard().validate(this);
    }

    /**
     * Whether tasks go through Celery.
     *
     * @return true if any executor uses Celery
     */
    default boolean usesCelery() {
        for (Executor executor : executors()) {
            if (executor.usesCelery()) {
                return true;
            }
        }
        return false;
    }

    /** Whether tasks go through the Redis that the chart runs. */
    default boolean usesChartRedis() {
        return chartRedis().isPresent();
    }

    /** The Redis that the chart runs, where tasks go through it. */
    default Optional<CeleryBroker.ChartRedis> chartRedis() {
        return usesCelery() ? broker().flatMap(CeleryBroker::chartsOwn) : Optional.empty();
    }

    /**
     * Whether tasks get pods of their own.
     *
     * @return true if any executor starts pods
     */
    default boolean usesKubernetesPods() {
        return executors().stream().anyMatch(Executor::usesKubernetes);
    }

    /**
     * The components that run as workloads of their own: all of them, but the usual workers only with Celery, triggerers only where
     * tasks may be deferred, and DAG processors only where they stand alone.
     *
     * @return the components, in the order of the enum
     */
    @Value.Lazy
    default List<Component> components() {
        return Arrays.stream(Component.values())
                .filter(component -> ha().runs(component) && (component != Component.WORKERS || usesCelery()))
                .toList();
    }

    /**
     * The folder at which the chart mounts DAG files.
     *
     * @return {@link #dagFolder}, or else {@code dags} below the image's home
     */
    default String dagMount() {
        return dagFolder().orElseGet(() -> image().airflowHome() + "/dags");
    }

    /**
     * The groups of Celery workers.
     *
     * @return the groups, none without Celery
     */
    default List<WorkerGroup> workerGroups() {
        return usesCelery() ? ha().workerGroups() : List.of();
    }

    /**
     * How many Celery workers there may be, the usual ones and those of all groups.
     *
     * @return the sum, where each counts as at least none
     */
    default long mostWorkers() {
        long usual = components().contains(Component.WORKERS) ? ha().mostReplicas(Component.WORKERS) : 0;
        return Math.max(0, usual)
                + workerGroups().stream()
                        .mapToLong(group -> Math.max(0, group.mostReplicas()))
                        .sum();
    }

    /**
     * The components that KEDA scales.
     *
     * @return those that run, in the order of the enum
     */
    default List<Component> scaledByKeda() {
        return components().stream()
                .filter(component ->
                        ha().scalingOf(component).filter(WorkerScaling::isKeda).isPresent())
                .toList();
    }

    /**
     * What is said of pods: of all, of each component that runs, of task pods, and of everything else that the chart runs.
     *
     * @return what is said, by the path of the attribute that says it, {@code "ha.scheduler.pods"}
     */
    @Value.Lazy
    default Map<String, Pods> podsByPath() {
        Map<String, Pods> pods = new LinkedHashMap<>();
        pods.put("pods", pods());
        components()
                .forEach(component -> pods.put(
                        "ha." + component.attribute() + ".pods",
                        ha().of(component).pods()));
        for (int i = 0; i < workerGroups().size(); i++) {
            pods.put(
                    "ha.workerGroups[" + i + "].settings.pods",
                    workerGroups().get(i).settings().pods());
        }
        pods.put("ha.taskPods", ha().taskPods());
        pgBouncer().ifPresent(pool -> pods.put("pgBouncer.pods", pool.pods()));
        chartRedis().ifPresent(redis -> pods.put("broker.pods", redis.pods()));
        flower().ifPresent(flower -> pods.put("flower.pods", flower.pods()));
        metrics().chartStatsd().ifPresent(statsd -> pods.put("metrics.exporters[0].pods", statsd.pods()));
        jobsByPath().forEach((path, job) -> pods.put(path + ".pods", job.pods()));
        return Collections.unmodifiableMap(pods);
    }

    /**
     * How the chart's jobs run.
     *
     * @return the jobs that there are, by the path of the attribute that says it, {@code "migrationJob"}
     */
    @Value.Lazy
    default Map<String, JobSettings> jobsByPath() {
        Map<String, JobSettings> jobs = new LinkedHashMap<>();
        if (migrateDatabase()) {
            jobs.put("migrationJob", migrationJob());
        }
        adminUser().ifPresent(user -> jobs.put("createUserJob", createUserJob()));
        podCleanup().ifPresent(cleanup -> jobs.put("podCleanup.job", cleanup.job()));
        databaseCleanup().ifPresent(cleanup -> jobs.put("databaseCleanup.job", cleanup.job()));
        return Collections.unmodifiableMap(jobs);
    }

    /**
     * The service accounts of which something is said: of each component, and of everything else that the chart runs.
     *
     * @return the accounts, by the path of the attribute that says it, {@code "ha.scheduler.serviceAccount"}
     */
    @Value.Lazy
    default Map<String, ServiceAccount> serviceAccountsByPath() {
        Map<String, ServiceAccount> accounts = new LinkedHashMap<>();
        logComponents()
                .forEach(component -> ha().of(component)
                        .serviceAccount()
                        .ifPresent(
                                account -> accounts.put("ha." + component.attribute() + ".serviceAccount", account)));
        for (int i = 0; i < workerGroups().size(); i++) {
            String path = "ha.workerGroups[" + i + "].settings.serviceAccount";
            workerGroups().get(i).settings().serviceAccount().ifPresent(account -> accounts.put(path, account));
        }
        jobsByPath()
                .forEach((path, job) ->
                        job.serviceAccount().ifPresent(account -> accounts.put(path + ".serviceAccount", account)));
        pgBouncer()
                .flatMap(PgBouncerPool::serviceAccount)
                .ifPresent(account -> accounts.put("pgBouncer.serviceAccount", account));
        chartRedis()
                .flatMap(CeleryBroker.ChartRedis::serviceAccount)
                .ifPresent(account -> accounts.put("broker.serviceAccount", account));
        flower().flatMap(Flower::serviceAccount).ifPresent(account -> accounts.put("flower.serviceAccount", account));
        metrics()
                .chartStatsd()
                .flatMap(MetricsExporter.ChartStatsd::serviceAccount)
                .ifPresent(account -> accounts.put("metrics.exporters[0].serviceAccount", account));
        return Collections.unmodifiableMap(accounts);
    }

    /**
     * The components whose service accounts get the log store's identity. All components get it, because which of them
     * use the store differs between Airflow versions, and a component without the identity silently loses logs. Task
     * pods of the Kubernetes executor share the workers' account.
     *
     * @return the components, in the order of the enum
     */
    default List<Component> logComponents() {
        return Arrays.stream(Component.values())
                .filter(component -> components().contains(component)
                        || component == Component.WORKERS && (usesCelery() || usesKubernetesPods()))
                .toList();
    }

    /**
     * The address that users type, which Airflow is told as {@code base_url}: the external URL, or else the ingress's.
     *
     * @return the address, where the model knows one
     */
    default Optional<ExternalUrl> baseUrl() {
        return externalUrl().or(() -> ingress().flatMap(WebIngress::url));
    }

    /**
     * The executors as Airflow and the chart write them.
     *
     * @return the names with commas between them
     */
    default String executorText() {
        return executors().stream().map(Executor::name).collect(Collectors.joining(","));
    }

    /**
     * What serves the user interface and the APIs.
     *
     * @return the API server from Airflow 3 on
     */
    default WebTier webTier() {
        return WebTier.of(airflowVersion());
    }

    /**
     * What follows from this deployment: connections, Secrets, workloads. It is derived once, when it is first asked for.
     *
     * @return what follows
     */
    @Value.Lazy
    default Release release() {
        return Release.of(this);
    }

    /** The names that the chart gives to this release's objects. */
    @Value.Lazy
    default ObjectNames names() {
        return ObjectNames.of(this);
    }

    /** Starts a deployment. */
    static AirflowDeploymentBuilder builder() {
        return new AirflowDeploymentBuilder();
    }

    /**
     * Starts a deployment from this one. A variant is one expression:
     *
     * <pre>{@code
     * AirflowDeployment staging = production.toBuilder()
     *         .namespace("airflow-staging")
     *         .database(database -> database.host("staging.db.example.com"))
     *         .ha(ha -> ha.scheduler(scheduler -> scheduler.replicas(1)))
     *         .build();
     * }</pre>
     *
     * @return a builder that holds this value's attributes; lists and maps are added to, unless they are set again
     */
    default AirflowDeploymentBuilder toBuilder() {
        return builder().from(this);
    }

    /** The builder's short forms. */
    abstract class Builder {

        /** For the generated builder only. */
        Builder() {}

        abstract AirflowDeploymentBuilder pods(Pods pods);

        abstract AirflowDeploymentBuilder chartVersion(ChartVersion version);

        abstract AirflowDeploymentBuilder airflowVersion(AirflowVersion version);

        abstract AirflowDeploymentBuilder externalUrl(ExternalUrl url);

        abstract AirflowDeploymentBuilder secretName(Purpose purpose, String name);

        abstract AirflowDeploymentBuilder secretKey(Purpose purpose, String key);

        abstract AirflowDeploymentBuilder suppliedSecret(Purpose purpose);

        abstract AirflowDeploymentBuilder waiver(Waiver waiver);

        abstract AirflowDeploymentBuilder image(AirflowImage image);

        abstract AirflowDeploymentBuilder database(ExternalDatabase database);

        abstract AirflowDeploymentBuilder pgBouncer(PgBouncerPool pool);

        abstract AirflowDeploymentBuilder gitSync(GitSync gitSync);

        abstract AirflowDeploymentBuilder remoteLogging(RemoteLogging logging);

        abstract AirflowDeploymentBuilder ha(HaSettings ha);

        abstract AirflowDeploymentBuilder migrationJob(JobSettings job);

        abstract AirflowDeploymentBuilder createUserJob(JobSettings job);

        abstract AirflowDeploymentBuilder concurrency(Concurrency concurrency);

        abstract AirflowDeploymentBuilder metrics(Metrics metrics);

        abstract AirflowDeploymentBuilder rbac(Rbac rbac);

        abstract AirflowDeploymentBuilder ingress(WebIngress ingress);

        abstract AirflowDeploymentBuilder webService(WebService service);

        abstract AirflowDeploymentBuilder operations(Operations operations);

        abstract AirflowDeployment build();

        /**
         * Sets the version of the Helm chart.
         *
         * @param version the version, {@code "1.22.0"}
         * @return the builder
         */
        public AirflowDeploymentBuilder chartVersion(String version) {
            return chartVersion(ChartVersion.of(version));
        }

        /**
         * Sets the version of Airflow.
         *
         * @param version the version, {@code "3.2.2"}
         * @return the builder
         */
        public AirflowDeploymentBuilder airflowVersion(String version) {
            return airflowVersion(AirflowVersion.of(version));
        }

        /**
         * Sets the address that users type.
         *
         * @param url the URL, {@code "https://airflow.example.com/airflow"}
         * @return the builder
         */
        public AirflowDeploymentBuilder externalUrl(String url) {
            return externalUrl(ExternalUrl.of(url));
        }

        /**
         * Names a Secret that somebody else makes.
         *
         * @param purpose what it is for
         * @param name its name in the cluster
         * @return the builder
         */
        public AirflowDeploymentBuilder suppliedSecret(Purpose purpose, String name) {
            suppliedSecret(purpose);
            return secretName(purpose, name);
        }

        /**
         * Refers to a Secret that somebody else makes, with a key of its own.
         *
         * @param purpose what it is for
         * @param name its name in the cluster
         * @param key the key that is read
         * @return the builder
         */
        public AirflowDeploymentBuilder suppliedSecret(Purpose purpose, String name, String key) {
            suppliedSecret(purpose, name);
            return secretKey(purpose, key);
        }

        /**
         * Breaks a rule on purpose.
         *
         * @param ruleId the rule's id
         * @param reason why breaking it is right here
         * @return the builder
         */
        public AirflowDeploymentBuilder waive(String ruleId, String reason) {
            return waiver(Waiver.of(ruleId, reason));
        }

        /**
         * Changes the image, as set so far: {@code image(image -> image.tag("3.2.2-acme"))}.
         *
         * @param change the change
         * @return the builder
         * @throws IllegalStateException if the builder lacks what {@code build()} asks for
         */
        public AirflowDeploymentBuilder image(UnaryOperator<AirflowImageBuilder> change) {
            Objects.requireNonNull(change, "change");
            return image(change.apply(soFar("image").image().toBuilder()).build());
        }

        /**
         * Changes what is said of all pods, as set so far: {@code pods(pods -> pods.nodeSelector("pool", "airflow"))}.
         *
         * @param change the change
         * @return the builder
         * @throws IllegalStateException if the builder lacks what {@code build()} asks for
         */
        public AirflowDeploymentBuilder pods(UnaryOperator<PodsBuilder> change) {
            Objects.requireNonNull(change, "change");
            return pods(change.apply(soFar("pods").pods().toBuilder()).build());
        }

        /**
         * Changes what pods may do in the cluster, as set so far: {@code rbac(rbac -> rbac.create(false))}.
         *
         * @param change the change
         * @return the builder
         * @throws IllegalStateException if the builder lacks what {@code build()} asks for
         */
        public AirflowDeploymentBuilder rbac(UnaryOperator<RbacBuilder> change) {
            Objects.requireNonNull(change, "change");
            return rbac(change.apply(soFar("rbac").rbac().toBuilder()).build());
        }

        /**
         * Changes the database, as set so far: {@code database(database -> database.port(6432))}.
         *
         * @param change the change
         * @return the builder
         * @throws IllegalStateException if the builder lacks what {@code build()} asks for
         */
        public AirflowDeploymentBuilder database(UnaryOperator<ExternalDatabaseBuilder> change) {
            Objects.requireNonNull(change, "change");
            return database(
                    change.apply(soFar("database").database().toBuilder()).build());
        }

        /**
         * Changes the pool, as set so far: {@code pgBouncer(pool -> pool.replicas(3))}.
         *
         * @param change the change
         * @return the builder
         * @throws IllegalStateException if there is none, or if the builder lacks what {@code build()} asks for
         */
        public AirflowDeploymentBuilder pgBouncer(UnaryOperator<PgBouncerPoolBuilder> change) {
            Objects.requireNonNull(change, "change");
            return pgBouncer(change.apply(set(soFar("pgBouncer").pgBouncer(), "pgBouncer").toBuilder())
                    .build());
        }

        /**
         * Changes git-sync, as set so far: {@code gitSync(git -> git.depth(0))}.
         *
         * @param change the change
         * @return the builder
         * @throws IllegalStateException if there is none, or if the builder lacks what {@code build()} asks for
         */
        public AirflowDeploymentBuilder gitSync(UnaryOperator<GitSyncBuilder> change) {
            Objects.requireNonNull(change, "change");
            return gitSync(change.apply(set(soFar("gitSync").gitSync(), "gitSync").toBuilder())
                    .build());
        }

        /**
         * Changes the remote logging, as set so far: {@code remoteLogging(logging -> logging.retention(Period.ofDays(30)))}.
         *
         * @param change the change
         * @return the builder
         * @throws IllegalStateException if there is none, or if the builder lacks what {@code build()} asks for
         */
        public AirflowDeploymentBuilder remoteLogging(UnaryOperator<RemoteLoggingBuilder> change) {
            Objects.requireNonNull(change, "change");
            return remoteLogging(change.apply(set(soFar("remoteLogging").remoteLogging(), "remoteLogging").toBuilder())
                    .build());
        }

        /**
         * Changes how the components run, as set so far: {@code ha(ha -> ha.scheduler(scheduler -> scheduler.replicas(3)))}.
         *
         * @param change the change
         * @return the builder
         * @throws IllegalStateException if the builder lacks what {@code build()} asks for
         */
        public AirflowDeploymentBuilder ha(UnaryOperator<HaSettingsBuilder> change) {
            Objects.requireNonNull(change, "change");
            return ha(change.apply(soFar("ha").ha().toBuilder()).build());
        }

        /**
         * Changes the job that migrates the database, as set so far:
         * {@code migrationJob(job -> job.resources(Resources.requests("100m", "512Mi")))}.
         *
         * @param change the change
         * @return the builder
         * @throws IllegalStateException if the builder lacks what {@code build()} asks for
         */
        public AirflowDeploymentBuilder migrationJob(UnaryOperator<JobSettingsBuilder> change) {
            Objects.requireNonNull(change, "change");
            return migrationJob(change.apply(soFar("migrationJob").migrationJob().toBuilder())
                    .build());
        }

        /**
         * Changes the job that creates the administrator, as set so far:
         * {@code createUserJob(job -> job.resources(Resources.requests("100m", "512Mi")))}.
         *
         * @param change the change
         * @return the builder
         * @throws IllegalStateException if the builder lacks what {@code build()} asks for
         */
        public AirflowDeploymentBuilder createUserJob(UnaryOperator<JobSettingsBuilder> change) {
            Objects.requireNonNull(change, "change");
            return createUserJob(change.apply(soFar("createUserJob").createUserJob().toBuilder())
                    .build());
        }

        /**
         * Changes how much runs at once, as set so far: {@code concurrency(it -> it.parallelism(64))}.
         *
         * @param change the change
         * @return the builder
         * @throws IllegalStateException if the builder lacks what {@code build()} asks for
         */
        public AirflowDeploymentBuilder concurrency(UnaryOperator<ConcurrencyBuilder> change) {
            Objects.requireNonNull(change, "change");
            return concurrency(
                    change.apply(soFar("concurrency").concurrency().toBuilder()).build());
        }

        /**
         * Changes the metrics, as set so far: {@code metrics(metrics -> metrics.prefix("acme"))}.
         *
         * @param change the change
         * @return the builder
         * @throws IllegalStateException if the builder lacks what {@code build()} asks for
         */
        public AirflowDeploymentBuilder metrics(UnaryOperator<MetricsBuilder> change) {
            Objects.requireNonNull(change, "change");
            return metrics(change.apply(soFar("metrics").metrics().toBuilder()).build());
        }

        /**
         * Changes the web Service, as set so far: {@code webService(service -> service.type(ServiceType.LOAD_BALANCER))}.
         *
         * @param change the change
         * @return the builder
         * @throws IllegalStateException if the builder lacks what {@code build()} asks for
         */
        public AirflowDeploymentBuilder webService(UnaryOperator<WebServiceBuilder> change) {
            Objects.requireNonNull(change, "change");
            return webService(
                    change.apply(soFar("webService").webService().toBuilder()).build());
        }

        /**
         * Changes the ingress, as set so far: {@code ingress(ingress -> ingress.path("/airflow"))}.
         *
         * @param change the change
         * @return the builder
         * @throws IllegalStateException if there is none, or if the builder lacks what {@code build()} asks for
         */
        public AirflowDeploymentBuilder ingress(UnaryOperator<WebIngressBuilder> change) {
            Objects.requireNonNull(change, "change");
            return ingress(change.apply(set(soFar("ingress").ingress(), "ingress").toBuilder())
                    .build());
        }

        /**
         * Changes what people know, as set so far: {@code operations(operations -> operations.kubeContext("prod-eu"))}.
         *
         * @param change the change
         * @return the builder
         * @throws IllegalStateException if the builder lacks what {@code build()} asks for
         */
        public AirflowDeploymentBuilder operations(UnaryOperator<OperationsBuilder> change) {
            Objects.requireNonNull(change, "change");
            return operations(
                    change.apply(soFar("operations").operations().toBuilder()).build());
        }

        private AirflowDeployment soFar(String attribute) {
            try {
                return build();
            } catch (IllegalStateException missing) {
                throw new IllegalStateException(
                        attribute + "(" + attribute
                                + " -> ...) changes what is set so far; call it after everything that is"
                                + " required. " + missing.getMessage(),
                        missing);
            }
        }

        private static <T> T set(Optional<T> attribute, String name) {
            return attribute.orElseThrow(() -> new IllegalStateException(name + " is not set"));
        }
    }
}
