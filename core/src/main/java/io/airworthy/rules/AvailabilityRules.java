package io.airworthy.rules;

import static io.airworthy.rules.Subject.ACCOUNTS;
import static io.airworthy.rules.Subject.DEPLOYMENT;
import static io.airworthy.rules.Subject.FLOWER;
import static io.airworthy.rules.Subject.JOBS;
import static io.airworthy.rules.Subject.POOL;
import static io.airworthy.rules.Subject.PRIORITY_CLASSES;
import static io.airworthy.rules.Subject.SCALING;
import static io.airworthy.rules.Subject.together;

import io.airworthy.AirflowDeployment;
import io.airworthy.Executor;
import io.airworthy.Flower;
import io.airworthy.WebTier;
import io.airworthy.celery.CeleryBroker.ChartRedis;
import io.airworthy.database.PgBouncerPool;
import io.airworthy.metrics.MetricsExporter.ChartStatsd;
import io.airworthy.pods.Component;
import io.airworthy.pods.ComponentSettings;
import io.airworthy.pods.DisruptionBudget;
import io.airworthy.pods.JobSettings;
import io.airworthy.pods.Resources;
import io.airworthy.pods.ServiceAccount;
import io.airworthy.pods.UpdateStrategy;
import io.airworthy.pods.WorkerGroup;
import io.airworthy.pods.WorkerScaling;
import io.airworthy.release.Workload;
import io.airworthy.release.Workloads;
import io.airworthy.rules.Subject.Part;
import io.airworthy.validation.Finding;
import io.airworthy.validation.Rule;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** How the components run: replicas, disruption budgets, resources. */
final class AvailabilityRules {

    /** Kubernetes is made for clusters of up to 150 000 pods. */
    private static final int MOST_PODS = 150_000;

    private static final String BUDGET_PAGE = "https://kubernetes.io/docs/tasks/run-application/configure-pdb/";

    private static final String RESOURCES_PAGE =
            "https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/";

    private static final Subject<Running> COMPONENTS = components(AirflowDeployment::components);

    private static final Subject<Running> BUDGETS = place(COMPONENTS, "disruptionBudget", "podDisruptionBudget.config");

    private static final Subject<Resources> RESOURCES = Subject.of(AvailabilityRules::resources);

    private static final Subject<Resources> ALL_RESOURCES =
            Subject.of(deployment -> Stream.concat(resources(deployment), resourcesOfOthers(deployment)));

    static final Rule COMPONENTS_HAVE_REPLICAS = Rule.error("HA-001")
            .title("A component has no pods")
            .because("Airflow needs each of its components: without one of them tasks wait forever")
            .remedy(
                    "set replicas to 2, or at least 1; if no task is deferred, ha.deferrableTasks(false) leaves the triggerer out")
            .suggesting(2)
            .brokenBy(it -> it.ha(ha -> ha.scheduler(scheduler -> scheduler.replicas(0))))
            .finds(COMPONENTS
                    .at("replicas")
                    .when(running -> running.replicas() < running.fewestReplicas(), Running::count));

    static final Rule COMPONENTS_ARE_REDUNDANT = Rule.warning("HA-002")
            .title("A component is a single point of failure")
            .because("while its only pod is evicted or restarted, nothing does its work")
            .remedy("set replicas to 2")
            .suggesting(2)
            .source(
                    "https://airflow.apache.org/docs/apache-airflow/stable/administration-and-deployment/scheduler.html")
            .brokenBy(it -> it.ha(ha -> ha.scheduler(scheduler -> scheduler.replicas(1))))
            .finds(COMPONENTS
                    .at("replicas")
                    .when(
                            running -> running.replicas() == 1 && !running.isScaled() && !running.fillsVolume(),
                            Running::count));

    static final Rule BUDGETS_ARE_VALID = Rule.error("HA-003")
            .title("A disruption budget is not valid")
            .because("Kubernetes rejects it, and the release fails")
            .remedy("use a number of pods, or a percentage from 0 to 100")
            .source(BUDGET_PAGE)
            .brokenBy(it -> it.ha(
                    ha -> ha.scheduler(scheduler -> scheduler.disruptionBudget(DisruptionBudget.minAvailable(-1)))))
            .finds(BUDGETS.faults(running -> BudgetFaults.amount(running.budget())));

    static final Rule BUDGETS_ALLOW_EVICTION = Rule.error("HA-004")
            .title("A disruption budget allows no eviction")
            .because("draining the node of such a pod never finishes, so cluster upgrades hang")
            .remedy("allow one unavailable pod, or run more replicas than the budget keeps available")
            .source(BUDGET_PAGE)
            .after("HA-001", "HA-003", "CEL-007")
            .brokenBy(it -> it.ha(
                    ha -> ha.scheduler(scheduler -> scheduler.disruptionBudget(DisruptionBudget.minAvailable(2)))))
            .finds(BUDGETS.faults(running -> BudgetFaults.noEviction(running.budget(), running.fewestRunning())));

