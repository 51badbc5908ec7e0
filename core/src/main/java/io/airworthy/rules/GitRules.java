package io.airworthy.rules;

import static io.airworthy.rules.Subject.GIT;
import static io.airworthy.rules.Subject.together;

import io.airworthy.AirflowDeployment;
import io.airworthy.dags.GitAccess;
import io.airworthy.dags.GitRef;
import io.airworthy.dags.GitRepository;
import io.airworthy.dags.GitRepository.Parts;
import io.airworthy.dags.GitRepository.Transport;
import io.airworthy.dags.GitSync;
import io.airworthy.dags.KnownHosts;
import io.airworthy.pods.Resources;
import io.airworthy.pods.Variable;
import io.airworthy.rules.Subject.Part;
import io.airworthy.validation.Finding;
import io.airworthy.validation.Rule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How DAG files reach the cluster. */
final class GitRules {

    /** From here on Helm writes a number as a float. */
    private static final int MILLION = 1_000_000;

    private static final Pattern APP_ID = Pattern.compile("[1-9]\\d{0,17}|[A-Za-z][A-Za-z0-9.]{0,99}");

    private static final String DAGS_PAGE = "https://airflow.apache.org/docs/helm-chart/stable/manage-dag-files.html";

    private static final String GIT_SYNC_PAGE = "https://github.com/kubernetes/git-sync/blob/v4.4.2/README.md";

    private static final Subject<GitRepository> REPOSITORY = GIT.at("repository", GitSync::repository);

    private static final Subject<Address> ADDRESS = GIT.given("repository", Address::of);

    private static final Subject<Address> ACCESS = GIT.given("access", Address::of);

    private static final Subject<Host> HOST =
            ACCESS.given("knownHosts", Host::of).inValues("dags.gitSync.knownHosts");

