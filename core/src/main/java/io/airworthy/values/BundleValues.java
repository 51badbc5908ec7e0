package io.airworthy.values;

import static io.airworthy.values.Part.DEPLOYMENT;

import io.airworthy.AirflowDeploymentBuilder;
import io.airworthy.dags.DagBundle;
import io.airworthy.frozen.Tree;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    private static Map<String, Object> tree(DagBundle bundle, UnaryOperator<String> text) {
        Map<String, Object> arguments = new LinkedHashMap<>();
        String classPath = bundle.match(
                git -> {
                    arguments.put("tracking_ref", text.apply(git.ref().name()));
                    if (!git.subdir().isEmpty()) {
                        arguments.put("subdir", text.apply(git.subdir()));
                    }
                    git.connectionId().ifPresent(id -> arguments.put("git_conn_id", text.apply(id)));
                    git.repositoryUrl().ifPresent(url -> arguments.put("repo_url", text.apply(url)));
                    return GIT;
                },
                s3 -> {
                    bucket(arguments, text, s3.bucket(), s3.prefix());
                    s3.connectionId().ifPresent(id -> arguments.put("aws_conn_id", text.apply(id)));
                    return S3;
                },
                gcs -> {
                    bucket(arguments, text, gcs.bucket(), gcs.prefix());
                    gcs.connectionId().ifPresent(id -> arguments.put("gcp_conn_id", text.apply(id)));
                    return GCS;
                },
                local -> {
                    local.path().ifPresent(path -> arguments.put("path", text.apply(path)));
                    return LOCAL;
                });
        bundle.refreshInterval()
                .ifPresent(interval -> arguments.put("refresh_interval", PodValues.whole(interval.toSeconds())));
        return Tree.of("name", text.apply(bundle.name()), "classpath", classPath, "kwargs", arguments);
    }

    private static void bucket(
            Map<String, Object> arguments, UnaryOperator<String> text, String bucket, String prefix) {
        arguments.put("bucket_name", text.apply(bucket));
        if (!prefix.isEmpty()) {
            arguments.put("prefix", text.apply(prefix));
        }
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
        Optional<Duration> interval = Optional.ofNullable(arguments.get("refresh_interval"))
                .flatMap(Format::wholeNumber)
                .map(Duration::ofSeconds);
        String bucket = arguments.getOrDefault("bucket_name", "");
        String prefix = arguments.getOrDefault("prefix", "");
        return switch (classPath) {
            case GIT ->
                Stream.of(DagBundle.GitBundle.builder()
                        .name(name)
                        .ref(DagValues.ref(arguments.getOrDefault("tracking_ref", "")))
                        .subdir(arguments.getOrDefault("subdir", ""))
                        .connectionId(Optional.ofNullable(arguments.get("git_conn_id")))
                        .repositoryUrl(Optional.ofNullable(arguments.get("repo_url")))
                        .refreshInterval(interval)
                        .build());
            case S3 ->
                Stream.of(DagBundle.S3Bundle.builder()
                        .name(name)
                        .bucket(bucket)
                        .prefix(prefix)
                        .connectionId(Optional.ofNullable(arguments.get("aws_conn_id")))
                        .refreshInterval(interval)
                        .build());
            case GCS ->
                Stream.of(DagBundle.GcsBundle.builder()
                        .name(name)
                        .bucket(bucket)
                        .prefix(prefix)
                        .connectionId(Optional.ofNullable(arguments.get("gcp_conn_id")))
                        .refreshInterval(interval)
                        .build());
            case LOCAL ->
                Stream.of(DagBundle.LocalBundle.builder()
                        .name(name)
                        .path(Optional.ofNullable(arguments.get("path")))
                        .refreshInterval(interval)
                        .build());
            default -> Stream.empty();
        };
    }
}