    static final Rule CHART_RENDERS_BUDGETS = Rule.warning("HA-005")
            .title("This chart cannot render a disruption budget")
            .because("before 1.19.0 it has budgets only for the scheduler, the web tier and the pool; all other pods"
                    + " may be evicted at once")
            .remedy("use chart 1.19.0 or later, or DisruptionBudget.none()")
            .source("https://airflow.apache.org/docs/helm-chart/stable/release_notes.html")
            .after("VER-003", "HA-003")
            .brokenBy(it -> it.chartVersion("1.18.0").airflowVersion("3.0.2"))
            .finds(COMPONENTS
                    .at("disruptionBudget")
                    .when(
                            Running::isBudgetLost,
                            running -> "chart " + running.deployment().chartVersion() + " does not render "
                                    + running.budget() + " here"));

    static final Rule RESOURCES_ARE_VALID = Rule.error("HA-006")
            .title("An amount of CPU or memory is not valid")
            .because("Kubernetes rejects the pods")
            .remedy("use amounts such as 500m or 2 for CPU, 512Mi or 4Gi for memory")
            .source("https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/")
            .brokenBy(it ->
                    it.ha(ha -> ha.scheduler(scheduler -> scheduler.resources(Resources.requests("500 m", "1Gi")))))
            .finds(ALL_RESOURCES.finds(ResourceFaults::unreadable));

    static final Rule REQUESTS_ARE_WITHIN_LIMITS = Rule.error("HA-007")
            .title("A request exceeds its limit")
            .because("Kubernetes rejects the pods")
            .remedy("raise the limit, or lower the request")
            .source(RESOURCES_PAGE)
            .after("HA-006")
            .brokenBy(it -> it.ha(ha -> ha.scheduler(scheduler ->
                    scheduler.resources(Resources.requests("500m", "8Gi").limits("2", "4Gi")))))
            .finds(ALL_RESOURCES.finds(ResourceFaults::beyondLimit));

    static final Rule MEMORY_IS_REQUESTED = Rule.warning("HA-008")
            .title("A container has no memory request")
            .because("Kubernetes may put the pod on a node without enough memory, and kills it first when memory runs"
                    + " out")
            .remedy("request the memory that the container needs, at least 512Mi")
            .source(RESOURCES_PAGE)
            .brokenBy(it -> it.ha(ha -> ha.scheduler(scheduler ->
                    scheduler.resources(Resources.builder().cpuRequest("500m").build()))))
            .finds(RESOURCES.finds(ResourceFaults::noMemoryRequest));

    static final Rule PRIORITY_CLASS_NAMES_ARE_VALID = Rule.error("HA-009")
            .title("The name of a priority class is not valid")
            .because("Kubernetes rejects the pods")
            .remedy("use the name of a priority class that exists in the cluster")
            .source("https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/")
            .brokenBy(it -> it.ha(ha -> ha.scheduler(scheduler -> scheduler.priorityClass("High Priority"))))
            .finds(PRIORITY_CLASSES.unless(KubernetesNames::isSubdomain, name -> "'" + name + "' is not a valid name"));

    static final Rule TASK_PODS_HAVE_THEIR_OWN_RESOURCES = Rule.warning("HA-010")
            .title("This chart gives task pods the resources or the priority of the workers")
            .because(
                    "the chart has only one key for Celery workers and task pods: resources before 1.20.0, the priority class"
                            + " before 1.21.0")
            .remedy("use a later chart, or set the same for both")
            .source("https://airflow.apache.org/docs/helm-chart/stable/parameters-ref.html#workers")
            .after("VER-001")
            .brokenBy(it -> it.chartVersion("1.18.0")
                    .airflowVersion("3.0.2")
                    .waive("HA-005", "this chart has no such budgets")
                    .executor(Executor.KUBERNETES))
            .finds(together(List.of(
                    DEPLOYMENT
                            .at("ha.taskPodResources", it -> it.ha().taskPodResources())
                            .when(
                                    (own, deployment) -> sharesWithWorkers(deployment, "resources")
                                            && !own.equals(
                                                    deployment.ha().workers().resources()),
                                    (own, deployment) -> "the workers have others"),
                    DEPLOYMENT
                            .at("ha.taskPodPriorityClass", it -> it.ha().taskPodPriorityClass())
                            .when(
                                    (own, deployment) -> sharesWithWorkers(deployment, "priorityClassName")
                                            && own.isPresent()
                                            && !own.equals(
                                                    deployment.ha().workers().priorityClass()),
                                    (own, deployment) -> "the workers have another"))));

