package io.airworthy.testkit;

import io.airworthy.AirflowDeployment;
import io.airworthy.AirflowDeploymentBuilder;
import io.airworthy.AirflowImage;
import io.airworthy.AirflowImageBuilder;
import io.airworthy.ChartImage;
import io.airworthy.Concurrency;
import io.airworthy.ConcurrencyBuilder;
import io.airworthy.ContainerImage;
import io.airworthy.Delivery;
import io.airworthy.Executor;
import io.airworthy.ExtraConfigMap;
import io.airworthy.PullPolicy;
import io.airworthy.Rbac;
import io.airworthy.celery.CeleryBroker;
import io.airworthy.celery.ChartRedisBuilder;
import io.airworthy.celery.ExternalRedis;
import io.airworthy.celery.ExternalRedisBuilder;
import io.airworthy.celery.RabbitMq;
import io.airworthy.celery.RedisSentinel;
import io.airworthy.celery.Sqs;
import io.airworthy.chart.ChartTrait;
import io.airworthy.database.DatabaseCredentials;
import io.airworthy.logging.LogSearch;
import io.airworthy.material.Purpose;
import io.airworthy.material.SecretSource;
import io.airworthy.metrics.Metrics;
import io.airworthy.operations.Monitoring;
import io.airworthy.operations.Operations;
import io.airworthy.pods.JobSettings;
import io.airworthy.pods.Persistence;
import io.airworthy.pods.Pods;
import io.airworthy.pods.ServiceType;
import io.airworthy.pods.SharedVolume;
import io.airworthy.pods.WorkerGroup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Builders;
import net.jqwik.api.Combinators;

/**
 * Deployments that break no rule: over all chart and Airflow versions, executors, providers, clouds and deliveries, with
 * what people write at the edges of what is allowed.
 *
 * <pre>{@code
 * @Provide
 * Arbitrary<AirflowDeployment> deployments() {
 *     return Deployments.valid();
 * }
 * }</pre>
 */
public final class Deployments {

    /** What Kubernetes takes for the name of a CronJob. */
    private static final int LONGEST_CRON_JOB = 52;

    private Deployments() {}

    /**
     * Valid deployments of every chart version.
     *
     * @return deployments that {@code validate()} finds no error in
     */
    public static Arbitrary<AirflowDeployment> valid() {
        return VersionPair.pairs().flatMap(Deployments::validOf).withoutEdgeCases();
    }

    /**
     * One valid deployment, for tests that are not jqwik's: inside of a property it throws.
     * {@link DeploymentsSource} gives a test many.
     *
     * @param seed any number
     * @return the deployment that this version of the test kit always makes of the seed
     */
    public static AirflowDeployment sample(long seed) {
        return Samples.of(valid(), seed);
    }

    /**
     * Valid deployments of some chart versions.
     *
     * @param charts the chart versions, {@code "1.22.0"}
     * @return deployments that {@code validate()} finds no error in
     */
    public static Arbitrary<AirflowDeployment> validOn(List<String> charts) {
        return VersionPair.pairsOf(charts).flatMap(Deployments::validOf).withoutEdgeCases();
    }

    /**
     * Valid deployments of one pair of versions.
     *
     * @param versions the chart and Airflow versions
     * @return deployments that {@code validate()} finds no error in
     */
    public static Arbitrary<AirflowDeployment> validOf(VersionPair versions) {
        return executors(versions)
                .flatMap(executors -> parts(versions, executors))
                .flatMap(Capacity::fitted);
    }

    /**
     * Executors.
     *
     * @return every executor of any pair of versions
     */
    public static Arbitrary<Executor> executors() {
        return VersionPair.pairs().flatMap(Deployments::executors).flatMap(Arbitraries::of);
    }

