package io.airworthy.rules;

import static io.airworthy.rules.Subject.DEPLOYMENT;
import static io.airworthy.rules.Subject.FLOWER;
import static io.airworthy.rules.Subject.INGRESSES;
import static io.airworthy.rules.Subject.together;

import io.airworthy.AdminUser;
import io.airworthy.AirflowDeployment;
import io.airworthy.ExternalUrl;
import io.airworthy.Flower;
import io.airworthy.IngressHost;
import io.airworthy.NetworkPolicies;
import io.airworthy.PathType;
import io.airworthy.ServicePort;
import io.airworthy.WebIngress;
import io.airworthy.WebService;
import io.airworthy.WebTier;
import io.airworthy.chart.ChartTrait;
import io.airworthy.pods.Component;
import io.airworthy.pods.ServiceType;
import io.airworthy.validation.Finding;
import io.airworthy.validation.Rule;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The ingress, the external URL, the network policies and the first administrator. */
final class WebRules {

    private static final String GUIDE = "https://airflow.apache.org/docs/helm-chart/stable/production-guide.html";

    private static final String INGRESS_PAGE = "https://kubernetes.io/docs/concepts/services-networking/ingress/";

    private static final String POLICY_PAGE =
            "https://kubernetes.io/docs/concepts/services-networking/network-policies/";

    private static final String SERVICE_PAGE = "https://kubernetes.io/docs/concepts/services-networking/service/";

    /** Where Airflow 3's tasks reach the API. */
    private static final String TASK_API = "core.execution_api_server_url";

    private static final Pattern PATH = Pattern.compile("/|(/[A-Za-z0-9._~-]{1,100}){1,20}/?");

