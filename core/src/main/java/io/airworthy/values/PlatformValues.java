package io.airworthy.values;

import static io.airworthy.values.Part.DEPLOYMENT;

import io.airworthy.AirflowDeployment;
import io.airworthy.AirflowDeploymentBuilder;
import io.airworthy.AirflowImage;
import io.airworthy.AirflowImageBuilder;
import io.airworthy.ChartImage;
import io.airworthy.ContainerImage;
import io.airworthy.Executor;
import io.airworthy.PullPolicy;
import io.airworthy.configuration.AirflowVersion;
import io.airworthy.frozen.Tree;
import io.airworthy.pods.Pods;
import io.airworthy.pods.PodsBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What runs: versions, image, executor. */
final class PlatformValues {

    private static final String TASK_REPOSITORY = "kubernetes_executor.worker_container_repository";
    private static final String TASK_NAMESPACE = "kubernetes_executor.namespace";
    private static final String FLOWER_TAG = "images.flower.tag";
    private static final String TASK_TAG = "kubernetes_executor.worker_container_tag";

    private static final Part<AirflowImage, AirflowImageBuilder> IMAGE = DEPLOYMENT.part(
            "image",
            AirflowDeployment::image,
            AirflowDeploymentBuilder::image,
            AirflowImage::toBuilder,
            AirflowImageBuilder::build);

    private static final Attribute<AirflowVersion> AIRFLOW_VERSION = DEPLOYMENT.attribute(
            "airflowVersion", AirflowDeployment::airflowVersion, (it, version) -> it.airflowVersion(version.text()));

    private static final Attribute<List<Executor>> EXECUTORS =
            DEPLOYMENT.attribute("executors", AirflowDeployment::executors, AirflowDeploymentBuilder::executors);

    /** The tag that counts; the model leaves it out where it is the version. */
    private static final Attribute<String> TAG = new Attribute<>(
            "image.tag",
            deployment -> deployment
                    .image()
                    .tag()
                    .or(() -> Optional.of(deployment.airflowVersion().text())),
            (deployment, tag) -> IMAGE.place()
                    .with()
                    .apply(deployment, deployment.image().toBuilder().tag(tag).build()));

    private static final Attribute<String> NAMESPACE = new Attribute<>(
            "namespace",
            deployment -> Optional.of(deployment.namespace()),
            (deployment, namespace) -> deployment.rbac().multiNamespaceMode()
                    ? deployment
                    : deployment.toBuilder().namespace(namespace).build());

    static final Subject ALL = Subject.of(
            "Versions and image. airflowVersion decides which components the chart renders, so it is always a plain"
                    + " release number; the image tag may differ.",
            Setting.of(AIRFLOW_VERSION, "airflowVersion", Format.textOf(AirflowVersion::text, AirflowVersion::of)),
            fullName(),
            image(
                    IMAGE.attribute("repository", AirflowImage::repository, AirflowImageBuilder::repository),
                    "defaultAirflowRepository",
                    "images.airflow.repository"),
            Setting.of(
                    TAG,
                    (values, tag) -> values.put("defaultAirflowTag", tag),
                    PlatformValues::tag,
                    "defaultAirflowTag",
                    "images.airflow.tag",
                    "airflowVersion"),
            image(
                    IMAGE.optional("digest", AirflowImage::digest, AirflowImageBuilder::digest),
                    "defaultAirflowDigest",
                    "images.airflow.digest"),
            pullPolicy(),
            pullSecret(),
            Setting.of(IMAGE.optional("uid", AirflowImage::uid, AirflowImageBuilder::uid), "uid", Format.INTEGER)
                    .alone(),
            Setting.of(IMAGE.optional("gid", AirflowImage::gid, AirflowImageBuilder::gid), "gid", Format.INTEGER)
                    .alone(),
            Setting.of(
                            IMAGE.attribute("airflowHome", AirflowImage::airflowHome, AirflowImageBuilder::airflowHome),
                            (values, home) -> {
                                if (!home.equals(AirflowImage.official().airflowHome())) {
                                    values.put("airflowHome", home);
                                }
                            },
                            values -> values.text("airflowHome"),
                            "airflowHome")
                    .alone(),
            images(ChartImage.GIT_SYNC),
            images(ChartImage.PGBOUNCER),
            images(ChartImage.PGBOUNCER_EXPORTER),
            images(ChartImage.REDIS),
            images(ChartImage.STATSD),
            digestOfFlower(),
            images(ChartImage.FLOWER),
            images(ChartImage.TASK_PODS),
            Setting.of(
                            DEPLOYMENT.optional(
                                    "migrationTimeout",
                                    AirflowDeployment::migrationTimeout,
                                    AirflowDeploymentBuilder::migrationTimeout),
                            (values, timeout) ->
                                    values.put("images.migrationsWaitTimeout", PodValues.whole(timeout.toSeconds())),
                            values -> values.find("images.migrationsWaitTimeout")
                                    .flatMap(Format::integer)
                                    .map(Duration::ofSeconds),
                            "images.migrationsWaitTimeout")
                    .alone(),
            Setting.of(
                            EXECUTORS,
                            "executor",
                            Format.textOf(
                                    executors -> executors.stream()
                                            .map(Executor::name)
                                            .collect(Collectors.joining(",")),
                                    text -> Stream.of(text.split(","))
                                            .map(Executor::new)
                                            .toList()))
                    .deciding("core.executor"),
            // Variables for every Service of the namespace slow pods down, and AIRFLOW_… ones can clash with options.
            Setting.derived(values -> values.putWhereKnown("enableServiceLinks", false), "enableServiceLinks"),
            // Values do not tell it, but where task pods run by default.
            Setting.told(NAMESPACE, TASK_NAMESPACE),
            Setting.told(NAMESPACE, "kubernetes.namespace"),
            Setting.decides("image", TASK_REPOSITORY, TASK_TAG),
            Setting.decides(
                    "the chart's pod template",
                    "kubernetes_executor.pod_template_file",
                    "kubernetes.pod_template_file"));