    /**
     * The executors that a pair of versions has.
     *
     * @param versions the chart and Airflow versions
     * @return one executor, or several where both know lists
     */
    public static Arbitrary<List<Executor>> executors(VersionPair versions) {
        Executor foreign = new Executor("airflow.providers.edge3.executors.EdgeExecutor");
        List<List<Executor>> choices = new ArrayList<>(
                List.of(List.of(Executor.CELERY), List.of(Executor.KUBERNETES), List.of(Executor.LOCAL)));
        if (versions.airflow().major() < 3) {
            choices.add(List.of(Executor.CELERY_KUBERNETES));
            choices.add(List.of(Executor.LOCAL_KUBERNETES));
        }
        if (versions.takesSeveralExecutors()) {
            choices.add(List.of(Executor.CELERY, Executor.KUBERNETES));
            choices.add(List.of(Executor.KUBERNETES, Executor.CELERY));
            choices.add(List.of(Executor.LOCAL, Executor.KUBERNETES));
            choices.add(List.of(Executor.LOCAL, Executor.CELERY));
        }
        if (versions.chart().isAtLeast(1, 19, 0)) {
            choices.add(List.of(foreign));
            if (versions.takesSeveralExecutors()) {
                choices.add(List.of(foreign, Executor.CELERY));
            }
        }
        return Arbitraries.of(choices);
    }

    /**
     * Images that hold an Airflow version.
     *
     * @param versions the chart and Airflow versions
     * @param withDigest whether a digest may pin the image, which task pods of the Kubernetes executor ignore
     * @return official and own images
     */
    public static Arbitrary<AirflowImage> images(VersionPair versions, boolean withDigest) {
        return Builders.withBuilder(AirflowImage::builder)
                .use(Arbitraries.of("apache/airflow", "registry.example.com:5000/team/air_flow", "airflow"))
                .withProbability(0.6)
                .in(AirflowImageBuilder::repository)
                .use(Arbitraries.of(
                        versions.airflow().text(),
                        versions.airflow() + "-acme.7",
                        versions.airflow() + "-python3.12",
                        "0.2.0",
                        "git-4f2a9c1",
                        "2026-11-24"))
                .withProbability(0.6)
                .in(AirflowImageBuilder::tag)
                .use(Arbitraries.just("sha256:" + "0a".repeat(32)))
                .withProbability(withDigest ? 0.5 : 0)
                .in(AirflowImageBuilder::digest)
                .use(Names.subdomains())
                .withProbability(0.5)
                .in(AirflowImageBuilder::pullSecret)
                .use(Arbitraries.of(PullPolicy.class))
                .withProbability(0.5)
                .in(AirflowImageBuilder::pullPolicy)
                .use(Arbitraries.just(50_000))
                .withProbability(0.2)
                .in((image, uid) -> image.uid(uid).gid(0))
                .use(Arbitraries.of("/home/airflow", "/usr/local/airflow"))
                .withProbability(0.2)
                .in((image, home) -> image.airflowHome(home))
                .build(AirflowImageBuilder::build);
    }

    /**
     * Images of other containers than Airflow's.
     *
     * @return mirrors and other versions
     */
    public static Arbitrary<ContainerImage> containerImages() {
        return Arbitraries.of(
                ContainerImage.from("registry.example.com:5000/mirror/some_image"),
                ContainerImage.of("quay.io/acme/image", "1.28"),
                ContainerImage.builder().pullPolicy(PullPolicy.ALWAYS).build());
    }

    /**
     * Brokers.
     *
     * @return the chart's Redis, and others with and without TLS
     */
    public static Arbitrary<CeleryBroker> brokers() {
        return brokers(Volumes.ofPods());
    }

    private static Arbitrary<CeleryBroker> brokers(VersionPair versions) {
        return brokers(
                versions.chart().has("redis.persistence.persistentVolumeClaimRetentionPolicy")
                        ? Volumes.ofPods()
                        : Volumes.keptOfPods());
    }

    private static Arbitrary<CeleryBroker> brokers(Arbitrary<Persistence> persistence) {
        return Arbitraries.oneOf(
                chartRedis(persistence),
                externalRedis().map(redis -> redis),
                rabbitMqs().map(rabbitMq -> rabbitMq),
                sentinels().map(sentinel -> sentinel),
                queues().map(sqs -> sqs),
                Names.subdomains().map(CeleryBroker::urlFrom));
    }

    private static Arbitrary<CeleryBroker> chartRedis(Arbitrary<Persistence> persistence) {
        return Combinators.combine(
                        persistence.optional(0.5),
                        Availability.resources().optional(0.4),
                        KubernetesPods.ofServices().optional(0.3),
                        Availability.serviceAccounts().optional(0.2),
                        Names.subdomains().optional(0.2))
                .as((kept, resources, pods, account, priority) -> {
                    ChartRedisBuilder redis = CeleryBroker.ChartRedis.builder()
                            .persistence(kept)
                            .priorityClass(priority)
                            .serviceAccount(account);
                    resources.ifPresent(redis::resources);
                    pods.ifPresent(redis::pods);
                    return redis.build();
                });
    }

