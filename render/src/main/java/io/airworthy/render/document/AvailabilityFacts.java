package io.airworthy.render.document;

import io.airworthy.AirflowDeployment;
import io.airworthy.pods.Component;
import io.airworthy.pods.ComponentSettings;
import io.airworthy.pods.Quantity;
import io.airworthy.pods.Resources;
import io.airworthy.pods.WorkerScaling;
import io.airworthy.release.Workload;
import io.airworthy.release.Workloads;
import io.airworthy.values.Settings;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
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

    /** How long a task may run before Redis delivers it again, in seconds. */
    String longestTask() {
        return deployment.airflowConfig().getOrDefault(VISIBILITY_TIMEOUT, AIRFLOWS_VISIBILITY_TIMEOUT);
    }

    boolean needsKeda() {
        return scalings().anyMatch(scaling -> scaling.match(keda -> true, hpa -> false));
    }

    boolean needsMetricsServer() {
        return scalings().anyMatch(scaling -> scaling.match(keda -> false, hpa -> true));
    }

    private Stream<WorkerScaling> scalings() {
        return Stream.concat(
                deployment.components().stream().flatMap(component -> deployment.ha().scalingOf(component).stream()),
                deployment.workerGroups().stream().flatMap(group -> group.scaling().stream()));
    }

    /** Pods of one kind, and what keeps some of them running. */
    record Pods(
            String label,
            Workload workload,
            ComponentSettings settings,
            Optional<WorkerScaling> scaling,
            boolean takesBudget,
            boolean sharesBudget) {

        boolean several() {
            return settings.replicas() > 1;
        }

        String resources() {
            return AvailabilityFacts.resources(settings.resources());
        }
    }

    List<Pods> podsByComponent() {
        return Stream.concat(
                        deployment.components().stream()
                                .map(component -> new Pods(
                                        label(component),
                                        workloads.of(component),
                                        deployment.ha().of(component),
                                        deployment.ha().scalingOf(component),
                                        mayHaveBudget(component),
                                        false)),
                        deployment.workerGroups().stream()
                                .map(group -> new Pods(
                                        "Worker group " + group.name(),
                                        workloads.of(group),
                                        group.settings(),
                                        group.scaling(),
                                        true,
                                        group.settings().disruptionBudget().isNone()
                                                && deployment.ha().defaultWorkers())))
                .toList();
    }

    String withoutBudget() {
        return deployment.components().stream()
                .filter(component -> !hasBudget(component))
                .map(this::label)
                .collect(Collectors.joining(", "));
    }

    /** The names of the disruption budgets that the chart makes. */
    List<String> budgets() {
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

    /** Volumes of one kind: one for each pod of a workload. */
    record Volumes(Workload workload, Quantity size, Optional<String> storageClass) {}

    List<Volumes> volumes() {
        return workloads.withVolumes().stream()
                .flatMap(workload -> Stream.concat(
                        workload.volume().stream()
                                .map(claims -> new Volumes(workload, claims.size(), claims.storageClass())),
                        workload.claims().stream()
                                .map(claim -> new Volumes(workload, claim.size(), claim.storageClass()))))
                .toList();
    }

    /** All of them together. */
    String totalOfVolumes() {
        BigDecimal bytes = volumes().stream()
                .flatMap(volumes -> volumes.size().amount().stream()
                        .map(amount -> amount.multiply(
                                BigDecimal.valueOf(volumes.workload().mostReplicas()))))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        return bytes.divide(GIBIBYTE, 0, RoundingMode.CEILING).toPlainString() + "Gi";
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
