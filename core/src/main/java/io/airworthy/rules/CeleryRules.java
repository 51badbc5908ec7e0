package io.airworthy.rules;

import static io.airworthy.rules.Subject.BROKER;
import static io.airworthy.rules.Subject.DEPLOYMENT;
import static io.airworthy.rules.Subject.GROUPS;
import static io.airworthy.rules.Subject.RABBIT_MQ;
import static io.airworthy.rules.Subject.REDIS;
import static io.airworthy.rules.Subject.SCALING;
import static io.airworthy.rules.Subject.SENTINEL;
import static io.airworthy.rules.Subject.SQS;
import static io.airworthy.rules.Subject.extra;
import static io.airworthy.rules.Subject.together;

import io.airworthy.AirflowDeployment;
import io.airworthy.Executor;
import io.airworthy.NetworkPolicies;
import io.airworthy.WebTier;
import io.airworthy.celery.CeleryBroker;
import io.airworthy.celery.CeleryBroker.ChartRedis;
import io.airworthy.celery.ExternalRedis;
import io.airworthy.celery.RabbitMq;
import io.airworthy.celery.RedisSentinel;
import io.airworthy.celery.Sqs;
import io.airworthy.chart.ChartTrait;
import io.airworthy.database.ServerPooling;
import io.airworthy.material.Purpose;
import io.airworthy.material.SecretSource;
import io.airworthy.pods.ComponentSettings;
import io.airworthy.pods.Probe;
import io.airworthy.pods.Resources;
import io.airworthy.pods.ServiceType;
import io.airworthy.pods.WorkerScaling;
import io.airworthy.rules.Subject.Part;
import io.airworthy.validation.Finding;
import io.airworthy.validation.Rule;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Celery's broker, and the scaling of its workers. */
final class CeleryRules {

    private static final String KEDA_PAGE = "https://airflow.apache.org/docs/helm-chart/stable/keda.html";

    private static final List<Subject<String>> HOSTS =
            List.of(REDIS.at("host", ExternalRedis::host), RABBIT_MQ.at("host", RabbitMq::host));

    private static final Subject<String> SENTINELS = SENTINEL.each("sentinels", RedisSentinel::sentinels);

    private static final Pattern SENTINEL_ADDRESS = Pattern.compile("(.{1,253}?):(\\d{1,5})");

    private static final Pattern QUEUE_URL = Pattern.compile("https://[^\\s\"'@?#]{3,300}");

    private static final Pattern OF_WORKERS =
            Pattern.compile("ha\\.(?:workers|workerGroups\\[\\d+]\\.settings)\\.pods");

    static final Rule CELERY_HAS_A_BROKER = Rule.error("CEL-001")
            .title("Celery has no broker")
            .because("the chart refuses to install, or runs a Redis with a password that nobody chose")
            .remedy(
                    "set a broker: CeleryBroker.chartRedis(), externalRedis(host), rabbitMq(host, user), sqs(region, queueUrl),"
                            + " redisSentinel(master, sentinels), or urlFrom(secretName) for any other")
            .source("https://airflow.apache.org/docs/helm-chart/stable/production-guide.html")
            .brokenBy(it -> it.broker(Optional.empty()))
            .brokenWhen(extra("data.brokerUrlSecretName")
                    .any(name -> !ExtraValuesRules.isEmpty(name))
                    .negate()
                    .and(deployment ->
                            deployment.usesCelery() && deployment.broker().isEmpty()))
            .at("broker");

    static final Rule BROKER_IS_USED = Rule.warning("CEL-002")
            .title("The broker is not used")
            .because("no executor uses Celery, so the broker is neither configured nor needed")
            .remedy("remove the broker, or use Executor.CELERY")
            .after("EXEC-001")
            .brokenBy(it -> it.executors(List.of(Executor.LOCAL)))
            .brokenWhen(deployment ->
                    !deployment.usesCelery() && deployment.broker().isPresent())
            .at("broker");

    static final Rule BROKER_HOST_IS_VALID = Rule.error("CEL-003")
            .title("The broker's host name is not valid")
            .because("it becomes part of the broker's URL, and no task is ever queued")
            .remedy("use the host name or address alone; port, database and user have attributes of their own")
            .brokenBy(it -> it.broker(ExternalRedis.builder()
                    .host("redis://:s3cret@redis.example.com")
                    .passwordFrom(SecretSource.environment("BROKER_PASSWORD"))
                    .build()))
            .finds(together(List.of(
                    HOSTS.get(0).faults(HostNames::hostFault),
                    HOSTS.get(1).faults(HostNames::hostFault),
                    SENTINELS.faults(CeleryRules::sentinelFault))));

