package io.airworthy.testkit;

import io.airworthy.chart.ChartVersion;
import io.airworthy.dags.DagBundle;
import io.airworthy.dags.GitAccess;
import io.airworthy.dags.GitRef;
import io.airworthy.dags.GitRepository;
import io.airworthy.dags.GitSync;
import io.airworthy.dags.GitSyncBuilder;
import io.airworthy.dags.KnownHosts;
import io.airworthy.dags.Submodules;
import io.airworthy.pods.Variable;
import io.airworthy.pods.Volume;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Builders;
import net.jqwik.api.Tuple;

/** Repositories of DAG files, with every way to read them. */
public final class Dags {

    private static final String KEY =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl";

    private Dags() {}

    /** An address, and an access that fits it. */
    private record Source(String address, GitAccess access) {}

    /**
     * DAG repositories.
     *
     * @return repositories whose access fits their address
     */
    public static Arbitrary<GitSync> gitSyncs() {
        return gitSyncs(sources());
    }

    /** DAG repositories whose access a chart can give to git-sync. */
    static Arbitrary<GitSync> gitSyncs(ChartVersion chart) {
        return gitSyncs(sources()
                .filter(source -> source.access().gitHubApp().isEmpty() || chart.has("dags.gitSync.env[].valueFrom")));
    }

    private static Arbitrary<GitSync> gitSyncs(Arbitrary<Source> sources) {
        return sources.flatMap(source -> Builders.withBuilder(
                        () -> GitSync.builder().repository(source.address()).access(source.access()))
                .use(refs())
                .withProbability(0.8)
                .in(GitSyncBuilder::ref)
                .use(Arbitraries.of(
                        "dags", "a/b/c", "with space/dags", "it's", "ünï", "-dash", "dags.d", "50%", "{{ x }}"))
                .withProbability(0.6)
                .in(GitSyncBuilder::subPath)
                .use(periods())
                .withProbability(0.6)
                .in(GitSyncBuilder::period)
                .use(Arbitraries.of(0, 1, 7, 999_999))
                .withProbability(0.5)
                .in(GitSyncBuilder::depth)
                .use(Arbitraries.of(-1, 0, 3, 999_999))
                .withProbability(0.5)
                .in(GitSyncBuilder::maxFailures)
                .use(Arbitraries.of(Submodules.class))
                .withProbability(0.5)
                .in(GitSyncBuilder::submodules)
                .use(periods())
                .withProbability(0.3)
                .in(GitSyncBuilder::syncTimeout)
                .use(Arbitraries.of(
                        List.of(Variable.of("GITSYNC_FILTER", "blob:none")),
                        List.of(
                                Variable.of("HTTPS_PROXY", "http://proxy.example.com:3128"),
                                Variable.of("GIT_SSL_CAINFO", "/etc/ca $(x)/ca.crt"))))
                .withProbability(0.3)
                .in((git, variables) -> git.variables(variables))
                .use(Arbitraries.of(
                        Volume.configMap("company-ca").at("/etc/ca"),
                        Volume.secret("git-ca").subPath("ca.crt").at("/etc/git-ca/ca.crt")))
                .withProbability(0.2)
                .in((git, volume) -> git.volume(volume))
                .use(Availability.resources())
                .withProbability(0.5)
                .in(GitSyncBuilder::resources)
                .build(GitSyncBuilder::build));
    }

    /**
     * DAG bundles.
     *
     * @return repositories and buckets, each with a name of its own, and the folder that git-sync fills
     */
    public static Arbitrary<List<DagBundle>> bundles() {
        return Arbitraries.of(
                List.of(DagBundle.local("dags-folder")),
                List.of(
                        DagBundle.git("sales", GitRef.branch("main"), "git_sales"),
                        DagBundle.GitBundle.builder()
                                .name("finance.eu")
                                .ref(GitRef.commit("0123456789abcdef0123456789abcdef01234567"))
                                .subdir("team a/50%")
                                .repositoryUrl("https://git.example.com/a%20b/{{c}}.git")
                                .refreshInterval(Duration.ofMinutes(2))
                                .build(),
                        DagBundle.LocalBundle.builder()
                                .name("image")
                                .path("/opt/dags \"x\"")
                                .build(),
                        DagBundle.local("dags-folder")),
                List.of(
                        DagBundle.s3("s3", "my-dags-bucket", "").toBuilder()
                                .connectionId("aws_dags")
                                .build(),
                        DagBundle.gcs("gcs", "my-dags.example.com", "prod/dags"),
                        DagBundle.local("local")));
    }