    static final Rule REPLICAS_FIT_INTO_A_CLUSTER = Rule.error("HA-011")
            .title("There are more replicas than a cluster can run")
            .because("they never all start, and Helm prints a million as 1e+06, which Kubernetes rejects")
            .remedy("use at most " + MOST_PODS + " replicas")
            .source("https://kubernetes.io/docs/setup/best-practices/cluster-large/")
            .brokenBy(it -> it.ha(ha -> ha.scheduler(scheduler -> scheduler.replicas(1_000_000))))
            .finds(together(List.of(
                    tooMany(COMPONENTS.at("replicas", Running::replicas)),
                    tooMany(POOL.at("replicas", PgBouncerPool::replicas)),
                    tooMany(SCALING.at("maxReplicas", WorkerScaling::maxReplicas)))));

    static final Rule SERVICE_ACCOUNT_NAMES_ARE_VALID = Rule.error("HA-012")
            .title("The name of a service account is not valid or not unique")
            .because("Kubernetes rejects it, or Helm refuses two objects of the same name")
            .remedy("use lower-case letters, digits, dashes and dots, and a different name for each component; to"
                    + " share an existing account, use ServiceAccount.existing(name)")
            .source("https://kubernetes.io/docs/concepts/security/service-accounts/")
            .brokenBy(it ->
                    it.ha(ha -> ha.scheduler(scheduler -> scheduler.serviceAccount(ServiceAccount.named("airflow")))
                            .triggerer(triggerer -> triggerer.serviceAccount(ServiceAccount.named("airflow")))))
            .finds(deployment -> {
                Set<String> made = new HashSet<>();
                return ACCOUNTS.faults(account -> accountFault(account, made)).apply(deployment);
            });

    static final Rule AIRFLOW_3_HAS_DAG_PROCESSORS = Rule.error("HA-013")
            .title("Airflow 3 runs without DAG processors")
            .because("its schedulers do not read DAG files: no DAG ever appears")
            .remedy("remove standaloneDagProcessor(false)")
            .suggesting(true)
            .source(
                    "https://airflow.apache.org/docs/apache-airflow/stable/administration-and-deployment/dagfile-processing.html")
            .after("VER-003")
            .brokenBy(it -> it.ha(ha -> ha.standaloneDagProcessor(false)))
            .brokenWhen(deployment ->
                    !deployment.ha().standaloneDagProcessor() && deployment.webTier() == WebTier.API_SERVER)
            .at("ha.standaloneDagProcessor");

    static final Rule UPDATE_STRATEGIES_FIT = Rule.error("HA-014")
            .title("An update strategy does not fit the workload")
            .because("Kubernetes rejects it, and the release fails")
            .remedy("for a Deployment use recreate, or rolling with a surge or unavailable pods above zero; for a"
                    + " StatefulSet use onDelete, or nothing, which replaces one pod at a time")
            .source("https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#update-strategies")
            .after("VER-003")
            .brokenBy(it -> it.ha(ha -> ha.web(web -> web.updateStrategy(UpdateStrategy.onDelete()))))
            .finds(COMPONENTS
                    .at("updateStrategy")
                    .faults(running -> running.settings()
                            .updateStrategy()
                            .flatMap(strategy -> workload(running).flatMap(it -> UpdateFaults.of(strategy, it)))));

    static final List<Rule> ALL = List.of(
            COMPONENTS_HAVE_REPLICAS,
            COMPONENTS_ARE_REDUNDANT,
            BUDGETS_ARE_VALID,
            BUDGETS_ALLOW_EVICTION,
            CHART_RENDERS_BUDGETS,
            RESOURCES_ARE_VALID,
            REQUESTS_ARE_WITHIN_LIMITS,
            MEMORY_IS_REQUESTED,
            PRIORITY_CLASS_NAMES_ARE_VALID,
            TASK_PODS_HAVE_THEIR_OWN_RESOURCES,
            REPLICAS_FIT_INTO_A_CLUSTER,
            SERVICE_ACCOUNT_NAMES_ARE_VALID,
            AIRFLOW_3_HAS_DAG_PROCESSORS,
            UPDATE_STRATEGIES_FIT);