    static final Rule BROKER_IS_NOT_THE_POD_ITSELF = Rule.error("CEL-004")
            .title("The broker's host points at the pod itself")
            .because("scheduler and workers each look for Redis in their own pod, where there is none")
            .remedy("use the name by which pods in the cluster reach Redis")
            .after("CEL-003")
            .brokenBy(it -> it.broker(ExternalRedis.builder()
                    .host("127.0.0.1")
                    .passwordFrom(SecretSource.environment("BROKER_PASSWORD"))
                    .build()))
            .finds(together(HOSTS.stream()
                    .map(hosts -> hosts.faults(HostNames::podItselfFault))
                    .toList()));

    static final Rule BROKER_NUMBERS_ARE_VALID = Rule.error("CEL-005")
            .title("The broker's port or database number is not valid")
            .because("nothing can connect to it")
            .remedy("use a port from 1 to 65535 and a database number from 0; the defaults are 6379 and 0")
            .brokenBy(it -> it.broker(ExternalRedis.builder()
                    .host("redis.example.com")
                    .port(0)
                    .passwordFrom(SecretSource.environment("BROKER_PASSWORD"))
                    .build()))
            .finds(together(List.of(
                    REDIS.at("port", ExternalRedis::port).faults(HostNames::portFault),
                    RABBIT_MQ.at("port", RabbitMq::port).faults(HostNames::portFault),
                    SENTINEL.at("database", RedisSentinel::database)
                            .when(number -> number < 0, number -> number + " is not a valid database number"),
                    REDIS.at("database", ExternalRedis::database)
                            .when(number -> number < 0, number -> number + " is not a valid database number"))));

    static final Rule BROKER_IS_ENCRYPTED = Rule.warning("CEL-006")
            .title("The connection to the broker is not encrypted")
            .because("the broker's password and every task's arguments can be read and changed on the network")
            .remedy("use a broker with TLS, and set tls(true)")
            .suggesting(true)
            .source("https://docs.celeryq.dev/en/stable/getting-started/backends-and-brokers/redis.html")
            .brokenBy(it -> it.broker(ExternalRedis.builder()
                    .host("redis.example.com")
                    .tls(false)
                    .passwordFrom(SecretSource.environment("BROKER_PASSWORD"))
                    .build()))
            .brokenWhen(REDIS.any(redis -> !redis.tls()).or(RABBIT_MQ.any(rabbitMq -> !rabbitMq.tls())))
            .at("broker.tls");

    static final Rule SCALING_RANGE_IS_VALID = Rule.error("CEL-007")
            .title("The minimum and maximum number of pods are not valid")
            .because("Kubernetes rejects them, and nothing is scaled")
            .remedy("use a minimum of at least 0 for KEDA and at least 1 for an HPA, and a maximum that is not below"
                    + " it")
            .source(KEDA_PAGE)
            .brokenBy(it -> it.ha(ha -> ha.workerScaling(WorkerScaling.keda(3, 2))))
            .finds(SCALING.unless(
                    CeleryRules::isRange,
                    scaling -> "from " + scaling.minReplicas() + " to " + scaling.maxReplicas() + " pods"));

    static final Rule SCALING_HAS_WORKERS = Rule.warning("CEL-008")
            .title("There are no workers to scale")
            .because("only Celery has workers; task pods are started and stopped for each task")
            .remedy("remove ha.workerScaling, or use Executor.CELERY")
            .source(KEDA_PAGE)
            .after("EXEC-001")
            .brokenBy(it -> it.executors(List.of(Executor.KUBERNETES))
                    .broker(Optional.empty())
                    .ha(ha -> ha.workerScaling(WorkerScaling.keda(0, 4))))
            .brokenWhen(deployment ->
                    !deployment.usesCelery() && deployment.ha().workerScaling().isPresent())
            .at("ha.workerScaling");

