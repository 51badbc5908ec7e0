package io.airworthy.render.document;

import io.airworthy.AirflowDeployment;
import io.airworthy.pods.Component;
import io.airworthy.pods.ComponentSettings;
import io.airworthy.pods.Spread;
import io.airworthy.pods.WorkerGroup;
import io.airworthy.pods.WorkerScaling;
import io.airworthy.release.Workloads;
import io.airworthy.values.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What survives the loss of a pod or a node. */
final class AvailabilityChecks {

    private static final String VISIBILITY_TIMEOUT = "celery_broker_transport_options.visibility_timeout";

    private static final String AIRFLOWS_VISIBILITY_TIMEOUT = "86400";

    private final AirflowDeployment deployment;
    private final Workloads workloads;

    AvailabilityChecks(AirflowDeployment deployment) {
        this.deployment = deployment;
        this.workloads = deployment.release().workloads();
    }

    List<Block> blocks() {
        List<Phrase> ticks = new ArrayList<>();
        deployment
                .components()
                .forEach(component -> ticks.add(replicas(
                        words(component),
                        deployment.ha().of(component),
                        deployment.ha().scalingOf(component))));
        deployment
                .workerGroups()
                .forEach(group ->
                        ticks.add(replicas("Worker group " + group.name(), group.settings(), group.scaling())));
        ticks.addAll(budgets());
        workloads
                .redis()
                .ifPresent(redis -> ticks.add(Tick.open(
                        "{} is one pod: while it restarts, no task is queued{}. This is accepted, or Redis is replaced"
                                + " by a managed one",
                        Phrase.code(redis.reference()),
                        redis.volume().isPresent() ? "" : ", and those that were queued are lost")));
        if (deployment.usesCelery()) {
            ticks.add(Tick.open(
                    "No task runs longer than {} seconds: Redis would deliver it again, and its first run would end",
                    deployment.airflowConfig().getOrDefault(VISIBILITY_TIMEOUT, AIRFLOWS_VISIBILITY_TIMEOUT)));
        }
        if (!deployment.ha().deferrableTasks()) {
            ticks.add(Tick.open("No DAG defers its tasks: there is no triggerer, and such a task would wait forever"));
        }
        ticks.add(Tick.open("A node was drained, and Airflow kept running"));
        return List.of(
                Block.heading(2, "High Availability"),
                Block.bullets(ticks),
                Block.table(
                        List.of("Component", "Replicas", "Disruption budget", "Spread", "Resources"),
                        Stream.concat(
                                        deployment.components().stream().map(this::row),
                                        deployment.workerGroups().stream().map(this::row))
                                .toList()));
    }

    private static Phrase replicas(String name, ComponentSettings settings, Optional<WorkerScaling> scaling) {
        return scaling.map(range -> Tick.guaranteed(
                        "{} replicas: {} to {}, by {}",
                        name,
                        range.minReplicas(),
                        range.maxReplicas(),
                        range.match(keda -> "KEDA", hpa -> "an HPA")))
                .orElseGet(() -> settings.replicas() > 1
                        ? Tick.guaranteed("{} replicas: {}", name, settings.replicas())
                        : Tick.open(
                                "{} replicas: {}; nothing takes over while it restarts", name, settings.replicas()));
    }

    private List<Phrase> budgets() {
        List<String> without = deployment.components().stream()
                .filter(component -> !hasBudget(component))
                .map(this::words)
                .toList();
        List<String> names = budgetNames();
        List<Phrase> ticks = new ArrayList<>();
        if (!names.isEmpty()) {
            ticks.add(Tick.guaranteed("PDB configured: Yes, {}", Phrase.codes(names)));
        }
        if (!without.isEmpty()) {
            ticks.add(Tick.open("No PDB for {}: all its pods may be evicted at once", String.join(", ", without)));
        }
        return ticks;
    }

    /** The names of the disruption budgets that the chart makes. */
    List<String> budgetNames() {
        List<String> names = new ArrayList<>();
        deployment.components().stream()
                .filter(this::hasBudget)
                .forEach(component -> names.add(workloads.of(component).name() + "-pdb"));
        deployment.workerGroups().stream()
                .filter(group -> !group.settings().disruptionBudget().isNone())
                .forEach(group -> names.add(deployment.names().workload(Component.WORKERS) + "-pdb-" + group.name()));
        deployment
                .pgBouncer()
                .filter(pool -> !pool.disruptionBudget().isNone())
                .ifPresent(pool -> names.add(workloads.pool().orElseThrow().name() + "-pdb"));
        return names;
    }

    private boolean hasBudget(Component component) {
        return !deployment.ha().of(component).disruptionBudget().isNone() && mayHaveBudget(component);
    }

    /** Before 1.19 the chart has none for workers, triggerer and DAG processor. */
    private boolean mayHaveBudget(Component component) {
        return Settings.keyOf(deployment, "ha." + component.attribute() + ".disruptionBudget")
                .filter(deployment.chartVersion()::has)
                .isPresent();
    }

    private List<Phrase> row(Component component) {
        ComponentSettings settings = deployment.ha().of(component);
        return row(
                workloads.of(component).reference(),
                settings,
                deployment.ha().scalingOf(component),
                budget(component, settings));
    }

    private List<Phrase> row(WorkerGroup group) {
        ComponentSettings settings = group.settings();
        return row(
                workloads.of(group).reference(),
                settings,
                group.scaling(),
                settings.disruptionBudget().isNone() && deployment.ha().defaultWorkers()
                        ? "that of the workers"
                        : settings.disruptionBudget().toString());
    }

    private static List<Phrase> row(
            String reference, ComponentSettings settings, Optional<WorkerScaling> scaling, String budget) {
        return List.of(
                Phrase.code(reference),
                Phrase.plain(scaling.map(range -> range.minReplicas() + " to " + range.maxReplicas())
                        .orElseGet(() -> Integer.toString(settings.replicas()))),
                Phrase.plain(budget),
                Phrase.plain(words(settings.spread())),
                Phrase.plain(ResourcesText.of(settings.resources())));
    }

    private String budget(Component component, ComponentSettings settings) {
        return mayHaveBudget(component) ? settings.disruptionBudget().toString() : "none: this chart has none for it";
    }

    private String words(Component component) {
        return switch (component) {
            case SCHEDULER -> "Scheduler";
            case WEB -> Phrase.capitalized(deployment.webTier().title());
            case DAG_PROCESSOR -> "DAG processor";
            case TRIGGERER -> "Triggerer";
            case WORKERS -> "Celery worker";
        };
    }

    private static String words(Spread spread) {
        return switch (spread) {
            case ANYWHERE -> "anywhere";
            case NODES -> "nodes, where possible";
            case NODES_AND_ZONES -> "nodes and zones, where possible";
            case STRICTLY_NODES_AND_ZONES -> "nodes and zones, otherwise the pod waits";
        };
    }
}
