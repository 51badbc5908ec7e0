package io.airworthy.pods;

import io.airworthy.frozen.FrozenTree;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.immutables.value.Value;

/**
 * Pods that Kubernetes adds and removes by what they use.
 *
 * <p>Default: so that they use 80 % of the CPU that they request. Only the component's own container is measured. A worker
 * that waits for another system uses no CPU; for such tasks {@link KedaScaling} fits better.
 *
 * @see <a href="https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#container-resource-metrics">Container
 *     resource metrics</a>
 */
@Value.Immutable
public non-sealed interface HpaScaling extends WorkerScaling {

    /** The fewest pods, 1 or more. */
    @Override
    int minReplicas();

    /** The most pods, not below {@code minReplicas}. */
    @Override
    int maxReplicas();

    /** The share of the requested CPU that is aimed at, in percent, where no {@link #metrics} are given. Default 80. */
    @Value.Default
    default int cpuUtilization() {
        return 80;
    }

    /** The metrics, instead of the CPU. Default: none. */
    List<HpaMetric> metrics();

    /** Kubernetes' {@code behavior}: how fast pods are added and removed. Default: Kubernetes' own. */
    Map<String, Object> behavior();

    /** This scaling with a copy of its own of the tree. {@code build()} calls it; nobody else has to. */
    @Value.Check
    default HpaScaling withOwnTree() {
        return FrozenTree.isFrozen(behavior())
                ? this
                : toBuilder().behavior(FrozenTree.of(behavior(), "behavior")).build();
    }

    /** Starts a scaling. */
    static HpaScalingBuilder builder() {
        return new HpaScalingBuilder();
    }

    /** Starts a scaling from this one, with all its attributes. */
    default HpaScalingBuilder toBuilder() {
        return builder().from(this);
    }

    @Override
    default <T> T match(
            Function<? super KedaScaling, ? extends T> keda, Function<? super HpaScaling, ? extends T> hpa) {
        return hpa.apply(this);
    }
}