    static final Rule KEDA_CAN_REACH_THE_DATABASE = Rule.error("CEL-009")
            .title("KEDA cannot check the database's certificate")
            .because("KEDA uses Airflow's own URL, whose CA file exists only in Airflow's containers: KEDA never"
                    + " connects, and nothing is scaled")
            .remedy("add PgBouncerPool.ofDefaults(), so that KEDA gets a URL of its own, or remove the scaling")
            .source(KEDA_PAGE)
            .after("DB-022")
            .brokenBy(it -> it.ha(ha -> ha.workerScaling(WorkerScaling.keda(1, 4)))
                    .pgBouncer(Optional.empty())
                    .database(database -> database.pooling(ServerPooling.RDS_PROXY)))
            .finds(SCALING.where(
                            deployment -> !deployment.release().connections().kedaConnectsDirectly())
                    .when(
                            (scaling, deployment) -> scaling.isKeda()
                                    && isUsed(scaling, deployment)
                                    && deployment
                                            .release()
                                            .connections()
                                            .metadata()
                                            .caFile()
                                            .isPresent(),
                            (scaling, deployment) -> deployment.pgBouncer().isEmpty()
                                    ? "KEDA without a pool, while the database's TLS mode is "
                                            + deployment.database().tls()
                                    : "KEDA goes through the pool, whose TLS mode is "
                                            + deployment.pgBouncer().get().clientTls()));

    static final Rule HPA_HAS_A_CPU_REQUEST = Rule.error("CEL-010")
            .title("What an HPA scales has no CPU request")
            .because("the HPA scales by a percentage of the CPU request: without one it only reports"
                    + " FailedGetResourceMetric, and nothing is scaled")
            .remedy("set a CPU request in the component's resources, or give the HPA other metrics")
            .source("https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#algorithm-details")
            .brokenBy(it -> it.ha(ha -> ha.workerScaling(WorkerScaling.hpa(2, 4))
                    .workers(workers -> workers.resources(
                            Resources.builder().memoryRequest("2Gi").build()))))
            .finds(deployment -> Stream.concat(
                            deployment.components().stream()
                                    .filter(component -> isWithoutMeasure(
                                            deployment.ha().scalingOf(component),
                                            deployment.ha().of(component)))
                                    .map(component -> "ha." + component.attribute()),
                            // What a group does not say is as with the usual workers.
                            GROUPS.in(deployment)
                                    .filter(group -> isWithoutMeasure(
                                                    group.value().scaling(),
                                                    group.value().settings())
                                            && deployment
                                                    .ha()
                                                    .workers()
                                                    .resources()
                                                    .cpuRequest()
                                                    .isEmpty())
                                    .map(group -> group.modelPath() + ".settings"))
                    .map(place -> Finding.at(place + ".resources.cpuRequest", "there is none"))
                    .toList());

    static final Rule BROKER_HAS_A_PASSWORD = Rule.warning("CEL-011")
            .title("The broker has no password")
            .because("anyone who reaches it can queue a task, and workers run it")
            .remedy("set a password in Redis and passwordFrom here; or make sure that only Airflow can reach it, and"
                    + " waive this")
            .source("https://redis.io/docs/latest/operate/oss_and_stack/management/security/")
            .brokenBy(
                    it -> it.broker(ExternalRedis.builder().host("10.20.30.40").build()))
            .brokenWhen(REDIS.any(redis ->
                            redis.passwordFrom().isEmpty() && redis.user().isEmpty())
                    .or(SENTINEL.any(sentinel ->
                            sentinel.passwordFrom().isEmpty() && sentinel.user().isEmpty()))
                    .and(deployment -> !deployment.suppliedSecrets().contains(Purpose.BROKER)))
            .at("broker.passwordFrom");

    static final Rule BROKER_USER_HAS_A_PASSWORD = Rule.error("CEL-012")
            .title("The broker's user has no password")
            .because("Redis needs both to log in, and Celery ignores a user without a password")
            .remedy("set passwordFrom, or remove the user")
            .brokenBy(it -> it.broker(ExternalRedis.builder()
                    .host("redis.example.com")
                    .user("airflow")
                    .build()))
            .brokenWhen(REDIS.any(redis ->
                            redis.passwordFrom().isEmpty() && !redis.user().isEmpty())
                    .or(SENTINEL.any(sentinel -> sentinel.passwordFrom().isEmpty()
                            && !sentinel.user().isEmpty()))
                    .and(deployment -> !deployment.suppliedSecrets().contains(Purpose.BROKER)))
            .at("broker.user");