    static final Subject PODS = new Subject(
            deployment -> "All pods.",
            PodValues.ofAll(DEPLOYMENT.part(
                    "pods",
                    AirflowDeployment::pods,
                    AirflowDeploymentBuilder::pods,
                    Pods::toBuilder,
                    PodsBuilder::build)));

    private PlatformValues() {}

    private static Setting images(ChartImage which) {
        String repository = "images." + which.valuesKey() + ".repository";
        String tag = "images." + which.valuesKey() + ".tag";
        String pullPolicy = "images." + which.valuesKey() + ".pullPolicy";
        return Setting.of(
                        new Attribute<>(
                                "images[" + which + "]",
                                deployment ->
                                        Optional.ofNullable(deployment.images().get(which)),
                                (deployment, image) -> deployment.toBuilder()
                                        .image(which, image)
                                        .build()),
                        (values, image) -> {
                            image.repository().ifPresent(text -> values.put(repository, text));
                            image.tag().ifPresent(text -> values.put(tag, text));
                            image.pullPolicy().ifPresent(policy -> values.put(pullPolicy, policy.toString()));
                            if (which == ChartImage.TASK_PODS) {
                                // The chart's own options name Airflow's image, which the executor takes over the
                                // template's.
                                image.repository().ifPresent(text -> values.putOption(TASK_REPOSITORY, text));
                                image.tag().ifPresent(text -> values.putOption(TASK_TAG, text));
                            }
                        },
                        values -> Optional.of(ContainerImage.builder()
                                        .repository(values.text(repository))
                                        .tag(values.text(tag)
                                                .filter(text -> which != ChartImage.FLOWER
                                                        || !text.equals(tagWithDigest(values))))
                                        .pullPolicy(values.find(pullPolicy)
                                                .flatMap(Format.oneOf(PullPolicy.values())
                                                        .read())
                                                .filter(policy ->
                                                        !followsAirflow(which, values) || policy != ofAirflow(values)))
                                        .build())
                                .filter(image ->
                                        !image.equals(ContainerImage.builder().build())),
                        repository,
                        tag,
                        pullPolicy)
                .alone();
    }

    private static boolean followsAirflow(ChartImage image, Given values) {
        return image == ChartImage.TASK_PODS || image == ChartImage.FLOWER && values.isTrue("flower.enabled");
    }

