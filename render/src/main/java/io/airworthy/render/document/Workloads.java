package io.airworthy.render.document;

import io.airworthy.AirflowDeployment;
import io.airworthy.availability.Component;
import io.airworthy.availability.KedaScaling;
import io.airworthy.celery.CeleryBroker;
import io.airworthy.metrics.MetricsExporter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Which workloads the chart makes for a deployment, and of which kind. */
final class Workloads {

    private final AirflowDeployment deployment;

    Workloads(AirflowDeployment deployment) {
        this.deployment = deployment;
    }

    /** Airflow's own components, in the order in which they are read about. */
    List<Component> components() {
        return deployment.components();
    }

    /** The workload of a component. */
    Workload of(Component component) {
        String name = deployment.names().workload(component);
        String container = deployment.names().componentLabel(component);
        int replicas = deployment.ha().of(component).replicas();
        return isStateful(component)
                ? Workload.statefulSet(name, container, replicas)
                : Workload.deployment(name, container, replicas);
    }

    Workload scheduler() {
        return of(Component.SCHEDULER);
    }

    Workload web() {
        return of(Component.WEB);
    }

    /** What people call the web component. */
    String webTitle() {
        return deployment.airflowVersion().isAirflow3() ? "API server" : "webserver";
    }

    Workload dagProcessor() {
        return of(Component.DAG_PROCESSOR);
    }

    /** Everything that runs Airflow. */
    List<Workload> airflow() {
        return components().stream().map(this::of).toList();
    }

    /** Everything that runs Airflow except some of it. */
    List<Workload> airflowWithout(Component... left) {
        Set<Component> out = Set.of(left);
        return components().stream()
                .filter(component -> !out.contains(component))
                .map(this::of)
                .toList();
    }

    /** What has a git-sync container that runs on. Task pods only pull once, when they start. */
    List<Workload> withGitSync() {
        return components().stream().filter(this::readsDags).map(this::of).toList();
    }

    /** What writes task logs and stays: the workers, the triggerer, and the scheduler where tasks run in its pod. */
    List<Workload> writingLogs() {
        return components().stream()
                .filter(component -> component == Component.WORKERS
                        || component == Component.TRIGGERER
                        || component == Component.SCHEDULER && tasksRunInScheduler())
                .map(this::of)
                .toList();
    }

    /** What KEDA scales: the workers, where it does. */
    Optional<Workload> scaledByKeda() {
        return deployment
                .ha()
                .workerScaling()
                .filter(scaling -> deployment.usesCelery() && scaling instanceof KedaScaling)
                .map(scaling -> of(Component.WORKERS));
    }

    /** The connection pool. */
    Optional<Workload> pool() {
        return deployment
                .pgBouncer()
                .map(pool -> Workload.deployment(deployment.names().object("pgbouncer"), "pgbouncer", pool.replicas()));
    }

    /** The chart's own Redis. */
    Optional<Workload> redis() {
        return deployment
                .broker()
                .filter(broker -> deployment.usesCelery() && broker instanceof CeleryBroker.ChartRedis)
                .map(broker -> Workload.statefulSet(deployment.names().object("redis"), "redis", 1));
    }

    /** The chart's own StatsD exporter. */
    Optional<Workload> statsd() {
        return deployment.metrics().exporters().stream()
                .filter(MetricsExporter.ChartStatsd.class::isInstance)
                .findFirst()
                .map(exporter -> Workload.deployment(deployment.names().object("statsd"), "statsd", 1));
    }

    /** Everything that the release runs. */
    List<Workload> all() {
        List<Workload> all = new ArrayList<>(airflow());
        Stream.of(pool(), redis(), statsd()).flatMap(Optional::stream).forEach(all::add);
        return all;
    }

    /** Says whether some executor runs tasks in the scheduler's pod. The chart looks for the same word. */
    boolean tasksRunInScheduler() {
        return deployment.executorText().contains("Local");
    }

    private boolean readsDags(Component component) {
        return switch (component) {
            case DAG_PROCESSOR, TRIGGERER, WORKERS -> true;
            case SCHEDULER -> tasksRunInScheduler();
            case WEB -> false;
        };
    }

    /** Logs lie on a volume of their own where tasks run, and with the triggerer; the chart's persistence defaults stay. */
    private boolean isStateful(Component component) {
        return switch (component) {
            case TRIGGERER, WORKERS -> true;
            case SCHEDULER -> tasksRunInScheduler();
            case WEB, DAG_PROCESSOR -> false;
        };
    }
}
