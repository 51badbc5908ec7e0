package io.airworthy.rules;

import static io.airworthy.rules.Subject.DEPLOYMENT;

import io.airworthy.AirflowDeployment;
import io.airworthy.configuration.AirflowTrait;
import io.airworthy.dags.DagBundle;
import io.airworthy.dags.GitRef;
import io.airworthy.rules.Subject.Part;
import io.airworthy.validation.Finding;
import io.airworthy.validation.Rule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The sources of DAG files that Airflow reads itself. */
final class BundleRules {

    private static final String PAGE =
            "https://airflow.apache.org/docs/apache-airflow/stable/administration-and-deployment/dag-bundles.html";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,200}");

    private static final Pattern CONNECTION_ID = Pattern.compile("[\\w.:/()#-]{1,200}");

    private static final Subject<DagBundle> BUNDLES = DEPLOYMENT.each("dagBundles", AirflowDeployment::dagBundles);

    static final Rule AIRFLOW_HAS_BUNDLES = Rule.error("DAG-001")
            .title("This Airflow has no DAG bundles")
            .because("Airflow 2 ignores the option and reads only its dags_folder, so no DAG appears")
            .remedy("use gitSync, or Airflow 3")
            .source(PAGE)
            .after("VER-002")
            .brokenBy(it -> it.airflowVersion("2.11.0")
                    .gitSync(Optional.empty())
                    .dagBundle(DagBundle.git("sales", GitRef.branch("main"), "git_sales")))
            .brokenWhen(deployment -> !deployment.dagBundles().isEmpty()
                    && deployment.airflowVersion().isRelease()
                    && !AirflowTrait.DAG_BUNDLES.isIn(deployment.airflowVersion()))
            .at("dagBundles");

    static final Rule NAMES_ARE_UNIQUE = Rule.error("DAG-002")
            .title("Two DAG bundles have the same name")
            .because("Airflow refuses to start with them")
            .remedy("give each bundle a name of its own")
            .source(PAGE)
            .brokenBy(it -> it.gitSync(Optional.empty())
                    .dagBundle(DagBundle.git("dags", GitRef.branch("main"), "git_sales"))
                    .dagBundle(DagBundle.git("dags", GitRef.branch("main"), "git_finance")))
            .brokenWhen(deployment -> deployment.dagBundles().stream()
                            .map(DagBundle::name)
                            .distinct()
                            .count()
                    < deployment.dagBundles().size())
            .at("dagBundles");

    static final Rule BUNDLES_ARE_VALID = Rule.error("DAG-003")
            .title("A DAG bundle is not valid")
            .because("the DAG processor cannot load it, and its DAGs do not appear")
            .remedy("use a name of letters, digits, dashes, dots and underscores; a branch, tag or commit; folders"
                    + " without slashes around them; the names of buckets alone; and an interval of at least one"
                    + " second. Credentials belong in the connection")
            .source(PAGE)
            .brokenBy(it -> it.gitSync(Optional.empty()).dagBundle(DagBundle.git("sales", GitRef.head(), "git_sales")))
            .finds(BUNDLES.finds(BundleRules::faults));

    static final Rule PULLED_FILES_ARE_READ = Rule.error("DAG-004")
            .title("No DAG bundle reads the files that git-sync or the volume brings")
            .because("Airflow reads the bundles in the list and nothing else, so these DAGs do not appear")
            .remedy("add DagBundle.local(name), or remove gitSync or dagVolume")
            .source(PAGE)
            .brokenBy(it -> it.dagBundle(DagBundle.git("sales", GitRef.branch("main"), "git_sales")))
            .brokenWhen(deployment -> (deployment.gitSync().isPresent()
                            || deployment.dagVolume().isPresent())
                    && !deployment.dagBundles().isEmpty()
                    && deployment.dagBundles().stream()
                            .noneMatch(bundle -> bundle.match(git -> false, s3 -> false, gcs -> false, local -> true)))
            .at("dagBundles");

    static final List<Rule> ALL =
            List.of(AIRFLOW_HAS_BUNDLES, NAMES_ARE_UNIQUE, BUNDLES_ARE_VALID, PULLED_FILES_ARE_READ);

    private BundleRules() {}

    private static Stream<Finding> faults(Part<DagBundle> part) {
        List<Finding> faults = new ArrayList<>();
        DagBundle bundle = part.value();
        if (!NAME.matcher(bundle.name()).matches()) {
            faults.add(part.at("name", "it is not a valid name"));
        }
        bundle.refreshInterval()
                .filter(interval -> interval.compareTo(Duration.ofSeconds(1)) < 0)
                .ifPresent(interval -> faults.add(part.at("refreshInterval", "'" + interval + "' is too short")));
        bundle.match(
                git -> {
                    if (git.ref().kind() == GitRef.Kind.HEAD || git.ref().name().isBlank()) {
                        faults.add(part.at("ref", "a bundle needs a branch, a tag or a commit"));
                    }
                    folder(faults, part, "subdir", git.subdir());
                    connection(faults, part, git.connectionId());
                    git.repositoryUrl()
                            .filter(url ->
                                    url.isBlank() || SecretLooks.shown(url).isPresent())
                            .ifPresent(url -> faults.add(
                                    part.at("repositoryUrl", url.isBlank() ? "it is empty" : "it contains a login")));
                    return faults;
                },
                s3 -> bucket(faults, part, LogStores.isS3(s3.bucket()), s3.prefix(), s3.connectionId()),
                gcs -> bucket(faults, part, LogStores.isGcs(gcs.bucket()), gcs.prefix(), gcs.connectionId()),
                local -> {
                    local.path()
                            .filter(path -> !path.startsWith("/"))
                            .ifPresent(path -> faults.add(part.at("path", "'" + path + "' is not an absolute path")));
                    return faults;
                });
        return faults.stream();
    }

    private static List<Finding> bucket(
            List<Finding> faults, Part<DagBundle> part, boolean isBucket, String prefix, Optional<String> connection) {
        if (!isBucket) {
            faults.add(part.at("bucket", "it is not the name of a bucket"));
        }
        folder(faults, part, "prefix", prefix);
        connection(faults, part, connection);
        return faults;
    }

    private static void folder(List<Finding> faults, Part<DagBundle> part, String attribute, String folder) {
        if (!LoggingRules.isFolder(folder)) {
            faults.add(part.at(attribute, "'" + folder + "' is not a valid folder"));
        }
    }

    private static void connection(List<Finding> faults, Part<DagBundle> part, Optional<String> id) {
        id.filter(text -> !CONNECTION_ID.matcher(text).matches())
                .ifPresent(text -> faults.add(part.at("connectionId", "it is not a valid connection id")));
    }
}
