package io.airworthy.values;

import static io.airworthy.values.Part.DEPLOYMENT;

import io.airworthy.AirflowDeployment;
import io.airworthy.AirflowDeploymentBuilder;
import io.airworthy.dags.GitAccess;
import io.airworthy.dags.GitRef;
import io.airworthy.dags.GitRepository;
import io.airworthy.dags.GitSync;
import io.airworthy.dags.GitSyncBuilder;
import io.airworthy.dags.KnownHosts;
import io.airworthy.dags.Submodules;
import io.airworthy.frozen.Tree;
import io.airworthy.material.Purpose;
import io.airworthy.release.Workloads;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The DAG files' way into the cluster. */
final class DagValues {

    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");

    private static final Pattern SECONDS = Pattern.compile("(\\d{1,12})(?:\\.(\\d{1,9}))?s?");

    private static final Part<GitSync, GitSyncBuilder> GIT = DEPLOYMENT.optionalPart(
            "gitSync",
            AirflowDeployment::gitSync,
            AirflowDeploymentBuilder::gitSync,
            GitSync::toBuilder,
            GitSyncBuilder::build);

    /** The user of git-sync's image. */
    private static final int GIT_SYNC_USER = 65533;

    private static final String VARIABLES = "dags.gitSync.env";

    private static final String APP = "GITSYNC_GITHUB_APP_";

    private static final Set<String> OWN = Set.of("GITSYNC_SUBMODULES", "GITSYNC_SYNC_TIMEOUT");

    private static final Attribute<Duration> PERIOD = GIT.attribute("period", GitSync::period, GitSyncBuilder::period);

    /** As the chart has it. */
    private static final String KEY_VOLUME = "git-sync-ssh-key";

    private static final int READABLE_BY_GROUP = 0440;

    static final Subject ALL = Subject.of(
            deployment -> isFromGit(deployment)
                    ? "DAG files come from git. git-sync prefers the branch and ignores a ref alone, so both have the same"
                            + " value."
                    : deployment.dagVolume().isPresent()
                            ? "DAG files are on a volume that the pods share."
                            : "DAG files are in the image.",
            VolumeValues.DAGS,
            Setting.of(
                            DEPLOYMENT.optional(
                                    "dagFolder", AirflowDeployment::dagFolder, AirflowDeploymentBuilder::dagFolder),
                            "dags.mountPath",
                            Format.TEXT)
                    .alone(),
            Setting.fixed("dags.persistence.enabled", false)
                    .when(deployment ->
                            isFromGit(deployment) && deployment.dagVolume().isEmpty()),
            Setting.of(
                    "gitSync",
                    values -> {
                        if (isFromGit(values.deployment())) {
                            values.put("dags.gitSync.enabled", true);
                        }
                    },
                    DagValues::readEnabled,
                    "dags.gitSync.enabled"),
            Setting.of(
                            GIT.attribute("repository", GitSync::repository, (git, it) -> git.repository(it.address())),
                            "dags.gitSync.repo",
                            Format.VARIABLE.as(GitRepository::address, GitRepository::of))
                    .orVariable("REPO"),
            Setting.of(
                            GIT.attribute("ref", GitSync::ref, GitSyncBuilder::ref),
                            DagValues::writeRef,
                            DagValues::readRef,
                            "dags.gitSync.ref",
                            "dags.gitSync.branch",
                            "dags.gitSync.rev")
                    .orVariable("REF", "REV", "BRANCH"),
            // Its one reader is airflow.cfg, in [core] dags_folder.
            Setting.of(
                    GIT.attribute("subPath", GitSync::subPath, GitSyncBuilder::subPath),
                    (values, path) -> values.put("dags.gitSync.subPath", ChartText.interpolated(path)),
                    values -> values.find("dags.gitSync.subPath")
                            .map(path -> ChartText.fromInterpolated(path.toString())),
                    "dags.gitSync.subPath"),
            Setting.of(
                            PERIOD,
                            (values, period) -> values.put("dags.gitSync.period", seconds(period)),
                            values -> values.findAsNamed("dags.gitSync.wait")
                                    .or(() -> values.find("dags.gitSync.period"))
                                    .flatMap(DagValues::duration),
                            "dags.gitSync.period",
                            "dags.gitSync.wait")
                    .orVariable("PERIOD", "WAIT"),
            Setting.of(
                            GIT.attribute("depth", GitSync::depth, GitSyncBuilder::depth),
                            "dags.gitSync.depth",
                            Format.INTEGER)
                    .orVariable("DEPTH"),
            Setting.of(
                            GIT.attribute("maxFailures", GitSync::maxFailures, GitSyncBuilder::maxFailures),
                            "dags.gitSync.maxFailures",
                            Format.INTEGER)
                    .orVariable("MAX_FAILURES", "MAX_SYNC_FAILURES"),
            variable(
                    GIT.attribute("submodules", GitSync::submodules, GitSyncBuilder::submodules),
                    "GITSYNC_SUBMODULES",
                    Submodules.RECURSIVE,
                    Format.oneOf(Submodules.values())),
            variable(
                    GIT.attribute("syncTimeout", GitSync::syncTimeout, GitSyncBuilder::syncTimeout),
                    "GITSYNC_SYNC_TIMEOUT",
                    Duration.ofSeconds(120),
                    new Format<>(DagValues::seconds, DagValues::duration)),
            Setting.of(
                            GIT.optional("access.gitHubApp", git -> git.access().gitHubApp(), GitSyncBuilder::access),
                            DagValues::writeApp,
                            DagValues::readApp,
                            VARIABLES)
                    .alone(),
            Setting.secret("dags.gitSync.sshKeySecret", Purpose.GIT_SSH),
            Setting.derived(DagValues::writeKeyOfSchedulers, "scheduler.extraVolumes"),
            Setting.secret("dags.gitSync.credentialsSecret", Purpose.GIT_HTTPS),
            Setting.derived(DagValues::writeKnownHosts, "dags.gitSync.knownHosts")
                    .ofAttribute("gitSync.access")
                    .orVariable(
                            "SSH",
                            "SSH_KEY_FILE",
                            "SSH_KNOWN_HOSTS",
                            "SSH_KNOWN_HOSTS_FILE",
                            "USERNAME",
                            "PASSWORD",
                            "PASSWORD_FILE"),
            Setting.of(
                            GIT.attribute("resources", GitSync::resources, GitSyncBuilder::resources),
                            "dags.gitSync.resources",
                            Format.RESOURCES)
                    .alone(),
            Setting.of(
                            GIT.optional("variables", git -> Format.some(git.variables()), GitSyncBuilder::variables),
                            (values, variables) -> variables.forEach(
                                    variable -> values.append(VARIABLES, PodValues.variable(variable))),
                            values -> Format.some(
                                    Tree.listOrEmpty(values.find(VARIABLES).orElse(null)).stream()
                                            .flatMap(element -> PodValues.variable(element).stream())
                                            .filter(variable -> !isOwn(variable.name()))
                                            .toList()),
                            VARIABLES)
                    .alone(),
            PodValues.volumes(
                            GIT.optional("volumes", git -> Format.some(git.volumes()), GitSyncBuilder::volumes),
                            "volumes",
                            "dags.gitSync.extraVolumeMounts")
                    .alone(),
            Setting.derived(DagValues::writeContext, "dags.gitSync.securityContexts.container"),
            Setting.fixed("dags.gitSync.recommendedProbeSetting", true).when(DagValues::hasProbes),
            Setting.fixed("dags.gitSync.livenessProbe.enabled", true).when(DagValues::hasProbes));

