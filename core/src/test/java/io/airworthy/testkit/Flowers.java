package io.airworthy.testkit;

import io.airworthy.AirflowDeployment;
import io.airworthy.Flower;
import io.airworthy.FlowerBuilder;
import io.airworthy.ServicePort;
import io.airworthy.WebIngress;
import io.airworthy.WebService;
import io.airworthy.WebServiceBuilder;
import io.airworthy.pods.Pods;
import io.airworthy.pods.PodsBuilder;
import io.airworthy.pods.ServiceType;
import io.airworthy.pods.Variable;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Builders;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Flower, in front of every kind of door. */
public final class Flowers {

    private Flowers() {}

    /**
     * Flower.
     *
     * @return Flower with and without a login, a Service of its own and an ingress; nobody gets in from outside without a login
     */
    public static Arbitrary<Flower> any() {
        return Builders.withBuilder(Flower::builder)
                .use(Arbitraries.of("ops", "team-a@example.com"))
                .withProbability(0.3)
                .in(FlowerBuilder::user)
                .use(Availability.resources())
                .withProbability(0.4)
                .in((flower, resources) -> flower.resources(resources))
                .use(Availability.commands())
                .withProbability(0.2)
                .in((flower, words) -> flower.command(words).args(words))
                .use(Arbitraries.maps(Arbitraries.of("acme.com/of-flower", "owner"), Arbitraries.of("{{ x }}", "no")))
                .withProbability(0.2)
                .in(FlowerBuilder::annotations)
                .use(Names.subdomains())
                .withProbability(0.2)
                .in((flower, name) -> flower.priorityClass(name))
                .use(Availability.serviceAccounts())
                .withProbability(0.2)
                .in((flower, account) -> flower.serviceAccount(account))
                .use(services())
                .withProbability(0.4)
                .in((flower, service) -> flower.service(service))
                .use(Web.ingresses())
                .withProbability(0.4)
                .in((flower, ingress) -> flower.ingress(ingress))
                .use(pods())
                .withProbability(0.4)
                .in((flower, pods) -> flower.pods(pods))
                .build(FlowerBuilder::build)
                .flatMap(flower -> Arbitraries.frequency(Tuple.of(4, true), Tuple.of(1, false))
                        .map(asks -> flower.toBuilder()
                                .basicAuth(asks
                                        || flower.service().isExposed()
                                        || flower.ingress().isPresent())
                                .build()));
    }

    /** Flower that fits to what else a deployment has: no two ingresses claim one address, and no policy blocks a Service. */
    static Flower fitting(Flower flower, AirflowDeployment deployment) {
        FlowerBuilder own = flower.toBuilder().ingress(flower.ingress().map(ingress -> beside(ingress, deployment)));
        return deployment.networkPolicies().isPresent() && flower.service().isExposed()
                ? own.service(WebService.builder().build()).build()
                : own.build();
    }

    private static WebIngress beside(WebIngress ingress, AirflowDeployment deployment) {
        return deployment
                .ingress()
                .filter(web -> web.path().equals(ingress.path()))
                .map(web -> ingress.toBuilder()
                        .path(web.path().equals("/flower") ? "/" : "/flower")
                        .build())
                .orElse(ingress);
    }

    private static Arbitrary<WebService> services() {
        return Combinators.combine(
                        Arbitraries.of(ServiceType.values()),
                        Web.servicePorts()
                                .list()
                                .uniqueElements(ServicePort::port)
                                .ofMaxSize(2),
                        Arbitraries.maps(
                                        Arbitraries.of("networking.gke.io/load-balancer-type", "acme.com/note"),
                                        Texts.texts())
                                .ofMaxSize(2),
                        Arbitraries.of("10.0.0.0/8", "fd00::/8").list().uniqueElements(),
                        Arbitraries.of("10.0.0.7", "fd00::7").optional(0.3))
                .as((type, ports, annotations, ranges, address) -> {
                    WebServiceBuilder service = WebService.builder().type(type).annotations(annotations);
                    if (!ports.isEmpty()) {
                        service.port(ServicePort.of(Flower.PORT)).addAllPorts(ports);
                    }
                    return type == ServiceType.LOAD_BALANCER
                            ? service.loadBalancerSourceRanges(ranges)
                                    .loadBalancerIp(address)
                                    .build()
                            : service.build();
                });
    }

    private static Arbitrary<Pods> pods() {
        return Combinators.combine(
                        KubernetesPods.ofServices(),
                        KubernetesPods.volumes().list().uniqueElements().ofMaxSize(1),
                        Arbitraries.of(Variable.of("FLOWER_MAX_TASKS", "5000"), Variable.of("FLOWER_DB", "{{ x }}"))
                                .optional(0.3))
                .as((pods, volumes, variable) -> {
                    PodsBuilder more = pods.toBuilder().volumes(volumes);
                    variable.ifPresent(more::variable);
                    return more.build();
                });
    }
}
