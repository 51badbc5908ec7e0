package io.airworthy.rules;

import static io.airworthy.rules.Subject.DEPLOYMENT;

import io.airworthy.AirflowDeployment;
import io.airworthy.ExtraConfigMap;
import io.airworthy.validation.Rule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The ConfigMaps that the chart makes beside its own. */
final class ConfigMapRules {

    private static final String KEYS = "https://kubernetes.io/docs/concepts/configuration/configmap/#configmap-object";

    private static final int LARGEST = 1024 * 1024;

    /** What the names of the chart's own end in. */
    private static final List<String> OF_THE_CHART =
            List.of("config", "webserver-config", "api-server-config", "statsd", "otel-collector");

    private static final Subject<ExtraConfigMap> MAPS =
            DEPLOYMENT.each("extraConfigMaps", AirflowDeployment::extraConfigMaps);

    static final Rule CONFIG_MAPS_ARE_VALID = Rule.error("MAP-001")
            .title("A ConfigMap is not valid")
            .because("Kubernetes rejects it, or the chart makes another one of its name, and nothing is installed")
            .remedy("use a name of its own in lower case; letters, digits, dashes, dots and underscores in keys; valid"
                    + " labels and annotations; and less than 1 MiB of text")
            .source(KEYS)
            .brokenBy(it -> it.extraConfigMaps(List.of(ExtraConfigMap.of("Team_Settings", Map.of("TEAM", "data")))))
            .finds(MAPS.finds(part -> Stream.of(
                            fault(part.value(), part.deployment()),
                            part.value().data().keySet().stream()
                                    .sorted()
                                    .filter(key -> !KubernetesNames.isSecretKey(key))
                                    .findFirst()
                                    .map(key -> "'" + key + "' is not a valid key"),
                            part.value().labels().entrySet().stream()
                                    .sorted(Map.Entry.comparingByKey())
                                    .flatMap(label ->
                                            KubernetesLabels.labelFault(label.getKey(), label.getValue()).stream())
                                    .findFirst(),
                            part.value().annotations().keySet().stream()
                                    .sorted()
                                    .flatMap(key -> KubernetesLabels.annotationFault(key).stream())
                                    .findFirst())
                    .flatMap(Optional::stream)
                    .map(part::finding)));

    static final List<Rule> ALL = List.of(CONFIG_MAPS_ARE_VALID);

    private ConfigMapRules() {}

    private static Optional<String> fault(ExtraConfigMap map, AirflowDeployment deployment) {
        if (!KubernetesNames.isSubdomain(map.name())) {
            return Optional.of(KubernetesNames.describe(map.name()));
        }
        if (OF_THE_CHART.stream().map(deployment.names()::object).anyMatch(map.name()::equals)) {
            return Optional.of("the chart itself makes " + map.name());
        }
        if (deployment.extraConfigMaps().stream()
                        .filter(other -> other.name().equals(map.name()))
                        .count()
                > 1) {
            return Optional.of("two have the name " + map.name());
        }
        return map.data().values().stream().mapToLong(String::length).sum() > LARGEST
                ? Optional.of("it has more than 1 MiB of text")
                : Optional.empty();
    }
}
