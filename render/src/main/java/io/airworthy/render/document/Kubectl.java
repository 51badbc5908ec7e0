package io.airworthy.render.document;

import io.airworthy.AirflowDeployment;
import io.airworthy.catalogue.RequiredSecret;
import io.airworthy.chart.ChartProfile;
import io.airworthy.pods.Component;
import io.airworthy.release.Part;
import io.airworthy.release.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The kubectl lines of the documents, all in the deployment's namespace. */
final class Kubectl {

    /** The chart 1.15 has no key for the scheduler's: it stands in the template. */
    private static final Duration GRACE_IN_TEMPLATE = Duration.ofSeconds(10);

    private final String namespace;
    private final String release;
    private final boolean hasTaskPods;
    private final List<Workload> scaledByKeda;
    private final Duration workerGrace;

    Kubectl(AirflowDeployment deployment) {
        this.namespace = deployment.namespace();
        this.release = deployment.releaseName();
        this.hasTaskPods = deployment.usesKubernetesPods();
        this.scaledByKeda = deployment.release().workloads().scaledByKeda();
        this.workerGrace = gracePeriod(deployment, Component.WORKERS);
    }

    /** How long the pods of a component may take to stop. Where nobody says it, it is what the chart says. */
    static Duration gracePeriod(AirflowDeployment deployment, Component component) {
        return deployment
                .ha()
                .of(component)
                .pods()
                .terminationGracePeriod()
                .or(() -> graceOfChart(deployment, component))
                .orElse(GRACE_IN_TEMPLATE);
    }

    private static Optional<Duration> graceOfChart(AirflowDeployment deployment, Component component) {
        String key = deployment.names().valuesKey(component);
        return ChartProfile.of(deployment.chartVersion().text())
                .defaultOf(key + ".terminationGracePeriodSeconds")
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds.toString())));
    }

    /** A line that begins with kubectl and the namespace. */
    Script line(String words, Object... values) {
        return Script.of("{} " + words, prepend(inNamespace(), values));
    }

    /** The beginning of a line that runs in a pod. */
    Script.Words in(Workload in) {
        return inside(in, "");
    }

    /** The beginning of a line that runs in a pod and asks the person who runs it. */
    Script.Words withTerminal(Workload in) {
        return inside(in, "-it ");
    }

    /** The beginning of a line that runs in a pod and is given its input. */
    Script.Words withInput(Workload in) {
        return inside(in, "-i ");
    }

    /** The label selector of all pods of a workload. A log asked for by workload comes from one pod only. */
    String selector(Workload workload) {
        // Pods of tasks have the label of workers, and a container of another name. Groups of workers have that of all
        // workers.
        return "release=" + release + ",component=" + workload.container()
                + (workload.part() == Part.WORKERS && hasTaskPods ? ",kubernetes_executor!=True" : "");
    }

    /** What a Secret holds at a key, printed: for a pipe, a file or a variable, never for the screen. */
    Script.Words secretValue(String secret, String key) {
        String path = "jsonpath={.data." + key.replace(".", "\\.") + "}";
        return new Script.Words(inNamespace().text() + " get secret " + Script.quoted(secret) + " -o "
                + Script.quoted(path) + " | base64 -d");
    }

    /** The same for a Secret with one key. */
    Script.Words secretValue(RequiredSecret secret) {
        return secretValue(secret.name(), secret.entries().keySet().iterator().next());
    }

    /** Restarts workloads and waits until they run again. */
    Script restart(List<Workload> workloads) {
        if (workloads.isEmpty()) {
            return Script.empty();
        }
        Script.Words references = references(workloads);
        return line("rollout restart {}", references).then(waitFor(workloads));
    }

    /**
     * Waits until workloads run, for as long as it takes when every worker in turn lets its tasks finish. What is not ready
     * is said, and does not hide the others.
     */
    Script waitFor(List<Workload> workloads) {
        if (workloads.isEmpty()) {
            return Script.empty();
        }
        String timeout = "--timeout=" + minutes(workloads) + "m";
        if (workloads.size() == 1) {
            return line("rollout status {} " + timeout, workloads.get(0).reference());
        }
        return Script.of("for workload in {}; do", references(workloads))
                .line(
                        "  {} rollout status \"$workload\" " + timeout + " || echo \"NOT READY: $workload\"",
                        inNamespace())
                .line("done");
    }

    /** A StatefulSet replaces its pods one after the other. */
    private long minutes(List<Workload> workloads) {
        long longest = workloads.stream()
                .filter(workload -> workload.part() == Part.WORKERS)
                .mapToLong(workload -> workload.mostReplicas() * workerGrace.toMinutes())
                .max()
                .orElse(0);
        return Math.max(15, longest + 10);
    }

    /** Stops workloads. KEDA would start what it scales again, so it is told to leave it. */
    Script stop(List<Workload> workloads) {
        if (workloads.isEmpty()) {
            return Script.empty();
        }
        Script stop = line("scale {} --replicas=0", references(workloads));
        return scaledByKeda.stream()
                .filter(workloads::contains)
                .map(scaled -> line(
                        "annotate scaledobject {} autoscaling.keda.sh/paused-replicas=0 --overwrite", scaled.name()))
                .reduce(Script.empty(), Script::then)
                .then(stop);
    }

    /** Lets KEDA scale again what {@link #stop} took from it. A delivery does not: it leaves foreign annotations alone. */
    Script letKedaScale() {
        return scaledByKeda.stream()
                .map(scaled -> line("annotate scaledobject {} autoscaling.keda.sh/paused-replicas-", scaled.name()))
                .reduce(Script.empty(), Script::then);
    }

    /** Starts one workload again, with as many pods as the model says. */
    Script start(Workload workload) {
        return line("scale {} --replicas={}", workload.reference(), workload.replicas());
    }

    /** Starts workloads again. A delivery that finds nothing changed does not. */
    Script start(List<Workload> workloads) {
        return workloads.stream().map(this::start).reduce(Script.empty(), Script::then);
    }

    /** The beginning of every line. */
    Script.Words inNamespace() {
        return new Script.Words("kubectl -n " + Script.quoted(namespace));
    }

    private Script.Words inside(Workload in, String flags) {
        return new Script.Words(inNamespace().text() + " exec " + flags + Script.quoted(in.reference()) + " -c "
                + Script.quoted(in.container()) + " --");
    }

    private static Script.Words references(List<Workload> workloads) {
        return Script.Words.of(workloads.stream().map(Workload::reference).toList());
    }

    private static Object[] prepend(Object first, Object... others) {
        Object[] all = new Object[others.length + 1];
        all[0] = first;
        System.arraycopy(others, 0, all, 1, others.length);
        return all;
    }
}