    private static final Pattern EMAIL = Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,255}");

    private static final Subject<AdminUser> ADMIN = DEPLOYMENT.given("adminUser", AirflowDeployment::adminUser);

    private static final Subject<NetworkPolicies> POLICIES =
            DEPLOYMENT.given("networkPolicies", AirflowDeployment::networkPolicies);

    private static final String FLOWERS_PORT = "flower-ui";

    private static final Subject<WebService> SERVICE = DEPLOYMENT.at("webService", AirflowDeployment::webService);

    private static final Subject<IngressHost> OTHER_HOSTS = Subject.of(WebRules::otherHosts);

    private static final Subject<ExternalUrl> EXTERNAL_URL =
            DEPLOYMENT.given("externalUrl", AirflowDeployment::externalUrl);

    static final Rule INGRESS_HOST_IS_VALID = Rule.error("WEB-001")
            .title("The ingress host name is not valid")
            .because("Kubernetes rejects the Ingress, or Airflow sends browsers to an address that does not exist")
            .remedy("use the host name alone, in lower case; scheme and path have attributes of their own")
            .source(INGRESS_PAGE)
            .brokenBy(it -> it.ingress(WebIngress.builder()
                            .host("https://airflow.example.com")
                            .tlsSecret("airflow-tls")
                            .build())
                    .networkPolicies(NetworkPolicies.admitting("ingress-nginx", "monitoring")))
            .finds(together(List.of(
                    ingress("host", "hosts")
                            .unless(
                                    ingress -> isPublicHost(ingress.host()) || isOfAnyHost(ingress),
                                    ingress -> HostNames.describe(ingress.host())),
                    OTHER_HOSTS
                            .at("name", IngressHost::name)
                            .unless(
                                    name -> isPublicHost(name.startsWith("*.") ? name.substring(2) : name),
                                    HostNames::describe),
                    INGRESSES.finds(WebRules::hostTwice))));

    static final Rule INGRESS_PATH_IS_VALID = Rule.error("WEB-002")
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
            .finds(ingress("path", "path")
                    .unless(
                            ingress -> isPath(ingress.path()),
                            ingress -> "'" + ingress.path() + "' is not a valid path"));

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
            .finds(together(List.of(
                    EXTERNAL_URL.unless(ExternalUrl::isHttps, url -> url + " is not https"),
                    ingress("tlsSecret", "hosts")
                            .where(deployment -> deployment.externalUrl().isEmpty())
                            .faults(ingress -> ingress.url()
                                    .filter(url -> !url.isHttps())
                                    .map(url -> "there is no TLS Secret, and its address is " + url)),
                    INGRESSES.finds(WebRules::hostsWithoutCertificate))));

    static final Rule INGRESS_NAMES_ARE_VALID = Rule.error("WEB-004")
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
            .finds(together(List.of(
                    ingress("tlsSecret", "hosts").faults(ingress -> nameFault(ingress.tlsSecret())),
                    OTHER_HOSTS.at("tlsSecret", IngressHost::tlsSecret).faults(WebRules::nameFault),
                    ingress("ingressClass", "ingressClassName").faults(ingress -> nameFault(ingress.ingressClass())),
                    ingress("annotations", "annotations")
                            .finds(part -> part.value().annotations().keySet().stream()
                                    .filter(key -> !KubernetesLabels.isKey(key))
                                    .map(key -> part.finding(KubernetesNames.describe(key)))))));

    static final Rule POLICIES_ADMIT_THE_INGRESS = Rule.error("WEB-005")
            .title("The network policies block the ingress controller")
            .because("the policy admits nothing from outside the release, and browsers get a 502 or 504")
            .remedy("name the controller's namespace: NetworkPolicies.admitting(ingressNamespace,"
                    + " monitoringNamespace); if browsers come from outside the cluster, add an ipBlock to"
                    + " networkPolicy.ingress.from of the web component or flower in extraValues")
            .source(POLICY_PAGE)
            .brokenBy(it -> it.externalUrl("https://airflow.example.com")
                    .networkPolicies(NetworkPolicies.builder()
                            .monitoringNamespace("monitoring")
                            .build()))
            .brokenWhen(POLICIES.any(policies -> policies.ingressNamespace().isEmpty())
                    .and(deployment -> deployment.baseUrl().isPresent() && !hasExtraWebClients(deployment)
                            || deployment.flower().flatMap(Flower::ingress).isPresent()
                                    && !hasExtraClients(deployment, "flower")))
            .at("networkPolicies.ingressNamespace");

    static final Rule POLICY_NAMESPACES_ARE_VALID = Rule.error("WEB-006")
            .title("A network policy admits a namespace whose name is not valid")
            .because("Kubernetes rejects the policy, or it admits nobody")
            .remedy("use 1 to 63 lower-case letters, digits and dashes, with a letter or digit at both ends")
            .source(POLICY_PAGE)
            .brokenBy(it -> it.networkPolicies(NetworkPolicies.admitting("Ingress", "monitoring")))
            .finds(together(List.of(
                    POLICIES.given("ingressNamespace", NetworkPolicies::ingressNamespace)
                            .unless(KubernetesNames::isLabel, KubernetesNames::describe),
                    POLICIES.given("monitoringNamespace", NetworkPolicies::monitoringNamespace)
                            .unless(KubernetesNames::isLabel, KubernetesNames::describe))));

    static final Rule POLICIES_ADMIT_PROMETHEUS = Rule.warning("WEB-007")
            .title("The network policies block Prometheus")
            .because("the exporters run, but nothing outside the release can scrape them")
            .remedy("name its namespace: NetworkPolicies.admitting(ingressNamespace, monitoringNamespace)")
            .source(POLICY_PAGE)
            .brokenBy(it -> it.networkPolicies(
                    NetworkPolicies.builder().ingressNamespace("ingress-nginx").build()))
            .brokenWhen(POLICIES.any(policies -> policies.monitoringNamespace().isEmpty())
                    .and(WebRules::hasExporter))
            .at("networkPolicies.monitoringNamespace");

    static final Rule ADMIN_USER_IS_VALID = Rule.error("WEB-008")
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
            .finds(together(List.of(
                    ADMIN.at("username", AdminUser::username).when(String::isBlank, name -> "it is empty"),
                    ADMIN.at("firstName", AdminUser::firstName).when(String::isBlank, name -> "it is empty"),
                    ADMIN.at("lastName", AdminUser::lastName).when(String::isBlank, name -> "it is empty"),
                    ADMIN.at("email", AdminUser::email)
                            .unless(WebRules::isEmail, email -> "'" + email + "' is not a valid mail address"))));

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
            .at("networkPolicies");

    static final Rule PORT_MATCHES_THE_PROBES = Rule.error("WEB-010")
            .title("Airflow does not listen on the port that the chart probes")
            .because("the probes get no answer, Kubernetes restarts the pods again and again, and no browser can"
                    + " connect")
            .remedy("remove it, or set the same number in both places: in airflowConfig, and in extraValues under"
                    + " ports")
            .source(GUIDE)
            .brokenBy(it -> it.airflowConfig("api.port", "9090"))
            .finds(deployment -> portFault(deployment).stream().toList());

    static final Rule EXTERNAL_URL_IS_VALID = Rule.error("WEB-011")
            .title("The external URL is not valid")
            .because("Airflow sends browsers there after the login, and Airflow 2 does not start with some of these"
                    + " values")
            .remedy("use a scheme, a host and optionally a port and a path: https://airflow.example.com/airflow")
            .source("https://airflow.apache.org/docs/apache-airflow/stable/howto/run-behind-proxy.html")
            .brokenBy(it -> it.externalUrl("https://ada:s3cret@airflow.example.com"))
            .finds(EXTERNAL_URL.unless(
                    WebRules::isAddress, url -> "'" + url + "' is not an address that a browser can open"));

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
            .finds(EXTERNAL_URL.faults((url, deployment) -> deployment
                    .ingress()
                    .filter(ingress -> !leadsTo(url, ingress))
                    .map(ingress -> url + " does not lead to the ingress at " + ingress.host() + ingress.path())));

    static final Rule EXPOSED_SERVICE_HAS_AN_ADDRESS = Rule.warning("WEB-013")
            .title("Airflow does not know the address that browsers use")
            .because("links in mails, and the callback of single sign-on, lead to localhost:8080")
            .remedy("set externalUrl to the address of the ingress, load balancer or node port")
            .source("https://airflow.apache.org/docs/apache-airflow/stable/howto/run-behind-proxy.html")
            .brokenBy(it -> it.webService(WebService.loadBalancer()
                    .annotation("networking.gke.io/load-balancer-type", "Internal")
                    .build()))
            .brokenWhen(deployment ->
                    (deployment.webService().isExposed() || deployment.ingress().isPresent())
                            && deployment.baseUrl().isEmpty())
            .at("externalUrl");

    static final Rule SERVICE_IS_VALID = Rule.error("WEB-014")
            .title("A Service is not valid")
            .because("Kubernetes rejects it, or nobody can connect")
            .remedy(
                    "use ports from 1 to 65535, each once and each with a name of its own; node ports, addresses and source"
                            + " ranges belong to NodePort and LoadBalancer")
            .source(SERVICE_PAGE)
            .brokenBy(it -> it.webService(WebService.builder()
                    .port(ServicePort.builder()
                            .port(WebTier.PORT)
                            .nodePort(30080)
                            .build())
                    .build()))
            .finds(together(List.of(
                    SERVICE.finds(part ->
                            ServiceFaults.of(part, part.deployment().webTier().servicePort(), true)),
                    FLOWER.at("service", Flower::service).finds(part -> ServiceFaults.of(part, FLOWERS_PORT, false)))));

    static final Rule TASKS_REACH_THE_API = Rule.error("WEB-015")
            .title("A Service lacks a port that tasks or the ingress use")
            .because("the chart sends tasks to port 8080 of the Service and the ingress to a port by its name;"
                    + " whatever cannot find its port fails")
            .remedy("keep port 8080 in webService.ports or set the option " + TASK_API
                    + ", and do not name the port that the ingress uses")
            .source(SERVICE_PAGE)
            .brokenBy(it ->
                    it.webService(WebService.builder().port(ServicePort.of(80)).build()))
            .finds(together(List.of(
                    SERVICE.at("ports").inValues(WebRules::portsKey).faults(WebRules::missingPort),
                    FLOWER.at("service.ports")
                            .inValues("flower.service.ports")
                            .faults((flower, deployment) -> flower.ingress()
                                    .flatMap(ingress -> portOfIngress(flower.service(), FLOWERS_PORT))))));

    static final Rule POLICIES_ADMIT_THE_LOAD_BALANCER = Rule.error("WEB-016")
            .title("The network policies block the load balancer or node port")
            .because(
                    "connections from outside the cluster come from addresses, not from a namespace, and the policy drops"
                            + " them")
            .remedy("add an ipBlock to networkPolicy.ingress.from of the web component or flower in extraValues")
            .source(POLICY_PAGE)
            .brokenBy(it -> it.webService(
                            WebService.builder().type(ServiceType.NODE_PORT).build())
                    .externalUrl("https://airflow.example.com")
                    .networkPolicies(NetworkPolicies.admitting("ingress-nginx", "monitoring")))
            .finds(together(List.of(
                    SERVICE.at("type")
                            .where(deployment -> !hasExtraWebClients(deployment))
                            .when(WebRules::isBlocked, (service, deployment) -> "it is '" + service.type() + "'"),
                    FLOWER.at("service", Flower::service)
                            .at("type")
                            .where(deployment -> !hasExtraClients(deployment, "flower"))
                            .when(WebRules::isBlocked, (service, deployment) -> "it is '" + service.type() + "'"))));

    static final List<Rule> ALL = List.of(
            INGRESS_HOST_IS_VALID,
            INGRESS_PATH_IS_VALID,
            INGRESS_IS_ENCRYPTED,
            INGRESS_NAMES_ARE_VALID,
            POLICIES_ADMIT_THE_INGRESS,
            POLICY_NAMESPACES_ARE_VALID,
            POLICIES_ADMIT_PROMETHEUS,
            ADMIN_USER_IS_VALID,
            POLICIES_ADMIT_LOG_READERS,
            PORT_MATCHES_THE_PROBES,
            EXTERNAL_URL_IS_VALID,
            EXTERNAL_URL_LEADS_TO_THE_INGRESS,
            EXPOSED_SERVICE_HAS_AN_ADDRESS,
            SERVICE_IS_VALID,
            TASKS_REACH_THE_API,
            POLICIES_ADMIT_THE_LOAD_BALANCER);

    private WebRules() {}

    /** The ingresses, with the places of one of their attributes. */
    private static Subject<WebIngress> ingress(String attribute, String key) {
        return Subject.of(deployment -> INGRESSES
                .in(deployment)
                .map(part -> part.part(attribute, part.value()).inValues(key(part, key))));
    }

    private static Stream<Subject.Part<IngressHost>> otherHosts(AirflowDeployment deployment) {
        return INGRESSES.in(deployment).flatMap(part -> {
            List<IngressHost> hosts = part.value().otherHosts();
            return IntStream.range(0, hosts.size())
                    .mapToObj(i ->
                            part.part("otherHosts[" + i + "]", hosts.get(i)).inValues(key(part, "hosts")));
        });
    }

    private static Stream<Finding> hostsWithoutCertificate(Subject.Part<WebIngress> part) {
        List<IngressHost> hosts = part.value().otherHosts();
        return part.value().tlsSecret().isEmpty()
                ? Stream.empty()
                : IntStream.range(0, hosts.size())
                        .filter(i -> hosts.get(i).tlsSecret().isEmpty())
                        .mapToObj(i -> part.at(
                                "otherHosts[" + i + "]",
                                "hosts",
                                "there is no TLS Secret for " + hosts.get(i).name()));
    }

    private static String key(Subject.Part<WebIngress> ingress, String key) {
        return ingress.valuesPath().orElseThrow() + "." + key;
    }

    /** A certificate, and a host among others, are for a name. */
    private static boolean isOfAnyHost(WebIngress ingress) {
        return ingress.host().isEmpty()
                && ingress.tlsSecret().isEmpty()
                && ingress.otherHosts().isEmpty();
    }

    private static boolean isPublicHost(String host) {
        return KubernetesNames.isSubdomain(host) && HostNames.isHost(host) && !HostNames.isIpv4(host);
    }

    private static Optional<String> nameFault(Optional<String> name) {
        return name.filter(given -> !KubernetesNames.isSubdomain(given)).map(KubernetesNames::describe);
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
                .filter(parts -> (ingress.host().isEmpty()
                                || parts.host().equals(ingress.host())
                                || ingress.otherHosts().stream().anyMatch(host -> answers(host.name(), parts.host())))
                        && (ingress.pathType() == PathType.IMPLEMENTATION_SPECIFIC
                                || (parts.path() + "/").startsWith(below)))
                .isPresent();
    }

    /** A star stands for one part of a name. */
    private static boolean answers(String name, String host) {
        return name.equals(host)
                || name.startsWith("*.") && host.replaceFirst("^[^.]+", "*").equals(name);
    }

    private static Stream<Finding> hostTwice(Subject.Part<WebIngress> part) {
        List<String> hosts =
                part.value().otherHosts().stream().map(IngressHost::name).toList();
        return IntStream.range(0, hosts.size())
                .filter(i -> hosts.get(i).equals(part.value().host())
                        || hosts.subList(0, i).contains(hosts.get(i)))
                .mapToObj(i -> part.at("otherHosts[" + i + "].name", "'" + hosts.get(i) + "' is there twice"));
    }

    private static String portsKey(Subject.Part<?> part) {
        return part.deployment().webTier().valuesKey() + ".service.ports";
    }

    private static Optional<String> missingPort(WebService service, AirflowDeployment deployment) {
        if (service.ports().isEmpty()) {
            return Optional.empty();
        }
        String tasks = ValuesTree.of(deployment)
                .find(deployment.webTier().portKey())
                .map(String::valueOf)
                .orElse(Integer.toString(WebTier.PORT));
        if (deployment.webTier() == WebTier.API_SERVER
                && GivenOption.everywhere(deployment, TASK_API).isEmpty()
                && service.ports().stream()
                        .noneMatch(port -> Integer.toString(port.port()).equals(tasks))) {
            return Optional.of("tasks reach the API at port " + tasks + ", which is not among them");
        }
        String name = deployment.webTier().servicePort();
        return deployment.ingress().flatMap(ingress -> portOfIngress(service, name));
    }

    private static Optional<String> portOfIngress(WebService service, String name) {
        return service.ports().isEmpty()
                        || service.ports().stream()
                                .anyMatch(port -> port.name().orElse(name).equals(name))
                ? Optional.empty()
                : Optional.of("the ingress looks for a port '" + name + "', which is not among them");
    }

    /** Whether the user's own values admit somebody beside the release's pods. */
    private static boolean hasExtraWebClients(AirflowDeployment deployment) {
        return hasExtraClients(deployment, deployment.names().valuesKey(Component.WEB));
    }

    private static boolean isBlocked(WebService service, AirflowDeployment deployment) {
        return service.isExposed() && deployment.networkPolicies().isPresent();
    }

    private static boolean hasExtraClients(AirflowDeployment deployment, String key) {
        return ValuesTree.of(deployment)
                .find(key + ".networkPolicy.ingress.from")
                .filter(from -> !ExtraValuesRules.isEmpty(from))
                .isPresent();
    }

    private static boolean isPath(String path) {
        return PATH.matcher(path).matches()
                && Stream.of(path.split("/")).noneMatch(part -> part.equals(".") || part.equals(".."));
    }

    private static boolean hasExporter(AirflowDeployment deployment) {
        return deployment.pgBouncer().isPresent() || deployment.metrics().usesChartStatsd();
    }

    private static Optional<Finding> portFault(AirflowDeployment deployment) {
        String value = deployment.webTier().portKey();
        String asked =
                ValuesTree.of(deployment).find(value).map(String::valueOf).orElse(Integer.toString(WebTier.PORT));
        Optional<GivenOption> given =
                GivenOption.of(deployment, deployment.webTier().portOption());
        String listens = given.map(GivenOption::value).orElse(Integer.toString(WebTier.PORT));
        String what = "Airflow listens on " + listens + ", and the chart probes port " + asked;
        return asked.equals(listens)
                ? Optional.empty()
                : given.filter(option -> !listens.equals(Integer.toString(WebTier.PORT)))
                        .map(option -> option.place().finding(what))
                        .or(() -> Optional.of(ExtraValuesRules.at(value, what)));
    }

    private static boolean isEmail(String text) {
        return EMAIL.matcher(text).matches() && HostNames.isHost(text.substring(text.lastIndexOf('@') + 1));
    }
}
