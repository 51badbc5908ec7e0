package io.airworthy;

import java.util.Objects;
import java.util.Set;

/**
 * How tasks are run.
 *
 * @param name the executor's name, or a class path such as {@code airflow.providers.edge3.executors.EdgeExecutor}
 * @see <a href="https://airflow.apache.org/docs/apache-airflow/stable/core-concepts/executor/index.html">Executors</a>
 */
public record Executor(String name) {

    /** Long-running workers that take tasks from a broker. */
    public static final Executor CELERY = new Executor("CeleryExecutor");

    /** A pod for each task. */
    public static final Executor KUBERNETES = new Executor("KubernetesExecutor");

    /** Processes inside the scheduler's pod. */
    public static final Executor LOCAL = new Executor("LocalExecutor");

    /** Celery with a Kubernetes queue. Airflow 2 only; later write both executors. */
    public static final Executor CELERY_KUBERNETES = new Executor("CeleryKubernetesExecutor");

    /** Local with a Kubernetes queue. Airflow 2 only; later write both executors. */
    public static final Executor LOCAL_KUBERNETES = new Executor("LocalKubernetesExecutor");

    private static final Set<Executor> KNOWN = Set.of(CELERY, KUBERNETES, LOCAL, CELERY_KUBERNETES, LOCAL_KUBERNETES);

    /** Refuses null. */
    public Executor {
        Objects.requireNonNull(name, "name");
    }

    /**
     * Whether this is one of the executors that the chart knows by name, so that it deploys what they need.
     *
     * @return true if it is one of the constants
     */
    public boolean isKnown() {
        return KNOWN.contains(this);
    }

    /**
     * Whether tasks go through a Celery broker.
     *
     * @return true if the executor needs a broker, a result backend and workers
     */
    public boolean usesCelery() {
        return equals(CELERY) || equals(CELERY_KUBERNETES);
    }

    /**
     * Whether tasks get pods of their own.
     *
     * @return true if the executor starts pods
     */
    public boolean usesKubernetes() {
        return equals(KUBERNETES) || equals(CELERY_KUBERNETES) || equals(LOCAL_KUBERNETES);
    }

    /**
     * Whether the chart takes the executor for one that runs tasks in the scheduler's own pod. It looks for the word
     * {@code Local} in the name.
     *
     * @return true if the scheduler needs the DAG files and a volume for logs
     */
    public boolean runsInScheduler() {
        return name.contains("Local");
    }

    @Override
    public String toString() {
        return name;
    }
}