    /**
     * What can be checked out.
     *
     * @return branches, tags and commits, with names that git takes and others trip over
     */
    public static Arbitrary<GitRef> refs() {
        return Arbitraries.frequencyOf(
                Tuple.of(
                        4,
                        Arbitraries.of(
                                        "main",
                                        "release/1.2",
                                        "v1.0.0",
                                        "feature/it's",
                                        "a\"b",
                                        "a$$b",
                                        "a$(HOME)b",
                                        "50%",
                                        "{{a}}",
                                        "ünï-é",
                                        "yes",
                                        "1e6",
                                        "0644",
                                        "#1",
                                        "a&b;c|d")
                                .flatMap(name -> Arbitraries.of(GitRef.branch(name), GitRef.tag(name)))),
                Tuple.of(
                        1,
                        Arbitraries.of(
                                GitRef.commit("0123456789abcdef0123456789abcdef01234567"),
                                GitRef.commit("9".repeat(64)))),
                Tuple.of(1, Arbitraries.just(GitRef.head())));
    }

    /**
     * Addresses of repositories in git's spellings.
     *
     * @return addresses of hosts by name and by IPv6 address, with ports and without
     */
    public static Arbitrary<GitRepository> repositories() {
        return sources().map(source -> GitRepository.of(source.address()));
    }

    /**
     * Addresses, taken apart.
     *
     * @return the parts of readable addresses
     */
    public static Arbitrary<GitRepository.Parts> parts() {
        return repositories().map(repository -> repository.parts().orElseThrow());
    }

    /**
     * Ways to read a repository.
     *
     * @return deploy keys, user names with a token, and nothing at all
     */
    public static Arbitrary<GitAccess> accesses() {
        return sources().map(Source::access);
    }

    /**
     * Host keys.
     *
     * @return keys of names, patterns, IPv6 addresses and ports, and none
     */
    public static Arbitrary<KnownHosts> knownHosts() {
        return Arbitraries.frequencyOf(
                Tuple.of(1, Arbitraries.just(KnownHosts.none())),
                Tuple.of(
                        6,
                        accesses()
                                .filter(GitAccess.DeployKey.class::isInstance)
                                .map(access -> ((GitAccess.DeployKey) access).knownHosts())));
    }

    private static Arbitrary<Source> sources() {
        return Arbitraries.of(
                new Source("git@github.com:your-org/airflow-dags.git", GitAccess.deployKey(KnownHosts.github())),
                new Source("ssh://git@git.example.com:2222/dags.git", known("[git.example.com]:2222 " + KEY)),
                new Source(
                        "git@[fd00::7]:dags.git",
                        known("# our own\n@revoked old.example.com " + KEY + "\nfd00::7,*.example.com " + KEY)),
                new Source("https://github.com/your-org/airflow-dags.git", GitAccess.anonymous()),
                new Source("https://git.example.com:8443/a%20b/{{c}}/$(d)/e$$f.git", GitAccess.anonymous()),
                new Source("https://gitlab.com/your-org/dags.git", GitAccess.httpsCredentials("x-access-token")),
                new Source(
                        "https://github.com/your-org/dags.git",
                        GitAccess.gitHubApp("Iv1.8a61f9b3a7aba766", 1, "github-app", "private-key.pem")),
                new Source(
                        "https://github.com/your-org/dags.git",
                        GitAccess.gitHubApp("1234567", 9_999_999_999L, "github.app", "_key")),
                new Source("https://[fd00::7]/dags.git", GitAccess.httpsCredentials("user@example.com")));
    }

    private static GitAccess known(String lines) {
        return GitAccess.deployKey(KnownHosts.of(lines));
    }

    private static Arbitrary<Duration> periods() {
        return Arbitraries.of(
                Duration.ofSeconds(1),
                Duration.ofMillis(1500),
                Duration.ofSeconds(5),
                Duration.ofSeconds(90),
                Duration.ofHours(2),
                Duration.ofDays(1));
    }
}
