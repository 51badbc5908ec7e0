package io.airworthy.render.document;

import io.airworthy.AirflowDeployment;
import io.airworthy.dags.GitHost;
import io.airworthy.dags.GitRef;
import io.airworthy.dags.GitSync;
import io.airworthy.release.Workload;
import java.util.List;
import java.util.Optional;

/** Where the DAG files come from. Whatever asks for git-sync's facts is about a deployment that has it. */
final class DagFacts {

    private static final long SECONDS_OF_HOUR = 3600;

    private final AirflowDeployment deployment;

    DagFacts(AirflowDeployment deployment) {
        this.deployment = deployment;
    }

    private GitSync git() {
        return deployment.gitSync().orElseThrow();
    }

    String gitLink() {
        return deployment.dagMount() + "/repo";
    }

    /** The folder in the repository; empty for its root. */
    String gitFolder() {
        return git().subPath().replaceAll("^/|/$", "");
    }

    /** Where the pods have the DAG files. */
    String dagFolder() {
        return deployment
                .gitSync()
                .map(git -> gitLink() + (gitFolder().isEmpty() ? "" : "/" + gitFolder()))
                .orElseGet(deployment::dagMount);
    }

    boolean dagsInImage() {
        return deployment.gitSync().isEmpty()
                && deployment.dagVolume().isEmpty()
                && deployment.dagBundles().isEmpty();
    }

    Optional<GitHost> gitHost() {
        return deployment.gitSync().map(git -> GitHost.of(git.repository()));
    }

    Words keygenOptions() {
        return new Words(gitHost().orElseThrow().keyType().keygenOptions());
    }

    boolean gitPinned() {
        return deployment
                .gitSync()
                .filter(git -> git.ref().kind() == GitRef.Kind.TAG || git.ref().kind() == GitRef.Kind.COMMIT)
                .isPresent();
    }

    boolean gitRetries() {
        return git().maxFailures() < 0;
    }

    List<String> gitPulling() {
        return deployment.release().workloads().withGitSync().stream()
                .map(Workload::name)
                .toList();
    }

    int gitPods() {
        return deployment.release().workloads().withGitSync().stream()
                .mapToInt(Workload::mostReplicas)
                .sum();
    }

    /** Of all pods together, in an hour. */
    long gitRequests() {
        long seconds = Math.max(1, git().period().toSeconds());
        return Math.max(1, gitPods() * SECONDS_OF_HOUR / seconds);
    }

    boolean onGithub() {
        return deployment
                .gitSync()
                .flatMap(git -> git.repository().parts())
                .filter(parts -> parts.host().equals("github.com"))
                .isPresent();
    }

    boolean checksGitHost() {
        return git().access()
                .deployKey()
                .filter(key -> git().repository()
                        .parts()
                        .filter(parts -> key.knownHosts().covers(parts.host(), parts.port()))
                        .isPresent())
                .isPresent();
    }

    /** Each label selector of pods with git-sync, once. */
    List<String> gitSyncSelectors() {
        return deployment.release().workloads().withGitSync().stream()
                .map(workload -> Group.selector(deployment, workload))
                .distinct()
                .toList();
    }
}
