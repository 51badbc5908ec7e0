package io.airworthy.rules;

import io.airworthy.frozen.Tree;
import io.airworthy.pods.HpaMetric;
import io.airworthy.pods.HpaScaling;
import io.airworthy.pods.KedaScaling;
import io.airworthy.pods.WorkerScaling;
import io.airworthy.rules.Subject.Part;
import io.airworthy.validation.Finding;
import java.util.Map;
import java.util.stream.Stream;

/** What KEDA or Kubernetes would reject in an autoscaler. */
final class ScalingFaults {

    private ScalingFaults() {}

    static Stream<Finding> of(Part<WorkerScaling> part) {
        return part.value().match(keda -> of(part, keda), hpa -> of(part, hpa));
    }

    private static Stream<Finding> of(Part<WorkerScaling> part, KedaScaling keda) {
        return Stream.of(
                        PodRules.time(part, "pollingInterval", keda.pollingInterval(), 1),
                        PodRules.time(part, "cooldownPeriod", keda.cooldownPeriod(), 0),
                        unwritable(part, Tree.of("advanced", keda.advanced())),
                        keda.namespaceLabels().entrySet().stream()
                                .sorted(Map.Entry.comparingByKey())
                                .flatMap(
                                        label -> KubernetesLabels.labelFault(label.getKey(), label.getValue()).stream())
                                .map(what -> part.at("namespaceLabels", what)))
                .flatMap(findings -> findings);
    }

    private static Stream<Finding> of(Part<WorkerScaling> part, HpaScaling hpa) {
        Stream<Finding> share = hpa.cpuUtilization() < 1 || hpa.cpuUtilization() > 100
                ? Stream.of(part.at("cpuUtilization", hpa.cpuUtilization() + " percent"))
                : Stream.empty();
        return Stream.concat(
                share,
                unwritable(
                        part,
                        Tree.of(
                                "behavior",
                                hpa.behavior(),
                                "metrics",
                                hpa.metrics().stream()
                                        .map(HpaMetric::definition)
                                        .toList())));
    }

    private static Stream<Finding> unwritable(Part<WorkerScaling> part, Map<String, Object> trees) {
        return ValuesTree.of(trees)
                .leaves()
                .filter(leaf -> !leaf.isWritable())
                .map(leaf -> part.at(leaf.path(), leaf.typeInWords()));
    }
}