    private DagValues() {}

    /** The chart takes no context for it from all pods, and leaves out its own uid where it is given one. */
    private static void writeContext(ValuesDraft values) {
        values.deployment()
                .pods()
                .securityContexts()
                .filter(contexts -> isFromGit(values.deployment()))
                .ifPresent(contexts -> {
                    Map<String, Object> context = new TreeMap<>(contexts.container());
                    if (contexts.pod().containsKey("runAsUser") || context.containsKey("runAsUser")) {
                        context.put("runAsUser", GIT_SYNC_USER);
                    }
                    values.put("dags.gitSync.securityContexts.container", ExtraValues.inOrder(context));
                });
    }

    private static boolean isFromGit(AirflowDeployment deployment) {
        return deployment.gitSync().isPresent();
    }

    private static boolean hasProbes(AirflowDeployment deployment) {
        return isFromGit(deployment) && deployment.chartVersion().has("dags.gitSync.recommendedProbeSetting");
    }

    private static AirflowDeployment readEnabled(AirflowDeployment deployment, Given values) {
        return isFromGit(deployment) || !values.isTrue("dags.gitSync.enabled")
                ? deployment
                : deployment.toBuilder()
                        .gitSync(GitSync.builder()
                                .repository(values.text("dags.gitSync.repo").orElse(""))
                                .access(readAccess(values))
                                .build())
                        .build();
    }

    /** Values tell by what git-sync logs in, and only the Secret knows the rest. */
    private static GitAccess readAccess(Given values) {
        return values.text("dags.gitSync.sshKeySecret").isPresent()
                ? GitAccess.deployKey(values.text("dags.gitSync.knownHosts")
                        .map(KnownHosts::of)
                        .orElseGet(KnownHosts::none))
                : values.text("dags.gitSync.credentialsSecret").isPresent()
                        ? GitAccess.httpsCredentials("git")
                        : GitAccess.anonymous();
    }

    /** An option that the chart has no key for. Where it is as git-sync has it anyway, nobody needs to read it. */
    private static <T> Setting variable(Attribute<T> attribute, String name, T ofGitSync, Format<T> format) {
        return Setting.of(
                        attribute,
                        (values, value) -> {
                            if (!value.equals(ofGitSync)) {
                                values.append(
                                        VARIABLES,
                                        ValuesDraft.variable(
                                                name,
                                                format.write().apply(value).toString()));
                            }
                        },
                        values -> text(values, name).flatMap(format.read()),
                        VARIABLES)
                .alone();
    }