    /** The chart names Flower's image by its tag alone. */
    private static Setting digestOfFlower() {
        return Setting.derived(
                values -> {
                    AirflowDeployment deployment = values.deployment();
                    boolean isAirflows = Optional.ofNullable(deployment.images().get(ChartImage.FLOWER))
                            .filter(own ->
                                    own.repository().isPresent() || own.tag().isPresent())
                            .isEmpty();
                    if (deployment.flower().isPresent() && isAirflows) {
                        deployment
                                .image()
                                .digest()
                                .ifPresent(digest -> values.put(
                                        FLOWER_TAG, TAG.get().apply(deployment).orElseThrow() + "@" + digest));
                    }
                },
                FLOWER_TAG);
    }

    private static String tagWithDigest(Given values) {
        return values.text("defaultAirflowTag").orElse("") + "@"
                + values.text("defaultAirflowDigest").orElse("");
    }

    /** Who says a version and no tag gets the image of the chart's version. */
    private static Optional<String> tag(Given values) {
        return values.text("images.airflow.tag")
                .or(() -> values.text("defaultAirflowTag"))
                .or(() -> values.text("airflowVersion")
                        .filter(version -> values.text("defaultAirflowDigest").isEmpty()
                                && values.text("images.airflow.digest").isEmpty())
                        .flatMap(version -> values.untouched("defaultAirflowTag")));
    }

    /** That of task pods and Flower follows it. */
    private static PullPolicy ofAirflow(Given values) {
        return values.find("images.airflow.pullPolicy")
                .flatMap(Format.oneOf(PullPolicy.values()).read())
                .orElse(PullPolicy.IF_NOT_PRESENT);
    }

    /** Standard naming alone makes a name of release and chart. */
    private static Setting fullName() {
        return Setting.of(
                        "fullName",
                        values -> values.deployment().fullName().ifPresent(name -> {
                            values.put("useStandardNaming", true);
                            values.put("fullnameOverride", name);
                        }),
                        (deployment, values) -> values.isTrue("useStandardNaming")
                                ? deployment.toBuilder()
                                        .fullName(values.text("fullnameOverride")
                                                .orElseGet(() -> standardName(
                                                        deployment.releaseName(),
                                                        values.text("nameOverride")
                                                                .orElse("airflow"))))
                                        .build()
                                : deployment,
                        "useStandardNaming",
                        "fullnameOverride",
                        "nameOverride")
                .alone();
    }

    private static String standardName(String release, String chart) {
        return release.contains(chart) ? release : release + "-" + chart;
    }

    /** The chart takes the key of the one image over the default of all. */
    private static Setting image(Attribute<String> attribute, String key, String ofTheImage) {
        return Setting.of(
                attribute,
                (values, text) -> values.put(key, text),
                values -> values.text(ofTheImage).or(() -> values.text(key)),
                key,
                ofTheImage);
    }

    private static Setting pullPolicy() {
        Format<PullPolicy> format = Format.oneOf(PullPolicy.values());
        return Setting.of(
                IMAGE.attribute("pullPolicy", AirflowImage::pullPolicy, AirflowImageBuilder::pullPolicy),
                (values, policy) -> {
                    if (policy != PullPolicy.IF_NOT_PRESENT) {
                        values.put("images.airflow.pullPolicy", policy.toString());
                        values.put("images.pod_template.pullPolicy", policy.toString());
                        if (values.deployment().flower().isPresent()) {
                            values.put("images.flower.pullPolicy", policy.toString());
                        }
                    }
                },
                values -> Stream.of("images.airflow.pullPolicy", "images.pod_template.pullPolicy")
                        .flatMap(key -> values.find(key).stream())
                        .flatMap(given -> format.read().apply(given).stream())
                        .findFirst(),
                "images.airflow.pullPolicy",
                "images.pod_template.pullPolicy",
                "images.flower.pullPolicy");
    }

    private static Setting pullSecret() {
        return Setting.of(
                IMAGE.optional("pullSecret", AirflowImage::pullSecret, AirflowImageBuilder::pullSecret),
                (values, name) -> {
                    if (values.has("imagePullSecrets")) {
                        values.put("imagePullSecrets", List.of(Map.of("name", name)));
                    } else {
                        values.put("registry.secretName", name);
                    }
                },
                values -> values.find("imagePullSecrets")
                        .flatMap(Tree::list)
                        .filter(secrets -> secrets.size() == 1)
                        .flatMap(secrets -> Tree.text(secrets.get(0))
                                .or(() -> Tree.text(
                                        Tree.mapOrEmpty(secrets.get(0)).get("name"))))
                        .or(() -> values.text("registry.secretName")),
                "imagePullSecrets",
                "registry.secretName");
    }
}
