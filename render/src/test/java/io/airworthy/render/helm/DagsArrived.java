package io.airworthy.render.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.airworthy.dags.DagBundle;
import io.airworthy.dags.GitAccess;
import io.airworthy.dags.GitSync;
import io.airworthy.release.Workload;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** git-sync pulls what the model says, from where it says, and checks the host. */
final class DagsArrived {

    private final Release release;

    private DagsArrived(Release release) {
        this.release = release;
    }

    static void check(Release release) {
        DagsArrived arrived = new DagsArrived(release);
        List<Container> containers = release.pods().stream()
                .flatMap(pod -> pod.containers().stream())
                .filter(container -> container.name().startsWith("git-sync"))
                .toList();
        assertThat(containers.isEmpty())
                .as("containers of git-sync")
                .isEqualTo(release.deployment().gitSync().isEmpty());
        assertThat(release.pods().stream()
                        .filter(pod -> pod.containers().stream()
                                .map(Container::name)
                                .anyMatch(name -> name.startsWith("git-sync") && !name.endsWith("-init")))
                        .map(Pod::name))
                .as("pods with git-sync")
                .containsExactlyInAnyOrderElementsOf(release.deployment().release().workloads().withGitSync().stream()
                        .map(Workload::name)
                        .toList());
        release.deployment().gitSync().ifPresent(git -> {
            containers.forEach(container -> arrived.container(container, git));
            arrived.folder(git);
        });
        new DagsArrived(release).bundles(release.deployment().dagBundles());
    }

    private void container(Container container, GitSync git) {
        Map<String, String> environment = container.environment();
        assertThat(environment)
                .as("environment of %s", container)
                .containsEntry("GITSYNC_REPO", git.repository().address())
                .containsEntry("GIT_SYNC_REPO", git.repository().address())
                .containsEntry("GITSYNC_DEPTH", Integer.toString(git.depth()))
                .containsEntry("GITSYNC_MAX_FAILURES", Integer.toString(git.maxFailures()))
                .doesNotContainKey("GIT_SYNC_WAIT");
        assertThat(revision(environment))
                .as("what %s checks out", container)
                .isEqualTo(git.ref().name());
        assertThat(new BigDecimal(environment.get("GITSYNC_PERIOD").replaceFirst("s$", "")))
                .isEqualByComparingTo(BigDecimal.valueOf(git.period().toMillis(), 3));
        assertThat(environment.getOrDefault("GITSYNC_SUBMODULES", "recursive"))
                .isEqualTo(git.submodules().toString());
        assertThat(new BigDecimal(
                        environment.getOrDefault("GITSYNC_SYNC_TIMEOUT", "120s").replaceFirst("s$", "")))
                .isEqualByComparingTo(BigDecimal.valueOf(git.syncTimeout().toMillis(), 3));
        git.variables()
                .forEach(variable -> assertThat(environment)
                        .containsEntry(
                                variable.name(),
                                variable.match(literal -> literal.value(), key -> "", key -> "", field -> "")));
        git.volumes()
                .forEach(volume -> assertThat(Release.elements(container.node().path("volumeMounts")))
                        .anyMatch(mount -> mount.path("mountPath").asText().equals(volume.mountPath())
                                && mount.path("name").asText().equals(volume.name())));
        if (git.access() instanceof GitAccess.GitHubApp app) {
            boolean isNumber = app.appId().matches("\\d+");
            assertThat(environment)
                    .containsEntry(
                            isNumber ? "GITSYNC_GITHUB_APP_APPLICATION_ID" : "GITSYNC_GITHUB_APP_CLIENT_ID",
                            app.appId())
                    .containsEntry("GITSYNC_GITHUB_APP_INSTALLATION_ID", Long.toString(app.installationId()))
                    .doesNotContainKeys(
                            isNumber ? "GITSYNC_GITHUB_APP_CLIENT_ID" : "GITSYNC_GITHUB_APP_APPLICATION_ID",
                            "GITSYNC_USERNAME");
            assertThat(container.secretOf("GITSYNC_GITHUB_APP_PRIVATE_KEY"))
                    .contains(new SecretKey(app.secretName(), app.key()));
        }
        if (git.access() instanceof GitAccess.DeployKey key) {
            assertThat(environment).containsEntry("GITSYNC_SSH_KNOWN_HOSTS", "true");
            MountedFile knownHosts = container
                    .fileAt(environment.get("GITSYNC_SSH_KNOWN_HOSTS_FILE"))
                    .orElseThrow();
            assertThat(release.object("ConfigMap", knownHosts.source().secret())
                            .path("data")
                            .path(knownHosts.source().key())
                            .asText()
                            .strip())
                    .isEqualTo(key.knownHosts().text().strip());
            assertThat(container.fileAt(environment.get("GITSYNC_SSH_KEY_FILE")))
                    .map(file -> file.source().key())
                    .contains("gitSshKey");
        }
    }

    /**
     * The rules of git-sync 4: the branch of old wins over the ref, and may only stand beside the rev HEAD.
     *
     * @see <a href="https://github.com/kubernetes/git-sync/blob/master/docs/from-v3-to-v4.md">From v3 to v4</a>
     */
    private static String revision(Map<String, String> environment) {
        String branch = environment.get("GIT_SYNC_BRANCH");
        String rev = environment.get("GIT_SYNC_REV");
        if (branch.isEmpty()) {
            return rev.isEmpty() ? environment.get("GITSYNC_REF") : rev;
        }
        assertThat(rev).isIn("HEAD", "");
        return branch;
    }

    private void folder(GitSync git) {
        assertThat(release.airflowCfg().get("core.dags_folder"))
                .contains(release.deployment().dagMount() + "/repo/" + git.subPath());
    }

    /** Airflow reads JSON from its configuration. */
    private void bundles(List<DagBundle> bundles) {
        if (bundles.isEmpty()) {
            return;
        }
        JsonNode list = bundleList();
        assertThat(list).hasSameSizeAs(bundles);
        for (int i = 0; i < bundles.size(); i++) {
            JsonNode arguments = list.path(i).path("kwargs");
            assertThat(list.path(i).path("name").asText())
                    .isEqualTo(bundles.get(i).name());
            if (bundles.get(i) instanceof DagBundle.GitBundle git) {
                assertThat(arguments.path("tracking_ref").asText())
                        .isEqualTo(git.ref().name());
                assertThat(arguments.path("subdir").asText("")).isEqualTo(git.subdir());
                assertThat(arguments.path("git_conn_id").asText(""))
                        .isEqualTo(git.connectionId().orElse(""));
                assertThat(arguments.path("repo_url").asText(""))
                        .isEqualTo(git.repositoryUrl().orElse(""));
                assertThat(arguments.path("refresh_interval").asLong(0))
                        .isEqualTo(
                                git.refreshInterval().map(Duration::toSeconds).orElse(0L));
            } else if (bundles.get(i) instanceof DagBundle.S3Bundle s3) {
                assertThat(arguments.path("bucket_name").asText()).isEqualTo(s3.bucket());
                assertThat(arguments.path("prefix").asText("")).isEqualTo(s3.prefix());
            } else if (bundles.get(i) instanceof DagBundle.LocalBundle local) {
                assertThat(arguments.path("path").asText(""))
                        .isEqualTo(local.path().orElse(""));
            }
        }
    }

    private JsonNode bundleList() {
        try {
            return new ObjectMapper()
                    .readTree(release.airflowCfg()
                            .get("dag_processor.dag_bundle_config_list")
                            .orElseThrow());
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
