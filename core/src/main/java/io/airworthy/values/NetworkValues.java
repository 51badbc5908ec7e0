package io.airworthy.values;

import io.airworthy.AirflowDeployment;
import io.airworthy.NetworkPolicies;
import io.airworthy.WebIngress;
import io.airworthy.frozen.Tree;
import io.airworthy.pods.Component;
import io.airworthy.store.Cloud;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Who gets in: the ingress, the network policies, and the label that Azure's identity webhook looks for. */
final class NetworkValues {

    private NetworkValues() {}

    static void write(ValuesDraft values) {
        AirflowDeployment deployment = values.deployment();
        deployment.ingress().ifPresent(ingress -> ingress(values, ingress));
        deployment.networkPolicies().ifPresent(policies -> {
            values.section(
                    "Network policies. Who may reach the web component is said there: the chart's own policy admits"
                            + " nobody, not even the workers.");
            values.put("networkPolicies.enabled", true);
        });
        deployment
                .remoteLogging()
                .flatMap(logging -> logging.identity().cloud())
                .filter(Cloud.AZURE::equals)
                .ifPresent(azure -> {
                    values.section("Azure's webhook gives its token only to pods with this label.");
                    values.put("labels", Map.of("azure.workload.identity/use", "true"));
                });
    }

    /** Whom the policy before the web component admits. */
    static Optional<List<Object>> webClients(AirflowDeployment deployment) {
        return deployment.networkPolicies().map(policies -> {
            List<Object> from = new ArrayList<>();
            from.add(Map.of(
                    "podSelector",
                    Map.of("matchLabels", Tree.of("tier", "airflow", "release", deployment.releaseName()))));
            policies.ingressNamespace().ifPresent(namespace -> from.add(namespace(namespace)));
            return from;
        });
    }

    /** Prometheus, where network policies must let it in. */
    static Optional<Map<String, Object>> monitoring(ValuesDraft values) {
        return values.deployment()
                .networkPolicies()
                .flatMap(NetworkPolicies::monitoringNamespace)
                .map(NetworkValues::namespace);
    }

    private static Map<String, Object> namespace(String name) {
        return Map.of("namespaceSelector", Map.of("matchLabels", Map.of("kubernetes.io/metadata.name", name)));
    }

    private static void ingress(ValuesDraft values, WebIngress ingress) {
        String key = "ingress."
                + (values.deployment().names().valuesKey(Component.WEB).equals("apiServer") ? "apiServer" : "web");
        values.section("The way in for browsers.");
        values.put(key + ".enabled", true);
        Map<String, Object> host = new LinkedHashMap<>();
        host.put("name", ingress.host());
        ingress.tlsSecret().ifPresent(secret -> {
            host.put("tls", Tree.of("enabled", true, "secretName", secret));
        });
        values.put(key + ".hosts", List.of(host));
        values.put(key + ".path", ingress.path());
        values.put(key + ".pathType", "Prefix");
        ingress.ingressClass().ifPresent(name -> values.put(key + ".ingressClassName", name));
        if (!ingress.annotations().isEmpty()) {
            values.put(key + ".annotations", new TreeMap<>(ingress.annotations()));
        }
    }
}
