package io.airworthy.pods;

import io.airworthy.frozen.FrozenTree;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.immutables.value.Value;

/**
 * What can be said of pods in Kubernetes' own terms: of all of Airflow's pods, or of one component's.
 *
 * <p>Default: nothing, so that the chart's own settings count. What is said of a component counts more than what is said
 * of all pods. Which chart version has a place for what differs; a rule says where one has none.
 *
 * <pre>{@code
 * Pods pods = Pods.builder()
 *         .nodeSelector("pool", "airflow")
 *         .toleration(Toleration.of("dedicated", "airflow", "NoSchedule"))
 *         .build();
 * }</pre>
 *
 * @see <a href="https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/">Assigning pods to nodes</a>
 */
@Value.Immutable
public interface Pods {

    /** The labels of the nodes that pods may run on. */
    Map<String, String> nodeSelector();

    /** The taints of nodes that pods tolerate. */
    List<Toleration> tolerations();

    /** Kubernetes' {@code affinity}: {@code nodeAffinity}, {@code podAffinity}, {@code podAntiAffinity}. */
    Map<String, Object> affinity();

    /** Labels of the pods, beside the chart's own. */
    Map<String, String> labels();

    /** Annotations of the pods. */
    Map<String, String> annotations();

    /** Further volumes, mounted into the main container. */
    List<Volume> volumes();

    /** Further variables of the main container. Nothing secret: a literal is written into the values file. */
    List<Variable> variables();

    /** Secrets and ConfigMaps whose keys are all variables. The chart has a place for those of all pods only. */
    List<VariableSource> variablesFrom();

    /** Entries of {@code /etc/hosts}. */
    List<HostAlias> hostAliases();

    /** Further init containers. */
    List<ExtraContainer> initContainers();

    /** Further containers beside the main one. */
    List<ExtraContainer> sidecars();

    /** The probe that decides when the main container has started. */
    Optional<Probe> startupProbe();

    /** The probe that restarts the main container when it fails. */
    Optional<Probe> livenessProbe();

    /** The probe that takes the pod out of its Service while it fails. */
    Optional<Probe> readinessProbe();

    /** How long a pod may take to end before it is killed, in whole seconds. The chart's default: 10 minutes for workers. */
    Optional<Duration> terminationGracePeriod();

    /** The runtime class of the pods, which must exist in the cluster. */
    Optional<String> runtimeClass();

    /** Which scheduler of the cluster places the pods. Default: Kubernetes' own. Components other than workers take that of all. */
    Optional<String> schedulerName();

    /**
     * Whether the cluster autoscaler may evict a pod to remove its node. The chart's default: true, but false for workers, task
     * pods and Redis.
     */
    Optional<Boolean> safeToEvict();

    /**
     * Whether a StatefulSet starts its pods all at once or one after the other. Only workers with volumes of their own have
     * it, from chart 1.16 on.
     */
    Optional<PodManagementPolicy> podManagementPolicy();

    /** How many old ReplicaSets or ControllerRevisions are kept. The chart's default: Kubernetes' own, 10. */
    Optional<Integer> revisionHistoryLimit();

    /** The container that deletes old logs from the component's own disk. */
    Optional<LogGroomer> logGroomer();

    /** The uid and the rights of the pods and their containers. Default: the chart's own. */
    Optional<SecurityContexts> securityContexts();

    /** These pods with a copy of their own of the affinity. {@code build()} calls it; nobody else has to. */
    @Value.Check
    default Pods withOwnAffinity() {
        return FrozenTree.isFrozen(affinity())
                ? this
                : toBuilder().affinity(FrozenTree.of(affinity(), "affinity")).build();
    }

    /** Starts pods of which nothing is said. */
    static PodsBuilder builder() {
        return new PodsBuilder();
    }

    /** Starts pods from these, with all their attributes. */
    default PodsBuilder toBuilder() {
        return builder().from(this);
    }
}