    /** Whether an attribute of its own says what a variable says. */
    static boolean isOwn(String variable) {
        return variable.startsWith(APP) || OWN.contains(variable);
    }

    private static Optional<String> text(Given values, String variable) {
        return values.variable(VARIABLES, variable)
                .flatMap(given -> Optional.ofNullable(given.get("value")))
                .flatMap(Format.VARIABLE.read());
    }

    private static void writeApp(ValuesDraft values, GitAccess.GitHubApp app) {
        values.append(
                VARIABLES,
                ValuesDraft.variable(APP + (app.hasApplicationId() ? "APPLICATION_ID" : "CLIENT_ID"), app.appId()));
        values.append(VARIABLES, ValuesDraft.variable(APP + "INSTALLATION_ID", Long.toString(app.installationId())));
        values.append(
                VARIABLES, ValuesDraft.variable(APP + "PRIVATE_KEY", "secretKeyRef", app.secretName(), app.key()));
    }

    /** Empty where more than the private key is in a Secret, which only the values can say. */
    private static Optional<GitAccess.GitHubApp> readApp(Given values) {
        Optional<String> id = text(values, APP + "APPLICATION_ID").or(() -> text(values, APP + "CLIENT_ID"));
        Optional<Long> installation = text(values, APP + "INSTALLATION_ID").flatMap(Format::wholeNumber);
        Map<?, ?> key = values.variable(VARIABLES, APP + "PRIVATE_KEY")
                .<Map<?, ?>>map(Tree::mapOrEmpty)
                .flatMap(given -> Tree.find(given, "valueFrom.secretKeyRef"))
                .<Map<?, ?>>map(Tree::mapOrEmpty)
                .orElse(Map.of());
        return id.flatMap(app -> installation.flatMap(number -> Tree.text(key.get("name"))
                .flatMap(secret ->
                        Tree.text(key.get("key")).map(name -> GitAccess.gitHubApp(app, number, secret, name)))));
    }

    /**
     * Where DAG files are on a volume, the chart gives schedulers git-sync without the volume of its key.
     *
     * @see <a href="https://github.com/apache/airflow/issues/51803">Issue 51803</a>
     */
    private static void writeKeyOfSchedulers(ValuesDraft values) {
        AirflowDeployment deployment = values.deployment();
        Workloads workloads = deployment.release().workloads();
        if (deployment.dagVolume().isPresent() && workloads.withGitSync().contains(workloads.scheduler())) {
            values.catalogue()
                    .find(Purpose.GIT_SSH)
                    .ifPresent(secret -> values.append(
                            "scheduler.extraVolumes",
                            Tree.of(
                                    "name",
                                    KEY_VOLUME,
                                    "secret",
                                    Tree.of("secretName", secret.name(), "defaultMode", READABLE_BY_GROUP))));
        }
    }

    private static void writeKnownHosts(ValuesDraft values) {
        values.deployment()
                .gitSync()
                .flatMap(git -> git.access().deployKey())
                .map(GitAccess.DeployKey::knownHosts)
                .filter(hosts -> !hosts.isEmpty())
                .ifPresent(hosts -> values.put("dags.gitSync.knownHosts", hosts.text()));
    }

    /** As Go writes durations, which may have fractions. */
    private static String seconds(Duration period) {
        return BigDecimal.valueOf(period.toSeconds())
                        .add(BigDecimal.valueOf(period.toNanosPart(), 9))
                        .stripTrailingZeros()
                        .toPlainString()
                + "s";
    }

    private static Optional<Duration> duration(Object given) {
        Matcher seconds = SECONDS.matcher(given.toString());
        return seconds.matches()
                ? Optional.of(Duration.ofSeconds(Long.parseLong(seconds.group(1)))
                        .plusNanos(
                                seconds.group(2) == null
                                        ? 0
                                        : new BigDecimal("0." + seconds.group(2))
                                                .movePointRight(9)
                                                .longValue()))
                : Optional.empty();
    }

    private static void writeRef(ValuesDraft values, GitRef ref) {
        // Without a branch the rev counts, and only HEAD is right there.
        boolean isHead = ref.kind() == GitRef.Kind.HEAD;
        String name = ChartText.variable(ref.name());
        values.put("dags.gitSync.ref", name);
        values.put("dags.gitSync.branch", isHead ? "" : name);
        values.put("dags.gitSync.rev", "HEAD");
    }

    /** Whether a name is a branch's or a tag's, values do not tell. */
    private static Optional<GitRef> readRef(Given values) {
        return values.find("dags.gitSync.branch")
                .filter(branch -> !branch.equals(""))
                .or(() -> values.find("dags.gitSync.ref"))
                .map(given -> ChartText.fromVariable(given.toString()))
                .map(DagValues::ref);
    }

    /** What a name stands for, as far as the name itself tells. */
    static GitRef ref(String name) {
        return name.equals("HEAD")
                ? GitRef.head()
                : COMMIT.matcher(name).matches() ? GitRef.commit(name) : GitRef.branch(name);
    }
}
