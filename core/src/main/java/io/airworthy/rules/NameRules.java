package io.airworthy.rules;

import static io.airworthy.rules.Subject.ACCOUNTS;
import static io.airworthy.rules.Subject.DEPLOYMENT;
import static io.airworthy.rules.Subject.IMAGE;
import static io.airworthy.rules.Subject.INGRESSES;
import static io.airworthy.rules.Subject.PRIORITY_CLASSES;
import static io.airworthy.rules.Subject.extra;

import io.airworthy.AirflowDeployment;
import io.airworthy.AirflowImage;
import io.airworthy.IngressHost;
import io.airworthy.WebIngress;
import io.airworthy.catalogue.RequiredSecret;
import io.airworthy.catalogue.SecretCatalogue;
import io.airworthy.chart.ChartTrait;
import io.airworthy.database.DatabaseCleanup;
import io.airworthy.frozen.Tree;
import io.airworthy.material.Purpose;
import io.airworthy.pods.Pods;
import io.airworthy.pods.ServiceAccount;
import io.airworthy.rules.Subject.Part;
import io.airworthy.validation.Finding;
import io.airworthy.validation.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Names that Kubernetes has to accept. */
final class NameRules {

    /**
     * Kubernetes cuts names at 63 characters; the longest thing that the chart appends and that must fit is
     * {@code -run-airflow-migrations}, 23 characters.
     */
    private static final int LONGEST_RELEASE = 40;

    private static final int LONGEST_CRON_JOB = 52;

    private static final Pattern OF_A_SECRET = Pattern.compile("secret\\[\\d+\\]\\.(envName|secretName|secretKey)");

    /**
     * What follows the release's name in Secrets that the chart makes unless it is told another name. Those that only hooks
     * make are not here, because Helm never deletes them.
     */
    private static final Set<String> OF_THE_CHART = Set.of(
            "api-secret-key",
            "jwt-secret",
            "metadata",
            "pgbouncer-config",
            "pgbouncer-stats",
            "result-backend",
            "ssh-secret",
            "webserver-secret-key");

    private static final Subject<String> RELEASE = DEPLOYMENT.at("releaseName", AirflowDeployment::releaseName);

    static final Rule RELEASE_NAME_IS_VALID = Rule.error("NAME-001")
            .title("The release name is not valid")
            .because("the name of every object in the release begins with it, and Kubernetes rejects them all")
            .remedy("begin with a lower-case letter, continue with lower-case letters, digits and dashes, and end"
                    + " with a letter or digit")
            .source("https://kubernetes.io/docs/concepts/overview/working-with-objects/names/")
            .brokenBy(it -> it.releaseName("Airflow"))
            .finds(RELEASE.unless(NameRules::isName, KubernetesNames::describe));

    private static final Subject<String> FULL_NAME =
            DEPLOYMENT.given("fullName", AirflowDeployment::fullName).inValues("fullnameOverride");

    static final Rule RELEASE_NAME_IS_SHORT = Rule.error("NAME-002")
            .title("The release name is too long")
            .because("the chart appends up to 23 characters, and Kubernetes rejects or truncates names longer than 63")
            .remedy("use at most " + LONGEST_RELEASE + " characters")
            .source("https://kubernetes.io/docs/concepts/overview/working-with-objects/names/")
            .after("NAME-001")
            .brokenBy(it -> it.releaseName("airflow-of-the-data-platform-team-in-europe"))
            .finds(RELEASE.when(
                    name -> name.length() > LONGEST_RELEASE,
                    name -> name.length() + " characters; " + name + "-run-airflow-migrations would have "
                            + (name.length() + 23)));

