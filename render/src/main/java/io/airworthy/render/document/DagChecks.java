package io.airworthy.render.document;

import io.airworthy.AirflowDeployment;
import io.airworthy.dags.DagBundle;
import io.airworthy.dags.GitAccess;
import io.airworthy.dags.GitSync;
import io.airworthy.pods.SharedVolume;
import io.airworthy.release.Workload;
import java.util.ArrayList;
import java.util.List;

/** Where the DAG files come from. */
final class DagChecks {

    private final AirflowDeployment deployment;

    DagChecks(AirflowDeployment deployment) {
        this.deployment = deployment;
    }

    List<Block> blocks() {
        List<Phrase> ticks = new ArrayList<>();
        if (deployment.dagBundles().isEmpty() || deployment.gitSync().isPresent()) {
            ticks.addAll(deployment.gitSync().map(this::repository).orElseGet(this::image));
        }
        deployment.dagBundles().forEach(bundle -> ticks.add(bundle(bundle)));
        ticks.add(Tick.open("CI/CD pipeline checks that every DAG imports without errors before it is merged"));
        return List.of(Block.heading(2, "DAG Synchronization"), Block.bullets(ticks));
    }

    private List<Phrase> image() {
        return deployment
                .dagVolume()
                .map(DagChecks::volume)
                .orElseGet(() -> List.of(Tick.open(
                        "DAG files are in the image {}: nothing else brings them", FactsTable.image(deployment))));
    }

    private static Phrase bundle(DagBundle bundle) {
        Phrase name = Phrase.code(bundle.name());
        return bundle.match(
                git -> Tick.open(
                        "DAG bundle {}: {} of the repository of connection {}, which pods find in a variable, in the secrets"
                                + " backend or in the database; git and its provider are in the image",
                        name,
                        git.ref(),
                        Phrase.code(git.connectionId().orElse("git_default"))),
                s3 -> Tick.open(
                        "DAG bundle {}: {}, read with connection {}",
                        name,
                        Phrase.code("s3://" + LogLocation.path(s3.bucket(), s3.prefix())),
                        Phrase.code(s3.connectionId().orElse("aws_default"))),
                gcs -> Tick.open(
                        "DAG bundle {}: {}, read with connection {}",
                        name,
                        Phrase.code("gs://" + LogLocation.path(gcs.bucket(), gcs.prefix())),
                        Phrase.code(gcs.connectionId().orElse("google_cloud_default"))),
                local -> Tick.open(
                        "DAG bundle {}: the files in {}",
                        name,
                        local.path().map(Phrase::code).orElseGet(() -> Phrase.of("Airflow's DAG folder"))));
    }

    private static List<Phrase> volume(SharedVolume volume) {
        return List.of(
                Tick.guaranteed("DAG files are on {}", LogChecks.claim(volume)),
                Tick.open("Whatever writes the DAG files to it is set up and watched"));
    }

    private List<Phrase> repository(GitSync git) {
        List<Phrase> ticks = new ArrayList<>();
        ticks.add(Tick.guaranteed("Repository: {}", Phrase.code(git.repository().toString())));
        ticks.add(Tick.guaranteed("Branch: {}", strategy(git)));
        ticks.add(Tick.guaranteed(
                "Folder: {}",
                git.subPath().isEmpty() ? Phrase.of("the repository's root") : Phrase.code(git.subPath())));
        ticks.add(Tick.guaranteed(
                "Sync interval: {} seconds; a merged change appears after that time and the next parse",
                git.period().toSeconds()));
        deployment
                .dagVolume()
                .ifPresent(volume -> ticks.add(Tick.guaranteed(
                        "git-sync in {} writes them to {}; all other pods read them there",
                        Phrase.codes(deployment.release().workloads().withGitSync().stream()
                                .map(Workload::name)
                                .toList()),
                        LogChecks.claim(volume))));
        ticks.add(Tick.guaranteed("When syncing fails: DAGs stay as they are, and {}", whenSyncingFails(git)));
        ticks.addAll(hostKeys(git));
        return ticks;
    }

    /** What git-sync does after a failure. */
    static Phrase whenSyncingFails(GitSync git) {
        return git.maxFailures() < 0
                ? Phrase.of("git-sync retries without limit")
                : Phrase.of(
                        "git-sync allows {} failures in a row and exits at the next one, so that its container restarts",
                        git.maxFailures());
    }

    private static Phrase strategy(GitSync git) {
        Phrase name = Phrase.code(git.ref().name());
        return switch (git.ref().kind()) {
            case BRANCH -> Phrase.of("{}; every merge goes live", name);
            case TAG -> Phrase.of("tag {}; a release needs a change of the model", name);
            case COMMIT -> Phrase.of("commit {}; a release needs a change of the model", name);
            case HEAD -> Phrase.of("the default branch; every merge goes live");
        };
    }

    private static List<Phrase> hostKeys(GitSync git) {
        return git.access().deployKey().map(key -> hostKey(git, key)).stream().toList();
    }

    private static Phrase hostKey(GitSync git, GitAccess.DeployKey key) {
        boolean covered = git.repository()
                .parts()
                .filter(parts -> key.knownHosts().covers(parts.host(), parts.port()))
                .isPresent();
        return covered
                ? Tick.guaranteed("Host keys: checked, against those in the model")
                : Tick.open("Host keys: none in the model for this host, so git-sync cannot verify the host");
    }
}