    /**
     * Redis elsewhere.
     *
     * @return Redis with and without TLS, a CA of its own, a user and a password
     */
    public static Arbitrary<ExternalRedis> externalRedis() {
        return Builders.withBuilder(ExternalRedis::builder)
                .use(Hosts.hosts())
                .in(ExternalRedisBuilder::host)
                .use(Hosts.ports())
                .in(ExternalRedisBuilder::port)
                .use(Arbitraries.of(0, 15))
                .in(ExternalRedisBuilder::database)
                .use(Arbitraries.of("", "airflow", "a:b@c"))
                .withProbability(0.7)
                .in((redis, user) -> redis.user(user).passwordFrom(SecretSource.environment("REDIS_PASSWORD")))
                .use(Arbitraries.of("/etc/ssl/certs/redis.crt", "/opt/a b/ü&=?.pem"))
                .withProbability(0.3)
                .in((redis, file) -> redis.tls(true).caFile(file))
                .use(Arbitraries.just(false))
                .withProbability(0.3)
                .in((redis, tls) -> redis.tls(tls).caFile(Optional.empty()))
                .build(ExternalRedisBuilder::build);
    }

    /**
     * RabbitMQs.
     *
     * @return RabbitMQ with and without TLS, a CA of its own and a virtual host
     */
    public static Arbitrary<RabbitMq> rabbitMqs() {
        return Builders.withBuilder(() -> RabbitMq.builder().host("rabbit.example.com"))
                .use(Arbitraries.of("airflow", "a:b@c/d"))
                .in((rabbitMq, user) -> rabbitMq.user(user))
                .use(Hosts.ports())
                .withProbability(0.5)
                .in((rabbitMq, port) -> rabbitMq.port(port))
                .use(Arbitraries.of("airflow", "/team/a b", "50%"))
                .withProbability(0.5)
                .in((rabbitMq, host) -> rabbitMq.virtualHost(host))
                .use(Arbitraries.of("/etc/ssl/certs/rabbit.crt", "/opt/a \"b\"/ü&=?%(x)s{{ y }}.pem"))
                .withProbability(0.3)
                .in((rabbitMq, file) -> rabbitMq.caFile(file))
                .use(Arbitraries.just(false))
                .withProbability(0.3)
                .in((rabbitMq, tls) -> rabbitMq.tls(tls).caFile(Optional.empty()))
                .build(rabbitMq -> rabbitMq.build());
    }

    /**
     * Redis behind sentinels.
     *
     * @return one and several sentinels, with and without a password
     */
    public static Arbitrary<RedisSentinel> sentinels() {
        return Builders.withBuilder(RedisSentinel::builder)
                .use(Arbitraries.of(
                        List.of("sentinel.redis:26379"), List.of("10.0.0.7:26379", "[fd00::7]:26379", "b.redis.svc:1")))
                .in((sentinel, all) -> sentinel.sentinels(all))
                .use(Arbitraries.of("mymaster", "my master % {{ x }}"))
                .in((sentinel, name) -> sentinel.masterName(name))
                .use(Arbitraries.of("", "airflow"))
                .withProbability(0.7)
                .in((sentinel, user) -> sentinel.user(user).passwordFrom(SecretSource.environment("REDIS_PASSWORD")))
                .build(sentinel -> sentinel.build());
    }

    /**
     * Queues of Amazon SQS.
     *
     * @return one and several queues
     */
    public static Arbitrary<Sqs> queues() {
        return Arbitraries.of(
                CeleryBroker.sqs("eu-west-1", "https://sqs.eu-west-1.amazonaws.com/111122223333/airflow"),
                Sqs.builder()
                        .region("us-gov-west-1")
                        .queue(Sqs.DEFAULT_QUEUE, "https://sqs.us-gov-west-1.amazonaws.com/111122223333/default")
                        .queue("gpu \"1\" %", "https://sqs.us-gov-west-1.amazonaws.com/111122223333/gpu")
                        .visibilityTimeout(Duration.ofMinutes(30))
                        .build());
    }