    static final Rule NAMESPACE_NAME_IS_VALID = Rule.error("NAME-003")
            .title("The namespace name is not valid")
            .because("the namespace cannot be created, and the pool's host name would not resolve")
            .remedy("use 1 to 63 lower-case letters, digits and dashes, with a letter or digit at both ends")
            .source("https://kubernetes.io/docs/concepts/overview/working-with-objects/names/")
            .brokenBy(it -> it.namespace("air.flow"))
            .finds(DEPLOYMENT
                    .at("namespace", AirflowDeployment::namespace)
                    .unless(KubernetesNames::isLabel, KubernetesNames::describe));

    static final Rule NAMES_ARE_TEXT_IN_YAML = Rule.error("NAME-004")
            .title("YAML reads a name as something other than text")
            .because("the chart writes it without quotes, and Kubernetes gets true, null or a number instead of a name")
            .remedy("use another name")
            .source("https://yaml.org/type/bool.html")
            .brokenBy(it -> it.ha(ha -> ha.scheduler(scheduler -> scheduler.priorityClass("on"))))
            .finds(Subject.of(NameRules::names)
                    .unless(KubernetesNames::isTextInYaml, name -> "'" + name + "' is not text in YAML"));

    /** The names that the user gives to Secrets, each with its purpose. */
    private static final Subject<Map.Entry<Purpose, String>> SECRETS =
            Subject.of(deployment -> deployment.secretNames().entrySet().stream()
                    .map(secret ->
                            new Part<>(secret, deployment, "secretNames[" + secret.getKey() + "]", Optional.empty())));

    static final Rule SECRET_NAMES_ARE_VALID = Rule.error("NAME-005")
            .title("The name of a Secret is not valid")
            .because("Kubernetes rejects the Secret and the pods that read it")
            .remedy("use lower-case letters, digits, dashes and dots, with a letter or digit at both ends and around"
                    + " each dot")
            .source("https://kubernetes.io/docs/concepts/overview/working-with-objects/names/")
            .brokenBy(it -> it.secretName(Purpose.FERNET, "Fernet_Key"))
            .finds(SECRETS.unless(
                    secret -> KubernetesNames.isSubdomain(secret.getValue()),
                    secret -> KubernetesNames.describe(secret.getValue())));

    static final Rule SECRETS_HAVE_DIFFERENT_NAMES = Rule.error("NAME-006")
            .title("Two Secrets have the same name")
            .because("the second replaces the first, and the pods that read the first do not find its key")
            .remedy("give each Secret a name of its own; only supplied Secrets with different keys may share one")
            .brokenBy(it -> it.secretName(Purpose.FERNET, "airflow-keys").secretName(Purpose.DATABASE, "airflow-keys"))
            .finds(SECRETS.faults(NameRules::otherSecret));

    static final Rule SECRET_NAMES_ARE_USED = Rule.warning("NAME-007")
            .title("A Secret that nothing needs has a name")
            .because("there is no such Secret in this deployment, so the name has no effect")
            .remedy("remove it, or check its purpose")
            .brokenBy(it -> it.secretName(Purpose.WEBSERVER_KEY, "airflow-sessions"))
            .finds(SECRETS.when(
                    (secret, deployment) ->
                            deployment.release().secrets().find(secret.getKey()).isEmpty()
                                    && !deployment.suppliedSecrets().contains(secret.getKey()),
                    (secret, deployment) -> "this deployment has no Secret for: "
                            + secret.getKey().title()));

    static final Rule SECRETS_ARE_NOT_THE_CHARTS = Rule.warning("NAME-008")
            .title("A Secret has the name of one that the chart makes")
            .because("if an earlier revision of the release made it, Helm deletes it during the next upgrade, and pods"
                    + " do not start")
            .remedy("use another name; or annotate the present Secret with helm.sh/resource-policy: keep before the"
                    + " upgrade, and waive this")
            .source("https://helm.sh/docs/howto/charts_tips_and_tricks/#tell-helm-not-to-uninstall-a-resource")
            .brokenBy(it -> it.secretName(Purpose.DATABASE, "airflow-metadata"))
            .finds(SECRETS.when(
                    (secret, deployment) -> OF_THE_CHART.stream()
                            .map(deployment.names()::object)
                            .anyMatch(secret.getValue()::equals),
                    (secret, deployment) -> "the chart makes a Secret " + secret.getValue()));

