package io.airworthy.dags;

import io.airworthy.pods.Resources;
import io.airworthy.pods.Variable;
import io.airworthy.pods.Volume;
import java.time.Duration;
import java.util.List;
import org.immutables.value.Value;

/**
 * How DAG files reach the cluster: git-sync regularly pulls one revision of one repository.
 *
 * <p>Defaults: HEAD of the default branch, the repository's root, every 60 s, depth 1, with submodules, 120 s for one
 * pull, unlimited retries.
 *
 * @see <a href="https://airflow.apache.org/docs/helm-chart/stable/manage-dag-files.html">Manage DAG files</a>
 */
@Value.Immutable
public interface GitSync {

    /** Where to pull from, in either of git's two forms: {@code git@host:path} or a URL. */
    GitRepository repository();

    /** What to check out. A branch overrides every other setting of git-sync, so all of them are written alike. */
    @Value.Default
    default GitRef ref() {
        return GitRef.head();
    }

    /** The folder of the DAG files inside the repository. Default: the repository's root. */
    @Value.Default
    default String subPath() {
        return "";
    }

    /** How long to wait between two pulls, one second at least. Default 60 s. */
    @Value.Default
    default Duration period() {
        return Duration.ofSeconds(60);
    }

    /** How many commits of history to fetch; 0 means all. Default 1. */
    @Value.Default
    default int depth() {
        return 1;
    }

    /**
     * Which submodules to fetch. Default: all, which is git-sync's own.
     *
     * @see <a href="https://github.com/kubernetes/git-sync/blob/v4.4.2/README.md">git-sync, {@code --submodules}</a>
     */
    @Value.Default
    default Submodules submodules() {
        return Submodules.RECURSIVE;
    }

    /**
     * How long one pull may take, one second at least. A large repository may need more for its first copy. Default 120 s,
     * which is git-sync's own.
     *
     * @see <a href="https://github.com/kubernetes/git-sync/blob/v4.4.2/README.md">git-sync, {@code --sync-timeout}</a>
     */
    @Value.Default
    default Duration syncTimeout() {
        return Duration.ofSeconds(120);
    }

    /**
     * How many pulls in a row may fail before git-sync exits and its container restarts; -1 means unlimited retries,
     * while the DAGs stay as they are. Default -1.
     */
    @Value.Default
    default int maxFailures() {
        return -1;
    }

    /** How git-sync may read the repository. */
    GitAccess access();

    /** What one git-sync container asks for and may use. Default: 50m CPU, 64Mi to 256Mi of memory. */
    @Value.Default
    default Resources resources() {
        return Resources.builder()
                .cpuRequest("50m")
                .memoryRequest("64Mi")
                .memoryLimit("256Mi")
                .build();
    }

    /**
     * Variables of git-sync for what has no attribute of its own: {@code GITSYNC_FILTER} of newer images, {@code HTTPS_PROXY}
     * and {@code NO_PROXY}, {@code GIT_SSL_CAINFO}. From a Secret or ConfigMap only since chart 1.18.
     *
     * @see <a href="https://github.com/kubernetes/git-sync/blob/v4.4.2/README.md">git-sync, manual</a>
     */
    List<Variable> variables();

    /**
     * Files for git-sync, such as the CA bundle of the git host: {@code Volume.configMap("company-ca").at("/etc/ca")}. The
     * pods have them even if only git-sync mounts them.
     */
    List<Volume> volumes();

    /** Starts git-sync. */
    static GitSyncBuilder builder() {
        return new GitSyncBuilder();
    }

    /** Starts git-sync from this one, with all its attributes. */
    default GitSyncBuilder toBuilder() {
        return builder().from(this);
    }

    /** The builder's short forms. */
    abstract class Builder {

        /** For the generated builder only. */
        Builder() {}

        abstract GitSyncBuilder repository(GitRepository repository);

        /**
         * Sets where to pull from.
         *
         * @param address {@code git@host:path} or a URL
         * @return the builder
         */
        public GitSyncBuilder repository(String address) {
            return repository(GitRepository.of(address));
        }
    }
}
