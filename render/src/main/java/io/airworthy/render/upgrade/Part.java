package io.airworthy.render.upgrade;

import io.airworthy.AirflowDeployment;
import io.airworthy.availability.Component;
import io.airworthy.celery.CeleryBroker;
import io.airworthy.metrics.MetricsExporter;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** A part of the release that runs as a workload of its own. */
enum Part {
    SCHEDULER,
    WEB,
    DAG_PROCESSOR,
    TRIGGERER,
    WORKERS,
    PGBOUNCER,
    REDIS,
    STATSD;

    /** What runs Airflow itself. */
    static final Set<Part> AIRFLOW = EnumSet.range(SCHEDULER, WORKERS);

    static final Set<Part> ALL = EnumSet.allOf(Part.class);

    /** The parts that a deployment has. */
    static Set<Part> of(AirflowDeployment deployment) {
        return Arrays.stream(values())
                .filter(part -> part.isIn(deployment))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Part.class)));
    }

    /** What runs git-sync beside it for as long as it runs. */
    static Set<Part> withGitSync(AirflowDeployment deployment) {
        Set<Part> parts = EnumSet.of(DAG_PROCESSOR, TRIGGERER, WORKERS);
        if (tasksRunInScheduler(deployment)) {
            parts.add(SCHEDULER);
        }
        return parts;
    }

    /** The name of the part's Deployment or StatefulSet. */
    String workload(AirflowDeployment deployment) {
        return AIRFLOW.contains(this)
                ? deployment.names().workload(Component.valueOf(name()))
                : deployment.names().object(name().toLowerCase(Locale.ROOT));
    }

    /** Whether the chart makes a StatefulSet for the part: where tasks write logs, and for Redis. */
    boolean isStateful(AirflowDeployment deployment) {
        return switch (this) {
            case TRIGGERER, WORKERS, REDIS -> true;
            case SCHEDULER -> tasksRunInScheduler(deployment);
            case WEB, DAG_PROCESSOR, PGBOUNCER, STATSD -> false;
        };
    }

    private boolean isIn(AirflowDeployment deployment) {
        return switch (this) {
            case SCHEDULER, WEB, DAG_PROCESSOR, TRIGGERER, WORKERS ->
                deployment.components().contains(Component.valueOf(name()));
            case PGBOUNCER -> deployment.pgBouncer().isPresent();
            case REDIS ->
                deployment.usesCelery()
                        && deployment
                                .broker()
                                .filter(CeleryBroker.ChartRedis.class::isInstance)
                                .isPresent();
            case STATSD ->
                deployment.metrics().exporters().stream().anyMatch(MetricsExporter.ChartStatsd.class::isInstance);
        };
    }

    /** The chart looks for the same word. */
    private static boolean tasksRunInScheduler(AirflowDeployment deployment) {
        return deployment.executorText().contains("Local");
    }
}