    static final Rule FULL_NAME_IS_VALID = Rule.error("NAME-009")
            .title("The full name is not valid or too long")
            .because(
                    "the name of every object begins with it, and Kubernetes or the chart rejects or truncates names longer"
                            + " than 63 characters")
            .remedy("use at most " + LONGEST_RELEASE + " lower-case letters, digits and dashes; begin with a letter")
            .source("https://kubernetes.io/docs/concepts/overview/working-with-objects/names/")
            .brokenBy(it -> it.fullName("Airflow"))
            .finds(FULL_NAME.unless(
                    name -> isName(name) && name.length() <= LONGEST_RELEASE, KubernetesNames::describe));

    static final Rule CHART_USES_THE_FULL_NAME = Rule.warning("NAME-010")
            .title("This chart looks for the triggerers' Service under the release's name")
            .because("before chart 1.19.0 the triggerers' StatefulSet and KEDA use a name that no object has: the logs"
                    + " of running triggers cannot be read, and KEDA does not scale triggerers")
            .remedy("use chart 1.19.0 or later, or remove fullName")
            .source("https://airflow.apache.org/docs/helm-chart/stable/release_notes.html")
            .after("NAME-001", "NAME-002", "NAME-009")
            .brokenBy(it -> it.chartVersion("1.18.0")
                    .airflowVersion("3.0.2")
                    .waive("HA-005", "this chart has no such budgets")
                    .fullName("prod-airflow"))
            .brokenWhen(deployment -> deployment.chartVersion().isSupported()
                    && deployment.ha().deferrableTasks()
                    && !deployment.chartVersion().has(ChartTrait.FULL_NAME_NAMES_EVERYTHING)
                    && deployment
                            .fullName()
                            .filter(name -> !name.equals(deployment.releaseName()))
                            .isPresent())
            .at("fullName");

    static final Rule CLEANUP_NAME_IS_SHORT = Rule.error("NAME-011")
            .title("The name is too long for the clean-up of the database")
            .because("Kubernetes rejects a CronJob whose name has more than " + LONGEST_CRON_JOB
                    + " characters, and the installation fails")
            .remedy("use a shorter releaseName or fullName, or remove databaseCleanup")
            .source("https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/")
            .after("NAME-001", "NAME-002", "NAME-009")
            .brokenBy(it -> it.releaseName("airflow-of-the-data-platform-team-eu")
                    .databaseCleanup(DatabaseCleanup.of("0 3 * * *", 90)))
            .finds(deployment -> Stream.of(deployment.names().object("database-cleanup"))
                    .filter(name -> cleansTheDatabase(deployment) && name.length() > LONGEST_CRON_JOB)
                    .map(name -> Finding.at(
                            deployment.fullName().isPresent() ? "fullName" : "releaseName",
                            name + " has " + name.length() + " characters"))
                    .toList());

    static final List<Rule> ALL = List.of(
            RELEASE_NAME_IS_VALID,
            RELEASE_NAME_IS_SHORT,
            NAMESPACE_NAME_IS_VALID,
            NAMES_ARE_TEXT_IN_YAML,
            SECRET_NAMES_ARE_VALID,
            SECRETS_HAVE_DIFFERENT_NAMES,
            SECRET_NAMES_ARE_USED,
            SECRETS_ARE_NOT_THE_CHARTS,
            FULL_NAME_IS_VALID,
            CHART_USES_THE_FULL_NAME,
            CLEANUP_NAME_IS_SHORT);

    private NameRules() {}

    private static boolean cleansTheDatabase(AirflowDeployment deployment) {
        return deployment.chartVersion().has("databaseCleanup")
                && (deployment.databaseCleanup().isPresent()
                        || extra("databaseCleanup.enabled")
                                .any(Boolean.TRUE::equals)
                                .test(deployment));
    }

