package io.airworthy.rules;

import io.airworthy.AirflowDeployment;
import io.airworthy.frozen.Tree;
import io.airworthy.pods.Component;
import io.airworthy.validation.Finding;
import io.airworthy.validation.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Names that Kubernetes has to take. */
final class NameRules {

    /**
     * Kubernetes cuts names at 63 characters; the longest thing that the chart appends and that must fit is
     * {@code -run-airflow-migrations}, 23 characters.
     */
    private static final int LONGEST_RELEASE = 40;

    private static final Pattern OF_A_SECRET = Pattern.compile("secret\\[\\d+\\]\\.(envName|secretName|secretKey)");

    static final Rule RELEASE_IS_A_NAME = Rule.error("NAME-001")
            .title("The release name is not valid")
            .because("the name of every object in the release begins with it, and Kubernetes rejects them all")
            .remedy("begin with a lower-case letter, continue with lower-case letters, digits and dashes, and end"
                    + " with a letter or digit")
            .source("https://kubernetes.io/docs/concepts/overview/working-with-objects/names/")
            .brokenBy(it -> it.releaseName("Airflow"))
            .finds(deployment -> isName(deployment.releaseName())
                    ? List.of()
                    : List.of(Finding.at("releaseName", "'" + deployment.releaseName() + "' is not a valid name")));

    static final Rule RELEASE_IS_SHORT = Rule.error("NAME-002")
            .title("The release name is too long")
            .because("the chart appends up to 23 characters, and Kubernetes rejects or truncates names longer than 63")
            .remedy("use at most " + LONGEST_RELEASE + " characters")
            .source("https://kubernetes.io/docs/concepts/overview/working-with-objects/names/")
            .after("NAME-001")
            .brokenBy(it -> it.releaseName("airflow-of-the-data-platform-team-in-europe"))
            .finds(deployment -> deployment.releaseName().length() <= LONGEST_RELEASE
                    ? List.of()
                    : List.of(Finding.at(
                            "releaseName",
                            deployment.releaseName().length() + " characters; " + deployment.releaseName()
                                    + "-run-airflow-migrations would have "
                                    + (deployment.releaseName().length() + 23))));

    static final Rule NAMESPACE_IS_A_NAME = Rule.error("NAME-003")
            .title("The namespace name is not valid")
            .because("the namespace cannot be created, and the pool's host name would not resolve")
            .remedy("use 1 to 63 lower-case letters, digits and dashes, with a letter or digit at both ends")
            .source("https://kubernetes.io/docs/concepts/overview/working-with-objects/names/")
            .brokenBy(it -> it.namespace("air.flow"))
            .finds(deployment -> KubernetesNames.isLabel(deployment.namespace())
                    ? List.of()
                    : List.of(Finding.at("namespace", "'" + deployment.namespace() + "' is not a valid name")));

    static final Rule NAMES_ARE_TEXT = Rule.error("NAME-004")
            .title("YAML reads a name as something other than text")
            .because("the chart writes it without quotes, and Kubernetes gets true, null or a number instead of a name")
            .remedy("use another name")
            .source("https://yaml.org/type/bool.html")
            .brokenBy(it -> it.ha(ha -> ha.scheduler(scheduler -> scheduler.priorityClass("on"))))
            .finds(deployment -> names(deployment)
                    .filter(name -> !KubernetesNames.isTextInYaml(name.text()))
                    .map(name -> Finding.at(name.path(), "'" + name.text() + "' is not text in YAML"))
                    .toList());

    static final List<Rule> ALL = List.of(RELEASE_IS_A_NAME, RELEASE_IS_SHORT, NAMESPACE_IS_A_NAME, NAMES_ARE_TEXT);

    /** A name that the chart writes as it is. */
    private record Name(String path, String text) {}

    private NameRules() {}

    private static Stream<Name> names(AirflowDeployment deployment) {
        List<Name> names = new ArrayList<>();
        names.add(new Name("releaseName", deployment.releaseName()));
        deployment.image().pullSecret().ifPresent(name -> names.add(new Name("image.pullSecret", name)));
        deployment.ingress().ifPresent(ingress -> {
            ingress.tlsSecret().ifPresent(name -> names.add(new Name("ingress.tlsSecret", name)));
            ingress.ingressClass().ifPresent(name -> names.add(new Name("ingress.ingressClass", name)));
        });
        for (Component component : deployment.components()) {
            deployment
                    .ha()
                    .of(component)
                    .priorityClass()
                    .ifPresent(name -> names.add(new Name("ha." + component.attribute() + ".priorityClass", name)));
            deployment
                    .ha()
                    .of(component)
                    .serviceAccount()
                    .ifPresent(account ->
                            names.add(new Name("ha." + component.attribute() + ".serviceAccount", account.name())));
        }
        names.addAll(secretsOfTheUser(deployment));
        deployment.environment().keySet().forEach(name -> names.add(new Name("environment[" + name + "]", name)));
        return names.stream();
    }

    /** What the user adds to the chart's list of variables from Secrets. */
    private static List<Name> secretsOfTheUser(AirflowDeployment deployment) {
        return ValuesTree.of(deployment.extraValues())
                .leaves()
                .filter(leaf -> OF_A_SECRET.matcher(leaf.path()).matches())
                .flatMap(leaf -> Tree.text(leaf.value()).stream()
                        .map(name -> new Name("extraValues[" + leaf.path() + "]", name)))
                .toList();
    }

    /** The form alone; the length has a rule of its own, which says more. */
    private static boolean isName(String release) {
        return release.matches("[a-z]([-a-z0-9]*[a-z0-9])?");
    }
}
