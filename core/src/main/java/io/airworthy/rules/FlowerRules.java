package io.airworthy.rules;

import static io.airworthy.rules.Subject.FLOWER;
import static io.airworthy.rules.Subject.together;

import io.airworthy.AirflowDeployment;
import io.airworthy.Executor;
import io.airworthy.Flower;
import io.airworthy.IngressHost;
import io.airworthy.NetworkPolicies;
import io.airworthy.WebIngress;
import io.airworthy.chart.ChartTrait;
import io.airworthy.pods.Variable;
import io.airworthy.validation.Rule;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Flower. */
final class FlowerRules {

    private static final String CHART_PAGE =
            "https://airflow.apache.org/docs/helm-chart/stable/parameters-ref.html#flower";

    private static final String AUTH_PAGE = "https://flower.readthedocs.io/en/latest/auth.html";

    /** Airflow hands it to Flower in one text, with a colon behind it and commas between several; and replaces variables there. */
    private static final Pattern USER = Pattern.compile("[^\\s:,$~]{1,250}");

    /** How Flower is told of another login. */
    private static final Pattern LOGIN = Pattern.compile(
            "FLOWER_(?:AUTH|AUTH_PROVIDER|BASIC_AUTH)|AIRFLOW__CELERY__FLOWER_BASIC_AUTH(?:_CMD|_SECRET)?");

    static final Rule FLOWER_SHOWS_CELERY = Rule.error("CEL-025")
            .title("Flower has no Celery to show")
            .because("without the Celery executor the chart leaves Flower out, without a word")
            .remedy("remove flower, or use Executor.CELERY")
            .source(CHART_PAGE)
            .after("EXEC-001")
            .brokenBy(it -> it.executors(List.of(Executor.LOCAL))
                    .broker(Optional.empty())
                    .flower(Flower.ofDefaults()))
            .finds(FLOWER.when(
                    (flower, deployment) -> !deployment.usesCelery(),
                    (flower, deployment) -> "no executor uses Celery"));

    static final Rule FLOWER_HAS_A_PASSWORD = Rule.warning("CEL-026")
            .title("Flower has no password")
            .because("anyone who reaches it inside the cluster can see the arguments of every task, and can stop tasks")
            .remedy("remove basicAuth(false): user and password are then in a Secret")
            .suggesting(true)
            .source(AUTH_PAGE)
            .after("CEL-025")
            .brokenBy(it -> it.flower(Flower.builder().basicAuth(false).build()))
            .finds(FLOWER.at("basicAuth")
                    .inValues("flower.secretName")
                    .when(
                            (flower, deployment) -> isOpen(flower, deployment) && !isExposed(flower),
                            (flower, deployment) -> "there is no login"));

    static final Rule FLOWER_IS_VALID = Rule.error("CEL-027")
            .title("Flower's user or an annotation is not valid")
            .because("nobody can sign in, or Kubernetes rejects the Deployment")
            .remedy("use a user without colons, commas, dollar signs, tildes and blanks, and valid annotation keys")
            .source(AUTH_PAGE)
            .brokenBy(it -> it.flower(Flower.builder().user("ops:admin").build()))
            .finds(together(List.of(
                    FLOWER.at("user", Flower::user)
                            .unless(
                                    user -> USER.matcher(user).matches(),
                                    user -> "'" + user + "' is no user that Flower can read"),
                    FLOWER.finds(part -> part.value().annotations().keySet().stream()
                            .sorted()
                            .flatMap(key -> KubernetesLabels.annotationFault(key).stream())
                            .map(fault -> part.at("annotations", fault))))));

    static final Rule FLOWER_HAS_AN_ADDRESS = Rule.error("CEL-028")
            .title("Flower and the web interface have one address")
            .because("both ingresses claim the same path of a host, and the controller picks one of them")
            .remedy("give Flower's ingress a host or a path of its own")
            .source("https://kubernetes.io/docs/concepts/services-networking/ingress/")
            .brokenBy(it -> it.ingress(ingress())
                    .flower(Flower.builder().ingress(ingress()).build())
                    .networkPolicies(NetworkPolicies.admitting("ingress-nginx", "monitoring")))
            .finds(FLOWER.given("ingress", Flower::ingress)
                    .when(
                            (own, deployment) -> deployment
                                    .ingress()
                                    .filter(web -> web.path().equals(own.path()) && shareHost(web, own))
                                    .isPresent(),
                            (own, deployment) -> "the web interface has the same host and the path " + own.path()));

    static final Rule FLOWER_HAS_A_POLICY = Rule.warning("CEL-030")
            .title("Flower has no network policy")
            .because(
                    "before 1.19.0 the chart leaves it out where there are several executors, so every pod in the cluster"
                            + " can reach Flower")
            .remedy(
                    "use chart 1.19.0 or later, or add a policy of your own for the pods with the label component: flower")
            .source(CHART_PAGE)
            .after("VER-003", "EXEC-001")
            .brokenBy(it -> it.chartVersion("1.18.0")
                    .airflowVersion("2.10.5")
                    .executors(List.of(Executor.CELERY, Executor.KUBERNETES))
                    .networkPolicies(NetworkPolicies.admitting("ingress-nginx", "monitoring"))
                    .flower(Flower.ofDefaults())
                    .waive("HA-005", "this chart has no such budgets")
                    .waive("HA-010", "task pods are like workers"))
            .finds(FLOWER.inValues("flower.networkPolicy")
                    .when(
                            (flower, deployment) -> deployment.networkPolicies().isPresent()
                                    && deployment.executors().size() > 1
                                    && deployment.chartVersion().isSupported()
                                    && !deployment.chartVersion().has(ChartTrait.FLOWER_POLICY_WITH_SEVERAL_EXECUTORS),
                            (flower, deployment) ->
                                    "chart " + deployment.chartVersion() + " with " + deployment.executorText()));

    static final List<Rule> ALL = List.of(
            FLOWER_SHOWS_CELERY, FLOWER_HAS_A_PASSWORD, FLOWER_IS_VALID, FLOWER_HAS_AN_ADDRESS, FLOWER_HAS_A_POLICY);

    private FlowerRules() {}

    /** Whether it lets in whoever reaches it, as far as the model knows. */
    static boolean isOpen(Flower flower, AirflowDeployment deployment) {
        return deployment.usesCelery()
                && !flower.basicAuth()
                && !flower.startsOtherwise()
                && Stream.of(flower.pods(), deployment.pods())
                        .flatMap(pods -> pods.variables().stream())
                        .map(Variable::name)
                        .noneMatch(name -> LOGIN.matcher(name).matches())
                && deployment.environment().keySet().stream()
                        .noneMatch(name -> LOGIN.matcher(name).matches());
    }

    /** Whether it can be reached from outside the cluster, where nothing in front of it asks for a login. */
    static boolean isExposed(Flower flower) {
        return flower.service().isExposed()
                || flower.ingress()
                        .filter(ingress ->
                                ingress.annotations().keySet().stream().noneMatch(key -> key.contains("/auth-")))
                        .isPresent();
    }

    private static WebIngress ingress() {
        return WebIngress.builder()
                .host("airflow.example.com")
                .tlsSecret("airflow-tls")
                .build();
    }

    private static boolean shareHost(WebIngress one, WebIngress other) {
        Set<String> hosts = hosts(one).collect(Collectors.toSet());
        return hosts(other).anyMatch(hosts::contains);
    }

    private static Stream<String> hosts(WebIngress ingress) {
        return Stream.concat(
                Stream.of(ingress.host()), ingress.otherHosts().stream().map(IngressHost::name));
    }
}
