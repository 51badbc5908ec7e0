package io.airworthy.render.upgrade;

import io.airworthy.AirflowDeployment;
import io.airworthy.release.Part;
import io.airworthy.release.Workloads;
import io.airworthy.render.helm.ValueChange;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which parts get new pods when values change, because the change reaches their pod template: by itself, or through a
 * checksum of the configuration. Where it is not certain that a change does not reach a part, it counts as reaching it.
 */
final class Restarts {

    /** Keys of a component that describe other objects than its pods. */
    private static final Pattern NOT_IN_PODS = Pattern.compile("(workers\\.(celery|kubernetes)|[a-zA-Z]+)"
            + "\\.(replicas|podDisruptionBudget|hpa|networkPolicy|service|extraNetworkPolicies"
            + "|serviceAccount\\.annotations)([.\\[].*)?");

    private final AirflowDeployment before;
    private final AirflowDeployment after;

    Restarts(AirflowDeployment before, AirflowDeployment after) {
        this.before = before;
        this.after = after;
    }

    /** The parts that get new pods, of those that are there before and after. */
    Set<Part> of(List<ValueChange> changes) {
        Set<Part> parts = EnumSet.noneOf(Part.class);
        if (!before.chartVersion().equals(after.chartVersion())) {
            parts.addAll(EnumSet.allOf(Part.class));
        }
        for (ValueChange change : changes) {
            parts.addAll(reachedBy(change.path()));
            change.movedFrom().ifPresent(path -> parts.addAll(reachedBy(path)));
        }
        parts.retainAll(Workloads.of(before).parts());
        parts.retainAll(Workloads.of(after).parts());
        return parts;
    }

    /** The parts whose pods a key says something about. */
    private Set<Part> reachedBy(String path) {
        if (NOT_IN_PODS.matcher(path).matches()) {
            return Set.of();
        }
        return switch (topOf(path)) {
            case "airflowVersion",
                    "defaultAirflowRepository",
                    "defaultAirflowTag",
                    "defaultAirflowDigest",
                    "images",
                    "executor",
                    "config",
                    "env",
                    "secret",
                    "extraEnv",
                    "extraEnvFrom",
                    "data",
                    "dags",
                    "logs",
                    "fernetKeySecretName",
                    "apiSecretKeySecretName",
                    "jwtSecretName",
                    "webserverSecretKeySecretName",
                    "airflowPodAnnotations",
                    "airflowLocalSettings" -> Part.airflow();
            case "volumes", "volumeMounts" -> EnumSet.range(Part.SCHEDULER, Part.PGBOUNCER);
            // Turning one of these on or off changes what Airflow is told.
            case "pgbouncer" -> with(path.equals("pgbouncer.enabled"), Part.PGBOUNCER);
            case "redis" -> with(path.equals("redis.enabled"), Part.REDIS);
            case "statsd" -> with(path.equals("statsd.enabled"), Part.STATSD);
            // Celery's sync_parallelism follows the scheduler's processors.
            case "scheduler" -> with(path.startsWith("scheduler.resources"), Part.SCHEDULER);
            case "apiServer", "webserver" -> EnumSet.of(Part.WEB);
            case "dagProcessor" -> EnumSet.of(Part.DAG_PROCESSOR);
            case "triggerer" -> with(path.startsWith("triggerer.keda"), Part.TRIGGERER);
            // The template of task pods is part of the configuration, and KEDA's connection of every environment.
            case "workers" ->
                with(path.contains(".keda") || before.usesKubernetesPods() || after.usesKubernetesPods(), Part.WORKERS);
            case "migrateDatabaseJob", "createUserJob", "cleanup", "databaseCleanup", "networkPolicies" -> Set.of();
            case "ingress" -> path.startsWith("ingress.flower") ? Part.airflow() : Set.of();
            default -> EnumSet.allOf(Part.class);
        };
    }

    private static Set<Part> with(boolean airflow, Part part) {
        Set<Part> parts = EnumSet.of(part);
        if (airflow) {
            parts.addAll(Part.airflow());
        }
        return parts;
    }

    private static String topOf(String path) {
        int end = path.indexOf('.');
        return end < 0 ? path : path.substring(0, end);
    }
}
