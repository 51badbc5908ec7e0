package io.airworthy.values;

import static io.airworthy.values.ChartKeys.INGRESS;
import static io.airworthy.values.ChartKeys.WEB;
import static io.airworthy.values.Format.some;
import static io.airworthy.values.Part.DEPLOYMENT;

import io.airworthy.AirflowDeployment;
import io.airworthy.AirflowDeploymentBuilder;
import io.airworthy.IngressHost;
import io.airworthy.NetworkPolicies;
import io.airworthy.PathType;
import io.airworthy.ServicePort;
import io.airworthy.ServiceType;
import io.airworthy.WebIngress;
import io.airworthy.WebIngressBuilder;
import io.airworthy.WebService;
import io.airworthy.WebServiceBuilder;
import io.airworthy.WebTier;
import io.airworthy.frozen.Tree;
import io.airworthy.store.Cloud;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who gets in: the ingress, the network policies, and the label that Azure's identity webhook looks for. */
final class NetworkValues {

    private static final String ADMITTED = WEB + ".networkPolicy.ingress.from";

    static final Subject INGRESSES = Subject.of(
            "The way in for browsers.",
            Setting.of(
                    "ingress",
                    values -> values.deployment().ingress().ifPresent(ingress -> ingress(values, ingress)),
                    (deployment, values) -> readIngress(values)
                            .map(ingress ->
                                    deployment.toBuilder().ingress(ingress).build())
                            .orElse(deployment),
                    INGRESS + ".enabled",
                    INGRESS + ".hosts",
                    INGRESS + ".path",
                    INGRESS + ".pathType",
                    INGRESS + ".ingressClassName",
                    INGRESS + ".annotations",
                    INGRESS + ".host",
                    INGRESS + ".tls",
                    "ingress.enabled"));

    static final Subject POLICIES = Subject.of(
            "Network policies. They list who may reach the web component: the chart's default policy allows nobody,"
                    + " not even the workers.",
            Setting.of(
                    "networkPolicies",
                    values -> {
                        if (values.deployment().networkPolicies().isPresent()) {
                            values.put("networkPolicies.enabled", true);
                        }
                    },
                    (deployment, values) -> values.isTrue("networkPolicies.enabled")
                            ? deployment.toBuilder()
                                    .networkPolicies(NetworkPolicies.builder()
                                            .ingressNamespace(readNamespace(values, ADMITTED))
                                            .monitoringNamespace(readNamespace(values, "pgbouncer.extraNetworkPolicies")
                                                    .or(() -> readNamespace(values, "statsd.extraNetworkPolicies")))
                                            .build())
                                    .build()
                            : deployment,
                    "networkPolicies.enabled"));

    static final Subject LABELS = Subject.of(
            "Azure's webhook gives its token only to pods that have this label.",
            Setting.derived(
                    values -> values.deployment()
                            .remoteLogging()
                            .flatMap(logging -> logging.identity().cloud())
                            .filter(Cloud.AZURE::equals)
                            .ifPresent(azure -> values.putAll("labels", Map.of("azure.workload.identity/use", "true"))),
                    "labels"));

    private static final Part<WebService, WebServiceBuilder> SERVICE = DEPLOYMENT.part(
            "webService",
            AirflowDeployment::webService,
            AirflowDeploymentBuilder::webService,
            WebService::toBuilder,
            WebServiceBuilder::build);

    private NetworkValues() {}