    /**
     * How much runs at once.
     *
     * @return small and large numbers
     */
    public static Arbitrary<Concurrency> concurrencies() {
        return Builders.withBuilder(Concurrency::builder)
                .use(Arbitraries.of(1, 64, 1000))
                .withProbability(0.4)
                .in(ConcurrencyBuilder::parallelism)
                .use(Arbitraries.of(1, 8, 100))
                .withProbability(0.4)
                .in(ConcurrencyBuilder::workerConcurrency)
                .use(Arbitraries.of(1, 4))
                .withProbability(0.4)
                .in(ConcurrencyBuilder::apiServerWorkers)
                .use(Arbitraries.of(1, 8))
                .withProbability(0.4)
                .in(ConcurrencyBuilder::webserverWorkers)
                .use(Arbitraries.of(1, 16))
                .withProbability(0.4)
                .in(ConcurrencyBuilder::parsingProcesses)
                .use(Arbitraries.of(1, 20))
                .withProbability(0.4)
                .in(ConcurrencyBuilder::databasePoolSize)
                .use(Arbitraries.of(0, 30))
                .withProbability(0.4)
                .in(ConcurrencyBuilder::databaseMaxOverflow)
                .build(ConcurrencyBuilder::build);
    }

    /**
     * Environment variables that the model has no attribute for.
     *
     * @return names with ordinary and nasty values
     */
    public static Arbitrary<Map<String, String>> environments() {
        return Arbitraries.maps(
                        Arbitraries.of("TZ", "_lower_case9", "AIRFLOW__CORE__DEFAULT_TIMEZONE", "AIRFLOW_VAR_X", "X9"),
                        Texts.texts())
                .ofMaxSize(3);
    }

    /**
     * Options of {@code airflow.cfg} that the model has no attribute for.
     *
     * @return options of known and unknown sections with ordinary and nasty values
     */
    public static Arbitrary<Map<String, String>> airflowConfigs() {
        return Arbitraries.maps(
                        Arbitraries.of(
                                "core.default_timezone",
                                "core.load_examples",
                                "logging.log_filename_template",
                                "my-section.my-option",
                                "common.io.xcom_objectstorage_path",
                                "email.subject_template",
                                "scheduler.y",
                                "no.on"),
                        Arbitraries.oneOf(Texts.lines(), Texts.paragraphs()))
                .ofMaxSize(3);
    }

    /** The pull policy of task pods is Airflow's, unless they have an image of their own. */
    private static Map<ChartImage, ContainerImage> withoutPolicyAlone(Map<ChartImage, ContainerImage> images) {
        Map<ChartImage, ContainerImage> some = new EnumMap<>(ChartImage.class);
        some.putAll(images);
        some.computeIfPresent(
                ChartImage.TASK_PODS, (which, image) -> image.repository().isEmpty() ? null : image);
        return some;
    }

    private static AirflowDeploymentBuilder withCache(AirflowDeploymentBuilder deployment, int size) {
        Metrics metrics = deployment.build().metrics();
        return metrics.chartStatsd()
                .map(statsd -> deployment.metrics(metrics.toBuilder()
                        .exporters(List.of(statsd.toBuilder()
                                .cacheSize(size)
                                .timeToLive(Duration.ofSeconds(size))
                                .build()))
                        .build()))
                .orElse(deployment);
    }

    /** Somebody has to fill it, and schedulers only do without a key. */
    private static AirflowDeploymentBuilder withSyncedVolume(AirflowDeploymentBuilder deployment, SharedVolume volume) {
        AirflowDeployment known = deployment.build();
        if (known.gitSync().isEmpty()) {
            return deployment;
        }
        AirflowDeployment synced = known.toBuilder().dagVolume(volume).build();
        return synced.release().workloads().withGitSync().isEmpty() ? deployment : deployment.dagVolume(volume);
    }

    /**
     * Permissions.
     *
     * @return roles of each kind that every chart can make
     */
    public static Arbitrary<Rbac> permissions() {
        return Arbitraries.of(
                Rbac.builder().create(false).build(),
                Rbac.builder().multiNamespaceMode(true).build(),
                Rbac.builder().createSccRoleBinding(true).build());
    }

