package io.airworthy.rules;

import static io.airworthy.rules.RiskySetting.ON;
import static io.airworthy.rules.RiskySetting.any;
import static io.airworthy.rules.RiskySetting.at;
import static io.airworthy.rules.RiskySetting.with;
import static io.airworthy.rules.Subject.DEPLOYMENT;
import static io.airworthy.rules.Subject.FLOWER;
import static io.airworthy.rules.Subject.together;

import io.airworthy.AirflowDeployment;
import io.airworthy.ExternalUrl;
import io.airworthy.Flower;
import io.airworthy.NetworkPolicies;
import io.airworthy.WebIngress;
import io.airworthy.WebService;
import io.airworthy.WebTier;
import io.airworthy.celery.CeleryBroker;
import io.airworthy.chart.ChartTrait;
import io.airworthy.frozen.Tree;
import io.airworthy.pods.ServiceType;
import io.airworthy.rules.Subject.Part;
import io.airworthy.validation.Rule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Ways into the deployment from outside, past its ingress. */
final class ExposureRules {

    private static final String SERVICES_PAGE = "https://kubernetes.io/docs/concepts/services-networking/service/";

    private static final String POLICIES_PAGE =
            "https://kubernetes.io/docs/concepts/services-networking/network-policies/";

    /** The components that people look at with a browser; nobody but the deployment itself talks to the others. */
    private static final Set<String> FOR_PEOPLE = Set.of("apiServer", "webserver", "flower");

    private static final Pattern EVERYBODY = Pattern.compile("(?:0\\.0\\.0\\.0|::)/0");

    private static final Subject<Service> SERVICES = Subject.of(ExposureRules::services);

    static final Rule NO_PUBLIC_LOAD_BALANCER = Rule.error("RISK-030")
            .title("A load balancer exposes Airflow to the Internet")
            .because("most clouds give it a public address, so anyone can try passwords and exploit flaws in the API,"
                    + " usually without TLS")
            .remedy(
                    "use the ingress, or set service.loadBalancerSourceRanges or your cloud's annotation for an internal"
                            + " load balancer")
            .source(SERVICES_PAGE + "#internal-load-balancer")
            .brokenBy(it -> it.extraValue("flower", Map.of("service", Map.of("type", "LoadBalancer"))))
            .finds(SERVICES.when(
                    service -> service.isForPeople() && service.isOpenBalancer(),
                    service -> "it is 'LoadBalancer', with nothing to restrict who can connect"));

    static final Rule INTERNAL_SERVICES_ARE_NOT_EXPOSED = Rule.error("RISK-031")
            .title("An internal service can be reached from outside")
            .because("Redis, PgBouncer, StatsD and the log servers trust every client: anyone who reaches them can"
                    + " read or add tasks, or use up the connections")
            .remedy(
                    "remove it: by default the chart's Services can be reached only from inside the cluster. If Redis has to be"
                            + " reached from outside, use serviceType of ChartRedis")
            .source(SERVICES_PAGE + "#publishing-services-service-types")
            .brokenBy(it -> it.extraValue("redis", Map.of("service", Map.of("type", "NodePort"))))
            .finds(together(List.of(
                    SERVICES.when(
                            service -> !service.isForPeople()
                                    && (service.type().equals("NodePort") || service.isOpenBalancer()),
                            service -> "it is '" + service.type() + "'"),
                    any(at("ingress.pgbouncer.enabled", ON), at("ingress.statsd.enabled", ON)))));

    static final Rule EXPOSED_FLOWER_HAS_A_PASSWORD = Rule.error("RISK-032")
            .title("Flower can be reached from outside without a password")
            .because("anyone can see the arguments of every task, and can stop tasks and workers")
            .remedy("remove basicAuth(false): user and password are then in a Secret")
            .suggesting(true)
            .source("https://flower.readthedocs.io/en/latest/auth.html")
            .after("CEL-025")
            .brokenBy(it -> it.flower(Flower.builder()
                            .basicAuth(false)
                            .ingress(WebIngress.builder()
                                    .host("flower.example.com")
                                    .tlsSecret("flower-tls")
                                    .build())
                            .build())
                    .networkPolicies(NetworkPolicies.admitting("ingress-nginx", "monitoring")))
            .finds(FLOWER.at("basicAuth")
                    .inValues("flower.secretName")
                    .when(
                            (flower, deployment) ->
                                    FlowerRules.isOpen(flower, deployment) && FlowerRules.isExposed(flower),
                            (flower, deployment) -> "there is no login"));

    static final Rule INGRESS_COMES_WITH_NETWORK_POLICIES = Rule.warning("RISK-033")
            .title("There is an ingress, but there are no network policies")
            .because("without network policies every pod in the cluster can reach Airflow's API, PgBouncer and Redis")
            .remedy("set networkPolicies, or waive this if the cluster has policies of its own")
            .source(POLICIES_PAGE)
            .after("VER-003")
            .brokenBy(it -> it.ingress(WebIngress.builder()
                    .host("airflow.example.com")
                    .tlsSecret("airflow-tls")
                    .build()))
            .brokenWhen(deployment -> deployment.ingress().isPresent()
                    && deployment.networkPolicies().isEmpty()
                    && (deployment.webTier() == WebTier.WEBSERVER
                            || deployment.chartVersion().has(ChartTrait.POLICIES_ADMIT_API_SERVER)))
            .at("networkPolicies");

