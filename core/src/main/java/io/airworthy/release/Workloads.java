package io.airworthy.release;

import io.airworthy.AirflowDeployment;
import io.airworthy.Executor;
import io.airworthy.catalogue.Reader;
import io.airworthy.celery.CeleryBroker.ChartRedis;
import io.airworthy.chart.ChartTrait;
import io.airworthy.frozen.Frozen;
import io.airworthy.pods.Component;
import io.airworthy.pods.Persistence;
import io.airworthy.pods.Persistence.ClaimTemplate;
import io.airworthy.pods.PodClaim;
import io.airworthy.pods.WorkerGroup;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The workloads that the chart makes of a deployment: which there are, of which kind, and what their pods do.
 *
 * <p>Values are immutable and safe for use by several threads.
 */
public final class Workloads {

    private static final String DEPLOYMENT = "deployment";
    static final String STATEFUL_SET = "statefulset";

    /** What the chart gives a pod that writes logs where nobody says anything else. */
    private static final Persistence LOGS = Persistence.of("100Gi");

    /** What the chart gives its Redis. */
    private static final Persistence QUEUE = Persistence.of("1Gi");

    private final AirflowDeployment deployment;
    private final Map<Part, Workload> workloads;
    private final List<Workload> groups;

    private Workloads(AirflowDeployment deployment) {
        this.deployment = deployment;
        Map<Part, Workload> all = new EnumMap<>(Part.class);
        for (Component component : deployment.components()) {
            Part part = Part.of(component);
            all.put(
                    part,
                    new Workload(
                            part,
                            isStateful(part) ? STATEFUL_SET : DEPLOYMENT,
                            deployment.names().workload(component),
                            deployment.names().componentLabel(component),
                            deployment.names().valuesKey(component),
                            deployment.ha().of(component).replicas(),
                            deployment.ha().mostReplicas(component),
                            volume(part),
                            claims(part)));
        }
        if (deployment.usesCelery() && deployment.flower().isPresent()) {
            all.put(Part.FLOWER, chartsOwn(Part.FLOWER, 1));
        }
        deployment.pgBouncer().ifPresent(pool -> all.put(Part.PGBOUNCER, chartsOwn(Part.PGBOUNCER, pool.replicas())));
        if (deployment.usesChartRedis()) {
            all.put(Part.REDIS, chartsOwn(Part.REDIS, 1));
        }
        if (deployment.metrics().usesChartStatsd()) {
            all.put(Part.STATSD, chartsOwn(Part.STATSD, 1));
        }
        this.workloads = Collections.unmodifiableMap(all);
        this.groups = deployment.workerGroups().stream()
                .map(group -> new Workload(
                        Part.WORKERS,
                        isStateful(Part.WORKERS) ? STATEFUL_SET : DEPLOYMENT,
                        deployment.names().workerGroup(group.name()),
                        deployment.names().componentLabel(Component.WORKERS),
                        deployment.names().valuesKey(Component.WORKERS),
                        group.settings().replicas(),
                        group.mostReplicas(),
                        volume(Part.WORKERS),
                        claims(Part.WORKERS)))
                .toList();
    }

    /**
     * The workloads of a deployment.
     *
     * @param deployment the deployment
     * @return its workloads
     */
    public static Workloads of(AirflowDeployment deployment) {
        Objects.requireNonNull(deployment, "deployment");
        return new Workloads(deployment);
    }

    /**
     * Everything that the release runs.
     *
     * @return the workloads, in the order of {@link Part}
     */
    public List<Workload> all() {
        return of(EnumSet.allOf(Part.class));
    }

    /**
     * The parts that the release has.
     *
     * @return a new set
     */
    public Set<Part> parts() {
        Set<Part> parts = EnumSet.noneOf(Part.class);
        all().forEach(workload -> parts.add(workload.part()));
        return parts;
    }

    /**
     * The workload of a part; of the workers, the usual ones.
     *
     * @param part the part
     * @return its workload, where the release has it
     */
    public Optional<Workload> find(Part part) {
        Objects.requireNonNull(part, "part");
        return Optional.ofNullable(workloads.get(part));
    }

    /**
     * The workload of a component that the release has.
     *
     * @param component one of {@link AirflowDeployment#components()}
     * @return its workload
     * @throws IllegalArgumentException if the release does not have it
     */
    public Workload of(Component component) {
        Objects.requireNonNull(component, "component");
        return find(Part.of(component))
                .orElseThrow(() -> new IllegalArgumentException("this release does not run " + component));
    }

