package io.airworthy.testkit;

import io.airworthy.AdminUser;
import io.airworthy.ExternalUrl;
import io.airworthy.NetworkPolicies;
import io.airworthy.WebIngress;
import io.airworthy.WebIngressBuilder;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Builders;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Who gets in: ingresses, network policies, the first administrator. */
public final class Web {

    private Web() {}

    /**
     * Ingresses.
     *
     * @return ingresses at the root and below it, with and without TLS
     */
    public static Arbitrary<WebIngress> ingresses() {
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
                .build(WebIngressBuilder::build);
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
     * Administrators.
     *
     * @return people whose names a shell and a template engine could trip over
     */
    public static Arbitrary<AdminUser> adminUsers() {
        Arbitrary<String> names =
                Texts.lines().map(line -> line.replace('\t', ' ')).filter(name -> !name.startsWith("-"));
        return Combinators.combine(
                        names, Arbitraries.of("admin@example.com", "o'hara+{{a}}$b%c@mail.example.com"), names, names)
                .as((username, email, firstName, lastName) -> AdminUser.builder()
                        .username(username)
                        .email(email)
                        .firstName(firstName)
                        .lastName(lastName)
                        .build());
    }
}
