package io.airworthy.rules;

import static io.airworthy.rules.Subject.GROUPS;

import io.airworthy.AirflowDeployment;
import io.airworthy.pods.DisruptionBudget;
import io.airworthy.pods.WorkerGroup;
import io.airworthy.rules.Subject.Part;
import io.airworthy.validation.Finding;
import io.airworthy.validation.Rule;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Groups of Celery workers, and who takes the tasks of which queue. */
final class WorkerGroupRules {

    private static final String QUEUES_PAGE =
            "https://airflow.apache.org/docs/apache-airflow-providers-celery/stable/celery_executor.html#queues";

    private static final String PARAMETERS =
            "https://airflow.apache.org/docs/helm-chart/stable/parameters-ref.html#workers";

    /** What neither a shell nor a query of KEDA's takes for something else. */
    private static final Pattern QUEUE = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.:-]{0,254}");

    /** The label of the pods and the StatefulSet's own suffix count as well. */
    private static final int LONGEST_WORKLOAD = 52;

    private static final Predicate<AirflowDeployment> SAYS_QUEUES =
            deployment -> !deployment.workerGroups().isEmpty()
                    || deployment.usesCelery()
                            && (!deployment.ha().workerQueues().isEmpty()
                                    || !deployment.ha().defaultWorkers());

    static final Rule CHART_HAS_GROUPS = Rule.error("CEL-019")
            .title("This chart has no worker groups and no queues")
            .because("before 1.19.0 it has one kind of Celery workers, and rejects the values")
            .remedy("use chart 1.19.0 or later; or name the queues in ha.workers.args, without groups")
            .source(PARAMETERS)
            .after("VER-003")
            .brokenBy(it -> it.chartVersion("1.18.0")
                    .airflowVersion("3.0.2")
                    .waive("HA-005", "this chart has no such budgets")
                    .ha(ha -> ha.workerGroup(WorkerGroup.of("gpu", "training"))))
            .brokenWhen(SAYS_QUEUES.and(deployment -> deployment.chartVersion().isSupported()
                    && !deployment.chartVersion().has("workers.celery.sets")))
            .at("ha.workerGroups");

    static final Rule GROUPS_ARE_VALID = Rule.error("CEL-020")
            .title("A worker group or queue is not valid")
            .because("Kubernetes rejects the workload, or its workers wait for tasks that never come")
            .remedy(
                    "name groups with lower-case letters, digits and dashes, each once and none 'default'; name queues with"
                            + " letters, digits, dots, colons, dashes and underscores, at least one for each group")
            .source(QUEUES_PAGE)
            .after("NAME-001", "NAME-002", "NAME-009")
            .brokenBy(it -> it.ha(ha -> ha.workerGroup(WorkerGroup.of("gpu"))))
            .finds(deployment -> Stream.concat(
                            GROUPS.in(deployment).flatMap(WorkerGroupRules::faults),
                            deployment.ha().workerQueues().stream()
                                    .filter(queue -> deployment.usesCelery())
                                    .flatMap(queue -> queueFault(queue).stream())
                                    .map(what -> Finding.at("ha.workerQueues", what)))
                    .toList());

    static final Rule ONE_BUDGET_COVERS_A_WORKER = Rule.error("CEL-021")
            .title("Two disruption budgets cover a worker group")
            .because(
                    "the budget of the usual workers selects the pods of all groups, and Kubernetes evicts no pod that two"
                            + " budgets cover: draining its node never finishes")
            .remedy("give the group no budget of its own, or the usual workers DisruptionBudget.none()")
            .source("https://kubernetes.io/docs/tasks/run-application/configure-pdb/")
            .brokenBy(it -> it.ha(ha -> ha.workerGroup(WorkerGroup.of("gpu", "training").toBuilder()
                    .settings(workers -> workers.disruptionBudget(DisruptionBudget.maxUnavailable(1)))
                    .build())))
            .finds(GROUPS.where(deployment -> deployment.ha().defaultWorkers()
                            && !deployment.ha().workers().disruptionBudget().isNone())
                    .finds(part -> part.value().settings().disruptionBudget().isNone()
                            ? Stream.empty()
                            : Stream.of(part.at(
                                    "settings.disruptionBudget",
                                    "beside " + part.deployment().ha().workers().disruptionBudget()
                                            + " of the usual workers"))));

    static final Rule ARGUMENTS_NAME_THE_QUEUES = Rule.error("CEL-022")
            .title("The workers' arguments do not name the queues")
            .because(
                    "the chart's own arguments tell Celery the queues; these replace them, and the workers take the tasks"
                            + " of other queues")
            .remedy("add -q and the queues to the arguments, or leave the arguments out")
            .source(QUEUES_PAGE)
            .brokenBy(it -> it.ha(ha -> ha.workerGroup(WorkerGroup.of("gpu", "training").toBuilder()
                    .settings(workers -> workers.args("celery", "worker"))
                    .build())))
            .finds(GROUPS.faults((group, deployment) -> {
                List<String> args = group.settings().args().isEmpty()
                        ? deployment.ha().workers().args()
                        : group.settings().args();
                return args.isEmpty() || namesQueues(args)
                        ? Optional.empty()
                        : Optional.of(String.join(" ", args) + " without -q");
            }));

    static final Rule SOMEBODY_TAKES_USUAL_TASKS = Rule.error("CEL-023")
            .title("No worker takes the tasks of the default queue")
            .because("tasks that name no queue of their own stay queued forever")
            .remedy("add the queue to ha.workerQueues or to a worker group")
            .source(QUEUES_PAGE)
            .after("CEL-020")
            .brokenBy(it -> it.ha(ha -> ha.workerQueue("training")))
            .brokenWhen(SAYS_QUEUES.and(deployment -> {
                String usual = deployment.airflowConfig().getOrDefault("operators.default_queue", "default");
                return GROUPS.in(deployment)
                                .noneMatch(group -> group.value().queues().contains(usual))
                        && (!deployment.ha().defaultWorkers()
                                || !deployment.ha().workerQueues().isEmpty()
                                        && !deployment.ha().workerQueues().contains(usual));
            }))
            .at("ha.workerQueues");

    static final List<Rule> ALL = List.of(
            CHART_HAS_GROUPS,
            GROUPS_ARE_VALID,
            ONE_BUDGET_COVERS_A_WORKER,
            ARGUMENTS_NAME_THE_QUEUES,
            SOMEBODY_TAKES_USUAL_TASKS);

    private WorkerGroupRules() {}

    private static Stream<Finding> faults(Part<WorkerGroup> part) {
        WorkerGroup group = part.value();
        return Stream.concat(
                nameFault(part).map(what -> part.at("name", what)).stream(),
                group.queues().isEmpty()
                        ? Stream.of(part.at("queues", "it has no queue"))
                        : group.queues().stream()
                                .flatMap(queue -> queueFault(queue).stream())
                                .map(what -> part.at("queues", what)));
    }

    private static Optional<String> nameFault(Part<WorkerGroup> part) {
        String name = part.value().name();
        String workload = part.deployment().names().workerGroup(name);
        if (!KubernetesNames.isLabel(name) || !KubernetesNames.isTextInYaml(name)) {
            return Optional.of(KubernetesNames.describe(name));
        }
        if (name.equals("default")) {
            return Optional.of("'default' is what the chart calls the usual workers");
        }
        if (workload.length() > LONGEST_WORKLOAD) {
            return Optional.of(workload + " has " + workload.length() + " characters, more than " + LONGEST_WORKLOAD);
        }
        return part.deployment().workerGroups().stream()
                                .filter(other -> other.name().equals(name))
                                .count()
                        > 1
                ? Optional.of("two groups are called '" + name + "'")
                : Optional.empty();
    }

    private static Optional<String> queueFault(String queue) {
        return QUEUE.matcher(queue).matches() ? Optional.empty() : Optional.of("'" + queue + "' is not a valid queue");
    }

    private static boolean namesQueues(List<String> args) {
        return args.stream().anyMatch(arg -> arg.matches("(?s)(.*\\s)?(-q|--queues)([\\s=].*)?"));
    }
}
