package io.airworthy.render.document;

import io.airworthy.AirflowDeployment;
import io.airworthy.release.Part;
import io.airworthy.release.Workload;
import io.airworthy.release.Workloads;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What talks to what, as a Mermaid flowchart. */
final class Diagram {

    private final AirflowDeployment deployment;
    private final Workloads workloads;
    private final List<String> lines = new ArrayList<>(List.of("flowchart LR"));

    Diagram(AirflowDeployment deployment) {
        this.deployment = deployment;
        this.workloads = deployment.release().workloads();
    }

    Script lines() {
        outside("users", "Users");
        workloads.all().forEach(workload -> node(id(workload), workload.reference() + " × " + workload.replicas()));
        outside(
                "database",
                deployment.database().provider().title() + ": "
                        + DatabaseFacts.address(
                                deployment.database().host(),
                                deployment.database().port()));
        arrow("users", id(workloads.web()));
        String toDatabase = workloads.pool().map(Diagram::id).orElse("database");
        workloads.airflow().stream()
                .filter(workload -> workload.part() != Part.WORKERS || !runsBehindApi())
                .forEach(workload -> arrow(id(workload), toDatabase));
        workloads.pool().ifPresent(pool -> arrow(id(pool), "database"));
        broker();
        deployment.gitSync().ifPresent(git -> {
            outside("repository", git.repository().toString());
            workloads.withGitSync().forEach(workload -> arrow("repository", id(workload)));
        });
        deployment.remoteLogging().ifPresent(logging -> {
            outside("logs", "Logs: " + logging.store().title());
            workloads.writingLogs().forEach(workload -> arrow(id(workload), "logs"));
        });
        return new Script(lines);
    }

    /** From Airflow 3 on, tasks ask the API server. */
    private boolean runsBehindApi() {
        return deployment.airflowVersion().major() >= 3;
    }

    private void broker() {
        if (!deployment.usesCelery()) {
            return;
        }
        Optional<Workload> redis = workloads.redis();
        String broker = redis.map(Diagram::id).orElse("broker");
        if (redis.isEmpty()) {
            outside(broker, "Broker");
        }
        arrow(id(workloads.scheduler()), broker);
        workloads.workers().forEach(workload -> {
            arrow(broker, id(workload));
            if (runsBehindApi()) {
                arrow(id(workload), id(workloads.web()));
            }
        });
    }

    private void node(String id, String label) {
        lines.add("    " + id + "[\"" + text(label) + "\"]");
    }

    private void outside(String id, String label) {
        lines.add("    " + id + "([\"" + text(label) + "\"])");
    }

    private void arrow(String from, String to) {
        lines.add("    " + from + " --> " + to);
    }

    /** A name may end in what Mermaid takes for a word of its own. */
    private static String id(Workload workload) {
        return "w_" + workload.name().replaceAll("[^A-Za-z0-9]", "_");
    }

    /** Mermaid reads entities, and Markdown in backticks. */
    private static String text(String label) {
        StringBuilder text = new StringBuilder();
        label.codePoints().forEach(c -> {
            if (Character.isLetterOrDigit(c) || " -._:/@×".indexOf(c) >= 0) {
                text.appendCodePoint(c);
            } else {
                text.append('#').append(c).append(';');
            }
        });
        return text.toString();
    }
}