    /** The names that the chart writes as they are. */
    private static Stream<Part<String>> names(AirflowDeployment deployment) {
        List<Subject<String>> attributes = new ArrayList<>(List.of(
                RELEASE,
                FULL_NAME,
                IMAGE.given("pullSecret", AirflowImage::pullSecret),
                INGRESSES.given("tlsSecret", WebIngress::tlsSecret),
                INGRESSES.each("otherHosts", WebIngress::otherHosts).given("tlsSecret", IngressHost::tlsSecret),
                INGRESSES.given("ingressClass", WebIngress::ingressClass)));
        attributes.add(PRIORITY_CLASSES);
        attributes.add(ACCOUNTS.given(ServiceAccount::name));
        attributes.add(PodRules.PODS.given("runtimeClass", Pods::runtimeClass));
        attributes.add(PodRules.PODS.given("schedulerName", Pods::schedulerName));
        return Stream.of(
                        attributes.stream().flatMap(attribute -> attribute.in(deployment)),
                        secretsOfTheUser(deployment),
                        SECRETS.in(deployment)
                                .map(secret -> secret.with(secret.value().getValue())),
                        deployment.environment().keySet().stream()
                                .map(name ->
                                        new Part<>(name, deployment, "environment[" + name + "]", Optional.empty())))
                .flatMap(Function.identity());
    }

    /** Of two purposes with names of the user's, the first is told. */
    private static Optional<String> otherSecret(Map.Entry<Purpose, String> secret, AirflowDeployment deployment) {
        SecretCatalogue catalogue = deployment.release().secrets();
        return catalogue
                .find(secret.getKey())
                .flatMap(own -> Stream.concat(
                                catalogue.all().stream()
                                        .filter(other -> other.purpose() != own.purpose())
                                        .filter(other ->
                                                !deployment.secretNames().containsKey(other.purpose())
                                                        || other.purpose().compareTo(own.purpose()) > 0)
                                        .filter(other -> !mayBeOne(own, other, deployment))
                                        .map(other -> Map.entry(
                                                other.name(), other.purpose().title())),
                                catalogue.foreign().stream()
                                        .filter(other ->
                                                !deployment.suppliedSecrets().contains(own.purpose()))
                                        .filter(other -> catalogue.supplied().stream()
                                                .map(RequiredSecret::name)
                                                .noneMatch(other.name()::equals))
                                        .map(other -> Map.entry(other.name(), other.purpose())))
                        .filter(other -> other.getKey().equals(secret.getValue()))
                        .map(other -> secret.getValue() + " is also the Secret for: " + other.getValue())
                        .findFirst());
    }

    /** Whether two Secrets that somebody else makes can be one: a key of both holds the same. */
    private static boolean mayBeOne(RequiredSecret one, RequiredSecret other, AirflowDeployment deployment) {
        return deployment.suppliedSecrets().containsAll(List.of(one.purpose(), other.purpose()))
                && other.entries().entrySet().stream()
                        .allMatch(entry ->
                                entry.getValue().equals(one.entries().getOrDefault(entry.getKey(), entry.getValue())));
    }

    /** What the user adds to the chart's list of variables from Secrets. */
    private static Stream<Part<String>> secretsOfTheUser(AirflowDeployment deployment) {
        return ValuesTree.of(deployment)
                .leaves()
                .filter(leaf -> OF_A_SECRET.matcher(leaf.path()).matches())
                .flatMap(leaf -> Tree.text(leaf.value()).stream()
                        .map(name ->
                                new Part<>(name, deployment, "extraValues[" + leaf.path() + "]", Optional.empty())));
    }

    /** The form alone; the length has a rule of its own, which says more. */
    private static boolean isName(String release) {
        return release.matches("[a-z]([-a-z0-9]*[a-z0-9])?");
    }
}
