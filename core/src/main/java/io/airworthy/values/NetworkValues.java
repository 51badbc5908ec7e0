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
import io.airworthy.WebIngress;
import io.airworthy.WebIngressBuilder;
import io.airworthy.WebService;
import io.airworthy.WebServiceBuilder;
import io.airworthy.chart.ChartTrait;
import io.airworthy.frozen.Tree;
import io.airworthy.pods.KedaScaling;
import io.airworthy.pods.ServiceType;
import io.airworthy.store.Cloud;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who gets in: the ingress, the network policies, and the label that Azure's identity webhook looks for. */
final class NetworkValues {

    private static final String ADMITTED = WEB + ".networkPolicy.ingress.from";

    private static final String FLOWERS_CLIENTS = "flower.networkPolicy.ingress.from";

    /** A port that is a template, which names the chart's list of them. */
    static final Pattern PORT = Pattern.compile("\\{\\{-?\\s*\\.Values\\.(ports\\.[A-Za-z]+)\\s*-?\\}\\}");

    static final Subject INGRESSES = Subject.of(
            "The way in for browsers.",
            ingress(
                    DEPLOYMENT.optional("ingress", AirflowDeployment::ingress, AirflowDeploymentBuilder::ingress),
                    INGRESS,
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

    /** The chart's own ingress for something, and what may turn it on beside its own key. */
    static Setting ingress(Attribute<WebIngress> ingress, String key, String... alsoOn) {
        return Setting.of(
                ingress.path(),
                values -> ingress.get().apply(values.deployment()).ifPresent(it -> write(values, key, it)),
                (deployment, values) -> readIngress(values, key, alsoOn)
                        .map(it -> ingress.with().apply(deployment, it))
                        .orElse(deployment),
                Stream.concat(
                                Stream.of(
                                                "enabled",
                                                "hosts",
                                                "path",
                                                "pathType",
                                                "ingressClassName",
                                                "annotations",
                                                "host",
                                                "tls")
                                        .map(name -> key + "." + name),
                                Stream.of(alsoOn))
                        .toArray(String[]::new));
    }

    /** The Service of the web component. */
    static List<Setting> webService() {
        return service(
                SERVICE, WEB + ".service", deployment -> deployment.webTier().servicePort());
    }

    /** A Service that people reach something through; the port of pods and that of the Service have one name. */
    static List<Setting> service(
            Part<WebService, WebServiceBuilder> service, String key, Function<AirflowDeployment, String> listener) {
        Attribute<List<ServicePort>> ports =
                service.optional("ports", it -> some(it.ports()), WebServiceBuilder::ports);
        return List.of(
                Setting.of(
                        service.attribute("type", WebService::type, WebServiceBuilder::type),
                        (values, type) -> {
                            if (type != ServiceType.CLUSTER_IP) {
                                values.put(key + ".type", type.toString());
                            }
                        },
                        values -> values.find(key + ".type")
                                .flatMap(Format.oneOf(ServiceType.values()).read()),
                        key + ".type"),
                Setting.of(
                        ports.path(),
                        values -> ports.get().apply(values.deployment()).ifPresent(all -> {
                            String own = listener.apply(values.deployment());
                            values.put(
                                    key + ".ports",
                                    all.stream().map(port -> port(port, own)).toList());
                        }),
                        (deployment, values) -> some(readPorts(values, key + ".ports", listener.apply(deployment)))
                                .map(all -> ports.with().apply(deployment, all))
                                .orElse(deployment),
                        key + ".ports"),
                Setting.of(
                                service.optional(
                                        "loadBalancerIp",
                                        WebService::loadBalancerIp,
                                        WebServiceBuilder::loadBalancerIp),
                                key + ".loadBalancerIP",
                                Format.TEXT)
                        .alone(),
                Setting.of(
                        service.optional(
                                "loadBalancerSourceRanges",
                                it -> some(it.loadBalancerSourceRanges()),
                                WebServiceBuilder::loadBalancerSourceRanges),
                        key + ".loadBalancerSourceRanges",
                        Format.TEXT_LIST),
                Setting.of(
                        service.optional("annotations", it -> some(it.annotations()), WebServiceBuilder::annotations),
                        key + ".annotations",
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

    private static List<ServicePort> readPorts(Given values, String key, String own) {
        return Tree.listOrEmpty(values.find(key).orElse(null)).stream()
                .map(Tree::mapOrEmpty)
                .flatMap(port -> Format.number(number(values, port.get("port")))
                        .map(number -> ServicePort.builder()
                                .port(number)
                                .name(another(port.get("name"), own))
                                .targetPort(another(port.get("targetPort"), own).map(target -> number(values, target)))
                                .nodePort(Format.number(String.valueOf(port.get("nodePort"))))
                                .build())
                        .stream())
                .toList();
    }

    private static String number(Given values, @Nullable Object port) {
        Matcher template = PORT.matcher(String.valueOf(port));
        return template.matches()
                ? values.find(template.group(1))
                        .or(() -> values.usual(template.group(1)))
                        .map(String::valueOf)
                        .orElse(template.group())
                : String.valueOf(port);
    }

    private static Optional<String> another(@Nullable Object text, String own) {
        return Optional.ofNullable(text).map(String::valueOf).filter(it -> !it.isEmpty() && !it.equals(own));
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

    /** The ingress controller, where network policies must let it in to Flower. */
    static Setting flowersClients() {
        return Setting.derived(
                        values -> values.deployment()
                                .networkPolicies()
                                .flatMap(NetworkPolicies::ingressNamespace)
                                .ifPresent(namespace -> values.put(FLOWERS_CLIENTS, List.of(namespace(namespace)))),
                        FLOWERS_CLIENTS)
                .when(deployment -> deployment.flower().isPresent());
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

    /** Where workers are scaled beside task pods, older charts do not admit KEDA to the pool by themselves. */
    static Setting kedaAtThePool() {
        return Setting.derived(
                        values -> values.deployment()
                                .ha()
                                .workerScaling()
                                .map(scaling -> scaling.match(KedaScaling::namespaceLabels, hpa -> Map.of()))
                                .flatMap(Format::some)
                                .ifPresent(labels -> values.append(
                                        "pgbouncer.extraNetworkPolicies",
                                        Tree.of(
                                                "namespaceSelector",
                                                Map.of("matchLabels", new TreeMap<>(labels)),
                                                "podSelector",
                                                Map.of("matchLabels", Map.of("app", "keda-operator"))))),
                        "pgbouncer.extraNetworkPolicies")
                .when(deployment -> deployment.networkPolicies().isPresent()
                        && deployment.pgBouncer().isPresent()
                        && !deployment.release().connections().kedaConnectsDirectly()
                        && deployment.usesCelery()
                        && deployment.executors().size() > 1
                        && !deployment.chartVersion().has(ChartTrait.POOL_ADMITS_KEDA_WITH_SEVERAL_EXECUTORS));
    }

    private static Map<String, Object> namespace(String name) {
        return Map.of("namespaceSelector", Map.of("matchLabels", Map.of("kubernetes.io/metadata.name", name)));
    }

    private static Optional<String> readNamespace(Given values, String key) {
        return Tree.listOrEmpty(values.find(key).orElse(null)).stream()
                .filter(peer -> !Tree.mapOrEmpty(peer).containsKey("podSelector"))
                .map(peer -> Tree.mapOrEmpty(Tree.find(Tree.mapOrEmpty(peer), "namespaceSelector.matchLabels")
                                .orElse(null))
                        .get("kubernetes.io/metadata.name"))
                .flatMap(name -> Tree.text(name).stream())
                .findFirst();
    }

    private static void write(ValuesDraft values, String key, WebIngress ingress) {
        values.put(key + ".enabled", true);
        if (!ingress.host().isEmpty()) {
            values.put(
                    key + ".hosts",
                    Stream.concat(
                                    Stream.of(host(ingress.host(), ingress.tlsSecret())),
                                    ingress.otherHosts().stream().map(host -> host(host.name(), host.tlsSecret())))
                            .toList());
        }
        values.put(key + ".path", ingress.path());
        values.put(key + ".pathType", ingress.pathType().toString());
        ingress.ingressClass().ifPresent(name -> values.put(key + ".ingressClassName", name));
        if (!ingress.annotations().isEmpty()) {
            values.put(key + ".annotations", new TreeMap<>(ingress.annotations()));
        }
    }

    private static Map<String, Object> host(String name, Optional<String> tlsSecret) {
        Map<String, Object> host = Tree.of("name", name);
        tlsSecret.ifPresent(secret -> host.put("tls", Tree.of("enabled", true, "secretName", secret)));
        return host;
    }

    /** Older values name the hosts alone, and one Secret for all of them. */
    private static Optional<WebIngress> readIngress(Given values, String key, String... alsoOn) {
        if (!values.isTrue(key + ".enabled") && Stream.of(alsoOn).noneMatch(values::isTrue)) {
            return Optional.empty();
        }
        Optional<String> shared =
                values.isTrue(key + ".tls.enabled") ? values.text(key + ".tls.secretName") : Optional.empty();
        List<IngressHost> hosts = Stream.concat(
                        Tree.listOrEmpty(values.find(key + ".hosts").orElse(null)).stream(),
                        values.text(key + ".host").stream())
                .map(host -> readHost(host, shared))
                .toList();
        WebIngressBuilder ingress = WebIngress.builder();
        hosts.stream().findFirst().ifPresent(first -> ingress.host(first.name()).tlsSecret(first.tlsSecret()));
        ingress.otherHosts(hosts.stream().skip(1).toList());
        values.text(key + ".path").ifPresent(ingress::path);
        values.find(key + ".pathType")
                .flatMap(Format.oneOf(PathType.values()).read())
                .ifPresent(ingress::pathType);
        values.text(key + ".ingressClassName").ifPresent(ingress::ingressClass);
        Tree.mapOrEmpty(values.find(key + ".annotations").orElse(null))
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