    /**
     * The workload of a worker group.
     *
     * @param group one of {@link AirflowDeployment#workerGroups()}
     * @return its workload
     * @throws IllegalArgumentException if the release does not have it
     */
    public Workload of(WorkerGroup group) {
        Objects.requireNonNull(group, "group");
        int place = deployment.workerGroups().indexOf(group);
        if (place < 0) {
            throw new IllegalArgumentException("this release does not run the group " + group.name());
        }
        return groups.get(place);
    }

    /**
     * The schedulers.
     *
     * @return their workload
     */
    public Workload scheduler() {
        return of(Component.SCHEDULER);
    }

    /**
     * The API server, or the webserver.
     *
     * @return its workload
     */
    public Workload web() {
        return of(Component.WEB);
    }

    /**
     * What parses the DAG files: the DAG processors, or else the schedulers.
     *
     * @return the workload, whose pods have the files
     */
    public Workload dagParser() {
        return find(Part.DAG_PROCESSOR).orElseGet(this::scheduler);
    }

    /**
     * The Celery workers.
     *
     * @return the usual ones where they run, then the groups; none without Celery
     */
    public List<Workload> workers() {
        return of(EnumSet.of(Part.WORKERS));
    }

    /**
     * The connection pool.
     *
     * @return its workload, where there is one
     */
    public Optional<Workload> pool() {
        return find(Part.PGBOUNCER);
    }

    /**
     * The chart's own Redis.
     *
     * @return its workload, where it is the broker
     */
    public Optional<Workload> redis() {
        return find(Part.REDIS);
    }

    /**
     * Everything that runs Airflow.
     *
     * @return the workloads
     */
    public List<Workload> airflow() {
        return of(Part.airflow());
    }

    /**
     * Everything that runs Airflow, except some of it.
     *
     * @param left the components to leave out
     * @return the workloads
     */
    public List<Workload> airflowWithout(Component... left) {
        Objects.requireNonNull(left, "left");
        Set<Part> parts = Part.airflow();
        for (Component component : Frozen.list(Arrays.asList(left), "left")) {
            parts.remove(Part.of(component));
        }
        return of(parts);
    }

    /**
     * What has a git-sync container that runs on. Task pods only pull once, when they start. Where the DAG files are on a volume,
     * only those that fill it.
     *
     * @return the workloads
     */
    public List<Workload> withGitSync() {
        return readers(Reader.GIT_SYNC);
    }

    /**
     * What writes task logs and stays: the workers, the triggerer, and the scheduler where tasks run in its pod.
     *
     * @return the workloads
     */
    public List<Workload> writingLogs() {
        return all().stream().filter(workload -> writesLogs(workload.part())).toList();
    }

    /**
     * The pods with a volume of their own.
     *
     * @return the workloads
     */
    public List<Workload> withVolumes() {
        return all().stream()
                .filter(workload ->
                        workload.volume().isPresent() || !workload.claims().isEmpty())
                .toList();
    }

    /**
     * What KEDA scales.
     *
     * @return the workloads
     */
    public List<Workload> scaledByKeda() {
        return Stream.concat(
                        deployment.scaledByKeda().stream().map(this::of),
                        deployment.workerGroups().stream()
                                .filter(WorkerGroup::isScaledByKeda)
                                .map(this::of))
                .toList();
    }

    /**
     * The workloads whose pods read a Secret. Jobs and task pods are not among them: they read Secrets again each time.
     *
     * @param reader who reads it
     * @return the workloads
     */
    public List<Workload> readers(Reader reader) {
        Objects.requireNonNull(reader, "reader");
        return switch (reader) {
            case AIRFLOW -> of(Part.airflow());
            case SCHEDULER_AND_API_SERVER -> of(EnumSet.of(Part.SCHEDULER, Part.WEB));
            case GIT_SYNC -> of(pullingDags());
            case PGBOUNCER, PGBOUNCER_EXPORTER -> of(EnumSet.of(Part.PGBOUNCER));
            case REDIS -> of(EnumSet.of(Part.REDIS));
            case FLOWER -> of(EnumSet.of(Part.FLOWER));
            case MIGRATION_JOB, CREATE_USER_JOB, KEDA -> List.of();
        };
    }

    /**
     * Whether some executor runs tasks in the scheduler's pod.
     *
     * @return true if so
     */
    public boolean tasksRunInScheduler() {
        return deployment.executors().stream().anyMatch(Executor::runsInScheduler);
    }

