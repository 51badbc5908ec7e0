package io.airworthy.rules;

import io.airworthy.AirflowDeployment;
import io.airworthy.pods.Component;
import io.airworthy.pods.ComponentSettings;
import io.airworthy.pods.ServiceAccount;
import io.airworthy.validation.Finding;
import io.airworthy.validation.Rule;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** How the components run: how many, how they are evicted, what they ask for. */
final class AvailabilityRules {

    /** Kubernetes is made for clusters of up to 150 000 pods. */
    private static final int MOST_PODS = 150_000;

    private static final String BUDGET_PAGE = "https://kubernetes.io/docs/tasks/run-application/configure-pdb/";

    private static final String RESOURCES_PAGE =
            "https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/";

    /** The components whose budget every chart renders. */
    private static final Set<Component> BUDGETED_EVERYWHERE = Set.of(Component.SCHEDULER, Component.WEB);

    static final Rule COMPONENTS_HAVE_REPLICAS = Rule.error("HA-001")
            .title("A component has no pods")
            .because("Airflow needs each of its components: without one of them tasks wait forever")
            .remedy("set replicas to 2, or at least 1")
            .finds(ofComponents(running -> running.settings().replicas() < running.fewestReplicas()
                    ? Stream.of(running.at("replicas", "replicas", count(running)))
                    : Stream.empty()));

    static final Rule COMPONENTS_SURVIVE_A_POD = Rule.warning("HA-002")
            .title("A component is a single point of failure")
            .because("while its only pod is evicted or restarted, nothing does its work")
            .remedy("set replicas to 2")
            .source(
                    "https://airflow.apache.org/docs/apache-airflow/stable/administration-and-deployment/scheduler.html")
            .finds(ofComponents(running -> running.settings().replicas() == 1 && !running.isScaled()
                    ? Stream.of(running.at("replicas", "replicas", count(running)))
                    : Stream.empty()));

    static final Rule BUDGETS_ARE_AMOUNTS = Rule.error("HA-003")
            .title("A disruption budget is not valid")
            .because("Kubernetes rejects it, and the release fails")
            .remedy("use a number of pods, or a percentage from 0 to 100")
            .source(BUDGET_PAGE)
            .finds(ofComponents(running ->
                    BudgetFaults.amount(running.settings().disruptionBudget()).map(running::budget).stream()));

    static final Rule BUDGETS_LET_NODES_BE_DRAINED = Rule.error("HA-004")
            .title("A disruption budget allows no eviction")
            .because("draining the node of such a pod never finishes, so cluster upgrades hang")
            .remedy("allow one unavailable pod, or run more replicas than the budget keeps available")
            .source(BUDGET_PAGE)
            .after("HA-001", "HA-003", "CEL-007")
            .finds(ofComponents(
                    running -> BudgetFaults.noEviction(running.settings().disruptionBudget(), running.fewestRunning())
                            .map(running::budget)
                            .stream()));

    static final Rule CHART_RENDERS_BUDGETS = Rule.warning("HA-005")
            .title("This chart cannot render a disruption budget")
            .because("before 1.19.0 it has budgets only for the scheduler, the web tier and the pool; all other pods"
                    + " may be evicted at once")
            .remedy("use chart 1.19.0 or later, or DisruptionBudget.none()")
            .source("https://airflow.apache.org/docs/helm-chart/stable/release_notes.html")
            .after("VER-003", "HA-003")
            .finds(ofComponents(running -> running.isBudgetLost()
                    ? Stream.of(Finding.at(
                            running.path("disruptionBudget"),
                            "chart " + running.deployment().chartVersion() + " does not render "
                                    + running.settings().disruptionBudget() + " here"))
                    : Stream.empty()));

    static final Rule RESOURCES_ARE_AMOUNTS = Rule.error("HA-006")
            .title("An amount of CPU or memory is not valid")
            .because("Kubernetes rejects the pods")
            .remedy("use amounts such as 500m or 2 for CPU, 512Mi or 4Gi for memory")
            .source("https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/")
            .finds(deployment ->
                    resources(deployment).flatMap(ResourceFaults::unreadable).toList());

