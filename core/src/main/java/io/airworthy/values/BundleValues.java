package io.airworthy.values;

import static io.airworthy.values.Part.DEPLOYMENT;

import io.airworthy.AirflowDeploymentBuilder;
import io.airworthy.dags.DagBundle;
import io.airworthy.dags.GcsBundleBuilder;
import io.airworthy.dags.GitBundleBuilder;
import io.airworthy.dags.GitRef;
import io.airworthy.dags.LocalBundleBuilder;
import io.airworthy.dags.S3BundleBuilder;
import io.airworthy.frozen.Tree;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The DAG bundles: a key of newer charts, an option with JSON in older ones.
 *
 * @see <a href="https://airflow.apache.org/docs/apache-airflow/stable/configurations-ref.html#dag-bundle-config-list">dag_bundle_config_list</a>
 */
final class BundleValues {

    private static final String KEY = "dagProcessor.dagBundleConfigList";
    private static final String OPTION = "dag_processor.dag_bundle_config_list";

    private static final String GIT = "airflow.providers.git.bundles.git.GitDagBundle";
    private static final String S3 = "airflow.providers.amazon.aws.bundles.s3.S3DagBundle";
    private static final String GCS = "airflow.providers.google.cloud.bundles.gcs.GCSDagBundle";
    private static final String LOCAL = "airflow.dag_processing.bundles.local.LocalDagBundle";

    private static final String STRING = "\"([^\"\\\\]*(?:\\\\.[^\"\\\\]*)*)\"";

    private static final Pattern MEMBER = Pattern.compile(STRING + ": (?:" + STRING + "|(\\d{1,18}))");

    private static final Pattern BUNDLE = Pattern.compile("\\{\"name\": " + STRING + ", \"classpath\": " + STRING
            + ", \"kwargs\": \\{((?:[^{}\"]+|" + STRING + ")*)\\}\\}");

    private static final Attribute<List<DagBundle>> BUNDLES = DEPLOYMENT.optional(
            "dagBundles", deployment -> Format.some(deployment.dagBundles()), AirflowDeploymentBuilder::dagBundles);

    /** Text where some is said. */
    private static final Format<String> TEXT = new Format<>(text -> text, given -> Optional.of(given.toString()));

    private static final Format<Duration> INTERVAL = new Format<>(
            interval -> PodValues.whole(interval.toSeconds()),
            given -> Format.wholeNumber(given.toString()).map(Duration::ofSeconds));

    private static final Fields<DagBundle.GitBundle, GitBundleBuilder> GIT_ARGUMENTS = Fields.of(
                    DagBundle.GitBundle::builder, GitBundleBuilder::build)
            .and(
                    "tracking_ref",
                    it -> Optional.of(it.ref()),
                    GitBundleBuilder::ref,
                    TEXT.as(GitRef::name, DagValues::ref))
            .and("subdir", it -> said(it.subdir()), GitBundleBuilder::subdir, TEXT)
            .and("git_conn_id", DagBundle.GitBundle::connectionId, GitBundleBuilder::connectionId, TEXT)
            .and("repo_url", DagBundle.GitBundle::repositoryUrl, GitBundleBuilder::repositoryUrl, TEXT)
            .and("refresh_interval", DagBundle::refreshInterval, GitBundleBuilder::refreshInterval, INTERVAL);

    private static final Fields<DagBundle.S3Bundle, S3BundleBuilder> S3_ARGUMENTS = Fields.of(
                    DagBundle.S3Bundle::builder, S3BundleBuilder::build)
            .and("bucket_name", it -> Optional.of(it.bucket()), S3BundleBuilder::bucket, TEXT)
            .and("prefix", it -> said(it.prefix()), S3BundleBuilder::prefix, TEXT)
            .and("aws_conn_id", DagBundle.S3Bundle::connectionId, S3BundleBuilder::connectionId, TEXT)
            .and("refresh_interval", DagBundle::refreshInterval, S3BundleBuilder::refreshInterval, INTERVAL);

    private static final Fields<DagBundle.GcsBundle, GcsBundleBuilder> GCS_ARGUMENTS = Fields.of(
                    DagBundle.GcsBundle::builder, GcsBundleBuilder::build)
            .and("bucket_name", it -> Optional.of(it.bucket()), GcsBundleBuilder::bucket, TEXT)
            .and("prefix", it -> said(it.prefix()), GcsBundleBuilder::prefix, TEXT)
            .and("gcp_conn_id", DagBundle.GcsBundle::connectionId, GcsBundleBuilder::connectionId, TEXT)
            .and("refresh_interval", DagBundle::refreshInterval, GcsBundleBuilder::refreshInterval, INTERVAL);