    /**
     * ConfigMaps.
     *
     * @return some with texts that a template engine and YAML could trip over
     */
    public static Arbitrary<List<ExtraConfigMap>> configMaps() {
        return Arbitraries.of(true, false)
                .map(hook -> List.of(
                        ExtraConfigMap.builder()
                                .name("team.settings")
                                .data("TEAM", "data {{ x }}: \"it's\" 50% # $(X) $$")
                                .data("limits.yaml", "- a: |\n\n    {{- b }}  \n\tc: ünï\n")
                                .data("no-end", "one\n  two\n\nthree")
                                .data("blanks", "  first\n\n\n")
                                .data("dos.ini", "[a]\r\nb = \\n\r\n")
                                .data("YES", "on")
                                .data("EMPTY", "")
                                .label("team", "data")
                                .annotation("acme.com/note", "{{ x }}")
                                .hook(hook)
                                .build(),
                        ExtraConfigMap.of("without-data", Map.of())));
    }

    /** Jobs then have to get them. */
    private static AirflowDeploymentBuilder withKeys(AirflowDeploymentBuilder deployment, Map<Purpose, String> keys) {
        AirflowDeployment known = deployment.build();
        Map<Purpose, String> own = new EnumMap<>(keys);
        own.keySet().retainAll(known.suppliedSecrets());
        own.keySet().removeIf(purpose -> known.release().secrets().find(purpose).isEmpty());
        return own.isEmpty()
                ? deployment
                : deployment
                        .secretKeys(own)
                        .migrationJob(withVariables(known.migrationJob()))
                        .createUserJob(withVariables(known.createUserJob()))
                        .databaseCleanup(known.databaseCleanup()
                                .map(cleanup -> cleanup.toBuilder()
                                        .job(withVariables(cleanup.job()))
                                        .build()));
    }

    private static JobSettings withVariables(JobSettings job) {
        return job.toBuilder().customVariables(true).build();
    }

    /** The pool then has to be supplied with its Secrets, and KEDA has to get through. Neither logs in by an identity. */
    private static AirflowDeploymentBuilder withCredentials(
            AirflowDeploymentBuilder deployment, DatabaseCredentials credentials) {
        AirflowDeployment known = deployment.build();
        if (!credentials.hasPassword()
                && (known.pgBouncer().isPresent()
                        || !known.scaledByKeda().isEmpty()
                        || known.workerGroups().stream().anyMatch(WorkerGroup::isScaledByKeda))) {
            return deployment;
        }
        deployment.database(
                known.database().toBuilder().credentials(credentials).build());
        if (!credentials.isOurs()) {
            deployment
                    .migrationJob(withVariables(known.migrationJob()))
                    .createUserJob(withVariables(known.createUserJob()))
                    .databaseCleanup(known.databaseCleanup()
                            .map(cleanup -> cleanup.toBuilder()
                                    .job(withVariables(cleanup.job()))
                                    .build()));
        }
        if (known.pgBouncer().isEmpty()) {
            return deployment;
        }
        deployment
                .suppliedSecret(Purpose.POOL)
                .suppliedSecret(Purpose.POOL_STATS)
                .suppliedSecret(Purpose.API_KEY)
                .suppliedSecret(Purpose.WEBSERVER_KEY);
        return credentials.isOurs()
                ? deployment
                : deployment.ha(ha -> ha.triggererScaling(Optional.empty())
                        .workerScaling(known.ha().workerScaling().filter(scaling -> !scaling.isKeda())));
    }

    static boolean fitsACleanup(AirflowDeployment deployment) {
        return deployment.names().object("database-cleanup").length() <= LONGEST_CRON_JOB;
    }

