package io.airworthy.pods;

import io.airworthy.frozen.FrozenTree;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.immutables.value.Value;

/**
 * Pods that KEDA adds and removes: Celery workers by the number of waiting tasks, triggerers by the number of deferred
 * tasks. KEDA must be installed in the cluster.
 *
 * <p>Defaults, which are the chart's: KEDA asks every 5 seconds, and waits 30 seconds before it removes the last pod.
 *
 * @see <a href="https://airflow.apache.org/docs/helm-chart/stable/keda.html">Autoscaling with KEDA</a>
 */
@Value.Immutable
public non-sealed interface KedaScaling extends WorkerScaling {

    /** The fewest pods, 0 or more. */
    @Override
    int minReplicas();

    /** The most pods, at least 1 and not below {@code minReplicas}. */
    @Override
    int maxReplicas();

    /** How often KEDA asks, in whole seconds, at least 1. The chart's default: 5 seconds. */
    Optional<Duration> pollingInterval();

    /**
     * How long there must be no waiting task before KEDA removes the last pod, in whole seconds. The chart's default: 30
     * seconds.
     */
    Optional<Duration> cooldownPeriod();

    /** The SQL query whose result is the number of pods. The chart's default: waiting tasks divided by worker slots. */
    Optional<String> query();

    /** KEDA's {@code advanced}, such as {@code horizontalPodAutoscalerConfig} with a behavior. */
    Map<String, Object> advanced();

    /** The labels of KEDA's namespace, which the pool's network policy then admits. */
    Map<String, String> namespaceLabels();

    /** This scaling with a copy of its own of the tree. {@code build()} calls it; nobody else has to. */
    @Value.Check
    default KedaScaling withOwnTree() {
        return FrozenTree.isFrozen(advanced())
                ? this
                : toBuilder().advanced(FrozenTree.of(advanced(), "advanced")).build();
    }

    /** Starts a scaling. */
    static KedaScalingBuilder builder() {
        return new KedaScalingBuilder();
    }

    /** Starts a scaling from this one, with all its attributes. */
    default KedaScalingBuilder toBuilder() {
        return builder().from(this);
    }

    @Override
    default <T> T match(
            Function<? super KedaScaling, ? extends T> keda, Function<? super HpaScaling, ? extends T> hpa) {
        return keda.apply(this);
    }
}
