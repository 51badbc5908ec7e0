package io.airworthy.render.document;

import io.airworthy.AirflowDeployment;
import io.airworthy.catalogue.RequiredSecret;
import io.airworthy.release.Workload;
import java.util.List;

/** The kubectl lines of the documents, all in the deployment's namespace. */
final class Kubectl {

    private final String namespace;
    private final List<Workload> scaledByKeda;

    Kubectl(AirflowDeployment deployment) {
        this.namespace = deployment.namespace();
        this.scaledByKeda = deployment.release().workloads().scaledByKeda();
    }

    /** A line that begins with kubectl and the namespace. */
    Script line(String words, Object... values) {
        return Script.of("{} " + words, prepend(inNamespace(), values));
    }

    /** A command in the main container of a workload's first pod. */
    Script exec(Workload in, String command, Object... values) {
        return Script.of("{} " + command, prepend(inside(in, ""), values));
    }

    /** A command that is given its input. */
    Script execWithInput(Workload in, String command, Object... values) {
        return Script.of("{} " + command, prepend(inside(in, "-i "), values));
    }

    /** A command that asks the person who runs it. */
    Script execInteractively(Workload in, String command, Object... values) {
        return Script.of("{} " + command, prepend(inside(in, "-it "), values));
    }

    /** The beginning of a line that runs in a pod and is given its input. */
    Script.Words withInput(Workload in) {
        return inside(in, "-i ");
    }

    /** A query to Airflow's database, by Airflow's own way to it. The URL stays in the pod. */
    Script query(Workload in, String sql) {
        return execWithInput(in, "sh -c 'psql \"$AIRFLOW__DATABASE__SQL_ALCHEMY_CONN\"' <<'SQL'")
                .then(new Script(List.of(sql, "SQL")));
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
        Script.Words references = references(workloads);
        return line("rollout restart {}", references).then(waitFor(workloads));
    }

    /** Waits until workloads run. */
    Script waitFor(List<Workload> workloads) {
        if (workloads.size() == 1) {
            return line("rollout status {} --timeout=15m", workloads.get(0).reference());
        }
        return Script.of("for workload in {}; do", references(workloads))
                .line("  {} rollout status \"$workload\" --timeout=15m || break", inNamespace())
                .line("done");
    }

    /** Stops workloads. KEDA would start what it scales again, so it is told to leave it. */
    Script stop(List<Workload> workloads) {
        Script stop = line("scale {} --replicas=0", references(workloads));
        return scaledByKeda.stream()
                .filter(workloads::contains)
                .map(scaled -> line(
                        "annotate scaledobject {} autoscaling.keda.sh/paused-replicas=0 --overwrite", scaled.name()))
                .reduce(Script.empty(), Script::then)
                .then(stop);
    }

    /** Lets KEDA scale again what {@link #stop} took from it. A delivery does not: it leaves foreign annotations alone. */
    void letKedaScale(Procedure procedure) {
        if (!scaledByKeda.isEmpty()) {
            procedure.step(
                    scaledByKeda.stream()
                            .map(scaled -> line(
                                    "annotate scaledobject {} autoscaling.keda.sh/paused-replicas-", scaled.name()))
                            .reduce(Script.empty(), Script::then),
                    "Let KEDA scale again.");
        }
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
