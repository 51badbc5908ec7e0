package io.airworthy.pods;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.immutables.value.Value;

/**
 * How every component of Airflow runs: replicas, resources, disruption budgets, spreading, priority.
 *
 * <p>Defaults, which are {@link #production()}: two of each component, so that one can fail or be evicted; requests and limits
 * that carry a few hundred DAGs; budgets that let nodes be drained.
 *
 * <p>Schedulers need no leader: they share work through row locks in the database.
 *
 * @see <a href="https://airflow.apache.org/docs/apache-airflow/stable/administration-and-deployment/scheduler.html">Running
 *     more than one scheduler</a>
 */
@Value.Immutable
public interface HaSettings {

    /** The schedulers. */
    @Value.Default
    default ComponentSettings scheduler() {
        return ComponentSettings.builder()
                .resources(Resources.requests("500m", "1Gi").limits("2", "4Gi"))
                .build();
    }

    /** The API servers, or the webservers before Airflow 3. */
    @Value.Default
    default ComponentSettings web() {
        return ComponentSettings.builder()
                .resources(Resources.requests("250m", "1Gi").limits("1", "2Gi"))
                .build();
    }

    /** The DAG processors. Used only where they {@linkplain #standaloneDagProcessor stand alone}. */
    @Value.Default
    default ComponentSettings dagProcessor() {
        return ComponentSettings.builder()
                .resources(Resources.requests("250m", "512Mi").limits("1", "2Gi"))
                .build();
    }

    /**
     * Whether DAG files are parsed in pods of their own. Without them the schedulers of Airflow 2 parse; Airflow 3 always needs
     * them. Default true.
     */
    @Value.Default
    default boolean standaloneDagProcessor() {
        return true;
    }

    /** The triggerers. Used only with {@link #deferrableTasks()}. */
    @Value.Default
    default ComponentSettings triggerer() {
        return ComponentSettings.builder()
                .resources(Resources.requests("250m", "512Mi").limits("1", "2Gi"))
                .build();
    }

    /**
     * Whether tasks may be deferred, which takes triggerers. Without them a task that defers itself waits forever.
     * Default true.
     */
    @Value.Default
    default boolean deferrableTasks() {
        return true;
    }

    /** The Celery workers. Used only with a Celery executor. */
    @Value.Default
    default ComponentSettings workers() {
        return ComponentSettings.builder()
                .resources(Resources.requests("500m", "2Gi").limits("2", "4Gi"))
                .build();
    }

    /**
     * Celery workers of their own for some queues. Used only with a Celery executor. Default: none.
     *
     * <pre>{@code
     * .workerGroup(WorkerGroup.of("gpu", "training"))
     * }</pre>
     */
    List<WorkerGroup> workerGroups();

    /** Whether the usual workers run beside the groups. Default true. */
    @Value.Default
    default boolean defaultWorkers() {
        return true;
    }

    /** The queues whose tasks the usual workers take. Default: Celery's own, {@code default}. */
    List<String> workerQueues();

    /**
     * What scales the Celery workers; {@code workers().replicas()} then only says with how many they start. Default: nothing.
     */
    Optional<WorkerScaling> workerScaling();

    /** What scales the triggerers; {@code triggerer().replicas()} then no longer counts. Default: nothing. */
    Optional<KedaScaling> triggererScaling();

    /** What scales the API servers or webservers; {@code web().replicas()} then no longer counts. Default: nothing. */
    Optional<HpaScaling> webScaling();

    /**
     * The volumes that Celery workers keep their logs on; with LocalExecutor, those of the schedulers, which then run the tasks.
     * With {@link Persistence#none()} their workload is a Deployment instead of a StatefulSet. Default: the chart's, 100Gi for
     * each.
     */
    Optional<Persistence> workerPersistence();

    /**
     * Further volumes of each Celery worker, also of those in groups. Only workers with {@link #workerPersistence} have them,
     * before chart 1.19 only without a log volume. Default: none.
     */
    List<PodClaim> workerClaims();

    /**
     * Whether an init container gives the volumes of {@link #workerPersistence} to Airflow's user before a Celery worker
     * starts, for storage that ignores {@code fsGroup}. It runs {@code chown} as root, with the capabilities for that: with
     * the chart's own settings it may change nothing, and no worker starts. Default: no, as in the chart.
     *
     * @see <a href="https://kubernetes.io/docs/tasks/configure-pod-container/security-context/">Security context</a>
     */
    @Value.Default
    default boolean fixWorkerPermissions() {
        return false;
    }

    /** The volumes that triggerers keep their logs on. Default: the chart's, 100Gi for each. */
    Optional<Persistence> triggererPersistence();

    /** What each task pod of the Kubernetes executor asks for and may use. Used only with that executor. */
    @Value.Default
    default Resources taskPodResources() {
        return Resources.requests("250m", "512Mi").limits("1", "2Gi");
    }

    /**
     * The pod template of the Kubernetes executor, as YAML, instead of the chart's. Its first container must be named
     * {@code base}. The other settings of task pods do not apply to it. Default: the chart's.
     */
    Optional<String> podTemplate();

    /** The priority class of the task pods, which must exist in the cluster. Used only with the Kubernetes executor. */
    Optional<String> taskPodPriorityClass();

