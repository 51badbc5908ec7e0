package io.airworthy.rules;

import static io.airworthy.rules.Subject.DEPLOYMENT;
import static io.airworthy.rules.Subject.IMAGE;
import static io.airworthy.rules.Subject.together;

import io.airworthy.AirflowImage;
import io.airworthy.ChartImage;
import io.airworthy.ContainerImage;
import io.airworthy.Executor;
import io.airworthy.configuration.AirflowVersion;
import io.airworthy.rules.Subject.Part;
import io.airworthy.validation.Finding;
import io.airworthy.validation.Rule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The image that all of Airflow's pods run. */
final class ImageRules {

    private static final String IMAGE_PAGE = "https://airflow.apache.org/docs/docker-stack/index.html";

    private static final String REFERENCE_PAGE = "https://github.com/distribution/reference";

    private static final int LONGEST_REPOSITORY = 255;

    private static final Pattern REGISTRY =
            Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?(:\\d{1,5})?");

    private static final Pattern PATH_PART = Pattern.compile("[a-z0-9]{1,100}((\\.|__?|-{1,10})[a-z0-9]{1,100}){0,20}");

    /** What stands behind the tag pins the image, whatever happens to the tag. */
    private static final Pattern TAG_FORM = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}(@sha256:[0-9a-f]{64})?");

    private static final Pattern AIRFLOW_RELEASE = Pattern.compile("^v?([23]\\.\\d{1,2}\\.\\d{1,2})(?!\\d|\\.\\d)");

    /** Where the chart has no key for a digest, {@code name@sha256} and the digits make one. */
    private static final String BEFORE_DIGITS = "@sha256";

    private static final Pattern DIGITS = Pattern.compile("[0-9a-f]{64}");

    private static final Pattern DIGEST_FORM = Pattern.compile("sha256:[0-9a-f]{64}");

    private static final Subject<String> TAG = IMAGE.given("tag", AirflowImage::tag);

    private static final Subject<String> TASK_TAG = DEPLOYMENT.given(
            "images[" + ChartImage.TASK_PODS + "]",
            deployment -> Optional.ofNullable(deployment.images().get(ChartImage.TASK_PODS))
                    .flatMap(ContainerImage::tag));

    private static final Subject<String> DIGEST = IMAGE.given("digest", AirflowImage::digest);

    static final Rule REPOSITORY_IS_VALID = Rule.error("IMG-001")
            .title("The image repository is not valid")
            .because("the container runtime cannot read the image name, and no pod starts")
            .remedy("use lower case, without scheme, tag or digest: registry.example.com/team/airflow")
            .source(REFERENCE_PAGE)
            .brokenBy(it -> it.image(image -> image.repository("registry.example.com/airflow:3.2.2")))
            .finds(IMAGE.at("repository", AirflowImage::repository)
                    .unless(ImageRules::isRepository, repository -> "'" + repository + "' is not a valid repository"));

    static final Rule TAG_IS_FIXED = Rule.error("IMG-002")
            .title("The image tag does not identify one image")
            .because("pods that start later run a different Airflow from the others, on a database of another version")
            .remedy("remove the tag to use the Airflow version, or use a tag that never moves")
            .source(IMAGE_PAGE)
            .brokenBy(it -> it.image(image -> image.tag("latest")))
            .finds(together(List.of(
                    TAG.when(
                            tag -> !TAG_FORM.matcher(tag).matches() || tag.equals("latest"),
                            tag -> "'" + tag + "' is not a fixed tag"),
                    TASK_TAG.when("latest"::equals, tag -> "'" + tag + "' is not a fixed tag"))));

    static final Rule TAG_MATCHES_THE_AIRFLOW_VERSION = Rule.error("IMG-003")
            .title("The image tag names another Airflow version")
            .because("the chart chooses components and keys by the Airflow version, and the image would run another"
                    + " version")
            .remedy("correct airflowVersion or the tag; waive this if the tag counts your image's own versions")
            .source(IMAGE_PAGE)
            .after("VER-002", "IMG-002")
            .brokenBy(it -> it.image(image -> image.tag("3.2.20")))
            .finds(together(Stream.of(TAG, TASK_TAG)
                    .map(tags -> tags.when(
                            (tag, deployment) -> namesOther(tag, deployment.airflowVersion()),
                            (tag, deployment) ->
                                    "the tag is '" + tag + "', but airflowVersion is " + deployment.airflowVersion()))
                    .toList()));

    static final Rule DIGEST_IS_VALID = Rule.error("IMG-004")
            .title("The image digest is not valid")
            .because("the container runtime cannot read the image name, and no pod starts")
            .remedy("use sha256: followed by 64 hexadecimal digits in lower case")
            .source(REFERENCE_PAGE)
            .brokenBy(it -> it.image(image -> image.digest("sha256:abc")))
            .finds(DIGEST.unless(
                    digest -> DIGEST_FORM.matcher(digest).matches(),
                    digest -> "'" + digest + "' is not a valid digest"));

    static final Rule TASK_PODS_RUN_THE_SAME_IMAGE = Rule.error("IMG-005")
            .title("Task pods would not run the image with this digest")
            .because("the chart does not pass a digest to the Kubernetes executor: task pods run the tag, which may"
                    + " be another image")
            .remedy(
                    "use a tag that never moves instead of the digest, or give task pods an image of their own in images")
            .source(
                    "https://airflow.apache.org/docs/apache-airflow-providers-cncf-kubernetes/stable/kubernetes_executor.html")
            .after("IMG-004")
            .brokenBy(it -> it.executors(List.of(Executor.KUBERNETES))
                    .broker(Optional.empty())
                    .image(image -> image.digest("sha256:" + "0".repeat(64))))
            .finds(DIGEST.when(
                    (digest, deployment) -> deployment.usesKubernetesPods()
                            && TASK_TAG.in(deployment).findAny().isEmpty(),
                    (digest, deployment) -> "there is a digest, and the executor is " + deployment.executorText()));

    static final Rule PULL_SECRET_NAME_IS_VALID = Rule.error("IMG-006")
            .title("The name of the image pull secret is not valid")
            .because("no Secret can have that name, so the image is not pulled")
            .remedy("use the name of a Secret of type kubernetes.io/dockerconfigjson")
            .source("https://kubernetes.io/docs/tasks/configure-pod-container/pull-image-private-registry/")
            .brokenBy(it -> it.image(image -> image.pullSecret("My_Registry")))
            .finds(IMAGE.given("pullSecret", AirflowImage::pullSecret)
                    .unless(KubernetesNames::isSubdomain, KubernetesNames::describe));

    static final Rule OTHER_IMAGES_ARE_VALID = Rule.error("IMG-007")
            .title("The image of another container is not valid")
            .because("the container runtime cannot read the image name, and the pods with that container do not start")
            .remedy(
                    "use a repository in lower case, without scheme, tag or digest, and a tag of letters, digits, dashes,"
                            + " dots and underscores")
            .source(REFERENCE_PAGE)
            .brokenBy(it -> it.image(ChartImage.REDIS, ContainerImage.from("registry.example.com/redis:7.2")))
            .finds(deployment -> deployment.images().entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .flatMap(image -> otherFaults(image.getKey(), image.getValue()))
                    .toList());

    static final Rule USER_IS_THE_IMAGES = Rule.error("IMG-008")
            .title("The image's uid, gid or home is not valid, or contradicts the pods")
            .because("Kubernetes rejects the pods, or Airflow runs with another uid than its files are made for")
            .remedy("use an absolute path and ids from 0; those of single pods go into pods.securityContexts")
            .source("https://kubernetes.io/docs/tasks/configure-pod-container/security-context/")
            .brokenBy(it -> it.image(image -> image.uid(-1)))
            .finds(IMAGE.finds(part -> Stream.of(
                            idFault("uid", "runAsUser", part.value().uid(), part),
                            idFault("gid", "fsGroup", part.value().gid(), part),
                            Optional.of(part.value().airflowHome())
                                    .filter(home -> !home.matches("/[\\w./-]+"))
                                    .map(home -> part.at("airflowHome", "'" + home + "' is not an absolute path")))
                    .flatMap(Optional::stream)));

    static final List<Rule> ALL = List.of(
            REPOSITORY_IS_VALID,
            TAG_IS_FIXED,
            TAG_MATCHES_THE_AIRFLOW_VERSION,
            DIGEST_IS_VALID,
            TASK_PODS_RUN_THE_SAME_IMAGE,
            PULL_SECRET_NAME_IS_VALID,
            OTHER_IMAGES_ARE_VALID,
            USER_IS_THE_IMAGES);

    private ImageRules() {}

    private static Optional<Finding> idFault(
            String attribute, String ofContexts, Optional<Integer> id, Part<AirflowImage> part) {
        return id.flatMap(own -> own < 0
                        ? Optional.of(own + " is below 0")
                        : part.deployment()
                                .pods()
                                .securityContexts()
                                .flatMap(contexts -> Stream.of(contexts.container(), contexts.pod())
                                        .flatMap(context -> Stream.ofNullable(context.get(ofContexts)))
                                        .findFirst())
                                .filter(other -> !String.valueOf(other).equals(String.valueOf(own)))
                                .map(other -> "the pods' " + ofContexts + " is " + other))
                .map(what -> part.at(attribute, what));
    }

    private static Stream<Finding> otherFaults(ChartImage which, ContainerImage image) {
        String place = "images[" + which + "]";
        return Stream.concat(
                image.repository().stream()
                        .filter(repository -> !isRepository(withoutDigest(repository, image)))
                        .map(repository -> Finding.at(place, "'" + repository + "' is not a valid repository")),
                image.tag().stream()
                        .filter(tag -> !TAG_FORM.matcher(tag).matches())
                        .map(tag -> Finding.at(place, "'" + tag + "' is not a valid tag")));
    }

    private static String withoutDigest(String repository, ContainerImage image) {
        return repository.endsWith(BEFORE_DIGITS)
                        && image.tag()
                                .filter(tag -> DIGITS.matcher(tag).matches())
                                .isPresent()
                ? repository.substring(0, repository.length() - BEFORE_DIGITS.length())
                : repository;
    }

    /** The first part is a registry when it cannot be anything else: it has a dot or a port, or is localhost. */
    private static boolean isRepository(String repository) {
        if (repository.length() > LONGEST_REPOSITORY) {
            return false;
        }
        int slash = repository.indexOf('/');
        String first = slash < 0 ? "" : repository.substring(0, slash);
        boolean hasRegistry = first.contains(".") || first.contains(":") || first.equals("localhost");
        String path = hasRegistry ? repository.substring(slash + 1) : repository;
        return (!hasRegistry || REGISTRY.matcher(first).matches())
                && Stream.of(path.split("/", -1))
                        .allMatch(part -> PATH_PART.matcher(part).matches());
    }

    /** Dates, commits and a team's own numbers below 2.0.0 name no release. */
    private static boolean namesOther(String tag, AirflowVersion version) {
        Matcher release = AIRFLOW_RELEASE.matcher(tag);
        return release.find() && !release.group(1).equals(version.text());
    }
}
