package io.airworthy.render.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.airworthy.NetworkPolicies;
import io.airworthy.WebIngress;
import io.airworthy.pods.Component;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Browsers, pods and Prometheus get in where the model lets them. */
final class AccessArrived {

    private final Release release;

    private AccessArrived(Release release) {
        this.release = release;
    }

    static void check(Release release) {
        AccessArrived arrived = new AccessArrived(release);
        assertThat(release.objects("Ingress"))
                .as("ingresses")
                .hasSize(release.deployment().ingress().isPresent() ? 1 : 0);
        release.deployment().ingress().ifPresent(arrived::ingress);
        assertThat(release.objects("NetworkPolicy").isEmpty())
                .as("no network policies")
                .isEqualTo(release.deployment().networkPolicies().isEmpty());
        release.deployment().networkPolicies().ifPresent(arrived::policies);
    }

    private void ingress(WebIngress ingress) {
        JsonNode object = release.objects("Ingress").get(0);
        JsonNode rule = object.at("/spec/rules/0");
        assertThat(object.at("/spec/rules")).hasSize(1);
        assertThat(rule.path("host").asText()).isEqualTo(ingress.host());
        assertThat(rule.at("/http/paths/0/path").asText()).isEqualTo(ingress.path());
        String service = rule.at("/http/paths/0/backend/service/name").asText();
        assertThat(service).isEqualTo(release.names().workload(Component.WEB));
        assertThat(release.object("Service", service).isMissingNode()).isFalse();
        assertThat(object.at("/spec/ingressClassName").asText())
                .isEqualTo(ingress.ingressClass().orElse(""));
        assertThat(object.at("/spec/tls/0/secretName").asText())
                .isEqualTo(ingress.tlsSecret().orElse(""));
        if (ingress.tlsSecret().isPresent()) {
            assertThat(object.at("/spec/tls/0/hosts/0").asText()).isEqualTo(ingress.host());
        }
        ingress.annotations()
                .forEach((key, value) -> assertThat(
                                object.at("/metadata/annotations").path(key).asText())
                        .as("annotation %s", key)
                        .isEqualTo(value));
    }

    private void policies(NetworkPolicies policies) {
        Pod web = release.podOf(Component.WEB);
        for (Component component : release.components()) {
            assertThat(admits(
                            web,
                            "podSelector",
                            release.podOf(component).metadata().path("labels")))
                    .as("%s may reach the web component", component)
                    .isTrue();
        }
        if (release.deployment().usesKubernetesPods()) {
            assertThat(admits(
                            web, "podSelector", release.pod(Pod.TASK).metadata().path("labels")))
                    .isTrue();
        }
        policies.ingressNamespace().ifPresent(name -> admitsNamespace(web, name));
        policies.monitoringNamespace().ifPresent(name -> {
            for (String exporter : List.of("statsd", "pgbouncer")) {
                String pod = release.names().object(exporter);
                if (release.hasPod(pod)) {
                    admitsNamespace(release.pod(pod), name);
                }
            }
        });
    }

    private void admitsNamespace(Pod pod, String namespace) {
        JsonNode labels = new ObjectMapper().valueToTree(Map.of("kubernetes.io/metadata.name", namespace));
        assertThat(admits(pod, "namespaceSelector", labels))
                .as("%s may reach %s", namespace, pod)
                .isTrue();
    }

    private boolean admits(Pod pod, String selector, JsonNode labels) {
        return release.objects("NetworkPolicy").stream()
                .filter(policy -> selects(
                        policy.at("/spec/podSelector/matchLabels"),
                        pod.metadata().path("labels")))
                .flatMap(policy -> Release.elements(policy.at("/spec/ingress")))
                .flatMap(rule -> Release.elements(rule.path("from")))
                .map(from -> from.path(selector).path("matchLabels"))
                .anyMatch(wanted -> !wanted.isMissingNode() && selects(wanted, labels));
    }

    private static boolean selects(JsonNode wanted, JsonNode labels) {
        Optional<String> unmet = wanted.properties().stream()
                .filter(label -> !label.getValue().equals(labels.path(label.getKey())))
                .map(Map.Entry::getKey)
                .findAny();
        return unmet.isEmpty();
    }
}