    private static Arbitrary<AirflowDeployment> parts(VersionPair versions, List<Executor> executors) {
        boolean celery = executors.stream().anyMatch(Executor::usesCelery);
        boolean taskPods = executors.stream().anyMatch(Executor::usesKubernetes);
        return Builders.withBuilder(() -> AirflowDeployment.builder()
                        .chartVersion(versions.chart())
                        .airflowVersion(versions.airflow())
                        .executors(executors))
                .use(Names.releases())
                .in(AirflowDeploymentBuilder::releaseName)
                .use(Arbitraries.of("prod-airflow", "a", "longest-release-name-that-fits-into-it40"))
                .withProbability(0.15)
                .in((deployment, name) -> deployment.fullName(name))
                .use(Names.labels())
                .in(AirflowDeploymentBuilder::namespace)
                .use(images(versions, !taskPods))
                .withProbability(0.5)
                .in(AirflowDeploymentBuilder::image)
                .use(Databases.databases())
                .in(AirflowDeploymentBuilder::database)
                .use(Databases.pools())
                .withProbability(0.7)
                .in(AirflowDeploymentBuilder::pgBouncer)
                .use(brokers(versions))
                .withProbability(celery ? 1 : 0.1)
                .in(AirflowDeploymentBuilder::broker)
                .use(Dags.gitSyncs(versions.chart()))
                .withProbability(0.8)
                .in(AirflowDeploymentBuilder::gitSync)
                .use(Volumes.shared())
                .withProbability(0.3)
                .in((deployment, volume) ->
                        deployment.build().gitSync().isEmpty() ? deployment.dagVolume(volume) : deployment)
                .use(Dags.bundles())
                .withProbability(versions.airflow().major() < 3 ? 0 : 0.3)
                .in((deployment, bundles) -> deployment.dagBundles(bundles))
                .use(versions.chart().has("logs.persistence.subPath") ? Volumes.shared() : Volumes.wholeVolumes())
                .withProbability(0.2)
                .in((deployment, volume) -> deployment.logVolume(volume))
                .use(Logs.remoteLoggings())
                .withProbability(taskPods ? 1 : 0.8)
                .in(AirflowDeploymentBuilder::remoteLogging)
                .use(Logs.searches()
                        .filter(search -> search.engine() == LogSearch.Engine.ELASTICSEARCH
                                || versions.chart().has("opensearch.enabled")
                                        && (versions.airflow().major() < 3
                                                || versions.airflow().isAtLeast(3, 2, 1))))
                .withProbability(0.1)
                .in((deployment, search) ->
                        deployment.remoteLogging(Optional.empty()).logSearch(search))
                .use(Availability.haSettings())
                .withProbability(0.8)
                .in(AirflowDeploymentBuilder::ha)
                .use(Availability.scalings())
                .withProbability(0.3)
                .in((deployment, scaling) -> deployment.ha(deployment.build().ha().toBuilder()
                        .workerScaling(scaling)
                        .build()))
                .use(Availability.kedaScalings())
                .withProbability(0.2)
                .in((deployment, scaling) -> deployment.build().fullName().isPresent()
                                && !versions.chart().isAtLeast(1, 19, 0)
                        ? deployment
                        : deployment.ha(ha -> ha.triggererScaling(scaling)))
                .use(Availability.hpaScalings())
                .withProbability(0.2)
                .in((deployment, scaling) -> deployment.ha(ha -> ha.webScaling(scaling)))
                .use(Availability.workerGroups()
                        .list()
                        .ofMinSize(1)
                        .ofMaxSize(2)
                        .uniqueElements(WorkerGroup::name))
                .withProbability(celery && versions.chart().has("workers.celery.sets") ? 0.3 : 0)
                .in((deployment, groups) -> deployment.ha(ha -> ha.workerGroups(groups)))
                .use(Arbitraries.of(List.of("default", "low_priority"), List.of("default")))
                .withProbability(celery && versions.chart().has("workers.celery.sets") ? 0.2 : 0)
                .in((deployment, queues) -> deployment.ha(ha -> ha.workerQueues(queues)))
                .use(Arbitraries.just(false))
                .withProbability(versions.airflow().major() < 3 ? 0.2 : 0)
                .in((deployment, standAlone) -> deployment.ha(ha -> ha.standaloneDagProcessor(standAlone)))
                .use(Volumes.claims())
                .withProbability(versions.chart().has(ChartTrait.CLAIMS_BESIDE_A_LOG_VOLUME) ? 0.3 : 0)
                .in((deployment, claims) ->
                        deployment.build().release().workloads().areClaimsMade()
                                ? deployment.ha(ha -> ha.workerClaims(claims))
                                : deployment)
                .use(Volumes.wholeVolumes())
                .withProbability(0.3)
                .in(Deployments::withSyncedVolume)
                .use(concurrencies())
                .withProbability(0.6)
                .in(AirflowDeploymentBuilder::concurrency)
                .use(Telemetry.metrics())
                .in(AirflowDeploymentBuilder::metrics)
                .use(Arbitraries.of(8, 999_999))
                .withProbability(versions.chart().has("statsd.cache") ? 0.3 : 0)
                .in(Deployments::withCache)
                .use(Telemetry.operations())
                .withProbability(0.4)
                .in(Deployments::withOperations)
                .use(Web.ingresses())
                .withProbability(0.6)
                .in(AirflowDeploymentBuilder::ingress)
                .use(Web.externalUrls())
                .withProbability(0.3)
                .in((deployment, url) -> deployment.externalUrl(url))
                .use(Web.networkPolicies())
                .withProbability(0.4)
                .in(AirflowDeploymentBuilder::networkPolicies)
                .use(Web.services())
                .withProbability(0.3)
                .in((deployment, service) -> service.isExposed()
                                && deployment.build().networkPolicies().isPresent()
                        ? deployment
                        : deployment.webService(service))
                .use(Arbitraries.of("10.96.0.77", "fd00::77", "None"))
                .withProbability(versions.chart().has("redis.service") ? 0.3 : 0)
                .in(Deployments::withClusterIps)
                .use(Arbitraries.integers().between(30_000, 32_767).optional(0.5))
                .withProbability(versions.chart().has("redis.service") ? 0.1 : 0)
                .in(Deployments::withExposedRedis)
                .use(Flowers.any())
                .withProbability(celery ? 0.3 : 0)
                .in((deployment, flower) -> deployment.flower(Flowers.fitting(flower, deployment.build())))
                .use(Web.adminUsers())
                .withProbability(0.4)
                .in(AirflowDeploymentBuilder::adminUser)
                .use(Web.webConfigurations())
                .withProbability(0.3)
                .in((deployment, configuration) -> deployment.webConfiguration(configuration))
                .use(Web.authManagers(versions.airflow().major()))
                .withProbability(0.1)
                .in((deployment, manager) -> deployment
                        .webConfiguration(Optional.empty())
                        .adminUser(Optional.empty())
                        .authManager(manager))
                .use(KubernetesPods.jobs())
                .withProbability(0.3)
                .in((deployment, job) -> deployment.migrationJob(job))
                .use(Arbitraries.just(false))
                .withProbability(0.1)
                .in((deployment, migrates) -> deployment.migrateDatabase(migrates))
                .use(KubernetesPods.jobs())
                .withProbability(0.3)
                .in((deployment, job) -> deployment.createUserJob(job))
                .use(KubernetesPods.podCleanups())
                .withProbability(versions.chart().has(ChartTrait.CLEANUP_MOUNTS_VOLUMES) ? 0.2 : 0)
                .in((deployment, cleanup) -> deployment.podCleanup(cleanup))
                .use(Databases.cleanups())
                .withProbability(versions.chart().has("databaseCleanup") ? 0.3 : 0)
                .in((deployment, cleanup) ->
                        fitsACleanup(deployment.build()) ? deployment.databaseCleanup(cleanup) : deployment)
                .use(Arbitraries.maps(Arbitraries.of(ChartImage.values()), containerImages()))
                .withProbability(0.3)
                .in((deployment, images) -> deployment.images(withoutPolicyAlone(images)))
                .use(Arbitraries.integers().between(1, 600).map(Duration::ofSeconds))
                .withProbability(0.2)
                .in((deployment, timeout) -> deployment.migrationTimeout(timeout))
                .use(Arbitraries.of(Delivery.values()))
                .in(AirflowDeploymentBuilder::delivery)
                .use(environments())
                .withProbability(0.5)
                .in(AirflowDeploymentBuilder::environment)
                .use(airflowConfigs())
                .withProbability(0.6)
                .in(AirflowDeploymentBuilder::airflowConfig)
                .use(Stores.deliveries())
                .withProbability(0.4)
                .in(AirflowDeploymentBuilder::secretDelivery)
                .use(Names.secrets())
                .withProbability(0.3)
                .in(AirflowDeploymentBuilder::secretNames)
                .use(Names.suppliedSecrets())
                .withProbability(0.3)
                .in((deployment, purposes) -> deployment.suppliedSecrets(purposes))
                .use(Names.secretKeys())
                .withProbability(0.3)
                .in(Deployments::withKeys)
                .use(Databases.credentials())
                .withProbability(0.2)
                .in((deployment, credentials) -> withCredentials(deployment, credentials))
                .use(Stores.backends())
                .withProbability(0.2)
                .in((deployment, backend) -> deployment.secretsBackend(backend))
                .use(Arbitraries.of("def task_policy(task):\n    task.doc = '{{ x }}'\n", "# no\r\n\nX = \"$(Y)\""))
                .withProbability(0.2)
                .in((deployment, settings) -> deployment.airflowLocalSettings(settings))
                .use(Arbitraries.of("/opt/dags", "/opt/airflow/team-a.dags", "/mnt"))
                .withProbability(0.2)
                .in((deployment, folder) -> deployment.dagFolder(folder))
                .use(configMaps())
                .withProbability(0.2)
                .in((deployment, maps) -> deployment.extraConfigMaps(maps))
                .use(Names.subdomains())
                .withProbability(0.2)
                .in((deployment, name) -> deployment.ha(ha -> ha.taskPodPriorityClass(name)))
                .use(permissions())
                .withProbability(0.2)
                .in((deployment, rbac) -> deployment.rbac(rbac))
                .use(Arbitraries.of(true, false))
                .withProbability(versions.chart().has("allowJobLaunching") ? 0.1 : 0)
                .in((deployment, pods) -> deployment.rbac(Rbac.builder()
                        .allowJobLaunching(true)
                        .allowPodLaunching(pods || taskPods)
                        .build()))
                .use(KubernetesPods.ofAll())
                .withProbability(0.3)
                .in(Deployments::withPods)
                .use(Arbitraries.just(true))
                .withProbability(celery ? 0.1 : 0)
                .in(Deployments::withPermissions)
                .use(ExtraValues.of(versions.chart()))
                .withProbability(0.4)
                .in((deployment, values) -> {
                    if (!fitsACleanup(deployment.build())) {
                        values.remove("databaseCleanup");
                    }
                    return deployment.extraValues(values);
                })
                .build(AirflowDeploymentBuilder::build);
    }