    private Set<Part> pullingDags() {
        Set<Part> parts = EnumSet.noneOf(Part.class);
        if (deployment.gitSync().isEmpty()) {
            return parts;
        }
        if (schedulerReadsDags()) {
            parts.add(Part.SCHEDULER);
        }
        if (deployment.dagVolume().isEmpty()) {
            parts.addAll(EnumSet.of(Part.DAG_PROCESSOR, Part.TRIGGERER, Part.WORKERS));
        } else if (deployment.chartVersion().has(ChartTrait.DAG_PROCESSORS_FILL_VOLUMES)) {
            parts.add(Part.DAG_PROCESSOR);
        }
        return parts;
    }

    /** Whether a component's pods have a git-sync container that runs on. */
    boolean pullsDags(Component component) {
        return pullingDags().contains(Part.of(component));
    }

    /**
     * Whether a component's pods have the DAG files that git-sync or a volume brings.
     *
     * @param component the component
     * @return true if so; of a deployment without git-sync and volume, true if they would
     */
    public boolean readsDags(Component component) {
        Objects.requireNonNull(component, "component");
        return switch (component) {
            case SCHEDULER -> schedulerReadsDags();
            case DAG_PROCESSOR, TRIGGERER, WORKERS -> true;
            case WEB -> false;
        };
    }

    private boolean schedulerReadsDags() {
        return tasksRunInScheduler() || !deployment.ha().standaloneDagProcessor();
    }

    private boolean writesLogs(Part part) {
        return switch (part) {
            case TRIGGERER, WORKERS -> true;
            case SCHEDULER -> tasksRunInScheduler();
            case WEB, DAG_PROCESSOR, FLOWER, PGBOUNCER, REDIS, STATSD -> false;
        };
    }

    /** Redis is one with and without a volume, and so are the others where all pods share the volume of the logs. */
    private boolean isStateful(Part part) {
        return part == Part.REDIS || persistence(part).claimTemplate().isPresent();
    }

    private Persistence persistence(Part part) {
        return switch (part) {
            case TRIGGERER -> deployment.ha().triggererPersistence().orElse(LOGS);
            case WORKERS -> deployment.ha().workerPersistence().orElse(LOGS);
            case SCHEDULER -> tasksRunInScheduler() ? persistence(Part.WORKERS) : Persistence.none();
            case REDIS ->
                deployment.chartRedis().flatMap(ChartRedis::persistence).orElse(QUEUE);
            case WEB, DAG_PROCESSOR, FLOWER, PGBOUNCER, STATSD -> Persistence.none();
        };
    }

    private Optional<ClaimTemplate> volume(Part part) {
        return part.isAirflow() && deployment.logVolume().isPresent()
                ? Optional.empty()
                : persistence(part).claimTemplate();
    }

    private List<PodClaim> claims(Part part) {
        return part == Part.WORKERS && areClaimsMade() ? deployment.ha().workerClaims() : List.of();
    }

    /**
     * Whether the Celery workers are a StatefulSet.
     *
     * @return false for workers without volumes of their own
     */
    public boolean areWorkersStateful() {
        return isStateful(Part.WORKERS);
    }

    /**
     * Whether the chart makes further claims for workers.
     *
     * @return false for workers without volumes, and in older charts beside a volume of logs
     */
    public boolean areClaimsMade() {
        return areWorkersStateful()
                && (deployment.logVolume().isEmpty()
                        || deployment.chartVersion().has(ChartTrait.CLAIMS_BESIDE_A_LOG_VOLUME));
    }

    private Workload chartsOwn(Part part, int replicas) {
        String label = part.name().toLowerCase(Locale.ROOT);
        return new Workload(
                part,
                isStateful(part) ? STATEFUL_SET : DEPLOYMENT,
                deployment.names().object(label),
                label,
                label,
                replicas,
                replicas,
                volume(part),
                List.of());
    }

    private List<Workload> of(Set<Part> parts) {
        List<Workload> found = new ArrayList<>();
        parts.forEach(part -> {
            find(part).ifPresent(found::add);
            if (part == Part.WORKERS) {
                found.addAll(groups);
            }
        });
        return List.copyOf(found);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Workloads that && workloads.equals(that.workloads) && groups.equals(that.groups);
    }

    @Override
    public int hashCode() {
        return Objects.hash(workloads, groups);
    }
}
