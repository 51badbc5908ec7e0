package io.airworthy.testkit;

import io.airworthy.AdminUser;
import io.airworthy.AuthManager;
import io.airworthy.ExternalUrl;
import io.airworthy.IngressHost;
import io.airworthy.NetworkPolicies;
import io.airworthy.PathType;
import io.airworthy.ServicePort;
import io.airworthy.WebConfiguration;
import io.airworthy.WebIngress;
import io.airworthy.WebIngressBuilder;
import io.airworthy.WebService;
import io.airworthy.WebServiceBuilder;
import io.airworthy.WebTier;
import io.airworthy.pods.ServiceType;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Builders;
import net.jqwik.api.Builders.BuilderCombinator;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Who gets in: ingresses, network policies, the first administrator. */
public final class Web {

    private Web() {}

    /**
     * Ingresses.
     *
     * @return ingresses at the root and below it, with and without TLS, few of them for any host
     */
    public static Arbitrary<WebIngress> ingresses() {
        return Arbitraries.frequencyOf(
                Tuple.of(8, ingressesOfHosts()),
                Tuple.of(
                        1,
                        Arbitraries.of(
                                WebIngress.builder().build(),
                                WebIngress.builder()
                                        .path("/airflow")
                                        .ingressClass("alb")
                                        .annotation("alb.ingress.kubernetes.io/scheme", "internal")
                                        .build())));
    }

    private static Arbitrary<WebIngress> ingressesOfHosts() {
        return Builders.withBuilder(WebIngress::builder)
                .use(Hosts.names())
                .in(WebIngressBuilder::host)
                .use(Arbitraries.of("/", "/airflow", "/a/b.c/d~e/"))
                .withProbability(0.5)
                .in(WebIngressBuilder::path)
                .use(Names.subdomains())
                .withProbability(0.5)
                .in(WebIngressBuilder::ingressClass)
                .use(Names.subdomains())
                .withProbability(0.7)
                .in(WebIngressBuilder::tlsSecret)
                .use(Arbitraries.maps(
                                Arbitraries.of(
                                        "cert-manager.io/cluster-issuer", "nginx.ingress.kubernetes.io/x", "plain"),
                                Texts.texts())
                        .ofMaxSize(2))
                .withProbability(0.5)
                .in(WebIngressBuilder::annotations)
                .use(Arbitraries.of(PathType.PREFIX, PathType.IMPLEMENTATION_SPECIFIC))
                .withProbability(0.3)
                .in(WebIngressBuilder::pathType)
                .use(ingressHosts().list().ofMaxSize(2).uniqueElements(IngressHost::name))
                .withProbability(0.3)
                .in(WebIngressBuilder::otherHosts)
                .build(WebIngressBuilder::build);
    }

    /**
     * Further hosts of an ingress.
     *
     * @return hosts with and without a certificate, and one for many names
     */
    public static Arbitrary<IngressHost> ingressHosts() {
        return Combinators.combine(
                        Arbitraries.of("old.airflow.example.net", "*.apps.example.net", "y.example.net"),
                        Names.subdomains().optional(0.7))
                .as((name, secret) ->
                        IngressHost.builder().name(name).tlsSecret(secret).build());
    }

    /**
     * Services of the web component.
     *
     * @return services of each type, with the chart's port and with further ones
     */
    public static Arbitrary<WebService> services() {
        return Arbitraries.of(ServiceType.values()).flatMap(type -> {
            BuilderCombinator<WebServiceBuilder> service = Builders.<WebServiceBuilder>withBuilder(
                            () -> WebService.builder().type(type))
                    .use(Arbitraries.maps(
                                    Arbitraries.of("networking.gke.io/load-balancer-type", "acme.com/note"),
                                    Texts.texts())
                            .ofMaxSize(2))
                    .withProbability(0.5)
                    .in(WebServiceBuilder::annotations)
                    .use(servicePorts().list().ofMinSize(1).ofMaxSize(2).uniqueElements(ServicePort::port))
                    .withProbability(0.5)
                    .in((it, more) -> it.port(port(type)).addAllPorts(more));
            return type == ServiceType.LOAD_BALANCER
                    ? service.use(Arbitraries.of("10.0.0.7", "fd00::7"))
                            .withProbability(0.3)
                            .in((it, address) -> it.loadBalancerIp(address))
                            .use(Arbitraries.of("10.0.0.0/8", "fd00::/8").list().uniqueElements())
                            .withProbability(0.5)
                            .in(WebServiceBuilder::loadBalancerSourceRanges)
                            .build(WebServiceBuilder::build)
                    : service.build(WebServiceBuilder::build);
        });
    }