    static final Rule BROKER_CA_FILE_IS_VALID = Rule.error("CEL-013")
            .title("The broker's CA file is not a valid path, or is not used")
            .because("Celery cannot verify the certificate, and no task is ever queued; without TLS there is no"
                    + " certificate")
            .remedy("use the absolute path of the file inside Airflow's containers, and set tls(true)")
            .source("https://docs.celeryq.dev/en/stable/getting-started/backends-and-brokers/redis.html")
            .brokenBy(it -> it.broker(ExternalRedis.builder()
                    .host("redis.example.com")
                    .passwordFrom(SecretSource.environment("BROKER_PASSWORD"))
                    .caFile("redis-ca.crt")
                    .build()))
            .finds(together(List.of(
                    REDIS.at("caFile").faults(redis -> fileFault(redis.caFile(), redis.tls())),
                    RABBIT_MQ.at("caFile").faults(rabbitMq -> fileFault(rabbitMq.caFile(), rabbitMq.tls())))));

    static final Rule CHART_SCALES_IT = Rule.error("CEL-014")
            .title("This chart cannot scale the web component")
            .because(
                    "before 1.16.0 it has no HPA for the webserver, and before 1.20.0 every delivery resets the number of"
                            + " API servers")
            .remedy("use chart 1.20.0 or later, or remove ha.webScaling")
            .source("https://airflow.apache.org/docs/helm-chart/stable/release_notes.html")
            .after("VER-003")
            .brokenBy(it -> it.chartVersion("1.18.0")
                    .airflowVersion("3.0.2")
                    .waive("HA-005", "this chart has no such budgets")
                    .ha(ha -> ha.webScaling(WorkerScaling.hpa(2, 4))))
            .brokenWhen(deployment -> deployment.ha().webScaling().isPresent()
                    && deployment.chartVersion().isSupported()
                    && !(deployment.webTier() == WebTier.WEBSERVER
                            ? deployment.chartVersion().has("webserver.hpa")
                            : deployment.chartVersion().has(ChartTrait.API_SERVERS_ARE_SCALED)))
            .at("ha.webScaling");

    static final Rule SCALING_IS_VALID = Rule.error("CEL-015")
            .title("An interval, metric or share of an autoscaler is not valid")
            .because("KEDA or Kubernetes rejects it, and nothing is scaled")
            .remedy(
                    "use whole seconds, at least 1 for the polling interval, 1 to 100 percent of the CPU, and what a values"
                            + " file can hold")
            .source("https://keda.sh/docs/latest/reference/scaledobject-spec/")
            .brokenBy(it -> it.ha(ha -> ha.workerScaling(WorkerScaling.keda(1, 4).toBuilder()
                    .pollingInterval(Duration.ZERO)
                    .build())))
            .finds(SCALING.finds(ScalingFaults::of));

    static final Rule POLICIES_ADMIT_KEDA = Rule.error("CEL-016")
            .title("The network policies keep KEDA from the pool")
            .because(
                    "without a direct URL KEDA has to use the pool, and the pool's policy admits KEDA only if its namespace is"
                            + " named. There is no direct URL before chart 1.22.0 for triggerers without KEDA-scaled workers, nor if"
                            + " an operator's Secret has the credentials")
            .remedy("set namespaceLabels to the labels of KEDA's namespace; for triggerers, chart 1.22.0 or later"
                    + " will do as well")
            .source(KEDA_PAGE)
            .after("VER-003")
            .brokenBy(it -> it.chartVersion("1.21.0")
                    .airflowVersion("2.11.0")
                    .networkPolicies(NetworkPolicies.admitting("ingress-nginx", "monitoring"))
                    .ha(ha -> ha.triggererScaling(WorkerScaling.keda(1, 4))))
            .finds(SCALING.where(deployment -> deployment.networkPolicies().isPresent()
                            && deployment.pgBouncer().isPresent()
                            && !deployment.release().connections().kedaConnectsDirectly())
                    .at("namespaceLabels")
                    .when(
                            (scaling, deployment) -> isUsed(scaling, deployment)
                                    && scaling.match(
                                            keda -> keda.namespaceLabels().isEmpty(), hpa -> false),
                            (scaling, deployment) -> "there is none"));

    static final Rule BROKER_NAMES_ARE_VALID = Rule.error("CEL-017")
            .title("The broker's user, sentinels, master or Secret is missing or not valid")
            .because("Celery cannot log in, the sentinels do not know the master, or the pods wait for a Secret that"
                    + " cannot exist")
            .remedy(
                    "set RabbitMQ's user, at least one sentinel and the master's name as the sentinels have it, and the name"
                            + " of a Secret as Kubernetes takes it")
            .source("https://docs.celeryq.dev/en/stable/getting-started/backends-and-brokers/index.html")
            .brokenBy(it -> it.broker(CeleryBroker.rabbitMq("rabbit.example.com", "")))
            .finds(together(List.of(
                    RABBIT_MQ.at("user", RabbitMq::user).when(String::isBlank, user -> "it is empty"),
                    SENTINEL.at("masterName", RedisSentinel::masterName).when(String::isBlank, name -> "it is empty"),
                    SENTINEL.at("sentinels", RedisSentinel::sentinels).when(List::isEmpty, none -> "there is none"),
                    BROKER.given(CeleryBroker::existing)
                            .at("secretName", CeleryBroker.ExistingBroker::secretName)
                            .inValues("data.brokerUrlSecretName")
                            .unless(KubernetesNames::isSubdomain, KubernetesNames::describe))));