    private static final Fields<DagBundle.LocalBundle, LocalBundleBuilder> LOCAL_ARGUMENTS = Fields.of(
                    DagBundle.LocalBundle::builder, LocalBundleBuilder::build)
            .and("path", DagBundle.LocalBundle::path, LocalBundleBuilder::path, TEXT)
            .and("refresh_interval", DagBundle::refreshInterval, LocalBundleBuilder::refreshInterval, INTERVAL);

    static final Setting OPTIONS = Setting.of(
                    BUNDLES,
                    (values, bundles) -> {
                        if (!values.has(KEY)) {
                            values.putOption(
                                    OPTION,
                                    Json.of(bundles.stream()
                                            .map(bundle -> tree(bundle, text -> text))
                                            .toList()));
                        }
                    },
                    BundleValues::read,
                    "config." + OPTION,
                    KEY)
            .alone();

    /** Airflow interpolates what the chart makes of it. */
    static final Setting LIST = Setting.derived(
            values -> BUNDLES.get()
                    .apply(values.deployment())
                    .filter(bundles -> values.has(KEY))
                    .ifPresent(bundles -> values.put(
                            KEY,
                            bundles.stream()
                                    .map(bundle -> tree(bundle, ChartText::interpolated))
                                    .toList())),
            KEY);

    private BundleValues() {}

    private static Optional<String> said(String text) {
        return Optional.of(text).filter(it -> !it.isEmpty());
    }

    private static Map<String, Object> tree(DagBundle bundle, UnaryOperator<String> text) {
        Map<String, Object> arguments =
                bundle.match(GIT_ARGUMENTS::write, S3_ARGUMENTS::write, GCS_ARGUMENTS::write, LOCAL_ARGUMENTS::write);
        arguments.replaceAll((name, value) -> Tree.text(value).<Object>map(text).orElse(value));
        return Tree.of(
                "name",
                text.apply(bundle.name()),
                "classpath",
                bundle.match(git -> GIT, s3 -> S3, gcs -> GCS, local -> LOCAL),
                "kwargs",
                arguments);
    }

    private static Optional<List<DagBundle>> read(Given values) {
        List<DagBundle> bundles = new ArrayList<>();
        Tree.listOrEmpty(values.find(KEY).orElse(null)).stream()
                .map(Tree::mapOrEmpty)
                .flatMap(bundle -> {
                    Map<String, String> arguments = new LinkedHashMap<>();
                    Tree.mapOrEmpty(bundle.get("kwargs"))
                            .forEach((name, value) -> arguments.put(
                                    String.valueOf(name), ChartText.fromInterpolated(String.valueOf(value))));
                    return bundle(
                            ChartText.fromInterpolated(String.valueOf(bundle.get("name"))),
                            String.valueOf(bundle.get("classpath")),
                            arguments);
                })
                .forEach(bundles::add);
        if (bundles.isEmpty()) {
            BUNDLE.matcher(values.option(OPTION).orElse(""))
                    .results()
                    .flatMap(found -> {
                        Map<String, String> arguments = new LinkedHashMap<>();
                        MEMBER.matcher(found.group(3))
                                .results()
                                .forEach(member -> arguments.put(
                                        member.group(1),
                                        member.group(2) == null ? member.group(3) : unescaped(member.group(2))));
                        return bundle(unescaped(found.group(1)), found.group(2), arguments);
                    })
                    .forEach(bundles::add);
        }
        return Format.some(bundles);
    }

    private static String unescaped(String text) {
        return text.replaceAll("\\\\(.)", "$1");
    }

    /** A class that the model does not know is nothing that it could say. */
    private static Stream<DagBundle> bundle(String name, String classPath, Map<String, String> arguments) {
        Function<String, Optional<Object>> given = key -> Optional.ofNullable(arguments.get(key));
        return switch (classPath) {
            case GIT ->
                Stream.of(GIT_ARGUMENTS
                        .readInto(DagBundle.GitBundle.builder().name(name).ref(GitRef.branch("")), given)
                        .build());
            case S3 ->
                Stream.of(S3_ARGUMENTS
                        .readInto(DagBundle.S3Bundle.builder().bucket("").name(name), given)
                        .build());
            case GCS ->
                Stream.of(GCS_ARGUMENTS
                        .readInto(DagBundle.GcsBundle.builder().bucket("").name(name), given)
                        .build());
            case LOCAL ->
                Stream.of(LOCAL_ARGUMENTS
                        .readInto(DagBundle.LocalBundle.builder().name(name), given)
                        .build());
            default -> Stream.empty();
        };
    }
}
