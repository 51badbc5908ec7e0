package io.airworthy.render.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.airworthy.Flower;
import io.airworthy.IngressHost;
import io.airworthy.NetworkPolicies;
import io.airworthy.ServicePort;
import io.airworthy.WebIngress;
import io.airworthy.WebService;
import io.airworthy.WebTier;
import io.airworthy.celery.CeleryBroker.ChartRedis;
import io.airworthy.database.PgBouncerPool;
import io.airworthy.pods.Component;
import java.util.ArrayList;
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
        Optional<WebIngress> ofFlower = release.deployment().flower().flatMap(Flower::ingress);
        assertThat(release.objects("Ingress"))
                .as("ingresses")
                .hasSize((release.deployment().ingress().isPresent() ? 1 : 0) + (ofFlower.isPresent() ? 1 : 0));
        String web = release.names().workload(Component.WEB);
        release.deployment().ingress().ifPresent(ingress -> arrived.ingress(ingress, web));
        ofFlower.ifPresent(ingress -> arrived.ingress(ingress, release.names().object("flower")));
        Pod pod = release.podOf(Component.WEB);
        arrived.service(
                release.deployment().webService(),
                web,
                pod.container(release.names().componentLabel(Component.WEB)),
                WebTier.PORT);
        release.deployment()
                .flower()
                .ifPresent(flower -> arrived.service(
                        flower.service(),
                        release.names().object("flower"),
                        release.pod(release.names().object("flower")).container("flower"),
                        Flower.PORT));
        release.deployment().chartRedis().ifPresent(arrived::redis);
        release.deployment().pgBouncer().ifPresent(arrived::pool);
        assertThat(release.objects("NetworkPolicy").isEmpty())
                .as("no network policies")
                .isEqualTo(release.deployment().networkPolicies().isEmpty());
        release.deployment().networkPolicies().ifPresent(arrived::policies);
    }

    private void ingress(WebIngress ingress, String leadsTo) {
        JsonNode object = release.objects("Ingress").stream()
                .filter(one -> one.at("/spec/rules/0/http/paths/0/backend/service/name")
                        .asText()
                        .equals(leadsTo))
                .findFirst()
                .orElseThrow();
        List<IngressHost> hosts = new ArrayList<>(ingress.otherHosts());
        hosts.add(
                0,
                IngressHost.builder()
                        .name(ingress.host())
                        .tlsSecret(ingress.tlsSecret())
                        .build());
        assertThat(object.at("/spec/rules")).hasSize(hosts.size());
        for (int i = 0; i < hosts.size(); i++) {
            JsonNode rule = object.at("/spec/rules").path(i);
            assertThat(rule.path("host").asText()).isEqualTo(hosts.get(i).name());
            JsonNode path = rule.at("/http/paths/0");
            assertThat(path.path("path").asText()).isEqualTo(ingress.path());
            assertThat(path.path("pathType").asText())
                    .isEqualTo(ingress.pathType().toString());
            JsonNode backend = path.at("/backend/service");
            String service = backend.path("name").asText();
            assertThat(service).isEqualTo(leadsTo);
            assertThat(Release.elements(release.object("Service", service).at("/spec/ports")))
                    .as("the port that the ingress looks for")
                    .anyMatch(port -> port.path("name").equals(backend.at("/port/name")));
        }
        assertThat(object.at("/spec/ingressClassName").asText())
                .isEqualTo(ingress.ingressClass().orElse(""));
        assertThat(Release.elements(object.at("/spec/tls"))
                        .map(tls -> tls.at("/hosts/0").asText() + " "
                                + tls.path("secretName").asText()))
                .containsExactlyElementsOf(hosts.stream()
                        .flatMap(host -> host.tlsSecret().map(secret -> host.name() + " " + secret).stream())
                        .toList());
        ingress.annotations()
                .forEach((key, value) -> assertThat(
                                object.at("/metadata/annotations").path(key).asText())
                        .as("annotation %s", key)
                        .isEqualTo(value));
    }

    private void service(WebService service, String name, Container listening, int usual) {
        JsonNode object = release.object("Service", name);
        JsonNode spec = object.path("spec");
        assertThat(spec.path("type").asText()).isEqualTo(service.type().toString());
        assertThat(spec.path("loadBalancerIP").asText())
                .isEqualTo(service.loadBalancerIp().orElse(""));
        assertThat(Release.elements(spec.path("loadBalancerSourceRanges")).map(JsonNode::asText))
                .containsExactlyElementsOf(service.loadBalancerSourceRanges());
        service.annotations()
                .forEach((key, value) -> assertThat(
                                object.at("/metadata/annotations").path(key).asText())
                        .isEqualTo(value));
        List<ServicePort> ports = service.ports().isEmpty() ? List.of(ServicePort.of(usual)) : service.ports();
        String own = listening.node().at("/ports/0/name").asText();
        assertThat(spec.path("ports")).hasSize(ports.size());
        for (int i = 0; i < ports.size(); i++) {
            JsonNode arrived = spec.path("ports").path(i);
            ServicePort port = ports.get(i);
            assertThat(arrived.path("port").asInt()).isEqualTo(port.port());
            assertThat(arrived.path("name").asText()).isEqualTo(port.name().orElse(own));
            assertThat(arrived.path("nodePort").asInt())
                    .isEqualTo(port.nodePort().orElse(0));
            if (!service.ports().isEmpty()) {
                assertThat(arrived.path("targetPort").asText())
                        .isEqualTo(port.targetPort().orElse(own));
                assertThat(arrived.path("targetPort").isNumber())
                        .isEqualTo(port.targetPort()
                                .filter(it -> it.matches("\\d+"))
                                .isPresent());
            }
        }
    }

    private void redis(ChartRedis redis) {
        JsonNode spec =
                release.object("Service", release.names().object("redis")).path("spec");
        assertThat(spec.path("type").asText()).isEqualTo(redis.serviceType().toString());
        assertThat(spec.path("clusterIP").asText()).isEqualTo(redis.clusterIp().orElse(""));
        assertThat(spec.at("/ports/0/nodePort").asInt())
                .isEqualTo(redis.nodePort().orElse(0));
    }

    private void pool(PgBouncerPool pool) {
        JsonNode object = release.object("Service", release.names().object("pgbouncer"));
        assertThat(object.at("/spec/clusterIP").asText())
                .isEqualTo(pool.clusterIp().orElse(""));
        pool.serviceAnnotations()
                .forEach((key, value) -> assertThat(
                                object.at("/metadata/annotations").path(key).asText())
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
        policies.ingressNamespace().ifPresent(name -> {
            admitsNamespace(web, name);
            release.deployment()
                    .flower()
                    .filter(flower -> release.deployment().executors().size() == 1
                            // Before, the chart makes no policy for it beside other executors.
                            || release.deployment().chartVersion().isAtLeast(1, 19, 0))
                    .ifPresent(flower ->
                            admitsNamespace(release.pod(release.names().object("flower")), name));
        });
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
