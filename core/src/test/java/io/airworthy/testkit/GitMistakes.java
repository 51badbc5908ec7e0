package io.airworthy.testkit;

import static io.airworthy.testkit.Change.ofGit;

import io.airworthy.dags.GitAccess;
import io.airworthy.dags.KnownHosts;
import java.util.List;

/** The way of the DAG files into the cluster. */
final class GitMistakes {

    private static final String SSH = "git@github.com:your-org/airflow-dags.git";
    private static final String HTTPS = "https://github.com/your-org/airflow-dags.git";

    static final List<Mistake> ALL = List.of(
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
                            GitAccess.deployKey(KnownHosts.github()))));

    private GitMistakes() {}

    private static Change from(String repository, GitAccess access) {
        return ofGit(it -> it.repository(repository).access(access));
    }
}