    static final Rule REQUESTS_ARE_WITHIN_LIMITS = Rule.error("HA-007")
            .title("A request exceeds its limit")
            .because("Kubernetes rejects the pods")
            .remedy("raise the limit, or lower the request")
            .source(RESOURCES_PAGE)
            .after("HA-006")
            .finds(deployment ->
                    resources(deployment).flatMap(ResourceFaults::beyondLimit).toList());

    static final Rule MEMORY_IS_ASKED_FOR = Rule.warning("HA-008")
            .title("A container has no memory request")
            .because("Kubernetes may put the pod on a node without enough memory, and kills it first when memory runs"
                    + " out")
            .remedy("request the memory that the container needs, at least 512Mi")
            .source(RESOURCES_PAGE)
            .finds(deployment -> resources(deployment)
                    .flatMap(ResourceFaults::noMemoryRequest)
                    .toList());

    static final Rule PRIORITY_CLASSES_ARE_NAMES = Rule.error("HA-009")
            .title("The name of a priority class is not valid")
            .because("Kubernetes rejects the pods")
            .remedy("use the name of a priority class that exists in the cluster")
            .source("https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/")
            .finds(ofComponents(running -> running.settings().priorityClass().stream()
                    .filter(name -> !KubernetesNames.isSubdomain(name))
                    .map(name ->
                            running.at("priorityClass", "priorityClassName", "'" + name + "' is not a valid name"))));

    static final Rule TASK_PODS_HAVE_THEIR_RESOURCES = Rule.warning("HA-010")
            .title("This chart gives task pods the resources of the workers")
            .because("before 1.20.0 it has only one set of resources for Celery workers and task pods")
            .remedy("use chart 1.20.0 or later, or set the same resources for both")
            .source("https://airflow.apache.org/docs/helm-chart/stable/parameters-ref.html#workers")
            .after("VER-001")
            .brokenWhen(deployment -> deployment.usesCelery()
                    && deployment.usesKubernetesPods()
                    && !deployment.chartVersion().has("workers.kubernetes.resources")
                    && !deployment
                            .ha()
                            .taskPodResources()
                            .equals(deployment.ha().workers().resources()))
            .at("ha.taskPodResources", "workers.resources");

    static final Rule PODS_FIT_INTO_A_CLUSTER = Rule.error("HA-011")
            .title("There are more replicas than a cluster can run")
            .because("they never all start, and Helm prints a million as 1e+06, which Kubernetes rejects")
            .remedy("use at most " + MOST_PODS + " replicas")
            .source("https://kubernetes.io/docs/setup/best-practices/cluster-large/")
            .finds(deployment -> replicas(deployment)
                    .filter(finding -> finding.getValue() > MOST_PODS)
                    .map(finding -> Finding.at(finding.getKey(), finding.getValue() + " replicas"))
                    .toList());

    static final Rule ACCOUNTS_ARE_NAMES = Rule.error("HA-012")
            .title("The name of a service account is not valid or not unique")
            .because("Kubernetes rejects it, or Helm refuses two objects of the same name")
            .remedy("use lower-case letters, digits, dashes and dots, and a different name for each component; to"
                    + " share an existing account, use ServiceAccount.existing(name)")
            .source("https://kubernetes.io/docs/concepts/security/service-accounts/")
            .finds(deployment -> {
                Set<String> made = new HashSet<>();
                return deployment.logComponents().stream()
                        .map(component -> new Running(deployment, component))
                        .flatMap(running -> running.settings().serviceAccount().stream()
                                .flatMap(account -> accountFault(account, made).stream())
                                .map(what -> running.at("serviceAccount", "serviceAccount.name", what)))
                        .toList();
            });