    private static final Subject<Duration> PERIOD = GIT.at("period", GitSync::period);

    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,200}");

    private static final Map<String, String> DECIDED = Map.of(
            "GITSYNC_SUBMODULES", "submodules",
            "GITSYNC_SYNC_TIMEOUT", "syncTimeout",
            "GITSYNC_GITHUB_APP_", "access");

    static final Rule ADDRESS_IS_VALID = Rule.error("GIT-001")
            .title("The repository address is not valid")
            .because("git-sync never gets a first copy, and every pod that needs the DAG files waits for it")
            .remedy("use git@host:path, ssh://git@host/path or https://host/path")
            .source("https://git-scm.com/docs/git-clone#_git_urls")
            .brokenBy(it -> it.gitSync(git -> git.repository("https://ci:s3cret@github.com")))
            .finds(REPOSITORY.unless(
                    repository -> repository.parts().isPresent(),
                    repository -> "'" + repository + "' is neither an SSH address nor a URL that git understands"));

    static final Rule NO_PASSWORD_IN_ADDRESS = Rule.error("GIT-002")
            .title("The repository address contains a password or token")
            .because("the address is written to the values file and to every pod, where everybody can read it")
            .remedy("remove it from the address and use GitAccess.httpsCredentials(username); replace the password"
                    + " or token, because others may have seen it")
            .source(DAGS_PAGE)
            .after("GIT-001")
            .brokenBy(it -> it.gitSync(git -> git.repository("https://ci:s3cret@github.com/your-org/airflow-dags.git")
                    .access(GitAccess.anonymous())))
            .finds(ADDRESS.when(
                    address -> address.parts().hasPassword(),
                    address -> "the address has a user or password before the host"));

    static final Rule NO_PLAIN_HTTP = Rule.error("GIT-003")
            .title("The repository is read over plain HTTP")
            .because("anyone on the network path can put code into the DAGs, and can read the token")
            .remedy("use https:// or SSH")
            .after("GIT-001")
            .brokenBy(it -> it.gitSync(git ->
                    git.repository("http://git.example.com/airflow-dags.git").access(GitAccess.anonymous())))
            .finds(ADDRESS.when(
                    address -> isPlain(address)
                            && !HostNames.isInCluster(address.parts().host()),
                    address -> "the address begins with http://"));

    static final Rule NO_PLAIN_HTTP_IN_THE_CLUSTER = Rule.warning("GIT-023")
            .title("The repository is read over plain HTTP inside the cluster")
            .because(
                    "whoever can listen on the cluster's network can read the token, and may change the DAGs on their way")
            .remedy("use https:// or SSH, or waive this if a service mesh encrypts the connection")
            .after("GIT-001")
            .brokenBy(it -> it.gitSync(git -> git.repository("http://gitea.git.svc.cluster.local:3000/airflow-dags.git")
                    .access(GitAccess.anonymous())))
            .finds(ADDRESS.when(
                    address -> isPlain(address)
                            && HostNames.isInCluster(address.parts().host()),
                    address -> "the address begins with http://"));

    static final Rule KEY_NEEDS_SSH = Rule.error("GIT-004")
            .title("A deploy key does not work with an HTTPS address")
            .because("git-sync ignores the key, connects without credentials, and is refused")
            .remedy("use the repository's SSH address, or GitAccess.httpsCredentials(username)")
            .source(DAGS_PAGE)
            .after("GIT-001", "GIT-003")
            .brokenBy(it -> it.gitSync(git -> git.repository("https://github.com/your-org/airflow-dags.git")))
            .finds(ACCESS.when(
                    address -> !address.isSsh() && address.access().deployKey().isPresent(),
                    address -> "there is a deploy key, but the address uses HTTPS"));

    static final Rule CREDENTIALS_NEED_HTTPS = Rule.error("GIT-005")
            .title("A user name and token do not work with an SSH address")
            .because("git-sync has no key to log in with, and the host refuses it")
            .remedy("use the repository's HTTPS address, or GitAccess.deployKey(knownHosts)")
            .source(DAGS_PAGE)
            .after("GIT-001")
            .brokenBy(it -> it.gitSync(git -> git.access(GitAccess.httpsCredentials("ci"))))
            .finds(ACCESS.when(
                    address -> address.isSsh()
                            && address.access().httpsCredentials().isPresent(),
                    address -> "there are a user name and a token, but the address uses SSH"));

    static final Rule SSH_NEEDS_A_KEY = Rule.error("GIT-006")
            .title("An SSH address needs a key")
            .because("SSH does not allow anonymous access, and the host refuses git-sync")
            .remedy("use GitAccess.deployKey(knownHosts), or the HTTPS address of a public repository")
            .source(DAGS_PAGE)
            .after("GIT-001")
            .brokenBy(it -> it.gitSync(git -> git.access(GitAccess.anonymous())))
            .finds(ACCESS.when(
                    address -> address.isSsh() && isAnonymous(address.access()),
                    address -> "access is anonymous, but the address uses SSH"));

    static final Rule HOST_IS_VERIFIED = Rule.error("GIT-007")
            .title("The repository host is not verified")
            .because("without host keys the chart turns the check off, and anyone who can impersonate the host"
                    + " decides which code runs")
            .remedy("provide the host's keys: KnownHosts.github(), or what ssh-keyscan prints, once you have"
                    + " compared it with the published fingerprints")
            .source(DAGS_PAGE)
            .after("GIT-001", "GIT-004")
            .brokenBy(it -> it.gitSync(git -> git.access(GitAccess.deployKey(KnownHosts.none()))))
            .finds(HOST.when(host -> host.known().isEmpty(), host -> "there is no host key"));

    static final Rule KNOWN_HOSTS_ARE_VALID = Rule.error("GIT-008")
            .title("A line of the known hosts is not valid")
            .because("SSH ignores the line, so the key of the host is missing")
            .remedy("use 'host key-type base64-key', as ssh-keyscan prints it")
            .source("https://man.openbsd.org/sshd#SSH_KNOWN_HOSTS_FILE_FORMAT")
            .after("GIT-001", "GIT-004")
            .brokenBy(it -> it.gitSync(git -> git.access(
                    GitAccess.deployKey(KnownHosts.of(KnownHosts.github().text() + "gitlab.com ssh-ed25519 AAAA")))))
            .finds(HOST.finds(part -> part.value().known().problems().stream().map(part::finding)));

    static final Rule HOST_IS_KNOWN = Rule.error("GIT-009")
            .title("The repository host is not among the known hosts")
            .because("SSH fails with 'Host key verification failed', and git-sync never gets a first copy")
            .remedy("add a line for the host; for a port other than 22, write it as [host]:port")
            .source("https://man.openbsd.org/sshd#SSH_KNOWN_HOSTS_FILE_FORMAT")
            .after("GIT-007", "GIT-008")
            .brokenBy(it -> it.gitSync(git -> git.repository("ssh://git@github.com:2222/your-org/airflow-dags.git")))
            .finds(HOST.unless(
                    host -> host.known().covers(host.name(), host.port()),
                    host -> "there is no key for " + host.name() + ", port " + host.port()));

    static final Rule REF_IS_VALID = Rule.error("GIT-010")
            .title("The revision is not valid")
            .because("git-sync does not find it; it accepts a commit only by its full hash")
            .remedy("use a branch or tag name that git accepts, or all 40 or 64 hexadecimal digits of a commit")
            .source("https://git-scm.com/docs/git-check-ref-format")
            .brokenBy(it -> it.gitSync(git -> git.ref(GitRef.commit("469ea03"))))
            .finds(GIT.at("ref", GitSync::ref)
                    .unless(
                            GitRef::isWellFormed,
                            ref -> "'" + ref.name() + "' is not a valid name of a "
                                    + ref.kind().name().toLowerCase(Locale.ROOT)));

    static final Rule SUB_PATH_IS_INSIDE = Rule.error("GIT-011")
            .title("The DAG folder is not a path inside the repository")
            .because("Airflow looks for DAGs in a folder that does not exist, and shows none")
            .remedy("write it relative to the repository's root, with single slashes between folders")
            .source(DAGS_PAGE)
            .brokenBy(it -> it.gitSync(git -> git.subPath("../dags")))
            .finds(GIT.at("subPath", GitSync::subPath)
                    .unless(GitRules::isInside, path -> "'" + path + "' is not a path inside the repository"));

    static final Rule PERIOD_IS_VALID = Rule.error("GIT-012")
            .title("The time between two pulls is not valid")
            .because("git-sync rejects it, or pulls too rarely to be of use")
            .remedy("use a value from 1 second to 1 day; the default is 60 seconds")
            .source(GIT_SYNC_PAGE)
            .brokenBy(it -> it.gitSync(git -> git.period(Duration.ofMillis(500))))
            .finds(PERIOD.unless(
                    isFrom(Duration.ofSeconds(1), Duration.ofDays(1)), period -> period + " between two pulls"));

    static final Rule PERIOD_IS_USUAL = Rule.warning("GIT-013")
            .title("The time between two pulls is unusual")
            .because("every pod with git-sync pulls that often: if too often, the git host throttles it; if too"
                    + " rarely, people wait for their changes")
            .remedy("use a value from 10 seconds to 1 hour")
            .source(GIT_SYNC_PAGE)
            .after("GIT-012")
            .brokenBy(it -> it.gitSync(git -> git.period(Duration.ofSeconds(5))))
            .finds(PERIOD.unless(
                    isFrom(Duration.ofSeconds(10), Duration.ofHours(1)), period -> period + " between two pulls"));

    static final Rule NUMBERS_ARE_IN_RANGE = Rule.error("GIT-014")
            .title("A git-sync number is out of range")
            .because("git-sync exits with a usage error, and the pods that need it do not start; the chart prints a"
                    + " million as 1e+06")
            .remedy("use a depth from 0 to 999999, and a number of failures from -1 to 999999")
            .source(GIT_SYNC_PAGE)
            .brokenBy(it -> it.gitSync(git -> git.depth(-1)))
            .finds(together(List.of(
                    GIT.at("depth", GitSync::depth)
                            .when(depth -> depth < 0 || depth >= MILLION, depth -> "a depth of " + depth),
                    GIT.at("maxFailures", GitSync::maxFailures)
                            .when(
                                    failures -> failures < -1 || failures >= MILLION,
                                    failures -> failures + " failures"))));

    static final Rule TOLERATES_FAILED_PULLS = Rule.warning("GIT-015")
            .title("git-sync gives up after the first failed pull")
            .because("a short outage of the git host restarts the container, and meanwhile its pod is not ready")
            .remedy("set -1, so that it never gives up, or allow some failures")
            .suggesting(-1)
            .source(GIT_SYNC_PAGE)
            .brokenBy(it -> it.gitSync(git -> git.maxFailures(0)))
            .brokenWhen(GIT.any(git -> git.maxFailures() == 0))
            .at("gitSync.maxFailures");

    static final Rule RESOURCES_ARE_VALID = Rule.error("GIT-016")
            .title("The resources of git-sync are not valid")
            .because("Kubernetes rejects every pod that has a git-sync container")
            .remedy("use amounts such as 50m or 64Mi, and no request above its limit")
            .source("https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/")
            .brokenBy(it -> it.gitSync(
                    git -> git.resources(Resources.requests("2", "64Mi").limits("1", "256Mi"))))
            .finds(GIT.at("resources", GitSync::resources)
                    .inValues("dags.gitSync.resources")
                    .finds(ResourceFaults::refused));

    static final Rule USER_NAME_IS_SET = Rule.error("GIT-017")
            .title("The user name for the repository is not valid")
            .because("the host asks for a user name, and git-sync has none")
            .remedy("set the user name; if the host checks only the token, any name works, such as x-access-token")
            .brokenBy(it -> it.gitSync(git -> git.repository("https://github.com/your-org/airflow-dags.git")
                    .access(GitAccess.httpsCredentials(" "))))
            .finds(GIT.given("access", git -> git.access().httpsCredentials())
                    .at("username")
                    .when(credentials -> credentials.username().isBlank(), credentials -> "the user name is empty"));

    static final Rule APP_NEEDS_HTTPS = Rule.error("GIT-018")
            .title("A GitHub App does not work with an SSH address")
            .because("git-sync gets a token for the app, and SSH takes none")
            .remedy("use the repository's HTTPS address")
            .source(GIT_SYNC_PAGE)
            .after("GIT-001")
            .brokenBy(it -> it.gitSync(git -> git.repository("git@github.com:your-org/airflow-dags.git")
                    .access(GitAccess.gitHubApp("Iv23liAbCdEfGhIjKlMn", 12345678, "github-app", "private-key"))))
            .finds(ACCESS.when(
                    address -> address.isSsh() && address.access().gitHubApp().isPresent(),
                    address -> "there is a GitHub App, but the address uses SSH"));

    static final Rule APP_IS_VALID = Rule.error("GIT-019")
            .title("The GitHub App is not valid")
            .because("git-sync exits with a usage error or gets no token, and the pods that need it do not start")
            .remedy("copy the app's client id or application id and the number of its installation from GitHub, and"
                    + " name an existing Secret and the key in it")
            .source("https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app")
            .brokenBy(it -> it.gitSync(git -> git.repository("https://github.com/your-org/airflow-dags.git")
                    .access(GitAccess.gitHubApp("Iv23liAbCdEfGhIjKlMn", 0, "github-app", "private-key"))))
            .finds(GIT.given("access", git -> git.access().gitHubApp()).finds(GitRules::faults));

    static final Rule APP_NEEDS_A_KEY_FROM_A_SECRET = Rule.error("GIT-020")
            .title("This chart cannot give git-sync the key of a GitHub App")
            .because("before 1.18.0 it takes no variable of git-sync from a Secret, and rejects the values")
            .remedy("use chart 1.18.0 or later, or another access")
            .source(DAGS_PAGE)
            .after("GIT-018", "GIT-019")
            .brokenBy(it -> it.chartVersion("1.17.0")
                    .airflowVersion("2.11.0")
                    .waive("HA-005", "this chart has no such budgets")
                    .gitSync(git -> git.repository("https://github.com/your-org/airflow-dags.git")
                            .access(GitAccess.gitHubApp(
                                    "Iv23liAbCdEfGhIjKlMn", 12345678, "github-app", "private-key"))))
            .finds(GIT.at("access")
                    .when(
                            (git, deployment) -> git.access().gitHubApp().isPresent()
                                    && deployment.chartVersion().isSupported()
                                    && !deployment.chartVersion().has("dags.gitSync.env[].valueFrom"),
                            (git, deployment) -> "a GitHub App with chart " + deployment.chartVersion()));

    static final Rule SYNC_TIMEOUT_IS_VALID = Rule.error("GIT-021")
            .title("The time for one pull is not valid")
            .because("git-sync rejects it, or cancels every pull before it has the DAG files")
            .remedy("use a value from 1 second to 1 day; the default is 120 seconds")
            .source(GIT_SYNC_PAGE)
            .brokenBy(it -> it.gitSync(git -> git.syncTimeout(Duration.ZERO)))
            .finds(GIT.at("syncTimeout", GitSync::syncTimeout)
                    .unless(isFrom(Duration.ofSeconds(1), Duration.ofDays(1)), timeout -> timeout + " for one pull"));

    static final Rule VARIABLES_ARE_THE_USERS = Rule.error("GIT-022")
            .title("A variable or volume of git-sync is not valid, or something else decides it")
            .because("the chart or Kubernetes rejects it, or git-sync does something else than the model says")
            .remedy(
                    "use the attribute where there is one; name variables with letters, digits and underscores; mount at an"
                            + " absolute path; use chart 1.18.0 or later for variables from Secrets and ConfigMaps")
            .source(GIT_SYNC_PAGE)
            .brokenBy(it -> it.gitSync(git -> git.variable(Variable.of("GITSYNC_DEPTH", "7"))))
            .finds(together(List.of(
                    GIT.each("variables", GitSync::variables).faults(GitRules::variableFault),
                    GIT.each("volumes", GitSync::volumes)
                            .faults((volume, deployment) -> Optional.of(volume)
                                    .filter(it -> it.source().isEmpty()
                                            && !PodRules.hasSource(
                                                    it.name(), deployment.pods().volumes()))
                                    .map(PodRules::withoutSource)
                                    .or(() -> PodRules.volumeFault(
                                            volume,
                                            Stream.concat(
                                                            deployment.pods().volumes().stream()
                                                                    .filter(other -> other.name()
                                                                            .equals(volume.name()))
                                                                    .map(other -> other.toBuilder()
                                                                            .mountPath("/")
                                                                            .build()),
                                                            deployment.gitSync().stream()
                                                                    .flatMap(git -> git.volumes().stream()))
                                                    .toList()))))));

    static final List<Rule> ALL = List.of(
            ADDRESS_IS_VALID,
            NO_PASSWORD_IN_ADDRESS,
            NO_PLAIN_HTTP,
            NO_PLAIN_HTTP_IN_THE_CLUSTER,
            KEY_NEEDS_SSH,
            CREDENTIALS_NEED_HTTPS,
            SSH_NEEDS_A_KEY,
            HOST_IS_VERIFIED,
            KNOWN_HOSTS_ARE_VALID,
            HOST_IS_KNOWN,
            REF_IS_VALID,
            SUB_PATH_IS_INSIDE,
            PERIOD_IS_VALID,
            PERIOD_IS_USUAL,
            NUMBERS_ARE_IN_RANGE,
            TOLERATES_FAILED_PULLS,
            RESOURCES_ARE_VALID,
            USER_NAME_IS_SET,
            APP_NEEDS_HTTPS,
            APP_IS_VALID,
            APP_NEEDS_A_KEY_FROM_A_SECRET,
            SYNC_TIMEOUT_IS_VALID,
            VARIABLES_ARE_THE_USERS);

    /** An address that can be read, and how git-sync logs in there. */
    private record Address(Parts parts, GitAccess access) {

        static Optional<Address> of(GitSync git) {
            return git.repository().parts().map(parts -> new Address(parts, git.access()));
        }

        boolean isSsh() {
            return parts.transport() == Transport.SSH;
        }
    }

    /** A host that git-sync goes to with a deploy key, and the host keys that come with that. */
    private record Host(String name, int port, KnownHosts known) {

        static Optional<Host> of(Address address) {
            return address.access()
                    .deployKey()
                    .map(key -> new Host(address.parts().host(), address.parts().port(), key.knownHosts()));
        }
    }

    private GitRules() {}

    private static boolean isPlain(Address address) {
        return address.parts().transport() == Transport.HTTP;
    }

    private static Optional<String> variableFault(Variable variable, AirflowDeployment deployment) {
        boolean isText = variable.match(literal -> true, key -> false, key -> false, field -> false);
        if (!VARIABLE.matcher(variable.name()).matches()) {
            return Optional.of("it has no valid name");
        }
        if (!isText
                && deployment.chartVersion().isSupported()
                && !deployment.chartVersion().has("dags.gitSync.env[].valueFrom")) {
            return Optional.of("chart " + deployment.chartVersion() + " takes texts only");
        }
        boolean isSaidTwice = deployment.gitSync().stream()
                        .flatMap(git -> git.variables().stream())
                        .filter(other -> other.name().equals(variable.name()))
                        .count()
                > 1;
        if (isSaidTwice) {
            return Optional.of(variable.name() + " is said twice");
        }
        return ExtraDecisions.ofGitSync(variable.name())
                .or(() -> DECIDED.entrySet().stream()
                        .filter(decided -> variable.name().startsWith(decided.getKey()))
                        .map(Map.Entry::getValue)
                        .findFirst())
                .map(attribute -> attribute + " decides " + variable.name());
    }

    private static boolean isAnonymous(GitAccess access) {
        return access.match(deployKey -> false, httpsCredentials -> false, app -> false, anonymous -> true);
    }

    private static Stream<Finding> faults(Part<GitAccess.GitHubApp> part) {
        GitAccess.GitHubApp app = part.value();
        List<Finding> faults = new ArrayList<>();
        if (!APP_ID.matcher(app.appId()).matches()) {
            faults.add(part.at("appId", "'" + app.appId() + "' is neither a client id nor an application id"));
        }
        if (app.installationId() < 1) {
            faults.add(part.at("installationId", app.installationId() + " is not the number of an installation"));
        }
        if (!KubernetesNames.isSubdomain(app.secretName())) {
            faults.add(part.at("secretName", KubernetesNames.describe(app.secretName())));
        }
        if (!KubernetesNames.isSecretKey(app.key())) {
            faults.add(part.at("key", "'" + app.key() + "' is not a key that a Secret can have"));
        }
        return faults.stream();
    }

    private static Predicate<Duration> isFrom(Duration shortest, Duration longest) {
        return duration -> duration.compareTo(shortest) >= 0 && duration.compareTo(longest) <= 0;
    }

    private static boolean isInside(String path) {
        String folder = path.replaceAll("^/|/$", "");
        return folder.isEmpty()
                || folder.indexOf('\\') < 0 && Stream.of(folder.split("/", -1)).allMatch(GitRules::isFolder);
    }

    private static boolean isFolder(String name) {
        return !name.isBlank() && name.equals(name.strip()) && !name.equals("..");
    }
}