    /**
     * What else is said of the pods of the Kubernetes executor's tasks. Charts before 1.19 have no place for it beside
     * Celery's workers. Default: nothing.
     */
    @Value.Default
    default Pods taskPods() {
        return Pods.builder().build();
    }

    /**
     * The settings of one component.
     *
     * @param component which component
     * @return its settings
     */
    default ComponentSettings of(Component component) {
        Objects.requireNonNull(component, "component");
        return switch (component) {
            case SCHEDULER -> scheduler();
            case WEB -> web();
            case DAG_PROCESSOR -> dagProcessor();
            case TRIGGERER -> triggerer();
            case WORKERS -> workers();
        };
    }

    /**
     * Whether a component runs, workers only with a Celery executor.
     *
     * @param component which component
     * @return false if its own setting turns it off
     */
    default boolean runs(Component component) {
        Objects.requireNonNull(component, "component");
        return switch (component) {
            case SCHEDULER, WEB -> true;
            case DAG_PROCESSOR -> standaloneDagProcessor();
            case TRIGGERER -> deferrableTasks();
            case WORKERS -> defaultWorkers();
        };
    }

    /**
     * What scales a component.
     *
     * @param component which component
     * @return its scaling, where it has one
     */
    default Optional<WorkerScaling> scalingOf(Component component) {
        Objects.requireNonNull(component, "component");
        return switch (component) {
            case WORKERS -> workerScaling();
            case TRIGGERER -> triggererScaling().map(scaling -> scaling);
            case WEB -> webScaling().map(scaling -> scaling);
            case SCHEDULER, DAG_PROCESSOR -> Optional.empty();
        };
    }

    /**
     * How many pods of a component there may be.
     *
     * @param component which component
     * @return the most that its scaling allows, or else its replicas
     */
    default int mostReplicas(Component component) {
        return scalingOf(component)
                .map(scaling -> Math.max(scaling.minReplicas(), scaling.maxReplicas()))
                .orElseGet(() -> of(component).replicas());
    }

    /** Settings for production: all defaults. */
    static HaSettings production() {
        return builder().build();
    }

    /** Starts settings. */
    static HaSettingsBuilder builder() {
        return new HaSettingsBuilder();
    }

    /** Starts settings from these, with all their attributes. */
    default HaSettingsBuilder toBuilder() {
        return builder().from(this);
    }

    /** The builder's short forms. */
    abstract class Builder {

        /** For the generated builder only. */
        Builder() {}

        abstract HaSettingsBuilder taskPods(Pods pods);

        abstract HaSettingsBuilder scheduler(ComponentSettings settings);

        abstract HaSettingsBuilder web(ComponentSettings settings);

        abstract HaSettingsBuilder dagProcessor(ComponentSettings settings);

        abstract HaSettingsBuilder triggerer(ComponentSettings settings);

        abstract HaSettingsBuilder workers(ComponentSettings settings);

        abstract HaSettings build();

        /**
         * Changes the schedulers, as set so far: {@code scheduler(scheduler -> scheduler.replicas(3))}.
         *
         * @param change the change
         * @return the builder
         */
        public HaSettingsBuilder scheduler(UnaryOperator<ComponentSettingsBuilder> change) {
            Objects.requireNonNull(change, "change");
            return scheduler(change.apply(build().scheduler().toBuilder()).build());
        }

        /**
         * Changes the API servers, or the webservers before Airflow 3, as set so far: {@code web(web -> web.replicas(3))}.
         *
         * @param change the change
         * @return the builder
         */
        public HaSettingsBuilder web(UnaryOperator<ComponentSettingsBuilder> change) {
            Objects.requireNonNull(change, "change");
            return web(change.apply(build().web().toBuilder()).build());
        }

        /**
         * Changes the DAG processors, as set so far: {@code dagProcessor(dagProcessor -> dagProcessor.replicas(3))}.
         *
         * @param change the change
         * @return the builder
         */
        public HaSettingsBuilder dagProcessor(UnaryOperator<ComponentSettingsBuilder> change) {
            Objects.requireNonNull(change, "change");
            return dagProcessor(change.apply(build().dagProcessor().toBuilder()).build());
        }

        /**
         * Changes the triggerers, as set so far: {@code triggerer(triggerer -> triggerer.replicas(3))}.
         *
         * @param change the change
         * @return the builder
         */
        public HaSettingsBuilder triggerer(UnaryOperator<ComponentSettingsBuilder> change) {
            Objects.requireNonNull(change, "change");
            return triggerer(change.apply(build().triggerer().toBuilder()).build());
        }

        /**
         * Changes the Celery workers, as set so far: {@code workers(workers -> workers.replicas(3))}.
         *
         * @param change the change
         * @return the builder
         */
        public HaSettingsBuilder workers(UnaryOperator<ComponentSettingsBuilder> change) {
            Objects.requireNonNull(change, "change");
            return workers(change.apply(build().workers().toBuilder()).build());
        }

        /**
         * Changes what is said of task pods, as set so far: {@code taskPods(pods -> pods.nodeSelector("pool", "tasks"))}.
         *
         * @param change the change
         * @return the builder
         */
        public HaSettingsBuilder taskPods(UnaryOperator<PodsBuilder> change) {
            Objects.requireNonNull(change, "change");
            return taskPods(change.apply(build().taskPods().toBuilder()).build());
        }
    }
}