    static final Rule QUEUES_ARE_VALID = Rule.error("CEL-018")
            .title("The region, queues or visibility timeout of Amazon SQS is not valid")
            .because("Celery refuses tasks for a queue that it does not know, and SQS hides a message for at most 12"
                    + " hours")
            .remedy("use a region such as eu-west-1, the URL of each queue (the default queue included) as SQS shows"
                    + " it, and a visibility timeout of at most 12 hours")
            .source("https://docs.celeryq.dev/en/stable/getting-started/backends-and-brokers/sqs.html")
            .brokenBy(it -> it.broker(CeleryBroker.sqs("eu-west-1", "airflow-default")))
            .finds(SQS.finds(CeleryRules::queueFaults));

    static final Rule PROBE_HAS_REMOTE_CONTROL = Rule.warning("CEL-024")
            .title("The liveness probe of workers is not used")
            .because("the chart's probe asks workers by remote control, which Amazon SQS does not have, so it is off")
            .remedy("remove livenessProbe")
            .source("https://docs.celeryq.dev/en/stable/getting-started/backends-and-brokers/sqs.html")
            .brokenBy(it -> it.broker(CeleryBroker.sqs("eu-west-1", "https://sqs.eu-west-1.amazonaws.com/1/airflow"))
                    .ha(ha -> ha.workers(workers -> workers.pods(pods -> pods.livenessProbe(
                            Probe.builder().failureThreshold(9).build())))))
            .finds(PodRules.PODS
                    .where(deployment ->
                            deployment.broker().flatMap(CeleryBroker::sqs).isPresent())
                    .finds(part -> OF_WORKERS.matcher(part.modelPath()).matches()
                                    && part.value().livenessProbe().isPresent()
                            ? Stream.of(part.at("livenessProbe", "the broker is Amazon SQS"))
                            : Stream.empty()));

    static final Rule REDIS_SERVICE_IS_VALID = Rule.error("CEL-029")
            .title("The Service of the chart's Redis is not valid")
            .because("Kubernetes rejects it, the chart ignores it, or its network policy drops who comes from outside")
            .remedy(
                    "use chart 1.16.0 or later; set clusterIp with ClusterIP alone, nodePort with NodePort alone, and another type"
                            + " without networkPolicies")
            .source("https://kubernetes.io/docs/concepts/services-networking/service/")
            .after("VER-003")
            .brokenBy(it -> it.broker(ChartRedis.builder().nodePort(30379).build()))
            .finds(DEPLOYMENT.given("broker", AirflowDeployment::chartRedis).finds(CeleryRules::serviceFaults));

    static final List<Rule> ALL = List.of(
            CELERY_HAS_A_BROKER,
            BROKER_IS_USED,
            BROKER_HOST_IS_VALID,
            BROKER_IS_NOT_THE_POD_ITSELF,
            BROKER_NUMBERS_ARE_VALID,
            BROKER_IS_ENCRYPTED,
            SCALING_RANGE_IS_VALID,
            SCALING_HAS_WORKERS,
            KEDA_CAN_REACH_THE_DATABASE,
            HPA_HAS_A_CPU_REQUEST,
            BROKER_HAS_A_PASSWORD,
            BROKER_USER_HAS_A_PASSWORD,
            BROKER_CA_FILE_IS_VALID,
            CHART_SCALES_IT,
            SCALING_IS_VALID,
            POLICIES_ADMIT_KEDA,
            BROKER_NAMES_ARE_VALID,
            QUEUES_ARE_VALID,
            PROBE_HAS_REMOTE_CONTROL,
            REDIS_SERVICE_IS_VALID);

    private CeleryRules() {}

    private static Optional<String> fileFault(Optional<String> caFile, boolean tls) {
        return caFile.filter(file -> !tls || !file.startsWith("/"))
                .map(file -> "'" + file + "'" + (tls ? " is not an absolute path" : ", without TLS"));
    }