    /** The Service of the web component. */
    static List<Setting> webService() {
        return List.of(
                Setting.of(
                        SERVICE.attribute("type", WebService::type, WebServiceBuilder::type),
                        (values, type) -> {
                            if (type != ServiceType.CLUSTER_IP) {
                                values.put(WEB + ".service.type", type.toString());
                            }
                        },
                        values -> values.find(WEB + ".service.type")
                                .flatMap(Format.oneOf(ServiceType.values()).read()),
                        WEB + ".service.type"),
                Setting.of(
                        "webService.ports",
                        values -> {
                            List<ServicePort> ports =
                                    values.deployment().webService().ports();
                            if (!ports.isEmpty()) {
                                String own = values.deployment().webTier().servicePort();
                                values.put(
                                        WEB + ".service.ports",
                                        ports.stream()
                                                .map(port -> port(port, own))
                                                .toList());
                            }
                        },
                        (deployment, values) -> {
                            List<ServicePort> ports = readPorts(values, deployment.webTier());
                            return ports.isEmpty()
                                    ? deployment
                                    : deployment.toBuilder()
                                            .webService(service -> service.ports(ports))
                                            .build();
                        },
                        WEB + ".service.ports"),
                Setting.of(
                                SERVICE.optional(
                                        "loadBalancerIp",
                                        WebService::loadBalancerIp,
                                        WebServiceBuilder::loadBalancerIp),
                                WEB + ".service.loadBalancerIP",
                                Format.TEXT)
                        .alone(),
                Setting.of(
                        SERVICE.optional(
                                "loadBalancerSourceRanges",
                                service -> some(service.loadBalancerSourceRanges()),
                                WebServiceBuilder::loadBalancerSourceRanges),
                        WEB + ".service.loadBalancerSourceRanges",
                        Format.TEXT_LIST),
                Setting.of(
                        SERVICE.optional(
                                "annotations", service -> some(service.annotations()), WebServiceBuilder::annotations),
                        WEB + ".service.annotations",
                        Format.TEXTS));
    }

    private static Map<String, Object> port(ServicePort port, String own) {
        Map<String, Object> written = new LinkedHashMap<>();
        written.put("name", port.name().orElse(own));
        written.put("port", port.port());
        written.put("targetPort", number(port.targetPort().orElse(own)));
        port.nodePort().ifPresent(node -> written.put("nodePort", node));
        return written;
    }

    /** Kubernetes takes a port in quotes for a name. */
    private static Object number(String port) {
        return Format.number(port).<Object>map(number -> number).orElse(port);
    }

    /** The chart's own port is a template. */
    private static List<ServicePort> readPorts(Given values, WebTier tier) {
        return Tree.listOrEmpty(values.find(WEB + ".service.ports").orElse(null)).stream()
                .map(Tree::mapOrEmpty)
                .flatMap(port -> Format.number(String.valueOf(port.get("port"))
                                .replace("{{ .Values." + tier.portKey() + " }}", Integer.toString(WebTier.PORT)))
                        .map(number -> ServicePort.builder()
                                .port(number)
                                .name(another(port.get("name"), tier))
                                .targetPort(another(port.get("targetPort"), tier))
                                .nodePort(Format.number(String.valueOf(port.get("nodePort"))))
                                .build())
                        .stream())
                .toList();
    }

    private static Optional<String> another(@Nullable Object text, WebTier tier) {
        return Optional.ofNullable(text)
                .map(String::valueOf)
                .filter(it -> !it.isEmpty() && !it.equals(tier.servicePort()));
    }

    /** Whom the policy before the web component admits. */
    static Setting webClients() {
        return Setting.derived(
                values -> values.deployment().networkPolicies().ifPresent(policies -> {
                    List<Object> from = new ArrayList<>();
                    from.add(Map.of(
                            "podSelector",
                            Map.of(
                                    "matchLabels",
                                    Tree.of(
                                            "tier",
                                            "airflow",
                                            "release",
                                            values.deployment().releaseName()))));
                    policies.ingressNamespace().ifPresent(namespace -> from.add(namespace(namespace)));
                    values.put(ADMITTED, from);
                }),
                ADMITTED);
    }

    /** Prometheus, where network policies must let it in. */
    static Setting monitoring(String component, Predicate<AirflowDeployment> runs) {
        String key = component + ".extraNetworkPolicies";
        return Setting.derived(
                        values -> values.deployment()
                                .networkPolicies()
                                .flatMap(NetworkPolicies::monitoringNamespace)
                                .ifPresent(namespace -> values.put(key, List.of(namespace(namespace)))),
                        key)
                .when(runs);
    }