    /** Where the workers have volumes, and may be root for a moment. */
    private static AirflowDeploymentBuilder withPermissions(AirflowDeploymentBuilder deployment, boolean fixed) {
        AirflowDeployment known = deployment.build();
        return known.ha()
                                .workerPersistence()
                                .filter(persistence ->
                                        persistence.claimTemplate().isEmpty())
                                .isEmpty()
                        && known.pods().securityContexts().isEmpty()
                        && known.ha().workers().pods().securityContexts().isEmpty()
                ? deployment.ha(ha -> ha.fixWorkerPermissions(fixed))
                : deployment;
    }

    /** Without an exporter of the chart's there are no annotations. */
    private static AirflowDeploymentBuilder withOperations(AirflowDeploymentBuilder deployment, Operations operations) {
        AirflowDeployment known = deployment.build();
        return known.metrics().usesChartStatsd() || known.pgBouncer().isPresent()
                ? deployment.operations(operations)
                : deployment.operations(
                        operations.toBuilder().monitoring(Monitoring.files()).build());
    }

    private static AirflowDeploymentBuilder withClusterIps(AirflowDeploymentBuilder deployment, String address) {
        AirflowDeployment known = deployment.build();
        known.broker()
                .flatMap(CeleryBroker::chartsOwn)
                .ifPresent(redis ->
                        deployment.broker(redis.toBuilder().clusterIp(address).build()));
        return known.pgBouncer().isPresent() ? deployment.pgBouncer(pool -> pool.clusterIp(address)) : deployment;
    }