    private static ServicePort port(ServiceType type) {
        return type == ServiceType.CLUSTER_IP
                ? ServicePort.of(WebTier.PORT)
                : ServicePort.of(WebTier.PORT).toBuilder().nodePort(30080).build();
    }

    /**
     * Further ports of a Service.
     *
     * @return ports that lead to Airflow, and to a container beside it
     */
    public static Arbitrary<ServicePort> servicePorts() {
        return Arbitraries.of(
                ServicePort.builder().name("https").port(443).build(),
                ServicePort.builder()
                        .name("proxy")
                        .port(4180)
                        .targetPort("4181")
                        .build(),
                ServicePort.builder()
                        .name("metrics")
                        .port(9090)
                        .targetPort("metrics")
                        .build());
    }

    /**
     * Addresses that users type.
     *
     * @return addresses with and without TLS, a port and a path
     */
    public static Arbitrary<ExternalUrl> externalUrls() {
        return Combinators.combine(
                        Arbitraries.frequency(Tuple.of(5, "https://"), Tuple.of(1, "http://")),
                        Hosts.names(),
                        Arbitraries.of("", ":8443"),
                        Arbitraries.of("", "/", "/airflow", "/a/b.c/d~e/"))
                .as((scheme, host, port, path) -> ExternalUrl.of(scheme + host + port + path));
    }

    /**
     * Network policies that admit an ingress controller.
     *
     * @return policies with and without Prometheus
     */
    public static Arbitrary<NetworkPolicies> networkPolicies() {
        return Combinators.combine(Names.labels(), Names.labels().optional(0.7))
                .as((controller, prometheus) -> NetworkPolicies.builder()
                        .ingressNamespace(controller)
                        .monitoringNamespace(prometheus)
                        .build());
    }

    /**
     * Files that say how people sign in.
     *
     * @return Python that a template engine and YAML could trip over, and ConfigMaps
     */
    public static Arbitrary<WebConfiguration> webConfigurations() {
        return Arbitraries.oneOf(
                Arbitraries.of(
                                "AUTH_TYPE = 1",
                                "\n# from the team's own image\nimport os\n\nAUTH_TYPE = 4\nOAUTH_PROVIDERS = [{\n"
                                        + "\t'icon': f\"{{fa}}-{os.environ.get('ICON', '50%')}\",\n"
                                        + "    'client_secret': os.environ.get('OAUTH_CLIENT_SECRET'),\n}]\n\n",
                                "from airflow.www.security import Manager  # ünï: $(x) $$ {{ .Values.executor }}\n---\nA = 'it''s'")
                        .map(WebConfiguration::text),
                Names.subdomains().map(WebConfiguration::configMap));
    }

    /** Auth managers that an Airflow of a major version has. */
    static Arbitrary<AuthManager> authManagers(int major) {
        AuthManager own = new AuthManager("acme.auth.AcmeAuthManager");
        return major < 3
                ? Arbitraries.of(AuthManager.AWS, own)
                : Arbitraries.of(AuthManager.AWS, AuthManager.KEYCLOAK, AuthManager.SIMPLE, own);
    }

    /**
     * Administrators.
     *
     * @return people whose names a shell and a template engine could trip over
     */
    public static Arbitrary<AdminUser> adminUsers() {
        Arbitrary<String> names =
                Texts.lines().map(line -> line.replace('\t', ' ')).filter(name -> !name.startsWith("-"));
        return Combinators.combine(
                        names,
                        Arbitraries.of("admin@example.com", "o'hara+{{a}}$b%c@mail.example.com"),
                        names,
                        names,
                        Arbitraries.of("Admin", "Op", "o'role"))
                .as((username, email, firstName, lastName, role) -> AdminUser.builder()
                        .role(role)
                        .username(username)
                        .email(email)
                        .firstName(firstName)
                        .lastName(lastName)
                        .build());
    }
}
