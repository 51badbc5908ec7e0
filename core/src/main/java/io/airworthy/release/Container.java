package io.airworthy.release;

import io.airworthy.frozen.Frozen;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A container of the release, and the amounts that Kubernetes finds when it is asked to admit it.
 *
 * @param pod the workload or job whose pods have it, {@code airflow-scheduler}; {@value #TASK_PODS} for the pods of tasks
 * @param name its name in the pod, {@code scheduler-log-groomer}
 * @param modelPath where the model says its amounts, {@code ha.scheduler.resources}
 * @param valuesPath where the chart's values say them, {@code scheduler.resources}
 * @param amounts which amounts it has, as a resource quota calls them: {@code requests.cpu}, {@code limits.memory}; a limit
 *     counts as a request, too
 */
public record Container(String pod, String name, String modelPath, String valuesPath, Set<String> amounts) {

    /** What the pods of the Kubernetes executor go by. */
    public static final String TASK_PODS = "task pods";

    /** The amounts that a quota makes every container say. */
    public static final Set<String> QUOTA_AMOUNTS = Stream.of(
                    "requests.cpu", "requests.memory", "limits.cpu", "limits.memory")
            .collect(Collectors.toUnmodifiableSet());

    /** Refuses null, and copies the amounts. */
    public Container {
        Objects.requireNonNull(pod, "pod");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(modelPath, "modelPath");
        Objects.requireNonNull(valuesPath, "valuesPath");
        amounts = Frozen.set(amounts, "amounts");
    }

    /**
     * The amounts that the container lacks.
     *
     * @param wanted amounts as a resource quota calls them
     * @return those of them that it does not have, in alphabetical order
     */
    public Set<String> without(Set<String> wanted) {
        Set<String> missing = new TreeSet<>(Frozen.set(wanted, "wanted"));
        missing.removeAll(amounts);
        return missing;
    }

    /** The container as people look for it: {@code airflow-scheduler/scheduler-log-groomer}. */
    @Override
    public String toString() {
        return pod + "/" + name;
    }
}
