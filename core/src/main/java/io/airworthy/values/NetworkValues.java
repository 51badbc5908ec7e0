package io.airworthy.values;

import static io.airworthy.values.ChartKeys.INGRESS;
import static io.airworthy.values.ChartKeys.WEB;

import io.airworthy.AirflowDeployment;
import io.airworthy.NetworkPolicies;
import io.airworthy.WebIngress;
import io.airworthy.WebIngressBuilder;
import io.airworthy.frozen.Tree;
import io.airworthy.store.Cloud;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

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

    private NetworkValues() {}

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
        Map<String, Object> host = new LinkedHashMap<>();
        host.put("name", ingress.host());
        ingress.tlsSecret().ifPresent(secret -> {
            host.put("tls", Tree.of("enabled", true, "secretName", secret));
        });
        values.put(INGRESS + ".hosts", List.of(host));
        values.put(INGRESS + ".path", ingress.path());
        values.put(INGRESS + ".pathType", "Prefix");
        ingress.ingressClass().ifPresent(name -> values.put(INGRESS + ".ingressClassName", name));
        if (!ingress.annotations().isEmpty()) {
            values.put(INGRESS + ".annotations", new TreeMap<>(ingress.annotations()));
        }
    }

    /** An ingress of several hosts can only be said by the chart's own values. */
    private static Optional<WebIngress> readIngress(Given values) {
        List<?> hosts = Tree.listOrEmpty(values.find(INGRESS + ".hosts").orElse(null));
        if (hosts.size() > 1 || !values.isTrue(INGRESS + ".enabled") && !values.isTrue("ingress.enabled")) {
            return Optional.empty();
        }
        Object first = hosts.isEmpty() ? "" : hosts.get(0);
        Map<?, ?> host = Tree.mapOrEmpty(first);
        WebIngressBuilder ingress = WebIngress.builder()
                .host(Tree.text(host.get("name")).or(() -> Tree.text(first)).orElse(""));
        Tree.find(host, "tls.secretName").flatMap(Format.TEXT.read()).ifPresent(ingress::tlsSecret);
        values.text(INGRESS + ".path").ifPresent(ingress::path);
        values.text(INGRESS + ".ingressClassName").ifPresent(ingress::ingressClass);
        Tree.mapOrEmpty(values.find(INGRESS + ".annotations").orElse(null))
                .forEach((name, text) -> ingress.annotation(name.toString(), String.valueOf(text)));
        return Optional.of(ingress.build());
    }
}