    private static Stream<Finding> serviceFaults(Part<ChartRedis> part) {
        ChartRedis redis = part.value();
        AirflowDeployment deployment = part.deployment();
        boolean isInside = redis.serviceType() == ServiceType.CLUSTER_IP;
        if (isInside && redis.clusterIp().isEmpty() && redis.nodePort().isEmpty()) {
            return Stream.empty();
        }
        if (deployment.chartVersion().isSupported()
                && !deployment.chartVersion().has("redis.service")) {
            return Stream.of(part.at("serviceType", "chart " + deployment.chartVersion() + " has no place for it"));
        }
        Stream<Finding> type = isInside || deployment.networkPolicies().isEmpty()
                ? Stream.empty()
                : Stream.of(part.at("serviceType", "the network policies admit Airflow's own pods alone"));
        Stream<Finding> address = redis
                .clusterIp()
                .flatMap(ip -> isInside
                        ? ServiceFaults.clusterIpFault(ip)
                        : Optional.of("the chart gives " + redis.serviceType() + " no such address"))
                .map(what -> part.at("clusterIp", what))
                .stream();
        Stream<Finding> port = redis
                .nodePort()
                .flatMap(node -> redis.serviceType() == ServiceType.NODE_PORT
                        ? HostNames.isPort(node) ? Optional.<String>empty() : HostNames.portFault(node)
                        : Optional.of(redis.serviceType() + " has no node port"))
                .map(what -> part.at("nodePort", what))
                .stream();
        return Stream.of(type, address, port).flatMap(faults -> faults);
    }

    private static Optional<String> sentinelFault(String sentinel) {
        Matcher address = SENTINEL_ADDRESS.matcher(sentinel);
        return address.matches()
                        && HostNames.isHost(address.group(1).replaceAll("[\\[\\]]", ""))
                        && !HostNames.isThePodItself(address.group(1))
                        && HostNames.isPort(Integer.parseInt(address.group(2)))
                ? Optional.empty()
                : Optional.of("it is not host:port");
    }

    private static Stream<Finding> queueFaults(Part<Sqs> part) {
        Sqs sqs = part.value();
        String unnamed = GivenOption.of(part.deployment(), "operators.default_queue")
                .map(GivenOption::value)
                .orElse(Sqs.DEFAULT_QUEUE);
        Stream<Finding> region = StoreFaults.isRegion(sqs.region())
                ? Stream.empty()
                : Stream.of(part.at("region", "'" + sqs.region() + "' is not a region"));
        Stream<Finding> missing = sqs.queues().containsKey(unnamed)
                ? Stream.empty()
                : Stream.of(part.at("queues", "there is none for tasks that name no queue, '" + unnamed + "'"));
        Stream<Finding> addresses = sqs.queues().keySet().stream()
                .sorted()
                .filter(name -> !QUEUE_URL.matcher(sqs.queues().get(name)).matches())
                .map(name -> part.at("queues[" + name + "]", "it is not the URL of a queue"));
        Duration timeout = sqs.visibilityTimeout();
        Stream<Finding> time = timeout.compareTo(Duration.ofSeconds(1)) >= 0
                        && timeout.compareTo(Sqs.LONGEST_TIMEOUT) <= 0
                ? Stream.empty()
                : Stream.of(part.at("visibilityTimeout", "'" + timeout + "' is not from one second to 12 hours"));
        return Stream.of(region, missing, addresses, time).flatMap(faults -> faults);
    }

    /** Workers of other executors are not scaled, and there may be no triggerer. */
    private static boolean isUsed(WorkerScaling scaling, AirflowDeployment deployment) {
        return Stream.concat(
                        deployment.components().stream()
                                .flatMap(component -> deployment.ha().scalingOf(component).stream()),
                        deployment.workerGroups().stream().flatMap(group -> group.scaling().stream()))
                .anyMatch(scaling::equals);
    }

    private static boolean isWithoutMeasure(Optional<? extends WorkerScaling> scaling, ComponentSettings settings) {
        return settings.resources().cpuRequest().isEmpty()
                && scaling.filter(it ->
                                it.match(keda -> false, hpa -> hpa.metrics().isEmpty()))
                        .isPresent();
    }

    private static boolean isRange(WorkerScaling scaling) {
        return scaling.minReplicas() >= scaling.match(keda -> 0, hpa -> 1)
                && scaling.maxReplicas() >= Math.max(1, scaling.minReplicas());
    }
}
