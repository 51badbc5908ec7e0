package io.airworthy.render.document;

import io.airworthy.AirflowDeployment;
import io.airworthy.pods.Component;
import io.airworthy.pods.ComponentSettings;
import io.airworthy.pods.Persistence.ClaimTemplate;
import io.airworthy.pods.PodClaim;
import io.airworthy.pods.Quantity;
import io.airworthy.pods.Resources;
import io.airworthy.pods.Spread;
import io.airworthy.pods.WorkerGroup;
import io.airworthy.pods.WorkerScaling;
import io.airworthy.release.Workload;
import io.airworthy.release.Workloads;
import io.airworthy.values.Settings;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What survives the loss of a pod or a node, and the volumes that pods have of their own. */
final class AvailabilityFacts {

    private static final BigDecimal GIBIBYTE = BigDecimal.valueOf(1L << 30);

    private static final String VISIBILITY_TIMEOUT = "celery_broker_transport_options.visibility_timeout";

    private static final String AIRFLOWS_VISIBILITY_TIMEOUT = "86400";

    private final AirflowDeployment deployment;
    private final Workloads workloads;

    AvailabilityFacts(AirflowDeployment deployment) {
        this.deployment = deployment;
        this.workloads = deployment.release().workloads();
    }

    void addTo(Facts facts) {
        List<String> budgets = budgets();
        facts.several("components", this::components)
                .words("budgets", () -> Script.Words.of(budgets))
                .codes("budgets.names", () -> budgets)
                .flag("has-budgets", () -> !budgets.isEmpty())
                .text("without-budget", () -> String.join(", ", withoutBudget()))
                .flag("some-without-budget", () -> !withoutBudget().isEmpty())
                .flag("deferrable-tasks", () -> deployment.ha().deferrableTasks())
                .text(
                        "longest-task",
                        () -> deployment.airflowConfig().getOrDefault(VISIBILITY_TIMEOUT, AIRFLOWS_VISIBILITY_TIMEOUT))
                .flag(
                        "redis.has-volume",
                        () -> workloads
                                .redis()
                                .filter(redis -> redis.volume().isPresent())
                                .isPresent())
                .flag("needs-keda", () -> scalings().anyMatch(scaling -> scaling.match(keda -> true, hpa -> false)))
                .flag(
                        "needs-metrics-server",
                        () -> scalings().anyMatch(scaling -> scaling.match(keda -> false, hpa -> true)))
                .prose("volumes", this::volumes)
                .text("volumes.total", this::totalOfVolumes)
                .flag("has-volumes", () -> !workloads.withVolumes().isEmpty());
    }

    private Stream<WorkerScaling> scalings() {
        return Stream.concat(
                deployment.components().stream().flatMap(component -> deployment.ha().scalingOf(component).stream()),
                deployment.workerGroups().stream().flatMap(group -> group.scaling().stream()));
    }

    private List<Facts> components() {
        return Stream.concat(
                        deployment.components().stream().map(this::component),
                        deployment.workerGroups().stream().map(this::group))
                .toList();
    }

    private Facts component(Component component) {
        ComponentSettings settings = deployment.ha().of(component);
        return facts(
                        label(component),
                        workloads.of(component),
                        settings,
                        deployment.ha().scalingOf(component))
                .text("budget", settings.disruptionBudget())
                .flag("takes-budget", () -> mayHaveBudget(component))
                .flag("shares-budget", () -> false);
    }

    private Facts group(WorkerGroup group) {
        ComponentSettings settings = group.settings();
        return facts("Worker group " + group.name(), workloads.of(group), settings, group.scaling())
                .text("budget", settings.disruptionBudget())
                .flag("takes-budget", () -> true)
                .flag(
                        "shares-budget",
                        () -> settings.disruptionBudget().isNone()
                                && deployment.ha().defaultWorkers());
    }

    private static Facts facts(
            String label, Workload workload, ComponentSettings settings, Optional<WorkerScaling> scaling) {
        return new Facts()
                .text("label", label)
                .text("workload", workload.reference())
                .text("replicas", settings.replicas())
                .flag("several", () -> settings.replicas() > 1)
                .part(
                        "scaling",
                        scaling,
                        range -> new Facts()
                                .text("fewest", range.minReplicas())
                                .text("most", range.maxReplicas())
                                .flag("keda", () -> range.match(keda -> true, hpa -> false)))
                .choice("spread", Spread.class, settings::spread)
                .text("resources", resources(settings.resources()));
    }

    private List<String> withoutBudget() {
        return deployment.components().stream()
                .filter(component -> !hasBudget(component))
                .map(this::label)
                .toList();
    }

    /** The names of the disruption budgets that the chart makes. */
    private List<String> budgets() {
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

    private String label(Component component) {
        return Phrase.capitalized(
                component == Component.WEB ? deployment.webTier().title() : component.title());
    }

    /** Each workload's volumes, with their number. */
    private Phrase volumes() {
        return workloads.withVolumes().stream()
                .flatMap(workload -> Stream.concat(
                        workload.volume().stream()
                                .map(claims -> volumes(workload, claims.size(), claims.storageClass())),
                        workload.claims().stream().map(claim -> volumes(workload, claim.size(), claim.storageClass()))))
                .reduce((one, next) -> Phrase.of("{}; {}", one, next))
                .orElse(Phrase.NOTHING);
    }

    private static Phrase volumes(Workload workload, Quantity size, Optional<String> storageClass) {
        int most = workload.mostReplicas();
        return Phrase.of(
                "{} {} of {}{} for {}",
                most,
                most == 1 ? "volume" : "volumes",
                size,
                storageClass
                        .map(name -> Phrase.of(" and class {}", Phrase.code(name)))
                        .orElse(Phrase.NOTHING),
                Phrase.code(workload.reference()));
    }

    /** All of them together. */
    private String totalOfVolumes() {
        BigDecimal bytes = workloads.withVolumes().stream()
                .map(workload -> sizeOfVolumes(workload).multiply(BigDecimal.valueOf(workload.mostReplicas())))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        return bytes.divide(GIBIBYTE, 0, RoundingMode.CEILING).toPlainString() + "Gi";
    }

    private static BigDecimal sizeOfVolumes(Workload workload) {
        return Stream.concat(
                        workload.volume().stream().map(ClaimTemplate::size),
                        workload.claims().stream().map(PodClaim::size))
                .flatMap(size -> size.amount().stream())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** What a container asks for and may use, in a few words. */
    static String resources(Resources resources) {
        return "CPU " + range(resources.cpuRequest(), resources.cpuLimit()) + ", memory "
                + range(resources.memoryRequest(), resources.memoryLimit());
    }

    private static String range(Optional<Quantity> request, Optional<Quantity> limit) {
        return request.map(Quantity::text).orElse("none asked for") + " to "
                + limit.map(Quantity::text).orElse("no limit");
    }
}