    private static Map<String, Object> namespace(String name) {
        return Map.of("namespaceSelector", Map.of("matchLabels", Map.of("kubernetes.io/metadata.name", name)));
    }

    private static Optional<String> readNamespace(Given values, String key) {
        return Tree.listOrEmpty(values.find(key).orElse(null)).stream()
                .map(peer -> Tree.mapOrEmpty(Tree.find(Tree.mapOrEmpty(peer), "namespaceSelector.matchLabels")
                                .orElse(null))
                        .get("kubernetes.io/metadata.name"))
                .flatMap(name -> Tree.text(name).stream())
                .findFirst();
    }

    private static void ingress(ValuesDraft values, WebIngress ingress) {
        values.put(INGRESS + ".enabled", true);
        if (!ingress.host().isEmpty()) {
            values.put(
                    INGRESS + ".hosts",
                    Stream.concat(
                                    Stream.of(host(ingress.host(), ingress.tlsSecret())),
                                    ingress.otherHosts().stream().map(host -> host(host.name(), host.tlsSecret())))
                            .toList());
        }
        values.put(INGRESS + ".path", ingress.path());
        values.put(INGRESS + ".pathType", ingress.pathType().toString());
        ingress.ingressClass().ifPresent(name -> values.put(INGRESS + ".ingressClassName", name));
        if (!ingress.annotations().isEmpty()) {
            values.put(INGRESS + ".annotations", new TreeMap<>(ingress.annotations()));
        }
    }

    private static Map<String, Object> host(String name, Optional<String> tlsSecret) {
        Map<String, Object> host = Tree.of("name", name);
        tlsSecret.ifPresent(secret -> host.put("tls", Tree.of("enabled", true, "secretName", secret)));
        return host;
    }

    /** Older values name the hosts alone, and one Secret for all of them. */
    private static Optional<WebIngress> readIngress(Given values) {
        if (!values.isTrue(INGRESS + ".enabled") && !values.isTrue("ingress.enabled")) {
            return Optional.empty();
        }
        Optional<String> shared =
                values.isTrue(INGRESS + ".tls.enabled") ? values.text(INGRESS + ".tls.secretName") : Optional.empty();
        List<IngressHost> hosts = Stream.concat(
                        Tree.listOrEmpty(values.find(INGRESS + ".hosts").orElse(null)).stream(),
                        values.text(INGRESS + ".host").stream())
                .map(host -> readHost(host, shared))
                .toList();
        WebIngressBuilder ingress = WebIngress.builder();
        hosts.stream().findFirst().ifPresent(first -> ingress.host(first.name()).tlsSecret(first.tlsSecret()));
        ingress.otherHosts(hosts.stream().skip(1).toList());
        values.text(INGRESS + ".path").ifPresent(ingress::path);
        values.find(INGRESS + ".pathType")
                .flatMap(Format.oneOf(PathType.values()).read())
                .ifPresent(ingress::pathType);
        values.text(INGRESS + ".ingressClassName").ifPresent(ingress::ingressClass);
        Tree.mapOrEmpty(values.find(INGRESS + ".annotations").orElse(null))
                .forEach((name, text) -> ingress.annotation(name.toString(), String.valueOf(text)));
        return Optional.of(ingress.build());
    }

    private static IngressHost readHost(Object host, Optional<String> shared) {
        Map<?, ?> map = Tree.mapOrEmpty(host);
        return IngressHost.builder()
                .name(Tree.text(map.get("name")).or(() -> Tree.text(host)).orElse(""))
                .tlsSecret(Tree.find(map, "tls.secretName")
                        .flatMap(Format.TEXT.read())
                        .or(() -> map.isEmpty() ? shared : Optional.empty()))
                .build();
    }
}
