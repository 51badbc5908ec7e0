package io.airworthy.testkit;

import static io.airworthy.testkit.Change.ofGit;

import io.airworthy.dags.GitAccess;
import io.airworthy.dags.GitRef;
import io.airworthy.dags.KnownHosts;
import io.airworthy.pods.Resources;
import java.time.Duration;
import java.util.List;

/** The way of the DAG files into the cluster. */
final class GitMistakes {

    private static final String SSH = "git@github.com:your-org/airflow-dags.git";
    private static final String HTTPS = "https://github.com/your-org/airflow-dags.git";

    static final List<Mistake> ALL = List.of(
            new Mistake("GIT-001", from("https://ci:s3cret@github.com", GitAccess.anonymous())),
            new Mistake("GIT-002", from("https://ci:s3cret@github.com/your-org/dags.git", GitAccess.anonymous())),
            new Mistake("GIT-003", from("http://git.example.com/airflow-dags.git", GitAccess.anonymous())),
            new Mistake("GIT-004", from(HTTPS, GitAccess.deployKey(KnownHosts.github()))),
            new Mistake("GIT-005", from(SSH, GitAccess.httpsCredentials("ci"))),
            new Mistake("GIT-006", from(SSH, GitAccess.anonymous())),
            new Mistake("GIT-007", from(SSH, GitAccess.deployKey(KnownHosts.none()))),
            new Mistake(
                    "GIT-008",
                    from(
                            SSH,
                            GitAccess.deployKey(
                                    KnownHosts.of(KnownHosts.github().text() + "gitlab.com ssh-ed25519 AAAA")))),
            new Mistake(
                    "GIT-009",
                    from(
                            "ssh://git@github.com:2222/your-org/airflow-dags.git",
                            GitAccess.deployKey(KnownHosts.github()))),
            new Mistake("GIT-010", ofGit(it -> it.ref(GitRef.commit("469ea03")))),
            new Mistake("GIT-011", ofGit(it -> it.subPath("/dags/"))),
            new Mistake("GIT-012", ofGit(it -> it.period(Duration.ofMillis(500)))),
            new Mistake("GIT-013", ofGit(it -> it.period(Duration.ofSeconds(5)))),
            new Mistake("GIT-014", ofGit(it -> it.depth(-1))),
            new Mistake("GIT-015", ofGit(it -> it.maxFailures(0))),
            new Mistake(
                    "GIT-016",
                    ofGit(it -> it.resources(Resources.requests("2", "64Mi").limits("1", "256Mi")))),
            new Mistake("GIT-017", from(HTTPS, GitAccess.httpsCredentials(" "))));

    private GitMistakes() {}

    private static Change from(String repository, GitAccess access) {
        return ofGit(it -> it.repository(repository).access(access));
    }
}
