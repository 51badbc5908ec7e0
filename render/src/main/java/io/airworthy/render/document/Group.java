package io.airworthy.render.document;

import io.airworthy.AirflowDeployment;
import io.airworthy.chart.ChartProfile;
import io.airworthy.pods.Component;
import io.airworthy.release.Part;
import io.airworthy.release.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Workloads that commands are about: one or several, or none where a deployment has none.
 *
 * @param deployment what they belong to
 * @param members the workloads
 */
record Group(AirflowDeployment deployment, List<Workload> members) implements Fact {

    /** The chart 1.15 has no key for the scheduler's: it stands in the template. */
    private static final Duration GRACE_IN_TEMPLATE = Duration.ofSeconds(10);

    private static final long SHORTEST_WAIT = 15;

    @Override
    public boolean holds() {
        return !members.isEmpty();
    }

    @Override
    public Phrase inText() {
        return Phrase.codes(references());
    }

    @Override
    public String inCode() {
        return String.join(" ", references());
    }

    @Override
    public String inShell() {
        return Words.of(references()).text();
    }

    @Override
    public List<?> each() {
        return holds() ? List.of(this) : List.of();
    }

    List<String> references() {
        return members.stream().map(Workload::reference).toList();
    }

    boolean several() {
        return members.size() > 1;
    }

    /** Those that KEDA would start again, or leave stopped. */
    List<Workload> scaledByKeda() {
        return deployment.release().workloads().scaledByKeda().stream()
                .filter(members::contains)
                .toList();
    }

    /** How long it may take until all run: a StatefulSet replaces its pods one after the other, and each lets its tasks finish. */
    long minutes() {
        long grace = gracePeriod(deployment, Component.WORKERS).toMinutes();
        long longest = members.stream()
                .filter(workload -> workload.part() == Part.WORKERS)
                .mapToLong(workload -> workload.mostReplicas() * grace)
                .max()
                .orElse(0);
        return Math.max(SHORTEST_WAIT, longest + 10);
    }

    String container() {
        return members.get(0).container();
    }

    /** The label selector of all pods of a workload. A log asked for by workload comes from one pod only. */
    String selector() {
        return selector(deployment, members.get(0));
    }

    static String selector(AirflowDeployment deployment, Workload workload) {
        // Pods of tasks have the label of workers, and a container of another name. Groups of workers have that of all
        // workers.
        return "release=" + deployment.releaseName() + ",component=" + workload.container()
                + (workload.part() == Part.WORKERS && deployment.usesKubernetesPods()
                        ? ",kubernetes_executor!=True"
                        : "");
    }

    Words kubectl() {
        return new Words(kubectl(deployment));
    }

    /** The beginning of a line that runs in a pod. */
    Words exec() {
        return exec("");
    }

    /** The beginning of a line that runs in a pod and is given its input. */
    Words execI() {
        return exec("-i ");
    }

    /** The beginning of a line that runs in a pod and asks the person who runs it. */
    Words execIt() {
        return exec("-it ");
    }

    private Words exec(String flags) {
        return new Words(
                kubectl(deployment) + " exec " + flags + inShell() + " -c " + Words.quoted(container()) + " --");
    }

    static String kubectl(AirflowDeployment deployment) {
        return "kubectl -n " + Words.quoted(deployment.namespace());
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
}