    static final Rule ALLOW_LISTS_RESTRICT_ACCESS = Rule.warning("RISK-034")
            .title("A network policy or an address list admits everybody")
            .because("it looks like a restriction but restricts nothing")
            .remedy("list the address ranges of the networks that need access")
            .source(POLICIES_PAGE)
            .brokenBy(it -> it.extraValue(
                    "apiServer",
                    Map.of(
                            "networkPolicy",
                            Map.of(
                                    "ingress",
                                    Map.of("from", List.of(Map.of("ipBlock", Map.of("cidr", "0.0.0.0/0"))))))))
            .finds(any(
                    at("*.ingress.from.ipBlock.cidr", EVERYBODY.pattern()),
                    at("*.extraNetworkPolicies.ipBlock.cidr", EVERYBODY.pattern()),
                    at("*.loadBalancerSourceRanges", EVERYBODY.pattern()),
                    at("*.*/whitelist-source-range", with(EVERYBODY.pattern())),
                    at("*.*/load-balancer-source-ranges", with(EVERYBODY.pattern())),
                    at("*.*/inbound-cidrs", with(EVERYBODY.pattern()))));

    static final Rule PUBLIC_WEB_SERVICE_IS_ENCRYPTED = Rule.warning("RISK-035")
            .title("A load balancer on the Internet serves Airflow without TLS")
            .because("most clouds give it a public address, and passwords and sessions can be read on the way")
            .remedy(
                    "end TLS at the load balancer and set externalUrl(\"https://...\"), or set your cloud's annotation for"
                            + " an internal load balancer, or webService.loadBalancerSourceRanges")
            .source(SERVICES_PAGE + "#internal-load-balancer")
            .brokenBy(it -> it.webService(WebService.loadBalancer().build()).waive("WEB-013", "an example"))
            .finds(together(List.of(
                    DEPLOYMENT
                            .at("webService", AirflowDeployment::webService)
                            .where(deployment -> deployment
                                    .baseUrl()
                                    .filter(ExternalUrl::isHttps)
                                    .isEmpty())
                            .at("type")
                            .when(ExposureRules::isOpen, service -> "it is 'LoadBalancer'"),
                    FLOWER.at("service", Flower::service)
                            .at("type")
                            .when(
                                    service -> isOpen(service) && !endsTls(service),
                                    service -> "it is 'LoadBalancer', for Flower"))));

    static final Rule REDIS_STAYS_INSIDE = Rule.warning("RISK-036")
            .title("The chart's Redis can be reached from outside the cluster")
            .because("it has no TLS: who listens on the way has its password, and can add tasks that run any code")
            .remedy("remove serviceType, or waive this if the network between is yours alone")
            .source(SERVICES_PAGE + "#publishing-services-service-types")
            .brokenBy(it -> it.broker(CeleryBroker.ChartRedis.builder()
                    .serviceType(ServiceType.NODE_PORT)
                    .build()))
            .finds(DEPLOYMENT
                    .given("broker", AirflowDeployment::chartRedis)
                    .at("serviceType", CeleryBroker.ChartRedis::serviceType)
                    .unless(ServiceType.CLUSTER_IP::equals, type -> "it is '" + type + "'"));

    static final List<Rule> ALL = List.of(
            NO_PUBLIC_LOAD_BALANCER,
            INTERNAL_SERVICES_ARE_NOT_EXPOSED,
            EXPOSED_FLOWER_HAS_A_PASSWORD,
            INGRESS_COMES_WITH_NETWORK_POLICIES,
            ALLOW_LISTS_RESTRICT_ACCESS,
            PUBLIC_WEB_SERVICE_IS_ENCRYPTED,
            REDIS_STAYS_INSIDE);

    /** The Service of a component, as the extra values have it. */
    private record Service(String component, Map<?, ?> values) {

        boolean isForPeople() {
            return FOR_PEOPLE.contains(component);
        }

        /** Whether it is a load balancer that anybody can connect to. */
        boolean isOpenBalancer() {
            return type().equals("LoadBalancer") && !isInternal();
        }

        String type() {
            return String.valueOf(values.get("type"));
        }

        /** Whether the load balancer is inside of a network, or admits some addresses alone. */
        private boolean isInternal() {
            return isInside(Tree.mapOrEmpty(values.get("annotations")))
                    || !Tree.listOrEmpty(values.get("loadBalancerSourceRanges")).isEmpty()
                    || String.valueOf(values.get("loadBalancerClass")).equals("tailscale");
        }
    }

    private ExposureRules() {}

    private static boolean isOpen(WebService service) {
        return service.type() == ServiceType.LOAD_BALANCER
                && service.loadBalancerSourceRanges().isEmpty()
                && !isInside(service.annotations());
    }

    /** Whether annotations give the load balancer a certificate. */
    private static boolean endsTls(WebService service) {
        return service.annotations().keySet().stream().anyMatch(key -> key.matches(".*(?:ssl|tls|cert).*"));
    }

    /** Whether annotations put a load balancer into a network, or list who may use it. */
    private static boolean isInside(Map<?, ?> annotations) {
        return annotations.entrySet().stream()
                .anyMatch(entry -> isInside(String.valueOf(entry.getKey()), String.valueOf(entry.getValue())));
    }

    private static boolean isInside(String key, String value) {
        return key.contains("internal") && !value.equals("false")
                || key.contains("source-ranges")
                || key.contains("allowed-ip-ranges")
                || value.matches("(?i)internal|intranet|private");
    }

    private static Stream<Part<Service>> services(AirflowDeployment deployment) {
        return ValuesTree.of(deployment)
                .maps()
                .filter(map -> map.path().matches("[^.]+\\.service"))
                .map(map -> new Part<>(
                        new Service(map.path().substring(0, map.path().indexOf('.')), (Map<?, ?>) map.value()),
                        deployment,
                        "extraValues[" + map.path() + ".type]",
                        Optional.of(map.path() + ".type")));
    }
}
