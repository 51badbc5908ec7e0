package io.airworthy.pods;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.immutables.value.Value;

/**
 * How one component runs.
 *
 * <p>Defaults: two replicas, no resource requests, at most one replica down at a time, spread over nodes and zones
 * where possible, the cluster's default priority.
 */
@Value.Immutable
public interface ComponentSettings {

    /** How many pods. Default 2. */
    @Value.Default
    default int replicas() {
        return 2;
    }

    /** The requests and limits of each container. Default: nothing. */
    @Value.Default
    default Resources resources() {
        return Resources.builder().build();
    }

    /** How many pods may be evicted at once. Default: one unavailable. */
    @Value.Default
    default DisruptionBudget disruptionBudget() {
        return DisruptionBudget.maxUnavailable(1);
    }

    /** How the pods are kept apart. Default: over nodes and zones where possible. */
    @Value.Default
    default Spread spread() {
        return Spread.NODES_AND_ZONES;
    }

    /** How the pods are replaced when they change. Default: the chart's own. */
    Optional<UpdateStrategy> updateStrategy();

    /** The command of the main container, instead of the image's. */
    List<String> command();

    /**
     * The arguments of the main container, instead of the chart's, which start the component:
     * {@code bash -c "exec airflow scheduler"}.
     */
    List<String> args();

    /** Annotations of the Deployment or StatefulSet itself. Those of its pods are in {@link #pods}. */
    Map<String, String> annotations();

    /** The priority class of the pods, which must exist in the cluster. */
    Optional<String> priorityClass();

    /** The service account of the pods. Default: one that the chart makes and names. */
    Optional<ServiceAccount> serviceAccount();

    /**
     * Whether the pods wait in a container of their own until the database is migrated. Without it they fail and are started
     * again until it is. Default true.
     */
    @Value.Default
    default boolean waitForMigrations() {
        return true;
    }

    /** What else is said of the pods. Default: nothing. */
    @Value.Default
    default Pods pods() {
        return Pods.builder().build();
    }

    /** Starts settings. */
    static ComponentSettingsBuilder builder() {
        return new ComponentSettingsBuilder();
    }

    /** Starts settings from these, with all their attributes. */
    default ComponentSettingsBuilder toBuilder() {
        return builder().from(this);
    }

    /** The builder's short forms. */
    abstract class Builder {

        /** For the generated builder only. */
        Builder() {}

        abstract ComponentSettingsBuilder pods(Pods pods);

        abstract ComponentSettings build();

        /**
         * Changes what is said of the pods, as set so far: {@code pods(pods -> pods.nodeSelector("pool", "airflow"))}.
         *
         * @param change the change
         * @return the builder
         */
        public ComponentSettingsBuilder pods(UnaryOperator<PodsBuilder> change) {
            Objects.requireNonNull(change, "change");
            return pods(change.apply(build().pods().toBuilder()).build());
        }
    }
}