    private static AirflowDeploymentBuilder withExposedRedis(
            AirflowDeploymentBuilder deployment, Optional<Integer> port) {
        AirflowDeployment known = deployment.build();
        return known.broker()
                .flatMap(CeleryBroker::chartsOwn)
                .filter(redis -> known.networkPolicies().isEmpty())
                .map(redis -> deployment.broker(redis.toBuilder()
                        .clusterIp(Optional.empty())
                        .serviceType(port.isPresent() ? ServiceType.NODE_PORT : ServiceType.LOAD_BALANCER)
                        .nodePort(port)
                        .build()))
                .orElse(deployment);
    }

    /** A container has no variable and no volume twice. */
    private static AirflowDeploymentBuilder withPods(AirflowDeploymentBuilder deployment, Pods ofAll) {
        List<Pods> others = List.copyOf(deployment.build().podsByPath().values());
        return deployment.pods(ofAll.toBuilder()
                .variables(ofAll.variables().stream()
                        .filter(variable -> others.stream()
                                .flatMap(pods -> pods.variables().stream())
                                .noneMatch(other -> other.name().equals(variable.name())))
                        .toList())
                .volumes(ofAll.volumes().stream()
                        .filter(volume -> others.stream()
                                .flatMap(pods -> pods.volumes().stream())
                                .noneMatch(other -> other.name().equals(volume.name())))
                        .toList())
                .build());
    }
}
