package io.airworthy.render.document;

import io.airworthy.AirflowDeployment;
import io.airworthy.dags.DagBundle;
import io.airworthy.dags.GitHost;
import io.airworthy.dags.GitRef;
import io.airworthy.dags.GitSync;
import io.airworthy.release.Workload;
import java.util.List;

/** Where the DAG files come from. */
final class DagFacts {

    private static final long SECONDS_OF_HOUR = 3600;

    private final AirflowDeployment deployment;

    DagFacts(AirflowDeployment deployment) {
        this.deployment = deployment;
    }

    void addTo(Facts facts) {
        facts.part("git", deployment.gitSync(), this::git)
                .part(
                        "dag-volume",
                        deployment.dagVolume(),
                        volume -> new Facts().prose("place", () -> LogFacts.claim(volume)))
                .several(
                        "dag-bundles",
                        () -> deployment.dagBundles().stream()
                                .map(DagFacts::bundle)
                                .toList())
                .text("git-link", deployment.dagMount() + "/repo")
                .text("dag-folder", this::folder)
                .flag(
                        "dags-in-image",
                        () -> deployment.gitSync().isEmpty()
                                && deployment.dagVolume().isEmpty()
                                && deployment.dagBundles().isEmpty());
    }

    /** Where the pods have the DAG files. */
    private String folder() {
        return deployment
                .gitSync()
                .map(git -> deployment.dagMount() + "/repo" + (folder(git).isEmpty() ? "" : "/" + folder(git)))
                .orElseGet(deployment::dagMount);
    }

    private static String folder(GitSync git) {
        return git.subPath().replaceAll("^/|/$", "");
    }

    private Facts git(GitSync git) {
        GitHost host = GitHost.of(git.repository());
        List<Workload> pulling = deployment.release().workloads().withGitSync();
        long seconds = git.period().toSeconds();
        int pods = pulling.stream().mapToInt(Workload::mostReplicas).sum();
        return new Facts()
                .text("repository", git.repository())
                .text("ref", git.ref())
                .text("ref-name", git.ref().name())
                .choice("kind", GitRef.Kind.class, git.ref()::kind)
                .flag(
                        "pinned",
                        () -> git.ref().kind() == GitRef.Kind.TAG || git.ref().kind() == GitRef.Kind.COMMIT)
                .text("folder", folder(git))
                .flag("has-folder", () -> !folder(git).isEmpty())
                .text("period", seconds)
                .codes("pulling", () -> pulling.stream().map(Workload::name).toList())
                .text("pods", pods)
                .text("requests", Math.max(1, pods * SECONDS_OF_HOUR / Math.max(1, seconds)))
                .flag("retries", () -> git.maxFailures() < 0)
                .text("failures", git.maxFailures())
                .choice(
                        "access",
                        () -> git.access()
                                .match(key -> "key", token -> "token", app -> "app", anonymous -> "anonymous"),
                        "key",
                        "token",
                        "app",
                        "anonymous")
                .flag(
                        "on-github",
                        () -> git.repository()
                                .parts()
                                .filter(parts -> parts.host().equals("github.com"))
                                .isPresent())
                .text("registry", host.registry())
                .words("keygen", () -> new Script.Words(host.keyType().keygenOptions()))
                .flag("checks-host", () -> checksHost(git));
    }

    private static boolean checksHost(GitSync git) {
        return git.access()
                .deployKey()
                .filter(key -> git.repository()
                        .parts()
                        .filter(parts -> key.knownHosts().covers(parts.host(), parts.port()))
                        .isPresent())
                .isPresent();
    }

    private static Facts bundle(DagBundle bundle) {
        Facts facts = bundle.match(
                git -> new Facts()
                        .text("ref", git.ref())
                        .text("connection", git.connectionId().orElse("git_default")),
                s3 -> new Facts()
                        .text("url", LogFacts.url("s3", s3.bucket(), s3.prefix()))
                        .text("connection", s3.connectionId().orElse("aws_default")),
                gcs -> new Facts()
                        .text("url", LogFacts.url("gs", gcs.bucket(), gcs.prefix()))
                        .text("connection", gcs.connectionId().orElse("google_cloud_default")),
                local -> new Facts().ifAnyText("path", local::path));
        return facts.text("name", bundle.name())
                .choice(
                        "kind",
                        () -> bundle.match(git -> "git", s3 -> "bucket", gcs -> "bucket", local -> "local"),
                        "git",
                        "bucket",
                        "local");
    }
}
