package io.airworthy.rules;

import io.airworthy.AdminUser;
import io.airworthy.AirflowDeployment;
import io.airworthy.ExternalUrl;
import io.airworthy.NetworkPolicies;
import io.airworthy.WebIngress;
import io.airworthy.WebTier;
import io.airworthy.chart.ChartTrait;
import io.airworthy.pods.Component;
import io.airworthy.validation.Finding;
import io.airworthy.validation.Rule;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The way in: for browsers, for the ingress controller, for Prometheus, for the first administrator. */
final class WebRules {

    private static final String GUIDE = "https://airflow.apache.org/docs/helm-chart/stable/production-guide.html";

    private static final String INGRESS_PAGE = "https://kubernetes.io/docs/concepts/services-networking/ingress/";

    private static final String POLICY_PAGE =
            "https://kubernetes.io/docs/concepts/services-networking/network-policies/";

    /** Both Airflow's and the chart's. */
    private static final String USUAL_PORT = "8080";

    private static final Pattern PATH = Pattern.compile("/|(/[A-Za-z0-9._~-]{1,100}){1,20}/?");

    private static final Pattern EMAIL = Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,255}");

    static final Rule INGRESS_HOST_IS_A_NAME = Rule.error("WEB-001")
            .title("The ingress host name is not valid")
            .because("Kubernetes rejects the Ingress, or Airflow sends browsers to an address that does not exist")
            .remedy("use the host name alone, in lower case; scheme and path have attributes of their own")
            .source(INGRESS_PAGE)
            .brokenBy(it -> it.ingress(WebIngress.builder()
                            .host("https://airflow.example.com")
                            .tlsSecret("airflow-tls")
                            .build())
                    .networkPolicies(NetworkPolicies.admitting("ingress-nginx", "monitoring")))
            .finds(ofIngress((deployment, ingress) -> KubernetesNames.isSubdomain(ingress.host())
                            && HostNames.isHost(ingress.host())
                            && !HostNames.isIpv4(ingress.host())
                    ? Stream.empty()
                    : Stream.of(at(deployment, "host", "hosts", HostNames.describe(ingress.host())))));

    static final Rule INGRESS_PATH_IS_A_PATH = Rule.error("WEB-002")
            .title("The ingress path is not valid")
            .because("Kubernetes rejects it, or the addresses that Airflow makes from it lead nowhere")
            .remedy("begin with a slash, then use letters, digits and -._~ with single slashes between them")
            .source(INGRESS_PAGE)
            .brokenBy(it -> it.ingress(WebIngress.builder()
                            .host("airflow.example.com")
                            .path("airflow")
                            .tlsSecret("airflow-tls")
                            .build())
                    .networkPolicies(NetworkPolicies.admitting("ingress-nginx", "monitoring")))
            .finds(ofIngress((deployment, ingress) -> isPath(ingress.path())
                    ? Stream.empty()
                    : Stream.of(at(deployment, "path", "path", "'" + ingress.path() + "' is not a valid path"))));

    static final Rule INGRESS_IS_ENCRYPTED = Rule.warning("WEB-003")
            .title("Browsers connect without TLS")
            .because("passwords and sessions can be read on the network; and if TLS ends in front of the ingress,"
                    + " Airflow sends browsers back to http:// after the login")
            .remedy("set ingress.tlsSecret to the Secret of the certificate; if TLS ends in front of the ingress,"
                    + " set externalUrl(\"https://...\")")
            .source(INGRESS_PAGE + "#tls")
            .brokenBy(it -> it.ingress(
                            WebIngress.builder().host("airflow.example.com").build())
                    .networkPolicies(NetworkPolicies.admitting("ingress-nginx", "monitoring")))
            .finds(deployment -> deployment.baseUrl().filter(url -> !url.isHttps()).stream()
                    .map(url -> deployment.externalUrl().isPresent()
                            ? externalUrl(deployment, url + " is not https")
                            : at(deployment, "tlsSecret", "hosts", "there is no TLS Secret, and base_url is " + url))
                    .toList());

    static final Rule INGRESS_NAMES_ARE_NAMES = Rule.error("WEB-004")
            .title("A name in the ingress is not valid")
            .because("Kubernetes rejects the Ingress, or looks for a Secret or class that cannot exist")
            .remedy("use lower-case letters, digits, dashes and dots in names; an annotation key may have a prefix"
                    + " and a slash before it")
            .source("https://kubernetes.io/docs/concepts/overview/working-with-objects/names/")
            .brokenBy(it -> it.ingress(WebIngress.builder()
                            .host("airflow.example.com")
                            .tlsSecret("Airflow TLS")
                            .build())
                    .networkPolicies(NetworkPolicies.admitting("ingress-nginx", "monitoring")))
            .finds(ofIngress((deployment, ingress) -> Stream.of(
                            ingress
                                    .tlsSecret()
                                    .filter(name -> !KubernetesNames.isSubdomain(name))
                                    .map(name -> at(deployment, "tlsSecret", "hosts", isNoName(name)))
                                    .stream(),
                            ingress
                                    .ingressClass()
                                    .filter(name -> !KubernetesNames.isSubdomain(name))
                                    .map(name -> at(deployment, "ingressClass", "ingressClassName", isNoName(name)))
                                    .stream(),
                            ingress.annotations().keySet().stream()
                                    .filter(key -> !KubernetesLabels.isKey(key))
                                    .map(key -> at(deployment, "annotations", "annotations", isNoName(key))))
                    .flatMap(Function.identity())));

    static final Rule POLICIES_ADMIT_THE_INGRESS = Rule.error("WEB-005")
            .title("The network policies block the ingress controller")
            .because("the policy admits nothing from outside the release, and browsers get a 502 or 504")
            .remedy("name the controller's namespace: NetworkPolicies.admitting(ingressNamespace,"
                    + " monitoringNamespace); if browsers come from outside the cluster, add an ipBlock to"
                    + " networkPolicy.ingress.from of the web component in extraValues")
            .source(POLICY_PAGE)
            .brokenBy(it -> it.externalUrl("https://airflow.example.com")
                    .networkPolicies(NetworkPolicies.builder()
                            .monitoringNamespace("monitoring")
                            .build()))
            .brokenWhen(deployment -> deployment.baseUrl().isPresent()
                    && deployment
                            .networkPolicies()
                            .filter(policies -> policies.ingressNamespace().isEmpty())
                            .isPresent()
                    && !hasExtraWebClients(deployment))
            .at("networkPolicies.ingressNamespace");

    static final Rule POLICIES_NAME_NAMESPACES = Rule.error("WEB-006")
            .title("A network policy admits a namespace whose name is not valid")
            .because("Kubernetes rejects the policy, or it admits nobody")
            .remedy("use 1 to 63 lower-case letters, digits and dashes, with a letter or digit at both ends")
            .source(POLICY_PAGE)
            .brokenBy(it -> it.networkPolicies(NetworkPolicies.admitting("Ingress", "monitoring")))
            .finds(deployment -> deployment.networkPolicies().stream()
                    .flatMap(WebRules::namespaces)
                    .toList());

    static final Rule POLICIES_ADMIT_PROMETHEUS = Rule.warning("WEB-007")
            .title("The network policies block Prometheus")
            .because("the exporters run, but nothing outside the release can scrape them")
            .remedy("name its namespace: NetworkPolicies.admitting(ingressNamespace, monitoringNamespace)")
            .source(POLICY_PAGE)
            .brokenBy(it -> it.networkPolicies(
                    NetworkPolicies.builder().ingressNamespace("ingress-nginx").build()))
            .brokenWhen(deployment -> hasExporter(deployment)
                    && deployment
                            .networkPolicies()
                            .filter(policies -> policies.monitoringNamespace().isEmpty())
                            .isPresent())
            .at("networkPolicies.monitoringNamespace");

    static final Rule ADMIN_IS_SOMEBODY = Rule.error("WEB-008")
            .title("The administrator's name or mail address is not valid")
            .because("the create-user job fails, and nobody can log in")
            .remedy("set all four, and use an address of the form name@host")
            .source(GUIDE)
            .brokenBy(it -> it.adminUser(AdminUser.builder()
                    .username("admin")
                    .email("admin@")
                    .firstName("Ada")
                    .lastName("Lovelace")
                    .build()))
            .finds(deployment -> deployment.adminUser().stream()
                    .flatMap(WebRules::adminFaults)
                    .toList());

    static final Rule POLICIES_ADMIT_LOG_READERS = Rule.warning("WEB-009")
            .title("This chart's network policies keep the API server from running tasks' logs")
            .because("before 1.22.0 the policies of workers and triggerers admit a webserver, which Airflow 3 does"
                    + " not have; logs appear only once they are in the log store")
            .remedy("use chart 1.22.0 or later, or remove the network policies")
            .source(POLICY_PAGE)
            .after("VER-003")
            .brokenBy(it -> it.chartVersion("1.18.0")
                    .airflowVersion("3.0.2")
                    .waive("HA-005", "this chart has no such budgets")
                    .networkPolicies(NetworkPolicies.admitting("ingress-nginx", "monitoring")))
            .brokenWhen(deployment -> deployment.networkPolicies().isPresent()
                    && deployment.webTier() == WebTier.API_SERVER
                    && !deployment.chartVersion().has(ChartTrait.POLICIES_ADMIT_API_SERVER))
            .at("networkPolicies", "networkPolicies.enabled");

    static final Rule PORTS_AGREE = Rule.error("WEB-010")
            .title("Airflow does not listen on the port that the chart probes")
            .because("the probes get no answer, Kubernetes restarts the pods again and again, and no browser can"
                    + " connect")
            .remedy("remove it, or set the same number in both places: in airflowConfig, and in extraValues under"
                    + " ports")
            .source(GUIDE)
            .brokenBy(it -> it.airflowConfig("api.port", "9090"))
            .finds(deployment -> portFault(deployment).stream().toList());

    static final Rule EXTERNAL_URL_IS_A_URL = Rule.error("WEB-011")
            .title("The external URL is not valid")
            .because("Airflow sends browsers there after the login, and Airflow 2 does not start with some of these"
                    + " values")
            .remedy("use a scheme, a host and optionally a port and a path: https://airflow.example.com/airflow")
            .source("https://airflow.apache.org/docs/apache-airflow/stable/howto/run-behind-proxy.html")
            .brokenBy(it -> it.externalUrl("https://ada:s3cret@airflow.example.com"))
            .finds(deployment -> deployment.externalUrl().filter(url -> !isAddress(url)).stream()
                    .map(url -> externalUrl(deployment, "'" + url + "' is not an address that a browser can open"))
                    .toList());

    static final Rule EXTERNAL_URL_LEADS_TO_THE_INGRESS = Rule.warning("WEB-012")
            .title("The external URL does not lead to the ingress")
            .because("unless something in front of the ingress rewrites the request, the ingress controller answers"
                    + " with a 404")
            .remedy("use the same host, and a path at or below that of the ingress")
            .source(INGRESS_PAGE)
            .after("WEB-001", "WEB-002", "WEB-011")
            .brokenBy(it -> it.ingress(WebIngress.builder()
                            .host("airflow.example.com")
                            .tlsSecret("airflow-tls")
                            .build())
                    .externalUrl("https://airflow.example.org")
                    .networkPolicies(NetworkPolicies.admitting("ingress-nginx", "monitoring")))
            .finds(ofIngress((deployment, ingress) -> deployment.externalUrl().stream()
                    .filter(url -> !leadsTo(url, ingress))
                    .map(url -> externalUrl(
                            deployment, url + " does not lead to the ingress at " + ingress.host() + ingress.path()))));

    static final List<Rule> ALL = List.of(
            INGRESS_HOST_IS_A_NAME,
            INGRESS_PATH_IS_A_PATH,
            INGRESS_IS_ENCRYPTED,
            INGRESS_NAMES_ARE_NAMES,
            POLICIES_ADMIT_THE_INGRESS,
            POLICIES_NAME_NAMESPACES,
            POLICIES_ADMIT_PROMETHEUS,
            ADMIN_IS_SOMEBODY,
            POLICIES_ADMIT_LOG_READERS,
            PORTS_AGREE,
            EXTERNAL_URL_IS_A_URL,
            EXTERNAL_URL_LEADS_TO_THE_INGRESS);

    /** A test of the ingress, where there is one. */
    private interface IngressTest {
        Stream<Finding> findings(AirflowDeployment deployment, WebIngress ingress);
    }

    private WebRules() {}

    private static Function<AirflowDeployment, List<Finding>> ofIngress(IngressTest test) {
        return deployment -> deployment.ingress().stream()
                .flatMap(ingress -> test.findings(deployment, ingress))
                .toList();
    }

    private static Finding at(AirflowDeployment deployment, String attribute, String valuesKey, String what) {
        return Finding.at("ingress." + attribute, what)
                .inValues(deployment.webTier().ingressKey() + "." + valuesKey);
    }

    private static Finding externalUrl(AirflowDeployment deployment, String what) {
        return Finding.at("externalUrl", what)
                .inValues("config." + deployment.webTier().baseUrlOption());
    }

    private static boolean isAddress(ExternalUrl url) {
        return url.parts()
                .filter(parts -> HostNames.isHost(parts.host())
                        && parts.port().map(HostNames::isPort).orElse(true)
                        && (parts.path().isEmpty() || isPath(parts.path())))
                .isPresent();
    }

    private static boolean leadsTo(ExternalUrl url, WebIngress ingress) {
        String below = ingress.path().endsWith("/") ? ingress.path() : ingress.path() + "/";
        return url.parts()
                .filter(parts -> parts.host().equals(ingress.host()) && (parts.path() + "/").startsWith(below))
                .isPresent();
    }

    /** Whether the user's own values admit somebody beside the release's pods. */
    private static boolean hasExtraWebClients(AirflowDeployment deployment) {
        return ValuesTree.of(deployment.extraValues())
                .find(deployment.names().valuesKey(Component.WEB) + ".networkPolicy.ingress.from")
                .filter(from -> !ExtraValuesRules.isEmpty(from))
                .isPresent();
    }

    private static boolean isPath(String path) {
        return PATH.matcher(path).matches()
                && Stream.of(path.split("/")).noneMatch(part -> part.equals(".") || part.equals(".."));
    }

    private static String isNoName(String text) {
        return "'" + text + "' is not a valid name";
    }

    private static boolean hasExporter(AirflowDeployment deployment) {
        return deployment.pgBouncer().isPresent() || deployment.metrics().usesChartStatsd();
    }

    private static Stream<Finding> namespaces(NetworkPolicies policies) {
        return Stream.concat(
                namespace("ingressNamespace", policies.ingressNamespace()),
                namespace("monitoringNamespace", policies.monitoringNamespace()));
    }

    private static Stream<Finding> namespace(String attribute, Optional<String> name) {
        return name
                .filter(given -> !KubernetesNames.isLabel(given))
                .map(given -> Finding.at("networkPolicies." + attribute, isNoName(given)))
                .stream();
    }

    private static Optional<Finding> portFault(AirflowDeployment deployment) {
        String value = deployment.webTier().portKey();
        String asked = ValuesTree.of(deployment.extraValues())
                .find(value)
                .map(String::valueOf)
                .orElse(USUAL_PORT);
        Optional<GivenOption> given =
                GivenOption.of(deployment, deployment.webTier().portOption());
        String listens = given.map(GivenOption::value).orElse(USUAL_PORT);
        String what = "Airflow listens on " + listens + ", and the chart probes port " + asked;
        return asked.equals(listens)
                ? Optional.empty()
                : given.filter(option -> !listens.equals(USUAL_PORT))
                        .map(option -> option.place().finding(what))
                        .or(() -> Optional.of(ExtraValuesRules.at(value, what)));
    }

    private static Stream<Finding> adminFaults(AdminUser user) {
        return Stream.of(
                        required("username", user.username()),
                        required("firstName", user.firstName()),
                        required("lastName", user.lastName()),
                        EMAIL.matcher(user.email()).matches() && HostNames.isHost(domain(user.email()))
                                ? Stream.<Finding>empty()
                                : Stream.of(Finding.at(
                                        "adminUser.email", "'" + user.email() + "' is not a valid mail address")))
                .flatMap(Function.identity());
    }

    private static Stream<Finding> required(String attribute, String text) {
        return text.isBlank() ? Stream.of(Finding.at("adminUser." + attribute, "it is empty")) : Stream.empty();
    }

    private static String domain(String email) {
        return email.substring(email.lastIndexOf('@') + 1);
    }
}