    /** A component that the deployment has, or a group of its workers. */
    private record Running(
            AirflowDeployment deployment,
            Component component,
            Optional<WorkerGroup> group,
            ComponentSettings settings,
            Optional<WorkerScaling> scaling) {

        static Running of(AirflowDeployment deployment, Component component) {
            return new Running(
                    deployment,
                    component,
                    Optional.empty(),
                    deployment.ha().of(component),
                    deployment.ha().scalingOf(component));
        }

        static Running of(AirflowDeployment deployment, WorkerGroup group) {
            return new Running(deployment, Component.WORKERS, Optional.of(group), group.settings(), group.scaling());
        }

        DisruptionBudget budget() {
            return settings().disruptionBudget();
        }

        int replicas() {
            return settings().replicas();
        }

        /** Whether something else decides how many there are. */
        boolean isScaled() {
            return scaling.isPresent();
        }

        /** Whether it runs git-sync for all pods, which only one may do. */
        boolean fillsVolume() {
            return component == Component.DAG_PROCESSOR
                    && deployment.gitSync().isPresent()
                    && deployment.dagVolume().isPresent();
        }

        int fewestReplicas() {
            return isScaled() ? 0 : 1;
        }

        int fewestRunning() {
            return scaling.map(range -> Math.max(1, range.minReplicas())).orElseGet(this::replicas);
        }

        boolean isBudgetLost() {
            return !budget().isNone()
                    && deployment.chartVersion().isSupported()
                    && !deployment.chartVersion().has(valuesPath("podDisruptionBudget.enabled"));
        }

        String valuesPath(String key) {
            return group.isPresent() ? "workers.celery.sets" : ValuesKeys.of(deployment, component, key);
        }

        String count() {
            return replicas() + (replicas() == 1 ? " replica" : " replicas");
        }
    }

    private AvailabilityRules() {}

    private static Subject<Running> components(Function<AirflowDeployment, List<Component>> which) {
        return Subject.of(deployment -> Stream.concat(
                which.apply(deployment).stream()
                        .map(component ->
                                part(Running.of(deployment, component), deployment, "ha." + component.attribute())),
                IntStream.range(0, deployment.workerGroups().size())
                        .mapToObj(i -> part(
                                Running.of(deployment, deployment.workerGroups().get(i)),
                                deployment,
                                "ha.workerGroups[" + i + "].settings"))));
    }

    private static Part<Running> part(Running running, AirflowDeployment deployment, String path) {
        return new Part<>(running, deployment, path, Optional.empty());
    }

    private static Subject<Running> place(Subject<Running> components, String attribute, String key) {
        return components.at(attribute).inValues(part -> part.value().valuesPath(key));
    }

    private static Function<AirflowDeployment, List<Finding>> tooMany(Subject<Integer> replicas) {
        return replicas.when(number -> number > MOST_PODS, number -> number + " replicas");
    }

    private static Stream<Part<Resources>> resources(AirflowDeployment deployment) {
        Stream<Part<Resources>> ofComponents = COMPONENTS
                .in(deployment)
                .map(part -> new Part<>(
                        part.value().settings().resources(),
                        deployment,
                        part.modelPath() + ".resources",
                        Optional.of(part.value().valuesPath("resources"))));
        return deployment.usesKubernetesPods()
                ? Stream.concat(
                        ofComponents,
                        Stream.of(new Part<>(
                                deployment.ha().taskPodResources(),
                                deployment,
                                "ha.taskPodResources",
                                Optional.of(ValuesKeys.taskPodResources(deployment)))))
                : ofComponents;
    }

    /** Those of the rest that the chart runs; the pool's and git-sync's have rules of their own. */
    private static Stream<Part<Resources>> resourcesOfOthers(AirflowDeployment deployment) {
        return Stream.of(
                        DEPLOYMENT
                                .given("broker", AirflowDeployment::chartRedis)
                                .at("resources", ChartRedis::resources)
                                .inValues("redis.resources"),
                        DEPLOYMENT
                                .given(
                                        "metrics.exporters[0]",
                                        it -> it.metrics().chartStatsd())
                                .at("resources", ChartStatsd::resources)
                                .inValues("statsd.resources"),
                        FLOWER.at("resources", Flower::resources).inValues("flower.resources"),
                        POOL.at("exporterResources", PgBouncerPool::exporterResources)
                                .inValues("pgbouncer.metricsExporterSidecar.resources"),
                        JOBS.at("resources", JobSettings::resources))
                .flatMap(subject -> subject.in(deployment));
    }

    private static boolean sharesWithWorkers(AirflowDeployment deployment, String key) {
        return deployment.usesCelery()
                && deployment.usesKubernetesPods()
                && !deployment.chartVersion().has("workers.kubernetes." + key);
    }

    private static Optional<String> accountFault(ServiceAccount account, Set<String> made) {
        return account.name()
                .flatMap(name -> !KubernetesNames.isSubdomain(name)
                        ? Optional.of("'" + name + "' is not a valid name")
                        : account.exists() || made.add(name)
                                ? Optional.empty()
                                : Optional.of("'" + name + "' is also created for another component"));
    }

    /** Of the workers any: groups are of the kind of the usual ones, which need not run. */
    private static Optional<Workload> workload(Running running) {
        Workloads workloads = running.deployment().release().workloads();
        return running.component() == Component.WORKERS
                ? workloads.workers().stream().findFirst()
                : Optional.of(workloads.of(running.component()));
    }
}