    static final List<Rule> ALL = List.of(
            COMPONENTS_HAVE_REPLICAS,
            COMPONENTS_SURVIVE_A_POD,
            BUDGETS_ARE_AMOUNTS,
            BUDGETS_LET_NODES_BE_DRAINED,
            CHART_RENDERS_BUDGETS,
            RESOURCES_ARE_AMOUNTS,
            REQUESTS_ARE_WITHIN_LIMITS,
            MEMORY_IS_ASKED_FOR,
            PRIORITY_CLASSES_ARE_NAMES,
            TASK_PODS_HAVE_THEIR_RESOURCES,
            PODS_FIT_INTO_A_CLUSTER,
            ACCOUNTS_ARE_NAMES);

    /** A component that the deployment has. */
    private record Running(AirflowDeployment deployment, Component component) {

        ComponentSettings settings() {
            return deployment.ha().of(component);
        }

        /** Whether something else decides how many there are. */
        boolean isScaled() {
            return component == Component.WORKERS
                    && deployment.ha().workerScaling().isPresent();
        }

        int fewestReplicas() {
            return isScaled() ? 0 : 1;
        }

        int fewestRunning() {
            return isScaled()
                    ? Math.max(1, deployment.ha().workerScaling().get().minReplicas())
                    : settings().replicas();
        }

        boolean isBudgetLost() {
            return !settings().disruptionBudget().isNone()
                    && deployment.chartVersion().isSupported()
                    && !deployment.chartVersion().has(valuesPath("podDisruptionBudget"));
        }

        String path(String attribute) {
            return "ha." + component.attribute() + "." + attribute;
        }

        String valuesPath(String key) {
            return ValuesKeys.of(deployment, component, key);
        }

        Finding at(String attribute, String valuesKey, String what) {
            return Finding.at(path(attribute), what).inValues(valuesPath(valuesKey));
        }

        Finding budget(String what) {
            return at("disruptionBudget", "podDisruptionBudget.config", what);
        }

        ResourceFaults resources() {
            return new ResourceFaults(settings().resources(), path("resources"), valuesPath("resources"));
        }
    }

    private AvailabilityRules() {}

    private static Stream<Map.Entry<String, Integer>> replicas(AirflowDeployment deployment) {
        Stream<Map.Entry<String, Integer>> components = deployment.components().stream()
                .map(component -> Map.entry(
                        "ha." + component.attribute() + ".replicas",
                        deployment.ha().of(component).replicas()));
        Stream<Map.Entry<String, Integer>> others = Stream.of(
                        deployment.pgBouncer().map(pool -> Map.entry("pgBouncer.replicas", pool.replicas())),
                        deployment
                                .ha()
                                .workerScaling()
                                .map(scaling -> Map.entry("ha.workerScaling.maxReplicas", scaling.maxReplicas())))
                .flatMap(Optional::stream);
        return Stream.concat(components, others);
    }

    private static Stream<Running> components(AirflowDeployment deployment) {
        return deployment.components().stream().map(component -> new Running(deployment, component));
    }

    private static Function<AirflowDeployment, List<Finding>> ofComponents(Function<Running, Stream<Finding>> test) {
        return deployment -> components(deployment).flatMap(test).toList();
    }

    private static Stream<ResourceFaults> resources(AirflowDeployment deployment) {
        Stream<ResourceFaults> ofComponents = components(deployment).map(Running::resources);
        return deployment.usesKubernetesPods()
                ? Stream.concat(
                        ofComponents,
                        Stream.of(new ResourceFaults(
                                deployment.ha().taskPodResources(),
                                "ha.taskPodResources",
                                ValuesKeys.taskPodResources(deployment))))
                : ofComponents;
    }

    private static Optional<String> accountFault(ServiceAccount account, Set<String> made) {
        if (!KubernetesNames.isSubdomain(account.name())) {
            return Optional.of("'" + account.name() + "' is not a valid name");
        }
        return account.exists() || made.add(account.name())
                ? Optional.empty()
                : Optional.of("'" + account.name() + "' is also created for another component");
    }

    private static String count(Running running) {
        int replicas = running.settings().replicas();
        return replicas + (replicas == 1 ? " replica" : " replicas");
    }
}
